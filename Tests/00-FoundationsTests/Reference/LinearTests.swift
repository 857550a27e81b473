import CourseKit
import Foundations
import Grading
import Tensors
import Testing

@Test func `0.6 a linear layer worked out by hand`() {
  let layer = Linear(weight: Tensor(rows: [[1, 2, 3], [4, 5, 6]]), bias: Tensor([10, 20, 30]))
  #expect(
    layer(Tensor(rows: [[1, 0], [0, 1], [2, -1]]))
      == Tensor(rows: [[11, 22, 33], [14, 25, 36], [8, 19, 30]]))
}

@Test func `0.6 linear forward is PyTorch's`() throws {
  let fixture = try Fixture("layers")
  let layer = try linear(fixture)
  let output = layer(try fixture.tensor("linear.input"))
  #expect(difference(between: output, and: try fixture.tensor("linear.output")) == nil)
}

@Test(arguments: [[4], [1, 4], [5, 4], [2, 3, 4], [0, 4], [2, 1, 1, 4]])
func `0.6 all axes but the innermost are rows`(axes: [Int]) {
  var data = TestData(seed: 6)
  let layer = Linear(weight: data.tensor([4, 3]), bias: data.tensor([3]))
  let x = data.tensor(Shape(axes))
  let y = layer(x)
  #expect(y.shape == Shape(axes.dropLast() + [3]))
  for row in 0..<y.rowCount {
    for column in 0..<3 {
      let expected = (0..<4).reduce(Double(layer.bias[column])) {
        $0 + Double(x[row * 4 + $1]) * Double(layer.weight[$1, column])
      }
      #expect(abs(Double(y[row * 3 + column]) - expected) < 2e-6)
    }
  }
}

@Test func `0.7 linear pullback is PyTorch's`() throws {
  let fixture = try Fixture("layers")
  let layer = try linear(fixture)
  let (output, pullback) = layer.withPullback(try fixture.tensor("linear.input"))
  #expect(difference(between: output, and: try fixture.tensor("linear.output")) == nil)
  let (input, gradient) = pullback(try fixture.tensor("linear.upstream"))
  #expect(difference(between: input, and: try fixture.tensor("linear.gradient.input")) == nil)
  #expect(try fixture.difference(between: gradient, and: "linear.gradient.") == nil)
}

@Test(arguments: [[5, 4], [2, 5, 4], [1, 4], [4]])
func `0.7 linear gradients are as measured`(axes: [Int]) {
  var data = TestData(seed: 7)
  let layer = Linear(weight: data.tensor([4, 3]), bias: data.tensor([3]))
  let problem = GradientCheck().problem(in: layer, at: data.tensor(Shape(axes))) {
    $0.withPullback($1)
  }
  #expect(problem == nil)
}

@Test func `0.7 a pullback may be asked more than once`() {
  var data = TestData(seed: 70)
  let layer = Linear(weight: data.tensor([4, 3]), bias: data.tensor([3]))
  let (_, pullback) = layer.withPullback(data.tensor([2, 4]))
  let upstream = data.upstream([2, 3])
  let (first, second) = (pullback(upstream), pullback(upstream))
  #expect(first.input == second.input)
  #expect(first.gradient.weight == second.gradient.weight)
}

@Test func `0.7 parameters have GPT-2's names`() {
  let layer = Linear(weight: Tensor(zeros: [4, 3]), bias: Tensor(zeros: [3]))
  #expect(layer.parameters.map(\.name) == ["weight", "bias"])
  #expect(layer.parameterCount == 15)
}

private func linear(_ fixture: Fixture) throws -> Linear {
  Linear(
    weight: try fixture.tensor("linear.weight"), bias: try fixture.tensor("linear.bias"))
}
