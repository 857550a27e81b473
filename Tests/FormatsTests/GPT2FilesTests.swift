import CourseKit
import Foundation
import Testing

@testable import Formats

struct GPT2VocabularyTests {
  func read(_ vocabulary: String, _ merges: String, in folder: String) throws -> GPT2Vocabulary {
    let (first, second) = (folder + "/vocab.json", folder + "/merges.txt")
    try put(vocabulary.utf8, at: first)
    try put(merges.utf8, at: second)
    return try GPT2Vocabulary(vocabularyPath: first, mergesPath: second)
  }

  @Test func `the byte alphabet is GPT-2's`() {
    // Known letters: a space is Ġ, a line break Ċ, and the last of the hidden bytes U+0143.
    let known: [(UInt8, Unicode.Scalar)] = [
      (0x00, "\u{100}"), (0x0A, "\u{10A}"), (0x20, "\u{120}"), (0x21, "!"), (0x41, "A"),
      (0x7E, "~"), (0x7F, "\u{121}"), (0xA0, "\u{142}"), (0xA1, "¡"), (0xAD, "\u{143}"),
      (0xC3, "Ã"), (0xFF, "ÿ"),
    ]
    for (byte, letter) in known { #expect(ByteAlphabet.letters[Int(byte)] == letter) }
    #expect(Set(ByteAlphabet.letters).count == 256)
    let everything = Array(UInt8.min...UInt8.max)
    #expect(ByteAlphabet.token(of: ByteAlphabet.text(of: everything)) == everything)
    #expect(ByteAlphabet.text(of: Array(" olá\n".utf8)) == "ĠolÃ¡Ċ")
    #expect(ByteAlphabet.token(of: "a b") == nil)
    #expect(ByteAlphabet.token(of: "日") == nil)
  }

  @Test func `the two files of a small vocabulary are read`() throws {
    try withTemporaryFolder { folder in
      let vocabulary = try read(
        #"""
        {"t": 1, "\u0120": 0, "h": 2, "th":3, "Ġth": 4, "\"": 5, "<|endoftext|>": 6,
         "#":7, "##":8}
        """#,
        "#version: 0.2\r\nt h\r\nĠ th\r\n# #\r\n\r\n", in: folder)
      #expect(
        vocabulary.tokens.map { String(decoding: $0, as: UTF8.self) } == [
          " ", "t", "h", "th", " th", "\"", "<|endoftext|>", "#", "##",
        ])
      let t = UInt8(ascii: "t")
      let h = UInt8(ascii: "h")
      let sharp = UInt8(ascii: "#")
      #expect(
        vocabulary.merges == [
          .init([t], [h]), .init([0x20], [t, h]), .init([sharp], [sharp]),
        ])
    }
  }

  @Test func `what is written is read back, any byte included`() throws {
    let letters = (UInt8.min...UInt8.max).map { [$0] }
    let merges = [
      GPT2Vocabulary.Merge([0x0A], [0x0A]), .init([0x20], [0x20]), .init([0x23], [0x20]),
      .init([0xC3], [0xA1]), .init([0x0D], [0x0A]),
    ]
    let vocabulary = GPT2Vocabulary(
      tokens: [Array("<|endoftext|>".utf8)] + letters + merges.map { $0.first + $0.second },
      merges: merges)
    try withTemporaryFolder { folder in
      let (first, second) = (folder + "/vocab.json", folder + "/merges.txt")
      try vocabulary.write(vocabularyPath: first, mergesPath: second)
      let read = try GPT2Vocabulary(vocabularyPath: first, mergesPath: second)
      #expect(read == vocabulary)
      // Foundation's reader agrees on the ids.
      let json = try JSONDecoder().decode([String: Int].self, from: Data(try bytes(of: first)))
      #expect(json.count == vocabulary.tokens.count)
      #expect(json["Ġ"] == 0x21 && json["ĠĠ"] == 258 && json["\""] == 0x23 && json["Ã¡"] == 260)
      let lines = String(decoding: try bytes(of: second), as: UTF8.self)
      #expect(lines == "#version: 0.2\nĊ Ċ\nĠ Ġ\n# Ġ\nÃ ¡\nč Ċ\n")
    }
  }

  @Test(arguments: [
    (
      #"{"a": 0, "b": 2}"#, "",
      words("the id 2 of b is too large for 2 tokens", "o id 2 de b é grande demais para 2 tokens")
    ),
    (#"{"a": 0, "b": 0}"#, "", words("two tokens have the id 0", "dois tokens têm o id 0")),
    (#"{"a": -1}"#, "", words("the id of the token a is not", "o id do token a não é")),
    (
      #"{"a b": 0}"#, "",
      words("the token a b is not in", "o token a b não está")
    ),
    (#"["a"]"#, "", words("no JSON object", "não contém um objeto JSON")),
    (
      #"{"a": 0"#, "",
      words(
        "not valid JSON (} or a comma is expected, after 7 bytes)",
        "não é JSON válido (falta } ou uma vírgula, depois de 7 bytes)")
    ),
  ])
  func `a damaged vocabulary is told in one sentence`(
    vocabulary: String, merges: String, says: String
  ) throws {
    try withTemporaryFolder { folder in
      let text = try sentence(about: folder + "/vocab.json") {
        _ = try read(vocabulary, merges, in: folder)
      }
      #expect(text.contains(says), "\(text)")
    }
  }

  @Test(arguments: [
    ("a b c", words("line 1 is not two tokens", "a linha 1 não é formada por dois tokens")),
    ("a b\nab", words("line 2 is not two tokens", "a linha 2 não é formada por dois tokens")),
    (
      "#version: 0.2\na b\n\na a",
      words("line 4 merges tokens that the", "a linha 4 junta tokens que o")
    ),
  ])
  func `damaged merges are told in one sentence`(merges: String, says: String) throws {
    try withTemporaryFolder { folder in
      let text = try sentence(about: folder + "/merges.txt") {
        _ = try read(#"{"a": 0, "b": 1, "ab": 2}"#, merges, in: folder)
      }
      #expect(text.contains(says), "\(text)")
    }
  }
}

struct HuggingFaceConfigurationTests {
  func read(_ text: String, in folder: String) throws -> HuggingFaceConfiguration {
    try put(text.utf8, at: folder + "/config.json")
    return try HuggingFaceConfiguration(readingFrom: folder + "/config.json")
  }

  static let sizes =
    #""n_layer": 12, "n_head": 12, "n_embd": 768, "n_positions": 1024, "vocab_size": 50257"#

  @Test func `the smallest file has GPT-2's defaults`() throws {
    try withTemporaryFolder { folder in
      let configuration = try read("{\(Self.sizes)}", in: folder)
      #expect(
        configuration
          == HuggingFaceConfiguration(
            layerCount: 12, headCount: 12, embeddingWidth: 768, contextLength: 1024,
            vocabularySize: 50257, activation: .geluTanh, layerNormEpsilon: 1e-5,
            tiesWordEmbeddings: true))
    }
  }

  @Test func `everything that is said counts`() throws {
    try withTemporaryFolder { folder in
      let configuration = try read(
        """
        {"n_layer": 2, "n_head": 4, "n_embd": 8, "n_ctx": 16, "vocab_size": 40, "n_inner": null,
         "model_type": "gpt2", "activation_function": "gelu", "layer_norm_epsilon": 1e-06,
         "tie_word_embeddings": false, "task_specific_params": {"text-generation": {"a": [1]}}}
        """, in: folder)
      #expect(configuration.contextLength == 16)
      #expect(configuration.activation == .gelu)
      #expect(configuration.layerNormEpsilon == 1e-6)
      #expect(!configuration.tiesWordEmbeddings)
    }
  }

  @Test func `what is written is read back`() throws {
    try withTemporaryFolder { folder in
      for ties in [true, false] {
        for activation in GPTConfiguration.Activation.allCases {
          let configuration = HuggingFaceConfiguration(
            layerCount: 3, headCount: 4, embeddingWidth: 128, contextLength: 64,
            vocabularySize: 999, activation: activation, layerNormEpsilon: 3.5e-6,
            tiesWordEmbeddings: ties)
          let path = folder + "/config.json"
          try configuration.write(to: path)
          #expect(try HuggingFaceConfiguration(readingFrom: path) == configuration)
          let json = try JSONSerialization.jsonObject(with: Data(try bytes(of: path)))
          let fields = try #require(json as? [String: Any])
          #expect(fields["n_embd"] as? Int == 128)
          #expect(fields["layer_norm_epsilon"] as? Double == 3.5e-6)
          #expect(fields["tie_word_embeddings"] as? Bool == ties)
        }
      }
    }
  }

  @Test(arguments: [
    (
      #"\#(sizes), "model_type": "llama""#,
      words("the kind llama", "do tipo llama")
    ),
    (
      #"\#(sizes), "activation_function": "swish""#,
      words("activation_function swish is not", "activation_function swish não é")
    ),
    (
      #""n_layer": 1, "n_head": 5, "n_embd": 12, "n_positions": 9, "vocab_size": 9"#,
      words("n_embd 12 cannot be shared out among 5", "repartir n_embd 12 entre 5")
    ),
    (
      #""n_layer": 1, "n_head": 1, "n_embd": 9223372036854775807"#,
      words("n_embd is not a whole number above 0", "n_embd não é um número inteiro maior que 0")
    ),
    (
      #""n_layer": 0"#,
      words("n_layer is not a whole number above 0", "n_layer não é um número inteiro maior que 0")
    ),
    (
      #"\#(sizes), "n_inner": 100"#,
      words("n_inner is 100", "n_inner é 100")
    ),
    (
      #"\#(sizes), "scale_attn_by_inverse_layer_idx": true"#,
      words("scale_attn_by_inverse_layer_idx is true", "scale_attn_by_inverse_layer_idx é true")
    ),
  ])
  func `what does not fit is told in one sentence`(fields: String, says: String) throws {
    try withTemporaryFolder { folder in
      let text = try sentence(about: folder + "/config.json") {
        _ = try read("{\(fields)}", in: folder)
      }
      #expect(text.contains(says), "\(text)")
    }
  }
}

struct JSONTests {
  func parse(_ text: String) throws -> JSONValue { try JSONParser.parse(Array(text.utf8)) }

  @Test func `values of all kinds are read`() throws {
    #expect(
      try parse(#" {"b": [1, -2.5e+3, true, null, []], "a": {}, "": "x"} "#)
        == .object([
          .init(
            name: "b",
            value: .array([.number("1"), .number("-2.5e+3"), .bool(true), .null, .array([])])),
          .init(name: "a", value: .object([])), .init(name: "", value: .string("x")),
        ]))
    #expect(
      try parse(#""\"\\\/\b\f\n\r\t\u00e9\uD83D\ude42é""#).string == "\"\\/\u{8}\u{C}\n\r\té🙂é")
    #expect(try parse("9007199254740993").int == 9_007_199_254_740_993)
    #expect(try parse("0.1").double == 0.1)
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "-", "+1",
    "1e", "tru", "nul", "\"abc", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\n\"",
    "1 2", "NaN", "{\"a\":1,\"a\":2}", "[", "]", "\"\\",
  ])
  func `what is no JSON is refused`(text: String) {
    #expect(throws: JSONProblem.self) { try parse(text) }
  }

  @Test func `deep nesting is refused before the stack ends`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONProblem.self) { try parse(deep) }
    #expect(throws: JSONProblem.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
  }

  @Test func `quoted texts are read back by this reader and by Foundation's`() throws {
    for text in ["", "a\"b\\c", "\u{0}\u{1F}\n\t\r", "olá 🙂 \u{2028}", "e\u{301}"] {
      let quoted = JSONValue.quoted(text)
      #expect(try parse(quoted).string?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
      #expect(try JSONDecoder().decode([String].self, from: Data("[\(quoted)]".utf8)) == [text])
    }
  }
}
