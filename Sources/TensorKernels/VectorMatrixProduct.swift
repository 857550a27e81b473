/// c = start + factor · a·b for one row a: as fast as b can be read from memory.
///
/// Nothing is packed, for every number of b is used once. The sums run over depth in one order,
/// whatever the number of threads.
func vectorMatrixProduct(
  _ a: MatrixOperand, _ b: MatrixOperand, into c: UnsafeMutablePointer<Float>,
  from start: ProductStart, scaledBy factor: Float
) {
  let columnsAtOnce = 64
  let blocks = (b.columns + columnsAtOnce - 1) / columnsAtOnce
  // A thread is worth waking for some 50,000 numbers.
  let blocksAtOnce = max(1, 50_000 / max(1, b.rows * columnsAtOnce))
  let pieces = (blocks + blocksAtOnce - 1) / blocksAtOnce
  parallelFor(pieces) { piece in
    for block in piece * blocksAtOnce..<min(blocks, (piece + 1) * blocksAtOnce) {
      let first = block * columnsAtOnce
      let count = min(columnsAtOnce, b.columns - first)
      if b.columnStride == 1, count == columnsAtOnce {
        sumRows(a, b, first, c, start, factor)
      } else {
        sumColumns(a, b, first..<first + count, c, start, factor)
      }
    }
  }
}

@inline(__always)
private func starting(
  _ start: ProductStart, _ c: UnsafeMutablePointer<Float>, _ column: Int
) -> Float {
  switch start {
  case .zero: 0
  case .row(let row): row[column]
  case .existing: c[column]
  }
}

/// Rows of b are contiguous: 64 sums at a time in registers.
private func sumRows(
  _ a: MatrixOperand, _ b: MatrixOperand, _ first: Int, _ c: UnsafeMutablePointer<Float>,
  _ start: ProductStart, _ factor: Float
) {
  var s0 = Lanes.zero, s1 = Lanes.zero, s2 = Lanes.zero, s3 = Lanes.zero
  var row = b.base + first
  for k in 0..<a.columns {
    let x = Lanes(repeating: a.base[k &* a.columnStride])
    s0.addProduct(x, load(row))
    s1.addProduct(x, load(row + 16))
    s2.addProduct(x, load(row + 32))
    s3.addProduct(x, load(row + 48))
    row += b.rowStride
  }
  let factors = Lanes(repeating: factor)
  var offset = first
  for sums in [s0, s1, s2, s3] {
    var before = Lanes.zero
    switch start {
    case .zero: break
    case .row(let row): before = load(row + offset)
    case .existing: before = load(c + offset)
    }
    store(before.addingProduct(factors, sums), at: c + offset)
    offset += laneCount
  }
}

/// Any other order: a dot product for each column.
private func sumColumns(
  _ a: MatrixOperand, _ b: MatrixOperand, _ columns: Range<Int>, _ c: UnsafeMutablePointer<Float>,
  _ start: ProductStart, _ factor: Float
) {
  for column in columns {
    let numbers = b.base + column * b.columnStride
    var sum: Float = 0
    if a.columnStride == 1, b.rowStride == 1 {
      let vector = Row(UnsafeMutablePointer(mutating: a.base), count: a.columns, index: 0)
      sum = vector.dot(Row(UnsafeMutablePointer(mutating: numbers), count: a.columns, index: 0))
    } else {
      for k in 0..<a.columns {
        sum.addProduct(a.base[k &* a.columnStride], numbers[k &* b.rowStride])
      }
    }
    c[column] = starting(start, c, column).addingProduct(factor, sum)
  }
}
