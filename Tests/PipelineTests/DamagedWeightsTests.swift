import CourseKit
import Extensions
import Formats
import Foundation
import InstructionTuning
import Pretraining
import Runs
import Tensors
import TestSupport
import Testing
import Transformer

@testable import Pipeline

/// Weights that are no numbers, that are not those of the configuration, or that are so large that
/// what they come to is no number.
struct DamagedWeightsTests {
  /// Replaces some numbers of one tensor of a file.
  private func change(
    _ name: String, of path: String, _ number: Float, at places: Range<Int> = 0..<1
  ) throws {
    let file = try SafetensorsFile(readingFrom: path)
    let tensors = try file.names.map { other in
      var tensor = try file.tensor(other)
      if other == name {
        var scalars = tensor.scalars
        for place in places { scalars[place] = number }
        tensor = Tensor(scalars, shape: tensor.shape)
      }
      return (other, tensor)
    }
    try SafetensorsFile.write(tensors, metadata: file.metadata, to: path)
  }

  // MARK: Sizes

  @Test(arguments: [true, false])
  func `the shapes that a file must have are those of the model`(tiesHead: Bool) {
    let configuration = GPTConfiguration(
      vocabularySize: 7, contextLength: 5, layerCount: 2, headCount: 2, width: 6,
      tiesHead: tiesHead)
    var generator = SeededGenerator(seed: 1)
    let parameters = GPT(configuration, using: &generator).parameters
    #expect(configuration.parameterShapes.map(\.name) == parameters.map(\.name))
    #expect(configuration.parameterShapes.map(\.shape) == parameters.map(\.tensor.shape))
  }

  @Test func `a width that the file does not have is told from its header`() throws {
    try withQuestionRun { folder in
      var configuration = try folder.configuration()
      configuration.model.width = 8_000
      // Of such a model there is not even a part: the header alone tells.
      for file in [folder.modelFile, folder.checkpointFile] {
        let told = try sentence { try configuration.model.requireShapes(of: file) }
        #expect(told.hasPrefix(file) && told.contains("wte.weight") && told.contains("8000"))
      }
      try folder.save(configuration)
      let data = try data(for: tinyConfiguration())
      for read in [
        { _ = try TrainedModel(readingFrom: folder) },
        { _ = try PretrainingRun(resuming: folder, data: data) },
      ] as [() throws -> Void] {
        #expect(try sentence(read).contains(words("the same configuration", "a mesma config")))
      }
    }
  }

  // MARK: Other programs' files

