// MARK: 2.6 BPE decode

extension ByteLevelBPE {
  /// The text of the ids: their bytes one after the other, read as UTF-8.
  ///
  /// Any text comes back as it was: `decode(encode(text)) == text`. Ids that a model makes up may
  /// give bytes that are no UTF-8; each invalid sequence becomes U+FFFD, the replacement character,
  /// as `String(decoding:as:)` does it.
  ///
  ///     // é is the bytes 195 and 169, here two tokens
  ///     decode([99, 195, 169])   // "cé"
  ///     decode([99, 195])        // "c\u{FFFD}"
  ///
  /// A special token gives its name. No ids give the empty text.
  public func decode(_ ids: [Int]) -> String {
    // begin 2.6
    String(decoding: ids.flatMap { bytes(of: $0) }, as: UTF8.self)
    // end 2.6
  }

  /// The bytes of one token, one of 0 ..< vocabularySize: `tokens` has them. They need not be whole
  /// characters: é may be two tokens of one byte.
  ///
  /// To print a text while it is generated, give these bytes to a ``UTF8Stream``.
  public func bytes(of id: Int) -> [UInt8] {
    // begin 2.6
    precondition(tokens.indices.contains(id), "id \(id) in a vocabulary of \(vocabularySize)")
    return tokens[id]
    // end 2.6
  }
}
