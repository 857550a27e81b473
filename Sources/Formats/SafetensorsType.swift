import Tensors

/// The element types of the format, under their names in the file.
///
/// A file may hold tensors that are never read, such as GPT-2's masks, which are U8 or BOOL. The
/// width of every type must still be known to check that no byte is missing. Only types with a
/// ``floatFormat``, and I64, I32 and U8, can be read.
///
/// Source: https://github.com/huggingface/safetensors, `Dtype` in safetensors/src/tensor.rs.
enum SafetensorsType: String, Sendable, CaseIterable {
  case bool = "BOOL"
  case float4 = "F4"
  case float6e2m3 = "F6_E2M3"
  case float6e3m2 = "F6_E3M2"
  case uint8 = "U8"
  case int8 = "I8"
  case float8e5m2 = "F8_E5M2"
  case float8e4m3 = "F8_E4M3"
  case float8e8m0 = "F8_E8M0"
  case float8e4m3fnuz = "F8_E4M3FNUZ"
  case float8e5m2fnuz = "F8_E5M2FNUZ"
  case int16 = "I16"
  case uint16 = "U16"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int32 = "I32"
  case uint32 = "U32"
  case float32 = "F32"
  case complex64 = "C64"
  case float64 = "F64"
  case int64 = "I64"
  case uint64 = "U64"

  /// The size of an element in bits.
  var bitCount: Int {
    switch self {
    case .float4: 4
    case .float6e2m3, .float6e3m2: 6
    case .bool, .uint8, .int8, .float8e5m2, .float8e4m3, .float8e8m0, .float8e4m3fnuz,
      .float8e5m2fnuz:
      8
    case .int16, .uint16, .float16, .bfloat16: 16
    case .int32, .uint32, .float32: 32
    case .complex64, .float64, .int64, .uint64: 64
    }
  }

  /// The format of the types that ``SafetensorsFile/tensor(_:)`` reads; nil for all others.
  var floatFormat: FloatFormat? {
    switch self {
    case .float32: .float32
    case .float16: .float16
    case .bfloat16: .bfloat16
    default: nil
    }
  }

  /// Whether ``SafetensorsFile/integers(_:)`` reads it.
  var isReadAsIntegers: Bool { self == .int64 || self == .int32 || self == .uint8 }
}
