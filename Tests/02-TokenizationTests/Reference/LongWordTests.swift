import Tensors
import Testing
import Tokenization

private typealias TokenPair = Tokenization::TokenPair
private typealias ByteLevelBPE = Tokenization::ByteLevelBPE

/// The plain way, in the words of the formula: look through the whole word for the lowest rank, and
/// merge it wherever it stands.
private func encodedByScanning(_ word: [UInt8], _ tokenizer: ByteLevelBPE) -> [Int] {
  let idOfToken = Dictionary(
    zip(tokenizer.tokens, tokenizer.tokens.indices), uniquingKeysWith: { first, _ in first })
  let ranks = Dictionary(
    uniqueKeysWithValues: zip(tokenizer.merges, tokenizer.merges.indices))
  var ids = word.map { idOfToken[[$0]]! }
  while let rank = zip(ids, ids.dropFirst()).compactMap({ ranks[TokenPair($0, $1)] }).min() {
    let pair = tokenizer.merges[rank]
    let merged = idOfToken[tokenizer.tokens[pair.left] + tokenizer.tokens[pair.right]]!
    ids = Tokenization::merging(pair, into: merged, in: ids)
  }
  return ids
}

/// Words without a space: letters at random, one again and again, and a few in turn. The short ones
/// are those that a scan is enough for.
private func longWords(letters: Int, using generator: inout SeededGenerator) -> [[UInt8]] {
  [2, 99, 100, 101, 102, 350, 1_000].flatMap { length in
    [
      (0..<length).map { _ in UInt8(97 + Int.random(in: 0..<letters, using: &generator)) },
      Array(repeating: 97, count: length),
      (0..<length).map { UInt8(97 + [0, 1, 2, 0, 1][$0 % 5] % letters) },
    ]
  }
}

@Test(arguments: 1...4)
func `2.5 a long word is encoded as by looking through it for each merge`(letters: Int) {
  var generator = SeededGenerator(seed: UInt64(250 + letters))
  let words = longWords(letters: letters, using: &generator)
  let tokenizer = ByteLevelBPE(
    documents: words.map { String(decoding: $0, as: UTF8.self) }, vocabularySize: 400)
  for word in words + longWords(letters: letters, using: &generator) {
    #expect(tokenizer.encodeWord(word) == encodedByScanning(word, tokenizer))
  }
}

@Test(arguments: 0..<8)
func `2.5 a long word is encoded so in any order of merges`(seed: Int) throws {
  var generator = SeededGenerator(seed: UInt64(270 + seed))
  let words = longWords(letters: 3, using: &generator)
  let learned = ByteLevelBPE(
    documents: words.map { String(decoding: $0, as: UTF8.self) }, vocabularySize: 330)
  // In a file a merge may stand before those that make its halves, and two may make one token.
  var halves = learned.merges.map {
    (left: learned.tokens[$0.left], right: learned.tokens[$0.right])
  }
  for (left, right) in halves where right.count > 1 {
    let other = (left: left + [right[0]], right: Array(right.dropFirst()))
    let isKnown = halves.contains { $0.left == other.left && $0.right == other.right }
    if !isKnown, learned.tokens.contains(other.left), learned.tokens.contains(other.right) {
      halves.append(other)
    }
  }
  let tokenizer = try ByteLevelBPE(
    tokens: learned.tokens.shuffled(using: &generator),
    merges: halves.shuffled(using: &generator))
  for word in words {
    #expect(tokenizer.encodeWord(word) == encodedByScanning(word, tokenizer))
  }
}
