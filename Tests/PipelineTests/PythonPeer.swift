import Foundation
import TestSupport
import Testing

/// Programs in Python that stand for the world outside, where `python3` has the packages that they need.
enum PythonPeer {
  static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path

  /// llama.cpp in one of its packages.
  static let hasLlama = (try? output(of: ["Tests/Peers/llama_answers.py"])) != nil
  /// What `Course/engines` needs.
  static let hasTorch =
    (try? output(of: ["-c", "import torch, transformers, safetensors"])) != nil

  struct Failure: Error {
    let status: Int32
    /// What it wrote to stderr.
    let message: String
  }

  /// What `python3` writes, called with these words in the folder of the project.
  static func output(of words: [String], input: Data = Data()) throws -> Data {
    try withTemporaryFolder { folder in
      let file = URL(filePath: folder + "/input")
      try input.write(to: file)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", "-B"] + words
      process.currentDirectoryURL = URL(filePath: project)
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["OMP_NUM_THREADS": "1"]) { $1 }
      let pipe = Pipe()
      process.standardInput = try FileHandle(forReadingFrom: file)
      process.standardOutput = pipe
      let errors = folder + "/errors"
      try put("", at: errors)
      process.standardError = try FileHandle(forWritingTo: URL(filePath: errors))
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw Failure(
          status: process.terminationStatus,
          message: String(decoding: try bytes(of: errors), as: UTF8.self))
      }
      return output
    }
  }
}
