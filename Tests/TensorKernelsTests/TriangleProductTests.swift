import Testing

@testable import TensorKernels

/// Products where a triangle of an operand is 0, or only a triangle of the result is wanted.
@Suite struct TriangleProductTests {
  /// Rows, depth, columns: below and above a tile, and beyond one block of depth.
  static let sizes: [(Int, Int, Int)] = [
    (1, 1, 1), (3, 3, 5), (5, 5, 5), (8, 8, 32), (17, 17, 16), (33, 33, 40), (70, 70, 24),
    (128, 128, 32), (300, 300, 20), (270, 600, 33), (600, 270, 33), (64, 64, 100),
  ]

  private func product(
    rows: Int, depth: Int, columns: Int, of extent: MatrixExtent, transposed: Bool,
    start: ProductStart = .zero, resultExtent: MatrixExtent = .everything
  ) -> (fast: [Float], naive: [Float]) {
    var generator = SeededGenerator(seed: UInt64(rows * 1_000_003 + depth * 1_009 + columns))
    var left = [Float](repeating: 0, count: rows * depth)
    for i in 0..<rows {
      for k in 0..<depth {
        let number = generator.nextUniform() - 0.5
        let counts =
          switch extent {
          case .everything: true
          case .lowerTriangle: k <= i
          case .upperTriangle: k >= i
          }
        if counts { left[transposed ? k * rows + i : i * depth + k] = number }
      }
    }
    let right = (0..<depth * columns).map { _ in generator.nextUniform() - 0.5 }
    var fast = [Float](repeating: 0.25, count: rows * columns)
    var naive = fast
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        var a = MatrixOperand(
          left.baseAddress!, rows: rows, columns: depth, rowStride: transposed ? 1 : depth,
          columnStride: transposed ? rows : 1)
        let b = MatrixOperand(
          right.baseAddress!, rows: depth, columns: columns, rowStride: columns, columnStride: 1)
        naive.withUnsafeMutableBufferPointer {
          naiveMatrixProduct(
            a, b, into: MatrixResult($0.baseAddress!, rowStride: columns), from: start,
            scaledBy: 1.5)
        }
        a.extent = extent
        fast.withUnsafeMutableBufferPointer {
          matrixProduct(
            a, b, into: MatrixResult($0.baseAddress!, rowStride: columns), from: start,
            scaledBy: 1.5, extent: resultExtent)
        }
      }
    }
    return (fast, naive)
  }

  @Test(arguments: sizes, [MatrixExtent.lowerTriangle, .upperTriangle])
  func `a triangle's product equals the whole one`(
    size: (rows: Int, depth: Int, columns: Int), extent: MatrixExtent
  ) {
    for transposed in [false, true] {
      for start in [ProductStart.zero, .existing] {
        let (fast, naive) = product(
          rows: size.rows, depth: size.depth, columns: size.columns, of: extent,
          transposed: transposed, start: start)
        let worst = zip(fast, naive).map { abs($0 - $1) }.max() ?? 0
        #expect(worst <= Float(size.depth + 2) * 0x1p-23, "transposed \(transposed)")
      }
    }
  }

  @Test(arguments: sizes)
  func `the lower triangle of a product is worked out wherever it is asked for`(
    rows: Int, depth: Int, columns: Int
  ) {
    let (fast, naive) = product(
      rows: rows, depth: depth, columns: columns, of: .everything, transposed: false,
      resultExtent: .lowerTriangle)
    var worst: Float = 0
    for i in 0..<rows {
      for j in 0...min(i, columns - 1) {
        worst = max(worst, abs(fast[i * columns + j] - naive[i * columns + j]))
      }
    }
    #expect(worst <= Float(depth + 2) * 0x1p-23)
  }

  @Test func `the transpose of a lower triangle is an upper one`() {
    #expect(MatrixExtent.lowerTriangle.transposed == .upperTriangle)
    #expect(MatrixExtent.upperTriangle.transposed == .lowerTriangle)
    #expect(MatrixExtent.everything.transposed == .everything)
  }
}
