import Tensors

// MARK: 3.3 Context vectors

/// For each query, the average of the value vectors under its weights: cᵢ = Σⱼ wᵢⱼ · vⱼ.
///
/// Shapes: weights `[queries, keys]`, values `[keys, width]` → `[queries, width]`. All averages
/// together are one matrix product.
///
/// Example: the weights `[[1, 0], [0.25, 0.75]]` and the values `[[4, 8], [0, 4]]` give
/// `[[4, 8], [1, 5]]`. (`weights` may be a tensor or a view; `weights.matrix` is the view in both
/// cases, and `matmul` takes it.)
public func contextVectors(
  weights: some MatrixRepresentable, values: MatrixView
) -> Tensor {
  // begin 3.3
  matmul(weights.matrix, values)
  // end 3.3
}
