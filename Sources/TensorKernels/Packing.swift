/// The right operand of a matrix product in the order in which the inner loop reads it: `b` in
/// strips as wide as a tile (the last as narrow as possible), cut into blocks of depth.
///
/// A block of a strip is contiguous, row by row, and fits in the L1 cache. Columns past the edge
/// hold zeros.
struct PackedColumns: @unchecked Sendable {
  let storage: FloatBuffer
  let depth: Int
  let columns: Int
  let stripCount: Int
  /// Where full strips are read from b itself: its first element and its row stride.
  private let inPlace: (base: UnsafePointer<Float>, stride: Int)?

  private let firstCopied: Int

  init(_ b: MatrixOperand, for rows: Int) {
    let isReadInPlace = b.columnStride == 1 && rows <= Blocking.rowsWorthACopy
    inPlace = isReadInPlace ? (b.base, b.rowStride) : nil
    depth = b.rows
    columns = b.columns
    stripCount = (b.columns + Tile.columns - 1) / Tile.columns
    // When b is read in place, only a partial last strip is copied.
    firstCopied = isReadInPlace ? stripCount - 1 : 0
    let copied = stripCount - firstCopied
    storage = FloatBuffer(uninitialized: max(1, copied * Tile.columns * depth))
    if isReadInPlace {
      if columns % Tile.columns != 0 { pack(b, strip: stripCount - 1) }
      return
    }
    let stripsAtOnce = max(1, 16_384 / max(1, depth * Tile.columns))
    let pieces = (stripCount + stripsAtOnce - 1) / stripsAtOnce
    parallelFor(pieces) { piece in
      for strip in piece * stripsAtOnce..<min(stripCount, (piece + 1) * stripsAtOnce) {
        pack(b, strip: strip)
      }
    }
  }

  /// The number of registers in a row of a strip.
  @inline(__always)
  func vectors(_ strip: Int) -> Int {
    min(Tile.vectors, (columns - strip * Tile.columns + vectorLength - 1) / vectorLength)
  }

  /// The distance between the rows of a strip, in floats.
  @inline(__always)
  func stride(_ strip: Int) -> Int {
    if let inPlace, (strip + 1) * Tile.columns <= columns { return inPlace.stride }
    return vectors(strip) * vectorLength
  }

  @inline(__always)
  func block(strip: Int, from start: Int) -> UnsafePointer<Float> {
    if let inPlace, (strip + 1) * Tile.columns <= columns {
      return inPlace.base + start * inPlace.stride + strip * Tile.columns
    }
    return UnsafePointer(copy(of: strip) + start * vectors(strip) * vectorLength)
  }

  @inline(__always)
  private func copy(of strip: Int) -> UnsafeMutablePointer<Float> {
    storage.base + (strip - firstCopied) * Tile.columns * depth
  }

  private func pack(_ b: MatrixOperand, strip: Int) {
    let width = vectors(strip) * vectorLength
    let first = strip * Tile.columns
    let valid = min(width, columns - first)
    let target = copy(of: strip)
    let source = b.base + first * b.columnStride
    if b.columnStride == 1, width == Tile.columns, valid == width {
      for k in 0..<depth {
        for vector in 0..<Tile.vectors {
          let offset = vector &* vectorLength
          storeVector(
            loadVector(source + k &* b.rowStride + offset), at: target + k &* width + offset)
        }
      }
    } else if b.rowStride == 1 {
      packTransposed(source, b.columnStride, valid: valid, width: width, target)
    } else {
      for k in 0..<depth {
        for j in 0..<width {
          target[k &* width &+ j] =
            j < valid ? source[k &* b.rowStride &+ j &* b.columnStride] : 0
        }
      }
    }
  }

  /// Packs columns that are contiguous in memory, transposing one square at a time.
  private func packTransposed(
    _ source: UnsafePointer<Float>, _ stride: Int, valid: Int, width: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    for j in Swift.stride(from: 0, to: width, by: vectorLength) {
      var k = 0
      if j &+ vectorLength <= valid {
        while k &+ vectorLength <= depth {
          transposeSquare(source + j &* stride + k, stride, target + k &* width + j, width)
          k &+= vectorLength
        }
      }
      while k < depth {
        for lane in j..<j &+ vectorLength {
          target[k &* width &+ lane] = lane < valid ? source[lane &* stride &+ k] : 0
        }
        k &+= 1
      }
    }
  }
}

/// Transposes a square whose rows are one register each. Only the first `count` rows are read; the
/// others may hold anything.
///
/// One round moves the elements at even positions to the front and those at odd positions to the
/// back. This rotates the bits of an element's index (row, column) by one, so as many rounds as a
/// column index has bits swap row and column.
@inline(__always)
func transposeSquare(
  _ source: UnsafePointer<Float>, _ sourceStride: Int, _ target: UnsafeMutablePointer<Float>,
  _ targetStride: Int, rows count: Int = vectorLength
) {
  var rows = InlineArray<16, Vector> { _ in .zero }
  for i in 0..<min(count, vectorLength) { rows[i] = loadVector(source + i &* sourceStride) }
  for _ in 0..<vectorLength.trailingZeroBitCount {
    var sorted = InlineArray<16, Vector> { _ in .zero }
    for pair in 0..<vectorLength / 2 {
      let both = TwoVectors(lowHalf: rows[2 &* pair], highHalf: rows[2 &* pair &+ 1])
      sorted[pair] = both.evenHalf
      sorted[pair &+ vectorLength / 2] = both.oddHalf
    }
    rows = sorted
  }
  for i in 0..<vectorLength { storeVector(rows[i], at: target + i &* targetStride) }
}
