/// What becomes of a line break in a text that goes into markup.
package enum LineBreaks {
  /// It stays, as between the tags of a page.
  case kept
  /// It becomes a space, as in a label, which has one line.
  case spaces
  /// It becomes a character reference, which an attribute of XML keeps.
  case references
}

/// The text as it may stand in an element or a quoted attribute, of HTML as of XML. What neither can hold
/// becomes U+FFFD, and so do the marks that turn the direction of all that follows.
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
