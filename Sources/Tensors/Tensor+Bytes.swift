/// How a floating-point number is encoded in a file.
package enum FloatFormat: Sendable {
  /// IEEE 754 single precision, the element type of a tensor.
  case float32
  /// IEEE 754 half precision: 5 exponent bits and 10 fraction bits.
  case float16
  /// The upper half of a float32: 8 exponent bits and 7 fraction bits.
  case bfloat16

  /// The size of one number in bytes.
  package var byteCount: Int { self == .float32 ? 4 : 2 }
}

/// Elements as little-endian bytes, a range at a time, so that a large file is never held twice.
extension Tensor {
  /// Sets the elements from `offset` on. The length of `bytes` says how many.
  ///
  /// The narrower formats convert to Float32 exactly: nothing is rounded.
  package mutating func setNumbers(
    from offset: Int, littleEndian bytes: RawSpan, format: FloatFormat
  ) {
    let total = bytes.byteCount / format.byteCount
    precondition(
      bytes.byteCount % format.byteCount == 0 && offset >= 0 && offset + total <= count,
      "\(bytes.byteCount) bytes from element \(offset) of a tensor of \(shape)")
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

  /// The elements at the row-major offsets in `range`, four bytes each. Cost: a copy.
  package func littleEndianBytes(_ range: Range<Int>) -> [UInt8] {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count,
      "elements \(range) of a tensor of \(shape)"
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
  /// The value of an IEEE 754 half-precision bit pattern.
  ///
  /// (Swift's own `Float16` is not available on every platform.) Once the bits are moved to where a
  /// single has them, only the exponent bias is wrong, by 112. A multiplication corrects it and
  /// turns a subnormal half into a normal single.
  fileprivate init(halfPrecision bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let rest = UInt32(bits & 0x7FFF) << 13
    let magnitude =
      rest >= 0x0F80_0000
      ? Float(bitPattern: rest | 0x7F80_0000) : Float(bitPattern: rest) * 0x1p112
    self.init(bitPattern: magnitude.bitPattern | sign)
  }
}
