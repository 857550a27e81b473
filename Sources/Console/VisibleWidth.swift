/// The number of terminal columns that a text takes.
///
/// A letter with its accents counts once, however many code points it has; East Asian wide
/// characters and emoji count twice. Escape sequences are not recognized.
public func visibleWidth(_ text: String) -> Int {
  text.reduce(0) { $0 + ($1.isWide ? 2 : 1) }
}

extension Character {
  /// The ranges of Unicode's East Asian Width "W" and "F" that occur in practice.
  fileprivate var isWide: Bool {
    guard let first = unicodeScalars.first else { return false }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return true
    default:
      return first.properties.isEmojiPresentation
        || unicodeScalars.contains { $0 == "\u{FE0F}" }
    }
  }
}

/// The text, padded with spaces to `width` columns.
public func padded(_ text: String, to width: Int, rightAligned: Bool = false) -> String {
  let gap = String(repeating: " ", count: max(0, width - visibleWidth(text)))
  return rightAligned ? gap + text : text + gap
}
