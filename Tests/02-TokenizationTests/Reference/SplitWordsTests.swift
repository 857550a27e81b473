import Foundation
import Tensors
import Testing
import Tokenization

@Test func `2.1 words are letters, numbers or signs, each with the space before`() {
  #expect(
    Tokenization::splitWords("The cat has 9 lives.") == [
      "The", " cat", " has", " 9", " lives", ".",
    ])
  #expect(Tokenization::splitWords("abc123!?") == ["abc", "123", "!?"])
}

@Test func `2.1 contractions are words of their own`() {
  #expect(Tokenization::splitWords("It's, don't!") == ["It", "'s", ",", " don", "'t", "!"])
  #expect(
    Tokenization::splitWords("we'll they've you're I'm he'd") == [
      "we", "'ll", " they", "'ve", " you", "'re", " I", "'m", " he", "'d",
    ])
  // Upper case is no contraction, and with a space before it neither.
  #expect(Tokenization::splitWords("IT'S 's") == ["IT", "'", "S", " '", "s"])
}

@Test func `2.1 the last whitespace goes with the next word`() {
  #expect(Tokenization::splitWords("a  b") == ["a", " ", " b"])
  #expect(Tokenization::splitWords("a   b") == ["a", "  ", " b"])
  #expect(Tokenization::splitWords("a\n\nb") == ["a", "\n", "\n", "b"])
  #expect(Tokenization::splitWords("a \n") == ["a", " \n"])
}

@Test func `2.1 accents and other scripts are letters`() {
  #expect(Tokenization::splitWords("Ação à noite") == ["Ação", " à", " noite"])
  #expect(Tokenization::splitWords("日本語 x") == ["日本語", " x"])
}

@Test(arguments: ["", " ", "x", "\n", "'", "🙂"])
func `2.1 a text of one character is one word, an empty text none`(text: String) {
  #expect(Tokenization::splitWords(text) == (text.isEmpty ? [] : [text[...]]))
}

@Test func `2.1 the words put together are the text`() {
  var generator = SeededGenerator(seed: 201)
  for length in 0..<300 {
    let text = randomText(scalars: length % 40, using: &generator)
    let words = Tokenization::splitWords(text)
    #expect(haveEqualBytes(words.joined(), text))
    #expect(!words.contains { $0.isEmpty })
  }
}

@Test func `2.1 words are those of the pattern in GPT-2`() throws {
  struct Case: Decodable {
    let text: String
    let words: [String]
  }
  let url = try #require(
    Bundle.module.url(forResource: "word-splits", withExtension: "json", subdirectory: "Fixtures"))
  let cases = try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
  #expect(cases.count > 400)
  for item in cases {
    let words = Tokenization::splitWords(item.text)
    #expect(
      words.map { Array($0.utf8) } == item.words.map { Array($0.utf8) },
      "\(item.text.debugDescription) should split into \(item.words), not \(words)")
  }
}
