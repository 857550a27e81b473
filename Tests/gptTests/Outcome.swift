import Foundation
import TestSupport
import Testing

/// What a program wrote, and how it ended.
struct Outcome {
  let status: Int32
  let output: String
  let errors: String

  func json() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }
}

/// The program `gpt`, which is built beside the tests.
private let gptProgram: URL = {
  #if canImport(Darwin)
    // The tests are a bundle there, which a program of the toolchain loads.
    final class Place {}
    let tests = Bundle(for: Place.self).bundleURL
  #else
    let tests = URL(fileURLWithPath: CommandLine.arguments[0])
  #endif
  return tests.deletingLastPathComponent().appending(path: "gpt")
}()

/// Runs `gpt` in `folder` with `input` on its standard input; `interruption` gets the process when it
/// runs.
func gpt(
  _ words: [String], in folder: String, language: String = "en", input: Data = Data(),
  interruption: (Process) throws -> Void = { _ in }
) throws -> Outcome {
  let process = Process()
  process.executableURL = gptProgram
  process.arguments = words
  process.environment = ["COURSE_LANGUAGE": language]
  return try outcome(of: process, in: folder, input: input, interruption)
}

/// What a shell makes of a script in which `$GPT` is the program.
func shell(_ script: String, in folder: String) throws -> Outcome {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/sh")
  process.arguments = ["-c", script]
  process.environment = ["COURSE_LANGUAGE": "en", "GPT": gptProgram.path]
  return try outcome(of: process, in: folder, input: Data()) { _ in }
}

private func outcome(
  of process: Process, in folder: String, input: Data, _ interruption: (Process) throws -> Void
) throws -> Outcome {
  try input.write(to: URL(fileURLWithPath: "\(folder)/.input"))
  process.standardInput = FileHandle(forReadingAtPath: "\(folder)/.input")
  process.standardOutput = try newFile(named: ".output", in: folder)
  process.standardError = try newFile(named: ".errors", in: folder)
  try start(process, in: folder)
  try interruption(process)
  process.waitUntilExit()
  return Outcome(
    status: process.terminationStatus, output: try text(of: "\(folder)/.output"),
    errors: try text(of: "\(folder)/.errors"))
}

/// Runs `gpt` in `folder` with pipes; `conversation` writes to its input and gives what it reads of its
/// output.
func gpt(
  _ words: [String], in folder: String, language: String = "en",
  conversation: (Process, FileHandle, FileHandle) throws -> String
) throws -> Outcome {
  let process = Process()
  process.executableURL = gptProgram
  process.arguments = words
  process.environment = ["COURSE_LANGUAGE": language]
  let (input, output) = (Pipe(), Pipe())
  process.standardInput = input
  process.standardOutput = output
  process.standardError = try newFile(named: ".errors", in: folder)
  try start(process, in: folder)
  let said = try conversation(process, input.fileHandleForWriting, output.fileHandleForReading)
  process.waitUntilExit()
  return Outcome(
    status: process.terminationStatus, output: said, errors: try text(of: "\(folder)/.errors"))
}

private func start(_ process: Process, in folder: String) throws {
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  // A child inherits which signals the thread that starts it lets through; a test's lets none.
  var all = sigset_t()
  var before = sigset_t()
  sigfillset(&all)
  pthread_sigmask(SIG_UNBLOCK, &all, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  try process.run()
}

private func newFile(named name: String, in folder: String) throws -> FileHandle {
  try put("", at: "\(folder)/\(name)")
  return try #require(FileHandle(forWritingAtPath: "\(folder)/\(name)"))
}

func text(of path: String) throws -> String {
  String(decoding: try bytes(of: path), as: UTF8.self)
}
