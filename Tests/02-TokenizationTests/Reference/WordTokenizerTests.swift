import CourseKit
import Testing
import Tokenization

@Test func `2.2 ids follow the first appearance of the words`() {
  let vocabulary = Tokenization::Vocabulary(words: ["b", "a", "b", "c", "a"])
  #expect(vocabulary.words == ["<unk>", "b", "a", "c"])
  #expect(vocabulary.count == 4)
  #expect(["b", "a", "c"].map { vocabulary.id(of: $0) } == [1, 2, 3])
  #expect((0..<4).map { vocabulary.word(of: $0) } == vocabulary.words)
}

@Test func `2.2 an unknown word has the id of unk`() {
  let vocabulary = Tokenization::Vocabulary(words: ["a"])
  #expect(vocabulary.id(of: "dog") == 0)
  #expect(vocabulary.id(of: "A") == 0)
  #expect(vocabulary.id(of: "") == 0)
  #expect(vocabulary.id(of: "<unk>") == 0)
  #expect(Tokenization::Vocabulary(words: [String]()).words == ["<unk>"])
  // The name of the unknown does not become a second word.
  #expect(Tokenization::Vocabulary(words: ["<unk>", "x"]).words == ["<unk>", "x"])
}

@Test func `2.2 a text is encoded word by word`() {
  let tokenizer = Tokenization::WordTokenizer(text: "The cat saw the dog.")
  #expect(tokenizer.vocabularySize == 7)
  #expect(tokenizer.encode("The dog saw the cat.") == [1, 5, 3, 4, 2, 6])
  #expect(tokenizer.encode("The bird.") == [1, 0, 6])
  #expect(tokenizer.encode("") == [])
}

@Test func `2.2 decoding gives the text of known words back`() {
  let text = "É fácil: o gato viu o cão.\n\nO cão  não viu o gato! 🙂"
  let tokenizer: any Tokenizer = Tokenization::WordTokenizer(text: text)
  #expect(tokenizer.decode(tokenizer.encode(text)) == text)
  #expect(tokenizer.decode(tokenizer.encode("O pato viu")) == "O<unk> viu")
  #expect(tokenizer.decode([]) == "")
}
