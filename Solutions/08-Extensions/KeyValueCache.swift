import CourseKit
import Tensors

/// The keys and values of the tokens that a model has read: all that later tokens want from them.
///
/// Under the causal mask a later token changes nothing about an earlier one, so what a layer has
/// worked out for it stays right. A copy of a cache costs nothing until one of the two goes on.
public struct KeyValueCache: Sendable {
  /// The keys and values of one block.
  public struct Layer: Sendable {
    /// `[context length, width]`: a row for each place, of which the first ``KeyValueCache/count``
    /// are set. The heads' keys stand side by side.
    public internal(set) var keys: Tensor
    /// The same for the values.
    public internal(set) var values: Tensor
  }

  public internal(set) var layers: [Layer]
  /// How many tokens were read. The next one's position is this.
  public internal(set) var count = 0
  /// The most tokens that it can hold.
  public let capacity: Int

  /// An empty cache. The memory for all places is taken now, so that adding a token copies nothing:
  /// 8 · layers · context · width bytes.
  public init(for configuration: GPTConfiguration) {
    let shape: Shape = [configuration.contextLength, configuration.width]
    capacity = configuration.contextLength
    layers = (0..<configuration.layerCount).map { _ in
      Layer(keys: Tensor(zeros: shape), values: Tensor(zeros: shape))
    }
  }

  /// Forgets all tokens but the first ones, for another way to go on. The memory stays.
  public mutating func truncate(to count: Int) {
    precondition(
      count >= 0 && count <= self.count, "the first \(count) of \(self.count) tokens")
    self.count = count
  }
}

// MARK: 8.1 KV cache

/// Attention of new tokens to themselves and to all that are in the cache, which takes them up.
///
/// Query i of n new ones stands at place count + i: it sees the keys 0 … count + i.
///
/// Shapes: queries, keys and values side by side, `[1, n, 3 · width] → [1, n, width]`. Cost: n
/// queries against count + n keys; without the cache, it would be count + n queries.
func attend(
  _ queryKeyValue: Tensor, headCount: Int, count: Int, extending layer: inout KeyValueCache.Layer
) -> Tensor {
  let (length, width) = (queryKeyValue.shape[1], queryKeyValue.shape[2] / 3)
  let joined = queryKeyValue.matrix
  layer.keys.replaceRows(from: count, with: joined.columns(width..<2 * width))
  layer.values.replaceRows(from: count, with: joined.columns(2 * width..<3 * width))
  let keys = layer.keys.matrix.rows(0..<count + length)
  let values = layer.values.matrix.rows(0..<count + length)
  let query = joined.columns(0..<width)
  return length == 1
    ? attendOnce(query, keys, values, headCount: headCount)
    : attendCausally(query, keys, values, headCount: headCount)
}
