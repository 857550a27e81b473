import CourseKit
import Foundation
import Tensors

/// One continuation of a prompt, and how good it is.
public struct Hypothesis: Hashable, Sendable {
  /// The new tokens; the stop token, if it came, is the last.
  public let tokens: [Int]
  /// ln P(tokens | prompt)
  public let logProbability: Double
  /// What hypotheses are ranked by: see
  /// ``beamSearch(with:from:maxTokens:width:lengthPenalty:stop:)``.
  public let score: Double
  /// Whether it ended with the stop token; if not, with `maxTokens`.
  public let isFinished: Bool
}

/// lp(Y) = (5 + |Y|)^α / 6^α, which makes up for long answers' smaller probability: 1 for α = 0.
///
/// Wu et al., *Google's Neural Machine Translation System*, 2016, section 7.
public func lengthPenalty(length: Int, exponent: Double) -> Double {
  todo("8.2")
}

// MARK: 8.2 Beam search

/// Continues a prompt along several paths at once and returns the best of them, best first.
///
/// In each step every open path is continued by every token, and the `width` likeliest of all those
/// stay; one that takes the stop token is finished and leaves its place empty: the open paths that
/// stayed with it are not joined by others. The steps end when no path is open, or after
/// `maxTokens` of them; it may end sooner where no open path can still come among the best. The
/// result, at most `width` of the finished paths and of those still open after `maxTokens`, is
/// ranked by ln P(Y) / lp(Y), where |Y| counts the stop token. Sums run in Double.
///
///     // width 2, P(a) = 0.6, P(b) = 0.4; then P(a | a) = 0.5, P(b | a) = 0.5, P(a | b) = 0.9
///     // after two tokens: b a 0.36, a a 0.30 (a b has 0.30 as well, but a larger token)
///
/// A width of 1 is greedy decoding; a width of vocabulary^maxTokens looks at everything. Of equally
/// likely ones the earlier path comes first, then the smaller token. Tokens of probability 0 are
/// not taken. Cost: up to `width` forward passes for each token.
public func beamSearch(
  with model: some LanguageModel, from prompt: [Int], maxTokens: Int, width: Int,
  lengthPenalty exponent: Double = 0, stop: Int? = nil
) -> [Hypothesis] {
  search(
    from: [Int](), reading: prompt, maxTokens: maxTokens, width: width, exponent, stop: stop
  ) { tokens, new in
    tokens += new
    return model.nextTokenLogits(after: tokens)
  }
}

/// The same with a cache: for each token a path costs the work of one position, and the memory of a
/// cache.
///
/// Paths that part share what they have read; the first of them to go on takes a copy. Beyond the
/// context, see ``CachedDecoder``.
public func beamSearchWithCache(
  with model: some DecodingModel, from prompt: [Int], maxTokens: Int, width: Int,
  lengthPenalty exponent: Double = 0, stop: Int? = nil
) -> [Hypothesis] {
  search(
    from: CachedDecoder(model), reading: prompt, maxTokens: maxTokens, width: width, exponent,
    stop: stop
  ) { decoder, new in decoder.read(new) }
}

/// The search itself: what both of the above are made of.
///
/// `read` takes up new tokens and returns the logits of the next one; what has been read so far is
/// its own: all tokens, or a decoder with its cache. A ``Path`` keeps such a memory, and reads its
/// `unread` tokens when it is continued.
private func search<Memory>(
  from memory: Memory, reading prompt: [Int], maxTokens: Int, width: Int, _ exponent: Double,
  stop: Int?, read: (inout Memory, [Int]) -> Tensor
) -> [Hypothesis] {
  precondition(!prompt.isEmpty, "the prompt is empty: give at least one token to go on from")
  precondition(width >= 1 && exponent >= 0, "a width of \(width), a length penalty of \(exponent)")
  todo("8.2")
}

/// A continuation that the search is still extending, or has finished.
private struct Path<Memory> {
  /// What has been read.
  var memory: Memory
  /// What is read next: the prompt, then the last of the new tokens.
  var unread: [Int]
  var tokens: [Int] = []
  var logProbability = 0.0

  func continued(_ next: [(token: Int, logProbability: Double)]) -> [Path] {
    next.map { token, logProbability in
      Path(
        memory: memory, unread: [token], tokens: tokens + [token],
        logProbability: self.logProbability + logProbability)
    }
  }

  func score(_ exponent: Double) -> Double {
    logProbability / lengthPenalty(length: tokens.count, exponent: exponent)
  }
}

/// Sorted, equal elements in their order.
func stablySorted<Element>(
  _ elements: [Element], by areInOrder: (Element, Element) -> Bool
) -> [Element] {
  elements.enumerated().sorted { a, b in
    if areInOrder(a.element, b.element) { return true }
    if areInOrder(b.element, a.element) { return false }
    return a.offset < b.offset
  }.map(\.element)
}
