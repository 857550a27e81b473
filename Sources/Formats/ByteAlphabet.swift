/// GPT-2's byte alphabet: a visible character for each of the 256 bytes.
///
/// Its files store tokens as text, but a token may be any bytes. The visible characters of Latin-1
/// stand for themselves; the other 68 bytes, in order, are mapped to U+0100 and up. A space is
/// written `Ġ`, a line break `Ċ`.
///
/// Source: `bytes_to_unicode` in `encoder.py` of OpenAI's GPT-2.
enum ByteAlphabet {
  /// The character of each byte, indexed by the byte.
  static let letters: [Unicode.Scalar] = {
    var next: UInt32 = 0x100
    return (UInt8.min...UInt8.max).map { byte in
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(byte)
      default:
        defer { next += 1 }
        return Unicode.Scalar(next)!
      }
    }
  }()

  private static let bytes = Dictionary(
    uniqueKeysWithValues: zip(letters, UInt8.min...UInt8.max))

  static func text(of token: [UInt8]) -> String {
    var text = ""
    for byte in token { text.unicodeScalars.append(letters[Int(byte)]) }
    return text
  }

  /// The bytes that a text spells; nil if one of its characters is outside the alphabet.
  static func token(of text: some StringProtocol) -> [UInt8]? {
    var token: [UInt8] = []
    for letter in text.unicodeScalars {
      guard let byte = bytes[letter] else { return nil }
      token.append(byte)
    }
    return token
  }
}
