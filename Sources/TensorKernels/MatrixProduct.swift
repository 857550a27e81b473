/// c = start + factor · a·b, by blocks that fit in the caches, on all threads.
///
/// Each number of c is a sum over depth in an order that depends on nothing but the depth: blocks
/// of 256 are summed in registers, then the blocks in order. So the result is the same, bit for
/// bit, for every number of threads.
///
/// Where `a` is a triangle, or only the lower triangle of c is wanted (`extent`), tiles that are
/// outside of it are not worked out: c above its diagonal may then hold anything.
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
  // A very wide b is taken in pieces, so that its packed copy stays small.
  let columnsAtOnce = max(tileColumns, (1 << 21) / a.columns / tileColumns * tileColumns)
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
  /// Which column of the whole product the first one of `c` is.
  let firstColumn: Int

  /// A block of a: 64 rows of 256 numbers are 64 KiB, a fraction of the second-level cache.
  private static let blockRows = 64

  func run() {
    let rowBlocks = (a.rows + BlockedProduct.blockRows - 1) / BlockedProduct.blockRows
    // Few rows: the columns are shared out too, so that every thread has work.
    let wantedTasks = 4 * Threads.count
    let columnBlocks = max(1, min(b.stripCount, (wantedTasks + rowBlocks - 1) / rowBlocks))
    let stripsAtOnce = (b.stripCount + columnBlocks - 1) / columnBlocks
    parallelFor(
      rowBlocks * columnBlocks, operations: 2 * a.rows * b.depth * b.columns
    ) { task in
      let firstRow = task / columnBlocks * BlockedProduct.blockRows
      let firstStrip = task % columnBlocks * stripsAtOnce
      guard firstStrip < b.stripCount else { return }
      multiply(
        rows: firstRow..<min(a.rows, firstRow + BlockedProduct.blockRows),
        strips: firstStrip..<min(b.stripCount, firstStrip + stripsAtOnce))
    }
  }

  private func multiply(rows: Range<Int>, strips: Range<Int>) {
    let packed = FloatBuffer(uninitialized: BlockedProduct.blockRows * PackedColumns.blockDepth)
    var first = 0
    while first < b.depth {
      let depth = min(PackedColumns.blockDepth, b.depth - first)
      let tiles = packRows(rows, first, depth, into: packed.base)
      for strip in strips {
        var row = rows.lowerBound
        while row < rows.upperBound {
          multiplyTile(row, rows, strip, first..<first + depth, tiles)
          row += tileRows
        }
      }
      first += depth
    }
  }

  /// Copies the tiles whose rows cannot be read where they are: columns of a transposed matrix, and
  /// the last rows where they do not fill a tile. Nil if none was copied.
  private func packRows(
    _ rows: Range<Int>, _ first: Int, _ depth: Int, into target: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float> {
    let wholeTiles = rows.count / tileRows
    if a.columnStride != 1, a.rowStride != 1 {
      for tile in 0..<wholeTiles {
        packTile(rows.lowerBound + tile * tileRows, tileRows, first, depth, target, rows)
      }
    }
    if rows.count % tileRows > 0 {
      packTile(
        rows.lowerBound + wholeTiles * tileRows, rows.count % tileRows, first, depth, target, rows)
    }
    return UnsafePointer(target)
  }

  /// Copies `count` rows from `row` on; the rest of the tile is zeros.
  private func packTile(
    _ row: Int, _ count: Int, _ first: Int, _ depth: Int, _ target: UnsafeMutablePointer<Float>,
    _ rows: Range<Int>
  ) {
    let tile = target + (row - rows.lowerBound) * depth
    let source = a.base + row * a.rowStride + first * a.columnStride
    for k in 0..<depth {
      for i in 0..<tileRows {
        tile[k &* tileRows &+ i] =
          i < count ? source[i &* a.rowStride &+ k &* a.columnStride] : 0
      }
    }
  }

  /// Works out one tile for one block of depth, unless it is outside of what counts.
  @inline(never)
  private func multiplyTile(
    _ row: Int, _ rows: Range<Int>, _ strip: Int, _ block: Range<Int>,
    _ packed: UnsafePointer<Float>
  ) {
    let rowCount = min(tileRows, rows.upperBound - row)
    let column = strip * tileColumns
    if extent == .lowerTriangle, firstColumn + column >= row + rowCount { return }
    // Of a triangle's rows only some of the depth counts. The first block is never left out, for it
    // sets what c starts from.
    var depth = block
    if a.extent == .lowerTriangle, block.upperBound > row + rowCount {
      depth = block.lowerBound..<max(block.lowerBound, row + rowCount)
    } else if a.extent == .upperTriangle, block.lowerBound < row {
      depth = min(row, block.upperBound)..<block.upperBound
    }
    if depth.isEmpty, block.lowerBound > 0 { return }

    var operand: TileOperand
    if rowCount < tileRows || (a.columnStride != 1 && a.rowStride != 1) {
      operand = TileOperand(
        base: packed + (row - rows.lowerBound) * block.count, rowStride: 1, depthStride: tileRows)
      operand.base += (depth.lowerBound - block.lowerBound) * tileRows
    } else {
      operand = TileOperand(
        base: a.base + row * a.rowStride + depth.lowerBound * a.columnStride,
        rowStride: a.rowStride, depthStride: a.columnStride)
    }
    let columns = b.block(strip: strip, from: depth.lowerBound)

    let valid = min(b.width(strip), b.columns - column)
    let target = c.base + row * c.rowStride + column
    let factors = Lanes(repeating: factor)
    let bias: UnsafePointer<Float>?
    if block.lowerBound == 0, case .row(let row) = start { bias = row + column } else { bias = nil }
    let adds: Bool
    if case .existing = start { adds = true } else { adds = block.lowerBound > 0 }

    @inline(__always)
    func put(_ lanes: Lanes, _ i: Int, _ offset: Int) {
      let place = target + i &* c.rowStride + offset
      if offset &+ laneCount <= valid {
        if adds {
          store(load(place).addingProduct(factors, lanes), at: place)
        } else if let bias {
          store(load(bias + offset).addingProduct(factors, lanes), at: place)
        } else {
          store(factors * lanes, at: place)
        }
      } else {
        for lane in 0..<max(0, valid - offset) {
          let before = adds ? place[lane] : bias.map { $0[offset + lane] } ?? 0
          place[lane] = before.addingProduct(factor, lanes[lane])
        }
      }
    }
    if b.width(strip) == tileColumns {
      multiplyTile32(operand, columns, bStride: b.stride(strip), depth: depth.count) {
        i, left, right in
        guard i < rowCount else { return }
        put(left, i, 0)
        put(right, i, laneCount)
      }
    } else {
      multiplyTile16(operand, columns, depth: depth.count) { i, lanes in
        guard i < rowCount else { return }
        put(lanes, i, 0)
      }
    }
  }
}
