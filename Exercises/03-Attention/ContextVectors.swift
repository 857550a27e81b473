import CourseKit
import Tensors

// MARK: 3.3 Context vectors

/// For each query, the average of the value vectors under its weights: cᵢ = Σⱼ wᵢⱼ · vⱼ.
///
/// Shapes: weights `[queries, keys]`, values `[keys, width]` → `[queries, width]`. All averages
/// together are one matrix product.
public func contextVectors(
  weights: some MatrixRepresentable, values: MatrixView
) -> Tensor {
  todo("3.3")
}
