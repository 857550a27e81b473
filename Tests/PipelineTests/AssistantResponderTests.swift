import Console
import CourseKit
import InstructionTuning
import Pipeline
import Pretraining
import Tensors
import TestSupport
import Testing

@Suite struct AssistantResponderTests {
  private let model = untrainedModel()
  private let template = PromptTemplate(language: .english)

  private func examples(_ count: Int = 20) throws -> [InstructionExample] {
    Array(try tinyData(for: model).heldOut.prefix(count))
  }

  @Test(arguments: [nil, "e"], [TrainedModel.Inference.cached, .uncached])
  func `with a cache or without, the answers are those of chapter 7`(
    stopText: String?, inference: TrainedModel.Inference
  ) throws {
    let assistant = model.assistant(template, stopText: stopText)
    let responder = AssistantResponder(assistant, inference: inference)
    var lengths: Set<Int> = []
    // As long as all fits into the context.
    for example in try examples()
    where assistant.promptTokens(example.instruction, input: example.input).count <= 84 {
      let answer = try responder.answer(
        to: example.instruction, input: example.input, maxTokens: 12)
      #expect(
        answer
          == assistant.respond(to: example.instruction, input: example.input, maxTokens: 12))
      if let stopText { #expect(!answer.contains(stopText)) }
      lengths.insert(answer.count)
    }
    #expect(lengths.count > 2)
  }

  @Test func `many at once are the same as one by one, and an observer can stop them`() throws {
    let responder = AssistantResponder(model.assistant(template))
    let examples = try Array([examples(), examples(), examples()].joined())
    var reports: [Int] = []
    let answers = try responder.answers(to: examples, maxTokens: 5) { reports.append($0) }
    #expect(reports == [32, 60])
    #expect(answers.map(\.example) == examples)
    for (example, judged) in zip(examples.prefix(20), answers) {
      #expect(
        try judged.answer
          == responder.answer(to: example.instruction, input: example.input, maxTokens: 5))
    }
    #expect(throws: Stopped.self) {
      try responder.answers(to: examples, maxTokens: 5) { _ in throw Stopped() }
    }
    #expect(try responder.answers(to: [], maxTokens: 5) == [])
  }

  @Test func `a temperature draws: the same seed, the same answer`() throws {
    let responder = AssistantResponder(model.assistant(template))
    func answer(_ seed: UInt64) throws -> String {
      try responder.answer(
        to: "Who?", maxTokens: 20, decoding: Decoding(temperature: 1), seed: seed)
    }
    #expect(try answer(1) == answer(1))
    #expect(try answer(1) != answer(2))
  }

  @Test func `beams are ranked, and one beam is the greedy answer`() throws {
    let responder = AssistantResponder(model.assistant(template))
    let one = try responder.beams(to: "Who ran?", maxTokens: 6, width: 1)
    #expect(one.map(\.text) == [try responder.answer(to: "Who ran?", maxTokens: 6)])
    let four = try responder.beams(to: "Who ran?", maxTokens: 6, width: 4)
    #expect(four.count == 4)
    #expect(four.map(\.probability) == four.map(\.probability).sorted(by: >))
    #expect(four.allSatisfy { $0.probability > 0 && $0.probability < 1 })
  }

  @Test func `int8 answers with the rounded weights`() throws {
    let exact = AssistantResponder(model.assistant(template))
    let rounded = AssistantResponder(model.assistant(template), inference: .int8)
    let floats = AssistantResponder(rounded.assistant)
    let same = try examples().filter { example in
      func answer(_ responder: AssistantResponder) throws -> String {
        try responder.answer(to: example.instruction, input: example.input, maxTokens: 3)
      }
      return try answer(rounded) == answer(floats)
    }
    // A tie between two tokens may be broken by the order of a sum.
    #expect(same.count >= 19)
    let probabilities = try [exact, rounded].map {
      try $0.beams(to: "Who ran?", maxTokens: 6, width: 1)[0].probability
    }
    #expect(probabilities[0] != probabilities[1])
    #expect(abs(probabilities[0] / probabilities[1] - 1) < 0.2)
  }
}
