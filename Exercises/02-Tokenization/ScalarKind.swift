/// The four kinds of characters that the word split tells apart.
enum ScalarKind {
  case letter
  case number
  case whitespace
  case other
}

extension Unicode.Scalar {
  /// Unicode's general categories L and N and its property White_Space, as `\p{L}`, `\p{N}` and
  /// `\s` in regular expressions. Most text is ASCII, which needs no look into Unicode's tables.
  var kind: ScalarKind {
    switch value {
    case 0x61...0x7A, 0x41...0x5A: .letter
    case 0x20, 0x09...0x0D: .whitespace
    case 0x30...0x39: .number
    case 0x00...0x7F: .other
    default: kindFromUnicodeTables
    }
  }

  private var kindFromUnicodeTables: ScalarKind {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      .letter
    case .decimalNumber, .letterNumber, .otherNumber:
      .number
    default:
      properties.isWhitespace ? .whitespace : .other
    }
  }
}
