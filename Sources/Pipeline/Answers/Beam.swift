import Extensions
import Foundation

/// One of the texts that beam search has found.
public struct Beam: Sendable, Codable, Hashable {
  public let text: String
  public let tokenCount: Int
  /// ln P(text | prompt), with the end of text where it came to one.
  public let logProbability: Double
  /// What the beams are ranked by: ln P over the length penalty.
  public let score: Double
  /// Whether it came to an end of its own.
  public let isFinished: Bool

  /// How likely the model finds exactly this text.
  public var probability: Double { exp(logProbability) }

  init(_ hypothesis: Hypothesis, text: ([Int]) -> String) {
    let tokens = hypothesis.tokensBeforeStop
    self.text = text(tokens)
    tokenCount = tokens.count
    logProbability = hypothesis.logProbability
    score = hypothesis.score
    isFinished = hypothesis.isFinished
  }
}
