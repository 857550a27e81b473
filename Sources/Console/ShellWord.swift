/// The words as a command line to paste into a shell. Words with anything but letters, digits and
/// characters without special meaning are put in single quotes.
public func shellLine(_ words: [String]) -> String {
  words.map(shellQuoted).joined(separator: " ")
}

/// One word, quoted for a shell if needed.
public func shellQuoted(_ word: String) -> String {
  let isPlain = word.unicodeScalars.allSatisfy {
    $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_./=,:+@%".unicodeScalars.contains($0))
  }
  return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
}
