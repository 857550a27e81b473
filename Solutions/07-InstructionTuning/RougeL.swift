/// How much of a reference an answer has, in order, and how much of the answer that is.
///
/// Lin, *ROUGE: A Package for Automatic Evaluation of Summaries*, 2004, section 3.1, equations 2 to 4.
/// With the longest common subsequence LCS of the reference's m and the answer's n words:
///
///     recall    R = LCS / m
///     precision P = LCS / n
///     F = (1 + β²) · R · P / (R + β² · P)
///
///     // answer "the dog ran home", reference "the old dog ran", β = 1: LCS is 3 words
///     P = 3 / 4,  R = 3 / 4,  F = 3 / 4
public struct RougeL: Hashable, Sendable {
  /// P, between 0 and 1.
  public let precision: Double
  /// R, between 0 and 1.
  public let recall: Double
  /// F, between 0 and 1.
  public let score: Double

  /// With β = 1, as is usual today, precision and recall count the same; a larger β favours recall.
  ///
  /// Words are runs of letters and digits, in lower case. Where both texts have none, all is 1; where
  /// one has none, or no word is shared, all is 0. Cost: m · n.
  public init(_ answer: String, reference: String, beta: Double = 1) {
    precondition(beta > 0, "a β of \(beta): it must be more than 0")
    // begin 7.8
    let (answer, reference) = (comparedWords(answer), comparedWords(reference))
    let common = Double(longestCommonSubsequence(answer, reference))
    guard common > 0 else {
      precision = answer.isEmpty && reference.isEmpty ? 1 : 0
      recall = precision
      score = precision
      return
    }
    precision = common / Double(answer.count)
    recall = common / Double(reference.count)
    score = (1 + beta * beta) * recall * precision / (recall + beta * beta * precision)
    // end 7.8
  }
}

/// How many elements two sequences have in common, in the same order but with gaps.
///
///     longestCommonSubsequence([1, 2, 3, 4], [2, 9, 4, 1])   // 2, by 2 and 4
///
///     L(i, j) = L(i−1, j−1) + 1                 where aᵢ = bⱼ
///               max(L(i−1, j), L(i, j−1))       elsewhere, and 0 at the edges
///
/// Cost: time |a| · |b|; one row of L is kept.
public func longestCommonSubsequence<Element: Equatable>(_ a: [Element], _ b: [Element]) -> Int {
  // begin 7.8
  var lengths = [Int](repeating: 0, count: b.count + 1)
  for element in a {
    var diagonal = 0
    for (j, other) in b.enumerated() {
      let above = lengths[j + 1]
      lengths[j + 1] = element == other ? diagonal + 1 : max(above, lengths[j])
      diagonal = above
    }
  }
  return lengths[b.count]
  // end 7.8
}

/// The words that are compared: runs of letters and digits, in lower case, such as "it", "s", "3" for
/// "It's 3!".
private func comparedWords(_ text: String) -> [String] {
  // begin 7.8
  text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  // end 7.8
}
