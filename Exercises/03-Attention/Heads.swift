import CourseKit
import Tensors

// MARK: 3.8 Split and merge heads

/// The columns of every sequence, split among the heads: views, nothing is copied.
///
/// Shape: `[batch, length, headCount · d]`. Head h of sequence b has columns h·d ..< (h+1)·d and
/// stands at place b · headCount + h, as a matrix `[length, d]`.
public func splitHeads(_ x: Tensor, headCount: Int) -> [MatrixView] {
  todo("3.8")
}

/// The way back from ``splitHeads(_:headCount:)``: the heads' matrices side by side again.
///
/// Shapes: `batch · headCount` matrices of `[length, d]` → `[batch, length, headCount · d]`.
public func mergeHeads(_ heads: [Tensor], headCount: Int) -> Tensor {
  todo("3.8")
}
