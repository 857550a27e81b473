/// A matrix in memory: element (i, j) stands at `base[i · rowStride + j · columnStride]`.
///
/// A transposed matrix is the same memory with the strides exchanged.
package struct MatrixOperand: @unchecked Sendable {
  package var base: UnsafePointer<Float>
  package var rows: Int
  package var columns: Int
  package var rowStride: Int
  package var columnStride: Int
  /// Which part of it may differ from 0.
  package var extent = MatrixExtent.everything

  package init(
    _ base: UnsafePointer<Float>, rows: Int, columns: Int, rowStride: Int, columnStride: Int
  ) {
    self.base = base
    self.rows = rows
    self.columns = columns
    self.rowStride = rowStride
    self.columnStride = columnStride
  }
}

/// Which part of a matrix counts: the other part of an operand is 0, that of a result is not wanted.
package enum MatrixExtent: Sendable {
  case everything
  /// Column ≤ row.
  case lowerTriangle
  /// Column ≥ row.
  case upperTriangle

  package var transposed: MatrixExtent {
    switch self {
    case .everything: .everything
    case .lowerTriangle: .upperTriangle
    case .upperTriangle: .lowerTriangle
    }
  }
}

/// Where a product goes: rows of contiguous numbers.
package struct MatrixResult: @unchecked Sendable {
  package var base: UnsafeMutablePointer<Float>
  package var rowStride: Int

  package init(_ base: UnsafeMutablePointer<Float>, rowStride: Int) {
    self.base = base
    self.rowStride = rowStride
  }
}

/// What a product's numbers start from before the sums are added.
package enum ProductStart: @unchecked Sendable {
  /// c = factor · a·b
  case zero
  /// c = row + factor · a·b, the same row for all rows of c.
  case row(UnsafePointer<Float>)
  /// c = c + factor · a·b
  case existing
}
