import Tensors

/// A text of scalars and pieces that tokenizers stumble over, drawn from a seed.
func randomText(scalars count: Int, using generator: inout SeededGenerator) -> String {
  let pieces = [
    " ", " ", " ", "\n", "\r\n", "\t", "a", "b", "the", "'s", "n't", "42", "ção", "a\u{303}",
    "e\u{301}", "\u{301}", "🙂", "👩‍👩‍👧", "🇧🇷", "日本", "\u{0}", "\u{FFFD}", "\u{A0}", "…",
  ]
  var text = ""
  for _ in 0..<count {
    if generator.nextUniform() < 0.7 {
      text += pieces.randomElement(using: &generator)!
    } else {
      // Any scalar at all: those between U+D800 and U+DFFF are none.
      let value = UInt32.random(in: 0...0x10FFFF, using: &generator)
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
  }
  return text
}

/// What a String's `==` does not see: é as one scalar or as two.
func haveEqualBytes(_ a: some StringProtocol, _ b: some StringProtocol) -> Bool {
  a.utf8.elementsEqual(b.utf8)
}
