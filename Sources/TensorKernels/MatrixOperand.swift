/// A matrix in memory: element (i, j) is at `base[i · rowStride + j · columnStride]`.
///
/// The transpose is the same memory with the strides swapped.
package struct MatrixOperand: @unchecked Sendable {
  package var base: UnsafePointer<Float>
  package var rows: Int
  package var columns: Int
  package var rowStride: Int
  package var columnStride: Int
  /// The part that may be nonzero.
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

/// The part of a matrix that matters: the rest of an operand is 0, the rest of a result is not
/// needed.
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

/// Where a product is written: rows of contiguous elements.
package struct MatrixResult: @unchecked Sendable {
  package var base: UnsafeMutablePointer<Float>
  package var rowStride: Int

  package init(_ base: UnsafeMutablePointer<Float>, rowStride: Int) {
    self.base = base
    self.rowStride = rowStride
  }
}

/// The values to which the sums of a product are added.
package enum ProductStart: @unchecked Sendable {
  /// c = factor · a·b
  case zero
  /// c = row + factor · a·b, with the same row for every row of c.
  case row(UnsafePointer<Float>)
  /// c = c + factor · a·b
  case existing
}
