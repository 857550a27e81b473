extension ByteLevelBPE {
  /// The tokens of a text, where the names of special tokens become these tokens if that is asked
  /// for.
  ///
  ///     encode("one<|endoftext|>two", allowingSpecialTokens: true)
  ///     // the tokens of "one", the id of <|endoftext|>, the tokens of "two"
  ///
  /// For text that the program wrote itself, such as a prompt's template. In a user's text they
  /// are to stay text. Where two names fit at one position, the longer one counts.
  public func encode(_ text: String, allowingSpecialTokens: Bool) -> [Int] {
    guard allowingSpecialTokens else { return encode(text) }
    var ids: [Int] = []
    var rest = text[...]
    while let (name, range) = firstSpecialToken(in: rest) {
      ids += encode(String(rest[..<range.lowerBound]))
      ids.append(specialTokens[name]!)
      rest = rest[range.upperBound...]
    }
    return ids + encode(String(rest))
  }

  private func firstSpecialToken(in text: Substring) -> (name: String, Range<String.Index>)? {
    let names = specialTokens.keys.filter { !$0.isEmpty }
      .sorted { $0.utf8.count > $1.utf8.count }
    for start in text.utf8.indices {
      for name in names where text.utf8[start...].starts(with: name.utf8) {
        return (name, start..<text.utf8.index(start, offsetBy: name.utf8.count))
      }
    }
    return nil
  }
}
