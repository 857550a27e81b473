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
  todo("4.3")
}

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
  todo("4.4")
}
