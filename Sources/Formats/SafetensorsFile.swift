import CourseKit
import Tensors

/// Named tensors and string metadata in one file, in Hugging Face's safetensors format.
///
/// The file holds the length of the header (eight bytes, little-endian), the header in JSON, then
/// the elements of all tensors without gaps:
///
///     {"__metadata__": {"step": "1200"},
///      "wte.weight": {"dtype": "F32", "shape": [50257, 768], "data_offsets": [0, 154389504]}, …}
///
/// Offsets count from the end of the header. Opening a file reads and checks the header only. A
/// tensor is read on demand, in pieces, so a model is never held twice.
///
/// Source: https://github.com/huggingface/safetensors, "Format".
public struct SafetensorsFile: Sendable {
  /// The names of all tensors, in the order of their data.
  public private(set) var names: [String]
  /// The strings under `__metadata__`.
  public let metadata: [String: String]
  private var entries: [String: SafetensorsEntry]
  private let file: InputFile
  private let start: Int

  /// Opens a file and checks that it holds every tensor that its header declares.
  ///
  /// - Throws: `InputError` if the file cannot be read, is truncated, or is not a safetensors file.
  public init(readingFrom path: String) throws {
    file = try InputFile(path)
    let header = try SafetensorsHeader(of: file)
    names = header.entries.map(\.name)
    metadata = header.metadata
    entries = Dictionary(uniqueKeysWithValues: header.entries.map { ($0.name, $0) })
    start = header.end
  }

  /// The shape of a tensor; nil if there is no such tensor, or if it has more axes than ``Shape``
  /// allows.
  public func shape(of name: String) -> Shape? {
    entries[name].flatMap { $0.axes.count <= Shape.largestRank ? Shape($0.axes) : nil }
  }

  /// Checks the shape of a tensor before memory is allocated for it.
  ///
  /// - Throws: `InputError` if the tensor is missing or has another shape.
  public func requireShape(_ shape: Shape, of name: String) throws {
    let present = try entry(name).axes
    guard present != shape.axes else { return }
    throw InputError(
      "\(file.path) holds \(name) as \(present), but this model needs \(shape): give the file of a "
        + "model with the same configuration.",
      "\(file.path) contém \(name) como \(present), mas este modelo precisa de \(shape): indique "
        + "o arquivo de um modelo com a mesma configuração.")
  }

  /// The elements of a tensor whose shape is checked before it is read.
  ///
  /// - Throws: `InputError` as ``requireShape(_:of:)`` and ``tensor(_:)`` do.
  public func tensor(_ name: String, shape: Shape) throws -> Tensor {
    try requireShape(shape, of: name)
    return try tensor(name)
  }

  /// The elements of an F32, F16 or BF16 tensor as Float32. The conversion is exact.
  ///
  /// - Throws: `InputError` if there is no such tensor, if it has another type, or if it has more
  ///   than four axes.
  public func tensor(_ name: String) throws -> Tensor {
    let (entry, format) = try floatEntry(name)
    var tensor = Tensor(zeros: Shape(entry.axes))
    try forEachPiece(of: entry) { offset, piece in
      tensor.setNumbers(from: offset, littleEndian: piece.span.bytes, format: format)
    }
    return tensor
  }

  /// Whether ``tensor(_:shape:)`` will find what it needs; nothing is read.
  func requireFloats(_ name: String, shape: Shape) throws {
    try requireShape(shape, of: name)
    _ = try floatEntry(name)
  }

  private func floatEntry(_ name: String) throws -> (SafetensorsEntry, FloatFormat) {
    let entry = try entry(name)
    guard let format = entry.type.floatFormat else {
      throw InputError(
        file: file.path,
        "the tensor \(name) holds \(entry.type.rawValue), not F32, F16 or BF16; convert it first",
        "o tensor \(name) contém \(entry.type.rawValue), e não F32, F16 ou BF16; converta-o antes")
    }
    guard entry.axes.count <= Shape.largestRank else {
      throw InputError(
        file: file.path,
        "the tensor \(name) has \(entry.axes.count) axes but may have \(Shape.largestRank); export "
          + "the model without it",
        "o tensor \(name) tem \(entry.axes.count) eixos, mas pode ter até \(Shape.largestRank); "
          + "exporte o modelo sem ele")
    }
    return (entry, format)
  }

  /// The elements of an I64, I32 or U8 tensor, in row-major order.
  ///
  /// - Throws: `InputError` if there is no such tensor, or if it has another type.
  public func integers(_ name: String) throws -> [Int] {
    let entry = try entry(name)
    guard entry.type.isReadAsIntegers else {
      throw InputError(
        file: file.path,
        "the tensor \(name) holds \(entry.type.rawValue), not I64, I32 or U8; convert it first",
        "o tensor \(name) contém \(entry.type.rawValue), e não I64, I32 ou U8; converta-o antes")
    }
    var integers: [Int] = []
    let width = entry.type.bitCount / 8
    integers.reserveCapacity(entry.bytes.count / width)
    try forEachPiece(of: entry) { _, piece in
      for first in stride(from: 0, to: piece.count, by: width) {
        var bits: UInt64 = 0
        for place in 0..<width { bits |= UInt64(piece[first + place]) << (8 * place) }
        switch entry.type {
        case .int32: integers.append(Int(Int32(truncatingIfNeeded: bits)))
        default: integers.append(Int(Int64(bitPattern: bits)))
        }
      }
    }
    return integers
  }

