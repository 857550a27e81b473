import CourseKit
import Tensors

// MARK: 4.3 GELU

/// The Gaussian error linear unit: x · Φ(x), where Φ(x) is the chance that a normal number is below x.
///
/// Exactly, Φ(x) = ½ (1 + erf(x / √2)). GPT-2 was trained with
/// ½ (1 + tanh(√(2/π) · (x + 0.044715 x³))) in its place (Hendrycks and Gimpel, *Gaussian Error
/// Linear Units*, 2016, section 2).
public func gelu(_ x: Tensor, _ activation: GPTConfiguration.Activation = .gelu) -> Tensor {
  x.mapRows { y, x in
    y.copy(x)
    switch activation {
    case .gelu: y.normalProbability()
    case .geluTanh: y.approximateNormalProbability()
    }
    y.multiply(by: x)
  }
}

extension Row {
  /// x ← ½ (1 + erf(x / √2))
  fileprivate mutating func normalProbability() {
    scale(by: Float(0.5).squareRoot())
    errorFunction()
    add(1)
    scale(by: 0.5)
  }

  /// x ← ½ (1 + tanh(√(2/π) · (x + 0.044715 x³)))
  fileprivate mutating func approximateNormalProbability() {
    withCopy { row, factor in
      factor.square()
      factor.scale(by: cubicShare)
      factor.add(1)
      factor.scale(by: rootOfTwoOverPi)
      row.multiply(by: factor)
    }
    hyperbolicTangent()
    add(1)
    scale(by: 0.5)
  }
}

private let cubicShare: Float = 0.044715
private let rootOfTwoOverPi = (2 / Float.pi).squareRoot()

// MARK: 4.4 GELU pullback

/// The output and the way back: ∂x = ∂y · gelu′(x).
///
/// Exactly, gelu′(x) = Φ(x) + x · φ(x) with the normal density φ(x) = exp(−x²/2) / √(2π). With tanh,
/// let p = ½ (1 + tanh u); then gelu′(x) = p + x · 2p (1 − p) · u′ and u′ = √(2/π)(1 + 3 · 0.044715 x²).
/// The slope is worked out on the way forth, where Φ(x) is at hand.
public func geluWithPullback(
  _ x: Tensor, _ activation: GPTConfiguration.Activation = .gelu
) -> (output: Tensor, pullback: Pullback<Tensor>) {
  let (output, slope) = x.mapRowsToPair { output, slope, x in
    output.copy(x)
    slope.copy(x)
    switch activation {
    case .gelu:
      output.normalProbability()
      slope.normalDensity()
    case .geluTanh:
      output.approximateNormalProbability()
      slope.approximateNormalDensity(probability: output)
    }
    slope.multiply(by: x)
    slope.add(output)
    output.multiply(by: x)
  }
  return (output, { cotangent in cotangent * slope })
}

extension Row {
  /// x ← φ(x)
  fileprivate mutating func normalDensity() {
    square()
    scale(by: -0.5)
    exponentiate()
    scale(by: 1 / (2 * Float.pi).squareRoot())
  }

  /// x ← 2p (1 − p) · u′, the derivative of p = ½ (1 + tanh u).
  fileprivate mutating func approximateNormalDensity(probability p: borrowing Row) {
    square()
    scale(by: 3 * cubicShare)
    add(1)
    scale(by: 2 * rootOfTwoOverPi)
    multiply(by: p)
    withCopy { density, share in
      share.multiply(by: p)
      density.subtract(share)
    }
  }
}
