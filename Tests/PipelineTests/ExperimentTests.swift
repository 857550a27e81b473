import Console
import CourseKit
import Foundation
import Pipeline
import Runs
import TestSupport
import Testing

/// The experiments on models that know nothing, which takes a moment.
struct ExperimentTests {
  private static let small: [any Experiment] = {
    var dataSize = DataSizeExperiment()
    dataSize.documentCounts = [10, 20, 40]
    dataSize.stepCount = 3
    dataSize.heldOutDocumentCount = 8
    dataSize.model = GPTConfiguration(
      vocabularySize: 300, contextLength: 32, layerCount: 1, headCount: 2, width: 16)
    dataSize.batchSize = 4
    var lossMask = LossMaskExperiment()
    lossMask.stepCount = 3
    lossMask.batchSize = 4
    lossMask.heldOutCount = 10
    var chat = ChatExperiment()
    chat.conversationCount = 3
    chat.turnCount = 3
    var decoding = DecodingExperiment()
    decoding.textCount = 4
    decoding.textLength = 12
    decoding.questionCount = 4
    decoding.beamWidth = 2
    var hallucination = HallucinationExperiment()
    hallucination.storyCount = 5
    var reading = ReadingExperiment()
    reading.questionCount = 3
    return [dataSize, lossMask, chat, decoding, hallucination, reading]
  }()

  private static let rowCounts = [
    "data-size": 3, "loss-mask": 2, "chat": 3, "decoding": 7, "hallucination": 4,
    "reading": 8,
  ]

  @Test(arguments: small.indices, Language.allCases)
  func `each makes its rows and the same every time`(index: Int, language: Language) throws {
    let experiment = Self.small[index]
    try withQuestionRun(language: language, hasAssistant: index.isMultiple(of: 2)) { folder in
      func outcome(seed: UInt64) throws -> ExperimentOutcome {
        try experiment.outcome(
          ExperimentSetting(language: language, seed: seed, folder: folder), in: language)
      }
      let first = try outcome(seed: 1)
      let lines = first.table.split(separator: "\n")
      // Titles and a rule come before the rows.
      #expect(lines.count == 2 + Self.rowCounts[experiment.name]!)
      #expect(first.conclusion.hasSuffix(".") || first.conclusion.hasSuffix(")"))
      #expect(!first.table.contains("nan") && !first.conclusion.contains("nan"))
      let again = try outcome(seed: 1)
      #expect(again.results == first.results && again.conclusion == first.conclusion)
      // A model that gets nothing right gets nothing right with any seed.
      guard experiment.name != "chat", experiment.name != "loss-mask" else { return }
      #expect(try outcome(seed: 2).results != first.results)
    }
  }

  @Test(arguments: small.indices)
  func `each can be stopped, and tells how far it is`(index: Int) throws {
    try withQuestionRun { folder in
      var steps: [Int] = []
      var total = 0
      let setting = ExperimentSetting(
        language: .english, seed: 1, folder: folder
      ) { step, count, _ in
        steps.append(step)
        total = count
      }
      _ = try Self.small[index].outcome(setting, in: .english)
      #expect(steps == Array(1...total))
      #expect(throws: Stopped.self) {
        _ = try Self.small[index].outcome(
          ExperimentSetting(language: .english, seed: 1, folder: folder) { _ in throw Stopped() },
          in: .english)
      }
    }
  }

  @Test func `the list has them all, each under a name of its own`() {
    #expect(
      Experiments.all.map(\.name) == [
        "data-size", "loss-mask", "chat", "decoding", "hallucination", "reading",
      ])
    #expect(Experiments.named("chat")?.needsRun == true)
    #expect(Experiments.named("data-size")?.needsRun == false)
    #expect(Experiments.named("dream") == nil)
  }

  @Test func `a run of the user's own text is refused in one sentence`() throws {
    try withTemporaryFolder { parent in
      try put(String(repeating: "The cat sat on the mat. ", count: 200), at: parent + "/text")
      let text = try String(contentsOfFile: parent + "/text", encoding: .utf8)
      let configuration = tinyConfiguration(
        source: .file(
          path: parent + "/text", fingerprint: PretrainingData.fingerprint(of: text)))
      let folder = RunFolder(path: parent + "/run")
      try FileManager.default.createDirectory(
        atPath: folder.path, withIntermediateDirectories: true)
      var run = try PretrainingRun(
        beginning: configuration, in: folder, data: data(for: configuration))
      try run.train(until: 1)
      for experiment in Self.small where experiment.needsRun {
        let told = try sentence {
          _ = try experiment.outcome(
            ExperimentSetting(language: .english, seed: 1, folder: folder), in: .english)
        }
        #expect(told.contains(folder.path) && told.contains("--run"))
      }
    }
  }
}