  private func entry(_ name: String) throws -> SafetensorsEntry {
    guard let entry = entries[name] else {
      throw InputError(
        file: file.path,
        "there is no tensor \(name) in it; use a file that was saved from the same kind of model",
        "não há o tensor \(name) no arquivo; use um arquivo salvo do mesmo tipo de modelo")
    }
    return entry
  }

  /// Reads the bytes of a tensor in pieces of a few megabytes.
  private func forEachPiece(
    of entry: SafetensorsEntry, _ body: (_ firstNumber: Int, _ piece: [UInt8]) throws -> Void
  ) throws {
    var piece: [UInt8] = []
    for first in stride(from: 0, to: entry.bytes.count, by: pieceLength) {
      let length = min(pieceLength, entry.bytes.count - first)
      if piece.count != length { piece = [UInt8](repeating: 0, count: length) }
      try file.read(at: start + entry.bytes.lowerBound + first, into: &piece)
      try body(first * 8 / entry.type.bitCount, piece)
    }
  }
}

// MARK: Prefixes

extension SafetensorsFile {
  /// The same file with a common prefix removed from the names.
  ///
  /// A model that is part of a larger one is saved under a prefix. For example, Hugging Face's
  /// GPT2LMHeadModel writes `transformer.wte.weight`, and beside it `lm_head.weight`, which has no
  /// prefix. A file without the prefix is returned unchanged.
  ///
  /// - Parameter heads: the beginnings of names that may occur beside the prefixed ones.
  /// - Throws: `InputError` if only some of the other names have the prefix, or if a name occurs
  ///   both with and without it.
  public func withoutPrefix(
    _ prefix: String, besides heads: [String] = []
  ) throws -> SafetensorsFile {
    guard let first = names.first(where: { $0.hasPrefix(prefix) }) else { return self }
    let bare = names.first { name in
      !name.hasPrefix(prefix) && !heads.contains { name.hasPrefix($0) }
    }
    if let bare {
      throw InputError(
        file: file.path,
        "some names in it begin with \(prefix), as \(first) does, and others do not, as \(bare): these "
          + "are parts of two models; save one model alone",
        "alguns nomes no arquivo começam com \(prefix), como \(first), e outros não, como \(bare): são "
          + "partes de dois modelos; salve um só")
    }
    var renamed = self
    renamed.entries = [:]
    renamed.names = []
    for name in names {
      guard var entry = entries[name] else { continue }
      if name.hasPrefix(prefix) { entry.name = String(name.dropFirst(prefix.count)) }
      guard renamed.entries.updateValue(entry, forKey: entry.name) == nil else {
        throw InputError(
          file: file.path,
          "it holds \(entry.name) twice, with \(prefix) before it and without; save one of them alone",
          "o arquivo contém \(entry.name) duas vezes, com \(prefix) na frente e sem; salve só um deles"
        )
      }
      renamed.names.append(entry.name)
    }
    return renamed
  }
}

// MARK: Writing

extension SafetensorsFile {
  /// Writes tensors as F32 and lists of integers as I64, atomically.
  ///
  /// The same input gives the same bytes. A number that must stay exact and is not a tensor (a
  /// seed, a step) is best stored as a string under `metadata`.
  ///
  /// - Precondition: no name occurs twice or is `__metadata__`.
  /// - Throws: `InputError` if the file cannot be written; the old one is then left intact.
  public static func write(
    _ tensors: [(name: String, tensor: Tensor)],
    integers: [(name: String, values: [Int])] = [],
    metadata: [String: String] = [:],
    to path: String
  ) throws {
    var names: Set<String> = ["__metadata__"]
    for name in tensors.map(\.name) + integers.map(\.name) {
      precondition(names.insert(name).inserted, "the tensor name \(name) is taken")
    }
    // The integers come first, so that they are aligned to 8 bytes and the floats to 4.
    var offset = 0
    var members: [String] = []
    func announce(_ name: String, _ type: SafetensorsType, _ shape: [Int]) {
      let end = offset + shape.reduce(type.bitCount / 8, *)
      members.append(
        "\(JSONValue.quoted(name)):{\"dtype\":\"\(type.rawValue)\","
          + "\"shape\":[\(shape.map(String.init).joined(separator: ","))],"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }
        .map { "\(JSONValue.quoted($0.key)):\(JSONValue.quoted($0.value))" }
      members.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    for (name, values) in integers { announce(name, .int64, [values.count]) }
    for (name, tensor) in tensors { announce(name, .float32, tensor.shape.axes) }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }

    try AtomicFile.write(to: path) { file in
      try file.append(littleEndianBytes(UInt64(header.count)) + header)
      for (_, values) in integers {
        try file.append(values.flatMap { littleEndianBytes(UInt64(bitPattern: Int64($0))) })
      }
      for (_, tensor) in tensors {
        for first in stride(from: 0, to: tensor.count, by: pieceLength / 4) {
          let end = min(first + pieceLength / 4, tensor.count)
          try file.append(tensor.littleEndianBytes(first..<end))
        }
      }
    }
  }

  private static func littleEndianBytes(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}

/// The number of bytes held at once: a multiple of every type's width.
private let pieceLength = 4 << 20
