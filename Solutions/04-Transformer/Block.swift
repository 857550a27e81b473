import AttentionSolution
import CourseKit
import FoundationsSolution
import Tensors

// MARK: 4.6 Block with residuals

/// One block of a transformer: tokens look at each other, then each thinks for itself.
///
/// x ← x + attention(norm₁(x)), then x ← x + feedForward(norm₂(x)). What is added goes around the
/// layers (the residual path), so the gradient reaches the first block undiminished. The norms stand
/// before the layers, as in GPT-2 (Radford et al., 2019, section 2.3).
public struct Block: Layer {
  public var attentionNorm: LayerNorm
  public var attention: CausalSelfAttention
  public var feedForwardNorm: LayerNorm
  public var feedForward: FeedForward
  /// The share of the feed-forward's output that training drops.
  public let dropoutRate: Float

  public init(
    attentionNorm: LayerNorm, attention: CausalSelfAttention, feedForwardNorm: LayerNorm,
    feedForward: FeedForward, dropoutRate: Float = 0
  ) {
    self.attentionNorm = attentionNorm
    self.attention = attention
    self.feedForwardNorm = feedForwardNorm
    self.feedForward = feedForward
    self.dropoutRate = dropoutRate
  }

  /// Shapes: `[batch, length, width]` → the same.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    let x = x + attention(attentionNorm(x))
    return x + feedForward(feedForwardNorm(x))
  }

  /// The output for the last token of each sequence alone. Shapes: `[batch, length, width] →
  /// [batch, 1, width]`.
  public func lastToken(_ x: Tensor) -> Tensor {
    let x = x.lastRows + attention.lastToken(attentionNorm(x))
    return x + feedForward(feedForwardNorm(x))
  }

  /// The output in training and the way back, which takes the same path in reverse. A sum passes
  /// its cotangent on to both of its terms.
  public func withPullback(
    _ x: Tensor, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: Block)>) {
    let (normed, attentionNormPullback) = attentionNorm.withPullback(x)
    let (attended, attentionPullback) = attention.withPullback(normed, using: &generator)
    let middle = x + attended
    let (normedMiddle, feedForwardNormPullback) = feedForwardNorm.withPullback(middle)
    let (transformed, feedForwardPullback) = feedForward.withPullback(normedMiddle)
    let (kept, dropoutPullback) = dropout(transformed, rate: dropoutRate, using: &generator)

    return (
      middle + kept,
      { cotangent in
        var gradient = self
        var onward: Tensor
        (onward, gradient.feedForward) = feedForwardPullback(dropoutPullback(cotangent))
        (onward, gradient.feedForwardNorm) = feedForwardNormPullback(onward)
        let middle = cotangent + onward
        (onward, gradient.attention) = attentionPullback(middle)
        (onward, gradient.attentionNorm) = attentionNormPullback(onward)
        return (middle + onward, gradient)
      }
    )
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    attentionNorm.visitParameters(under: prefix + "ln_1.", body)
    attention.visitParameters(under: prefix + "attn.", body)
    feedForwardNorm.visitParameters(under: prefix + "ln_2.", body)
    feedForward.visitParameters(under: prefix + "mlp.", body)
  }
}
