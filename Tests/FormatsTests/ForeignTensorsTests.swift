import CourseKit
import Tensors
import Testing

@testable import Formats

/// Files as other programs save them: tensors that nobody asks for, and names under a prefix.
struct ForeignTensorsTests {
  /// Writes a file of these entries, with zeros for numbers, and opens it.
  private func open<Result>(
    _ entries: [(name: String, type: String, axes: [Int], byteCount: Int)],
    _ body: (SafetensorsFile, _ path: String) throws -> Result
  ) throws -> Result {
    var offset = 0
    let members = entries.map { entry in
      defer { offset += entry.byteCount }
      return """
        "\(entry.name)":{"dtype":"\(entry.type)","shape":\(entry.axes),\
        "data_offsets":[\(offset),\(offset + entry.byteCount)]}
        """
    }
    let header = Array("{\(members.joined(separator: ","))}".utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return try withTemporaryFolder { folder in
      let path = folder + "/foreign.safetensors"
      try put(length + header + [UInt8](repeating: 0, count: offset), at: path)
      return try body(SafetensorsFile(readingFrom: path), path)
    }
  }

  private func floats(_ names: String...) -> [(
    name: String, type: String, axes: [Int], byteCount: Int
  )] {
    names.map { ($0, "F32", [2], 8) }
  }

  // MARK: Types and axes

  /// The bytes of eight numbers, from the table of types in Hugging Face's own reader.
  static let bytesOfEight = [
    "BOOL": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8,
    "F8_E8M0": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32,
    "C64": 64, "F64": 64, "I64": 64, "U64": 64,
  ]

  @Test(arguments: Array(bytesOfEight))
  func `a tensor that nobody asks for may be of any type`(type: String, byteCount: Int) throws {
    let entries = [("h.0.attn.bias", type, [2, 4], byteCount)] + floats("wte.weight")
    try open(entries) { file, path in
      #expect(try file.tensor("wte.weight") == Tensor([0, 0]))
      if ["F32", "F16", "BF16"].contains(type) {
        #expect(try file.tensor("h.0.attn.bias") == Tensor(zeros: [2, 4]))
      } else {
        let told = try sentence(about: path) { _ = try file.tensor("h.0.attn.bias") }
        #expect(told.contains(words("holds \(type), not F32", "contém \(type), e não F32")))
      }
      if ["I64", "I32", "U8"].contains(type) {
        #expect(try file.integers("h.0.attn.bias") == [Int](repeating: 0, count: 8))
      } else {
        _ = try sentence(about: path) { _ = try file.integers("h.0.attn.bias") }
      }
    }
  }

  @Test func `numbers of less than a byte may leave the last byte half empty`() throws {
    try open([("odd", "F4", [3], 2)] + floats("a")) { file, _ in
      let numbers = try file.tensor("a")
      #expect(numbers == Tensor([0, 0]))
    }
  }

  @Test func `a tensor of five axes is refused only when it is asked for`() throws {
    try open([("deep", "F32", [1, 1, 1, 1, 2], 8)] + floats("a")) { file, path in
      #expect(try file.tensor("a") == Tensor([0, 0]))
      #expect(file.shape(of: "deep") == nil)
      let told = try sentence(about: path) { _ = try file.tensor("deep") }
      #expect(told.contains(words("deep has 5 axes", "deep tem 5 eixos")))
      let other = try #require(throws: InputError.self) {
        try file.requireShape([2], of: "deep")
      }
      #expect(other.description.contains("[1, 1, 1, 1, 2]"))
    }
  }

  // MARK: Prefixes

  @Test func `names under a prefix are read as without, beside a head that has none`() throws {
    let names = floats("transformer.h.0.attn.bias", "lm_head.weight", "transformer.wte.weight")
    try open(names) { file, _ in
      let plain = try file.withoutPrefix("transformer.", besides: ["lm_head."])
      #expect(plain.names == ["h.0.attn.bias", "lm_head.weight", "wte.weight"])
      #expect(try plain.tensor("wte.weight") == Tensor([0, 0]))
      #expect(plain.shape(of: "transformer.wte.weight") == nil)
      #expect(try plain.withoutPrefix("transformer.").names == plain.names)
    }
  }

  @Test func `a file of two models, and one that has a name twice, are told`() throws {
    try open(floats("transformer.wte.weight", "wpe.weight")) { file, path in
      let told = try sentence(about: path) { _ = try file.withoutPrefix("transformer.") }
      #expect(told.contains("transformer.wte.weight") && told.contains("wpe.weight"))
    }
    try open(floats("transformer.wte.weight", "wte.weight")) { file, path in
      _ = try sentence(about: path) { _ = try file.withoutPrefix("transformer.") }
      let told = try sentence(about: path) {
        _ = try file.withoutPrefix("transformer.", besides: ["wte."])
      }
      #expect(told.contains(words("holds wte.weight twice", "contém wte.weight duas vezes")))
    }
  }
}
