import Attention
import Foundation
import Grading
import Tensors
import Testing

@Test func `3.1 the weights of logarithms are their shares`() {
  let x = Tensor([log(1), log(2), log(3), log(2)])
  #expect(
    difference(
      between: Attention::softmax(x), and: Tensor([0.125, 0.25, 0.375, 0.25]), tolerance: 1e-6)
      == nil)
}

@Test(arguments: ["softmax", "softmaxExtreme"])
func `3.1 softmax is PyTorch's`(name: String) throws {
  let fixture = try Fixture("layers")
  let output = Attention::softmax(try fixture.tensor("\(name).input"))
  #expect(difference(between: output, and: try fixture.tensor("\(name).output")) == nil)
}

@Test(arguments: [[1], [6], [3, 1], [4, 7], [2, 3, 5], [2, 1, 3, 4], [0, 4], [5, 65]])
func `3.1 every row is positive and adds up to 1`(axes: [Int]) {
  var data = TestData(seed: 31)
  let weights = Attention::softmax(data.tensor(Shape(axes), in: -8...8))
  #expect(weights.shape == Shape(axes))
  let width = weights.columnCount
  for row in 0..<weights.rowCount {
    let numbers = (0..<width).map { weights[row * width + $0] }
    #expect(numbers.allSatisfy { $0 > 0 })
    #expect(abs(numbers.reduce(0.0) { $0 + Double($1) } - 1) < 1e-6)
  }
}

@Test(arguments: [1e4, -1e4, 87, 300] as [Float])
func `3.1 adding the same to a whole row changes nothing`(shift: Float) {
  // Halves, so that the shift itself rounds nothing.
  let x = Tensor(rows: [[0.5, 1, -2, 3], [0, 0, 0, 0], [-4, 2.5, 1, 1]])
  var shifted = x
  for offset in 0..<x.count { shifted[offset] += shift }
  #expect(
    difference(
      between: Attention::softmax(shifted), and: Attention::softmax(x), tolerance: 1e-6) == nil)
}

@Test func `3.1 equal scores share evenly, a far larger one takes all`() {
  #expect(
    difference(
      between: Attention::softmax(Tensor(rows: [[1e4, 1e4, 1e4, 1e4], [1e4, -1e4, 0, 9e3]])),
      and: Tensor(rows: [[0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0]]), tolerance: 1e-6) == nil)
}

@Test func `3.1 a score of −∞ gets no weight at all`() {
  let weights = Attention::softmax(
    Tensor(rows: [[0, -.infinity, 0], [-.infinity, 7, -.infinity]]))
  #expect(weights == Tensor(rows: [[0.5, 0, 0.5], [0, 1, 0]]))
}

@Test func `3.1 rows do not see each other`() {
  var data = TestData(seed: 310)
  let x = data.tensor([3, 5])
  var other = x
  for column in 0..<5 { other[1, column] = 100 * Float(column) }
  let (a, b) = (Attention::softmax(x), Attention::softmax(other))
  for row in [0, 2] { for column in 0..<5 { #expect(a[row, column] == b[row, column]) } }
}

@Test func `3.2 softmax pullback is PyTorch's`() throws {
  let fixture = try Fixture("layers")
  for name in ["softmax", "softmaxExtreme"] {
    let gradient = Attention::softmaxPullback(
      weights: try fixture.tensor("\(name).output"),
      upstream: try fixture.tensor("\(name).upstream"))
    #expect(
      difference(between: gradient, and: try fixture.tensor("\(name).gradient.input")) == nil)
  }
}

@Test(arguments: [[5], [4, 3], [2, 3, 5], [3, 1]])
func `3.2 softmax gradients are as measured`(axes: [Int]) {
  var data = TestData(seed: 32)
  let x = data.tensor(Shape(axes))
  let problem = GradientCheck().problem(
    at: [("the scores", x)], of: { Attention::softmax($0[0]) },
    gradients: { [Attention::softmaxPullback(weights: Attention::softmax(x), upstream: $0)] })
  #expect(problem == nil)
}

@Test func `3.2 what one score gains the others lose`() {
  var data = TestData(seed: 320)
  let weights = Attention::softmax(data.tensor([4, 6]))
  let gradient = Attention::softmaxPullback(weights: weights, upstream: data.upstream([4, 6]))
  for row in 0..<4 {
    #expect(abs((0..<6).reduce(0.0) { $0 + Double(gradient[row, $1]) }) < 1e-6)
  }
  // The same upstream gradient everywhere moves nothing.
  let even = Attention::softmaxPullback(
    weights: weights, upstream: Tensor(repeating: 3, shape: [4, 6]))
  #expect(even.scalars.allSatisfy { abs($0) < 1e-6 })
}

@Test func `3.2 a weight of zero has no gradient, of a masked score nothing comes back`() {
  let gradient = Attention::softmaxPullback(
    weights: Tensor([0.25, 0, 0.75, 0]), upstream: Tensor([1, 100, -1, -50]))
  #expect(gradient == Tensor([0.375, 0, -0.375, 0]))
}
