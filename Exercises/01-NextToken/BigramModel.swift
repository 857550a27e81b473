import Tensors

/// The smallest language model: what comes next depends on the last token alone.
///
/// It is the baseline of the course. A GPT that is worth its training must be much less surprised
/// by new text than this table of counts.
///
///     let model = BigramModel(documents: training, vocabularySize: 1_000)
///     perplexity(negativeLogLikelihood: model.negativeLogLikelihood(of: validation))
///
/// Source: Shannon, *A Mathematical Theory of Communication*, 1948, section 3.
public struct BigramModel: Sendable {
  /// p(b | a) for each token a (the row) and each token b (the column). Shape `[V, V]`.
  public let probabilities: Tensor

  /// V, how many different tokens there are.
  public var vocabularySize: Int { probabilities.shape[0] }

  /// Counts the bigrams of documents and smooths them.
  ///
  /// - Parameters:
  ///   - documents: The token ids of each training text.
  ///   - vocabularySize: V. The model holds V² entries: 100 MB for 5,000 tokens.
  ///   - smoothing: k of ``bigramProbabilities(from:smoothing:)``. A small one such as 0.01 suits
  ///     large vocabularies, where 1 would take most of the probability from what was seen.
  public init(documents: [[Int]], vocabularySize: Int, smoothing: Float = 1) {
    let counts = bigramCounts(of: documents, vocabularySize: vocabularySize)
    probabilities = bigramProbabilities(from: counts, smoothing: smoothing)
  }

  /// Counts the bigrams of one text and smooths them.
  public init(tokens: [Int], vocabularySize: Int, smoothing: Float = 1) {
    self.init(documents: [tokens], vocabularySize: vocabularySize, smoothing: smoothing)
  }

  /// The mean of −ln p over the bigrams of texts, none across their boundaries.
  public func negativeLogLikelihood(of documents: [[Int]]) -> Double {
    bigramNegativeLogLikelihood(of: documents, probabilities: probabilities)
  }

  /// The mean of −ln p over the bigrams of one text.
  public func negativeLogLikelihood(of tokens: [Int]) -> Double {
    negativeLogLikelihood(of: [tokens])
  }

  /// `count` tokens that go on from `start`.
  public func generate(
    _ count: Int, after start: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    generateTokens(count, after: start, probabilities: probabilities, using: &generator)
  }
}
