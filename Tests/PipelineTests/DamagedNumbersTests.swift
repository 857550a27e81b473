import CourseKit
import FineTuning
import Foundation
import InstructionTuning
import Pretraining
import Runs
import TestSupport
import Testing

@testable import Pipeline

/// Numbers of a run's JSON files that no run can have: each is told before it is used.
struct DamagedNumbersTests {
  /// A run with a classifier, an assistant, and what was learned from preferences.
  private func withWholeRun(_ body: (RunFolder) throws -> Void) throws {
    try withQuestionRun(hasAssistant: true) { folder in
      let model = try TrainedModel(readingFrom: folder)
      let plan = ClassificationPlan.quick
      let tuning = ClassifierTuning(
        model,
        on: .smallWorld(language: .english, seed: 1, trainingCount: 64, testCount: 20),
        strategies: [.head], plan: plan, seed: 1)
      let (classifier, results) = try tuning.run()
      try classifier.save(results, to: folder)
      var instructed = emptyResults()
      instructed.plan = tinyPlan()
      instructed.source = .smallWorld(.english)
      try folder.save(model, instructed)
      var size = PreferenceRun.Size()
      (size.trainingPairs, size.heldOutPairs, size.instructions) = (8, 12, 4)
      var preferring = try PreferenceRun(
        folder, size: size, plan: .init(stepCount: 1), seed: 1)
      try preferring.train()
      _ = try preferring.finish()
      try body(folder)
    }
  }

  /// All files of a run that hold numbers, with who reads them.
  private let readers: [(file: KeyPath<RunFolder, String>, read: (RunFolder) throws -> Void)] =
    [
      (\.configurationFile, { _ = try $0.configuration() }),
      (\.metricsFile, { _ = try $0.metrics() }),
      (\.classificationFile, { _ = try $0.classificationResults() }),
      (\.assistantResultsFile, { _ = try $0.assistantResults() }),
      (\.preferencesFile, { _ = try $0.preferenceResults() }),
    ]

  /// Calls `body` with the same value once for each number in it, which is replaced by `number`.
  private func forEachNumber(
    in value: Any, replacedBy number: Any, path: String = "",
    _ body: (_ changed: Any, _ path: String) throws -> Void
  ) throws {
    switch value {
    case let object as [String: Any]:
      for name in object.keys.sorted() {
        try forEachNumber(in: object[name]!, replacedBy: number, path: "\(path).\(name)") {
          var copy = object
          copy[name] = $0
          try body(copy, $1)
        }
      }
    case let array as [Any]:
      for index in array.indices {
        try forEachNumber(in: array[index], replacedBy: number, path: "\(path)[\(index)]") {
          var copy = array
          copy[index] = $0
          try body(copy, $1)
        }
      }
    case let old as NSNumber where !isBool(old): try body(number, path)
    default: break
    }
  }

  /// JSONSerialization has true and false as numbers, too.
  private func isBool(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

  @Test func `no number of any file may be huge, and most may not be negative`() throws {
    try withWholeRun { folder in
      // What is measured in floats may be large, and of either sign; a seed may be any number.
      let measured = [
        "oss", "osses", "Ratio", "argin", "LogProbability", "gradientNorm", "earningRate",
        "minimum",
        "peak", "weightDecay", "seconds",
      ]
      for (file, read) in readers {
        let path = folder[keyPath: file]
        let good = try bytes(of: path)
        try read(folder)
        var refused = 0
        for number in [Int.max, 1e308, -1] as [Any] {
          try forEachNumber(in: JSONSerialization.jsonObject(with: good), replacedBy: number) {
            changed, name in
            try JSONSerialization.data(withJSONObject: changed)
              .write(to: URL(fileURLWithPath: path))
            let member = name.replacing(/\[\d+\]$/, with: "")
            let isMeasured = measured.contains { member.hasSuffix($0) }
            let mayBe =
              switch number as? Int {
              case -1: isMeasured
              case Int.max:
                isMeasured
                  || ["seed", "arameterCount", "beta", "NormLimit"].contains {
                    member.hasSuffix($0)
                  }
              default: false
              }
            do {
              try read(folder)
              #expect(mayBe, "\(path)\(name) is \(number)")
            } catch {
              #expect("\(error)".hasPrefix(path) && error is InputError, "\(name): \(error)")
              refused += 1
            }
          }
        }
        #expect(refused > 10)
        try good.write(to: URL(fileURLWithPath: path))
      }
    }
  }

  @Test(arguments: ["1e999", "-1e999", "NaN", "\"x\"", "[]"])
  func `what is no number is told`(text: String) throws {
    try withQuestionRun { folder in
      let good = String(decoding: try bytes(of: folder.metricsFile), as: UTF8.self)
      let old = try #require(good.firstMatch(of: /"bigramLoss" : [0-9.]+/)).output
      try put(
        good.replacingOccurrences(of: old, with: "\"bigramLoss\" : \(text)"),
        at: folder.metricsFile)
      #expect(try sentence { _ = try folder.metrics() }.hasPrefix(folder.metricsFile))
    }
  }

  @Test func `metrics with a step left out are told, and evaluations out of order`() throws {
    try withQuestionRun { folder in
      let good = try bytes(of: folder.metricsFile)
      try changeJSON(folder.metricsFile) {
        var steps = try #require($0["steps"] as? [Any])
        steps.remove(at: 1)
        $0["steps"] = steps
      }
      _ = try sentence { _ = try folder.metrics() }
      try good.write(to: URL(fileURLWithPath: folder.metricsFile))
      try changeJSON(folder.metricsFile) {
        let evaluations = try #require($0["evaluations"] as? [Any])
        $0["evaluations"] = evaluations + evaluations
      }
      _ = try sentence { _ = try folder.metrics() }
    }
  }

  @Test func `scores of other tasks side by side are told`() throws {
    try withTemporaryFolder { path in
      let folder = RunFolder(path: path)
      let example = InstructionExample(instruction: "a", response: "b", task: "count")
      let scores = AssistantResults.Scores([JudgedAnswer(example, answer: "b")])
      let results = AssistantResults(
        template: .init(language: .english, style: .passage), base: scores, tuned: scores,
        unmasked: scores,
        comparisons: [], losses: [1], trainingCount: 1, testCount: 1)
      for name in ["base", "tuned", "unmasked"] {
        try folder.save(untrainedModel(), results)
        #expect(try folder.assistantResults() == results)
        try changeJSON(folder.assistantResultsFile) {
          var scores = try #require($0[name] as? [String: Any])
          scores["tasks"] = [Any]()
          $0[name] = scores
        }
        _ = try sentence { _ = try folder.assistantResults() }
      }
    }
  }

  @Test func `what cannot be read again is not written over what can`() throws {
    try withQuestionRun(hasAssistant: true) { folder in
      let before = try [folder.assistantFile, folder.assistantResultsFile].map { try bytes(of: $0) }
      var results = emptyResults()
      results.losses = [.nan]
      let model = try TrainedModel(readingFrom: folder)
      #expect(try sentence { try folder.save(model, results) }.contains("--learning-rate"))
      #expect(
        try [folder.assistantFile, folder.assistantResultsFile].map { try bytes(of: $0) } == before)
    }
  }
}
