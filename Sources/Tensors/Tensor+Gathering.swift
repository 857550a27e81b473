/// Some rows of a tensor as a tensor of their own, and back.
extension Tensor {
  /// The rows at `places`, in their order: `[places.count, width]`.
  public func gatheringRows(_ places: [Int]) -> Tensor {
    precondition(
      places.allSatisfy { $0 >= 0 && $0 < rowCount }, "a row outside of a tensor of \(shape)")
    var result = Tensor(uninitialized: [places.count, columnCount])
    result.updateRows { row in row.copy(self, row: places[row.index]) }
    return result
  }

  /// The way back from ``gatheringRows(_:)``: a tensor of `shape` with these rows at `places`, which must
  /// all differ, and 0 in all others.
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
