import Console
import CourseKit
import Formats
import Foundation
import Pretraining
import Runs
import Tensors
import TestSupport
import Testing
import Tokenization
import Transformer

@testable import Pipeline

/// Models that come from elsewhere and go there, against what transformers makes of the same files.
struct ExchangeTests {
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../FormatsTests/Fixtures/gpt2").standardizedFileURL.path

  struct Expected: Decodable {
    let texts: [String]
    let ids: [[Int]]
    let prompt: [Int]
    let logits: [Float]
    let greedy: [Int]
  }

  static let expected = try! JSONDecoder().decode(
    Expected.self, from: Data(contentsOf: URL(filePath: fixtures + "/expected.json")))

  private func expectSame(_ folder: RunFolder) throws {
    let trained = try TrainedModel(readingFrom: folder)
    let expected = Self.expected
    for (text, ids) in zip(expected.texts, expected.ids) {
      #expect(trained.tokenizer.encode(text, allowingSpecialTokens: true) == ids)
    }
    let logits = trained.model.nextTokenLogits(after: expected.prompt).scalars
    #expect(logits.count == expected.logits.count)
    for (own, other) in zip(logits, expected.logits) { #expect(abs(own - other) < 1e-4) }
    var generator = SeededGenerator(seed: 1)
    let made = try GenerationSession(trained.model, stop: nil).tokens(
      after: expected.prompt, maxTokens: 6, decoding: .greedy, using: &generator)
    #expect(expected.prompt + made == expected.greedy)
  }

  @Test(arguments: ["whole", "parts", "bare"])
  func `a folder that is imported gives the reference's ids, logits and text`(guise: String) throws
  {
    try withTemporaryFolder { parent in
      let model = try ModelImport(readingFrom: "\(Self.fixtures)/\(guise)")
      let folder = try RunFolder.make(named: guise, in: parent)
      try model.write(to: folder)
      #expect(model.hasEndOfText && model.leftOut == [])
      try expectSame(folder)
      #expect(try RunFolder.find(guise, having: \.modelFile, in: parent) == folder)
    }
  }

  @Test func `what is exported is the same again when it is imported`() throws {
    try withTemporaryFolder { parent in
      let folder = try RunFolder.make(named: "one", in: parent)
      try ModelImport(readingFrom: Self.fixtures + "/parts").write(to: folder)
      let out = parent + "/out"
      try ModelExport(of: folder, .pretrained, dropsBias: false)
        .write(toFolder: out, cardIn: .english)
      let back = try RunFolder.make(named: "two", in: parent)
      try ModelImport(readingFrom: out).write(to: back)
      try expectSame(back)
      #expect(
        try Data(contentsOf: URL(filePath: folder.modelFile))
          == Data(contentsOf: URL(filePath: back.modelFile)))
      #expect(try folder.configuration().model == back.configuration().model)
    }
  }

  @Test func `an added token is meant wherever it stands, a special one where that is asked for`()
    throws
  {
    try withTemporaryFolder { folder in
      let model = folder + "/model"
      try FileManager.default.copyItem(atPath: Self.fixtures + "/bare", toPath: model)
      let file = model + "/tokenizer.json"
      let text = String(decoding: try bytes(of: file), as: UTF8.self)
      let special = #""normalized": false, "special": true}]"#
      #expect(text.contains(special))
      try put(
        text.replacing(special, with: #""normalized": false, "special": false}]"#), at: file)
      let run = try RunFolder.make(named: "one", in: folder)
      try ModelImport(readingFrom: model).write(to: run)
      let trained = try TrainedModel(readingFrom: run)
      #expect(trained.encode(text: "a<|pad|>b") == [65, 300, 66])
      #expect(!trained.encode(text: "a<|endoftext|>").contains(0))
      #expect(trained.promptTokens("<|endoftext|>", allowingSpecialTokens: true) == [0])
      // A place without a token writes nothing.
      #expect(trained.bytes(of: 301) == [] && trained.bytes(of: 65) == Array("a".utf8))
    }
  }

  @Test func `a run is never the folder that a model is exported into`() throws {
    try withTemporaryFolder { parent in
      let folder = try RunFolder.make(named: "one", in: parent)
      try ModelImport(readingFrom: Self.fixtures + "/parts").write(to: folder)
      let before = try bytes(of: folder.modelFile)
      let export = try ModelExport(of: folder, .pretrained, dropsBias: false)
      let told = try sentence { try export.write(toFolder: folder.path, cardIn: .english) }
      #expect(told.hasPrefix(folder.path))
      #expect(try bytes(of: folder.modelFile) == before)
    }
  }

  @Test func `an import that is stopped leaves no model that could be taken for one`() throws {
    try withTemporaryFolder { parent in
      let folder = try RunFolder.make(named: "one", in: parent)
      let model = try ModelImport(readingFrom: Self.fixtures + "/parts")
      #expect(throws: Stopped.self) { try model.write(to: folder) { throw Stopped() } }
      #expect(RunFolder.all(in: parent) == [])
    }
  }

  /// A model whose tokenizer knows no special token.
  private func modelWithoutEndOfText() throws -> TrainedModel {
    let plain = untrainedModel()
    let tokens = plain.tokenizer.tokens
    return TrainedModel(
      configuration: plain.configuration, model: plain.model,
      tokenizer: try ByteLevelBPE(
        tokens: tokens, merges: plain.tokenizer.merges.map { (tokens[$0.left], tokens[$0.right]) },
        specialTokens: []))
  }

  @Test func `without an end of text an empty prompt is refused, and so is an assistant`() throws {
    let model = try modelWithoutEndOfText()
    _ = try model.completion(of: "a", maxTokens: 2, decoding: .greedy, seed: 1)
    #expect(throws: InputError.self) {
      try model.completion(of: "", maxTokens: 2, decoding: .greedy, seed: 1)
    }
    #expect(throws: InputError.self) { try model.beams(of: "", maxTokens: 2, width: 2) }
    let told = try sentence { _ = try tinyData(for: model) }
    #expect(told.contains("<|endoftext|>"))
  }

  @Test func `an assistant of an imported model knows the world that it was tuned on`() throws {
    let plain = untrainedModel()
    var configuration = plain.configuration
    configuration.source = .imported(name: "gpt2", smallWorld: nil)
    let model = TrainedModel(
      configuration: configuration, model: plain.model, tokenizer: plain.tokenizer)
    let respondent = try Respondent(
      model, path: "a", isTuned: true, tunedOn: .smallWorld(.portuguese))
    #expect(respondent.language == .portuguese)
    let file = AssistantResults.Source.file(path: "a", fingerprint: "0")
    #expect(throws: InputError.self) {
      try Respondent(model, path: "a", isTuned: true, tunedOn: file)
    }
  }

