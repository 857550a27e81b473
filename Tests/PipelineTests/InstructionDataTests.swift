import Corpora
import CourseKit
import Foundation
import InstructionTuning
import Pipeline
import TestSupport
import Testing

@Suite struct InstructionDataTests {
  private let model = untrainedModel()

  private func withFile(
    _ lines: [String], _ body: (InstructionData.Source, String) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/own.json"
      try put(lines.joined(separator: "\n"), at: path)
      try body(try InstructionData.source(ofFile: path), path)
    }
  }

  private func line(_ instruction: String, _ output: String) -> String {
    "{\"instruction\": \"\(instruction)\", \"output\": \"\(output)\"}"
  }

  // MARK: The small world

  @Test func `what does not fit the model is left out and counted`() throws {
    let plan = tinyPlan()
    let all = try tinyData(for: untrainedModel(contextLength: 1_000))
    #expect(all.training.count == plan.exampleCount && all.heldOut.count == plan.testCount)
    #expect(all.tooLongCount == 0)
    let fewer = try tinyData(for: untrainedModel(contextLength: 40))
    let length = all.training.filter { $0.tokens.count <= 41 }.count
    #expect(fewer.training.count == length && length < plan.exampleCount && length > 0)
    #expect(fewer.heldOut.count < plan.testCount)
    #expect(
      fewer.tooLongCount
        == plan.exampleCount + plan.testCount - fewer.training.count - fewer.heldOut.count)
    // A response is never cut: the longest may be shorter, but is a whole one.
    #expect(
      fewer.training.allSatisfy { $0.tokens.last == model.tokenizer.endOfText })
  }

  @Test func `every task is held out, and the answers are known`() throws {
    var plan = tinyPlan()
    plan.testCount = 200
    let data = try tinyData(for: untrainedModel(contextLength: 1_000), plan: plan)
    #expect(
      Set(data.heldOut.map(\.task)) == Set(InstructionTask.allCases.map { Optional($0.rawValue) }))
    #expect(data.heldOut.allSatisfy { !$0.response.isEmpty })
  }

  @Test func `the seed of the run decides, unless the plan has its own`() throws {
    // Into these everything fits.
    let model = untrainedModel(contextLength: 1_000)
    let other = untrainedModel(contextLength: 1_000, seed: 4)
    #expect(try tinyData(for: model).heldOut != tinyData(for: other).heldOut)
    var plan = tinyPlan()
    plan.seed = 5
    #expect(
      try tinyData(for: model, plan: plan).heldOut == tinyData(for: other, plan: plan).heldOut)
  }

  // MARK: A user's file

  @Test func `a held-out question of a file is never learned, however often it is there`() throws {
    // 60 lines, but only 12 questions.
    let lines = (0..<60).map { line("Question \($0 % 12)?", "Answer \($0).") }
    try withFile(lines) { source, _ in
      let data = try tinyData(for: model, source)
      #expect(data.heldOut.count == 6)
      let learned = Set(data.training.map { model.tokenizer.decode(Array($0.tokens)) })
      for example in data.heldOut {
        #expect(!learned.contains { $0.contains(" \(example.instruction)") })
      }
      #expect(data.training.count == 60 - 5 * Set(data.heldOut.map(\.instruction)).count)
      #expect(data.tooLongCount == 0)
      #expect(try tinyData(for: model, source).heldOut == data.heldOut)
    }
  }

  @Test func `the longest response of a file says how long answers may be`() throws {
    let long = String(repeating: "z", count: 40)
    try withFile([line("a", "b"), line("c", long)]) { source, _ in
      let length = model.tokenizer.encode(" " + long).count + 1
      let data = try tinyData(for: model, source)
      #expect(data.longestResponse == length)
    }
  }

  @Test func `a file that asks only one question is refused`() throws {
    for lines in [[line("a", "b")], [line("a", "b"), line("a", "c")]] {
      try withFile(lines) { source, path in
        let told = try sentence { _ = try tinyData(for: model, source) }
        #expect(told.contains(path))
      }
    }
  }

  @Test func `a file of which nothing fits is refused`() throws {
    let long = String(repeating: "z ", count: 400)
    try withFile([line("a", long), line("b", long)]) { source, _ in
      let told = try sentence { _ = try tinyData(for: model, source) }
      #expect(told.contains("96") && told.contains("--context"))
    }
  }

  @Test func `a file that has changed since is refused`() throws {
    try withFile([line("a", "b"), line("c", "d")]) { source, path in
      try put([line("a", "b"), line("c", "e")].joined(separator: "\n"), at: path)
      #expect(try sentence { _ = try tinyData(for: model, source) }.contains(path))
    }
  }
}
