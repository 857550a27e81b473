import Attention
import CourseKit
import Foundations
import Tensors
import Tokenization
import Transformer

/// A linear layer, whatever its weights are kept as: floats, or bytes (8.5).
public protocol LinearMap: Sendable {
  /// Shapes: `[…, in] → […, out]`.
  func callAsFunction(_ x: Tensor) -> Tensor
}

/// A block of a GPT, as decoding sees it: its norms and its four linear layers.
public protocol DecodingBlock: Sendable {
  associatedtype Map: LinearMap
  var attentionNorm: LayerNorm { get }
  var queryKeyValue: Map { get }
  var projection: Map { get }
  var headCount: Int { get }
  var feedForwardNorm: LayerNorm { get }
  var upProjection: Map { get }
  var downProjection: Map { get }
  var activation: GPTConfiguration.Activation { get }
}

/// A model that reads tokens one after the other and keeps their keys and values.
public protocol DecodingModel: Sendable {
  associatedtype Block: DecodingBlock
  var configuration: GPTConfiguration { get }
  var blocks: [Block] { get }
  var finalNorm: LayerNorm { get }
  /// The vectors of tokens at the positions from `start` on: `[1, length, width]`.
  func embedding(of tokens: [Int], from start: Int) -> Tensor
  /// The head. Shapes: `[…, width] → […, vocabulary]`.
  func logits(_ vectors: Tensor) -> Tensor
}

// MARK: 8.1 KV cache

extension DecodingBlock {
  /// The block of chapter 4.6 for new tokens alone. Shapes: `[1, n, width]` → the same.
  func callAsFunction(
    _ x: Tensor, count: Int, extending layer: inout KeyValueCache.Layer
  ) -> Tensor {
    let attended = attend(
      queryKeyValue(attentionNorm(x)), headCount: headCount, count: count, extending: &layer)
    let x = x + projection(attended)
    return x + downProjection(gelu(upProjection(feedForwardNorm(x)), activation))
  }
}

extension DecodingModel {
  /// Reads new tokens and returns the logits of the one that follows the last: `[vocabulary]`.
  ///
  /// A whole prompt goes in at once (the prefill), then one token at a time. The logits are those
  /// that the model gives for all tokens together, to rounding.
  ///
  /// The tokens are embedded at the positions from `cache.count` on, and go through the blocks,
  /// each of which extends its own layer of the cache; then `cache.count` grows by the tokens read.
  /// Only the last position goes through the last norm and the head.
  /// Shapes: `[n]` tokens → `[vocabulary]`.
  public func nextTokenLogits(reading tokens: [Int], into cache: inout KeyValueCache) -> Tensor {
    precondition(!tokens.isEmpty, "there is no token to read")
    precondition(
      cache.count + tokens.count <= cache.capacity,
      "\(cache.count) + \(tokens.count) tokens do not fit into a context of \(cache.capacity)")
    todo("8.1")
  }
}

// MARK: The model of chapter 4

extension Linear: LinearMap {}

extension Block: DecodingBlock {
  public var queryKeyValue: Linear { attention.queryKeyValue }
  public var projection: Linear { attention.projection }
  public var headCount: Int { attention.headCount }
  public var upProjection: Linear { feedForward.upProjection }
  public var downProjection: Linear { feedForward.downProjection }
  public var activation: GPTConfiguration.Activation { feedForward.activation }
}

extension GPT: DecodingModel {
  public func embedding(of tokens: [Int], from start: Int) -> Tensor {
    positionEmbedding(tokenEmbedding(TokenBatch(tokens)), from: start)
  }
}
