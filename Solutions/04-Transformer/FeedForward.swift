import CourseKit
import FoundationsSolution
import Tensors

// MARK: 4.5 Feed-forward

/// What a block does to each token on its own: widen to four times, apply GELU, narrow again.
///
/// y = gelu(x · W₁ + b₁) · W₂ + b₂
public struct FeedForward: Layer {
  /// `[width, 4 · width]`
  public var widening: Linear
  /// `[4 · width, width]`
  public var narrowing: Linear
  public let activation: GPTConfiguration.Activation

  public init(
    widening: Linear, narrowing: Linear, activation: GPTConfiguration.Activation = .gelu
  ) {
    self.widening = widening
    self.narrowing = narrowing
    self.activation = activation
  }

  /// Shapes: `[…, width]` → the same.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    narrowing(gelu(widening(x), activation))
  }

  /// The output and the way back, the three steps in reverse.
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: FeedForward)>) {
    let (wide, wideningPullback) = widening.withPullback(x)
    let (activated, geluPullback) = geluWithPullback(wide, activation)
    let (output, narrowingPullback) = narrowing.withPullback(activated)
    return (
      output,
      { [activation] cotangent in
        let (activated, narrowing) = narrowingPullback(cotangent)
        let (input, widening) = wideningPullback(geluPullback(activated))
        let gradient = FeedForward(
          widening: widening, narrowing: narrowing, activation: activation)
        return (input, gradient)
      }
    )
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    widening.visitParameters(under: prefix + "c_fc.", body)
    narrowing.visitParameters(under: prefix + "c_proj.", body)
  }
}
