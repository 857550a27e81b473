import CourseKit
import Foundation
import Tensors
import Testing

@testable import Formats

struct SafetensorsTests {
  // MARK: Against the reference implementation

  static let fixture = Bundle.module.url(
    forResource: "types", withExtension: "safetensors", subdirectory: "Fixtures")!.path

  @Test func `a file of the reference implementation is read number by number`() throws {
    let file = try SafetensorsFile(readingFrom: Self.fixture)
    #expect(
      Set(file.names) == [
        "single", "half", "brain", "long", "int", "byte", "scalar", "nothing",
      ])
    #expect(file.metadata == ["format": "np", "greeting": "olá, \"mundo\"\n"])

    let single = (0..<12).map { Float((Double($0) - 5) / 7) }
    #expect(try file.tensor("single") == Tensor(single, shape: [3, 4]))
    #expect(try file.tensor("scalar") == Tensor([2.5], shape: []))
    #expect(try file.tensor("nothing") == Tensor([], shape: [0, 3]))
    #expect(try file.integers("long") == [0, -1, .max, .min])
    #expect(try file.integers("int") == [5, -6, 2_147_483_647, -2_147_483_648])
    #expect(try file.integers("byte") == [0, 127, 128, 255])
    #expect(file.shape(of: "int") == [2, 2])
    #expect(file.shape(of: "none") == nil)
  }

  @Test func `half precision numbers keep their exact values`() throws {
    let half = try SafetensorsFile(readingFrom: Self.fixture).tensor("half")
    #expect(half.shape == [2, 6])
    let expected: [Float] = [
      0, -0.0, 1, -2, 65504, 0x1p-14, 0x1p-24, -0x1p-15, 0.0999755859375, .infinity, -.infinity,
    ]
    #expect(half.scalars.dropLast().map(\.bitPattern) == expected.map(\.bitPattern))
    #expect(half.scalars[11].isNaN)
  }

  @Test func `bfloat16 numbers keep their exact values`() throws {
    let brain = try SafetensorsFile(readingFrom: Self.fixture).tensor("brain").scalars
    #expect(brain[..<4] == [0, 1, -1.5, 3.140625])
    // Eight bits of fraction: the nearest bfloat16 is within one part in 256.
    #expect(abs(brain[4] / 1e38 - 1) < 1 / 256)
    #expect(brain[5] > 0 && brain[5] < Float.leastNormalMagnitude)
    #expect(brain[6] == .infinity)
  }

  // MARK: Writing and reading back

  @Test func `what is written is read back bit for bit, in order`() throws {
    var generator = SeededGenerator(seed: 3)
    let odd: [Float] = [-0.0, .infinity, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
    let large = (0..<(3 << 20) / 2 + 5).map { _ in Float.random(in: -1...1, using: &generator) }
    let tensors: [(name: String, tensor: Tensor)] = [
      ("z.weight", Tensor(large)), ("a \"quoted\\ naïve\u{1}", Tensor(odd, shape: [5, 1])),
      ("scalar", Tensor([4], shape: [])), ("empty", Tensor(zeros: [2, 0])),
      ("m", Tensor(zeros: [2, 3, 4])),
    ]
    let metadata = ["seed": String(UInt64.max), "note": "dois\nlinhas"]
    try withTemporaryFolder { folder in
      let (path, again) = (folder + "/model.safetensors", folder + "/again.safetensors")
      for path in [path, again] {
        try SafetensorsFile.write(
          tensors, integers: [("ids", [0, -1, .max, .min])], metadata: metadata, to: path)
      }
      #expect(try bytes(of: path) == bytes(of: again))

      let file = try SafetensorsFile(readingFrom: path)
      #expect(file.names == ["ids"] + tensors.map(\.name))
      #expect(file.metadata == metadata)
      for (name, tensor) in tensors {
        let read = try file.tensor(name)
        #expect(read.shape == tensor.shape)
        #expect(read.scalars.map(\.bitPattern) == tensor.scalars.map(\.bitPattern))
      }
      #expect(try file.integers("ids") == [0, -1, .max, .min])
      // The numbers begin at a multiple of 8, as the format recommends.
      let header = try bytes(of: path).prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      #expect(header % 8 == 0)
    }
  }

  @Test func `a wrong name and a wrong type are told in one sentence`() throws {
    let file = try SafetensorsFile(readingFrom: Self.fixture)
    #expect(
      try sentence(about: Self.fixture) { _ = try file.tensor("wte.weight") }
        .contains(words("no tensor wte.weight", "não há o tensor wte.weight")))
    #expect(
      try sentence(about: Self.fixture) { _ = try file.tensor("long") }
        .contains(words("long holds I64, not F32", "long contém I64, e não F32")))
    #expect(
      try sentence(about: Self.fixture) { _ = try file.integers("half") }
        .contains(words("half holds F16, not I64", "half contém F16, e não I64")))
  }

  // MARK: Files that are not what they should be

  /// A file with this header and `count` bytes after it.
  func file(_ header: String, count: Int, length: UInt64? = nil) -> [UInt8] {
    let length = length ?? UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: count)
  }

  func entry(_ name: String, _ type: String, _ shape: String, _ offsets: String) -> String {
    #""\#(name)":{"dtype":"\#(type)","shape":[\#(shape)],"data_offsets":[\#(offsets)]}"#
  }

  func complaint(_ bytes: [UInt8], location: SourceLocation = #_sourceLocation) throws -> String {
    try withTemporaryFolder { folder in
      let path = folder + "/bad.safetensors"
      try put(bytes, at: path)
      return try sentence(about: path, location: location) {
        _ = try SafetensorsFile(readingFrom: path)
      }
    }
  }

  @Test func `each fault of a header has its own sentence`() throws {
    let good = entry("a", "F32", "2", "0,8")
    let faults: [(bytes: [UInt8], says: String)] = [
      ([1, 2, 3], words("with 3 bytes", "com 3 bytes")),
      (
        file("{}", count: 0, length: .max),
        words(
          "a header of 18446744073709551615 bytes", "um cabeçalho de 18446744073709551615 bytes")
      ),
      (
        file("{}", count: 0, length: 1000),
        words(
          "within its header (1000 bytes announced, 2",
          "no meio do cabeçalho (1000 bytes anunciados, 2")
      ),
      (
        file("PK\u{3}", count: 0),
        words(
          "not valid JSON (a value is expected, after 0",
          "não é JSON válido (falta um valor, depois de 0")
      ),
      (file("{\(good)", count: 8), words("not valid JSON", "não é JSON válido")),
      (
        file("[]", count: 0), words("header is not a JSON object", "cabeçalho não é um objeto JSON")
      ),
      (
        file("{\(good),\(good)}", count: 8),
        words("the name a stands twice", "o nome a aparece duas vezes")
      ),
      (
        file("{\(entry("a", "F128", "1", "0,16"))}", count: 16),
        words("holds F128", "contém F128")
      ),
      (
        file(#"{"a":{"shape":[1],"data_offsets":[0,4]}}"#, count: 4),
        words("a has no dtype", "a não tem dtype")
      ),
      (
        file(#"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#, count: 4),
        words("a has no shape", "a não tem shape")
      ),
      (
        file(#"{"a":{"dtype":"F32","shape":[1]}}"#, count: 4),
        words("the data_offsets of the tensor a", "os data_offsets do tensor a")
      ),
      (
        file("{\(entry("a", "F32", "-1", "0,4"))}", count: 4),
        words("an axis that is not a whole number", "um eixo que não é um número inteiro")
      ),
      (
        file("{\(entry("a", "F32", "1.5", "0,4"))}", count: 4),
        words("an axis that is not a whole number", "um eixo que não é um número inteiro")
      ),
      (
        file("{\(entry("a", "F32", "4294967296,4294967296", "0,4"))}", count: 4),
        words("too large for any computer", "grande demais para qualquer")
      ),
      (
        file("{\(entry("a", "F32", "2", "-8,0"))}", count: 8),
        words("not two whole numbers", "não são dois números inteiros")
      ),
      (
        file("{\(entry("a", "F32", "2", "0,99999999999999999999"))}", count: 8),
        words("not two whole", "não são dois números")
      ),
      (
        file("{\(entry("a", "F32", "2", "8,0"))}", count: 8),
        words("ends before it begins", "acaba antes de começar")
      ),
      (
        file("{\(entry("a", "F32", "3", "0,8"))}", count: 8),
        words("needs 12 bytes", "precisa de 12 bytes")
      ),
      (file("{\(good)}", count: 7), words("ends within the tensor a", "acaba no meio do tensor a")),
      (
        file("{\(good)}", count: 9),
        words("after its last tensor (bytes left: 1)", "depois do último tensor (bytes a mais: 1)")
      ),
      (
        file("{\(good),\(entry("b", "F32", "2", "4,12"))}", count: 12),
        words("b overlaps another", "b se sobrepõe a outro")
      ),
      (
        file("{\(good),\(entry("b", "F32", "2", "12,20"))}", count: 20),
        words("a gap before the tensor b", "uma lacuna antes do tensor b")
      ),
      (
        file(#"{"__metadata__":{"step":5}}"#, count: 0),
        words("__metadata__ step is not a text", "step no __metadata__ não é um texto")
      ),
      (
        file(#"{"__metadata__":[]}"#, count: 0),
        words("__metadata__ is not a JSON object", "__metadata__ não é um objeto JSON")
      ),
    ]
    var sentences: Set<String> = []
    for (bytes, says) in faults {
      let text = try complaint(bytes)
      #expect(text.contains(says), "\(text)")
      sentences.insert(says)
    }
    #expect(sentences.count == faults.count - 1)
  }

  @Test func `a file cut anywhere is refused when it is opened`() throws {
    let whole = try bytes(of: Self.fixture)
    for length in 0..<whole.count { _ = try complaint(Array(whole[..<length])) }
  }

  @Test func `a file with a damaged header is refused or read, and never crashes`() throws {
    let whole = try bytes(of: Self.fixture)
    var generator = SeededGenerator(seed: 11)
    try withTemporaryFolder { folder in
      let path = folder + "/damaged.safetensors"
      for _ in 0..<500 {
        var damaged = whole
        for _ in 0..<3 {
          damaged[Int.random(in: 0..<560, using: &generator)] = .random(
            in: 0...255, using: &generator)
        }
        try put(damaged, at: path)
        do {
          let file = try SafetensorsFile(readingFrom: path)
          for name in file.names { _ = try? file.tensor(name) }
        } catch {
          #expect(error is InputError)
        }
      }
    }
  }

  @Test func `a file that is not there is told in one sentence`() throws {
    try withTemporaryFolder { folder in
      for (path, says) in [
        (folder + "/none", words("this file is missing", "este arquivo não existe")),
        (folder, words("this is a folder", "isto é uma pasta")),
      ] {
        let text = try sentence(about: path) { _ = try SafetensorsFile(readingFrom: path) }
        #expect(text.contains(says), "\(text)")
      }
    }
  }
}
