import TensorKernels

/// What a matrix product takes: a tensor, seen as its rows, or a part of one.
public protocol MatrixRepresentable {
  /// Itself as a matrix, without a copy.
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
  private let extent: MatrixExtent

  private init(
    _ buffer: FloatBuffer, offset: Int, rows: Int, columns: Int, rowStride: Int, columnStride: Int,
    extent: MatrixExtent = .everything
  ) {
    self.buffer = buffer
    self.offset = offset
    rowCount = rows
    columnCount = columns
    self.rowStride = rowStride
    self.columnStride = columnStride
    self.extent = extent
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
      columnStride: rowStride, extent: extent.transposed)
  }

  /// This matrix, with the promise that it is 0 above the diagonal: a product then does not look
  /// there, which saves almost half of the work.
  public var lowerTriangle: MatrixView {
    MatrixView(
      buffer, offset: offset, rows: rowCount, columns: columnCount, rowStride: rowStride,
      columnStride: columnStride, extent: .lowerTriangle)
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

  /// The number at a row and a column.
  public subscript(row: Int, column: Int) -> Float {
    precondition(
      row >= 0 && row < rowCount && column >= 0 && column < columnCount,
      "index [\(row), \(column)] in a matrix of \(rowCount) × \(columnCount)")
    return buffer.base[offset + row * rowStride + column * columnStride]
  }

  package var operand: MatrixOperand {
    var operand = MatrixOperand(
      buffer.base + offset, rows: rowCount, columns: columnCount, rowStride: rowStride,
      columnStride: columnStride)
    operand.extent = extent
    return operand
  }
}

extension Tensor: MatrixRepresentable {
  /// All rows of the tensor, whatever its outer axes.
  public var matrix: MatrixView { MatrixView(self) }

  /// The rows as columns.
  public var transposed: MatrixView { matrix.transposed }

  /// See ``MatrixView/lowerTriangle``.
  public var lowerTriangle: MatrixView { matrix.lowerTriangle }

  /// A copy of a part of another tensor.
  public init(_ view: MatrixView) {
    self.init(uninitialized: [view.rowCount, view.columnCount])
    let (target, source) = (mutableBase(), view.operand)
    for row in 0..<source.rows {
      let from = source.base + row * source.rowStride
      let to = target + row * source.columns
      if source.columnStride == 1 {
        to.update(from: from, count: source.columns)
      } else {
        for column in 0..<source.columns { to[column] = from[column * source.columnStride] }
      }
    }
  }

  /// The last row of each sequence. Shapes: `[batch, length, width] → [batch, 1, width]`.
  public var lastRows: Tensor {
    precondition(rank == 3 && shape[1] > 0, "no last rows in a tensor of \(shape)")
    let (batchSize, length, width) = (shape[0], shape[1], shape[2])
    var result = Tensor(uninitialized: [batchSize, 1, width])
    result.updateRows { row in row.copy(self, row: row.index * length + length - 1) }
    return result
  }

  /// Matrices side by side: `across` of them make the columns of a block of rows, the next ones the
  /// next block.
  ///
  /// Shapes: `blocks · across` matrices of `[rows, columns]` → `[blocks, rows, across · columns]`.
  public init(sideBySide parts: [Tensor], across: Int) {
    precondition(
      across > 0 && !parts.isEmpty && parts.count % across == 0,
      "\(parts.count) matrices cannot stand \(across) in a row")
    let (rows, columns) = (parts[0].rowCount, parts[0].columnCount)
    precondition(
      parts.allSatisfy { $0.rowCount == rows && $0.columnCount == columns },
      "matrices of different shapes cannot stand side by side")
    self.init(uninitialized: [parts.count / across, rows, across * columns])
    let target = mutableBase()
    parallelFor(parts.count) { part in
      let source = parts[part].buffer.base
      let start = target + (part / across * rows * across + part % across) * columns
      for row in 0..<rows {
        (start + row * across * columns).update(from: source + row * columns, count: columns)
      }
    }
  }
}
