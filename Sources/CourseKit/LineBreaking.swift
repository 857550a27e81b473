/// Breaks a text at its spaces into lines that fit. Its own line breaks stay, and a word that is too long
/// for any line has one of its own.
///
/// Cost: `fits` is asked once for each word.
public func brokenLines(of text: String, where fits: (String) -> Bool) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
    var lines: [String] = []
    for word in paragraph.split(separator: " ") {
      if let last = lines.last, fits("\(last) \(word)") {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.isEmpty ? [""] : lines
  }
}
