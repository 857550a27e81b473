/// The layout of a tile of `a` in memory.
struct TileOperand {
  var base: UnsafePointer<Float>
  var rowStride: Int
  var depthStride: Int
}

/// The inner loop of the matrix product: accumulates the products of `depth` columns of a and rows
/// of b in a tile of sums that stays in registers.
///
/// `b` has `vectors` registers for each step of depth, `bStride` floats apart. `vectors` is a
/// constant at each call, at most ``Tile/vectors``, so the loops over rows and vectors are unrolled
/// and unused sums vanish.
@inline(__always)
func multiplyTile(
  _ a: TileOperand, _ b: UnsafePointer<Float>, bStride: Int, depth: Int, vectors: Int,
  _ emit: (_ row: Int, _ vector: Int, _ sum: Vector) -> Void
) {
  var sums = Tile.Sums { _ in .zero }
  var (a, stride, b) = (a.base, (row: a.rowStride, depth: a.depthStride), b)
  for _ in 0..<depth {
    var columns = InlineArray<4, Vector> { _ in .zero }
    for vector in 0..<vectors { columns[vector] = loadVector(b + vector &* vectorLength) }
    if Tile.multipliesByLane {
      for four in 0..<Tile.rows / 4 {
        let rows = loadVector(a + 4 &* four)
        for lane in 0..<4 {
          let x = Vector(repeating: rows[lane])
          for vector in 0..<vectors {
            sums[(4 &* four &+ lane) &* Tile.vectors &+ vector].accumulate(x, columns[vector])
          }
        }
      }
    } else {
      for row in 0..<Tile.rows {
        let x = Vector(repeating: a[row &* stride.row])
        for vector in 0..<vectors {
          sums[row &* Tile.vectors &+ vector].accumulate(x, columns[vector])
        }
      }
    }
    a += stride.depth
    b += bStride
  }
  for row in 0..<Tile.rows {
    for vector in 0..<vectors { emit(row, vector, sums[row &* Tile.vectors &+ vector]) }
  }
}
