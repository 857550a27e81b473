import CourseKit
import Foundation
import Grading
import Pretraining
import Tensors
import Testing

/// A model that is but a matrix and a vector.
private struct Parameters: Layer {
  var matrix: Tensor
  var vector: Tensor

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    body(prefix + "matrix", &matrix)
    body(prefix + "vector", &vector)
  }
}

private func parameters(_ matrix: [Float], _ vector: [Float]) -> Parameters {
  Parameters(matrix: Tensor(matrix, shape: [1, matrix.count]), vector: Tensor(vector))
}

@Suite struct AdamWTests {
  @Test func `5.4 the first step is as long as the learning rate, however small the gradient`() {
    // m̂ = g and v̂ = g², so m̂ / √v̂ is the sign: without bias correction it would be a fraction.
    var model = parameters([0, 0, 0, 0], [0, 0, 0, 0])
    var adam = AdamW()
    let gradient = parameters([1e-4, -1e-4, 300, 0], [-1e-4, 1e-4, -300, 0])
    adam.update(&model, gradient: gradient, learningRate: 0.5)
    let expected = Tensor([-0.5, 0.5, -0.5, 0], shape: [1, 4])
    #expect(difference(between: model.matrix, and: expected, tolerance: 2e-4) == nil)
    #expect(
      difference(between: model.vector, and: Tensor([0.5, -0.5, 0.5, 0]), tolerance: 2e-4) == nil)
    #expect(adam.step == 1)
  }

  @Test func `5.4 ε stands outside of the root`() {
    // g = ε: |g| / (|g| + ε) = ½. Under the root it would be 10⁻⁸ / √(10⁻¹⁶ + 10⁻⁸).
    var model = parameters([0], [0])
    var adam = AdamW()
    adam.update(&model, gradient: parameters([1e-8], [-1e-8]), learningRate: 1)
    #expect(abs(model.matrix[0] + 0.5) < 1e-4)
    #expect(abs(model.vector[0] - 0.5) < 1e-4)
  }

  @Test func `5.4 matrices decay, vectors do not, and not by the gradient's way`() {
    var model = parameters([2, -4], [2, -4])
    var adam = AdamW(weightDecay: 0.1)
    let nothing = parameters([0, 0], [0, 0])
    adam.update(&model, gradient: nothing, learningRate: 0.5)
    #expect(difference(between: model.matrix, and: Tensor(rows: [[1.9, -3.8]])) == nil)
    #expect(model.vector == Tensor([2, -4]))
    // Were the decay part of the gradient, the moments would know of it.
    #expect(adam.firstMoments == [Tensor(zeros: [1, 2]), Tensor(zeros: [2])])
    #expect(adam.secondMoments == [Tensor(zeros: [1, 2]), Tensor(zeros: [2])])
  }

  @Test(arguments: [0, 0.1] as [Float])
  func `5.4 thirty steps go as the formulas say`(decay: Float) {
    var data = TestData(seed: 54)
    var model = parameters(data.tensor([7]).scalars, data.tensor([5]).scalars)
    var adam = AdamW(beta1: 0.8, beta2: 0.99, epsilon: 1e-3, weightDecay: decay)
    var p = (model.matrix.scalars + model.vector.scalars).map(Double.init)
    var m = [Double](repeating: 0, count: 12)
    var v = m
    for t in 1...30 {
      let gradient = parameters(data.tensor([7]).scalars, data.tensor([5]).scalars)
      let rate = 0.1 / Double(t)
      adam.update(&model, gradient: gradient, learningRate: Float(rate))
      for (i, g) in (gradient.matrix.scalars + gradient.vector.scalars).enumerated() {
        m[i] = 0.8 * m[i] + 0.2 * Double(g)
        v[i] = 0.99 * v[i] + 0.01 * Double(g) * Double(g)
        let mHat = m[i] / (1 - pow(0.8, Double(t)))
        let vHat = v[i] / (1 - pow(0.99, Double(t)))
        let lambda = i < 7 ? Double(decay) : 0
        p[i] -= rate * (mHat / (vHat.squareRoot() + 1e-3) + lambda * p[i])
      }
    }
    #expect(adam.step == 30)
    let actual = Tensor(model.matrix.scalars + model.vector.scalars)
    #expect(difference(between: actual, and: Tensor(p.map { Float($0) })) == nil)
    let moments = Tensor(adam.firstMoments.flatMap(\.scalars))
    #expect(difference(between: moments, and: Tensor(m.map { Float($0) })) == nil)
    let squares = Tensor(adam.secondMoments.flatMap(\.scalars))
    #expect(difference(between: squares, and: Tensor(v.map { Float($0) })) == nil)
  }

  @Test func `5.4 the usual settings`() {
    let adam = AdamW()
    #expect(adam.beta1 == 0.9 && adam.beta2 == 0.95)
    #expect(adam.epsilon == 1e-8 && adam.weightDecay == 0.1)
  }

  @Test func `5.4 a bowl's bottom is found`() {
    var model = parameters([3, -2], [5])
    var adam = AdamW(weightDecay: 0)
    for step in 0..<400 {
      adam.update(&model, gradient: model, learningRate: 0.1 * (1 - Float(step) / 400))
    }
    for number in model.matrix.scalars + model.vector.scalars { #expect(abs(number) < 1e-2) }
  }
}

@Suite struct GradientClippingTests {
  @Test func `5.6 the norm is that of all parameters together`() {
    #expect(Pretraining::globalNorm(parameters([3, 0], [-4])) == 5)
    #expect(Pretraining::globalNorm(parameters([0, 0], [0])) == 0)
    #expect(
      abs(Pretraining::globalNorm(parameters([1e15, 1e15], [])) / 1.414_213_56e15 - 1) < 1e-6)
  }

  @Test func `5.6 a long gradient is shortened to the limit and keeps its direction`() {
    var gradient = parameters([3, 0], [-4])
    #expect(Pretraining::clip(&gradient, toNorm: 1) == 5)
    let expected = Tensor([0.6, 0], shape: [1, 2])
    #expect(difference(between: gradient.matrix, and: expected, tolerance: 1e-6) == nil)
    #expect(difference(between: gradient.vector, and: Tensor([-0.8]), tolerance: 1e-6) == nil)
    #expect(abs(Pretraining::globalNorm(gradient) - 1) < 1e-6)
  }

  @Test(arguments: [5, 5.001, 1e9])
  func `5.6 a gradient within the limit is not touched`(limit: Double) {
    var gradient = parameters([3, 0], [-4])
    #expect(Pretraining::clip(&gradient, toNorm: limit) == 5)
    #expect(gradient.matrix == Tensor(rows: [[3, 0]]))
    #expect(gradient.vector == Tensor([-4]))
  }

  @Test func `5.6 no gradient stays none`() {
    var gradient = parameters([0, 0], [0])
    #expect(Pretraining::clip(&gradient, toNorm: 1) == 0)
    #expect(gradient.matrix == Tensor(rows: [[0, 0]]))
  }
}
