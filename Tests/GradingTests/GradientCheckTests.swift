import Foundation
import Grading
import Tensors
import Testing

/// y = tanh(x · W) with plain loops, x `[3, 4]` and W `[4, 5]`: something with a known gradient.
private struct Example {
  var x: Tensor
  var weight: Tensor

  init() {
    var data = TestData(seed: 11)
    x = data.tensor([3, 4], in: -1...1)
    weight = data.tensor([4, 5], in: -1...1)
  }

  static func output(_ x: Tensor, _ weight: Tensor) -> Tensor {
    var y = Tensor(zeros: [x.shape[0], weight.shape[1]])
    for i in 0..<x.shape[0] {
      for j in 0..<weight.shape[1] {
        y[i, j] = tanh((0..<x.shape[1]).reduce(Float(0)) { $0 + x[i, $1] * weight[$1, j] })
      }
    }
    return y
  }

  func gradients(_ upstream: Tensor) -> (x: Tensor, weight: Tensor) {
    let y = Example.output(x, weight)
    var (ofX, ofWeight) = (Tensor(zeros: x.shape), Tensor(zeros: weight.shape))
    for i in 0..<x.shape[0] {
      for j in 0..<weight.shape[1] {
        let slope = upstream[i, j] * (1 - y[i, j] * y[i, j])
        for k in 0..<x.shape[1] {
          ofX[i, k] += slope * weight[k, j]
          ofWeight[k, j] += slope * x[i, k]
        }
      }
    }
    return (ofX, ofWeight)
  }

  /// What the checker says when the gradients are changed by `spoil`.
  func problem(_ spoil: (inout Tensor, inout Tensor) -> Void) -> String? {
    GradientCheck().problem(
      at: [("x", x), ("weight", weight)], of: { Example.output($0[0], $0[1]) },
      gradients: { upstream in
        var (x, weight) = gradients(upstream)
        spoil(&x, &weight)
        return [x, weight]
      })
  }
}

@Suite struct GradientCheckTests {
  private let example = Example()

  @Test func `right gradients pass`() {
    #expect(example.problem { _, _ in } == nil)
  }

  @Test func `gradients of zero are refused`() throws {
    let problem = try #require(example.problem { x, _ in x = Tensor(zeros: x.shape) })
    #expect(problem.hasPrefix("the gradient of x at [0, "))
    #expect(problem.contains("is 0.0, but measured "))
    #expect(example.problem { _, weight in weight = Tensor(zeros: weight.shape) } != nil)
  }

  @Test(arguments: [1.01, 0.99, -1, 2] as [Float])
  func `a wrong factor is refused`(factor: Float) {
    #expect(example.problem { x, _ in x *= factor } != nil)
    #expect(example.problem { _, weight in weight *= factor } != nil)
  }

  @Test func `a factor wrong by less than can be measured passes`() {
    #expect(example.problem { x, _ in x *= 1.0005 } == nil)
  }

  @Test func `a transposed gradient is refused by its shape or its numbers`() {
    let byShape = example.problem { x, _ in x = Tensor(x.transposed) }
    #expect(byShape == "the gradient of x has shape [4, 3], expected [3, 4]")
    #expect(
      example.problem { x, _ in x = Tensor(x.transposed).reshaped(to: [3, 4]) } != nil)
  }

  @Test func `a single wrong number is found`() throws {
    let problem = try #require(example.problem { _, weight in weight[2, 3] += 0.05 })
    #expect(problem.hasPrefix("the gradient of weight at [2, 3] is "))
  }

  @Test func `a missing term is refused`() {
    // Without tanh's slope; and from the first row alone, as if the rows were not summed.
    let withoutSlope = GradientCheck().problem(
      at: [("x", example.x)], of: { Example.output($0[0], example.weight) },
      gradients: { upstream in
        var x = Tensor(zeros: [3, 4])
        for i in 0..<3 {
          for k in 0..<4 {
            x[i, k] = (0..<5).reduce(0) { $0 + upstream[i, $1] * example.weight[k, $1] }
          }
        }
        return [x]
      })
    #expect(withoutSlope != nil)
    let firstRowAlone = GradientCheck().problem(
      at: [("weight", example.weight)], of: { Example.output(example.x, $0[0]) },
      gradients: { upstream in
        var first = upstream
        for offset in 5..<15 { first[offset] = 0 }
        return [example.gradients(first).weight]
      })
    #expect(firstRowAlone != nil)
  }

  @Test func `a gradient that is not finite is told first`() {
    let problem = example.problem { x, _ in
      x[0, 0] = 9
      x[1, 2] = .nan
    }
    #expect(problem == "the gradient of x at [1, 2] is nan")
  }

  @Test func `a gradient too few or too many is refused`() {
    let problem = GradientCheck().problem(
      at: [("x", example.x)], of: { $0[0] }, gradients: { [$0, $0] })
    #expect(problem == "there are 2 gradients for 1 inputs")
  }

  @Test func `at a kink nothing is proven`() throws {
    // |x| at 0.01 has a slope of 1, but both steps reach over the kink.
    let absolute = GradientCheck().problem(
      at: [("x", Tensor([1, 0.01]))], of: { Tensor($0[0].scalars.map { abs($0) }) },
      gradients: { [$0] })
    let problem = try #require(absolute)
    #expect(problem.hasPrefix("the gradient of x at [1] cannot be measured here"))
  }

  @Test func `a softmax whose backward pass is zero does not slip through`() {
    // With an upstream gradient of ones the true gradient would be 0.
    @Sendable func softmax(_ x: Tensor) -> Tensor {
      let sum = x.scalars.reduce(0) { $0 + exp($1) }
      return Tensor(x.scalars.map { exp($0) / sum })
    }
    let problem = GradientCheck().problem(
      at: [("x", Tensor([0.3, -0.2, 1]))], of: { softmax($0[0]) },
      gradients: { [Tensor(zeros: $0.shape)] })
    #expect(problem != nil)
  }

  @Test func `a loss is checked as it is`() {
    let x = Tensor([0.5, -1, 2])
    @Sendable func loss(_ inputs: [Tensor]) -> Double {
      inputs[0].scalars.reduce(0) { $0 + pow(Double($1), 4) }
    }
    let right = Tensor(x.scalars.map { 4 * $0 * $0 * $0 })
    #expect(GradientCheck().problem(at: [("x", x)], claimed: [right], of: loss) == nil)
    #expect(GradientCheck().problem(at: [("x", x)], claimed: [1.01 * right], of: loss) != nil)
  }
}
