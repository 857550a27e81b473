import Foundation
import Foundations
import Grading
import Tensors
import Testing

@Test func `0.5 a linear function has its own factors as gradient`() {
  var data = TestData(seed: 50)
  let (a, x) = (data.tensor([2, 3]), data.tensor([2, 3]))
  let factors = a.scalars.map(Double.init)
  let gradient = Foundations::numericalGradient(
    of: { x in zip(x.scalars, factors).reduce(0) { $0 + Double($1.0) * $1.1 } }, at: x)
  #expect(difference(between: gradient, and: a, tolerance: 1e-6) == nil)
}

@Test func `0.5 the gradient of a cube is three squares, up to h²`() {
  let x = Tensor([-2, -0.5, 0, 1, 3])
  let step: Float = 0x1p-6
  let gradient = Foundations::numericalGradient(
    of: { x in x.scalars.reduce(0) { $0 + pow(Double($1), 3) } }, at: x, step: step)
  for (offset, number) in x.scalars.enumerated() {
    // ((x + h)³ − (x − h)³) / 2h = 3x² + h²: the difference must look both ways.
    let expected = 3 * Double(number) * Double(number) + Double(step) * Double(step)
    #expect(abs(Double(gradient[offset]) - expected) < 1e-6)
  }
}

@Test func `0.5 the distance is the one that Float really moved`() {
  // Beside 1000 the Floats are 0.000061 apart, so a step of 0.0003 is in truth one of 0.000305.
  let gradient = Foundations::numericalGradient(
    of: { 3 * Double($0[0]) }, at: Tensor([1000.03]), step: 0.0003)
  #expect(abs(gradient[0] - 3) < 1e-6)
}

@Test func `0.5 every number is moved on its own, the others stay`() {
  let x = Tensor(rows: [[2, 3], [5, 7]])
  let gradient = Foundations::numericalGradient(
    of: { x in x.scalars.reduce(1) { $0 * Double($1) } }, at: x)
  #expect(
    difference(between: gradient, and: Tensor(rows: [[105, 70], [42, 30]]), tolerance: 1e-6) == nil)
  #expect(Foundations::numericalGradient(of: { _ in 1 }, at: Tensor([])).count == 0)
}
