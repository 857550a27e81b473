import CourseKit
import Foundations
import Tensors

// MARK: 4.5 Feed-forward

/// What a block does to each token on its own: widen to four times, apply GELU, narrow again.
///
/// y = gelu(x · W₁ + b₁) · W₂ + b₂
public struct FeedForward: Layer {
  /// `[width, 4 · width]`
  public var upProjection: Linear
  /// `[4 · width, width]`
  public var downProjection: Linear
  /// Which form of GELU.
  public let activation: GPTConfiguration.Activation

  public init(
    upProjection: Linear, downProjection: Linear, activation: GPTConfiguration.Activation = .gelu
  ) {
    self.upProjection = upProjection
    self.downProjection = downProjection
    self.activation = activation
  }

  /// Up, GELU in the form that `activation` names, down; nothing is added to it here.
  ///
  /// Shapes: `[…, width]` → `[…, 4 · width]` → `[…, width]`.
  ///
  /// Example: of width 1, with W₁ = [1, −1, 2, 0], W₂ = [1, 1, 1, 1] and no biases, x = 1 becomes
  /// gelu(1) + gelu(−1) + gelu(2) + gelu(0) = 0.8413 − 0.1587 + 1.9545 + 0 = 2.6372.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    todo("4.5")
  }

  /// The output and its pullback, the three steps in reverse.
  ///
  /// The gradient is another `FeedForward`: what the pullbacks of the two linear layers give, in
  /// their places. Example: for x = 1 and the weights above, ∂y = 1 gives the input the gradient
  /// Σ W₁ · gelu′(W₁ · x) · W₂ = 1.0833 + 0.0833 + 2.1705 + 0 = 3.3371.
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: FeedForward)>) {
    todo("4.5")
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    upProjection.visitParameters(under: prefix + "c_fc.", body)
    downProjection.visitParameters(under: prefix + "c_proj.", body)
  }
}
