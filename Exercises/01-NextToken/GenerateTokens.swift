import CourseKit
import Tensors

// MARK: 1.4 Generate

/// Continues from a token: each new token is drawn after the one before it.
///
///     t₁ ~ p(· | start),  t₂ ~ p(· | t₁),  t₃ ~ p(· | t₂), …
///
/// This loop is all there is to a language model that writes. A GPT replaces only the
/// probabilities: it looks at all tokens so far where the bigram model looks at the last.
///
///     // 0 is always followed by 2, 2 by 1, and 1 by 0.
///     let cycle = Tensor(rows: [[0, 0, 1], [1, 0, 0], [0, 1, 0]])
///     generateTokens(4, after: 0, probabilities: cycle, using: &generator)   // [2, 1, 0, 2]
///
/// - Parameters:
///   - count: How many tokens to write.
///   - start: The token before the first new one.
///   - probabilities: Shape `[V, V]`, as from ``bigramProbabilities(from:smoothing:)``.
///   - generator: Asked for one number per token, by ``sampleCategory(_:using:)``.
/// - Returns: The new tokens, without `start`.
public func generateTokens(
  _ count: Int, after start: Int, probabilities: Tensor, using generator: inout SeededGenerator
) -> [Int] {
  todo("1.4")
}

extension Tensor {
  /// The elements of one row. Cost: a copy of the row.
  func scalars(ofRow index: Int) -> [Float] {
    withRow(index) { row in
      var scalars: [Float] = []
      scalars.reserveCapacity(row.count)
      for column in 0..<row.count { scalars.append(row[column]) }
      return scalars
    }
  }
}
