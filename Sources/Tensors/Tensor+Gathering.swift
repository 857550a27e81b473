/// Gathers rows into a tensor of their own, and scatters them back.
extension Tensor {
  /// The rows at the given indices, in that order. Shape: `[places.count, columnCount]`.
  public func gatheringRows(_ places: [Int]) -> Tensor {
    precondition(
      places.allSatisfy { $0 >= 0 && $0 < rowCount }, "a row outside of a tensor of \(shape)")
    var result = Tensor(uninitialized: [places.count, columnCount])
    result.updateRows { row in row.copy(self, row: places[row.index]) }
    return result
  }

  /// The inverse of ``gatheringRows(_:)``: a tensor of `shape` that holds these rows at `places`
  /// and 0 elsewhere.
  ///
  /// - Precondition: `places` has one index for each row, without repeats.
  public func scatteringRows(to places: [Int], of shape: Shape) -> Tensor {
    precondition(
      places.count == rowCount && shape.columnCount == columnCount,
      "a tensor of \(self.shape) does not give \(places.count) rows of one of \(shape)")
    var result = Tensor(zeros: shape)
    for (index, place) in places.enumerated() {
      result.updateRow(place) { $0.copy(self, row: index) }
    }
    return result
  }
}
