/// c = start + factor · a·b for one row a: as fast as b can be read from memory.
///
/// Nothing is packed, for every number of b is used once. Each sum runs over depth in one order,
/// whatever the number of threads.
func vectorMatrixProduct(
  _ a: MatrixOperand, _ b: MatrixOperand, into c: UnsafeMutablePointer<Float>,
  from start: ProductStart, scaledBy factor: Float
) {
  // A thread is worth calling for some 16,000 numbers. Long stretches of a row are read faster than
  // short ones, so each thread gets one piece.
  let wanted = min(b.rows * b.columns / 16_384, Threads.count)
  let blocks = (b.columns + laneCount - 1) / laneCount
  let blocksAtOnce = (blocks + max(1, wanted) - 1) / max(1, wanted)
  parallelFor((blocks + blocksAtOnce - 1) / blocksAtOnce) { piece in
    let first = piece * blocksAtOnce * laneCount
    let columns = first..<min(b.columns, first + blocksAtOnce * laneCount)
    if b.columnStride == 1 {
      switch start {
      case .zero: (c + columns.lowerBound).update(repeating: 0, count: columns.count)
      case .row(let row):
        (c + columns.lowerBound).update(from: row + columns.lowerBound, count: columns.count)
      case .existing: break
      }
      addRows(a, b, columns, c, factor)
    } else {
      sumColumns(a, b, columns, c, start, factor)
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

/// Rows of b are contiguous: c += (factor · aₖ) · row k, four rows at a time, so that c, which stays in
/// the first-level cache, is read and written once for every four.
private func addRows(
  _ a: MatrixOperand, _ b: MatrixOperand, _ columns: Range<Int>,
  _ c: UnsafeMutablePointer<Float>, _ factor: Float
) {
  let stride = b.rowStride
  let end = columns.upperBound
  let wholeLanes = columns.lowerBound + columns.count / laneCount * laneCount
  var k = 0
  while k + 4 <= a.columns {
    let row = b.base + k &* stride
    let x0 = factor * a.base[k &* a.columnStride]
    let x1 = factor * a.base[(k &+ 1) &* a.columnStride]
    let x2 = factor * a.base[(k &+ 2) &* a.columnStride]
    let x3 = factor * a.base[(k &+ 3) &* a.columnStride]
    let (l0, l1) = (Lanes(repeating: x0), Lanes(repeating: x1))
    let (l2, l3) = (Lanes(repeating: x2), Lanes(repeating: x3))
    var column = columns.lowerBound
    while column < wholeLanes {
      let numbers = row + column
      var sums = load(c + column)
      sums.addProduct(l0, load(numbers))
      sums.addProduct(l1, load(numbers + stride))
      sums.addProduct(l2, load(numbers + 2 &* stride))
      sums.addProduct(l3, load(numbers + 3 &* stride))
      store(sums, at: c + column)
      column &+= laneCount
    }
    while column < end {
      let numbers = row + column
      c[column].addProduct(x0, numbers[0])
      c[column].addProduct(x1, numbers[stride])
      c[column].addProduct(x2, numbers[2 &* stride])
      c[column].addProduct(x3, numbers[3 &* stride])
      column &+= 1
    }
    k &+= 4
  }
  while k < a.columns {
    let row = b.base + k &* stride
    let x = factor * a.base[k &* a.columnStride]
    for column in columns { c[column].addProduct(x, row[column]) }
    k &+= 1
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
