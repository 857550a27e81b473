/// The text without anything that a terminal would interpret instead of showing.
///
/// Text from a file, a name or a model may contain anything: escape sequences that move the cursor
/// or set the window title, C1 controls that do the same in one character, bidirectional overrides
/// (U+202E). Each is replaced with U+FFFD. Line breaks and tabs are kept; a carriage return before
/// a line break is dropped.
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

/// JSON without anything that a terminal would interpret. Values are unchanged: what
/// ``printable(_:)`` would replace is written as a JSON escape, `\u202e`.
public func printable(json: String) -> String {
  guard json.unicodeScalars.contains(where: \.steersTerminals) else { return json }
  return json.unicodeScalars.reduce(into: "") { result, scalar in
    guard scalar.steersTerminals else { return result.unicodeScalars.append(scalar) }
    // All of them are in the Basic Multilingual Plane, so four digits are enough.
    let digits = String(scalar.value, radix: 16)
    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension Unicode.Scalar {
  /// Whether it is a control character other than line break and tab, a bidirectional control, or
  /// one of Unicode's two line separators.
  fileprivate var steersTerminals: Bool {
    switch value {
    case 0x09, 0x0A, 0x20..<0x7F: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
    default: properties.isBidiControl
    }
  }
}
