import TensorKernels

/// Operations row by row. Large tensors are split among the threads, so what `body` does to a row
/// may depend on that row only. (`@Sendable` keeps it from changing anything else.)
extension Tensor {
  /// Updates every row in place. `operations` is a rough estimate of the additions and
  /// multiplications `body` makes for a row; give it when that is more than a few per element.
  public mutating func updateRows(
    operations: Int? = nil, _ body: @Sendable (inout Row) -> Void
  ) {
    let base = mutableBase()
    forEachRow(operations: operations) { index, offset, width in
      var row = Row(base + offset, count: width, index: index)
      body(&row)
    }
  }

  /// Updates every row in place, paired with the row at the same index in `other`.
  ///
  /// `other` has the same number of rows. Its rows may have a different length.
  public mutating func updateRows(
    with other: Tensor, _ body: @Sendable (inout Row, borrowing Row) -> Void
  ) {
    requireEqualRowCount(other)
    let base = mutableBase()
    forEachRow { index, offset, width in
      var row = Row(base + offset, count: width, index: index)
      body(&row, other.row(index))
    }
  }

  /// Updates every row in place, with the rows at the same index in two other tensors.
  public mutating func updateRows(
    with first: Tensor, _ second: Tensor,
    _ body: @Sendable (inout Row, borrowing Row, borrowing Row) -> Void
  ) {
    requireEqualRowCount(first)
    requireEqualRowCount(second)
    let base = mutableBase()
    forEachRow { index, offset, width in
      var row = Row(base + offset, count: width, index: index)
      body(&row, first.row(index), second.row(index))
    }
  }

  /// A new tensor of the same shape, written row by row: `body` fills its first argument from its
  /// second.
  public func mapRows(_ body: @Sendable (inout Row, borrowing Row) -> Void) -> Tensor {
    var result = Tensor(uninitialized: shape)
    result.updateRows(with: self, body)
    return result
  }

  /// A new tensor of the same shape, written row by row from the rows of this tensor and of
  /// `other`.
  public func mapRows(
    with other: Tensor, _ body: @Sendable (inout Row, borrowing Row, borrowing Row) -> Void
  ) -> Tensor {
    var result = Tensor(uninitialized: shape)
    result.updateRows(with: self, other, body)
    return result
  }

  /// Two new tensors of the same shape from one pass: `body` fills its first two arguments from its
  /// third.
  public func mapRowsToPair(
    _ body: @Sendable (inout Row, inout Row, borrowing Row) -> Void
  ) -> (first: Tensor, second: Tensor) {
    var first = Tensor(uninitialized: shape)
    var second = Tensor(uninitialized: shape)
    let firstBase = first.mutableBase()
    let secondBase = second.mutableBase()
    forEachRow { index, offset, width in
      var firstRow = Row(firstBase + offset, count: width, index: index)
      var secondRow = Row(secondBase + offset, count: width, index: index)
      body(&firstRow, &secondRow, row(index))
    }
    return (first, second)
  }

  /// A new tensor of the same shape and one value per row, from one pass: `body` fills its first
  /// argument from its second and returns the value.
  public func mapRowsWithValues(
    _ body: @Sendable (inout Row, borrowing Row) -> Float
  ) -> (rows: Tensor, values: Tensor) {
    var rows = Tensor(uninitialized: shape)
    var values = Tensor(uninitialized: shape.droppingColumns)
    let rowBase = rows.mutableBase()
    let valueBase = values.mutableBase()
    forEachRow { index, offset, width in
      var row = Row(rowBase + offset, count: width, index: index)
      valueBase[index] = body(&row, self.row(index))
    }
    return (rows, values)
  }

  /// Reduces each row to one value. The result's shape has all axes but the innermost.
  public func reduceRows(_ body: @Sendable (borrowing Row) -> Float) -> Tensor {
    var result = Tensor(uninitialized: shape.droppingColumns)
    let values = result.mutableBase()
    forEachRow { index, _, _ in values[index] = body(row(index)) }
    return result
  }

  /// Calls `body` with one row, for reading.
  public func withRow<Result>(_ index: Int, _ body: (borrowing Row) throws -> Result) rethrows
    -> Result
  {
    precondition(index >= 0 && index < rowCount, "row \(index) of a tensor of \(shape)")
    return try body(row(index))
  }

  /// Calls `body` with one row, for changing it.
  public mutating func updateRow<Result>(
    _ index: Int, _ body: (inout Row) throws -> Result
  ) rethrows -> Result {
    precondition(index >= 0 && index < rowCount, "row \(index) of a tensor of \(shape)")
    var row = Row(mutableBase() + index * columnCount, count: columnCount, index: index)
    return try body(&row)
  }

  /// The sum over all rows. Shape: `[columnCount]`.
  public func sumOfRows() -> Tensor {
    let result = Tensor(zeros: [columnCount])
    columnSums(buffer.base, rows: rowCount, columns: columnCount, into: result.buffer.base)
    return result
  }

  /// The sum over all rows of the elementwise product with `other`. Shape: `[columnCount]`.
  public func sumOfRows(times other: Tensor) -> Tensor {
    precondition(shape == other.shape, "tensors of \(shape) and \(other.shape) do not pair")
    let result = Tensor(zeros: [columnCount])
    columnSums(
      buffer.base, times: other.buffer.base, rows: rowCount, columns: columnCount,
      into: result.buffer.base)
    return result
  }

  // MARK: Splitting the work

  /// A row that must not outlive the tensor.
  private func row(_ index: Int) -> Row {
    let width = columnCount
    return Row(buffer.base + index * width, count: width, index: index)
  }

  /// Calls `body` for every row, on several threads where that pays.
  ///
  /// About 16,000 elements, or 64,000 operations, are worth waking another thread.
  private func forEachRow(
    operations: Int? = nil, _ body: (_ index: Int, _ offset: Int, _ width: Int) -> Void
  ) {
    let width = columnCount
    let rows = rowCount
    let rowsAtOnce = Swift.max(1, 65_536 / Swift.max(operations ?? 4 * width, 1))
    let pieces = (rows + rowsAtOnce - 1) / rowsAtOnce
    parallelFor(pieces) { piece in
      for index in piece * rowsAtOnce..<Swift.min(rows, (piece + 1) * rowsAtOnce) {
        body(index, index * width, width)
      }
    }
  }

  private func requireEqualRowCount(_ other: Tensor) {
    precondition(
      rowCount == other.rowCount, "the rows of \(shape) do not pair with those of \(other.shape)")
  }
}
