/// c = start + factor · a·b, in blocks that fit in the caches, on all threads.
///
/// Each element of c is a sum over the depth in an order that depends on the depth alone: blocks of
/// 256 are summed in registers, then the blocks in order. The result is therefore bit-identical for
/// every number of threads.
///
/// Where `a` is triangular, or only the lower triangle of c is needed (`extent`), the tiles outside
/// the triangle are skipped. Above its diagonal c may then hold anything.
///
/// Cost: 2·M·N·K floating-point operations.
package func matrixProduct(
  _ a: MatrixOperand, _ b: MatrixOperand, into c: MatrixResult, from start: ProductStart = .zero,
  scaledBy factor: Float = 1, extent: MatrixExtent = .everything
) {
  precondition(
    a.columns == b.rows,
    "a matrix of \(a.rows) × \(a.columns) times one of \(b.rows) × \(b.columns)")
  guard a.rows > 0, b.columns > 0 else { return }
  guard a.columns > 0 else {
    naiveMatrixProduct(a, b, into: c, from: start, scaledBy: factor)
    return
  }
  precondition(extent != .upperTriangle, "only the lower triangle of a product can be asked for")
  if a.rows < 4 {
    for row in 0..<a.rows {
      var single = a
      single.base += row * a.rowStride
      vectorMatrixProduct(
        single, b, into: c.base + row * c.rowStride, from: start, scaledBy: factor)
    }
    return
  }
  // A very wide b is processed in pieces, so that its packed copy stays small.
  let columnsAtOnce = max(
    Tile.columns, Blocking.packedNumbers / a.columns / Tile.columns * Tile.columns)
  var first = 0
  while first < b.columns {
    let columns = min(columnsAtOnce, b.columns - first)
    var piece = b
    piece.base += first * b.columnStride
    piece.columns = columns
    var pieceStart = start
    if case .row(let row) = start { pieceStart = .row(row + first) }
    BlockedProduct(
      a: a, b: PackedColumns(piece, for: a.rows),
      c: MatrixResult(c.base + first, rowStride: c.rowStride),
      start: pieceStart, factor: factor, extent: extent, firstColumn: first
    ).run()
    first += columns
  }
}

/// A product whose right operand is packed.
private struct BlockedProduct: @unchecked Sendable {
  let a: MatrixOperand
  let b: PackedColumns
  let c: MatrixResult
  let start: ProductStart
  let factor: Float
  let extent: MatrixExtent
  /// The column of the whole product at which `c` begins.
  let firstColumn: Int

  /// Whether rows of a are copied: because the kernel cannot read them in place, or because enough
  /// strips use them for the copy to pay off.
  private var copiesRows: Bool {
    if Tile.multipliesByLane { return a.rowStride != 1 }
    if a.columnStride == 1 { return b.stripCount >= Blocking.stripsWorthACopyOfRows }
    return a.rowStride != 1 || b.stripCount >= Blocking.stripsWorthACopyOfColumns
  }

  func run() {
    let rowBlocks = (a.rows + Blocking.rows - 1) / Blocking.rows
    // With few rows, the columns are split too, so that every thread has work.
    let wantedTasks = 4 * Threads.count
    let columnBlocks = max(1, min(b.stripCount, (wantedTasks + rowBlocks - 1) / rowBlocks))
    let stripsAtOnce = (b.stripCount + columnBlocks - 1) / columnBlocks
    parallelFor(
      rowBlocks * columnBlocks, operations: 2 * a.rows * b.depth * b.columns
    ) { task in
      let firstRow = task / columnBlocks * Blocking.rows
      let firstStrip = task % columnBlocks * stripsAtOnce
      guard firstStrip < b.stripCount else { return }
      multiply(
        rows: firstRow..<min(a.rows, firstRow + Blocking.rows),
        strips: firstStrip..<min(b.stripCount, firstStrip + stripsAtOnce))
    }
  }

  private func multiply(rows: Range<Int>, strips: Range<Int>) {
    let packed = FloatBuffer(uninitialized: Blocking.rows * Blocking.depth)
    var first = 0
    while first < b.depth {
      let depth = min(Blocking.depth, b.depth - first)
      let tiles = packRows(rows, first, depth, into: packed.base)
      for strip in strips {
        var row = rows.lowerBound
        while row < rows.upperBound {
          multiplyTile(row, rows, strip, first..<first + depth, tiles)
          row += Tile.rows
        }
      }
      first += depth
    }
  }

