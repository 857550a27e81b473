/// Turns bytes that arrive in pieces into text, without tearing characters apart.
///
///     var stream = UTF8Stream()
///     stream.append([0x63, 0xC3])   // "c": the first byte of é waits for the second
///     stream.append([0xA9])         // "é"
///     stream.finish()               // ""
///
/// All that it returns, put together, is what the bytes are when they are decoded at once.
public struct UTF8Stream: Sendable {
  /// The bytes of a character that is not complete yet, three at most.
  private var waiting: [UInt8] = []

  public init() {}

  /// The text that is complete now that these bytes have come.
  public mutating func append(_ bytes: [UInt8]) -> String {
    waiting += bytes
    let complete = waiting.prefix(upTo: startOfIncompleteCharacter)
    waiting.removeFirst(complete.count)
    return String(decoding: complete, as: UTF8.self)
  }

  /// The text of what still waits: nothing, or U+FFFD.
  public mutating func finish() -> String {
    defer { waiting = [] }
    return String(decoding: waiting, as: UTF8.self)
  }

  /// Where the last character begins, if bytes of it are missing.
  ///
  /// A first byte says how many there are: 110xxxxx two, 1110xxxx three, 11110xxx four. The others
  /// are 10xxxxxx. To cut before a first byte never changes how the rest is read.
  private var startOfIncompleteCharacter: Int {
    for (missing, index) in zip(1..., waiting.indices.suffix(3).reversed()) {
      switch waiting[index] {
      case 0b1000_0000...0b1011_1111: continue
      case 0b1100_0000...0b1101_1111: return missing < 2 ? index : waiting.count
      case 0b1110_0000...0b1110_1111: return missing < 3 ? index : waiting.count
      case 0b1111_0000...0b1111_0111: return missing < 4 ? index : waiting.count
      default: return waiting.count
      }
    }
    return waiting.count
  }
}
