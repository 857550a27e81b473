/// The words as they are pasted into a shell: each that holds more than letters, digits and what no
/// shell looks into, in single quotes.
public func shellLine(_ words: [String]) -> String {
  words.map(shellQuoted).joined(separator: " ")
}

/// One word as it is pasted into a shell.
public func shellQuoted(_ word: String) -> String {
  let isPlain = word.unicodeScalars.allSatisfy {
    $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_./=,:+@%".unicodeScalars.contains($0))
  }
  return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
}
