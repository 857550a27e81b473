import CourseKit
import Formats
import Foundation
import InstructionTuning
import Runs
import Tensors
import TestSupport
import Testing
import Transformer

@testable import Pipeline

/// Weights and results that belong together, and files that do not, as a process leaves them that is
/// killed between the two.
struct MarkTests {
  private func gpt(seed: UInt64) -> TrainedModel { untrainedModel(seed: seed) }

  @Test func `the same parameters have the same fingerprint, others another`() {
    let (one, same, other) = (gpt(seed: 1).model, gpt(seed: 1).model, gpt(seed: 2).model)
    #expect(one.fingerprint() == same.fingerprint())
    #expect(one.fingerprint() != other.fingerprint())
    #expect(one.fingerprint(meaning: ["a", "b"]) != one.fingerprint())
    #expect(one.fingerprint(meaning: ["a", "b"]) != one.fingerprint(meaning: ["b", "a"]))
    #expect(one.fingerprint(meaning: ["ab", "c"]) != one.fingerprint(meaning: ["a", "bc"]))
    var changed = one
    changed.finalNorm.visitParameters(under: "") { $1 *= 2 }
    #expect(changed.fingerprint() != one.fingerprint())
  }

  @Test func `a fingerprint is that of Fowler, Noll and Vo`() {
    struct Nothing: Layer {
      mutating func visitParameters(under: String, _ body: (String, inout Tensor) -> Void) {}
    }
    // The offset basis, which is the hash of no bytes at all.
    #expect(Nothing().fingerprint() == "cbf29ce484222325")
  }

  @Test func `an assistant beside another one's results is refused`() throws {
    try withTemporaryFolder { path in
      let folder = RunFolder(path: path)
      let (first, second) = (gpt(seed: 1), gpt(seed: 2))
      try first.save(to: folder)
      try folder.save(first, emptyResults())
      let old = try bytes(of: folder.assistantResultsFile)
      try folder.save(second, emptyResults())
      _ = try AssistantResponder(readingFrom: folder)

      try old.write(to: URL(fileURLWithPath: folder.assistantResultsFile))
      let uses: [() throws -> Void] = [
        { _ = try AssistantResponder(readingFrom: folder) },
        { _ = try folder.assistantResults() },
        { _ = try Respondent(of: folder) },
        { _ = try RunEvaluation.answers(of: folder) },
      ]
      for use in uses {
        let told = try sentence(use)
        #expect(told.contains(folder.assistantFile) && told.contains(folder.assistantResultsFile))
        #expect(told.contains("gpt instruct --run \(folder.reference)"))
      }
      // What was pretrained needs no assistant's results but the form of its questions.
      _ = try TrainedModel(readingFrom: folder)
    }
  }

  @Test func `files without a mark are refused, with the command that makes them`() throws {
    try withTemporaryFolder { path in
      let folder = RunFolder(path: path)
      let model = gpt(seed: 1)
      try model.save(to: folder)
      try folder.save(model, emptyResults())
      try changeJSON(folder.assistantResultsFile) { $0["mark"] = nil }
      try model.model.saveParameters(to: folder.assistantFile)
      #expect(try sentence { _ = try folder.assistantResults() }.contains("gpt instruct"))
    }
  }

  @Test func `the same labels on the same weights, and no others`() throws {
    try withQuestionRun { folder in
      let tuning = ClassifierTuning(
        try TrainedModel(readingFrom: folder),
        on: .smallWorld(language: .english, seed: 1, trainingCount: 64, testCount: 20),
        strategies: [.head], plan: .quick, seed: 1)
      let (classifier, results) = try tuning.run()
      try classifier.save(results, to: folder)
      let weights = try bytes(of: folder.classifierFile)
      try classifier.save(results, to: folder)
      #expect(try bytes(of: folder.classifierFile) == weights)
      #expect(try folder.classificationResults() == results)

      // The same texts under other names of the classes give the same weights.
      var renamed = results
      renamed.labels = ["good", "bad"]
      renamed.soughtLabel = "bad"
      try folder.save(
        classifier.classifier, renamed, as: .classifier, meaning: renamed.labels)
      try weights.write(to: URL(fileURLWithPath: folder.classifierFile))
      let told = try sentence { _ = try TrainedClassifier(readingFrom: folder) }
      #expect(told.contains("gpt classify train --run \(folder.reference)"))
      _ = try sentence { _ = try RunReport(of: folder, language: .english) }
    }
  }

  @Test func `what was learned from preferences goes with the assistant it was made from`() throws {
    try withQuestionRun(hasAssistant: true) { folder in
      func prefer(seed: UInt64) throws {
        var size = PreferenceRun.Size()
        (size.trainingPairs, size.heldOutPairs, size.instructions) = (8, 12, 4)
        var run = try PreferenceRun(folder, size: size, plan: .init(stepCount: 1), seed: seed)
        try run.train()
        _ = try run.finish()
      }
      try prefer(seed: 1)
      let old = try bytes(of: folder.preferencesFile)
      _ = try AssistantResponder(readingFrom: folder, model: \.preferredFile)
      try prefer(seed: 2)
      try old.write(to: URL(fileURLWithPath: folder.preferencesFile))
      func told() throws -> String {
        try sentence { _ = try AssistantResponder(readingFrom: folder, model: \.preferredFile) }
      }
      #expect(try told().contains("gpt prefer"))
      try prefer(seed: 2)

      // Another assistant, whose questions are put in another form.
      var generator = SeededGenerator(seed: 9)
      let model = try TrainedModel(readingFrom: folder)
      let other = model.replacing(GPT(model.configuration.model, using: &generator))
      try folder.save(other, emptyResults(style: .sections))
      #expect(try told().contains(words("another assistant", "outro assistente")))
      _ = try AssistantResponder(readingFrom: folder)
    }
  }

  // MARK: Pretraining

  @Test func `a report tells what was measured up to the model that is there`() throws {
    try withTemporaryFolder { path in
      let folder = RunFolder(path: path)
      let configuration = tinyConfiguration()
      var run = try PretrainingRun(
        beginning: configuration, in: folder, data: data(for: configuration))
      try run.train(until: 10)
      let model = try bytes(of: folder.modelFile)
      try run.train()
      // Killed before the model was written: the metrics are of step 24.
      try model.write(to: URL(fileURLWithPath: folder.modelFile))
      #expect(try folder.metrics().steps.count == 24)
      let metrics = try RunReport(of: folder, language: .english).metrics
      #expect(metrics.steps.count == 10 && metrics.evaluations.map(\.step) == [10])

      // Metrics of fewer steps than the model can only be of another run.
      try changeJSON(folder.metricsFile) {
        $0["steps"] = Array(try #require($0["steps"] as? [Any]).prefix(5))
        $0["evaluations"] = [Any]()
      }
      let told = try sentence { _ = try RunReport(of: folder, language: .english) }
      #expect(told.contains(words("not of the same run", "não são da mesma execução")))
    }
  }
}
