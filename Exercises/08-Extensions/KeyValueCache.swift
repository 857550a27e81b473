import CourseKit
import Tensors

/// The keys and values of the tokens that a model has read: all that later tokens need from them.
///
/// Under the causal mask a later token changes nothing about an earlier one, so what a layer has
/// computed for it stays right. A copy of a cache costs nothing until one of the two goes on.
public struct KeyValueCache: Sendable {
  /// The keys and values of one block.
  public struct Layer: Sendable {
    /// kᵀ, `[width, context length]`: a column for each position, of which the first
    /// ``KeyValueCache/count`` are set. A head's keys are rows: the scores q · kᵀ are then sums of
    /// long rows, each times one element of q, and no sum is taken across.
    public internal(set) var transposedKeys: Tensor
    /// v, `[context length, width]`: a row for each position. A head's values are columns.
    public internal(set) var values: Tensor
  }

  /// One for each block.
  public internal(set) var layers: [Layer]
  /// How many tokens were read. The next one's position is this.
  public internal(set) var count = 0
  /// The most tokens that it can hold.
  public let capacity: Int

  /// An empty cache. The memory for all positions is taken now, so that adding a token copies
  /// nothing: 8 · layers · context · width bytes.
  public init(for configuration: GPTConfiguration) {
    let (length, width) = (configuration.contextLength, configuration.width)
    capacity = length
    layers = (0..<configuration.layerCount).map { _ in
      Layer(
        transposedKeys: Tensor(zeros: [width, length]), values: Tensor(zeros: [length, width]))
    }
  }

  /// Forgets all tokens but the first `count`, to continue in another way. The memory stays.
  public mutating func truncate(to count: Int) {
    precondition(
      count >= 0 && count <= self.count, "the first \(count) of \(self.count) tokens")
    self.count = count
  }
}

// MARK: 8.1 KV cache

/// Attention of new tokens to themselves and to all that are in the cache, which takes them up.
///
/// First the new keys become columns count ..< count + n of the layer's kᵀ, the new values those
/// rows of its v; what stands before them stays. Then query i of n new ones, at position count + i,
/// sees the keys 0 … count + i (``attendCausally(_:_:_:headCount:)``).
///
/// The memory has room for more positions than are set, and after a `truncate` old values stand in
/// them: only the first count + n may be looked at. A tensor's `replaceColumns` and `replaceRows`
/// write in place; `matrix.columns(…)`, `.rows(…)` and `.transposed` are views.
///
/// Shapes: queries, keys and values side by side, `[1, n, 3 · width] → [1, n, width]`. Cost: n
/// queries against count + n keys; without the cache, it would be count + n queries.
func attend(
  _ queryKeyValue: Tensor, headCount: Int, count: Int, extending layer: inout KeyValueCache.Layer
) -> Tensor {
  todo("8.1")
}
