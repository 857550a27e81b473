/// How line breaks are written in escaped text.
package enum LineBreaks {
  /// Kept, as between the tags of a page.
  case kept
  /// Replaced with a space, as in a label, which has a single line.
  case spaces
  /// Replaced with a character reference, which survives in an XML attribute.
  case references
}

/// Escapes a text for an element or a quoted attribute, in HTML and XML. Characters that neither
/// allows, and bidirectional control characters, become U+FFFD.
package func escapedForMarkup(_ text: String, lineBreaks: LineBreaks = .kept) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\n", "\t", "\r":
      switch lineBreaks {
      case .kept: result.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
      case .spaces: result += " "
      case .references: result += "&#\(scalar.value);"
      }
    case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}",
      "\u{FFFE}", "\u{FFFF}":
      result += "\u{FFFD}"
    case _ where (0xFDD0...0xFDEF).contains(scalar.value): result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
