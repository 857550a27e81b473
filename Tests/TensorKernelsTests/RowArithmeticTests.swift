import Testing

@testable import TensorKernels

/// A fast operation x ← f(x, y, z) with a constant, and its twin for one number in Double.
private struct Operation: Sendable, CustomTestStringConvertible {
  let name: String
  /// How often the exact result is rounded: once, then it must be the nearest Float.
  let isRoundedOnce: Bool
  let fast: @Sendable (inout Row, borrowing Row, borrowing Row, Float) -> Void
  let naive: @Sendable (Double, Double, Double, Double) -> Double

  var testDescription: String { name }

  init(
    _ name: String, isRoundedOnce: Bool = true,
    _ fast: @escaping @Sendable (inout Row, borrowing Row, borrowing Row, Float) -> Void,
    _ naive: @escaping @Sendable (Double, Double, Double, Double) -> Double
  ) {
    self.name = name
    self.isRoundedOnce = isRoundedOnce
    self.fast = fast
    self.naive = naive
  }

  static let all: [Operation] = [
    .init("fill", { x, _, _, c in x.fill(c) }, { _, _, _, c in c }),
    .init("copy", { x, y, _, _ in x.copy(y) }, { _, y, _, _ in y }),
    .init(
      "copy scaled", { x, y, _, c in x.copy(y, scaledBy: c, adding: 0.5) },
      { _, y, _, c in c * y + 0.5 }),
    .init(
      "scale and add", { x, _, _, c in x.scale(by: c, adding: -1.5) }, { x, _, _, c in c * x - 1.5 }
    ),
    .init("add a constant", { x, _, _, c in x.add(c) }, { x, _, _, c in x + c }),
    .init("add", { x, y, _, _ in x.add(y) }, { x, y, _, _ in x + y }),
    .init("add scaled", { x, y, _, c in x.add(y, scaledBy: c) }, { x, y, _, c in x + c * y }),
    .init("setSum", { x, y, z, _ in x.setSum(y, z) }, { _, y, z, _ in y + z }),
    .init("setDifference", { x, y, z, _ in x.setDifference(y, z) }, { _, y, z, _ in y - z }),
    .init("setProduct", { x, y, z, _ in x.setProduct(y, z) }, { _, y, z, _ in y * z }),
    .init("subtract a constant", { x, _, _, c in x.subtract(c) }, { x, _, _, c in x - c }),
    .init("subtract", { x, y, _, _ in x.subtract(y) }, { x, y, _, _ in x - y }),
    .init("scale", { x, _, _, c in x.scale(by: c) }, { x, _, _, c in x * c }),
    .init("multiply", { x, y, _, _ in x.multiply(by: y) }, { x, y, _, _ in x * y }),
    .init("divide into", { x, y, _, _ in x.divide(into: y) }, { x, y, _, _ in y / x }),
    .init(
      "addSquare", isRoundedOnce: false, { x, y, _, c in x.addSquare(y, scaledBy: c) },
      { x, y, _, c in x + c * y * y }),
    .init(
      "squareRoot",
      { x, y, _, _ in
        x.copy(y)
        x.multiply(by: y)
        x.squareRoot()
      }, { _, y, _, _ in Double(Float(y * y)).squareRoot() }),
    .init(
      "threshold", { x, _, _, c in x.threshold(at: c, below: -7, otherwise: 9) },
      { x, _, _, c in x < c ? -7 : 9 }),
  ]
}

@Suite struct RowArithmeticTests {
  @Test(arguments: Operation.all)
  fileprivate func `equals its naive twin at every length`(operation: Operation) {
    var generator = SeededGenerator(seed: 1)
    for count in rowLengths {
      var x = RowOperand(count: count, using: &generator)
      var y = RowOperand(count: count, using: &generator)
      var z = RowOperand(count: count, using: &generator)
      let constant = generator.nextUniform() - 0.5
      let (before, beforeY, beforeZ) = (x.numbers, y.numbers, z.numbers)
      x.withRow { x in
        y.withRow { y in z.withRow { z in operation.fast(&x, y, z, constant) } }
      }
      for (i, number) in x.numbers.enumerated() {
        let exact = operation.naive(
          Double(before[i]), Double(beforeY[i]), Double(beforeZ[i]), Double(constant))
        let allowed = operation.isRoundedOnce ? 0 : 4e-7
        #expect(abs(Double(number) - Double(Float(exact))) <= allowed, "\(count) numbers, at \(i)")
      }
      #expect(y.numbers == beforeY && z.numbers == beforeZ)
      #expect(x.edgesAreWhole && y.edgesAreWhole && z.edgesAreWhole, "\(count) numbers")
    }
  }

  @Test func `a row may be its own partner`() {
    var generator = SeededGenerator(seed: 2)
    for count in rowLengths {
      var x = RowOperand(count: count, using: &generator)
      let before = x.numbers
      x.withRow { x in
        x.withCopy { x, copy in
          x.add(copy)
          copy.fill(0)
        }
      }
      #expect(x.numbers == before.map { $0 + $0 })
      #expect(x.edgesAreWhole)
    }
  }

