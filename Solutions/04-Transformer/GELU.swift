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

/// The way back: ∂x = ∂y · gelu′(x).
///
/// Exactly, gelu′(x) = Φ(x) + x · φ(x) with the normal density φ(x) = exp(−x²/2) / √(2π). With tanh,
/// let p = ½ (1 + tanh u); then gelu′(x) = p + x · 2p (1 − p) · u′ and u′ = √(2/π)(1 + 3 · 0.044715 x²).
public func geluPullback(
  _ x: Tensor, cotangent: Tensor, _ activation: GPTConfiguration.Activation = .gelu
) -> Tensor {
  var gradient = x
  gradient.updateRows(with: cotangent) { slope, cotangent in
    switch activation {
    case .gelu: slope.normalSlope()
    case .geluTanh: slope.approximateNormalSlope()
    }
    slope.multiply(by: cotangent)
  }
  return gradient
}

extension Row {
  /// x ← Φ(x) + x · φ(x)
  fileprivate mutating func normalSlope() {
    withCopy { x, density in
      density.square()
      density.scale(by: -0.5)
      density.exponentiate()
      density.scale(by: 1 / (2 * Float.pi).squareRoot())
      density.multiply(by: x)
      x.normalProbability()
      x.add(density)
    }
  }

  /// x ← p + x · 2p (1 − p) · u′
  fileprivate mutating func approximateNormalSlope() {
    withCopy { p, term in
      p.approximateNormalProbability()
      term.withCopy { term, slope in
        slope.square()
        slope.scale(by: 3 * cubicShare)
        slope.add(1)
        slope.scale(by: 2 * rootOfTwoOverPi)
        term.multiply(by: slope)
      }
      term.multiply(by: p)
      p.withCopy { p, rest in
        rest.scale(by: -1)
        rest.add(1)
        p.addProduct(term, rest)
      }
    }
  }
}
