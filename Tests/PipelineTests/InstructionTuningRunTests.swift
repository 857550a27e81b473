import Console
import CourseKit
import Foundation
import InstructionTuning
import Pipeline
import Runs
import TensorKernels
import TestSupport
import Testing
import Transformer

@Suite(.serialized) struct InstructionTuningRunTests {
  private let model = untrainedModel()

  private func run(_ plan: InstructionPlan = tinyPlan()) throws -> InstructionTuningRun {
    InstructionTuningRun(model, data: try tinyData(for: model, plan: plan), plan: plan)
  }

  private func isSame(_ a: GPT, _ b: GPT) -> Bool {
    zip(a.parameters, b.parameters).allSatisfy { $0.tensor == $1.tensor }
  }

  @Test func `the same run twice, on one thread and on two, is the same bit for bit`() throws {
    let before = Threads.count
    defer { Threads.count = before }
    let made = try [1, 2].map { count in
      Threads.count = count
      return try run().run()
    }
    #expect(made[0].results == made[1].results)
    #expect(isSame(made[0].assistant.model, made[1].assistant.model))
    var plan = tinyPlan()
    plan.seed = 99
    let other = try run(plan).run()
    #expect(!isSame(made[0].assistant.model, other.assistant.model))
  }

  @Test func `the results say what was done`() throws {
    let made = try run(tinyPlan(steps: 40)).run()
    let results = made.results
    #expect(results.losses.count == 40)
    let first = results.losses.prefix(5).reduce(0, +)
    let last = results.losses.suffix(5).reduce(0, +)
    #expect(last < 0.9 * first)
    let data = try run().data
    #expect(results.trainingCount == data.training.count)
    #expect(results.testCount == data.heldOut.count && data.heldOut.count > 20)
    for scores in [results.base, results.tuned, try #require(results.unmasked)] {
      #expect(scores.all.count == results.testCount)
      #expect(scores.tasks.reduce(0) { $0 + $1.count } == results.testCount)
    }
    #expect(results.source == .smallWorld(.english) && results.plan?.steps == 40)
    // Two of each task at most, each as both models answer it.
    let tasks = Dictionary(grouping: results.comparisons, by: \.example.task)
    #expect(Set(tasks.keys) == Set(results.tuned.tasks.map(\.task)))
    #expect(tasks.values.allSatisfy { $0.count <= 2 })
    let tuned = AssistantResponder(made.assistant.assistant(PromptTemplate(results.template)))
    let base = AssistantResponder(model.assistant(PromptTemplate(results.template), stopText: "\n"))
    let longest = data.longestResponse
    for comparison in results.comparisons {
      let example = comparison.example
      func answer(_ responder: AssistantResponder) throws -> String {
        try responder.answer(to: example.instruction, input: example.input, maxTokens: longest)
      }
      #expect(try comparison.before == answer(base) && comparison.after == answer(tuned))
    }
  }

  @Test func `without the comparison there are no figures of an unmasked model`() throws {
    var plan = tinyPlan()
    plan.comparesUnmasked = false
    var phases: Set<InstructionTuningRun.Progress.Phase> = []
    let made = try run(plan).run { phases.insert($0.phase) }
    #expect(made.results.unmasked == nil && phases == [.tuning, .answering])
    // And the assistant does not depend on it.
    let compared = try run().run()
    #expect(compared.results.unmasked != nil)
    #expect(isSame(made.assistant.model, compared.assistant.model))
  }