  @Test func `what cannot fit into memory is refused, and a part of it may fit`() throws {
    var run = tinyConfiguration()
    run.model = GPTConfiguration(
      vocabularySize: 50_257, contextLength: 1_024, layerCount: 12, headCount: 12, width: 768,
      tiesHead: true)
    run.source = .imported(name: "gpt2", smallWorld: nil)
    // 124 million parameters of 4 bytes: 0.5 GB, and with gradients and two moments 2 GB.
    let gigabyte: UInt64 = 1_000_000_000
    try run.requireMemory(forTuning: 0, gradients: 1, of: gigabyte)
    try run.requireMemory(forTuning: run.shareOfBlock, gradients: 1, of: gigabyte)
    let told = try sentence { try run.requireMemory(forTuning: 1, gradients: 1, of: gigabyte) }
    #expect(told.contains(words("2.0 GB", "2,0 GB")) && !told.contains("--width"))
  }

  @Test func `a report is made of a model that was trained elsewhere, and a text measures it`()
    throws
  {
    try withTemporaryFolder { parent in
      let folder = try RunFolder.make(named: "one", in: parent)
      try ModelImport(readingFrom: Self.fixtures + "/whole").write(to: folder)
      let page = try RunReport(of: folder, language: .english).html()
      #expect(page.contains("trained elsewhere") && !page.contains("resume"))
      let model = try TrainedModel(readingFrom: folder)
      let losses = try RunEvaluation.losses(of: model, on: "Ana found a kite in the park.")
      #expect(losses.bigram == nil && losses.model > 0)
      #expect(throws: InputError.self) { try RunEvaluation.losses(of: model) }
    }
  }

  @Test func `a head's bias is refused, or left out and its cost told`() throws {
    try withTemporaryFolder { parent in
      var configuration = tinyConfiguration(steps: 6)
      configuration.model.tiesHead = false
      let folder = RunFolder(path: parent)
      var run = try PretrainingRun(
        beginning: configuration, in: folder, data: data(for: configuration))
      try run.train()
      #expect(throws: InputError.self) {
        try ModelExport(of: folder, .pretrained, dropsBias: false)
      }
      let export = try ModelExport(of: folder, .pretrained, dropsBias: true)
      #expect(export.notes.count == 1)
      #expect(export.tensors.last?.name == "lm_head.weight")
    }
  }

  @Test func `the shortest solution solves`() throws {
    let weight = Tensor([1, 2, 3, 0, 1, -1], shape: [2, 3])
    let bias = Tensor([5, -2])
    let solution = try #require(ModelExport.leastSolution(of: weight, bias))
    for row in 0..<2 {
      let product = (0..<3).reduce(Float(0)) {
        $0 + weight.scalars[row * 3 + $1] * solution.scalars[$1]
      }
      #expect(abs(product - bias.scalars[row]) < 1e-5)
    }
    #expect(ModelExport.leastSolution(of: Tensor([1, 2, 2, 4], shape: [2, 2]), bias) == nil)
  }
}
