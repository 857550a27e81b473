/// c = start + factor · a·b for a single row a, limited by memory bandwidth.
///
/// Nothing is packed, because each element of b is used once. The order of each sum depends on the
/// depth alone, so the result is the same for every number of threads.
func vectorMatrixProduct(
  _ a: MatrixOperand, _ b: MatrixOperand, into c: UnsafeMutablePointer<Float>,
  from start: ProductStart, scaledBy factor: Float
) {
  if b.columnStride == 1 {
    sumRows(a, b, into: c, from: start, scaledBy: factor)
  } else {
    // About 16,000 elements are worth another thread.
    let pieces = max(1, min(b.rows * b.columns / 16_384, Threads.count, b.columns))
    let columnsAtOnce = (b.columns + pieces - 1) / pieces
    parallelFor(pieces) { piece in
      let first = min(b.columns, piece * columnsAtOnce)
      sumColumns(
        a, b, first..<min(b.columns, first + columnsAtOnce), c, start, factor)
    }
  }
}

/// The rows of b are contiguous: each thread sums a block of consecutive rows, then the blocks are
/// summed in order.
private func sumRows(
  _ a: MatrixOperand, _ b: MatrixOperand, into c: UnsafeMutablePointer<Float>,
  from start: ProductStart, scaledBy factor: Float
) {
  // At most eight blocks: reading memory gains little from more threads than that, and each block
  // is another partial sum to add at the end.
  let rowsAtOnce = max(64, (b.rows + 31) / 32 * 4)
  let blocks = (b.rows + rowsAtOnce - 1) / rowsAtOnce
  let columns = b.columns
  let partial = FloatBuffer(uninitialized: blocks * columns)
  parallelFor(blocks, operations: b.rows * columns * 16) { block in
    let sums = partial.base + block * columns
    sums.initialize(repeating: 0, count: columns)
    addRows(
      a, b, block * rowsAtOnce..<min(b.rows, (block + 1) * rowsAtOnce), to: sums)
  }
  let sums = partial.base
  for block in 1..<max(1, blocks) {
    let others = sums + block * columns
    for column in 0..<columns { sums[column] += others[column] }
  }
  for column in 0..<columns {
    c[column] = starting(start, c, column).addingProduct(factor, sums[column])
  }
}

/// sums += aₖ · row k, four rows at a time, so that the sums, which stay in the L1 cache, are
/// loaded and stored once for every four. The four are a quarter of the rows apart: each quarter is
/// read from front to back, and the processor prefetches all four streams.
private func addRows(
  _ a: MatrixOperand, _ b: MatrixOperand, _ rows: Range<Int>, to sums: UnsafeMutablePointer<Float>
) {
  let (stride, columns) = (b.rowStride, b.columns)
  let quarter = rows.count / 4
  for k in rows.lowerBound..<rows.lowerBound + quarter {
    let x = a.base + k &* a.columnStride
    let xStride = quarter &* a.columnStride
    let (x0, x1, x2, x3) = (x[0], x[xStride], x[2 &* xStride], x[3 &* xStride])
    let row0 = b.base + k &* stride
    let row1 = row0 + quarter &* stride
    let row2 = row1 + quarter &* stride
    let row3 = row2 + quarter &* stride
    for column in 0..<columns {
      var sum = sums[column]
      sum.addProduct(x0, row0[column])
      sum.addProduct(x1, row1[column])
      sum.addProduct(x2, row2[column])
      sum.addProduct(x3, row3[column])
      sums[column] = sum
    }
  }
  for k in rows.lowerBound + 4 * quarter..<rows.upperBound {
    let (x, row) = (a.base[k &* a.columnStride], b.base + k &* stride)
    for column in 0..<columns { sums[column].addProduct(x, row[column]) }
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

/// Any other layout: a dot product per column, four columns at a time where they are contiguous.
/// The four are a quarter of the columns apart, so that each quarter is read from front to back.
private func sumColumns(
  _ a: MatrixOperand, _ b: MatrixOperand, _ columns: Range<Int>, _ c: UnsafeMutablePointer<Float>,
  _ start: ProductStart, _ factor: Float
) {
  func put(_ sum: Float, _ column: Int) {
    c[column] = starting(start, c, column).addingProduct(factor, sum)
  }
  let isContiguous = a.columnStride == 1 && b.rowStride == 1
  let quarter = isContiguous ? columns.count / 4 : 0
  for column in columns.lowerBound..<columns.lowerBound + quarter {
    let sums = dotProducts(
      a.base, b.base + column * b.columnStride, apart: quarter * b.columnStride, count: a.columns)
    for i in 0..<4 { put(sums[i], column + i * quarter) }
  }
  for column in columns.lowerBound + 4 * quarter..<columns.upperBound {
    let numbers = b.base + column * b.columnStride
    var sum: Float = 0
    if isContiguous {
      let vector = Row(UnsafeMutablePointer(mutating: a.base), count: a.columns, index: 0)
      sum = vector.dot(Row(UnsafeMutablePointer(mutating: numbers), count: a.columns, index: 0))
    } else {
      for k in 0..<a.columns {
        sum.addProduct(a.base[k &* a.columnStride], numbers[k &* b.rowStride])
      }
    }
    put(sum, column)
  }
}

/// x · y for four vectors y, each in the order of ``Row/dot(_:)``: how columns are grouped does not
/// affect the result.
private func dotProducts(
  _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, apart stride: Int, count: Int
) -> SIMD4<Float> {
  let (y1, y2, y3) = (y + stride, y + 2 &* stride, y + 3 &* stride)
  var s0 = Lanes.zero, s1 = Lanes.zero, s2 = Lanes.zero, s3 = Lanes.zero
  var i = 0
  while i &+ laneCount <= count {
    let numbers = load(x + i)
    s0.addProduct(numbers, load(y + i))
    s1.addProduct(numbers, load(y1 + i))
    s2.addProduct(numbers, load(y2 + i))
    s3.addProduct(numbers, load(y3 + i))
    i &+= laneCount
  }
  var sums = SIMD4(total(s0), total(s1), total(s2), total(s3))
  while i < count {
    sums.addProduct(SIMD4(repeating: x[i]), SIMD4(y[i], y1[i], y2[i], y3[i]))
    i &+= 1
  }
  return sums
}
