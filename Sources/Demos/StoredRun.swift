import CourseKit
import Foundation
import Runs

/// A run under `runs/` that the user trained with `gpt`: a better model than a demo has time to
/// train.
struct StoredRun {
  let folder: RunFolder

  /// With fewer steps, a run is no better than what a demo trains itself.
  static let leastSteps = 2_500

  /// The most recent small-world run in this language with enough training steps; nil if there is
  /// none.
  static func latest(in parent: String?, language: Language) -> StoredRun? {
    guard let parent else { return nil }
    return RunFolder.all(in: parent).first { folder in
      guard let configuration = try? folder.configuration() else { return false }
      return configuration.language == language && configuration.stepCount >= leastSteps
        && FileManager.default.fileExists(atPath: folder.modelFile)
    }.map(StoredRun.init)
  }

  var hasAssistant: Bool { folder.hasAssistant }
}
