/// The inner loops of the matrix product: a tile of the result is kept in registers while the
/// products of `depth` columns of a and rows of b are added to it.
///
/// A tile of 8 rows × 32 columns takes 16 of the 32 registers of AVX-512, two loads and eight
/// broadcasts for 16 multiply-adds: enough independent sums to keep both arithmetic units busy.
/// (Goto and van de Geijn, *Anatomy of High-Performance Matrix Multiplication*, 2008, section 5.)
let tileRows = 8
let tileColumns = 32

/// How the eight rows of a tile of `a` lie in memory.
struct TileOperand {
  var base: UnsafePointer<Float>
  var rowStride: Int
  var depthStride: Int
}

/// Eight rows × 32 columns. `b` has 32 numbers for each step of depth, `bStride` apart.
@inline(__always)
func multiplyTile32(
  _ a: TileOperand, _ b: UnsafePointer<Float>, bStride: Int = tileColumns, depth: Int,
  _ emit: (Int, Lanes, Lanes) -> Void
) {
  var c00 = Lanes.zero, c01 = Lanes.zero, c10 = Lanes.zero, c11 = Lanes.zero
  var c20 = Lanes.zero, c21 = Lanes.zero, c30 = Lanes.zero, c31 = Lanes.zero
  var c40 = Lanes.zero, c41 = Lanes.zero, c50 = Lanes.zero, c51 = Lanes.zero
  var c60 = Lanes.zero, c61 = Lanes.zero, c70 = Lanes.zero, c71 = Lanes.zero
  var a0 = a.base
  var a4 = a.base + 4 &* a.rowStride
  let stride = a.rowStride
  var b = b
  for _ in 0..<depth {
    let b0 = load(b)
    let b1 = load(b + 16)
    b += bStride
    var x = Lanes(repeating: a0[0])
    c00.addProduct(x, b0)
    c01.addProduct(x, b1)
    x = Lanes(repeating: a0[stride])
    c10.addProduct(x, b0)
    c11.addProduct(x, b1)
    x = Lanes(repeating: a0[2 &* stride])
    c20.addProduct(x, b0)
    c21.addProduct(x, b1)
    x = Lanes(repeating: a0[3 &* stride])
    c30.addProduct(x, b0)
    c31.addProduct(x, b1)
    x = Lanes(repeating: a4[0])
    c40.addProduct(x, b0)
    c41.addProduct(x, b1)
    x = Lanes(repeating: a4[stride])
    c50.addProduct(x, b0)
    c51.addProduct(x, b1)
    x = Lanes(repeating: a4[2 &* stride])
    c60.addProduct(x, b0)
    c61.addProduct(x, b1)
    x = Lanes(repeating: a4[3 &* stride])
    c70.addProduct(x, b0)
    c71.addProduct(x, b1)
    a0 += a.depthStride
    a4 += a.depthStride
  }
  emit(0, c00, c01)
  emit(1, c10, c11)
  emit(2, c20, c21)
  emit(3, c30, c31)
  emit(4, c40, c41)
  emit(5, c50, c51)
  emit(6, c60, c61)
  emit(7, c70, c71)
}

/// Eight rows × 16 columns, for what is left at the right edge. `b` is packed: 16 numbers a step.
@inline(__always)
func multiplyTile16(
  _ a: TileOperand, _ b: UnsafePointer<Float>, depth: Int, _ emit: (Int, Lanes) -> Void
) {
  var c0 = Lanes.zero, c1 = Lanes.zero, c2 = Lanes.zero, c3 = Lanes.zero
  var c4 = Lanes.zero, c5 = Lanes.zero, c6 = Lanes.zero, c7 = Lanes.zero
  var a0 = a.base
  var a4 = a.base + 4 &* a.rowStride
  let stride = a.rowStride
  var b = b
  for _ in 0..<depth {
    let b0 = load(b)
    b += 16
    c0.addProduct(Lanes(repeating: a0[0]), b0)
    c1.addProduct(Lanes(repeating: a0[stride]), b0)
    c2.addProduct(Lanes(repeating: a0[2 &* stride]), b0)
    c3.addProduct(Lanes(repeating: a0[3 &* stride]), b0)
    c4.addProduct(Lanes(repeating: a4[0]), b0)
    c5.addProduct(Lanes(repeating: a4[stride]), b0)
    c6.addProduct(Lanes(repeating: a4[2 &* stride]), b0)
    c7.addProduct(Lanes(repeating: a4[3 &* stride]), b0)
    a0 += a.depthStride
    a4 += a.depthStride
  }
  emit(0, c0)
  emit(1, c1)
  emit(2, c2)
  emit(3, c3)
  emit(4, c4)
  emit(5, c5)
  emit(6, c6)
  emit(7, c7)
}
