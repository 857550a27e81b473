import CourseKit
import Tensors

// MARK: 3.4 Causal mask

/// Hides the future: token i may look at tokens 0 … i, so its scores for j > i become −∞.
///
/// Shape: `[length, length]`, a row for each query. Done before softmax, which turns −∞ into 0.
///
/// Example: `[[1, 2, 3], [4, 5, 6], [7, 8, 9]]` becomes `[[1, −∞, −∞], [4, 5, −∞], [7, 8, 9]]`.
public func causalMask(_ scores: consuming Tensor) -> Tensor {
  todo("3.4")
}
