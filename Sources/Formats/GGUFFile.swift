import CourseKit
import Tensors

/// Writes a model in GGUF, the format of llama.cpp and of what is built on it.
///
/// The file holds `GGUF`, the version 3, how many tensors and how many metadata there are, the metadata, a
/// description of each tensor, and the tensors' bytes, each from a multiple of 32 on. All numbers are
/// little-endian; a tensor's axes stand in reverse order, the fastest first.
///
/// Source: https://github.com/ggml-org/ggml, `docs/gguf.md`.
public enum GGUFFile {
  /// How a tensor's numbers are stored.
  public enum Encoding: Sendable {
    case float32
    case float16
    /// Blocks of 32 numbers with a common scale: d in two bytes, then 32 integers q, for d · q.
    case blocksOf8Bits

    /// The number of the type in the file.
    fileprivate var number: UInt32 {
      switch self {
      case .float32: 0
      case .float16: 1
      case .blocksOf8Bits: 8
      }
    }

    fileprivate func byteCount(of count: Int) -> Int {
      switch self {
      case .float32: 4 * count
      case .float16: 2 * count
      case .blocksOf8Bits: count / 32 * 34
      }
    }
  }

  /// A value of the metadata.
  public enum Value: Sendable {
    case count(Int)
    case number(Float)
    case flag(Bool)
    case text(String)
    case texts([String])
    /// Signed integers of 32 bits, as the types of tokens are.
    case integers([Int])
  }

  /// A tensor and how to store it.
  public struct Entry: Sendable {
    let name: String
    let tensor: Tensor
    let encoding: Encoding

    /// - Precondition: with ``Encoding/blocksOf8Bits`` the last axis is a multiple of 32.
    public init(_ name: String, _ tensor: Tensor, as encoding: Encoding) {
      precondition(
        encoding != .blocksOf8Bits || tensor.shape.axes.last?.isMultiple(of: 32) == true,
        "\(name): \(tensor.shape) in blocks of 32")
      self.name = name
      self.tensor = tensor
      self.encoding = encoding
    }
  }

  /// Writes a file atomically.
  ///
  /// - Throws: `InputError` if it cannot be written.
  public static func write(
    metadata: [(name: String, value: Value)], _ entries: [Entry], to path: String
  ) throws {
    var header = Bytes()
    header.bytes += Array("GGUF".utf8)
    header.append(UInt32(3))
    header.append(UInt64(entries.count))
    header.append(UInt64(metadata.count))
    for (name, value) in metadata {
      header.append(name)
      header.append(value)
    }
    var offset = 0
    for entry in entries {
      let axes = entry.tensor.shape.axes
      header.append(entry.name)
      header.append(UInt32(axes.count))
      for axis in axes.reversed() { header.append(UInt64(axis)) }
      header.append(entry.encoding.number)
      header.append(UInt64(offset))
      offset += aligned(entry.encoding.byteCount(of: entry.tensor.count))
    }
    header.pad()
    try AtomicFile.write(to: path) { file in
      try file.append(header.bytes)
      for entry in entries {
        // Pieces of a multiple of 32 numbers, so that no block is cut.
        for first in stride(from: 0, to: entry.tensor.count, by: pieceLength) {
          let range = first..<min(first + pieceLength, entry.tensor.count)
          var piece = Bytes()
          piece.bytes = encoded(entry, range)
          if range.upperBound == entry.tensor.count { piece.pad() }
          try file.append(piece.bytes)
        }
      }
    }
  }

  private static let alignment = 32
  private static let pieceLength = 1 << 20

  private static func aligned(_ count: Int) -> Int {
    (count + alignment - 1) / alignment * alignment
  }

  // MARK: Numbers

  private static func encoded(_ entry: Entry, _ range: Range<Int>) -> [UInt8] {
    let bytes = entry.tensor.littleEndianBytes(range)
    if entry.encoding == .float32 { return bytes }
    let numbers = bytes.withUnsafeBytes { raw in
      range.indices.map {
        let bits = raw.loadUnaligned(fromByteOffset: 4 * ($0 - range.lowerBound), as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }
    var result: [UInt8] = []
    result.reserveCapacity(entry.encoding.byteCount(of: numbers.count))
    if entry.encoding == .float16 {
      for number in numbers { result += littleEndian(halfPrecision(number)) }
    } else {
      for first in stride(from: 0, to: numbers.count, by: 32) {
        result += block(numbers[first..<first + 32])
      }
    }
    return result
  }

  private static func littleEndian(_ bits: UInt16) -> [UInt8] {
    [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)]
  }

  /// Rounded by the scale before it is rounded itself, as llama.cpp does it.
  private static func block(_ numbers: ArraySlice<Float>) -> [UInt8] {
    let scale = numbers.reduce(0) { max($0, abs($1)) } / 127
    let inverse = scale == 0 ? 0 : 1 / scale
    return littleEndian(halfPrecision(scale))
      + numbers.map {
        UInt8(bitPattern: Int8(($0 * inverse).rounded(.toNearestOrAwayFromZero)))
      }
  }

  /// The nearest number of 16 bits, ties to even (IEEE 754 binary16). What is too large becomes infinite.
  static func halfPrecision(_ number: Float) -> UInt16 {
    let sign = UInt16(number.bitPattern >> 16) & 0x8000
    let magnitude = number.magnitude
    guard !magnitude.isNaN else { return sign | 0x7E00 }
    guard magnitude < 65520 else { return sign | 0x7C00 }
    // Below 2⁻¹⁴ all numbers are multiples of 2⁻²⁴.
    guard magnitude >= 0x1p-14 else {
      return sign | UInt16((magnitude * 0x1p24).rounded(.toNearestOrEven))
    }
    // The exponent's bias goes from 127 to 15; a carry out of the ten bits goes into the exponent.
    let bits = magnitude.bitPattern - (112 << 23)
    let isOdd = bits >> 13 & 1
    return sign | UInt16((bits + 0xFFF + isOdd) >> 13)
  }

  // MARK: Bytes

  private struct Bytes {
    var bytes: [UInt8] = []

    mutating func append(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }

    mutating func append(_ text: String) {
      append(UInt64(text.utf8.count))
      bytes += text.utf8
    }

    mutating func append(_ value: Value) {
      switch value {
      case .count(let count):
        append(UInt32(4))
        append(UInt32(count))
      case .number(let number):
        append(UInt32(6))
        append(number.bitPattern)
      case .flag(let flag):
        append(UInt32(7))
        append(UInt8(flag ? 1 : 0))
      case .text(let text):
        append(UInt32(8))
        append(text)
      case .texts(let texts):
        append(UInt32(9))
        append(UInt32(8))
        append(UInt64(texts.count))
        for text in texts { append(text) }
      case .integers(let integers):
        append(UInt32(9))
        append(UInt32(5))
        append(UInt64(integers.count))
        for integer in integers { append(Int32(integer)) }
      }
    }

    mutating func pad() {
      bytes += [UInt8](repeating: 0, count: GGUFFile.aligned(bytes.count) - bytes.count)
    }
  }
}
