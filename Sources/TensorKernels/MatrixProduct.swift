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
    let packed = FloatBuffer(
      uninitialized: Blocking.rows * Blocking.depth + Tile.columns + Tile.rows * Tile.columns)
    let zeros = packed.base + Blocking.rows * Blocking.depth
    let edge = zeros + Tile.columns
    // The edge too: what is beyond the result is worked on as well, and denormals would be slow.
    zeros.update(repeating: 0, count: Tile.columns + Tile.rows * Tile.columns)
    var first = 0
    while first < b.depth {
      let depth = min(Blocking.depth, b.depth - first)
      let tiles = packRows(rows, first, depth, into: packed.base)
      for strip in strips {
        var row = rows.lowerBound
        while row < rows.upperBound {
          multiplyTile(row, rows, strip, first..<first + depth, tiles, zeros, edge)
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
  private func multiplyTile(
    _ row: Int, _ rows: Range<Int>, _ strip: Int, _ block: Range<Int>,
    _ packed: UnsafePointer<Float>, _ zeros: UnsafePointer<Float>,
    _ edge: UnsafeMutablePointer<Float>
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

    let vectors = b.vectors(strip)
    let place = c.base + row * c.rowStride + column
    var target = TileTarget(
      sums: place, stride: c.rowStride, start: place, startStride: c.rowStride, factor: factor)
    if block.lowerBound == 0 {
      switch start {
      case .existing: break
      case .row(let row): (target.start, target.startStride) = (row + column, 0)
      case .zero: (target.start, target.startStride) = (zeros, 0)
      }
    }
    let columnCount = min(vectors * vectorLength, b.columns - column)
    let isWhole = rowCount == Tile.rows && columnCount == vectors * vectorLength
    if !isWhole {
      // A tile that reaches beyond the result is worked out beside it.
      for row in 0..<rowCount {
        (edge + row * Tile.columns).update(
          from: target.start + row * target.startStride, count: columnCount)
      }
      target = TileTarget(
        sums: edge, stride: Tile.columns, start: edge, startStride: Tile.columns, factor: factor)
    }
    TensorKernels.multiplyTile(
      operand, columns, bStride: b.stride(strip), depth: depth.count, vectors: vectors, into: target
    )
    if !isWhole {
      for row in 0..<rowCount {
        (place + row * c.rowStride).update(from: edge + row * Tile.columns, count: columnCount)
      }
    }
  }
}

/// Where the sums of a tile go: start + factor · sum.
private struct TileTarget {
  var sums: UnsafeMutablePointer<Float>
  var stride: Int
  /// What they are added to: the elements of the result so far, or a row that is the same for each
  /// (`startStride` of 0), so that nothing has to be asked for every vector.
  var start: UnsafePointer<Float>
  var startStride: Int
  var factor: Float
}

/// A tile of any width. It is a function of its own so that all it needs fits into registers.
@inline(never)
private func multiplyTile(
  _ a: TileOperand, _ b: UnsafePointer<Float>, bStride: Int, depth: Int, vectors: Int,
  into target: TileTarget
) {
  // One loop per width, so that the width is a constant in each.
  @inline(__always)
  func multiply(vectors: Int) {
    multiplyTile(a, b, bStride: bStride, depth: depth, vectors: vectors) { row, vector, sum in
      let offset = vector &* vectorLength
      var numbers = loadVector(target.start + row &* target.startStride + offset)
      numbers.accumulate(Vector(repeating: target.factor), sum)
      storeVector(numbers, at: target.sums + row &* target.stride + offset)
    }
  }
  switch vectors {
  case Tile.vectors: multiply(vectors: Tile.vectors)
  case 2: multiply(vectors: 2)
  default: multiply(vectors: 1)
  }
}
