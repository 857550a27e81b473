import CourseKit
import Foundation
import Pipeline
import Testing

/// The program itself, as a user runs it.
@Suite(.serialized) struct CommandLineTests {
  private struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs `gpt` in `folder`; `interruption` gets the process when it runs.
  private func gpt(
    _ words: [String], in folder: String, language: String = "en",
    interruption: (Process) -> Void = { _ in }
  ) throws -> Outcome {
    // It is built beside the tests.
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let process = Process()
    process.executableURL = tests.appending(path: "gpt")
    process.arguments = words
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["COURSE_LANGUAGE": language]
    let files = try ["output", "errors"].map { name in
      let path = "\(folder)/.\(name)"
      try put("", at: path)
      return try #require(FileHandle(forWritingAtPath: path))
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = files[0]
    process.standardError = files[1]
    try process.run()
    interruption(process)
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: String(decoding: try bytes(of: "\(folder)/.output"), as: UTF8.self),
      errors: String(decoding: try bytes(of: "\(folder)/.errors"), as: UTF8.self))
  }

  private static let pretrain =
    "pretrain --text text --batch 2 --context 16 --layers 1 --heads 2 --width 16 --vocabulary 300"
    .split(separator: " ").map(String.init)

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

  @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
  func `a process that a signal ends goes on to the same bytes`(signal: Int32) throws {
    try withText { folder in
      let words = Self.pretrain + ["--steps", "4000"]
      #expect(try gpt(words + ["--run", "whole"], in: folder).status == 0)
      let first = try gpt(words + ["--run", "stopped"], in: folder) { process in
        // Once the first checkpoint is there.
        let checkpoint = RunFolder(path: folder + "/runs/stopped").checkpointFile
        for _ in 0..<2_000 where !FileManager.default.fileExists(atPath: checkpoint) {
          usleep(2_000)
        }
        kill(process.processIdentifier, signal)
      }
      #expect(first.status == (signal == SIGKILL ? SIGKILL : 130))
      if signal != SIGKILL { #expect(first.output.contains("gpt resume --run stopped")) }
      #expect(try gpt(["resume", "--run", "stopped"], in: folder).status == 0)
      for file in ["model.safetensors", "checkpoint.safetensors", "metrics.json"] {
        #expect(
          try bytes(of: "\(folder)/runs/whole/\(file)")
            == bytes(of: "\(folder)/runs/stopped/\(file)"))
      }
    }
  }
}