  @Test func `it can be stopped in every phase`() throws {
    for phase in [InstructionTuningRun.Progress.Phase.tuning, .tuningUnmasked, .answering] {
      var isReached = false
      #expect(throws: Stopped.self) {
        try run().run { progress in
          #expect(progress.done >= 1 && progress.done <= progress.total)
          #expect((progress.loss == nil) == (progress.phase == .answering))
          #expect(!isReached)
          isReached = progress.phase == phase
          if isReached { throw Stopped() }
        }
      }
      #expect(isReached)
    }
  }

  @Test func `a tuning that diverges ends with one sentence`() throws {
    let plan = tinyPlan(steps: 30, learningRate: 1e30)
    #expect(try sentence { _ = try run(plan).run() }.contains("--learning-rate"))
  }

  // MARK: Saved

  @Test func `a saved assistant answers the same`() throws {
    try withTemporaryFolder { path in
      let folder = RunFolder(path: path)
      try model.save(to: folder)
      let made = try run(tinyPlan(steps: 20)).run()
      try folder.save(made.assistant, made.results)
      #expect(try folder.assistantResults() == made.results)
      let read = try AssistantResponder(readingFrom: folder)
      let kept = AssistantResponder(made.assistant.assistant(PromptTemplate(made.results.template)))
      let examples = try run().data.heldOut
      let answers = try kept.answers(to: examples, maxTokens: 12)
      #expect(try read.answers(to: examples, maxTokens: 12) == answers)
      let base = try AssistantResponder(readingFrom: folder, model: \.modelFile)
      #expect(isSame(base.assistant.model, model.model) && base.assistant.stopText == "\n")
      #expect(try base.answers(to: examples, maxTokens: 12) != answers)

      // And is measured to be what it was.
      let measured = try RunEvaluation.answers(of: folder)
      let heldOut = measured.heldOut
      #expect(heldOut.tuned == made.results.tuned && heldOut.base == made.results.base)
      #expect(heldOut.int8.all.count == made.results.testCount)
      let typed = try #require(measured.typedByHand)
      #expect(typed.tuned == made.results.typedByHand?.tuned)
      #expect(typed.base == made.results.typedByHand?.base)
      #expect(typed.int8.all.count == typed.tuned.all.count)
    }
  }

  @Test func `without an assistant a sentence says which command makes one`() throws {
    try withTemporaryFolder { parent in
      let none = try sentence { _ = try RunFolder.findAssistant(nil, in: parent) }
      #expect(none.contains("gpt"))
      let folder = RunFolder(path: parent + "/a")
      try model.save(to: folder)
      for name in [nil, "a"] {
        let told = try sentence { _ = try RunFolder.findAssistant(name, in: parent) }
        #expect(told.contains("gpt instruct --run \(folder.reference)"))
      }
      try folder.save(model, emptyResults())
      try model.save(to: RunFolder(path: parent + "/b"))
      // The last run has none, so the last that has one is meant.
      #expect(try RunFolder.findAssistant(nil, in: parent) == folder)
      #expect(try RunFolder.findAssistant("a", in: parent) == folder)
      _ = try sentence { _ = try RunFolder.findAssistant("b", in: parent) }
    }
  }

  @Test func `results that do not say what was measured are not measured again`() throws {
    try withTemporaryFolder { path in
      let folder = RunFolder(path: path)
      try model.save(to: folder)
      try folder.save(model, emptyResults())
      #expect(
        try sentence { _ = try RunEvaluation.answers(of: folder) }.contains("gpt instruct"))
    }
  }

  @Test func `losses of a run are those that training measured, int8 hardly more`() throws {
    try withTemporaryFolder { path in
      let configuration = tinyConfiguration(steps: 20)
      let folder = RunFolder(path: path)
      let documents = try PretrainingData.documents(of: configuration)
      let data = try PretrainingData(
        documents, tokenizer: data(for: configuration).tokenizer, configuration: configuration)
      var run = try PretrainingRun(beginning: configuration, in: folder, data: data)
      try run.train()
      let losses = try RunEvaluation.losses(of: TrainedModel(readingFrom: folder))
      #expect(losses.model == run.metrics.evaluations.last?.validationLoss)
      #expect(losses.bigram == run.metrics.bigramLoss)
      #expect(losses.int8 != losses.model && abs(losses.int8Cost) < 0.02)
    }
  }
}
