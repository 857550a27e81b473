// The matrix products on arm64 against their naive twins, as a program that needs nothing but malloc and
// puts: `check_tiles.py` runs it on an emulator.

@_extern(c, "puts") func puts(_ text: UnsafePointer<CChar>) -> Int32

/// Numbers of −1 … 1 from a linear congruential generator.
struct Numbers {
  var state: UInt32 = 1

  mutating func fill(_ count: Int) -> UnsafeMutablePointer<Float> {
    let numbers = UnsafeMutablePointer<Float>.allocate(capacity: max(count, 1))
    for i in 0..<count {
      state = state &* 1_664_525 &+ 1_013_904_223
      numbers[i] = Float(Int32(bitPattern: state) >> 8) * 0x1p-23
    }
    return numbers
  }
}

/// How many of the products differ from their twins by more than rounding.
func failures() -> Int {
  var generator = Numbers()
  var failures = 0
  let sizes: [(Int, Int, Int)] = [
    (1, 70, 130), (3, 5, 7), (8, 64, 12), (9, 33, 31), (64, 300, 40), (70, 17, 100), (130, 260, 65),
    (7, 256, 16), (65, 511, 8), (129, 40, 401), (4, 520, 80),
  ]
  for (rows, depth, columns) in sizes {
    for (aTransposed, bTransposed) in [(false, false), (true, false), (false, true), (true, true)] {
      let a = generator.fill(rows * depth)
      let b = generator.fill(depth * columns)
      let fast = generator.fill(rows * columns)
      let naive = UnsafeMutablePointer<Float>.allocate(capacity: rows * columns)
      naive.initialize(from: fast, count: rows * columns)
      let left = MatrixOperand(
        a, rows: rows, columns: depth, rowStride: aTransposed ? 1 : depth,
        columnStride: aTransposed ? rows : 1)
      let right = MatrixOperand(
        b, rows: depth, columns: columns, rowStride: bTransposed ? 1 : columns,
        columnStride: bTransposed ? depth : 1)
      matrixProduct(
        left, right, into: MatrixResult(fast, rowStride: columns), from: .existing, scaledBy: 0.5)
      naiveMatrixProduct(
        left, right, into: MatrixResult(naive, rowStride: columns), from: .existing, scaledBy: 0.5)
      var worst: Float = 0
      for i in 0..<rows * columns { worst = max(worst, (fast[i] - naive[i]).magnitude) }
      if !(worst <= Float(depth + 2) * 0x1p-22) { failures += 1 }
      for numbers in [a, b, fast, naive] { numbers.deallocate() }
    }
  }
  return failures
}

@_cdecl("main")
func run() -> Int32 {
  let wrong = failures()
  _ = puts(
    wrong == 0 ? "44 products equal their naive twins" : "products differ from their naive twins")
  return wrong == 0 ? 0 : 1
}
