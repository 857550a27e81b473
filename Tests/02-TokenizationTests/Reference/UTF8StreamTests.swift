import Tensors
import Testing
import Tokenization

@Test func `2.6 a character waits for its last byte`() {
  var stream = Tokenization::UTF8Stream()
  #expect(stream.append([0x63, 0xC3]) == "c")
  #expect(stream.append([]) == "")
  #expect(stream.append([0xA9]) == "é")
  #expect(stream.append([0xF0, 0x9F]) == "")
  #expect(stream.append([0x99]) == "")
  #expect(stream.append([0x82, 0x21]) == "🙂!")
  #expect(stream.finish() == "")
}

@Test func `2.6 what never becomes a character is replaced`() {
  var stream = Tokenization::UTF8Stream()
  #expect(stream.append([0xFF]) == "\u{FFFD}")
  #expect(stream.append([0xC3]) == "")
  #expect(stream.append([0x61]) == "\u{FFFD}a")
  #expect(stream.append([0xE2, 0x82]) == "")
  #expect(stream.finish() == "\u{FFFD}")
  #expect(stream.finish() == "")
}

@Test func `2.6 pieces of bytes give the text of all bytes`() {
  var generator = SeededGenerator(seed: 261)
  for round in 0..<400 {
    var bytes = Array(randomText(scalars: 12, using: &generator).utf8)
    if round.isMultiple(of: 2) {
      // Broken text: some bytes are changed to any others.
      for position in bytes.indices where generator.nextUniform() < 0.3 {
        bytes[position] = UInt8.random(in: 0...255, using: &generator)
      }
    }
    var stream = Tokenization::UTF8Stream()
    var text = ""
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...4, using: &generator))
      text += stream.append(Array(piece))
      rest = rest.dropFirst(piece.count)
    }
    text += stream.finish()
    #expect(haveEqualBytes(text, String(decoding: bytes, as: UTF8.self)), "\(bytes)")
  }
}
