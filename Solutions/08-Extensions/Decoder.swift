import CourseKit
import PretrainingSolution
import Tensors

// MARK: 8.1 KV cache

/// A model and its cache, which reads on from what it has read.
///
/// When the context is full, the older half is dropped. Its positions cannot simply be given to the
/// next tokens: positions are absolute and learned, and they are part of every key and value. So
/// the newer half is read again, from position 0 on. That happens once in half a context, so its
/// cost for each token is about that of reading a token in a prefill.
public struct Decoder<Model: DecodingModel>: Sendable {
  public let model: Model
  public private(set) var cache: KeyValueCache
  /// The tokens that the model sees: those in the cache.
  public private(set) var tokens: [Int] = []

  public init(_ model: Model) {
    self.model = model
    cache = KeyValueCache(for: model.configuration)
  }

  /// Reads tokens and returns the logits of the one that follows: `[vocabulary]`.
  ///
  /// Where they do not fit, what stays are the newest: half of the context, or the new tokens if
  /// they are more; of a prompt that is longer than the context, its end. They are read into an
  /// empty cache, at the positions from 0 on.
  ///
  ///     // a context of 8, 8 tokens in the cache, 1 new: the newest 4 stay, the new one among them
  ///     // a context of 8, 6 tokens in the cache, 5 new: the newest 5 stay
  public mutating func read(_ new: [Int]) -> Tensor {
    // begin 8.1
    guard cache.count + new.count > cache.capacity else {
      tokens += new
      return model.nextTokenLogits(reading: new, into: &cache)
    }
    let kept = min(cache.capacity, max(cache.capacity / 2, new.count))
    tokens = Array((tokens + new).suffix(kept))
    cache.truncate(to: 0)
    return model.nextTokenLogits(reading: tokens, into: &cache)
    // end 8.1
  }

  /// Forgets everything, for a new text.
  public mutating func reset() {
    tokens = []
    cache.truncate(to: 0)
  }
}

/// Continues a prompt as ``generate(with:from:maxTokens:decoding:stop:using:onToken:)`` does, with
/// a cache: each token costs the work of one position.
///
/// As long as all tokens fit into the context, the result is the same but for rounding. Beyond, see
/// ``Decoder``: the model then sees the last half to whole context, not always the whole.
public func generateWithCache(
  with model: some DecodingModel, from prompt: [Int], maxTokens: Int, decoding: Decoding,
  stop: Int? = nil, using generator: inout SeededGenerator,
  onToken: (Int) -> Bool = { _ in true }
) -> [Int] {
  precondition(!prompt.isEmpty, "the prompt is empty: give at least one token to go on from")
  var decoder = Decoder(model)
  var unread = prompt
  var tokens: [Int] = []
  while tokens.count < maxTokens {
    let next = decoding.choose(decoder.read(unread), using: &generator)
    if next == stop { break }
    tokens.append(next)
    unread = [next]
    if !onToken(next) { break }
  }
  return tokens
}
