import NextToken
import Tensors
import Testing

@Test func `1.4 certain probabilities leave one way to go`() {
  // 0 → 2 → 1 → 0 → …
  let cycle = Tensor(rows: [[0, 0, 1], [1, 0, 0], [0, 1, 0]])
  var generator = SeededGenerator(seed: 16)
  #expect(
    NextToken::generateTokens(5, after: 0, probabilities: cycle, using: &generator)
      == [2, 1, 0, 2, 1])
}

@Test func `1.4 as many tokens are new as were asked for`() {
  let even = Tensor(repeating: 0.25, shape: [4, 4])
  var generator = SeededGenerator(seed: 17)
  for count in [0, 1, 7] {
    let tokens = NextToken::generateTokens(
      count, after: 3, probabilities: even, using: &generator)
    #expect(tokens.count == count)
    #expect(tokens.allSatisfy { (0..<4).contains($0) })
  }
}

@Test func `1.4 the same seed gives the same tokens`() {
  let even = Tensor(repeating: 1 / 8, shape: [8, 8])
  func tokens(seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    return NextToken::generateTokens(30, after: 0, probabilities: even, using: &generator)
  }
  #expect(tokens(seed: 18) == tokens(seed: 18))
  #expect(tokens(seed: 18) != tokens(seed: 19))
}

@Test func `1.4 each token is drawn after the one before it`() {
  // From an even token only odd ones follow, and the other way round.
  let rows: [[Float]] = (0..<6).map { a in (0..<6).map { b in (a + b) % 2 == 1 ? 1 / 3 : 0 } }
  var generator = SeededGenerator(seed: 20)
  let tokens = NextToken::generateTokens(
    500, after: 0, probabilities: Tensor(rows: rows), using: &generator)
  for (position, token) in tokens.enumerated() { #expect(token % 2 == (position + 1) % 2) }
  #expect(Set(tokens) == Set(0..<6))
}
