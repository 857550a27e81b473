import CourseKit
import Tensors
import Testing
import Tokenization

private typealias TokenPair = Tokenization::TokenPair
private typealias ByteLevelBPE = Tokenization::ByteLevelBPE

/// an 256, and 257, ban 258, ana 259, banana 260, band 261: see the test of 2.4.
private let bananas = ByteLevelBPE(merges: [
  TokenPair(97, 110), TokenPair(256, 100), TokenPair(98, 256), TokenPair(256, 97),
  TokenPair(258, 259), TokenPair(98, 257),
])

private let stories = [
  "Ana went to the market. She didn't buy bananas, because the bananas weren't ripe.",
  "O menino não foi à escola; a irmã dele já está lá. Não é fácil, não!\r\n\r\nFim.",
  "12 cats, 12 dogs and 3 birds 🙂🙂 lived in the old house by the sea.  The end.\n",
]

// MARK: 2.5

@Test func `2.5 merges are done in the order in which they were learned`() {
  #expect(bananas.encode("banana") == [260])
  // b an d an a → b and an a → b and ana → band ana
  #expect(bananas.encode("bandana") == [261, 259])
  #expect(bananas.encodeWord(Array("an".utf8)) == [256])
  #expect(bananas.encode("nab") == [110, 97, 98])
  // bc was learned before ab, so it goes first, though ab stands further left.
  let tokenizer = ByteLevelBPE(merges: [TokenPair(98, 99), TokenPair(97, 98)])
  #expect(tokenizer.encode("abc") == [97, 256])
  #expect(tokenizer.encode("ab") == [257])
}

@Test func `2.5 overlapping pairs merge from left to right`() {
  let tokenizer = ByteLevelBPE(merges: [TokenPair(97, 97), TokenPair(256, 256)])
  #expect(tokenizer.encode("aaa") == [256, 97])
  #expect(tokenizer.encode("aaaa") == [257])
  #expect(tokenizer.encode("aaaaaaa") == [257, 256, 97])
}

@Test func `2.5 without merges the ids are the bytes`() {
  let tokenizer = ByteLevelBPE(merges: [])
  let text = "Olá, 🙂\r\n"
  #expect(tokenizer.encode(text) == text.utf8.map(Int.init))
  #expect(tokenizer.vocabularySize == 257)
}

@Test func `2.5 an empty text has no tokens`() {
  #expect(bananas.encode("") == [])
  #expect(bananas.encodeWord([]) == [])
  #expect(bananas.decode([]) == "")
  #expect(bananas.encode(documents: ["", "an", ""]) == [[], [256], []])
}

@Test func `2.5 no token reaches over the end of a word`() {
  // "a" and "n" are neighbours in the text "a n" only over a space; in "a'n" over a sign.
  #expect(bananas.encode("a n") == [97, 32, 110])
  let tokenizer = ByteLevelBPE(documents: ["a b a b a b"], vocabularySize: 300)
  for token in tokenizer.tokens.dropLast() {
    #expect(!token.dropFirst().contains(32), "a space inside of \(token)")
  }
}

@Test func `2.5 texts together give what each gives alone`() {
  let tokenizer = ByteLevelBPE(documents: stories, vocabularySize: 300)
  #expect(tokenizer.encode(documents: stories) == stories.map { tokenizer.encode($0) })
}

@Test func `2.5 frequent words become one token`() {
  let tokenizer = ByteLevelBPE(
    text: Array(repeating: "the cat saw the dog", count: 20).joined(separator: ". "),
    vocabularySize: 280)
  #expect(tokenizer.encode(" the").count == 1)
  #expect(tokenizer.encode(" zebra").count == 6)
}

// MARK: 2.6

@Test func `2.6 any text comes back as it was`() {
  let tokenizer = ByteLevelBPE(documents: stories, vocabularySize: 400)
  var generator = SeededGenerator(seed: 260)
  let texts = stories + (0..<200).map { randomText(scalars: $0 % 50, using: &generator) }
  for text in texts {
    let decoded = tokenizer.decode(tokenizer.encode(text))
    #expect(haveEqualBytes(decoded, text), "\(text.debugDescription)")
  }
}

@Test func `2.6 the bytes of a token are those of its pair`() {
  #expect(bananas.bytes(of: 98) == [98])
  #expect(bananas.bytes(of: 260) == Array("banana".utf8))
  #expect(bananas.bytes(of: 262) == Array("<|endoftext|>".utf8))
  #expect(bananas.decode([261, 259, 262]) == "bandana<|endoftext|>")
}