  /// Copies the tiles whose rows are not read in place (see ``copiesRows``), and the last tile if
  /// it is partial.
  private func packRows(
    _ rows: Range<Int>, _ first: Int, _ depth: Int, into target: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float> {
    let wholeTiles = rows.count / Tile.rows
    if copiesRows {
      for tile in 0..<wholeTiles {
        packTile(rows.lowerBound + tile * Tile.rows, Tile.rows, first, depth, target, rows)
      }
    }
    if rows.count % Tile.rows > 0 {
      packTile(
        rows.lowerBound + wholeTiles * Tile.rows, rows.count % Tile.rows, first, depth, target, rows
      )
    }
    return UnsafePointer(target)
  }

  /// Copies `count` rows from `row` on, with the elements of each column adjacent. The rest of the
  /// tile is zero.
  private func packTile(
    _ row: Int, _ count: Int, _ first: Int, _ depth: Int, _ target: UnsafeMutablePointer<Float>,
    _ rows: Range<Int>
  ) {
    let tile = target + (row - rows.lowerBound) * depth
    let source = a.base + row * a.rowStride + first * a.columnStride
    var k = 0
    if count == Tile.rows, a.rowStride == 1 {
      while k < depth {
        for i in 0..<Tile.rows { tile[k &* Tile.rows &+ i] = source[k &* a.columnStride &+ i] }
        k &+= 1
      }
    } else if count == Tile.rows, a.columnStride == 1 {
      // A square may be wider than the tile. Its excess is overwritten by the next square, and the
      // last columns are copied one by one.
      while k &+ vectorLength < depth {
        for i in stride(from: 0, to: Tile.rows, by: vectorLength) {
          transposeSquare(
            source + i &* a.rowStride + k, a.rowStride, tile + k &* Tile.rows + i, Tile.rows,
            rows: min(vectorLength, Tile.rows - i))
        }
        k &+= vectorLength
      }
    }
    while k < depth {
      for i in 0..<Tile.rows {
        tile[k &* Tile.rows &+ i] =
          i < count ? source[i &* a.rowStride &+ k &* a.columnStride] : 0
      }
      k &+= 1
    }
  }

  /// Computes one tile for one block of depth, unless the tile lies outside the extent.
  @inline(never)
  private func multiplyTile(
    _ row: Int, _ rows: Range<Int>, _ strip: Int, _ block: Range<Int>,
    _ packed: UnsafePointer<Float>
  ) {
    let rowCount = min(Tile.rows, rows.upperBound - row)
    let column = strip * Tile.columns
    if extent == .lowerTriangle, firstColumn + column >= row + rowCount { return }
    // A triangular a needs only part of the depth. The first block is never skipped, because it
    // writes the starting values of c.
    var depth = block
    if a.extent == .lowerTriangle, block.upperBound > row + rowCount {
      depth = block.lowerBound..<max(block.lowerBound, row + rowCount)
    } else if a.extent == .upperTriangle, block.lowerBound < row {
      depth = min(row, block.upperBound)..<block.upperBound
    }
    if depth.isEmpty, block.lowerBound > 0 { return }

    var operand: TileOperand
    if rowCount < Tile.rows || copiesRows {
      operand = TileOperand(
        base: packed + (row - rows.lowerBound) * block.count, rowStride: 1, depthStride: Tile.rows)
      operand.base += (depth.lowerBound - block.lowerBound) * Tile.rows
    } else {
      operand = TileOperand(
        base: a.base + row * a.rowStride + depth.lowerBound * a.columnStride,
        rowStride: a.rowStride, depthStride: a.columnStride)
    }
    let columns = b.block(strip: strip, from: depth.lowerBound)

    let place = TilePlace(
      base: c.base + row * c.rowStride + column, rowStride: c.rowStride, rows: rowCount,
      columns: min(Tile.columns, b.columns - column), factor: factor)
    let tileStart: ProductStart
    switch start {
    case .existing: tileStart = .existing
    case _ where block.lowerBound > 0: tileStart = .existing
    case .row(let row): tileStart = .row(row + column)
    case .zero: tileStart = .zero
    }
    // One loop per width, so that the width is a constant in each.
    let (stride, steps) = (b.stride(strip), depth.count)
    @inline(__always)
    func multiply(vectors: Int) {
      TensorKernels.multiplyTile(operand, columns, bStride: stride, depth: steps, vectors: vectors)
      {
        place.put($2, row: $0, vector: $1, from: tileStart)
      }
    }
    switch b.vectors(strip) {
    case Tile.vectors: multiply(vectors: Tile.vectors)
    case 2: multiply(vectors: 2)
    default: multiply(vectors: 1)
    }
  }
}

/// Where a tile of the result is written, and how much of it is valid.
private struct TilePlace {
  let base: UnsafeMutablePointer<Float>
  let rowStride: Int
  let rows: Int
  let columns: Int
  let factor: Float

  /// c = start + factor · sum
  @inline(__always)
  func put(_ sum: Vector, row: Int, vector: Int, from start: ProductStart) {
    guard row < rows else { return }
    let offset = vector &* vectorLength
    let place = base + row &* rowStride + offset
    if offset &+ vectorLength <= columns {
      var numbers =
        switch start {
        case .zero: Vector.zero
        case .row(let row): loadVector(row + offset)
        case .existing: loadVector(place)
        }
      numbers.accumulate(Vector(repeating: factor), sum)
      storeVector(numbers, at: place)
    } else {
      for lane in 0..<max(0, columns - offset) {
        let before: Float =
          switch start {
          case .zero: 0
          case .row(let row): row[offset + lane]
          case .existing: place[lane]
          }
        place[lane] = before.addingProduct(factor, sum[lane])
      }
    }
  }
}
