/// A text in pieces of about a megabyte, one after the other; their words are the text's words.
///
/// So a text of any size can be cut into words without a list of all of them. A piece ends where
/// whitespace follows a character that is not whitespace: a word ends there by each rule of
/// ``splitWords(_:)``, and none looks further. Without such an end the text stays whole.
///
/// Cost: memory for one piece. A text that is no longer than a piece is not copied.
func pieces(of text: String, byteCount: Int = 1 << 20) -> some Sequence<String> {
  sequence(state: text.startIndex) { start -> String? in
    guard start < text.endIndex else { return nil }
    let end = endOfPiece(of: text, from: start, byteCount: byteCount)
    defer { start = end }
    return start == text.startIndex && end == text.endIndex ? text : String(text[start..<end])
  }
}

private func endOfPiece(
  of text: String, from start: String.Index, byteCount: Int
) -> String.Index {
  let (bytes, scalars) = (text.utf8, text.unicodeScalars)
  guard var end = bytes.index(start, offsetBy: byteCount, limitedBy: text.endIndex) else {
    return text.endIndex
  }
  // Back to where a character begins: the bytes after its first are 10xxxxxx.
  while end < text.endIndex, bytes[end] & 0b1100_0000 == 0b1000_0000 {
    end = bytes.index(before: end)
  }
  var followsWord = false
  while end < text.endIndex {
    let isWhitespace = scalars[end].kind == .whitespace
    if isWhitespace, followsWord { break }
    followsWord = !isWhitespace
    scalars.formIndex(after: &end)
  }
  return end
}