  @Test func `parts of a row`() {
    var generator = SeededGenerator(seed: 3)
    for count in [0, 1, 5, 16, 17, 40, 70] {
      for column in Set([0, 1, count / 2, count]) where column <= count {
        var x = RowOperand(count: count, using: &generator)
        let before = x.numbers
        x.withRow { $0.fill(-1, from: column) }
        #expect(x.numbers == before.prefix(column) + [Float](repeating: -1, count: count - column))
        x.withRow { x in
          x.withPrefix(column) { prefix in
            #expect(prefix.count == column && prefix.index == 3)
            prefix.fill(8)
          }
        }
        #expect(x.numbers.prefix(column).allSatisfy { $0 == 8 })
        #expect(x.numbers.dropFirst(column).allSatisfy { $0 == -1 })
        #expect(x.edgesAreWhole)
      }
    }
  }

  @Test func `thresholds of what is infinite, and of equals`() {
    var x = RowOperand([-.infinity, 0.5, .infinity, 0.25, Float(0.5).nextDown])
    x.withRow { $0.threshold(at: 0.5, below: 1, otherwise: 2) }
    #expect(x.numbers == [1, 2, 2, 1, 1])
  }

  @Test func `rows of different lengths are refused`() async {
    await #expect(processExitsWith: .failure) {
      var (x, y) = (RowOperand([1, 2]), RowOperand([1, 2, 3]))
      x.withRow { x in y.withRow { y in x.add(y) } }
    }
    await #expect(processExitsWith: .failure) {
      var x = RowOperand([1, 2])
      x.withRow { $0[2] = 1 }
    }
  }
}

@Suite struct RowReductionTests {
  @Test(arguments: rowLengths)
  func `sums equal their naive twins`(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    var x = RowOperand(count: count, using: &generator)
    var y = RowOperand(count: count, using: &generator)
    let numbers = x.numbers.map(Double.init)
    let products = zip(numbers, y.numbers).map { $0 * Double($1) }
    // Sixteen running sums of at most 4 each: their rounding errors.
    let allowed = Double(count + 16) * 4 * 0x1p-22
    let (sum, squares, dot) = x.withRow { x in
      y.withRow { y in (x.sum(), x.sumOfSquares(), x.dot(y)) }
    }
    #expect(abs(Double(sum) - numbers.reduce(0, +)) <= allowed)
    #expect(abs(Double(squares) - numbers.reduce(0) { $0 + $1 * $1 }) <= allowed)
    #expect(abs(Double(dot) - products.reduce(0, +)) <= allowed)
    let shift: Float = 0.75
    let exponentials = x.withRow { x in
      x.withMutableCopy { copy in
        copy.exponentiate(times: 0.5, adding: -shift)
        return copy.sum()
      }
    }
    let exact = numbers.reduce(0.0) { $0 + exponential(0.5 * $1 - 0.75) }
    #expect(abs(Double(exponentials) - exact) <= allowed)
    if count > 0 {
      let mean = x.withRow { $0.mean() }
      #expect(abs(Double(mean) - numbers.reduce(0, +) / Double(count)) <= allowed)
    }
  }

  @Test func `whole numbers are summed exactly`() {
    for count in rowLengths {
      var x = RowOperand((0..<count).map { Float($0 % 100) })
      #expect(x.withRow { $0.sum() } == Float((0..<count).reduce(0) { $0 + $1 % 100 }))
    }
  }

  @Test(arguments: rowLengths.filter { $0 > 0 && $0 < 200 })
  func `the largest number is found wherever it stands`(count: Int) {
    var generator = SeededGenerator(seed: 7)
    for place in 0..<count {
      var numbers = RowOperand(count: count, using: &generator).numbers.map { $0 - 10 }
      numbers[place] = -7.5
      var x = RowOperand(numbers)
      #expect(x.withRow { $0.max() } == -7.5)
      #expect(x.withRow { $0.indexOfMax() } == place)
    }
  }

  @Test func `the first of equals, infinities, and an empty row`() {
    var ties = RowOperand([1, 5, 3, 5, 5])
    #expect(ties.withRow { $0.indexOfMax() } == 1)
    var infinite = RowOperand([-.infinity, -.infinity])
    #expect(infinite.withRow { $0.max() } == -.infinity)
    #expect(infinite.withRow { $0.indexOfMax() } == 0)
    var empty = RowOperand([])
    #expect(empty.withRow { $0.max() } == -.infinity)
    #expect(empty.withRow { $0.sum() } == 0)
  }

  /// e^x by its series, so that the twin shares nothing with the kernel.
  private func exponential(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for n in 1..<40 {
      term *= x / Double(n)
      sum += term
    }
    return sum
  }
}
