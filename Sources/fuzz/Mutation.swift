import Tensors

/// Small damage to a file, as done by a bad disk, a cut connection, an editor or an attacker.
struct Mutation {
  private var generator: SeededGenerator

  /// The same seed damages the same file in the same way.
  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A longer file reveals no more about a reader, and takes longer.
  private static let longest = 1 << 16

  /// Inputs known to break parsers: the limits of integers and floats, deep nesting, encodings.
  private static let tokens: [[UInt8]] =
    [
      "-1", "0", "1", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
      "-9223372036854775808", "18446744073709551616", "1000000000000", "1e308", "1e999", "-1e-999",
      "0.5", "NaN", "Infinity", "null", "true", "[]", "{}", "\"\"", "\"x\"", "[[[[[[[[", "{\"a\":",
      "\\u0000", "\\ud800", "\\udfff\\ud800", "\"", "'", ",", ";", "\t", "\n", "\r\n", "\r", ":",
      "\\",
      "<|endoftext|>", "\u{FEFF}", "\u{202E}", "\u{1F642}", "e\u{301}", "../../x",
      "#version: 0.2\n",
    ].map { Array($0.utf8) }
    + [
      [0x00], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82],
      [0x1B, 0x5B, 0x32, 0x4A],
    ]

  /// Little-endian words: NaN, infinite or huge floats, and false lengths.
  private static let words: [[UInt8]] =
    [
      0x7FC0_0000, 0x7F80_0000, 0xFF80_0000, 0x7149_F2CA /* 1e30 */, 0xF149_F2CA, 0x0000_0001,
      0x7FFF_FFFF, 0xFFFF_FFFF, 0x7E00_7E00, 0x7C00_7C00,
    ].map { (word: UInt32) in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }

  /// A copy of `file` with one to four kinds of damage; parts may come from `other`.
  mutating func damaged(_ file: [UInt8], other: [UInt8]) -> [UInt8] {
    var bytes = file
    for _ in 0..<Int.random(in: 1...4, using: &generator) { damage(&bytes, other) }
    return Array(bytes.prefix(Self.longest))
  }

  /// True for one of `count` files on average.
  mutating func isOne(of count: Int) -> Bool { Int.random(in: 0..<count, using: &generator) == 0 }

  private mutating func damage(_ bytes: inout [UInt8], _ other: [UInt8]) {
    switch Int.random(in: 0..<14, using: &generator) {
    case 0:
      guard let place = place(in: bytes) else { return }
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1:
      guard let place = place(in: bytes) else { return }
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 2: bytes.removeSubrange(part(of: bytes, upTo: 64))
    case 3: bytes.removeSubrange(part(of: bytes, upTo: bytes.count))
    case 4:
      let part = part(of: bytes, upTo: 256)
      bytes.insert(contentsOf: bytes[part], at: part.upperBound)
    case 5:
      // A short part repeated many times: nesting, long words, long rows.
      let part = part(of: bytes, upTo: 8)
      let copies = Array(
        repeating: bytes[part], count: 1 << Int.random(in: 1...10, using: &generator))
      bytes.insert(contentsOf: copies.joined(), at: part.upperBound)
    case 6:
      bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
    case 7:
      let end = Int.random(in: 0...bytes.count, using: &generator)
      bytes = Array(bytes[..<end] + other[part(of: other, upTo: other.count)])
    case 8:
      bytes.insert(
        contentsOf: Self.tokens.randomElement(using: &generator)!,
        at: Int.random(in: 0...bytes.count, using: &generator))
    case 9:
      guard let place = place(in: bytes) else { return }
      let word = Self.words.randomElement(using: &generator)!
      // Numbers are aligned to the end of the file, whatever precedes them.
      let start = place - (place - bytes.count % 4 + 4) % 4
      guard start >= 0, start + 4 <= bytes.count else { return }
      bytes.replaceSubrange(start..<start + 4, with: word)
    default: replaceNumber(in: &bytes)
    }
  }

  /// Replaces a number written in digits by another, or by something that is not a number.
  private mutating func replaceNumber(in bytes: inout [UInt8]) {
    guard let place = place(in: bytes) else { return }
    func isPart(_ byte: UInt8) -> Bool { "0123456789.eE+-".utf8.contains(byte) }
    guard let start = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else {
      return
    }
    let first = bytes[..<start].lastIndex { !isPart($0) }.map { $0 + 1 } ?? 0
    let end = bytes[start...].firstIndex { !isPart($0) } ?? bytes.count
    bytes.replaceSubrange(first..<end, with: Self.tokens[..<22].randomElement(using: &generator)!)
  }

  private mutating func place(in bytes: [UInt8]) -> Int? {
    bytes.isEmpty ? nil : Int.random(in: bytes.indices, using: &generator)
  }

  private mutating func part(of bytes: [UInt8], upTo longest: Int) -> Range<Int> {
    guard let first = place(in: bytes) else { return 0..<0 }
    let count = Int.random(in: 0...min(longest, bytes.count - first), using: &generator)
    return first..<first + count
  }
}