  @Test func `names of GPT2LMHeadModel and masks of any type are read`() throws {
    try withQuestionRun { folder in
      let model = try TrainedModel(readingFrom: folder)
      try rename(folder.modelFile) {
        $0.hasPrefix("lm_head.") ? $0 : "transformer.\($0)"
      } adding: {
        let member = """
          "transformer.h.0.attn.bias":{"dtype":"BOOL","shape":[1,1,1,2,2],\
          "data_offsets":[\($0),\($0 + 4)]}
          """
        return (member, [1, 0, 1, 1])
      }
      #expect(
        try SafetensorsFile(readingFrom: folder.modelFile).names.contains("transformer.wte.weight"))
      let read = try TrainedModel(readingFrom: folder)
      #expect(read.model.parameters.map(\.tensor) == model.model.parameters.map(\.tensor))
    }
  }

  // MARK: Values

  @Test(arguments: [
    ("wte.weight", Float.nan), ("ln_f.bias", .infinity), ("adam.m.wte.weight", .nan),
    ("adam.v.wte.weight", .nan), ("adam.v.wte.weight", .infinity), ("adam.v.ln_f.weight", -1e-9),
  ])
  func `a checkpoint with what cannot be is refused, and the files stay`(
    name: String, number: Float
  ) throws {
    try withQuestionRun { folder in
      let data = try data(for: folder.configuration())
      try change(name, of: folder.checkpointFile, number)
      let files = [folder.modelFile, folder.checkpointFile, folder.metricsFile]
      let before = try files.map { try bytes(of: $0) }
      let told = try sentence { _ = try PretrainingRun(resuming: folder, data: data) }
      #expect(told.hasPrefix(folder.checkpointFile) && told.contains(name))
      #expect(try files.map { try bytes(of: $0) } == before)
    }
  }

  @Test(arguments: [
    ("step", "-1"), ("step", "9223372036854775807"), ("adam.step", "9223372036854775807"),
    ("adam.step", "0"), ("step", "99999999999999999999"), ("generator", "-1"),
  ])
  func `a checkpoint that cannot have been saved is refused`(key: String, value: String) throws {
    try withQuestionRun { folder in
      let data = try data(for: folder.configuration())
      let file = try SafetensorsFile(readingFrom: folder.checkpointFile)
      var metadata = file.metadata
      metadata[key] = value
      try SafetensorsFile.write(
        file.names.map { ($0, try file.tensor($0)) }, metadata: metadata,
        to: folder.checkpointFile)
      let told = try sentence { _ = try PretrainingRun(resuming: folder, data: data) }
      #expect(told.hasPrefix(folder.checkpointFile))
    }
  }

  @Test func `a training that has diverged is not saved over a good model`() throws {
    try withQuestionRun(hasAssistant: true) { folder in
      let good = try bytes(of: folder.assistantFile)
      let model = try TrainedModel(readingFrom: folder)
      var gpt = model.model
      gpt.finalNorm.visitParameters(under: "") { $1 = Tensor(repeating: .nan, shape: $1.shape) }
      let told = try sentence { try folder.save(model.replacing(gpt), emptyResults()) }
      #expect(told.contains("--learning-rate") && told.contains(folder.assistantFile))
      #expect(try bytes(of: folder.assistantFile) == good)
    }
  }

  // MARK: Weights that are too large

  /// A run whose model is all right up to the token at position 20 of a text: there a norm's sum
  /// overflows.
  private func withTooLargeWeights(_ body: (RunFolder) throws -> Void) throws {
    try withQuestionRun(hasAssistant: true) { folder in
      let width = try folder.configuration().model.width
      for file in [folder.modelFile, folder.assistantFile] {
        try change("wpe.weight", of: file, 3e38, at: 20 * width..<20 * width + 2)
      }
      try body(folder)
    }
  }

  @Test(
    arguments: TrainedModel.Inference.allCases, [Decoding.greedy, Decoding(), Decoding(topP: 0.5)])
  func `a text ends where logits are no numbers, with an error`(
    inference: TrainedModel.Inference, decoding: Decoding
  ) throws {
    try withTooLargeWeights { folder in
      let trained = try TrainedModel(readingFrom: folder)
      let model = trained.without(token: try #require(trained.tokenizer.endOfText))
      var made = 0
      #expect(throws: LogitsError.self) {
        try model.complete(
          "One", maxTokens: 60, decoding: decoding, seed: 1, inference: inference
        ) { text in
          made += text.utf8.count
          return true
        }
      }
      // What came before it is there, and nothing after it.
      #expect(made > 0)
      let start = model.promptTokens("One").count
      #expect(throws: Never.self) {
        try model.complete(
          "One", maxTokens: 20 - start, decoding: decoding, seed: 1, inference: inference
        ) { _ in true }
      }
    }
  }

  @Test(arguments: TrainedModel.Inference.allCases)
  func `a search ends where logits are no numbers, with an error`(
    inference: TrainedModel.Inference
  ) throws {
    try withTooLargeWeights { folder in
      let trained = try TrainedModel(readingFrom: folder)
      let model = trained.without(token: try #require(trained.tokenizer.endOfText))
      #expect(throws: LogitsError.self) {
        try model.beams(of: "One", maxTokens: 200, width: 3, inference: inference)
      }
    }
  }

  @Test func `whatever uses the model throws`() throws {
    try withTooLargeWeights { folder in
      let passage = String(repeating: "Tom ran to the house. ", count: 4)
      for isQuantized in [false, true] {
        let responder = try AssistantResponder(readingFrom: folder, isQuantized: isQuantized)
        #expect(throws: LogitsError.self) {
          try responder.answer(to: "Who ran?", input: passage, maxTokens: 5)
        }
        #expect(throws: LogitsError.self) {
          try responder.beams(to: "Who ran?", input: passage, maxTokens: 5, width: 2)
        }
        let example = InstructionExample(instruction: "Who?", input: passage, response: "Tom.")
        #expect(throws: LogitsError.self) {
          try responder.answers(to: [example, example], maxTokens: 5)
        }
        var chat = AssistantChat(responder)
        try chat.setPassage(passage)
        #expect(throws: LogitsError.self) { _ = try chat.ask("Who ran?") { _ in true } }
      }
      #expect(throws: LogitsError.self) {
        try RunReport(of: folder, language: .english).write()
      }
      #expect(throws: LogitsError.self) {
        try RunEvaluation.losses(of: TrainedModel(readingFrom: folder))
      }
      let respondent = try Respondent(of: folder)
      let prompt = respondent.assistant.promptTokens("Who ran?", input: passage)
      #expect(throws: LogitsError.self) { try respondent.answers(after: [prompt]) }
    }
  }

  @Test func `a classifier of such a model throws`() throws {
    try withQuestionRun { folder in
      let model = try TrainedModel(readingFrom: folder)
      let tuning = ClassifierTuning(
        model, on: .smallWorld(language: .english, seed: 1, trainingCount: 64, testCount: 20),
        strategies: [.head], plan: .quick, seed: 1)
      let (classifier, results) = try tuning.run()
      try classifier.save(results, to: folder)
      let width = model.configuration.model.width
      try change(
        "wpe.weight", of: folder.classifierFile, 3e38, at: 3 * width..<3 * width + 2)
      let read = try TrainedClassifier(readingFrom: folder)
      #expect(throws: LogitsError.self) { try read.predict("Hello, how are you today?") }
    }
  }
}
