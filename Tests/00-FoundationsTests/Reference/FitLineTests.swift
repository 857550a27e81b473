import CourseKit
import Foundations
import Grading
import Tensors
import Testing

/// Points of y = 3x₀ − 2x₁ + 0.5, without noise.
private func points(_ count: Int) -> (x: Tensor, y: Tensor) {
  var data = TestData(seed: 8)
  let x = data.tensor([count, 2])
  let y = (0..<count).map { 3 * x[$0, 0] - 2 * x[$0, 1] + 0.5 }
  return (x, Tensor(y, shape: [count, 1]))
}

private let zero = Linear(weight: Tensor(zeros: [2, 1]), bias: Tensor(zeros: [1]))

@Test func `0.8 gradient descent finds the line`() {
  let (x, y) = points(40)
  let (layer, losses) = Foundations::fitLine(x, y, from: zero, learningRate: 0.3, steps: 200)
  #expect(difference(between: layer.weight, and: Tensor([3, -2], shape: [2, 1])) == nil)
  #expect(difference(between: layer.bias, and: Tensor([0.5])) == nil)
  #expect(losses.count == 200)
  for (before, after) in zip(losses.prefix(30), losses.dropFirst()) { #expect(after < before) }
}

@Test func `0.8 one step worked out by hand`() {
  // Prediction 0 for y = 2 and 4 at x = 1 and 3: residuals −2 and −4, loss (4 + 16) / 2 = 10,
  // ∂W = 2/2 · (1·(−2) + 3·(−4)) = −14 and ∂b = −6.
  let start = Linear(weight: Tensor(zeros: [1, 1]), bias: Tensor(zeros: [1]))
  let (layer, losses) = Foundations::fitLine(
    Tensor([1, 3], shape: [2, 1]), Tensor([2, 4], shape: [2, 1]), from: start, learningRate: 0.5,
    steps: 1)
  #expect(losses == [10])
  #expect(layer.weight == Tensor([7], shape: [1, 1]))
  #expect(layer.bias == Tensor([3]))
}

@Test func `0.8 the mean is over all numbers, of several outputs too`() {
  // Two outputs, residual −1 each: the loss is 1, not 2, and ∂b = 2/2 · (−1).
  let start = Linear(weight: Tensor(zeros: [1, 2]), bias: Tensor(zeros: [2]))
  let (layer, losses) = Foundations::fitLine(
    Tensor([0], shape: [1, 1]), Tensor(rows: [[1, 1]]), from: start, learningRate: 0.25, steps: 1)
  #expect(losses == [1])
  #expect(layer.bias == Tensor([0.25, 0.25]))
}

@Test func `0.8 no step changes nothing`() {
  let (x, y) = points(5)
  let (layer, losses) = Foundations::fitLine(x, y, from: zero, learningRate: 1, steps: 0)
  #expect(losses.isEmpty)
  #expect(layer.weight == zero.weight && layer.bias == zero.bias)
}
