import CourseKit
import Tensors

// MARK: 1.1 Bigram counts

/// How often each token comes right after each token.
///
///     counts[a, b] = number of positions where b comes right after a
///
/// A bigram is two neighbours inside one document: the last token of a document and the first of
/// the next are not one.
///
///     bigramCounts(of: [[0, 1, 0, 1], [1, 1]], vocabularySize: 2)   // [[0, 2], [1, 1]]
///
/// - Parameters:
///   - documents: The token ids of each text. Documents of fewer than two tokens have no bigram.
///   - vocabularySize: V, how many different ids there are; each id is one of 0 ..< V.
/// - Returns: A tensor of shape `[V, V]`: the row is the token before, the column the token after.
///
/// Cost: O(tokens) time, V² entries. A count is exact up to 2²⁴, as far as a Float counts.
public func bigramCounts(of documents: [[Int]], vocabularySize: Int) -> Tensor {
  todo("1.1")
}

/// How often each token comes right after each token in one text; see above.
public func bigramCounts(of tokens: [Int], vocabularySize: Int) -> Tensor {
  bigramCounts(of: [tokens], vocabularySize: vocabularySize)
}
