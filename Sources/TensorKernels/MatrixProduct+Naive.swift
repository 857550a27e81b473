/// The matrix product straight from its definition, c[i, j] = Σₖ a[i, k] · b[k, j], summed in
/// Double.
///
/// The reference for testing the fast one.
package func naiveMatrixProduct(
  _ a: MatrixOperand, _ b: MatrixOperand, into c: MatrixResult, from start: ProductStart = .zero,
  scaledBy factor: Float = 1
) {
  for i in 0..<a.rows {
    for j in 0..<b.columns {
      var sum = 0.0
      for k in 0..<a.columns {
        sum +=
          Double(a.base[i * a.rowStride + k * a.columnStride])
          * Double(b.base[k * b.rowStride + j * b.columnStride])
      }
      let target = c.base + i * c.rowStride + j
      switch start {
      case .zero: target.pointee = Float(Double(factor) * sum)
      case .row(let row): target.pointee = Float(Double(row[j]) + Double(factor) * sum)
      case .existing: target.pointee = Float(Double(target.pointee) + Double(factor) * sum)
      }
    }
  }
}
