import Console
import CourseKit
import Foundation
import Runs

/// An experiment of chapter 8: it measures something, shows it as a table, and concludes from its
/// own numbers what they say, whichever way they fall.
///
/// Its stored properties are its size, which tests make small.
public protocol Experiment: Sendable {
  /// What was measured. Nothing in it depends on the clock.
  associatedtype Results: Codable & Sendable

  var name: String { get }
  /// One line without a full stop.
  var summary: Text { get }
  /// Whether it is about the model of a run; if not, it trains models of its own.
  var needsRun: Bool { get }

  func run(_ setting: ExperimentSetting) throws -> Results
  func table(_ results: Results, _ language: Language) -> Table
  /// What the numbers say, in a few sentences.
  func conclusion(_ results: Results, _ language: Language) -> String
}

/// Where and with which seed an experiment is made.
public struct ExperimentSetting {
  /// Of the small world, where the experiment trains a model of its own.
  public let language: Language
  public let seed: UInt64
  /// The run that it is about.
  public let folder: RunFolder?

  /// How far an experiment is.
  public typealias Progress = (step: Int, total: Int, note: String)

  private let observer: Observer<Progress>

  /// - Parameter observer: ends the experiment by throwing.
  public init(
    language: Language, seed: UInt64, folder: RunFolder? = nil,
    observer: @escaping Observer<Progress> = { _ in }
  ) {
    self.language = language
    self.seed = seed
    self.folder = folder
    self.observer = observer
  }

  /// Says how far the experiment is. Throws what the observer has thrown.
  func progress(_ step: Int, of total: Int, _ note: String = "") throws {
    try observer((step, total, note))
  }

  /// The run that the experiment is about.
  func requiredFolder() -> RunFolder {
    guard let folder else { preconditionFailure("an experiment that needs a run was given none") }
    return folder
  }
}

/// The experiments, by name.
public enum Experiments {
  public static let all: [any Experiment] = [
    DataSizeExperiment(), LossMaskExperiment(), ChatExperiment(), DecodingExperiment(),
    HallucinationExperiment(), ReadingExperiment(),
  ]

  public static func named(_ name: String) -> (any Experiment)? {
    all.first { $0.name == name }
  }
}

/// What an experiment came to, as it is shown.
public struct ExperimentOutcome {
  public let table: String
  public let conclusion: String
  /// The measurements as JSON.
  public let results: Data
}

extension Experiment {
  public func outcome(_ setting: ExperimentSetting, in language: Language) throws
    -> ExperimentOutcome
  {
    let results = try run(setting)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return ExperimentOutcome(
      table: table(results, language).description, conclusion: conclusion(results, language),
      results: try encoder.encode(results))
  }
}
