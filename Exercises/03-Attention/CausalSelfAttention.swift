import CourseKit
import Foundations
import Tensors

// MARK: 3.9 Causal multi-head self-attention

/// Causal multi-head self-attention: every token gathers what it needs from those before it.
///
/// One linear layer makes query, key and value of all heads side by side; each head attends on its
/// own; another linear layer mixes what the heads found.
public struct CausalSelfAttention: Layer {
  /// `[width, 3 · width]`: the columns of all queries, then all keys, then all values.
  public var queryKeyValue: Linear
  /// `[width, width]`
  public var projection: Linear
  /// How many heads share the width, which must be a multiple of it.
  public let headCount: Int
  /// The share of attention weights, and of output elements, that training drops.
  public let dropoutRate: Float

  public init(
    queryKeyValue: Linear, projection: Linear, headCount: Int, dropoutRate: Float = 0
  ) {
    self.queryKeyValue = queryKeyValue
    self.projection = projection
    self.headCount = headCount
    self.dropoutRate = dropoutRate
  }

  /// The output at inference: nothing is dropped.
  ///
  /// q, k, v = the columns of `queryKeyValue(x)`, in this order, `width` of each. Each is split
  /// among the heads; a head attends with its own q, k, v of d = width / headCount columns; the
  /// heads' contexts are merged and go through `projection`.
  ///
  /// Shapes: `[batch, length, width]` → the same. (Splitting the joined columns among 3 · headCount
  /// heads gives, for each sequence, all heads' queries, then all keys, then all values.)
  ///
  /// Example, one token: it attends to itself alone, whatever query and key say, so the output is
  /// `projection` of its value, which is the last third of `queryKeyValue(x)`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    todo("3.9")
  }

  /// The output for the last token of each sequence alone, which is what generation needs.
  ///
  /// Shapes: `[batch, length, width] → [batch, 1, width]`.
  public func lastToken(_ x: Tensor) -> Tensor {
    return self(x).lastRows
  }

  /// The output in training and its pullback.
  ///
  /// In training, `dropoutRate` of each head's weights and of the projection's output elements are
  /// dropped. The generator is used in this order: one `split()` for each head of each sequence, in
  /// the order of ``splitHeads(_:headCount:)``, with which that head's weights are dropped; then
  /// itself, for the output. (With generators of their own, heads may run on several threads.)
  ///
  /// The backward pass goes through the same steps in the reverse order. What each head gives for
  /// q, k and v must stand side by side as they came, all queries first, before it goes back
  /// through `queryKeyValue`. The gradient is a layer whose `queryKeyValue` and `projection` are
  /// those layers' gradients.
  public func withPullback(
    _ x: Tensor, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: CausalSelfAttention)>) {
    todo("3.9")
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    queryKeyValue.visitParameters(under: prefix + "c_attn.", body)
    projection.visitParameters(under: prefix + "c_proj.", body)
  }
}
