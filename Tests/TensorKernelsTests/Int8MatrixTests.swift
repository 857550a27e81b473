import Testing

@testable import TensorKernels

@Suite struct Int8MatrixTests {
  /// A matrix of every whole number that may come, and the vector to multiply it with.
  private func operands(_ rows: Int, _ columns: Int) -> (matrix: Int8Matrix, vector: RowOperand) {
    var generator = SeededGenerator(seed: UInt64(rows * 1009 + columns))
    var matrix = Int8Matrix(rows: rows, columns: columns)
    for column in 0..<columns {
      var numbers = RowOperand((0..<rows).map { _ in Float(Int(generator.next() % 255) - 127) })
      numbers.withRow { matrix.setColumn(column, rounding: $0) }
    }
    return (matrix, RowOperand(count: rows, using: &generator))
  }

  @Test(arguments: [
    (1, 1), (3, 15), (5, 16), (7, 17), (64, 63), (64, 64), (64, 65), (100, 130), (300, 400),
    (1, 200), (1025, 96), (0, 5),
  ])
  func `the fast product equals its naive twin`(rows: Int, columns: Int) {
    var (matrix, vector) = operands(rows, columns)
    var result = RowOperand([Float](repeating: 7, count: columns))
    vector.withRow { vector in result.withRow { $0.setProduct(vector, matrix) } }
    let exact = matrix.naiveProduct(vector.numbers)
    // Numbers of at most 2 · 127, each sum rounded once for each of its terms.
    let tolerance = Float(rows + 1) * 254 * 0x1p-22
    for (fast, naive) in zip(result.numbers, exact) { #expect(abs(fast - naive) <= tolerance) }
    #expect(result.edgesAreWhole)
  }

  @Test func `the product does not depend on the number of threads`() {
    var (matrix, vector) = operands(700, 500)
    let before = Threads.count
    defer { Threads.count = before }
    let results = [1, 2, 5].map { threads in
      Threads.count = threads
      var result = RowOperand([Float](repeating: 0, count: 500))
      vector.withRow { vector in result.withRow { $0.setProduct(vector, matrix) } }
      return result.numbers
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }

  @Test func `numbers are rounded to the nearest, halves away from zero, and clamped`() {
    var matrix = Int8Matrix(rows: 8, columns: 3)
    var numbers = RowOperand([0.4, 0.5, -0.5, -1.49, 126.7, 127.4, 1000, -1000])
    numbers.withRow { matrix.setColumn(1, rounding: $0) }
    #expect((0..<8).map { matrix[$0, 1] } == [0, 1, -1, -1, 127, 127, 127, -127])
    #expect((0..<8).allSatisfy { matrix[$0, 0] == 0 && matrix[$0, 2] == 0 })
    var column = RowOperand([Float](repeating: 0, count: 8))
    column.withRow { $0.copy(column: 1, of: matrix, scaledBy: 0.5) }
    #expect(column.numbers == [0, 0.5, -0.5, -0.5, 63.5, 63.5, 63.5, -63.5])
    #expect(column.edgesAreWhole)
  }

  @Test func `a byte for each number, in whole strips`() {
    #expect(Int8Matrix(rows: 10, columns: 128).byteCount == 1280)
    #expect(Int8Matrix(rows: 10, columns: 65).byteCount == 1280)
  }

  @Test func `what does not fit is refused`() async {
    await #expect(processExitsWith: .failure) {
      var matrix = Int8Matrix(rows: 3, columns: 2)
      var row = RowOperand([1, 2])
      row.withRow { matrix.setColumn(0, rounding: $0) }
    }
    await #expect(processExitsWith: .failure) {
      let matrix = Int8Matrix(rows: 3, columns: 2)
      var vector = RowOperand([1, 2])
      var result = RowOperand([0, 0])
      vector.withRow { vector in result.withRow { $0.setProduct(vector, matrix) } }
    }
  }
}
