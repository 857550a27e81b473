import Testing

@testable import TensorKernels

/// Random operands whose rows are longer than the matrix, so that a stride is not a width.
private struct Operand {
  var numbers: [Float]
  var rows: Int
  var columns: Int
  var transposed: Bool
  var stride: Int { (transposed ? rows : columns) + 3 }

  init(_ rows: Int, _ columns: Int, transposed: Bool, using generator: inout SeededGenerator) {
    self.rows = rows
    self.columns = columns
    self.transposed = transposed
    numbers = []
    let count = (transposed ? columns : rows) * stride
    numbers = (0..<count).map { _ in generator.nextUniform() * 2 - 1 }
  }

  func with<Result>(_ body: (MatrixOperand) -> Result) -> Result {
    numbers.withUnsafeBufferPointer {
      body(
        MatrixOperand(
          $0.baseAddress ?? UnsafePointer(bitPattern: 64)!, rows: rows, columns: columns,
          rowStride: transposed ? 1 : stride, columnStride: transposed ? stride : 1))
    }
  }
}

private func product(
  _ a: Operand, _ b: Operand, from start: [Float], kind: Int, factor: Float,
  with multiply: (MatrixOperand, MatrixOperand, MatrixResult, ProductStart, Float) -> Void
) -> [Float] {
  var result = start
  let row = Array(start.prefix(b.columns))
  row.withUnsafeBufferPointer { row in
    result.withUnsafeMutableBufferPointer { result in
      a.with { a in
        b.with { b in
          let starts: [ProductStart] = [
            .zero, .row(row.baseAddress ?? UnsafePointer(bitPattern: 64)!), .existing,
          ]
          guard let base = result.baseAddress else { return }
          multiply(
            a, b, MatrixResult(base, rowStride: b.columns + 2), starts[kind], factor)
        }
      }
    }
  }
  return result
}

@Suite struct MatrixProductTests {
  static let sizes: [(Int, Int, Int)] = [
    (1, 1, 1), (1, 64, 64), (3, 5, 7), (8, 32, 32), (9, 33, 31), (64, 300, 40), (70, 17, 100),
    (130, 260, 65), (2, 100, 513), (1, 700, 200), (33, 1, 16), (5, 0, 4), (16, 16, 48),
    (4, 520, 80),
    (600, 40, 70), (520, 300, 33),
    // One row, and few: no tile, but four places of memory at a time and pieces of the depth.
    (1, 65, 3), (1, 1000, 64), (3, 37, 130), (1, 3072, 96), (2, 513, 5), (1, 3, 1), (1, 19, 18),
    // Around the tile of every kind of processor (4, 6 and 8 rows; 8, 12, 16 and 32 columns), the blocks of
    // rows and of depth, and the number of strips from which a is copied.
    (6, 255, 12), (7, 256, 16), (12, 257, 24), (13, 64, 17), (65, 511, 8), (66, 5, 390),
    (67, 513, 11), (96, 9, 129), (97, 33, 384), (129, 259, 401), (72, 8, 800),
  ]

  @Test(arguments: sizes)
  func `the fast product equals its naive twin`(rows: Int, depth: Int, columns: Int) {
    var generator = SeededGenerator(seed: UInt64(rows * 1_000_003 + depth * 1009 + columns))
    for (aTransposed, bTransposed) in [(false, false), (true, false), (false, true), (true, true)] {
      let a = Operand(rows, depth, transposed: aTransposed, using: &generator)
      let b = Operand(depth, columns, transposed: bTransposed, using: &generator)
      let start = (0..<rows * (columns + 2)).map { _ in generator.nextUniform() }
      for kind in 0..<3 {
        let fast = product(a, b, from: start, kind: kind, factor: 0.75) {
          matrixProduct($0, $1, into: $2, from: $3, scaledBy: $4)
        }
        let naive = product(a, b, from: start, kind: kind, factor: 0.75) {
          naiveMatrixProduct($0, $1, into: $2, from: $3, scaledBy: $4)
        }
        // The numbers are at most 1, so a sum of n products is rounded by less than n · 2⁻²⁴.
        let tolerance = Float(depth + 2) * 0x1p-22
        let worst = zip(fast, naive).map { abs($0 - $1) }.max() ?? 0
        #expect(
          worst <= tolerance,
          "\(rows)×\(depth)×\(columns) a transposed \(aTransposed), b transposed \(bTransposed), start \(kind)"
        )
      }
    }
  }

  @Test func `the product does not depend on the number of threads`() {
    var generator = SeededGenerator(seed: 5)
    let a = Operand(300, 600, transposed: true, using: &generator)
    let b = Operand(600, 210, transposed: false, using: &generator)
    let start = [Float](repeating: 0, count: 300 * 212)
    let before = Threads.count
    defer { Threads.count = before }
    let results = [1, 2, 3, 5].map { threads in
      Threads.count = threads
      return product(a, b, from: start, kind: 0, factor: 1) {
        matrixProduct($0, $1, into: $2, from: $3, scaledBy: $4)
      }
    }
    for result in results { #expect(result == results[0]) }
  }

  @Test func `an operand with a stride along both axes`() {
    let numbers = (0..<400).map { Float($0 % 13) - 6 }
    let other = (0..<400).map { Float($0 % 7) - 3 }
    numbers.withUnsafeBufferPointer { a in
      other.withUnsafeBufferPointer { b in
        let left = MatrixOperand(
          a.baseAddress!, rows: 9, columns: 10, rowStride: 40, columnStride: 3)
        let right = MatrixOperand(
          b.baseAddress!, rows: 10, columns: 7, rowStride: 30, columnStride: 4)
        var fast = [Float](repeating: 0, count: 63)
        var naive = fast
        fast.withUnsafeMutableBufferPointer {
          matrixProduct(left, right, into: MatrixResult($0.baseAddress!, rowStride: 7))
        }
        naive.withUnsafeMutableBufferPointer {
          naiveMatrixProduct(left, right, into: MatrixResult($0.baseAddress!, rowStride: 7))
        }
        #expect(fast == naive)
      }
    }
  }
}
