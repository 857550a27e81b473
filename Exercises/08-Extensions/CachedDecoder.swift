import CourseKit
import Foundation
import Pretraining
import Tensors

// MARK: 8.1 KV cache

/// A model and its cache, which reads on from what it has read.
///
/// When the context is full, the older half is dropped. Its positions cannot simply be given to the
/// next tokens: positions are absolute and learned, and they are part of every key and value. So
/// the newer half is read again, from position 0 on. That happens once in half a context, so its
/// cost for each token is about that of reading a token in a prefill.
public struct CachedDecoder<Model: DecodingModel>: Sendable {
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
    todo("8.1")
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
/// ``CachedDecoder``: the model then sees the last half to whole context, not always the whole.
public func generateWithCache(
  with model: some DecodingModel, from prompt: [Int], maxTokens: Int, decoding: Decoding,
  stop: Int? = nil, using generator: inout SeededGenerator,
  onToken: (Int) -> Bool = { _ in true }
) -> [Int] {
  var decoder = CachedDecoder(model)
  return generate(
    from: prompt, maxTokens: maxTokens, decoding: decoding, stop: stop, using: &generator,
    reading: { decoder.read($0) }, onChoice: { $0.token == stop || onToken($0.token) })
}

/// The same with any way to read: `reading` takes up new tokens, the prompt first, and returns the
/// logits of the next one.
///
/// `onChoice` gets each token as soon as it is chosen, `stop` too, with how likely it was, and may end
/// it by returning false. Returns the new tokens, without `stop`.
public func generate(
  from prompt: [Int], maxTokens: Int, decoding: Decoding, stop: Int? = nil,
  using generator: inout SeededGenerator, reading: ([Int]) throws -> Tensor,
  onChoice: (TokenChoice) -> Bool
) rethrows -> [Int] {
  precondition(!prompt.isEmpty, "the prompt is empty: give at least one token to go on from")
  var unread = prompt
  var tokens: [Int] = []
  while tokens.count < maxTokens {
    let logits = try reading(unread)
    let next = decoding.choose(logits, using: &generator)
    let goesOn = onChoice(TokenChoice(token: next, logits: logits))
    if next == stop { break }
    tokens.append(next)
    unread = [next]
    if !goesOn { break }
  }
  return tokens
}

/// A token that was chosen, and what it was chosen from.
public struct TokenChoice: Sendable {
  public let token: Int
  /// `[vocabulary]`
  public let logits: Tensor

  /// How likely each token was, whatever the decoding made of it.
  private var probabilities: [Float] { softmax(logits, temperature: 1) }

  /// ln P(token | all before it)
  public var logProbability: Double {
    log(Double(max(probabilities[token], .leastNormalMagnitude)))
  }

  /// How open the choice was, in nats: −Σ p ln p.
  public var entropy: Double {
    -probabilities.reduce(0) { $1 > 0 ? $0 + Double($1) * log(Double($1)) : $0 }
  }
}
