/// The right operand of a matrix product in the order in which the inner loops read it: `b` in strips
/// of 32 columns (the last of 16 where no more is left), cut in blocks of depth.
///
/// A block of a strip is contiguous, a row of it after the other, and fits in the first-level
/// cache. Columns past the edge hold zeros.
struct PackedColumns: @unchecked Sendable {
  let storage: FloatBuffer
  let depth: Int
  let columns: Int
  let stripCount: Int
  /// Where whole strips are read from b itself: its first number and how far its rows are apart.
  private let inPlace: (base: UnsafePointer<Float>, stride: Int)?

  private let firstCopied: Int

  /// With fewer rows of a than this, a copy of b costs more than it saves.
  private static let rowsWorthACopy = 512

  /// How many steps of depth are added up in registers before the result is stored.
  static let blockDepth = 256

  init(_ b: MatrixOperand, for rows: Int) {
    let isReadInPlace = b.columnStride == 1 && rows <= PackedColumns.rowsWorthACopy
    inPlace = isReadInPlace ? (b.base, b.rowStride) : nil
    depth = b.rows
    columns = b.columns
    stripCount = (b.columns + tileColumns - 1) / tileColumns
    // In place, only a last strip that is not whole is copied.
    firstCopied = isReadInPlace ? stripCount - 1 : 0
    let copied = stripCount - firstCopied
    storage = FloatBuffer(uninitialized: max(1, copied * tileColumns * depth))
    if isReadInPlace {
      if columns % tileColumns != 0 { pack(b, strip: stripCount - 1) }
      return
    }
    let stripsAtOnce = max(1, 16_384 / max(1, depth * tileColumns))
    let pieces = (stripCount + stripsAtOnce - 1) / stripsAtOnce
    parallelFor(pieces) { piece in
      for strip in piece * stripsAtOnce..<min(stripCount, (piece + 1) * stripsAtOnce) {
        pack(b, strip: strip)
      }
    }
  }

  /// How wide a strip is: 16 or 32.
  @inline(__always)
  func width(_ strip: Int) -> Int {
    columns - strip * tileColumns <= laneCount ? laneCount : tileColumns
  }

  /// How far the rows of a strip are apart.
  @inline(__always)
  func stride(_ strip: Int) -> Int {
    if let inPlace, (strip + 1) * tileColumns <= columns { return inPlace.stride }
    return width(strip)
  }

  @inline(__always)
  func block(strip: Int, from start: Int) -> UnsafePointer<Float> {
    if let inPlace, (strip + 1) * tileColumns <= columns {
      return inPlace.base + start * inPlace.stride + strip * tileColumns
    }
    return UnsafePointer(copy(of: strip) + start * width(strip))
  }

  @inline(__always)
  private func copy(of strip: Int) -> UnsafeMutablePointer<Float> {
    storage.base + (strip - firstCopied) * tileColumns * depth
  }

  private func pack(_ b: MatrixOperand, strip: Int) {
    let width = self.width(strip)
    let first = strip * tileColumns
    let valid = min(width, columns - first)
    let target = copy(of: strip)
    let source = b.base + first * b.columnStride
    if b.columnStride == 1 {
      for k in 0..<depth {
        let row = target + k &* width
        let from = source + k &* b.rowStride
        if valid == width {
          store(load(from), at: row)
          if width == tileColumns { store(load(from + laneCount), at: row + laneCount) }
        } else {
          for j in 0..<width { row[j] = j < valid ? from[j] : 0 }
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

  /// Columns that are contiguous in memory: sixteen by sixteen numbers are turned at a time.
  private func packTransposed(
    _ source: UnsafePointer<Float>, _ stride: Int, valid: Int, width: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    var j = 0
    while j < width {
      var k = 0
      if j &+ laneCount <= valid {
        while k &+ laneCount <= depth {
          transposeTile(source + j &* stride + k, stride, target + k &* width + j, width)
          k &+= laneCount
        }
      }
      while k < depth {
        for lane in j..<j &+ laneCount {
          target[k &* width &+ lane] = lane < valid ? source[lane &* stride &+ k] : 0
        }
        k &+= 1
      }
      j &+= laneCount
    }
  }
}

/// Turns 16 × 16 numbers. One round puts every other number first, then those between: it rotates
/// the eight bits of a number's place (row, column) by one, so four rounds exchange row and column.
@inline(__always)
func transposeTile(
  _ source: UnsafePointer<Float>, _ sourceStride: Int, _ target: UnsafeMutablePointer<Float>,
  _ targetStride: Int
) {
  typealias Tile = (
    Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes,
    Lanes, Lanes, Lanes
  )
  @inline(__always)
  func row(_ i: Int) -> Lanes { load(source + i &* sourceStride) }
  @inline(__always)
  func sorted(_ a: Lanes, _ b: Lanes) -> (Lanes, Lanes) {
    let both = SIMD32<Float>(lowHalf: a, highHalf: b)
    return (both.evenHalf, both.oddHalf)
  }
  @inline(__always)
  func round(_ r: Tile) -> Tile {
    let (a, i) = sorted(r.0, r.1), (b, j) = sorted(r.2, r.3), (c, k) = sorted(r.4, r.5)
    let (d, l) = sorted(r.6, r.7), (e, m) = sorted(r.8, r.9), (f, n) = sorted(r.10, r.11)
    let (g, o) = sorted(r.12, r.13), (h, p) = sorted(r.14, r.15)
    return (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
  }
  let start = (
    row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7), row(8), row(9), row(10),
    row(11), row(12), row(13), row(14), row(15)
  )
  let r = round(round(round(round(start))))
  store(r.0, at: target)
  store(r.1, at: target + targetStride)
  store(r.2, at: target + 2 &* targetStride)
  store(r.3, at: target + 3 &* targetStride)
  store(r.4, at: target + 4 &* targetStride)
  store(r.5, at: target + 5 &* targetStride)
  store(r.6, at: target + 6 &* targetStride)
  store(r.7, at: target + 7 &* targetStride)
  store(r.8, at: target + 8 &* targetStride)
  store(r.9, at: target + 9 &* targetStride)
  store(r.10, at: target + 10 &* targetStride)
  store(r.11, at: target + 11 &* targetStride)
  store(r.12, at: target + 12 &* targetStride)
  store(r.13, at: target + 13 &* targetStride)
  store(r.14, at: target + 14 &* targetStride)
  store(r.15, at: target + 15 &* targetStride)
}
