import TensorKernels

/// What a matrix product takes: a tensor, seen as its rows, or a part of one.
public protocol MatrixRepresentable {
  var matrix: MatrixView { get }
}

/// A rectangular part of a tensor, or its transpose, without a copy.
///
/// It keeps the numbers as they were when it was made: changing the tensor afterwards does not
/// change the view.
public struct MatrixView: MatrixRepresentable, @unchecked Sendable {
  public let rowCount: Int
  public let columnCount: Int
  private let buffer: FloatBuffer
  private let offset: Int
  private let rowStride: Int
  private let columnStride: Int

  private init(
    _ buffer: FloatBuffer, offset: Int, rows: Int, columns: Int, rowStride: Int, columnStride: Int
  ) {
    self.buffer = buffer
    self.offset = offset
    rowCount = rows
    columnCount = columns
    self.rowStride = rowStride
    self.columnStride = columnStride
  }

  fileprivate init(_ tensor: Tensor) {
    self.init(
      tensor.buffer, offset: 0, rows: tensor.rowCount, columns: tensor.columnCount,
      rowStride: tensor.columnCount, columnStride: 1)
  }

  public var matrix: MatrixView { self }

  /// Rows and columns exchanged.
  public var transposed: MatrixView {
    MatrixView(
      buffer, offset: offset, rows: columnCount, columns: rowCount, rowStride: columnStride,
      columnStride: rowStride)
  }

  /// Some consecutive rows.
  public func rows(_ range: Range<Int>) -> MatrixView {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rowCount,
      "rows \(range) of a matrix of \(rowCount) × \(columnCount)")
    return MatrixView(
      buffer, offset: offset + range.lowerBound * rowStride, rows: range.count,
      columns: columnCount, rowStride: rowStride, columnStride: columnStride)
  }

  /// Some consecutive columns.
  public func columns(_ range: Range<Int>) -> MatrixView {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= columnCount,
      "columns \(range) of a matrix of \(rowCount) × \(columnCount)")
    return MatrixView(
      buffer, offset: offset + range.lowerBound * columnStride, rows: rowCount,
      columns: range.count, rowStride: rowStride, columnStride: columnStride)
  }

  public subscript(row: Int, column: Int) -> Float {
    precondition(
      row >= 0 && row < rowCount && column >= 0 && column < columnCount,
      "index [\(row), \(column)] in a matrix of \(rowCount) × \(columnCount)")
    return buffer.base[offset + row * rowStride + column * columnStride]
  }

  package var operand: MatrixOperand {
    MatrixOperand(
      buffer.base + offset, rows: rowCount, columns: columnCount, rowStride: rowStride,
      columnStride: columnStride)
  }
}

extension Tensor: MatrixRepresentable {
  /// All rows of the tensor, whatever its outer axes.
  public var matrix: MatrixView { MatrixView(self) }

  /// The rows as columns.
  public var transposed: MatrixView { matrix.transposed }

  /// A copy of a part of another tensor.
  public init(_ view: MatrixView) {
    self.init(uninitialized: [view.rowCount, view.columnCount])
    updateRows { row in
      for column in 0..<row.count { row[column] = view[row.index, column] }
    }
  }

  /// Copies a tensor into consecutive columns of these rows.
  public mutating func replaceColumns(from firstColumn: Int, rows firstRow: Int, with part: Tensor)
  {
    precondition(
      firstColumn >= 0 && firstColumn + part.columnCount <= columnCount && firstRow >= 0
        && firstRow + part.rowCount <= rowCount,
      "\(part.shape) does not fit into \(shape) at row \(firstRow), column \(firstColumn)")
    let target = mutableBase() + firstRow * columnCount + firstColumn
    for row in 0..<part.rowCount {
      (target + row * columnCount).update(
        from: part.buffer.base + row * part.columnCount, count: part.columnCount)
    }
  }
}
