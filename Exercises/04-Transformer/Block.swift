import Attention
import CourseKit
import Foundations
import Tensors

// MARK: 4.6 Block with residuals

/// One block of a transformer: tokens look at each other, then each thinks for itself.
///
/// x ← x + attention(norm₁(x)), then x ← x + feedForward(norm₂(x)). What is added goes around the
/// layers (the residual path), so the gradient reaches the first block undiminished. The norms
/// stand before the layers, as in GPT-2 (Radford et al., 2019, section 2.3).
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

  /// First x + attention(norm₁(x)); to that, not to the first x, the feed-forward's part is added.
  ///
  /// Shapes: `[batch, length, width]` → the same. No dropout here: it is for training alone.
  ///
  /// Example: where both layers give 0 (weights and biases 0), a block changes nothing: [1, −2]
  /// stays [1, −2]. Where the attention gives [0.5, 0.5] for it, the middle is [1.5, −1.5], and
  /// this is what the second norm and the feed-forward see.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    todo("4.6")
  }

  /// The output for the last token of each sequence alone. Shapes: `[batch, length, width] →
  /// [batch, 1, width]`.
  public func lastToken(_ x: Tensor) -> Tensor {
    return self(x).lastRows
  }

  /// The output in training and its pullback, which takes the same path in reverse. A sum passes
  /// its upstream gradient on to both of its terms.
  ///
  /// Dropout acts on the feed-forward's output before it is added, at `dropoutRate`; the attention
  /// drops on its own, before. The gradient is another `Block`, with the four layers' gradients in
  /// their places. Example: where both layers give 0 whatever they see, the input's gradient is the
  /// upstream gradient itself.
  public func withPullback(
    _ x: Tensor, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: Block)>) {
    todo("4.6")
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
