import CourseKit
import Tensors

/// Proves a gradient by measuring it: every number of every input is moved a little both ways.
///
/// The function's output y is made one number by a random cotangent c, φ = Σ y · c, summed in
/// Double. With the central difference D(h) = (φ(x + h) − φ(x − h)) / 2h, Richardson's
/// R(h) = (4 D(h/2) − D(h)) / 3 has no h² term: it is off by h⁴ φ⁽⁵⁾ / 480 or so. It is taken at h and
/// at h/2, and the two must agree: where they do not, the function has a kink or the step does not suit
/// it, and nothing is proven.
///
/// Why these numbers. A forward pass in Float is off by some 2⁻²⁴ of its numbers, say 2·10⁻⁷ for a
/// sum φ of size 1. The difference divides that by h/2, Richardson's weights double it: with h = ⅛, and
/// at the second level h = 1/16, 10⁻⁵ remain. The step's own error is 5·10⁻⁷ φ⁽⁵⁾. So both stay well
/// below the tolerance of 2·10⁻³ of the largest gradient, and a gradient that is wrong by 1 % does not.
/// (Every gradient of the reference stays within 5·10⁻⁴. A whole model bends more than a layer: there
/// a step of 1/16 is better.)
///
/// Cost: six calls of the function for every number, on all threads.
public struct GradientCheck: Sendable {
  /// How far a number is moved at first.
  public var step: Float
  /// What may be between claimed and measured gradient, as a share of the largest one measured.
  public var tolerance: Double
  /// Below this size the largest gradient is taken as this: Float cannot measure smaller ones.
  public var smallestScale: Double
  public var seed: UInt64

  public init(
    step: Float = 0x1p-3, tolerance: Double = 2e-3, smallestScale: Double = 1e-2, seed: UInt64 = 1
  ) {
    self.step = step
    self.tolerance = tolerance
    self.smallestScale = smallestScale
    self.seed = seed
  }

  /// What is wrong with a function's gradients, in one sentence; nil if they are right.
  ///
  /// `gradients` gets the cotangent and returns the gradient of each input, in the same order.
  public func problem(
    at inputs: [(name: String, tensor: Tensor)], of function: @Sendable ([Tensor]) -> Tensor,
    gradients: (_ cotangent: Tensor) -> [Tensor]
  ) -> String? {
    let output = function(inputs.map(\.tensor))
    guard output.scalars.allSatisfy(\.isFinite) else { return "the output is not finite" }
    var data = TestData(seed: seed)
    let cotangent = data.cotangent(output.shape)
    let weights = cotangent.scalars.map(Double.init)
    return problem(at: inputs, claimed: gradients(cotangent)) { inputs in
      zip(function(inputs).scalars, weights).reduce(0) { $0 + Double($1.0) * $1.1 }
    }
  }

  /// The same for a function whose value is one number, such as a loss.
  public func problem(
    at inputs: [(name: String, tensor: Tensor)], claimed: [Tensor],
    of function: @Sendable ([Tensor]) -> Double
  ) -> String? {
    guard claimed.count == inputs.count else {
      return "there are \(claimed.count) gradients for \(inputs.count) inputs"
    }
    for ((name, tensor), gradient) in zip(inputs, claimed) {
      guard gradient.shape == tensor.shape else {
        return "the gradient of \(name) has shape \(gradient.shape), expected \(tensor.shape)"
      }
      if let offset = gradient.scalars.firstIndex(where: { !$0.isFinite }) {
        return "the gradient of \(name) at \(describeIndex(offset, in: tensor.shape)) is "
          + "\(gradient[offset])"
      }
    }
    for (place, (name, tensor)) in inputs.enumerated() {
      let measured = concurrentMap(tensor.count) { offset in
        var moved = inputs.map(\.tensor)
        return measure(at: tensor[offset]) { number in
          moved[place][offset] = number
          return function(moved)
        }
      }
      if let problem = problem(name, claimed[place], measured) { return problem }
    }
    return nil
  }

  // MARK: Measuring

  private typealias Measured = (coarse: Double, fine: Double)

  /// R(h) and R(h/2) at x.
  private func measure(at x: Float, _ function: (Float) -> Double) -> Measured {
    let slopes = [step, step / 2, step / 4].map { step in
      let (above, below) = (x + step, x - step)
      // The distance that Float really moved.
      return (function(above) - function(below)) / (Double(above) - Double(below))
    }
    return ((4 * slopes[1] - slopes[0]) / 3, (4 * slopes[2] - slopes[1]) / 3)
  }

  private func problem(_ name: String, _ claimed: Tensor, _ measured: [Measured]) -> String? {
    let largest = measured.reduce(0) { max($0, abs($1.fine)) }
    let allowed = tolerance * max(largest, smallestScale)
    func at(_ offset: Int) -> String { describeIndex(offset, in: claimed.shape) }
    for (offset, (coarse, fine)) in measured.enumerated() {
      guard fine.isFinite, abs(coarse - fine) <= allowed else {
        return "the gradient of \(name) at \(at(offset)) cannot be measured here: "
          + "steps of \(step) and \(step / 2) give \(rounded(coarse)) and \(rounded(fine))"
      }
    }
    for (offset, (_, fine)) in measured.enumerated()
    where abs(Double(claimed[offset]) - fine) > allowed {
      return "the gradient of \(name) at \(at(offset)) is \(claimed[offset]), but measured "
        + "\(rounded(fine)) (within \(rounded(allowed)); the largest is \(rounded(largest)))"
    }
    return nil
  }
}

// MARK: Layers

extension GradientCheck {
  /// What is wrong with a layer's pullback: the gradients of its input and of every parameter.
  public func problem<Model: Layer>(
    in layer: Model, at input: Tensor,
    withPullback:
      @Sendable (Model, Tensor) -> (
        output: Tensor, pullback: Pullback<(input: Tensor, gradient: Model)>
      )
  ) -> String? {
    problem(
      at: [("input", input)] + layer.parameters,
      of: { withPullback(layer.replacingParameters($0.dropFirst()), $0[0]).output },
      gradients: { cotangent in
        let (input, gradient) = withPullback(layer, input).pullback(cotangent)
        return [input] + gradient.parameters.map(\.tensor)
      })
  }

  /// The same for a layer whose input has no gradient, such as token ids.
  public func problem<Model: Layer>(
    in layer: Model,
    withPullback: @Sendable (Model) -> (output: Tensor, pullback: Pullback<Model>)
  ) -> String? {
    problem(
      at: layer.parameters,
      of: { withPullback(layer.replacingParameters($0[...])).output },
      gradients: { withPullback(layer).pullback($0).parameters.map(\.tensor) })
  }
}

extension Layer {
  /// The layer with other parameters, in the order of the visit.
  public func replacingParameters(_ tensors: ArraySlice<Tensor>) -> Self {
    var copy = self
    var rest = tensors.makeIterator()
    copy.visitParameters(under: "") { name, parameter in
      guard let tensor = rest.next() else { preconditionFailure("no tensor left for \(name)") }
      parameter = tensor
    }
    return copy
  }
}
