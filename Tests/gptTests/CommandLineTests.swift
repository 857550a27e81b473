import CourseKit
import Foundation
import Pipeline
import Runs
import TestSupport
import Testing

/// The program itself, as a user runs it.
@Suite(.serialized) struct CommandLineTests {
  private static let pretrain =
    ["pretrain", "--text", "text", "--batch", "2", "--context", "16", "--layers", "1"]
    + ["--heads", "2", "--width", "16", "--vocabulary", "300", "--threads", "1"]

  private func withText(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try put(String(repeating: "The cat sat on the mat. ", count: 200), at: folder + "/text")
      try body(folder)
    }
  }

  @Test(arguments: [
    ["generate", "--top-p", "1.5"], ["generate", "--temperature", "-1"], ["dream"],
    ["pretrain", "--width", "15"], ["pretrain", "--steps", "9223372036854775807"],
    ["pretrain", "--run", "a/b"], ["--run", ""], ["pretrain", "--learning-rate", "1e300"],
    ["bench", "--row", "none"],
  ])
  func `words that make no sense end with status 64 and one line`(words: [String]) throws {
    try withTemporaryFolder { folder in
      for language in ["en", "pt-BR"] {
        let outcome = try gpt(words, in: folder, language: language)
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("gpt: "))
        #expect(outcome.errors.split(separator: "\n").count == 1)
      }
      #expect(!FileManager.default.fileExists(atPath: folder + "/runs"))
    }
  }

  @Test func `what cannot be done ends with status 1, one line and no folder`() throws {
    try withTemporaryFolder { folder in
      try put("hi", at: folder + "/text")
      for words in [Self.pretrain, ["generate"], ["resume", "--run", "none"]] {
        let outcome = try gpt(words, in: folder)
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("gpt: "))
        #expect(outcome.errors.split(separator: "\n").count == 1)
        #expect(!FileManager.default.fileExists(atPath: folder + "/runs"))
      }
    }
  }

  @Test func `train, generate, list: and JSON is all that --json prints`() throws {
    try withText { folder in
      let trained = try gpt(Self.pretrain + ["--steps", "8", "--run", "a"], in: folder)
      #expect(trained.status == 0)
      #expect(trained.output.contains("Kept in runs/a"))

      // No probability is too small and no rounding to Float too unkind.
      for decoding in [["--top-p", "1e-60"], ["--temperature", "1e-60"], ["--top-k", "999"], []] {
        let words = ["generate", "--json", "--max-tokens", "7", "--prompt", "\"ção\"\n"] + decoding
        let outcome = try gpt(words, in: folder)
        #expect(outcome.status == 0 && outcome.errors == "")
        let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let result = try #require(json as? [String: Any])
        #expect(result["prompt"] as? String == "\"ção\"\n")
        #expect(result["run"] as? String == "a")
        #expect(result["completion"] is String && result["tokenCount"] is Int)
      }
      #expect(try gpt(["runs"], in: folder).output.contains("8/8"))
      let again = try gpt(["generate", "--max-tokens", "7"], in: folder, language: "pt")
      #expect(again.output.hasPrefix("The cat"))
      #expect(again.errors.hasPrefix("Capítulos"))
    }
  }

  @Test func `a process that a signal ends goes on to the same bytes`() throws {
    try withText { folder in
      let words = Self.pretrain + ["--steps", "1000"]
      #expect(try gpt(words + ["--run", "whole"], in: folder).status == 0)
      for signal in [SIGINT, SIGTERM, SIGKILL] {
        let run = RunFolder(path: "\(folder)/runs/stopped\(signal)")
        let first = try gpt(words + ["--run", run.name], in: folder) { process in
          // Once the first checkpoint is there, at step 250.
          for _ in 0..<60_000 where !FileManager.default.fileExists(atPath: run.checkpointFile) {
            usleep(1_000)
          }
          kill(process.processIdentifier, signal)
        }
        #expect(first.status == (signal == SIGKILL ? SIGKILL : 130))
        if signal != SIGKILL { #expect(first.errors.contains("gpt resume --run \(run.name)")) }
        #expect(try gpt(["resume", "--run", run.name], in: folder).status == 0)
        for file in ["model.safetensors", "checkpoint.safetensors", "metrics.json"] {
          #expect(try bytes(of: "\(folder)/runs/whole/\(file)") == bytes(of: "\(run.path)/\(file)"))
        }
      }
    }
  }

  @Test func `a training whose reader goes away is saved with its report`() throws {
    try withText { folder in
      let words = (Self.pretrain + ["--steps", "400", "--run", "a"]).joined(separator: " ")
      let outcome = try shell(
        "{ \"$GPT\" \(words); echo $? >status; } | head -n 1; cat status", in: folder)
      #expect(outcome.output.hasPrefix("Chapters") && outcome.output.hasSuffix("\n1\n"))
      #expect(outcome.errors.hasSuffix("the program behind the pipe ended first.\n"))
      for file in ["model.safetensors", "metrics.json", "report.html"] {
        #expect(FileManager.default.fileExists(atPath: "\(folder)/runs/a/\(file)"))
      }
    }
  }

  @Test func `output that cannot be written is an error of every command`() throws {
    try withText { folder in
      #expect(try gpt(Self.pretrain + ["--steps", "2", "--run", "a"], in: folder).status == 0)
      let places =
        FileManager.default.fileExists(atPath: "/dev/full") ? [">/dev/full", ">&-"] : [">&-"]
      for command in [
        "--help", "generate --help", "generate", "runs", "generate --json", "evaluate", "report",
        "share --model pretrained",
      ] {
        for place in places {
          let outcome = try shell("\"$GPT\" \(command) \(place)", in: folder)
          #expect(outcome.status == 1, "\(command) \(place)")
          let sentences = outcome.errors.split(separator: "\n").filter {
            $0.hasPrefix("gpt: The output")
          }
          #expect(sentences.count == 1, "\(command) \(place): \(outcome.errors)")
        }
      }
    }
  }

  @Test func `what is advised can be pasted, whatever the run is called`() throws {
    try withText { folder in
      let name = "my run; touch x"
      let first = try gpt(Self.pretrain + ["--steps", "100000", "--run", name], in: folder) {
        process in
        while !FileManager.default.fileExists(
          atPath: "\(folder)/runs/\(name)/checkpoint.safetensors"),
          process.isRunning
        { usleep(1_000) }
        kill(process.processIdentifier, SIGINT)
      }
      let advice = try #require(first.errors.firstMatch(of: /gpt (resume .*) goes on\./)).output.1
      #expect(advice == "resume --run 'my run; touch x'")
    }
  }

  @Test func `nothing that was given steers the terminal`() throws {
    try withText { folder in
      let evil = "a\u{1B}[31mb\u{202E}c\u{9B}2J"
      let words = Self.pretrain + ["--steps", "2", "--prompt", evil, "--run", "a"]
      for words in [
        words, ["generate", "--prompt", evil], ["generate", "--prompt", evil, "--json"],
        ["generate", "--run", evil], [evil], ["generate", evil], ["--\(evil)"],
        ["pretrain", "--text", evil], ["instruct", "--data", evil], ["runs"], ["evaluate"],
      ] {
        let outcome = try gpt(words, in: folder)
        let shown = (outcome.output + outcome.errors).unicodeScalars
        #expect(
          shown.allSatisfy { !["\u{1B}", "\u{202E}", "\u{9B}"].contains($0) }, "\(words)")
      }
    }
  }
}
