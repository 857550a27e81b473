import CourseKit

// MARK: 2.2 Encode and decode

/// The simplest tokenizer: a token is a word.
///
///     let tokenizer = WordTokenizer(text: "The cat saw the dog.")
///     tokenizer.encode("The dog saw the cat.")                     // [1, 5, 3, 4, 2, 6]
///     tokenizer.decode(tokenizer.encode("The dog saw the bird."))  // "The dog saw the<unk>."
///
/// Words are those of ``splitWords(_:)``: a space goes with the word after it, so decoding is
/// putting the words one after the other. What it cannot do is the reason for byte pairs: each
/// form of a word is a token of its own, and a word it has not met is lost.
public struct WordTokenizer: Tokenizer, Equatable {
  public let vocabulary: Vocabulary

  public init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// A tokenizer that knows the words of a text.
  public init(text: String) { self.init(vocabulary: Vocabulary(words: splitWords(text))) }

  public var vocabularySize: Int { vocabulary.count }

  /// The id of each word of a text, 0 for one that the vocabulary does not know.
  public func encode(_ text: String) -> [Int] {
    // begin 2.2
    splitWords(text).map { vocabulary.id(of: $0) }
    // end 2.2
  }

  /// The words of the ids, put together with nothing between them; `<unk>` for an unknown one.
  public func decode(_ ids: [Int]) -> String {
    // begin 2.2
    ids.map { vocabulary.word(of: $0) }.joined()
    // end 2.2
  }
}
