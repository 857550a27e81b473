import Extensions
import Runs
import Tokenization

extension TrainedModel {
  /// One of the texts that beam search has found.
  public struct Continuation: Sendable, Codable, Hashable {
    public let text: String
    public let tokenCount: Int
    /// ln P(text | prompt), with the end of text where it came to one.
    public let logProbability: Double
    /// What the beams are ranked by: ln P over the length penalty.
    public let score: Double
    /// Whether it came to an end of its own.
    public let isFinished: Bool
  }

  /// The `width` likeliest ways to go on that beam search finds, the best first (chapter 8.2).
  /// Throws ``LogitsError``.
  public func beams(
    of prompt: String, maxTokens: Int, width: Int, lengthPenalty: Double = 0,
    inference: Inference = .cached
  ) throws -> [Continuation] {
    let watch = LogitsWatch(substitute: -.infinity)
    let (tokens, stop) = (promptTokens(prompt), tokenizer.endOfText)
    let hypotheses =
      switch inference.possible {
      case .cached:
        beamSearchWithCache(
          with: watch.watching(model), from: tokens, maxTokens: maxTokens, width: width,
          lengthPenalty: lengthPenalty, stop: stop)
      case .int8:
        beamSearchWithCache(
          with: watch.watching(QuantizedGPT(model)), from: tokens, maxTokens: maxTokens,
          width: width, lengthPenalty: lengthPenalty, stop: stop)
      case .uncached:
        beamSearch(
          with: WatchedLanguageModel(model: model, watch: watch), from: tokens,
          maxTokens: maxTokens, width: width, lengthPenalty: lengthPenalty, stop: stop)
      }
    try watch.requireFinite()
    return hypotheses.map { hypothesis in
      let text = hypothesis.isFinished ? hypothesis.tokens.dropLast() : hypothesis.tokens[...]
      return Continuation(
        text: tokenizer.decode(Array(text)), tokenCount: text.count,
        logProbability: hypothesis.logProbability, score: hypothesis.score,
        isFinished: hypothesis.isFinished)
    }
  }
}
