import CourseKit
import Foundation
import Grading
import Tensors
import Testing
import Transformer

private func layerNorm(_ fixture: Fixture, _ prefix: String) throws -> LayerNorm {
  try fixture.filling(LayerNorm(width: 12), from: prefix)
}

@Test func `4.1 a row is brought to mean 0 and variance 1`() {
  // Mean 3, variance ((−2)² + 0 + 0 + 2²) / 4 = 2: the variance is divided by N, not N − 1.
  let norm = LayerNorm(width: 4)
  let root = Float(2.00001).squareRoot()
  let expected = Tensor([-2 / root, 0, 0, 2 / root])
  #expect(difference(between: norm(Tensor([1, 3, 3, 5])), and: expected, tolerance: 1e-6) == nil)
}

@Test(arguments: ["layerNorm", "layerNormFlat"])
func `4.1 layer norm is PyTorch's, where there is hardly any variance too`(name: String) throws {
  let fixture = try Fixture("layers")
  let output = try layerNorm(fixture, "\(name).")(try fixture.tensor("\(name).input"))
  let expected = try fixture.tensor("\(name).output")
  #expect(difference(between: output, and: expected, tolerance: 2e-5) == nil)
}

@Test func `4.1 weight and bias are the columns' own`() {
  let norm = LayerNorm(weight: Tensor([1, 10]), bias: Tensor([100, 200]), epsilon: 0)
  #expect(norm(Tensor(rows: [[0, 2], [5, -5]])) == Tensor(rows: [[99, 210], [101, 190]]))
}

@Test(arguments: [[7], [1, 7], [5, 7], [2, 3, 7], [0, 7], [2, 70]])
func `4.1 every row has mean 0 and variance 1, whatever it is shifted and scaled by`(axes: [Int]) {
  var data = TestData(seed: 41)
  let shape = Shape(axes)
  let x = data.tensor(shape)
  let norm = LayerNorm(width: shape.columnCount)
  let y = norm(x)
  #expect(y.shape == shape)
  let width = shape.columnCount
  for row in 0..<shape.rowCount {
    let numbers = (0..<width).map { Double(y[row * width + $0]) }
    let mean = numbers.reduce(0, +) / Double(width)
    #expect(abs(mean) < 1e-6)
    #expect(abs(numbers.reduce(0) { $0 + $1 * $1 } / Double(width) - 1) < 1e-4)
  }
  let moved = 8 * x + Tensor(repeating: 16, shape: shape)
  #expect(difference(between: norm(moved), and: y, tolerance: 1e-4) == nil)
}

@Test func `4.1 a constant row becomes the bias`() {
  let norm = LayerNorm(weight: Tensor([1, 2, 3]), bias: Tensor([7, 8, 9]))
  #expect(norm(Tensor([5, 5, 5])) == Tensor([7, 8, 9]))
  // One column is always constant.
  #expect(LayerNorm(width: 1)(Tensor(rows: [[3], [-1e4]])) == Tensor(rows: [[0], [0]]))
}

@Test func `4.1 large numbers with little between them keep their digits`() {
  // The mean of squares minus the square of the mean would leave nothing here.
  let y = LayerNorm(width: 4)(Tensor([10_000, 10_001, 10_002, 10_003]))
  let root = (1.25 + 1e-5).squareRoot()
  let expected = Tensor([-1.5, -0.5, 0.5, 1.5].map { Float($0 / root) })
  #expect(difference(between: y, and: expected) == nil)
}

@Test(arguments: ["layerNorm", "layerNormFlat"])
func `4.2 layer norm pullback is PyTorch's`(name: String) throws {
  let fixture = try Fixture("layers")
  let norm = try layerNorm(fixture, "\(name).")
  let (output, pullback) = norm.withPullback(try fixture.tensor("\(name).input"))
  #expect(
    difference(between: output, and: try fixture.tensor("\(name).output"), tolerance: 2e-5) == nil)
  let (input, gradient) = pullback(try fixture.tensor("\(name).upstream"))
  let expected = try fixture.tensor("\(name).gradient.input")
  #expect(difference(between: input, and: expected, tolerance: 2e-5) == nil)
  #expect(
    try fixture.difference(between: gradient, and: "\(name).gradient.", tolerance: 2e-5) == nil)
}

@Test(arguments: [[5], [4, 5], [2, 3, 5], [1, 1, 5], [3, 2]])
func `4.2 the gradients of input, weight and bias are as measured`(axes: [Int]) {
  var data = TestData(seed: 42)
  let shape = Shape(axes)
  // A large ε keeps rows of two columns smooth: without it they are but signs.
  let norm = data.filling(
    LayerNorm(
      weight: Tensor(zeros: [shape.columnCount]), bias: Tensor(zeros: [shape.columnCount]),
      epsilon: 0.5), in: 0.4...1.6)
  let problem = GradientCheck().problem(in: norm, at: data.tensor(shape, in: -3...3)) {
    $0.withPullback($1)
  }
  #expect(problem == nil)
}

@Test func `4.2 what shifts or scales a row has no gradient`() {
  var data = TestData(seed: 420)
  let x = data.tensor([3, 6], in: -4...4)
  let (_, pullback) = LayerNorm(width: 6).withPullback(x)
  let gradient = pullback(data.upstream([3, 6])).input
  for row in 0..<3 {
    #expect(abs((0..<6).reduce(0.0) { $0 + Double(gradient[row, $1]) }) < 1e-5)
    let mean = (0..<6).reduce(0.0) { $0 + Double(x[row, $1]) } / 6
    let along = (0..<6).reduce(0.0) {
      $0 + Double(gradient[row, $1]) * (Double(x[row, $1]) - mean)
    }
    #expect(abs(along) < 1e-4)
  }
}

@Test func `4.2 parameters have GPT-2's names and start as 1 and 0`() {
  let parameters = LayerNorm(width: 3).parameters
  #expect(parameters.map(\.name) == ["weight", "bias"])
  #expect(parameters.map(\.tensor) == [Tensor([1, 1, 1]), Tensor([0, 0, 0])])
}
