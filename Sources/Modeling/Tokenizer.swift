/// Converts text to token ids and back.
public protocol Tokenizer: Sendable {
  /// The number of token ids: they are 0 ..< vocabularySize.
  var vocabularySize: Int { get }

  /// The token ids of a text.
  func encode(_ text: String) -> [Int]

  /// The text of the given ids. Invalid UTF-8 is replaced with U+FFFD.
  func decode(_ ids: [Int]) -> String
}
