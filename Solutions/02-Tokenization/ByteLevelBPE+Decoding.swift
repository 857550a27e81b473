// MARK: 2.6 BPE decode

extension ByteLevelBPE {
  /// The text of the ids: their bytes one after the other, read as UTF-8.
  ///
  /// Any text comes back as it was: `decode(encode(text)) == text`. Ids that a model makes up may
  /// give bytes that are no UTF-8; each such place becomes U+FFFD, the replacement character.
  public func decode(_ ids: [Int]) -> String {
    String(decoding: ids.flatMap { bytes(of: $0) }, as: UTF8.self)
  }

  /// The bytes of one token. They need not be whole characters: é may be two tokens of one byte.
  ///
  /// To print a text while it is generated, give these bytes to a ``UTF8Stream``.
  public func bytes(of id: Int) -> [UInt8] {
    precondition(tokens.indices.contains(id), "id \(id) in a vocabulary of \(vocabularySize)")
    return tokens[id]
  }
}
