import TensorKernels

/// An operand of a matrix product: a whole tensor, seen as a matrix, or a view of part of one.
public protocol MatrixRepresentable {
  /// This value as a matrix. Nothing is copied.
  var matrix: MatrixView { get }
}

/// A rectangular part of a tensor, or its transpose, without a copy.
///
/// A view is a snapshot: changing the tensor afterwards does not change the view.
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

  /// The transpose. Nothing is copied.
  public var transposed: MatrixView {
    MatrixView(
      buffer, offset: offset, rows: columnCount, columns: rowCount, rowStride: columnStride,
      columnStride: rowStride, extent: extent.transposed)
  }

  /// The same matrix, with the promise that it is 0 above the diagonal. A product then skips that
  /// part, which saves almost half of the work.
  public var lowerTriangle: MatrixView {
    MatrixView(
      buffer, offset: offset, rows: rowCount, columns: columnCount, rowStride: rowStride,
      columnStride: columnStride, extent: .lowerTriangle)
  }

  /// The view of a range of consecutive rows.
  public func rows(_ range: Range<Int>) -> MatrixView {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rowCount,
      "rows \(range) of a matrix of \(rowCount) × \(columnCount)")
    return MatrixView(
      buffer, offset: offset + range.lowerBound * rowStride, rows: range.count,
      columns: columnCount, rowStride: rowStride, columnStride: columnStride)
  }

  /// The view of a range of consecutive columns.
  public func columns(_ range: Range<Int>) -> MatrixView {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= columnCount,
      "columns \(range) of a matrix of \(rowCount) × \(columnCount)")
    return MatrixView(
      buffer, offset: offset + range.lowerBound * columnStride, rows: rowCount,
      columns: range.count, rowStride: rowStride, columnStride: columnStride)
  }

  /// The element at a row and a column.
  public subscript(row: Int, column: Int) -> Float {
    precondition(
      row >= 0 && row < rowCount && column >= 0 && column < columnCount,
      "index [\(row), \(column)] in a matrix of \(rowCount) × \(columnCount)")
    return buffer.base[offset + row * rowStride + column * columnStride]
  }

  /// The view as the kernels take it: a pointer into the tensor's memory with strides.
  package var operand: MatrixOperand {
    var operand = MatrixOperand(
      buffer.base + offset, rows: rowCount, columns: columnCount, rowStride: rowStride,
      columnStride: columnStride)
    operand.extent = extent
    return operand
  }
}

extension Tensor: MatrixRepresentable {
  /// The tensor as a matrix of `rowCount` × `columnCount`: the outer axes are flattened into rows.
  public var matrix: MatrixView { MatrixView(self) }

  /// The transpose of ``matrix``. Nothing is copied.
  public var transposed: MatrixView { matrix.transposed }

  /// The same as ``MatrixView/lowerTriangle`` of ``matrix``.
  public var lowerTriangle: MatrixView { matrix.lowerTriangle }

  /// A contiguous copy of a view, of shape `[rowCount, columnCount]`.
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

  /// Lays matrices out in a grid, `across` of them in each row of the grid.
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
