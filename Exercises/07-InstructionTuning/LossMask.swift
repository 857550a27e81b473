import CourseKit

// MARK: 7.3 Loss mask

/// What the model is to predict at each position, where only the tokens of `spans` are learned.
///
/// At position i it predicts token i + 1. So the targets are the tokens without the first, and
/// target i is learned if i + 1 lies in a span; all others become ``TokenBatch/ignored``. The first
/// token of a response is predicted from the last one of the prompt.
///
///     // prompt 7 8 9, response 4 5, end of text 0
///     lossTargets(of: [7, 8, 9, 4, 5, 0], learning: [3..<6])           // [-1, -1, 4, 5, 0]
///     // prompt 7, response 4, end 0, prompt 8, response 5, end 0
///     lossTargets(of: [7, 4, 0, 8, 5, 0], learning: [1..<3, 4..<6])    // [4, 0, -1, 5, 0]
///
/// Why: the prompt is the user's to write. Learning it too would spend the model's capacity on
/// guessing questions.
///
/// Returns one target fewer than there are tokens. A span may begin at token 0, which nothing
/// predicts: it is left out. Without spans nothing is learned.
public func lossTargets(of tokens: [Int], learning spans: [Range<Int>]) -> [Int] {
  precondition(
    spans.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= tokens.count },
    "tokens \(spans) to learn among \(tokens.count)")
  todo("7.3")
}
