// MARK: 2.1 Word split

/// Cuts a text into the words that a tokenizer looks at one by one, by GPT-2's rule.
///
/// From left to right, each word is the first of these that fits:
///
/// 1. the end of an English contraction: `'s 't 're 've 'm 'll 'd`
/// 2. letters, numbers, or other signs, as many of one kind as there are, with at most one space
///    before them
/// 3. whitespace. Its last character stays for the next word where one follows, so that a space
///    goes with the word that it introduces.
///
///     splitWords("It's 3 pm,  really!")   // ["It", "'s", " 3", " pm", ",", " ", " really", "!"]
///
/// Nothing is lost: the words joined are the text. Kinds are those of Unicode scalars, so an accent
/// written as a scalar of its own is an "other sign".
///
/// Rule 3 at work: in `a \n\n b` the whitespace between the letters is ` \n\n` and then ` b`; in
/// `a\nb` it is one character, a word of its own, as only a space goes with what follows; in `a  `
/// nothing follows, so both spaces are one word. An empty text has no words.
///
/// A scalar's `kind` is `.letter`, `.number`, `.whitespace` or `.other`; the text's scalars are
/// `text.unicodeScalars`, and its indices cut the text too: `text[start..<end]`.
///
/// Cost: one pass over the text; 32 bytes per word.
///
/// Source: Radford and others, *Language Models are Unsupervised Multitask Learners*, 2019,
/// section 2.2. The rule as the pattern of a regular expression:
/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`
public func splitWords(_ text: String) -> [Substring] {
  // begin 2.1
  let scalars = text.unicodeScalars
  var words: [Substring] = []
  var start = scalars.startIndex
  while start < scalars.endIndex {
    let end =
      scalars.endOfContraction(from: start)
      ?? scalars.endOfRun(from: start)
      ?? scalars.endOfWhitespace(from: start)
    words.append(text[start..<end])
    start = end
  }
  return words
  // end 2.1
}

// begin solution
extension String.UnicodeScalarView {
  /// Rule 1: where the contraction ends that begins here, if one does.
  fileprivate func endOfContraction(from start: Index) -> Index? {
    guard self[start] == "'" else { return nil }
    let first = index(after: start)
    guard first < endIndex else { return nil }
    let second = index(after: first)
    switch self[first] {
    case "s", "t", "m", "d":
      return second
    case "r", "v":
      return second < endIndex && self[second] == "e" ? index(after: second) : nil
    case "l":
      return second < endIndex && self[second] == "l" ? index(after: second) : nil
    default:
      return nil
    }
  }

  /// Rule 2: where the letters, numbers or other signs end that begin here or after one space.
  fileprivate func endOfRun(from start: Index) -> Index? {
    let first = self[start] == " " ? index(after: start) : start
    guard first < endIndex else { return nil }
    let kind = self[first].kind
    return kind == .whitespace ? nil : end(of: kind, from: first)
  }

  /// Rule 3: where the whitespace ends that begins here.
  fileprivate func endOfWhitespace(from start: Index) -> Index {
    let end = end(of: .whitespace, from: start)
    let last = index(before: end)
    return end == endIndex || last == start ? end : last
  }

  /// Where the scalars of one kind end.
  private func end(of kind: ScalarKind, from start: Index) -> Index {
    var end = start
    while end < endIndex, self[end].kind == kind { formIndex(after: &end) }
    return end
  }
}
// end solution
