/// Gathers rows into a tensor of their own, and scatters them back.
extension Tensor {
  /// The rows at the given indices, in that order. Shape: `[indices.count, columnCount]`.
  public func gatheringRows(_ indices: [Int]) -> Tensor {
    precondition(
      indices.allSatisfy { $0 >= 0 && $0 < rowCount }, "a row outside of a tensor of \(shape)")
    var result = Tensor(uninitialized: [indices.count, columnCount])
    result.updateRows { row in row.copy(self, row: indices[row.index]) }
    return result
  }

  /// The inverse of ``gatheringRows(_:)``: a tensor of `shape` that holds these rows at `indices`
  /// and 0 elsewhere.
  ///
  /// - Precondition: `indices` has one index for each row, without repeats.
  public func scatteringRows(to indices: [Int], of shape: Shape) -> Tensor {
    precondition(
      indices.count == rowCount && shape.columnCount == columnCount,
      "a tensor of \(self.shape) does not give \(indices.count) rows of one of \(shape)")
    var result = Tensor(zeros: shape)
    for (row, index) in indices.enumerated() {
      result.updateRow(index) { $0.copy(self, row: row) }
    }
    return result
  }
}
