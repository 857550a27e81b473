import CourseKit

// MARK: 7.3 Loss mask

/// What the model is to predict at each place, where only the tokens of `span` are learned.
///
/// At place i it predicts token i + 1. So the targets are the tokens without the first, and target i is
/// learned if i + 1 lies in the span; all others become ``TokenBatch/ignored``. The first token of a
/// response is predicted from the last one of the prompt.
///
///     // prompt 7 8 9, response 4 5, end of text 0
///     lossTargets(of: [7, 8, 9, 4, 5, 0], learning: 3..<6)   // [-1, -1, 4, 5, 0]
///
/// Why: the prompt is the user's to write. To learn it as well would spend the model's strength on
/// guessing questions.
///
/// Returns one target fewer than there are tokens.
public func lossTargets(of tokens: [Int], learning span: Range<Int>) -> [Int] {
  precondition(
    span.lowerBound >= 0 && span.upperBound <= tokens.count,
    "tokens \(span) to learn among \(tokens.count)")
  return tokens.indices.dropFirst().map { span.contains($0) ? tokens[$0] : TokenBatch.ignored }
}
