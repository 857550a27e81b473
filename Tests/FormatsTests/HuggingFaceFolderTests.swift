import CourseKit
import Foundation
import Tensors
import Testing

@testable import Formats

/// Folders as the Hugging Face hub has them: one small model in three guises, made by transformers.
struct HuggingFaceFolderTests {
  static let folder = Bundle.module.url(
    forResource: "gpt2", withExtension: nil, subdirectory: "Fixtures")!.path

  /// The model's parameters in the reference's order.
  static let shapes: [(name: String, shape: Shape)] = {
    var shapes: [(name: String, shape: Shape)] = [
      ("wte.weight", [308, 8]), ("wpe.weight", [16, 8]),
    ]
    for layer in 0..<2 {
      shapes += [
        ("ln_1.weight", [8]), ("ln_1.bias", [8]), ("attn.c_attn.weight", [8, 24]),
        ("attn.c_attn.bias", [24]), ("attn.c_proj.weight", [8, 8]), ("attn.c_proj.bias", [8]),
        ("ln_2.weight", [8]), ("ln_2.bias", [8]), ("mlp.c_fc.weight", [8, 32]),
        ("mlp.c_fc.bias", [32]), ("mlp.c_proj.weight", [32, 8]), ("mlp.c_proj.bias", [8]),
      ].map { ("h.\(layer).\($0.0)", $0.1) }
    }
    return shapes + [("ln_f.weight", [8]), ("ln_f.bias", [8])]
  }()

  /// The formula of make_gpt2_folders.py.
  static func number(_ index: Int, _ place: Int) -> Float {
    Float((index * 2_654_435_761 + place * 40503) / 65536 % 31 - 15) / 16
  }

  @Test(arguments: ["whole", "parts", "bare"])
  func `weights of each type, in one file or in parts, are the same`(guise: String) throws {
    let weights = try HuggingFaceWeights(readingFrom: "\(Self.folder)/\(guise)")
    #expect(try weights.requireShapes(Self.shapes, tiesHead: true) == [])
    for (place, (name, shape)) in Self.shapes.enumerated() {
      let tensor = try weights.tensor(name, shape: shape, tiesHead: true)
      let expected = (0..<shape.count).map { Self.number($0, place) }
      #expect(tensor == Tensor(expected, shape: shape), "\(name)")
    }
  }

  @Test(arguments: ["whole", "parts", "bare"])
  func `the tokenizer is the same, whichever files it is read from`(guise: String) throws {
    let tokenizer = try HuggingFaceTokenizer(
      readingFrom: "\(Self.folder)/\(guise)", count: 308)
    let expected = try HuggingFaceTokenizer(readingFrom: Self.folder + "/whole", count: 308)
    #expect(tokenizer == expected)
    #expect(tokenizer.specialTokens == ["<|endoftext|>", "<|pad|>"])
    let tokens = tokenizer.vocabulary.tokens
    #expect(tokens[0] == Array("<|endoftext|>".utf8) && tokens[300] == Array("<|pad|>".utf8))
    #expect(tokens[301] == Array("<|unused_301|>".utf8) && tokens.count == 308)
    #expect(tokenizer.vocabulary.merges.count == 43)
  }

