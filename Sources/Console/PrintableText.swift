/// The text with nothing in it that a terminal would obey in the place of showing it.
///
/// Text from a file, a name or a model may hold anything: escape sequences that move the cursor or
/// change the window's title, C1 controls that do the same in one character, marks that turn the
/// order of what follows (U+202E). Each becomes U+FFFD; line breaks and tabs stay, and a carriage
/// return before a line break goes.
public func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: \.steersTerminals) else { return text }
  var result = String.UnicodeScalarView()
  var afterReturn = false
  for scalar in text.unicodeScalars {
    if afterReturn, scalar != "\n" { result.append("\u{FFFD}") }
    afterReturn = scalar == "\r"
    if !afterReturn { result.append(scalar.steersTerminals ? "\u{FFFD}" : scalar) }
  }
  if afterReturn { result.append("\u{FFFD}") }
  return String(result)
}

/// JSON with nothing in it that a terminal would obey. No value changes: what `printable` would
/// replace is written as JSON's own escape, `\u202e`.
public func printable(json: String) -> String {
  guard json.unicodeScalars.contains(where: \.steersTerminals) else { return json }
  return json.unicodeScalars.reduce(into: "") { result, scalar in
    guard scalar.steersTerminals else { return result.unicodeScalars.append(scalar) }
    // All of them lie in the first plane, so four digits are enough.
    let digits = String(scalar.value, radix: 16)
    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension Unicode.Scalar {
  /// Controls but the line break and the tab, marks of writing direction, and Unicode's two
  /// separators of lines.
  fileprivate var steersTerminals: Bool {
    switch value {
    case 0x09, 0x0A, 0x20..<0x7F: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
    default: properties.isBidiControl
    }
  }
}
