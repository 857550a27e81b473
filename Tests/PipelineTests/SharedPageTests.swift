import Corpora
import CourseKit
import Extensions
import Formats
import Foundation
import Pretraining
import Runs
import Tensors
import TestSupport
import Testing
import Transformer

@testable import Pipeline

struct SharedPageTests {
  // MARK: Weights

  @Test(arguments: [true, false])
  func `the page's bytes and scales are those of the quantized model`(tiesHead: Bool) throws {
    let configuration = GPTConfiguration(
      vocabularySize: 37, contextLength: 9, layerCount: 2, headCount: 2, width: 12,
      tiesHead: tiesHead)
    var generator = SeededGenerator(seed: 4)
    let model = GPT(configuration, using: &generator)
    let tensors = try floats(of: SharedWeights(model).data)
    let expected = QuantizedGPT(model).dequantized().parameters
    for (name, parameter) in expected {
      let owner = String(name.dropLast(".weight".count))
      guard let integers = tensors[owner + ".integers"] else {
        #expect(tensors[name] == parameter.scalars, "\(name)")
        continue
      }
      let scales = try #require(tensors[owner + ".scales"])
      let width = integers.count / scales.count
      let values = integers.enumerated().map { scales[$0 / width] * $1 }
      // A linear layer's rows are its outputs in the page, and its inputs in the model.
      let isByToken = owner == "wte" || owner == "lm_head"
      let rows = Tensor(values, shape: [scales.count, width])
      #expect((isByToken ? rows : Tensor(rows.transposed)).scalars == parameter.scalars, "\(name)")
    }
    #expect(tensors.keys.contains("lm_head.integers") == !tiesHead)
  }

  /// Every tensor of a safetensors file, integers as floats.
  private func floats(of file: Data) throws -> [String: [Float]] {
    let bytes = [UInt8](file)
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length % 8 == 0)
    let header = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: Any])
    return try header.mapValues { value in
      let entry = try #require(value as? [String: Any])
      let offsets = try #require(entry["data_offsets"] as? [Int])
      let part = Array(bytes[8 + length + offsets[0]..<8 + length + offsets[1]])
      guard entry["dtype"] as? String == "F32" else {
        return part.map { Float(Int8(bitPattern: $0)) }
      }
      #expect(offsets[0] % 4 == 0)
      return part.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
  }

  // MARK: The page

  @Test func `a page is the same each time, asks for nothing and tells no place`() throws {
    try withQuestionRun(hasAssistant: true, named: "<b>&\"") { folder in
      let page = try sharedPage(of: folder)
      #expect(try page.html() == page.html())
      let html = try page.html()
      #expect(html.contains("default-src 'none'") && !html.contains("{{"))
      #expect(!html.contains("http://") && !html.contains("https://") && !html.contains(" src="))
      #expect(html.contains("<title>&lt;b&gt;&amp;&quot;</title>") && !html.contains("<b>"))
      #expect(!html.contains((folder.path as NSString).deletingLastPathComponent))
      let path = folder.path + "/page.html"
      #expect(try page.write(to: path) == html.utf8.count)
      #expect(try String(decoding: bytes(of: path), as: UTF8.self) == html)
    }
  }

  @Test func `a run without an assistant says what makes one, and shares its pretrained model`()
    throws
  {
    try withQuestionRun { folder in
      let complaint = try sentence { _ = try sharedPage(of: folder) }
      #expect(complaint.contains("gpt instruct --run"))
      let page = try SharedPage(
        of: folder, parameters: \.modelFile, named: "pretrained", language: .english)
      #expect(try page.html().contains(#""stopText":"\n""#))
    }
  }

  private func sharedPage(of folder: RunFolder, language: Language = .english) throws -> SharedPage
  {
    try SharedPage(
      of: folder, parameters: \.assistantFile, named: "assistant", language: language)
  }

  // MARK: In the browser

  @Test(
    .enabled(if: Browser.path != nil, "skipped: there is no Chromium on this machine"),
    arguments: [(Language.english, 390), (Language.portuguese, 1_280)])
  func `the page writes what the program writes with bytes`(language: Language, width: Int) throws {
    // Each form of a model that there is, in one language or the other.
    func configure(_ model: inout GPTConfiguration) {
      model.tiesHead = language == .english
      model.activation = language == .english ? .gelu : .geluTanh
    }
    try withQuestionRun(language: language, hasAssistant: true, configure: configure) { folder in
      let (trained, responder) = (
        try TrainedModel(assistantOf: folder),
        try AssistantResponder(readingFrom: folder, isQuantized: true)
      )
      let texts = language.text(
        "|One day|Anna|It's 3 pm,  really!|a 🙂 b|\n\nIn the",
        "|Um dia|Ana|São 3 horas,  já!|a 🙂 ã|\n\nNo"
      )
      .split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      // More than the context holds.
      let long = String(repeating: texts[1] + " " + texts[2] + ". ", count: 60)
      let questions = SmallWorld(language: language, seed: 5).instructions(18, split: .heldOut)
      let prompts =
        (texts + [long]).map { SharedPageBrowser.Prompt(text: $0) }
        + questions.map { SharedPageBrowser.Prompt(story: $0.input, question: $0.instruction) }
      let expected =
        try (texts + [long]).map {
          try trained.completion(
            of: $0, maxTokens: 100, decoding: .greedy, seed: 0, inference: .int8)
        }
        + questions.map {
          try responder.answer(to: $0.instruction, input: $0.input, maxTokens: 48)
        }
      let view = try SharedPageBrowser(
        opening: sharedPage(of: folder, language: language).html(), width: width, typing: prompts,
        in: folder.path
      ).view
      #expect(view.answers == expected)
      #expect(view.problems == [] && view.overflow <= 0)
    }
  }
}