  @Test func `a configuration of sizes alone is GPT-2's`() throws {
    let configuration = try HuggingFaceConfiguration(
      readingFrom: Self.folder + "/bare/config.json")
    #expect(
      try configuration
        == HuggingFaceConfiguration(readingFrom: Self.folder + "/whole/config.json"))
    #expect(configuration.contextLength == 16)
  }

  @Test func `a tokenizer that is written is read back, from all its files`() throws {
    let tokenizer = try HuggingFaceTokenizer(readingFrom: Self.folder + "/whole", count: 308)
    try withTemporaryFolder { folder in
      try tokenizer.write(toFolder: folder, contextLength: 16, chatTemplate: "{{ \"a\" }}\n")
      #expect(try HuggingFaceTokenizer(readingFrom: folder, count: 308) == tokenizer)
      try FileManager.default.removeItem(atPath: folder + "/tokenizer.json")
      try put(#"{"<|pad|>": 300}"#.utf8, at: folder + "/added_tokens.json")
      // Of which no file says that it is special.
      let added = try HuggingFaceTokenizer(readingFrom: folder, count: 308)
      #expect(added.specialTokens == ["<|endoftext|>"] && added.addedTokens == ["<|pad|>"])
      try put(#"{"pad_token": "<|pad|>"}"#.utf8, at: folder + "/special_tokens_map.json")
      #expect(try HuggingFaceTokenizer(readingFrom: folder, count: 308) == tokenizer)
    }
  }

  @Test func `an added token that is not special stays so`() throws {
    let whole = try HuggingFaceTokenizer(readingFrom: Self.folder + "/whole", count: 308)
    let tokenizer = HuggingFaceTokenizer(
      vocabulary: whole.vocabulary, specialTokens: ["<|endoftext|>"], addedTokens: ["<|pad|>"])
    try withTemporaryFolder { folder in
      try tokenizer.write(toFolder: folder, contextLength: 16)
      #expect(try HuggingFaceTokenizer(readingFrom: folder, count: 308) == tokenizer)
    }
  }

  @Test(arguments: [
    ("{}", [12, 12, 768, 1_024, 50_257]),
    (
      #"{"num_hidden_layers": 2, "num_attention_heads": 3, "hidden_size": 6, "n_ctx": 9}"#,
      [2, 3, 6, 9, 50_257]
    ),
    ("\u{FEFF}{\"n_layer\": 1}", [1, 12, 768, 1_024, 50_257]),
  ])
  func `what a configuration does not say is GPT-2's`(text: String, sizes: [Int]) throws {
    try withTemporaryFolder { folder in
      try put(text.utf8, at: folder + "/config.json")
      let read = try HuggingFaceConfiguration(readingFrom: folder + "/config.json")
      #expect(
        [
          read.layerCount, read.headCount, read.embeddingWidth, read.contextLength,
          read.vocabularySize,
        ] == sizes)
    }
  }

  @Test func `a byte without a token is named`() throws {
    let vocabulary = GPT2Vocabulary(
      tokens: (1...UInt8.max).map { [$0] } + [Array("<|endoftext|>".utf8)], merges: [])
    let told = try sentence(about: "folder") {
      try HuggingFaceTokenizer(vocabulary: vocabulary).requireEveryByte(in: "folder")
    }
    #expect(told.contains("Ā"))
  }

  // MARK: What is refused

  /// A copy of a guise with one file changed.
  private func changed<Result>(
    _ guise: String, _ file: String, _ old: String, _ new: String, _ body: (String) throws -> Result
  ) throws -> Result {
    try withTemporaryFolder { folder in
      let copy = folder + "/model"
      try FileManager.default.copyItem(atPath: "\(Self.folder)/\(guise)", toPath: copy)
      let text = String(decoding: try bytes(of: "\(copy)/\(file)"), as: UTF8.self)
      #expect(text.contains(old))
      try put(text.replacingOccurrences(of: old, with: new).utf8, at: "\(copy)/\(file)")
      return try body(copy)
    }
  }

  @Test(arguments: [
    (
      #""transformer.wte.weight": "model-00002"#, #""transformer.wte.weight": "model-00001"#,
      words(
        "holds transformer.wte.weight, but it does not", "contém transformer.wte.weight, mas não")
    ),
    (
      "model-00003-of-00003", "../model-00003-of-00003",
      words("does not name a file of the same folder", "não indica um arquivo da mesma pasta")
    ),
    ("weight_map", "weights", words("it has no weight_map", "não há weight_map")),
  ])
  func `an index that lies is told in one sentence`(old: String, new: String, says: String) throws {
    let index = "model.safetensors.index.json"
    let right = try String(
      contentsOfFile: "\(Self.folder)/parts/\(index)", encoding: .utf8)
    // Whichever part the script has put it into.
    let place = try #require(right.firstRange(of: #""transformer.wte.weight": "model-0000"#))
    let part = right[place.upperBound]
    let old = old.replacingOccurrences(of: #"": "model-00002"#, with: #"": "model-0000\#(part)"#)
    let other = part == "1" ? "2" : "1"
    let new = new.replacingOccurrences(of: #"": "model-00001"#, with: #"": "model-0000\#(other)"#)
    try changed("parts", index, old, new) { folder in
      let told = try sentence(about: "\(folder)/\(index)") {
        _ = try HuggingFaceWeights(readingFrom: folder)
      }
      #expect(told.contains(says), "\(told)")
    }
  }

  @Test func `a missing part is named`() throws {
    try changed("parts", "config.json", "gpt2", "gpt2") { folder in
      let part = folder + "/model-00003-of-00003.safetensors"
      try FileManager.default.removeItem(atPath: part)
      _ = try sentence(about: part) { _ = try HuggingFaceWeights(readingFrom: folder) }
    }
  }

  @Test(arguments: [
    (#""normalizer":null"#, #""normalizer":{"type":"NFC"}"#, "normalizer"),
    (#""add_prefix_space":false"#, #""add_prefix_space":true"#, "pre_tokenizer"),
    (
      #""post_processor":{"type":"ByteLevel""#,
      #""post_processor":{"type":"RobertaProcessing""#, "post_processor"
    ),
    (#""type":"BPE""#, #""type":"Unigram""#, "model.type"),
    (#""id":300"#, #""id":299"#, words("two tokens have the id 299", "dois tokens têm o id 299")),
  ])
  func `a tokenizer that would make other tokens is refused`(
    old: String, new: String, says: String
  ) throws {
    // Python's json puts a space after each colon.
    func spaced(_ text: String) -> String { text.replacingOccurrences(of: "\":", with: "\": ") }
    try changed("bare", "tokenizer.json", spaced(old), spaced(new)) { folder in
      let told = try sentence(about: folder + "/tokenizer.json") {
        _ = try HuggingFaceTokenizer(readingFrom: folder, count: 308)
      }
      #expect(told.contains(says), "\(told)")
    }
  }

  @Test func `a vocabulary larger than the model is refused, but not an added token beyond it`()
    throws
  {
    let smaller = try HuggingFaceTokenizer(readingFrom: Self.folder + "/whole", count: 300)
    #expect(smaller.specialTokens == ["<|endoftext|>"])
    let told = try sentence(about: Self.folder + "/whole/tokenizer.json") {
      _ = try HuggingFaceTokenizer(readingFrom: Self.folder + "/whole", count: 299)
    }
    #expect(told.contains(words("is beyond the model's 299", "passa dos 299")))
  }

  @Test func `a head of its own must be there, and a stranger has no place`() throws {
    let weights = try HuggingFaceWeights(readingFrom: Self.folder + "/whole")
    let untied = Self.shapes + [("lm_head.weight", [308, 8])]
    #expect(throws: InputError.self) { try weights.requireShapes(untied, tiesHead: false) }
    #expect(throws: InputError.self) {
      try weights.requireShapes(Self.shapes.dropLast(), tiesHead: true)
    }
  }
}

struct GGUFTests {
  @Test func `numbers of 16 bits are those of IEEE 754`() {
    let known: [(Float, UInt16)] = [
      (0, 0), (-0.0, 0x8000), (1, 0x3C00), (-2, 0xC000), (65504, 0x7BFF), (65519, 0x7BFF),
      (65520, 0x7C00), (0x1p-14, 0x0400), (0x1p-24, 1), (0x1p-25, 0), (0x1.8p-25, 1),
      (0.1, 0x2E66), (.infinity, 0x7C00), (-.infinity, 0xFC00), (1 + 0x1p-11, 0x3C00),
      (1 + 0x3p-11, 0x3C02), (0x1.ffep-15, 0x0400), (2047.9, 0x6800),
    ]
    for (number, bits) in known {
      #expect(GGUFFile.halfPrecision(number) == bits, "\(number)")
    }
  }

  @Test func `a file has its header, its metadata, and tensors on multiples of 32`() throws {
    let vector = Tensor([1, 2, 3])
    let matrix = Tensor((0..<64).map { Float($0) - 32 }, shape: [2, 32])
    try withTemporaryFolder { folder in
      let path = folder + "/a.gguf"
      try GGUFFile.write(
        metadata: [("a", .count(7)), ("b", .texts(["x", "é"]))],
        [
          .init("v", vector, as: .float32), .init("m", matrix, as: .blocksOf8Bits),
          .init("h", matrix, as: .float16),
        ], to: path)
      let read = try bytes(of: path)
      #expect(read.starts(with: Array("GGUF".utf8) + [3, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 2]))
      // The data: 12 bytes filled up to 32, 2 · 34 to 96, 128.
      #expect(read.count % 32 == 0)
      let data = Array(read.suffix(32 + 96 + 128))
      #expect(Array(data.prefix(12)) == vector.littleEndianBytes(0..<3))
      let scale = GGUFFile.halfPrecision(32 / 127)
      #expect(data[32] == UInt8(scale & 0xFF) && data[33] == UInt8(scale >> 8))
      #expect(data[34] == UInt8(bitPattern: -127) && data[35] == UInt8(bitPattern: -123))
      #expect(Array(data.suffix(2)) == [0xC0, 0x4F])
    }
  }
}
