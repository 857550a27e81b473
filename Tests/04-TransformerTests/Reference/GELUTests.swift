import CourseKit
import Foundation
import Grading
import Tensors
import Testing
import Transformer

private func fixtureName(_ activation: GPTConfiguration.Activation) -> String {
  activation == .gelu ? "geluExact" : "geluTanh"
}

@Test func `4.3 GELU is x · Φ(x), exactly and by tanh`() {
  let x = Tensor((-60...60).map { Float($0) / 10 })
  let exact = Transformer::gelu(x)
  let approximate = Transformer::gelu(x, .geluTanh)
  for (offset, number) in x.scalars.map(Double.init).enumerated() {
    let phi = erfc(-number / 2.0.squareRoot()) / 2
    #expect(abs(Double(exact[offset]) - number * phi) < 1e-6, "\(number)")
    let u = (2 / Double.pi).squareRoot() * (number + 0.044715 * number * number * number)
    #expect(abs(Double(approximate[offset]) - number / 2 * (1 + tanh(u))) < 1e-6, "\(number)")
  }
  // They are not the same: at −2 the exact one is −0.0455003, the other −0.0454023.
  #expect(abs(exact[40] + 0.045_500_3) < 1e-6)
  #expect(abs(approximate[40] + 0.045_402_3) < 1e-6)
}

@Test(arguments: GPTConfiguration.Activation.allCases, ["", "Tails"])
func `4.3 GELU is PyTorch's`(activation: GPTConfiguration.Activation, part: String) throws {
  let fixture = try Fixture("layers")
  let name = fixtureName(activation) + part
  let output = Transformer::gelu(try fixture.tensor("\(name).input"), activation)
  #expect(difference(between: output, and: try fixture.tensor("\(name).output")) == nil)
}

@Test(arguments: GPTConfiguration.Activation.allCases)
func `4.3 far out GELU is 0 or x itself`(activation: GPTConfiguration.Activation) {
  let x = Tensor([0, 10, 1e4, 3e38, -10, -1e4])
  #expect(Transformer::gelu(x, activation) == Tensor([0, 10, 1e4, 3e38, 0, 0]))
  #expect(Transformer::gelu(Tensor(zeros: [0, 3]), activation).shape == [0, 3])
}

@Test(arguments: GPTConfiguration.Activation.allCases, ["", "Tails"])
func `4.4 GELU pullback is PyTorch's`(activation: GPTConfiguration.Activation, part: String) throws
{
  let fixture = try Fixture("layers")
  let name = fixtureName(activation) + part
  let (output, pullback) = Transformer::geluWithPullback(
    try fixture.tensor("\(name).input"), activation)
  #expect(difference(between: output, and: try fixture.tensor("\(name).output")) == nil)
  let gradient = pullback(try fixture.tensor("\(name).upstream"))
  let expected = try fixture.tensor("\(name).gradient.input")
  #expect(difference(between: gradient, and: expected) == nil)
}

@Test(arguments: GPTConfiguration.Activation.allCases, [[9], [4, 5], [2, 3, 7]])
func `4.4 GELU gradients are as measured`(activation: GPTConfiguration.Activation, axes: [Int]) {
  var data = TestData(seed: 44)
  let x = data.tensor(Shape(axes), in: -3...3)
  let problem = GradientCheck().problem(
    at: [("the input", x)], of: { Transformer::gelu($0[0], activation) },
    gradients: { [Transformer::geluWithPullback(x, activation).pullback($0)] })
  #expect(problem == nil)
}

@Test(arguments: GPTConfiguration.Activation.allCases)
func `4.4 the slope is ½ at 0, 1 and 0 far out`(activation: GPTConfiguration.Activation) {
  let (output, pullback) = Transformer::geluWithPullback(
    Tensor([0, 50, -50, 1e4, -1e4]), activation)
  #expect(output == Tensor([0, 50, 0, 1e4, 0]))
  let slope = pullback(Tensor(repeating: 2, shape: [5]))
  #expect(difference(between: slope, and: Tensor([1, 2, 0, 2, 0]), tolerance: 1e-6) == nil)
}
