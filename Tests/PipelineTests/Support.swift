import Console
import CourseKit
import Foundation
import Pipeline
import Pretraining
import Testing
import Tokenization

/// The program `gpt`, which is built beside the tests.
let gptProgram: URL = {
  #if canImport(Darwin)
    // The tests are a bundle there, which a program of the toolchain loads.
    final class Place {}
    let tests = Bundle(for: Place.self).bundleURL
  #else
    let tests = URL(fileURLWithPath: CommandLine.arguments[0])
  #endif
  return tests.deletingLastPathComponent().appending(path: "gpt")
}()

/// Calls `body` with a new, empty folder, which is removed afterwards.
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

func bytes(of path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

func put(_ text: String, at path: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}

/// Changes what a JSON file says.
func changeJSON(_ path: String, _ change: (inout [String: Any]) throws -> Void) throws {
  var object = try #require(
    try JSONSerialization.jsonObject(with: bytes(of: path)) as? [String: Any])
  try change(&object)
  try JSONSerialization.data(withJSONObject: object).write(to: URL(fileURLWithPath: path))
}

/// Writes a safetensors file again as another program might have: with other names, and with `extra`
/// as the members and bytes that follow.
func rename(
  _ path: String, _ newName: (String) -> String,
  adding extra: (_ offset: Int) -> (member: String, bytes: [UInt8])? = { _ in nil }
) throws {
  let whole = [UInt8](try bytes(of: path))
  let length = whole[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
  let header = try #require(
    try JSONSerialization.jsonObject(with: Data(whole[8..<8 + length])) as? [String: Any])
  var members = try header.map { name, value in
    let text = String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
    return "\"\(name == "__metadata__" ? name : newName(name))\":\(text)"
  }
  var numbers = Array(whole[(8 + length)...])
  if let (member, bytes) = extra(numbers.count) {
    members.append(member)
    numbers += bytes
  }
  let text = Array("{\(members.joined(separator: ","))}".utf8)
  let prefix = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
  try Data(prefix + text + numbers).write(to: URL(fileURLWithPath: path))
}

/// What the `InputError` says that `body` throws. It must be one line with a full stop.
func sentence(
  location: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) throws -> String {
  let error = try #require(throws: InputError.self, sourceLocation: location) { try body() }
  #expect(
    !error.description.contains("\n") && error.description.hasSuffix("."),
    sourceLocation: location)
  return error.description
}

/// A run that takes a fraction of a second.
func tinyConfiguration(
  steps: Int = 24,
  source: RunConfiguration.Source = .smallWorld(language: .english, documentCount: 60),
  seed: UInt64 = 7, learningRate: Float = 3e-3
) -> RunConfiguration {
  RunConfiguration(
    source: source, seed: seed,
    model: GPTConfiguration(
      vocabularySize: 300, contextLength: 16, layerCount: 1, headCount: 2, width: 16,
      dropoutRate: 0.1),
    plan: TrainingPlan(
      schedule: LearningRateSchedule(
        peak: learningRate, minimum: learningRate / 30, warmUpSteps: 2, totalSteps: steps),
      batchSize: 4, accumulation: 2),
    evaluationInterval: 10, prompt: "One morning")
}

/// The text of a run, with little to be measured on: an evaluation is most of what a tiny run costs.
func documents(for configuration: RunConfiguration) throws -> PretrainingData.Documents {
  var documents = try PretrainingData.documents(of: configuration)
  documents.validation = Array(documents.validation.prefix(20))
  return documents
}

func data(for configuration: RunConfiguration) throws -> PretrainingData {
  let documents = try documents(for: configuration)
  let tokenizer = ByteLevelBPE(
    documents: documents.training, vocabularySize: configuration.model.vocabularySize)
  return try PretrainingData(documents, tokenizer: tokenizer, configuration: configuration)
}

extension PretrainingRun {
  /// Trains until `step` steps are done, as if Ctrl-C came then.
  mutating func train(until step: Int = .max) throws {
    do {
      try train { if $0.steps.count >= step { throw Stopped() } }
    } catch is Stopped {}
  }
}

/// The words to look for in the language in which the course speaks here.
func words(_ english: String, _ portuguese: String) -> String {
  Language.current.text(english, portuguese)
}
