/// How a floating-point number lies in a file.
package enum FloatFormat: Sendable {
  /// IEEE 754 single precision: what a tensor holds.
  case float32
  /// IEEE 754 half precision: 5 bits of exponent, 10 of fraction.
  case float16
  /// The upper half of a float32: 8 bits of exponent, 7 of fraction.
  case bfloat16

  package var byteCount: Int { self == .float32 ? 4 : 2 }
}

/// The numbers as bytes, a stretch at a time, so that a large file is never held twice.
extension Tensor {
  /// Sets the numbers from `offset` on. How many they are follows from the length of `bytes`.
  ///
  /// Every number of the narrower formats has an equal Float32, so nothing is rounded.
  package mutating func setNumbers(
    from offset: Int, littleEndian bytes: RawSpan, format: FloatFormat
  ) {
    let total = bytes.byteCount / format.byteCount
    precondition(
      bytes.byteCount % format.byteCount == 0 && offset >= 0 && offset + total <= count,
      "\(bytes.byteCount) bytes from number \(offset) of a tensor of \(shape)")
    let numbers = mutableBase() + offset
    bytes.withUnsafeBytes { raw in
      switch format {
      case .float32:
        for index in 0..<total {
          let bits = raw.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
          numbers[index] = Float(bitPattern: UInt32(littleEndian: bits))
        }
      case .float16:
        for index in 0..<total {
          let bits = raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
          numbers[index] = Float(halfPrecision: UInt16(littleEndian: bits))
        }
      case .bfloat16:
        for index in 0..<total {
          let bits = raw.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
          numbers[index] = Float(bitPattern: UInt32(UInt16(littleEndian: bits)) << 16)
        }
      }
    }
  }

  /// The numbers at the offsets of `range`, four bytes each. Cost: a copy.
  package func littleEndianBytes(_ range: Range<Int>) -> [UInt8] {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "numbers \(range) of a tensor of \(shape)"
    )
    return [UInt8](unsafeUninitializedCapacity: 4 * range.count) { bytes, initializedCount in
      let raw = UnsafeMutableRawBufferPointer(bytes)
      for (index, offset) in range.enumerated() {
        let bits = buffer.base[offset].bitPattern.littleEndian
        raw.storeBytes(of: bits, toByteOffset: 4 * index, as: UInt32.self)
      }
      initializedCount = 4 * range.count
    }
  }
}

extension Float {
  /// The number that sixteen bits of IEEE 754 half precision stand for.
  ///
  /// (Swift's own `Float16` does not exist on every platform.) Moving the bits to where a single
  /// has them leaves only the exponent's bias wrong, by 112: a product mends it, and turns a
  /// subnormal half into a normal single.
  fileprivate init(halfPrecision bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let rest = UInt32(bits & 0x7FFF) << 13
    let magnitude =
      rest >= 0x0F80_0000
      ? Float(bitPattern: rest | 0x7F80_0000) : Float(bitPattern: rest) * 0x1p112
    self.init(bitPattern: magnitude.bitPattern | sign)
  }
}
