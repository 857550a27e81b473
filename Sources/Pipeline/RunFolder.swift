import CourseKit
import Formats
import Foundation
import Pretraining
import Tokenization

/// A folder under `runs/` with all that is left of a run. Every file is written whole or not at all.
public struct RunFolder: Sendable, Hashable {
  public let path: String

  /// Where runs are kept, below the current folder.
  public static let parent = "runs"

  public init(path: String) { self.path = path }

  /// The name that a user gives to `--run`.
  public var name: String { (path as NSString).lastPathComponent }

  // MARK: Files

  public var configurationFile: String { path + "/configuration.json" }
  public var vocabularyFile: String { path + "/vocab.json" }
  public var mergesFile: String { path + "/merges.txt" }
  /// The parameters alone, as others can read them.
  public var modelFile: String { path + "/model.safetensors" }
  /// Parameters, optimiser and generator: what `gpt resume` goes on from.
  public var checkpointFile: String { path + "/checkpoint.safetensors" }
  public var metricsFile: String { path + "/metrics.json" }
  public var lossChartFile: String { path + "/loss.svg" }

  // MARK: Finding one

  /// Makes a new folder, `runs/name`, or `runs/name-2` … where that is taken.
  public static func make(named name: String) throws -> RunFolder {
    var candidate = name
    var number = 1
    while FileManager.default.fileExists(atPath: "\(parent)/\(candidate)") {
      number += 1
      candidate = "\(name)-\(number)"
    }
    let path = "\(parent)/\(candidate)"
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw InputError(
        "The folder \(path) cannot be made: go to a folder that you may write to, with space left.")
    }
    return RunFolder(path: path)
  }

  /// The run that a user named, by its name under `runs/` or by its path; without a name the one that
  /// was worked on last.
  public static func find(_ name: String?, having file: KeyPath<RunFolder, String>) throws
    -> RunFolder
  {
    if let name, !name.isEmpty {
      for path in ["\(parent)/\(name)", name] {
        let folder = RunFolder(path: path)
        if FileManager.default.fileExists(atPath: folder.configurationFile) { return folder }
      }
      throw InputError("There is no run \(name): `gpt runs` lists those that there are.")
    }
    guard
      let latest = all().first(where: { FileManager.default.fileExists(atPath: $0[keyPath: file]) })
    else {
      throw InputError("There is no run under \(parent)/ yet: `gpt` alone trains one.")
    }
    return latest
  }

  /// All runs, the one that was worked on last first.
  public static func all() -> [RunFolder] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return names.map { RunFolder(path: "\(parent)/\($0)") }
      .filter { FileManager.default.fileExists(atPath: $0.configurationFile) }
      .sorted { ($0.lastChange, $0.path) > ($1.lastChange, $1.path) }
  }

  private var lastChange: Date {
    [modelFile, checkpointFile, configurationFile].compactMap {
      try? FileManager.default.attributesOfItem(atPath: $0)[.modificationDate] as? Date
    }.max() ?? .distantPast
  }

  // MARK: Configuration

  public func save(_ configuration: RunConfiguration) throws {
    try AtomicFile.write(encoded(configuration), to: configurationFile)
  }

  public func configuration() throws -> RunConfiguration {
    try decoded(RunConfiguration.self, from: configurationFile)
  }

  // MARK: Tokenizer

  /// Written as GPT-2's two files, which other programs can read.
  public func save(_ tokenizer: ByteLevelBPE) throws {
    try GPT2Vocabulary(
      tokens: tokenizer.tokens,
      merges: tokenizer.merges.map { .init(tokenizer.tokens[$0.left], tokenizer.tokens[$0.right]) }
    ).write(vocabularyPath: vocabularyFile, mergesPath: mergesFile)
  }

  public func tokenizer() throws -> ByteLevelBPE {
    let file = try GPT2Vocabulary(vocabularyPath: vocabularyFile, mergesPath: mergesFile)
    return try ByteLevelBPE(
      tokens: file.tokens, merges: file.merges.map { (left: $0.first, right: $0.second) })
  }

  // MARK: Metrics

  public func save(_ metrics: RunMetrics) throws {
    try AtomicFile.write(encoded(metrics), to: metricsFile)
  }

  public func metrics() throws -> RunMetrics { try decoded(RunMetrics.self, from: metricsFile) }

  private func encoded(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return try encoder.encode(value)
  }

  private func decoded<Value: Decodable>(_ type: Value.Type, from path: String) throws -> Value {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputError("\(path) is missing or cannot be read: is \(self.path) the folder of a run?")
    }
    do { return try JSONDecoder().decode(type, from: data) } catch {
      throw InputError(
        "\(path) is not what a run has written: restore the file, or begin a new run.")
    }
  }
}
