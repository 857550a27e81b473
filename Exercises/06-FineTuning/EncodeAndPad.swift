import CourseKit

// MARK: 6.1 Encode and pad

/// Texts as token ids in rows of equal length, and how many ids of each row are real.
///
/// The rest is padding, and stands at the end: under a causal mask no real token looks there.
public struct PaddedBatch: Hashable, Sendable {
  /// `[batch, length]`
  public let tokens: TokenBatch
  /// How many tokens of each row are real, 1 … length.
  public let lengths: [Int]

  public init(tokens: TokenBatch, lengths: [Int]) {
    precondition(
      lengths.count == tokens.count, "\(lengths.count) lengths for \(tokens.count) sequences")
    precondition(
      lengths.allSatisfy { $0 >= 1 && $0 <= tokens.length },
      "lengths of \(lengths) in rows of \(tokens.length): each row has 1 … \(tokens.length) tokens")
    self.tokens = tokens
    self.lengths = lengths
  }
}

/// Makes sequences equally long: the longest decides, up to `contextLength`.
///
///     pad([[5, 6, 7], [8]], contextLength: 4, padding: 0)
///     // tokens [[5, 6, 7], [8, 0, 0]], lengths [3, 1]
///
/// Of a sequence that is too long the start is kept. A sequence without tokens gets one token of
/// padding, which counts as real: there must be something to read. No sequences make a batch of 0
/// rows. A token of a text stays real where it happens to equal `padding`.
public func pad(_ sequences: [[Int]], contextLength: Int, padding: Int) -> PaddedBatch {
  todo("6.1")
}

/// The tokens of every text, a row each, padded; see ``pad(_:contextLength:padding:)``.
///
/// With a token for each letter, a = 1: "cab" and "" in a context of 2, padded with 0, make the rows
/// [3, 1] and [0, 0] with the lengths 2 and 1.
public func encodeAndPad(
  _ texts: [String], with tokenizer: some Tokenizer, contextLength: Int, padding: Int
) -> PaddedBatch {
  todo("6.1")
}
