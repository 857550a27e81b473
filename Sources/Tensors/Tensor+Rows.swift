import TensorKernels

/// Work row by row. Large tensors are shared out among the threads: what `body` does to a row must
/// depend on that row alone, and the compiler sees to it that it changes nothing else.
extension Tensor {
  /// Changes every row. `operations` says roughly how many additions and multiplications `body` makes
  /// for one of them, where that is more than a few for each number.
  public mutating func updateRows(
    operations: Int? = nil, _ body: @Sendable (inout Row) -> Void
  ) {
    let base = mutableBase()
    forEachRow(operations: operations) { index, offset, width in
      var row = Row(base + offset, count: width, index: index)
      body(&row)
    }
  }

  /// Changes every row, with the row of the same place in `other`.
  ///
  /// `other` has as many rows; they may have another length.
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

  /// Changes every row, with the rows of the same place in two other tensors.
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

  /// A new tensor of the same shape, written row by row: `body` fills its first row from its second.
  public func mapRows(_ body: @Sendable (inout Row, borrowing Row) -> Void) -> Tensor {
    var result = Tensor(uninitialized: shape)
    result.updateRows(with: self, body)
    return result
  }

  /// A new tensor of the same shape, written row by row from this one's rows and those of another.
  public func mapRows(
    with other: Tensor, _ body: @Sendable (inout Row, borrowing Row, borrowing Row) -> Void
  ) -> Tensor {
    var result = Tensor(uninitialized: shape)
    result.updateRows(with: self, other, body)
    return result
  }

  /// Two new tensors of the same shape from one pass: `body` fills its first two rows from its third.
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

  /// A new tensor of the same shape, and one number for each row, both from one pass: `body` fills
  /// its first row from its second and returns the number.
  public func mapRowsWithNumbers(
    _ body: @Sendable (inout Row, borrowing Row) -> Float
  ) -> (rows: Tensor, numbers: Tensor) {
    var rows = Tensor(uninitialized: shape)
    var numbers = Tensor(uninitialized: shape.droppingColumns)
    let rowBase = rows.mutableBase()
    let numberBase = numbers.mutableBase()
    forEachRow { index, offset, width in
      var row = Row(rowBase + offset, count: width, index: index)
      numberBase[index] = body(&row, self.row(index))
    }
    return (rows, numbers)
  }

  /// One number for each row. Shape: all axes but the innermost.
  public func reduceRows(_ body: @Sendable (borrowing Row) -> Float) -> Tensor {
    var result = Tensor(uninitialized: shape.droppingColumns)
    let numbers = result.mutableBase()
    forEachRow { index, _, _ in numbers[index] = body(row(index)) }
    return result
  }

  /// Lends one row for reading.
  public func withRow<Result>(_ index: Int, _ body: (borrowing Row) throws -> Result) rethrows
    -> Result
  {
    precondition(index >= 0 && index < rowCount, "row \(index) of a tensor of \(shape)")
    return try body(row(index))
  }

  /// Lends one row for changing it.
  public mutating func updateRow<Result>(
    _ index: Int, _ body: (inout Row) throws -> Result
  ) rethrows -> Result {
    precondition(index >= 0 && index < rowCount, "row \(index) of a tensor of \(shape)")
    var row = Row(mutableBase() + index * columnCount, count: columnCount, index: index)
    return try body(&row)
  }

  /// The sum of all rows: one number for each column.
  public func sumOfRows() -> Tensor {
    let result = Tensor(zeros: [columnCount])
    columnSums(buffer.base, rows: rowCount, columns: columnCount, into: result.buffer.base)
    return result
  }

  /// The sum of all rows, each multiplied number by number by the row of the same place in `other`.
  public func sumOfRows(times other: Tensor) -> Tensor {
    precondition(shape == other.shape, "tensors of \(shape) and \(other.shape) do not pair")
    let result = Tensor(zeros: [columnCount])
    columnSums(
      buffer.base, times: other.buffer.base, rows: rowCount, columns: columnCount,
      into: result.buffer.base)
    return result
  }

  // MARK: How it is shared out

  /// A row that lives as long as the tensor.
  private func row(_ index: Int) -> Row {
    let width = columnCount
    return Row(buffer.base + index * width, count: width, index: index)
  }

  /// Some 16,000 numbers, or 64,000 operations, are enough work to wake another thread.
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
