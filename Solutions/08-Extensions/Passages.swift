// MARK: 8.4 Retrieval

/// A stretch of a document, short enough to stand in a prompt.
public struct Passage: Hashable, Sendable, Codable {
  /// Which document it comes from, such as a file's name.
  public let document: String
  /// Its index among the document's passages, from 0.
  public let number: Int
  public let text: String

  public init(document: String, number: Int, text: String) {
    self.document = document
    self.number = number
    self.text = text
  }
}

/// A document's passages: windows of `length` sentences, of which the last `overlap` come again in
/// the next, so that what belongs together stands together at least once.
///
/// The last window may be shorter, and it is the first that reaches the last sentence: none begins
/// after that. A window's sentences are joined by a space. A document without a sentence has no
/// passages.
///
///     // sentences a b c d e f g, length 3, overlap 1
///     a b c     c d e     e f g          with an h: a b c, c d e, e f g, g h
public func passages(
  of text: String, document: String, length: Int = 3, overlap: Int = 1
) -> [Passage] {
  precondition(
    overlap >= 0 && overlap < length, "windows of \(length) sentences that share \(overlap)")
  // begin 8.4
  let sentences = sentences(of: text)
  var passages: [Passage] = []
  var start = 0
  while start < sentences.count {
    let end = min(start + length, sentences.count)
    passages.append(
      Passage(
        document: document, number: passages.count,
        text: sentences[start..<end].joined(separator: " ")))
    if end == sentences.count { break }
    start += length - overlap
  }
  return passages
  // end 8.4
}

/// A text's sentences: each ends with `.`, `!`, `?` or `…` before white space, or with its
/// paragraph.
///
/// White space within a sentence becomes one space. "3.5" stays whole; abbreviations are not known,
/// so "Dr. Lee" is cut.
public func sentences(of text: String) -> [String] {
  var sentences: [String] = []
  for paragraph in paragraphs(of: text) {
    var words: [Substring] = []
    for word in paragraph.split(whereSeparator: \.isWhitespace) {
      words.append(word)
      if endsSentence(word) {
        sentences.append(words.joined(separator: " "))
        words = []
      }
    }
    if !words.isEmpty { sentences.append(words.joined(separator: " ")) }
  }
  return sentences
}

/// Whether a word ends a sentence, apart from the quotation marks and brackets after it.
private func endsSentence(_ word: Substring) -> Bool {
  let closing: Set<Character> = ["\"", "'", "”", "’", "»", ")", "]"]
  guard let last = word.last(where: { !closing.contains($0) }) else { return false }
  return [".", "!", "?", "…"].contains(last)
}

/// What stands between empty lines.
private func paragraphs(of text: String) -> [String] {
  let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  return lines.split { $0.allSatisfy(\.isWhitespace) }.map { $0.joined(separator: "\n") }
}

/// The words that passages are found by: runs of letters and digits in lower case.
public func searchTerms(_ text: String) -> [String] {
  text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
}
