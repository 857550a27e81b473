import CourseKit
import Foundation
import Tensors

// MARK: 4.3 GELU

/// The Gaussian error linear unit: x · Φ(x), where Φ(x) is the probability that a standard normal
/// number is below x.
///
/// Exactly, Φ(x) = ½ (1 + erf(x / √2)). GPT-2 was trained with
/// ½ (1 + tanh(√(2/π) · (x + 0.044715 x³))) in its place (Hendrycks and Gimpel, *Gaussian Error
/// Linear Units*, 2016, section 2).
///
/// Shape: any → the same, element by element. A large negative number becomes 0, a large positive
/// one stays as it is, 1e4 and −1e4 too. `.gelu` asks for the exact form, `.geluTanh` for the other
/// one. Rows have `errorFunction()` and `hyperbolicTangent()`.
///
/// Example: gelu([−1, 0, 1, 2]) = [−0.15866, 0, 0.84134, 1.95450]; with tanh it is
/// [−0.15881, 0, 0.84119, 1.95460].
public func gelu(_ x: Tensor, _ activation: GPTConfiguration.Activation = .gelu) -> Tensor {
  // begin 4.3
  x.mapRows { y, x in
    switch activation {
    case .gelu: y.setNormalProbability(of: x)
    case .geluTanh: y.setApproximateNormalProbability(of: x)
    }
    y.multiply(by: x)
  }
  // end 4.3
}

// begin solution
extension Row {
  /// self ← ½ (1 + erf(x / √2))
  fileprivate mutating func setNormalProbability(of x: borrowing Row) {
    copy(x, scaledBy: Float(0.5).squareRoot(), adding: 0)
    errorFunction()
    scale(by: 0.5, adding: 0.5)
  }

  /// self ← ½ (1 + tanh(√(2/π) · (x + 0.044715 x³)))
  fileprivate mutating func setApproximateNormalProbability(of x: borrowing Row) {
    setProduct(x, x)
    scale(by: rootOfTwoOverPi * cubicShare, adding: rootOfTwoOverPi)
    multiply(by: x)
    hyperbolicTangent()
    scale(by: 0.5, adding: 0.5)
  }
}

private let cubicShare: Float = 0.044715
private let rootOfTwoOverPi = (2 / Float.pi).squareRoot()
// end solution

// MARK: 4.4 GELU, pullback

/// The output and its pullback: ∂x = ∂y · gelu′(x).
///
/// Exactly, gelu′(x) = Φ(x) + x · φ(x) with the normal density φ(x) = exp(−x²/2) / √(2π). With
/// tanh, let p = ½ (1 + tanh u); then gelu′(x) = p + x · 2p (1 − p) · u′ and
/// u′ = √(2/π)(1 + 3 · 0.044715 x²). The slope is computed in the forward pass, where Φ(x) is at
/// hand.
///
/// Shapes: output and gradient have the shape of x.
///
/// Example: gelu′([−1, 0, 1, 2]) = [−0.0833, 0.5, 1.0833, 1.0852]; with tanh it is
/// [−0.0830, 0.5, 1.0830, 1.0861]. The slope of a large number is 0 on the left and 1 on the right.
public func geluWithPullback(
  _ x: Tensor, _ activation: GPTConfiguration.Activation = .gelu
) -> (output: Tensor, pullback: Pullback<Tensor>) {
  // begin 4.4
  let (output, slope) = x.mapRowsToPair { output, slope, x in
    switch activation {
    case .gelu:
      output.setNormalProbability(of: x)
      slope.setNormalDensity(of: x)
    case .geluTanh:
      output.setApproximateNormalProbability(of: x)
      slope.setApproximateNormalDensity(of: x, probability: output)
    }
    slope.multiply(by: x)
    slope.add(output)
    output.multiply(by: x)
  }
  return (output, { upstream in upstream * slope })
  // end 4.4
}

// begin solution
extension Row {
  /// self ← φ(x)
  fileprivate mutating func setNormalDensity(of x: borrowing Row) {
    setProduct(x, x)
    exponentiate(times: -0.5, adding: -0.5 * log(2 * .pi))
  }

  /// self ← 2p (1 − p) · u′, the derivative of p = ½ (1 + tanh u).
  fileprivate mutating func setApproximateNormalDensity(
    of x: borrowing Row, probability p: borrowing Row
  ) {
    setProduct(x, x)
    scale(by: 6 * rootOfTwoOverPi * cubicShare, adding: 2 * rootOfTwoOverPi)
    multiply(by: p)
    withCopy { density, share in
      share.multiply(by: p)
      density.subtract(share)
    }
  }
}
// end solution
