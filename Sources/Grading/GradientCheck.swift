import CourseKit
import Tensors

/// Checks gradients numerically: every element of every input is perturbed in both directions.
///
/// A random upstream gradient c reduces the function's output y to a scalar, φ = Σ y · c, summed in
/// Double. With the central difference D(h) = (φ(x + h) − φ(x − h)) / 2h, Richardson's
/// extrapolation R(h) = (4 D(h/2) − D(h)) / 3 has no h² term: its error is about h⁴ φ⁽⁵⁾ / 480. It
/// is computed at h and at h/2, and the two must agree. If they do not, the function has a kink or
/// the step size does not suit it, and the check is inconclusive.
///
/// Choice of constants: a forward pass in Float has a relative error of about 2⁻²⁴ per element, say
/// 2·10⁻⁷ for a sum φ of size 1. The difference divides that by h/2, and Richardson's weights
/// double it: with h = ⅛, and h = 1/16 at the second level, 10⁻⁵ remains. The truncation error is
/// 5·10⁻⁷ φ⁽⁵⁾. Both are well below the tolerance of 2·10⁻³ of the largest gradient; a gradient
/// that is wrong by 1 % is not. (Every gradient of the reference stays within 5·10⁻⁴. A whole model
/// has more curvature than a layer: there a step of 1/16 is better.)
///
/// Cost: six calls of the function per element, on all threads.
public struct GradientCheck: Sendable {
  /// The initial step size h.
  public var step: Float
  /// The allowed difference between claimed and measured gradient, relative to the largest measured
  /// one.
  public var tolerance: Double
  /// A lower bound for the largest gradient in that ratio: Float cannot measure smaller ones.
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

  /// What is wrong with a function's gradients, in one sentence; nil if they are correct.
  ///
  /// `gradients` takes the upstream gradient and returns the gradient of each input, in the order
  /// of the inputs.
  public func problem(
    at inputs: [(name: String, tensor: Tensor)], of function: @Sendable ([Tensor]) -> Tensor,
    gradients: (_ upstream: Tensor) -> [Tensor]
  ) -> String? {
    let output = function(inputs.map(\.tensor))
    guard output.scalars.allSatisfy(\.isFinite) else { return "the output is not finite" }
    var data = TestData(seed: seed)
    let upstream = data.upstream(output.shape)
    let weights = upstream.scalars.map(Double.init)
    return problem(at: inputs, claimed: gradients(upstream)) { inputs in
      zip(function(inputs).scalars, weights).reduce(0) { $0 + Double($1.0) * $1.1 }
    }
  }

  /// The same for a scalar function, such as a loss.
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
      // The step that Float actually took, after rounding.
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
      gradients: { upstream in
        let (input, gradient) = withPullback(layer, input).pullback(upstream)
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
  /// The layer with other parameters, in the order of `visitParameters`.
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
