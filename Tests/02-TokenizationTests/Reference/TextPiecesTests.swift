import Tensors
import Testing

@testable import TokenizationSolution

@Test(arguments: 0..<40)
func `2.1 the words of a text's pieces are the words of the text`(seed: Int) {
  var generator = SeededGenerator(seed: UInt64(210 + seed))
  let text = randomText(scalars: 400, using: &generator)
  let words = splitWords(text)
  for byteCount in [1, 2, 3, 5, 17, 100, 5_000] {
    let parts = Array(pieces(of: text, byteCount: byteCount))
    #expect(haveEqualBytes(parts.joined(), text))
    let wordsOfPieces = parts.flatMap { splitWords($0) }
    #expect(wordsOfPieces.count == words.count)
    for (a, b) in zip(wordsOfPieces, words) { #expect(haveEqualBytes(a, b)) }
  }
}

@Test func `2.1 a piece ends at the next word after its bytes, or with the text`() {
  let text = "one two  three\n\nfour"
  #expect(Array(pieces(of: text, byteCount: 4)) == ["one two", "  three", "\n\nfour"])
  #expect(Array(pieces(of: text, byteCount: 100)) == [text])
  #expect(Array(pieces(of: "", byteCount: 4)) == [])
  // In the middle of a character; spaces of other kinds.
  #expect(Array(pieces(of: "日本\u{3000}語", byteCount: 4)) == ["日本", "\u{3000}語"])
  // Nowhere is a word's end.
  #expect(Array(pieces(of: "abcdef", byteCount: 2)) == ["abcdef"])
  #expect(Array(pieces(of: "      ", byteCount: 2)) == ["      "])
}

@Test func `2.5 documents one after the other have the tokens that each has alone`() {
  var generator = SeededGenerator(seed: 255)
  // Enough to grow by, with few tokens for a byte at first and many later.
  let documents =
    Array(repeating: "the cat saw the dog", count: 50)
    + (0..<200).map { randomText(scalars: $0 % 50, using: &generator) }
  let tokenizer = ByteLevelBPE(documents: documents.prefix(50), vocabularySize: 280)
  #expect(
    tokenizer.encode(documents: documents, endedBy: 279)
      == documents.flatMap { tokenizer.encode($0) + [279] })
  #expect(tokenizer.encode(documents: [], endedBy: 279) == [])
  #expect(tokenizer.encode(documents: [""], endedBy: 279) == [279])
}
