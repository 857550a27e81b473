import CourseKit
import FoundationsSolution
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
  public let activation: GPTConfiguration.Activation

  public init(
    upProjection: Linear, downProjection: Linear, activation: GPTConfiguration.Activation = .gelu
  ) {
    self.upProjection = upProjection
    self.downProjection = downProjection
    self.activation = activation
  }

  /// Shapes: `[…, width]` → the same.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    downProjection(gelu(upProjection(x), activation))
  }

  /// The output and the way back, the three steps in reverse.
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: FeedForward)>) {
    let (wide, upProjectionPullback) = upProjection.withPullback(x)
    let (activated, geluPullback) = geluWithPullback(wide, activation)
    let (output, downProjectionPullback) = downProjection.withPullback(activated)
    return (
      output,
      { [activation] cotangent in
        let (activated, downProjection) = downProjectionPullback(cotangent)
        let (input, upProjection) = upProjectionPullback(geluPullback(activated))
        let gradient = FeedForward(
          upProjection: upProjection, downProjection: downProjection, activation: activation)
        return (input, gradient)
      }
    )
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    upProjection.visitParameters(under: prefix + "c_fc.", body)
    downProjection.visitParameters(under: prefix + "c_proj.", body)
  }
}
