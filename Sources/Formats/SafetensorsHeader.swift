import CourseKit

/// The header's entry for one tensor.
struct SafetensorsEntry: Sendable {
  var name: String
  let type: SafetensorsType
  /// The length of each axis. There may be more axes than a ``Shape`` allows.
  let axes: [Int]
  /// The range of its bytes, counted from the end of the header.
  let bytes: Range<Int>
}

/// The header of a safetensors file. Its contents are untrusted: everything is checked before use.
struct SafetensorsHeader {
  /// The entries in the order of their data.
  let entries: [SafetensorsEntry]
  let metadata: [String: String]
  /// The offset in the file where the header ends and the data begins.
  let end: Int

  /// The limit of the reference implementation. GPT-2's header has about 15,000 bytes.
  private static let greatestLength: UInt64 = 100_000_000

  init(of file: InputFile) throws {
    let path = file.path
    guard file.size >= 8 else {
      throw InputError(
        file: path, "with \(file.size) bytes this is no safetensors file; name another one",
        "com \(file.size) bytes, isto não é um arquivo safetensors; indique outro")
    }
    var prefix = [UInt8](repeating: 0, count: 8)
    try file.read(at: 0, into: &prefix)
    let length = prefix.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= Self.greatestLength else {
      throw InputError(
        file: path,
        "its first bytes announce a header of \(length) bytes, so this is no safetensors file; "
          + "name another one",
        "os primeiros bytes anunciam um cabeçalho de \(length) bytes, então isto não é um arquivo "
          + "safetensors; indique outro")
    }
    guard length <= UInt64(file.size - 8) else {
      throw InputError(
        damaged: path,
        "the file ends within its header (\(length) bytes announced, \(file.size - 8) there)",
        "o arquivo acaba no meio do cabeçalho (\(length) bytes anunciados, \(file.size - 8) "
          + "presentes)")
    }
    var text = [UInt8](repeating: 0, count: Int(length))
    try file.read(at: 8, into: &text)

    let header: JSONValue
    do {
      header = try JSONParser.parse(text)
    } catch {
      throw InputError(
        damaged: path,
        "its header is not valid JSON (\(error.reason), after \(error.offset) bytes), so this is "
          + "another kind of file or a damaged one",
        "o cabeçalho não é JSON válido (\(error.reason), depois de \(error.offset) bytes), então "
          + "o arquivo é de outro tipo ou está danificado")
    }
    guard let members = header.object else {
      throw InputError(
        file: path,
        "its header is not a JSON object, so this is no safetensors file; name another one",
        "o cabeçalho não é um objeto JSON, então isto não é um arquivo safetensors; indique outro")
    }
    end = 8 + Int(length)

    var metadata: [String: String] = [:]
    var entries: [SafetensorsEntry] = []
    for member in members {
      if member.name == "__metadata__" {
        metadata = try Self.metadata(member.value, path)
      } else {
        entries.append(try Self.entry(member, path))
      }
    }
    self.metadata = metadata
    // Sorting is stable, so that empty tensors keep their relative order.
    self.entries = entries.sorted {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }
    try Self.requireNoGaps(self.entries, byteCount: file.size - end, path)
  }

  private static func metadata(
    _ value: JSONValue, _ path: String
  ) throws -> [String: String] {
    guard let members = value.object else {
      throw InputError(
        damaged: path, "its __metadata__ is not a JSON object",
        "o __metadata__ não é um objeto JSON")
    }
    return try Dictionary(
      uniqueKeysWithValues: members.map { member in
        guard let text = member.value.string else {
          throw InputError(
            damaged: path, "its __metadata__ \(member.name) is not a text",
            "o valor de \(member.name) no __metadata__ não é um texto")
        }
        return (member.name, text)
      })
  }

  private static func entry(
    _ member: JSONValue.Member, _ path: String
  ) throws -> SafetensorsEntry {
    let name = member.name
    guard let typeName = member.value["dtype"]?.string else {
      throw InputError(
        damaged: path, "the tensor \(name) has no dtype", "o tensor \(name) não tem dtype")
    }
    guard let type = SafetensorsType(rawValue: typeName) else {
      throw InputError(
        file: path,
        "the tensor \(name) holds \(typeName), which is no type of safetensors; save the file anew",
        "o tensor \(name) contém \(typeName), que não é um tipo de safetensors; salve o arquivo "
          + "de novo")
    }
    guard let lengths = member.value["shape"]?.array else {
      throw InputError(
        damaged: path, "the tensor \(name) has no shape", "o tensor \(name) não tem shape")
    }
    var axes: [Int] = []
    var bitCount = type.bitCount
    for length in lengths {
      guard let axis = length.int, axis >= 0 else {
        throw InputError(
          damaged: path,
          "the shape of the tensor \(name) has an axis that is not a whole number from 0 up",
          "o shape do tensor \(name) tem um eixo que não é um número inteiro a partir de 0")
      }
      let (product, overflow) = bitCount.multipliedReportingOverflow(by: axis)
      guard !overflow else {
        throw InputError(
          damaged: path, "the tensor \(name) is too large for any computer",
          "o tensor \(name) é grande demais para qualquer computador")
      }
      bitCount = product
      axes.append(axis)
    }
    // Elements of 4 or 6 bits may leave the last byte partly unused.
    let byteCount = bitCount / 8 + (bitCount % 8 == 0 ? 0 : 1)
    guard let offsets = member.value["data_offsets"]?.array?.map(\.int), offsets.count == 2,
      let first = offsets[0], let last = offsets[1], first >= 0
    else {
      throw InputError(
        damaged: path,
        "the data_offsets of the tensor \(name) are not two whole numbers from 0 up",
        "os data_offsets do tensor \(name) não são dois números inteiros a partir de 0")
    }
    guard first <= last else {
      throw InputError(
        damaged: path, "the tensor \(name) ends before it begins",
        "o tensor \(name) acaba antes de começar")
    }
    guard last - first == byteCount else {
      throw InputError(
        damaged: path,
        "the tensor \(name) needs \(byteCount) bytes for its shape \(axes) but has "
          + "\(last - first)",
        "o tensor \(name) precisa de \(byteCount) bytes para o shape \(axes), mas tem "
          + "\(last - first)")
    }
    return SafetensorsEntry(name: name, type: type, axes: axes, bytes: first..<last)
  }

  /// Checks that every byte after the header belongs to exactly one tensor.
  private static func requireNoGaps(
    _ entries: [SafetensorsEntry], byteCount: Int, _ path: String
  ) throws {
    var reached = 0
    for entry in entries {
      guard entry.bytes.lowerBound >= reached else {
        throw InputError(
          damaged: path, "the tensor \(entry.name) overlaps another one",
          "o tensor \(entry.name) se sobrepõe a outro")
      }
      guard entry.bytes.lowerBound == reached else {
        throw InputError(
          damaged: path, "there is a gap before the tensor \(entry.name)",
          "há uma lacuna antes do tensor \(entry.name)")
      }
      guard entry.bytes.upperBound <= byteCount else {
        throw InputError(
          damaged: path, "the file ends within the tensor \(entry.name)",
          "o arquivo acaba no meio do tensor \(entry.name)")
      }
      reached = entry.bytes.upperBound
    }
    guard reached == byteCount else {
      throw InputError(
        damaged: path,
        "the file goes on after its last tensor (bytes left: \(byteCount - reached))",
        "o arquivo continua depois do último tensor (bytes a mais: \(byteCount - reached))")
    }
  }
}
