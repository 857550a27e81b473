/// Turns text into token ids and back.
public protocol Tokenizer: Sendable {
  /// How many different ids there are: 0 ..< vocabularySize.
  var vocabularySize: Int { get }

  /// The ids of a text's tokens.
  func encode(_ text: String) -> [Int]

  /// The text of the ids. Bytes that are not UTF-8 become U+FFFD.
  func decode(_ ids: [Int]) -> String
}
