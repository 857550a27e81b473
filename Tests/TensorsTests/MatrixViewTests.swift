import Tensors
import Testing

@Suite struct MatrixViewTests {
  @Test func `rows, columns and the transpose are parts without a copy`() {
    // [2, 3, 4] as a matrix of 6 × 4.
    let matrix = counting([2, 3, 4]).matrix
    #expect(matrix.rowCount == 6 && matrix.columnCount == 4)
    let part = matrix.rows(1..<4).columns(2..<4)
    #expect(part.rowCount == 3 && part.columnCount == 2)
    #expect(Tensor(part) == Tensor(rows: [[6, 7], [10, 11], [14, 15]]))
    #expect(Tensor(part.transposed) == Tensor(rows: [[6, 10, 14], [7, 11, 15]]))
    #expect(part.transposed[1, 2] == part[2, 1])
    #expect(Tensor(part.transposed.transposed) == Tensor(part))
    #expect(Tensor(part.transposed.rows(0..<1)) == Tensor(rows: [[6, 10, 14]]))
    #expect(Tensor(matrix.rows(2..<2)).shape == [0, 4])
  }

  @Test func `a view keeps the numbers as they were`() {
    var x = counting([2, 3])
    let view = x.transposed
    x[0, 1] = 100
    x.updateRows { $0.fill(-5) }
    #expect(Tensor(view) == Tensor(rows: [[0, 3], [1, 4], [2, 5]]))
    #expect(x[0, 1] == -5)
  }

  @Test func `a tensor made of a view is its own`() {
    let x = counting([2, 2])
    var y = Tensor(x.matrix.rows(0..<1))
    y[0, 0] = 9
    #expect(x[0, 0] == 0)
  }

  @Test func `matrices stand side by side, block below block`() {
    let parts = (0..<4).map { part in 10 * Tensor(repeating: Float(part), shape: [2, 3]) }
    let together = Tensor(sideBySide: parts, across: 2)
    #expect(together.shape == [2, 2, 6])
    for block in 0..<2 {
      for row in 0..<2 {
        for column in 0..<6 {
          #expect(together[block, row, column] == Float(10 * (2 * block + column / 3)))
        }
      }
    }
  }

  @Test func `what is outside is refused`() async {
    await #expect(processExitsWith: .failure) { _ = counting([2, 3]).matrix.rows(1..<3) }
    await #expect(processExitsWith: .failure) { _ = counting([2, 3]).matrix.columns(0..<4) }
    await #expect(processExitsWith: .failure) { _ = counting([2, 3]).matrix[2, 0] }
    await #expect(processExitsWith: .failure) {
      _ = Tensor(sideBySide: [counting([2, 2]), counting([2, 3])], across: 2)
    }
    await #expect(processExitsWith: .failure) { _ = Tensor(sideBySide: [], across: 1) }
  }
}

@Suite struct MatmulTests {
  private func random(_ shape: Shape, _ seed: UInt64) -> Tensor {
    var generator = SeededGenerator(seed: seed)
    return Tensor((0..<shape.count).map { _ in generator.nextUniform() - 0.5 }, shape: shape)
  }

  /// The product from its definition, in Double.
  private func naive(_ a: MatrixView, _ b: MatrixView, factor: Double = 1) -> [Double] {
    var result: [Double] = []
    for i in 0..<a.rowCount {
      for j in 0..<b.columnCount {
        result.append(
          factor * (0..<a.columnCount).reduce(0) { $0 + Double(a[i, $1]) * Double(b[$1, j]) })
      }
    }
    return result
  }

  private func worst(_ a: Tensor, _ b: [Double]) -> Double {
    zip(a.scalars, b).map { abs(Double($0) - $1) }.max() ?? 0
  }

  @Test func `every axis but the innermost is a row`() {
    let (a, b) = (random([2, 3, 5], 1), random([5, 4], 2))
    let c = matmul(a, b)
    #expect(c.shape == [2, 3, 4])
    #expect(worst(c, naive(a.matrix, b.matrix)) < 1e-6)
    #expect(matmul(random([5], 3), b).shape == [4])
  }

  @Test func `views are multiplied as they are`() {
    let (a, b) = (random([9, 20], 1), random([30, 40], 2))
    let left = a.matrix.columns(3..<14)
    let right = b.matrix.rows(5..<16).columns(2..<37)
    #expect(worst(matmul(left, right), naive(left, right)) < 1e-6)
    #expect(
      worst(
        matmul(right.transposed, left.transposed), naive(right.transposed, left.transposed)) < 1e-6)
    #expect(
      worst(matmul(left, right, scaledBy: 0.25), naive(left, right, factor: 0.25)) < 1e-6)
  }

  @Test func `a bias is added to every row`() {
    let (a, b, bias) = (random([2, 6, 5], 1), random([5, 40], 2), random([40], 3))
    let c = matmul(a, b, plus: bias)
    #expect(c.shape == [2, 6, 40])
    var expected = naive(a.matrix, b.matrix)
    for i in expected.indices { expected[i] += Double(bias[i % 40]) }
    #expect(worst(c, expected) < 1e-6)
  }

  @Test(arguments: [1, 3, 5, 40, 300])
  func `the lower triangle of a product, and the product of one`(length: Int) {
    let (a, b) = (random([length, 24], 1), random([length, 24], 2))
    let scores = lowerTriangleOfMatmul(a.matrix, b.transposed, scaledBy: 0.5)
    var expected = naive(a.matrix, b.transposed, factor: 0.5)
    for i in 0..<length { for j in (i + 1)..<max(length, i + 1) { expected[i * length + j] = 0 } }
    #expect(worst(scores, expected) < 1e-5)
    for i in 0..<length {
      #expect(((i + 1)..<max(length, i + 1)).allSatisfy { scores[i, $0] == 0 })
    }
    let contexts = matmul(scores.lowerTriangle, b.matrix)
    #expect(worst(contexts, naive(scores.matrix, b.matrix)) < 1e-4)
    let back = matmul(scores.lowerTriangle.transposed, b.matrix)
    #expect(worst(back, naive(scores.transposed, b.matrix)) < 1e-4)
  }

  @Test func `no depth gives zeros, or the bias`() {
    let (a, b) = (Tensor(zeros: [2, 0]), Tensor(zeros: [0, 3]))
    #expect(matmul(a, b) == Tensor(zeros: [2, 3]))
    #expect(
      matmul(a, b, plus: Tensor([1, 2, 3])) == Tensor(rows: [[1, 2, 3], [1, 2, 3]]))
    #expect(matmul(Tensor(zeros: [0, 2]), Tensor(zeros: [2, 3])).shape == [0, 3])
  }

  @Test func `matrices that do not fit are refused`() async {
    await #expect(processExitsWith: .failure) { _ = matmul(counting([2, 3]), counting([2, 3])) }
    await #expect(processExitsWith: .failure) {
      _ = matmul(counting([2, 3]), counting([3, 2]), plus: Tensor([1, 2, 3]))
    }
  }
}
