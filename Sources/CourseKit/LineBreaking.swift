/// Breaks a text at spaces into lines that fit. Existing line breaks are kept; a word too long for
/// any line gets a line of its own.
///
/// Complexity: one call of `fits` per word.
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
