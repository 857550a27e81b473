import Foundation

/// Finds the passages that are about a question, by the words they share.
///
/// Okapi BM25: a passage's score is the sum, over the question's words, of
///
///     idf · tf / (tf + k₁ · (1 − b + b · length / mean length))
///     idf = ln(1 + (M − n + ½) / (n + ½))
///
/// tf is how often the word stands in the passage, n in how many of the M passages it stands. A
/// rare word says more (idf), a second occurrence less than the first (k₁), and in a long passage a
/// word is less of a surprise (b). Robertson and Zaragoza, *The Probabilistic Relevance Framework:
/// BM25 and Beyond*, 2009, section 3.4; the 1 in the idf keeps words positive that stand in most
/// passages.
public struct PassageIndex: Sendable {
  /// A passage that was found.
  public struct Hit: Hashable, Sendable {
    public let passage: Passage
    /// Above 0.
    public let score: Double
  }

  public let passages: [Passage]
  /// How fast more occurrences count less: k₁ of 1.2 to 2 is usual.
  public let saturation: Double
  /// How much a passage's length counts: b from 0 to 1.
  public let lengthShare: Double

  /// For each word, the passages it stands in, with its count there.
  private let occurrences: [String: [(passage: Int, count: Int)]]
  /// How many words each passage has.
  private let lengths: [Int]
  private let meanLength: Double

  // MARK: 8.4 Retrieval

  /// Counts every passage's words. Cost: one pass over the text.
  public init(_ passages: [Passage], saturation: Double = 1.2, lengthShare: Double = 0.75) {
    precondition(
      saturation >= 0 && lengthShare >= 0 && lengthShare <= 1,
      "a saturation of \(saturation), a length share of \(lengthShare)")
    var occurrences: [String: [(passage: Int, count: Int)]] = [:]
    var lengths: [Int] = []
    for (index, passage) in passages.enumerated() {
      let terms = searchTerms(passage.text)
      lengths.append(terms.count)
      for (term, uses) in Dictionary(grouping: terms, by: { $0 }) {
        occurrences[term, default: []].append((index, uses.count))
      }
    }
    self.passages = passages
    self.saturation = saturation
    self.lengthShare = lengthShare
    self.occurrences = occurrences
    self.lengths = lengths
    meanLength = Double(lengths.reduce(0, +)) / Double(max(1, passages.count))
  }

  /// The score of every passage, by the formula at the top. The words are those of
  /// ``searchTerms(_:)``; one that the question has twice counts twice, one that no passage has
  /// counts nothing. Without any word in common the score is 0.
  ///
  ///     // "a cat", "a dog", a question "cat": M = 2, n = 1, tf = 1, both lengths 2 = the mean
  ///     idf = ln(1 + 1.5 / 1.5) = 0.693, score 0.693 · 1 / (1 + 1.2) = 0.315, and 0 for the dog
  public func scores(for question: String) -> [Double] {
    // begin 8.4
    var scores = [Double](repeating: 0, count: passages.count)
    for term in searchTerms(question) {
      guard let entries = occurrences[term] else { continue }
      let weight = inverseDocumentFrequency(passageCount: entries.count)
      for (passage, count) in entries {
        let relativeLength = Double(lengths[passage]) / meanLength
        let norm = saturation * (1 - lengthShare + lengthShare * relativeLength)
        scores[passage] += weight * Double(count) / (Double(count) + norm)
      }
    }
    return scores
    // end 8.4
  }

  /// The `count` best passages, the best first; of equal scores the earlier comes first
  /// (`stablySorted` of BeamSearch.swift keeps it there). Passages that share no word with the
  /// question are never among them.
  public func search(_ question: String, count: Int) -> [Hit] {
    // begin 8.4
    let hits = zip(passages, scores(for: question))
      .filter { $0.1 > 0 }.map { Hit(passage: $0, score: $1) }
    return Array(stablySorted(hits) { $0.score > $1.score }.prefix(count))
    // end 8.4
  }

  // begin solution
  private func inverseDocumentFrequency(passageCount: Int) -> Double {
    let others = Double(passages.count - passageCount)
    return log(1 + (others + 0.5) / (Double(passageCount) + 0.5))
  }
  // end solution
}
