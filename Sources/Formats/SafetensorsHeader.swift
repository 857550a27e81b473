import CourseKit
import Tensors

/// The number types that the course reads, under their names in the file.
enum SafetensorsType: String, Sendable {
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case uint8 = "U8"

  var byteCount: Int {
    switch self {
    case .int64: 8
    case .float32, .int32: 4
    case .float16, .bfloat16: 2
    case .uint8: 1
    }
  }

  /// Nil for integers.
  var floatFormat: FloatFormat? {
    switch self {
    case .float32: .float32
    case .float16: .float16
    case .bfloat16: .bfloat16
    case .int64, .int32, .uint8: nil
    }
  }
}

/// What the header says of one tensor.
struct SafetensorsEntry: Sendable {
  let name: String
  let type: SafetensorsType
  let shape: Shape
  /// Where its bytes are, counted from the end of the header.
  let bytes: Range<Int>
}

/// The header of a safetensors file. Nothing in it is believed before it is checked.
struct SafetensorsHeader {
  /// In the order of their bytes.
  let entries: [SafetensorsEntry]
  let metadata: [String: String]
  /// Where the header ends and the numbers begin.
  let end: Int

  /// The limit of the reference implementation. The header of GPT-2 has some 15 thousand bytes.
  private static let greatestLength: UInt64 = 100_000_000

  init(of file: InputFile) throws {
    func problem(_ text: String) -> InputError { InputError(file: file.path, text) }

    guard file.size >= 8 else {
      throw problem("with \(file.size) bytes this is no safetensors file; name another one")
    }
    var prefix = [UInt8](repeating: 0, count: 8)
    try file.read(at: 0, into: &prefix)
    let length = prefix.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= Self.greatestLength else {
      throw problem(
        "its first bytes announce a header of \(length) bytes, so this is no safetensors file; "
          + "name another one")
    }
    guard length <= UInt64(file.size - 8) else {
      throw problem(
        "the file ends within its header (\(length) bytes announced, \(file.size - 8) there); "
          + "copy or download it again")
    }
    var text = [UInt8](repeating: 0, count: Int(length))
    try file.read(at: 8, into: &text)

    let header: JSONValue
    do {
      header = try JSONParser.parse(text)
    } catch {
      throw problem(
        "its header is not valid JSON (\(error.reason), after \(error.offset) bytes); "
          + "if this is a safetensors file, copy or download it again")
    }
    guard let members = header.object else {
      throw problem("its header is not a JSON object, so this is no safetensors file")
    }
    end = 8 + Int(length)

    var metadata: [String: String] = [:]
    var entries: [SafetensorsEntry] = []
    for member in members {
      if member.name == "__metadata__" {
        metadata = try Self.metadata(member.value, problem)
      } else {
        entries.append(try Self.entry(member, problem))
      }
    }
    self.metadata = metadata
    // Sorting is stable, so tensors without numbers keep their place among themselves.
    self.entries = entries.sorted {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }
    try Self.requireNoGaps(self.entries, byteCount: file.size - end, problem)
  }

  private static func metadata(
    _ value: JSONValue, _ problem: (String) -> InputError
  ) throws -> [String: String] {
    guard let members = value.object else {
      throw problem("its __metadata__ is not a JSON object; write the file again")
    }
    return try Dictionary(
      uniqueKeysWithValues: members.map { member in
        guard let text = member.value.string else {
          throw problem("its __metadata__ \(member.name) is not a text; write it as one")
        }
        return (member.name, text)
      })
  }

  private static func entry(
    _ member: JSONValue.Member, _ problem: (String) -> InputError
  ) throws -> SafetensorsEntry {
    let name = member.name
    guard let typeName = member.value["dtype"]?.string else {
      throw problem("the tensor \(name) has no dtype; write the file again")
    }
    guard let type = SafetensorsType(rawValue: typeName) else {
      throw problem(
        "the tensor \(name) holds \(typeName), which the course does not read; convert it to F32")
    }
    guard let lengths = member.value["shape"]?.array else {
      throw problem("the tensor \(name) has no shape; write the file again")
    }
    var axes: [Int] = []
    var byteCount = type.byteCount
    for length in lengths {
      guard let axis = length.int, axis >= 0 else {
        throw problem(
          "the shape of the tensor \(name) has an axis that is not a whole number from 0 up; "
            + "write the file again")
      }
      let (product, overflow) = byteCount.multipliedReportingOverflow(by: axis)
      guard !overflow else {
        throw problem("the tensor \(name) is too large for any computer; write the file again")
      }
      byteCount = product
      axes.append(axis)
    }
    guard let offsets = member.value["data_offsets"]?.array?.map(\.int), offsets.count == 2,
      let first = offsets[0], let last = offsets[1], first >= 0
    else {
      throw problem(
        "the data_offsets of the tensor \(name) are not two whole numbers from 0 up; "
          + "write the file again")
    }
    guard first <= last else {
      throw problem("the tensor \(name) ends before it begins; write the file again")
    }
    guard last - first == byteCount else {
      throw problem(
        "the tensor \(name) needs \(byteCount) bytes for its shape \(Shape(axes)) but has "
          + "\(last - first); write the file again")
    }
    return SafetensorsEntry(name: name, type: type, shape: Shape(axes), bytes: first..<last)
  }

  /// Every byte after the header must belong to exactly one tensor.
  private static func requireNoGaps(
    _ entries: [SafetensorsEntry], byteCount: Int, _ problem: (String) -> InputError
  ) throws {
    var reached = 0
    for entry in entries {
      guard entry.bytes.lowerBound >= reached else {
        throw problem("the tensor \(entry.name) overlaps another one; write the file again")
      }
      guard entry.bytes.lowerBound == reached else {
        throw problem("there is a gap before the tensor \(entry.name); write the file again")
      }
      guard entry.bytes.upperBound <= byteCount else {
        throw problem(
          "the file ends within the tensor \(entry.name); copy or download it again")
      }
      reached = entry.bytes.upperBound
    }
    guard reached == byteCount else {
      throw problem(
        "\(byteCount - reached) bytes follow the last tensor; copy or download it again")
    }
  }
}
