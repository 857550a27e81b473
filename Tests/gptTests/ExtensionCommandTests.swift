import CourseKit
import Foundation
import Pipeline
import Runs
import TestSupport
import Testing

/// `gpt generate --beams`, `gpt prefer` and `gpt experiment`, as a user runs them.
@Suite(.serialized) struct ExtensionCommandTests {
  /// The folder that holds `runs/`.
  private func workFolder(_ run: RunFolder) -> String {
    URL(fileURLWithPath: run.path).deletingLastPathComponent().deletingLastPathComponent().path
  }

  @Test(arguments: [
    ["generate", "--beams", "0"], ["generate", "--beams", "2", "--top-k", "3"],
    ["generate", "--beams", "2", "--seed", "3"], ["generate", "--int8", "--no-cache"],
    ["generate", "--length-penalty", "1"], ["generate", "--model", "best"],
    ["prefer", "--beta", "0"], ["prefer", "--steps", "0"], ["prefer", "me"],
    ["experiment"], ["experiment", "dream"], ["experiment", "chat", "--language", "en"],
    ["experiment", "data-size", "--run", "a"],
  ])
  func `words that make no sense end with status 64 and one line`(words: [String]) throws {
    try withTemporaryFolder { folder in
      for language in ["en", "pt-BR"] {
        let outcome = try gpt(words, in: folder, language: language)
        #expect(outcome.status == 64 && outcome.output == "")
        #expect(outcome.errors.hasPrefix("gpt: "))
        #expect(outcome.errors.split(separator: "\n").count == 1)
      }
    }
  }

  @Test func `what a run has not got yet is told with what to do`() throws {
    try withQuestionRun { run in
      let folder = workFolder(run)
      let prefer = try gpt(["prefer"], in: folder)
      #expect(prefer.status == 1 && prefer.output == "")
      #expect(prefer.errors.contains("gpt instruct --run a"))
      let preferred = try gpt(["generate", "--model", "preferred"], in: folder)
      #expect(preferred.status == 1 && preferred.errors.split(separator: "\n").count == 1)
    }
    try withTemporaryFolder { folder in
      let outcome = try gpt(["experiment", "chat"], in: folder, language: "pt-BR")
      #expect(outcome.status == 1 && outcome.errors.hasPrefix("gpt: "))
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
  }

  @Test func `generate takes beams and bytes, and JSON has all beams`() throws {
    try withQuestionRun { run in
      let folder = workFolder(run)
      for extra in [[], ["--int8"], ["--no-cache"]] {
        let words = ["generate", "--beams", "3", "--max-tokens", "6", "--json"] + extra
        let outcome = try gpt(words, in: folder)
        #expect(outcome.status == 0 && outcome.errors == "")
        let result = try outcome.json()
        let beams = try #require(result["beams"] as? [[String: Any]])
        #expect(beams.count == 3)
        #expect(result["completion"] as? String == beams[0]["text"] as? String)
        let probabilities = beams.compactMap { $0["logProbability"] as? Double }
        #expect(probabilities == probabilities.sorted(by: >) && probabilities[0] < 0)
      }
      let shown = try gpt(["generate", "--beams", "3", "--max-tokens", "6"], in: folder)
      #expect(shown.output.hasPrefix("One morning") && shown.output.hasSuffix("\n"))
      let sampled = try gpt(["generate", "--max-tokens", "6", "--int8", "--json"], in: folder)
      #expect(try sampled.json()["inference"] as? String == "int8")
    }
  }

  @Test func `prefer saves a model that generate can use`() throws {
    try withQuestionRun(hasAssistant: true) { run in
      let folder = workFolder(run)
      let words = ["prefer", "--steps", "2", "--pairs", "32"]
      let outcome = try gpt(words + ["--json"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.errors.hasPrefix("Chapters"))
      let after = try #require(outcome.json()["after"] as? [String: Any])
      #expect(after["rewardMargin"] is Double && after["winRate"] is Double)
      #expect(FileManager.default.fileExists(atPath: run.preferredFile))
      let used = try gpt(
        ["generate", "--model", "preferred", "--max-tokens", "3"], in: folder, language: "pt-BR")
      #expect(used.status == 0)
    }
  }

  @Test func `experiment lists, shows a table, and prints nothing but JSON with --json`() throws {
    try withQuestionRun { run in
      let folder = workFolder(run)
      for language in ["en", "pt-BR"] {
        let list = try gpt(["experiment", "--list"], in: folder, language: language)
        #expect(list.status == 0)
        for experiment in Experiments.all { #expect(list.output.contains(experiment.name)) }
      }
      let shown = try gpt(["experiment", "hallucination"], in: folder, language: "pt-BR")
      #expect(shown.status == 0 && shown.output.contains("──"))
      #expect(shown.errors.hasPrefix("Capítulos"))
      let json = try gpt(["experiment", "hallucination", "--json"], in: folder).json()
      #expect(json["experiment"] as? String == "hallucination")
      #expect(json["conclusion"] is String && json["results"] is [String: Any])
    }
  }
}
