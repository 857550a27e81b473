import Tensors

// MARK: 3.8 Split and merge heads

/// The columns of every sequence, split among the heads: views, nothing is copied.
///
/// Shape: `[batch, length, headCount · d]`. Head h of sequence b has columns h·d ..< (h+1)·d and
/// stands at index b · headCount + h, as a matrix `[length, d]`.
///
/// Example: `[[[1, 2, 3, 4], [5, 6, 7, 8]]]` with two heads gives `[[1, 2], [5, 6]]` and
/// `[[3, 4], [7, 8]]`. The rows of a tensor of any rank are `x.matrix`; a `MatrixView` has
/// `rows(_:)` and `columns(_:)`.
public func splitHeads(_ x: Tensor, headCount: Int) -> [MatrixView] {
  // begin 3.8
  precondition(x.rank == 3 && headCount > 0, "\(headCount) heads of a tensor of \(x.shape)")
  let (batchSize, length, width) = (x.shape[0], x.shape[1], x.shape[2])
  precondition(width % headCount == 0, "\(width) columns cannot be split into \(headCount) heads")
  let headWidth = width / headCount
  return (0..<batchSize).flatMap { sequence in
    let rows = x.matrix.rows(sequence * length..<(sequence + 1) * length)
    return (0..<headCount).map { head in
      rows.columns(head * headWidth..<(head + 1) * headWidth)
    }
  }
  // end 3.8
}

/// The inverse of ``splitHeads(_:headCount:)``: the heads' matrices side by side again.
///
/// Shapes: `batch · headCount` matrices of `[length, d]`, in the order that splitting gives them →
/// `[batch, length, headCount · d]`. The two matrices of the example above give its tensor again.
public func mergeHeads(_ heads: [Tensor], headCount: Int) -> Tensor {
  // begin 3.8
  Tensor(sideBySide: heads, across: headCount)
  // end 3.8
}
