import CourseKit
import Tensors

// MARK: 0.2 Matrix product

/// The matrix product c[i, j] = Σₖ a[i, k] · b[k, j].
///
/// Shapes: `[M, K] · [K, N] → [M, N]`. Row i of the result is the sum of the rows of b, each
/// weighted by one element of row i of a. The layers use ``matmul(_:_:scaledBy:)``, which is the
/// same product by blocks and on all threads.
///
///     [1, 2, 3]   [ 7,  8]   [ 58,  64]
///     [4, 5, 6] · [ 9, 10] = [139, 154]      58 = 1 · 7 + 2 · 9 + 3 · 11
///                 [11, 12]
///
/// With K = 0 nothing is added up, and all elements are 0.
///
/// `Tensor(zeros: [M, N])` makes a tensor, `c[i, j]` reads and sets an element of it. What else a
/// tensor can do is in Sources/Tensors: have `Tensor.swift` and `Tensor+Rows.swift` at hand.
public func matrixProduct(_ a: Tensor, _ b: Tensor) -> Tensor {
  precondition(
    a.rank == 2 && b.rank == 2 && a.shape[1] == b.shape[0],
    "no matrix product of \(a.shape) and \(b.shape)")
  todo("0.2")
}
