import CourseKit
import Tensors

// MARK: 3.5 Scaled dot-product attention

/// How much each token attends to itself and to those before it: softmax(mask(q · kᵀ / √d)). Above
/// the diagonal the weights are 0.
///
/// Shapes: query and key `[length, d]` → `[length, length]`. Without 1/√d the scores grow with d
/// and softmax saturates (Vaswani et al., *Attention Is All You Need*, 2017, section 3.2.1).
///
/// Example, d = 4: q = `[[0, 0, 0, 0], [2, 0, 0, 0]]` and k = `[[1, 0, 0, 0], [0, 1, 0, 0]]` have
/// the scores `[[0, −∞], [1, 0]]`, and the weights `[[1, 0], [0.731, 0.269]]`.
public func attentionWeights(query: MatrixView, key: MatrixView) -> Tensor {
  todo("3.5")
}

/// Causal attention of one head: the weights' averages of the value vectors.
///
/// Shapes: query and key `[length, d]`, value `[length, e]` → `[length, e]`. With the weights of
/// the example above, the values `[[10], [0]]` give `[[10], [7.31]]`.
public func scaledDotProductAttention(
  query: MatrixView, key: MatrixView, value: MatrixView
) -> Tensor {
  todo("3.5")
}

// MARK: 3.6 Attention, pullback

/// The gradients of an attention head's three inputs.
public struct AttentionGradient: Sendable {
  /// ∂q, `[length, d]`
  public var query: Tensor
  /// ∂k, `[length, d]`
  public var key: Tensor
  /// ∂v, `[length, e]`
  public var value: Tensor

  public init(query: Tensor, key: Tensor, value: Tensor) {
    self.query = query
    self.key = key
    self.value = value
  }
}

/// Causal attention of one head and its pullback.
///
/// With weights w, context c = w · v: ∂v = wᵀ · ∂c and ∂w = ∂c · vᵀ. Softmax's pullback gives ∂s, 0
/// where the mask was. With s = q · kᵀ / √d: ∂q = ∂s · k / √d and ∂k = ∂sᵀ · q / √d.
///
/// `dropout` is what happens to the weights before they are used: in exercise 3.9 some are dropped.
/// It is called once, with w; what it gives takes w's place in c = w · v and in ∂v = wᵀ · ∂c, and
/// its own pullback stands between ∂c · vᵀ and softmax's, which gets w as it was before.
///
/// Shapes: as for ``scaledDotProductAttention(query:key:value:)``; the pullback takes ∂c
/// `[length, e]`, and each gradient has its input's shape. Example, one token: w = `[[1]]` whatever
/// q and k, so ∂q and ∂k are 0 and ∂v is ∂c.
public func scaledDotProductAttentionWithPullback(
  query: MatrixView, key: MatrixView, value: MatrixView,
  dropout: (Tensor) -> (output: Tensor, pullback: Pullback<Tensor>) = { ($0, { $0 }) }
) -> (output: Tensor, pullback: Pullback<AttentionGradient>) {
  todo("3.6")
}
