/// sums[c] = Σ over rows of numbers[r, c], or of numbers[r, c] · factors[r, c].
///
/// Rows are summed in order within blocks of 64, then the blocks in order. The order of additions,
/// and so the result, does not depend on the number of threads.
package func columnSums(
  _ numbers: UnsafePointer<Float>, times factors: UnsafePointer<Float>? = nil, rows: Int,
  columns: Int, into sums: UnsafeMutablePointer<Float>
) {
  let rowsAtOnce = 64
  let blocks = (rows + rowsAtOnce - 1) / rowsAtOnce
  let partial = FloatBuffer(uninitialized: max(1, blocks * columns))
  parallelFor(blocks) { block in
    let sum = partial.base + block * columns
    sum.initialize(repeating: 0, count: columns)
    for row in block * rowsAtOnce..<min(rows, (block + 1) * rowsAtOnce) {
      let x = numbers + row * columns
      if let y = factors.map({ $0 + row * columns }) {
        for c in 0..<columns { sum[c].addProduct(x[c], y[c]) }
      } else {
        for c in 0..<columns { sum[c] += x[c] }
      }
    }
  }
  sums.initialize(repeating: 0, count: columns)
  for block in 0..<blocks {
    let sum = partial.base + block * columns
    for c in 0..<columns { sums[c] += sum[c] }
  }
}
