import CourseKit
import Foundation
import Pipeline
import Runs
import TestSupport
import Testing
import Tokenization
import Transformer
import Tensors

/// `gpt classify`, as a user runs it.
@Suite(.serialized) struct ClassifyCommandTests {
  /// A folder with `runs/a`, which was pretrained for no step at all, and a file of three classes.
  private func withRun(_ body: (String, RunFolder) throws -> Void) throws {
    try withTemporaryFolder { folder in
      var configuration = tinyConfiguration(source: .file(path: "text", fingerprint: "0"))
      var generator = SeededGenerator(seed: 1)
      let run = try RunFolder.make(named: "a", in: folder + "/runs")
      let rows = ["red", "green", "blue"].flatMap { label in
        (0..<12).map { "\(label)\tthe \(label) \(label) \(label) thing, number \($0)" }
      }
      let tokenizer = ByteLevelBPE(text: rows.joined(separator: "\n"), vocabularySize: 300)
      try run.save(tokenizer)
      configuration.model.vocabularySize = tokenizer.vocabularySize
      try run.save(configuration)
      try GPT(configuration.model, using: &generator).saveParameters(to: run.modelFile)
      try put(rows.joined(separator: "\n"), at: folder + "/colours.tsv")
      try body(folder, run)
    }
  }

  @Test(arguments: [
    ["classify"], ["classify", "tarin"], ["classify", "--run", "a"],
    ["classify", "train", "--strategy", "none"], ["classify", "train", "--test", "x"],
    ["classify", "predict", " "], ["classify", "predict", "two", "texts"],
    ["classify", "train", "--epochs", "0"],
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

  @Test func `a line that is not UTF-8 is refused with its number, after the answers before it`()
    throws
  {
    try withRun { folder, run in
      let train = ["classify", "train", "--data", "colours.tsv", "--epochs", "1"]
      #expect(try gpt(train + ["--strategy", "head"], in: folder).status == 0)
      // "the red thing", then "não" as Latin-1 writes it.
      let latin1 = Data("the red thing\r\n\nn".utf8) + [0xE3] + Data("o\nthe red thing\n".utf8)
      for (language, says) in [("en", "Line 3 of standard input"), ("pt", "A linha 3 da entrada")] {
        let outcome = try gpt(
          ["classify", "predict"], in: folder, language: language, input: latin1)
        #expect(outcome.status == 1 && outcome.errors.contains(says), "\(outcome.errors)")
        #expect(outcome.output.split(separator: "\n").count == 1)
        #expect(!outcome.output.contains("\u{FFFD}") && outcome.output.contains("the red thing"))
      }
      // Without a line break at the end, and in UTF-8.
      let good = try gpt(["classify", "predict"], in: folder, input: Data("não\nred".utf8))
      #expect(good.status == 0 && good.output.split(separator: "\n").count == 2)
      #expect(good.output.contains("não"))
    }
  }

  @Test func `a user's classes are learned, shown, kept and predicted`() throws {
    try withRun { folder, run in
      let train = ["classify", "train", "--data", "colours.tsv", "--epochs", "40"]
      let shown = try gpt(train + ["--strategy", "everything"], in: folder)
      #expect(shown.status == 0, "\(shown.errors)")
      #expect(shown.errors.hasPrefix("Chapters 0"))
      for part in ["mean F1", "taken for", "precision", "recall", "Accuracy", "Kept in runs/a"] {
        #expect(shown.output.contains(part), "\(part)")
      }
      // Each text says its class three times: nothing but this is left to learn.
      let results = try #require(try run.classificationResults())
      #expect(results.labels == ["blue", "green", "red"] && results.confusion.accuracy == 1)

      let one = try gpt(["classify", "predict", "the red red red thing"], in: folder)
      #expect(one.status == 0 && one.output.hasPrefix("red  ") && one.output.hasSuffix(" %\n"))
      let lines = try gpt(
        ["classify", "predict", "--json"], in: folder,
        input: Data("the blue blue blue thing\n\n  \nthe green green green thing\n".utf8))
      let answers = try lines.output.split(separator: "\n").map {
        try #require(
          try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(answers.map { $0["label"] as? String } == ["blue", "green"])
      #expect(answers[1]["text"] as? String == "the green green green thing")
      let probabilities = try #require(answers[0]["probabilities"] as? [String: Double])
      #expect(probabilities.keys.sorted() == results.labels)
      #expect(answers[0]["probability"] as? Double == probabilities["blue"])

      let json = try gpt(
        ["classify", "train", "--data", "colours.tsv", "--epochs", "2", "--json"], in: folder)
      let written = try JSONDecoder().decode(
        ClassificationResults.self, from: Data(json.output.utf8))
      #expect(written == (try run.classificationResults()))
      #expect(written.comparison.count == 4)
    }
  }

  @Test func `what cannot be done ends with status 1 and one sentence in both languages`() throws {
    try withRun { folder, run in
      try put("red\tone", at: folder + "/short.tsv")
      try put("pink\tone", at: folder + "/stranger.tsv")
      for words in [
        ["predict", "text"], ["train", "--run", "none"], ["train", "--data", "none.tsv"],
        ["train", "--data", "short.tsv"],
        ["train", "--data", "colours.tsv", "--test", "stranger.tsv"],
      ] {
        for language in ["en", "pt-BR"] {
          let outcome = try gpt(["classify"] + words, in: folder, language: language)
          #expect(outcome.status == 1 && outcome.output == "")
          let errors = outcome.errors.split(separator: "\n")
          #expect(errors.last?.hasPrefix("gpt: ") == true)
          #expect(errors.count <= 2)  // the first may say whose chapters these are
        }
      }
      #expect(!FileManager.default.fileExists(atPath: run.classifierFile))
    }
  }

  @Test func `Ctrl-C ends it with one sentence and saves nothing`() throws {
    try withRun { folder, run in
      let outcome = try gpt(
        ["classify", "train", "--data", "colours.tsv", "--epochs", "10000"], in: folder
      ) { process in
        for _ in 0..<5_000 where try text(of: "\(folder)/.errors").isEmpty { usleep(1_000) }
        usleep(500_000)  // what is left to do before the first step takes far less
        kill(process.processIdentifier, SIGINT)
      }
      #expect(outcome.status == 130)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.split(separator: "\n").last?.hasPrefix("Stopped") == true)
      #expect(!FileManager.default.fileExists(atPath: run.classifierFile))
      #expect(!FileManager.default.fileExists(atPath: run.classificationFile))
    }
  }
}
