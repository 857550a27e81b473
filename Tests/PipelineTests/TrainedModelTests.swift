import CourseKit
import Formats
import Foundation
import Pipeline
import Pretraining
import Runs
import Tensors
import TestSupport
import Testing
import Tokenization
import Transformer

struct TrainedModelTests {
  /// A run of a few steps, saved.
  private func withRun(_ body: (RunFolder, TrainedModel) throws -> Void) throws {
    try withTemporaryFolder { parent in
      let configuration = tinyConfiguration(steps: 6)
      let folder = RunFolder(path: parent)
      var run = try PretrainingRun(
        beginning: configuration, in: folder, data: data(for: configuration))
      try run.train()
      try body(folder, try TrainedModel(readingFrom: folder))
    }
  }

  @Test func `what was read is what was trained`() throws {
    try withTemporaryFolder { parent in
      let configuration = tinyConfiguration(steps: 6)
      let folder = RunFolder(path: parent)
      var run = try PretrainingRun(
        beginning: configuration, in: folder, data: data(for: configuration))
      try run.train()
      let model = try TrainedModel(readingFrom: folder)
      #expect(model.configuration == run.configuration)
      #expect(model.tokenizer == run.data.tokenizer)
      for (read, trained) in zip(model.model.parameters, run.training.model.parameters) {
        #expect(read.name == trained.name && read.tensor == trained.tensor)
      }
    }
  }

  // MARK: Completion

  @Test(arguments: [
    "One morning", "", "ção 🙂 日本", "<|endoftext|>", String(repeating: "cat ", count: 99),
  ])
  func `the pieces of a stream are the completion`(prompt: String) throws {
    try withRun { _, model in
      // A model that knows nothing yet makes bytes that are no characters, too.
      let decoding = Decoding(temperature: 2)
      var pieces: [String] = []
      let count = try model.complete(prompt, maxTokens: 60, decoding: decoding, seed: 3) {
        pieces.append($0)
        return true
      }
      let whole = try model.completion(of: prompt, maxTokens: 60, decoding: decoding, seed: 3)
      #expect(pieces.joined() == whole)
      #expect(pieces.count > 1 && !pieces.contains(""))
      #expect(count > 0 && count <= 60)
      #expect(try whole == model.completion(of: prompt, maxTokens: 60, decoding: decoding, seed: 3))
      #expect(try whole != model.completion(of: prompt, maxTokens: 60, decoding: decoding, seed: 4))
    }
  }

  @Test func `a stream can be ended`() throws {
    try withRun { _, model in
      var pieces = 0
      let count = try model.complete("One", maxTokens: 60, decoding: .greedy, seed: 1) { _ in
        pieces += 1
        return pieces < 3
      }
      #expect(pieces == 3 && count < 60)
    }
  }

  @Test func `end of text ends it, and is not shown`() throws {
    try withRun { folder, trained in
      let endOfText = try #require(trained.tokenizer.endOfText)
      // Whatever is asked, the head's bias makes one token certain.
      func model(thatAlwaysSays token: Int) -> TrainedModel {
        var gpt = trained.model
        gpt.visitParameters(under: "") { name, parameter in
          guard parameter.shape == [trained.tokenizer.vocabularySize] else { return }
          var numbers = [Float](repeating: 0, count: parameter.count)
          numbers[token] = 1e4
          parameter = Tensor(numbers, shape: parameter.shape)
        }
        return TrainedModel(
          configuration: trained.configuration, model: gpt, tokenizer: trained.tokenizer)
      }
      var text = ""
      let none = try model(thatAlwaysSays: endOfText)
        .complete("One", maxTokens: 9, decoding: Decoding(), seed: 1) {
          text += $0
          return true
        }
      #expect(none == 0 && text == "")
      let letter = Int(UInt8(ascii: "z"))
      #expect(
        try model(thatAlwaysSays: letter)
          .completion(of: "One", maxTokens: 9, decoding: Decoding(), seed: 1) == "zzzzzzzzz")
    }
  }

  // MARK: Showcase

  @Test(arguments: Language.allCases)
  func `the showcase goes on from the prompt in four ways`(language: Language) throws {
    try withRun { _, model in
      let samples = try DecodingShowcase.samples(of: model, maxTokens: 20, language: language)
      #expect(samples.map(\.decoding.temperature) == [0, 0.8, 1, 1])
      #expect(samples.map(\.decoding.topK) == [nil, nil, 20, nil])
      #expect(samples.map(\.decoding.topP) == [nil, nil, nil, 0.9])
      #expect(Set(samples.map(\.name)).count == 4)
      for sample in samples {
        #expect(sample.text.hasPrefix("One morning") && sample.text.count > 11)
        let whole =
          try "One morning"
          + model.completion(
            of: "One morning", maxTokens: 20, decoding: sample.decoding,
            seed: model.configuration.seed, inference: .uncached)
        // The dots say that the text was cut.
        #expect(sample.text == whole || sample.text == whole + " …")
      }
      // The four differ, or nothing would be shown.
      #expect(Set(samples.map(\.text)).count >= 3)
    }
  }

  // MARK: Damaged files

  @Test func `weights that are no numbers are refused`() throws {
    try withRun { folder, trained in
      var gpt = trained.model
      gpt.visitParameters(under: "") { name, parameter in
        if name == "ln_f.bias" { parameter = Tensor(repeating: .nan, shape: parameter.shape) }
      }
      try gpt.saveParameters(to: folder.modelFile)
      let told = try sentence { _ = try TrainedModel(readingFrom: folder) }
      #expect(told.contains(folder.modelFile) && told.contains("ln_f.bias"))
    }
  }

  @Test func `a model of another size is refused`() throws {
    try withRun { folder, _ in
      var generator = SeededGenerator(seed: 1)
      let other = GPT(.gptMini(vocabularySize: 300), using: &generator)
      try other.saveParameters(to: folder.modelFile)
      #expect(
        try sentence { _ = try TrainedModel(readingFrom: folder) }
          .contains(words("the same configuration", "a mesma configuração")))
    }
  }

  @Test func `a tokenizer of another size is refused`() throws {
    try withRun { folder, _ in
      try folder.save(ByteLevelBPE(text: "the cat the hat", vocabularySize: 260))
      #expect(
        try sentence { _ = try TrainedModel(readingFrom: folder) }
          .contains(words("has 260 tokens and the model 300", "tem 260 tokens e o modelo 300")))
    }
  }

  @Test(arguments: [0, 7, 100, 5_000])
  func `a model that was cut short is told in one sentence`(length: Int) throws {
    try withRun { folder, _ in
      let whole = try bytes(of: folder.modelFile)
      try whole.prefix(length).write(to: URL(fileURLWithPath: folder.modelFile))
      #expect(
        try sentence { _ = try TrainedModel(readingFrom: folder) }.hasPrefix(folder.modelFile))
    }
  }
}