@Test func `2.6 bytes that are no text become U+FFFD`() {
  #expect(bananas.decode([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
  #expect(bananas.decode([0xC3]) == "\u{FFFD}")
  // é is two bytes: two tokens, one character.
  #expect(bananas.decode([0xC3, 0xA9]) == "é")
}

// MARK: Vocabularies

@Test func `2.4 ids are bytes, then merges, then special tokens`() {
  #expect(bananas.vocabularySize == 256 + 6 + 1)
  #expect(bananas.endOfText == 262)
  let two = ByteLevelBPE(merges: [TokenPair(97, 98)], specialTokens: ["<pad>", "<|endoftext|>"])
  #expect(two.specialTokens == ["<pad>": 257, "<|endoftext|>": 258])
  #expect(ByteLevelBPE(merges: [], specialTokens: []).endOfText == nil)
}

@Test func `2.4 learning makes the vocabulary as large as asked for`() {
  for size in [257, 258, 290, 320] {
    let tokenizer = ByteLevelBPE(documents: stories, vocabularySize: size)
    #expect(tokenizer.vocabularySize == size)
    #expect(tokenizer.merges.count == size - 257)
  }
  // A text that runs out of pairs gives fewer: ab, then nothing.
  #expect(ByteLevelBPE(text: "ab", vocabularySize: 1_000).vocabularySize == 258)
  #expect(ByteLevelBPE(text: "", vocabularySize: 1_000).vocabularySize == 257)
}

@Test func `2.5 special tokens come out of a text only when asked for`() {
  let text = "an<|endoftext|>band"
  let plain = bananas.encode(text)
  #expect(!plain.contains(262))
  #expect(bananas.decode(plain) == text)
  #expect(bananas.encode(text, allowingSpecialTokens: false) == plain)
  #expect(bananas.encode(text, allowingSpecialTokens: true) == [256, 262, 261])
  #expect(
    bananas.encode("<|endoftext|><|endoftext|>", allowingSpecialTokens: true) == [262, 262])
  #expect(bananas.encode("<|endoftext|", allowingSpecialTokens: true).contains(262) == false)
  // They are not learned from text either.
  let learned = ByteLevelBPE(text: String(repeating: text, count: 9), vocabularySize: 300)
  let name = Array("<|endoftext|>".utf8)
  #expect(learned.tokens.filter { $0 == name }.count == 1)
}

@Test func `2.5 of two special tokens at one position the longer one counts`() {
  let tokenizer = ByteLevelBPE(merges: [], specialTokens: ["<a>", "<a><b>", "é"])
  #expect(tokenizer.encode("<a><b><a>é", allowingSpecialTokens: true) == [257, 256, 258])
}

@Test func `2.5 a vocabulary in another order gives the same tokens under other ids`() throws {
  let learned = ByteLevelBPE(documents: stories, vocabularySize: 350)
  // As in a file: tokens in any order, merges as byte strings.
  var generator = SeededGenerator(seed: 250)
  let order = (0..<learned.vocabularySize).shuffled(using: &generator)
  let other = try ByteLevelBPE(
    tokens: order.map { learned.tokens[$0] },
    merges: learned.merges.map { (learned.tokens[$0.left], learned.tokens[$0.right]) })
  for text in stories + ["anything else: ütopia 42"] {
    #expect(other.encode(text).map { order[$0] } == learned.encode(text))
    #expect(other.decode(other.encode(text)) == text)
  }
  #expect(order[try #require(other.endOfText)] == learned.endOfText)
}

@Test func `2.5 a file that lacks a token is told in one sentence`() {
  let bytes = (0..<256).map { [UInt8($0)] }
  let end = Array("<|endoftext|>".utf8)
  let a = Array("a".utf8)
  let b = Array("b".utf8)
  #expect(throws: Never.self) { try ByteLevelBPE(tokens: bytes + [end, a + b], merges: [(a, b)]) }
  #expect(throws: InputError.self) { try ByteLevelBPE(tokens: bytes + [end], merges: [(a, b)]) }
  #expect(throws: InputError.self) { try ByteLevelBPE(tokens: bytes, merges: []) }
  #expect(throws: InputError.self) {
    try ByteLevelBPE(tokens: bytes.dropLast() + [end], merges: [])
  }
  #expect(throws: InputError.self) {
    try ByteLevelBPE(tokens: bytes + [end, a + b], merges: [(a, b), (a, b)])
  }
}
