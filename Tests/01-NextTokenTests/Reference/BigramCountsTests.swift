import NextToken
import Tensors
import Testing

@Test func `1.1 each pair of neighbours is counted once`() {
  // 0 1 2 0 1 1: the pairs are 01, 12, 20, 01, 11.
  let counts = NextToken::bigramCounts(of: [0, 1, 2, 0, 1, 1], vocabularySize: 3)
  #expect(counts == Tensor(rows: [[0, 2, 0], [0, 1, 1], [1, 0, 0]]))
}

@Test func `1.1 the row is the token before`() {
  let counts = NextToken::bigramCounts(of: [0, 1], vocabularySize: 2)
  #expect(counts[0, 1] == 1)
  #expect(counts[1, 0] == 0)
}

@Test func `1.1 no bigram crosses from one document to the next`() {
  let counts = NextToken::bigramCounts(of: [[0, 1], [2, 0], [1], []], vocabularySize: 3)
  #expect(counts == Tensor(rows: [[0, 1, 0], [0, 0, 0], [1, 0, 0]]))
}

@Test(arguments: [[], [3]])
func `1.1 a text of fewer than two tokens has no bigram`(tokens: [Int]) {
  #expect(
    NextToken::bigramCounts(of: tokens, vocabularySize: 5) == Tensor(zeros: [5, 5]))
}

@Test func `1.1 there are as many bigrams as tokens without the first`() {
  var generator = SeededGenerator(seed: 11)
  let tokens = (0..<5_000).map { _ in Int.random(in: 0..<37, using: &generator) }
  let counts = NextToken::bigramCounts(of: tokens, vocabularySize: 37)
  #expect(counts.sum() == 4_999)
  // Each token is the left one as often as it occurs, not counting the last position.
  let rowSums = counts.reduceRows { $0.sum() }
  for token in 0..<37 {
    #expect(Int(rowSums[token]) == tokens.dropLast().count { $0 == token })
  }
}
