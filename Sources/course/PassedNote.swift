import Formats
import Foundation

/// Which exercises have passed with exactly the sources that are there now.
///
/// It saves running a grader again on what has not changed, and can say nothing about other sources:
/// its key is made of them, and with another key it is empty. Failures are not kept, so whatever has
/// not passed is tried again.
struct PassedNote {
  private struct Content: Codable {
    let key: String
    var passed: Set<String>
  }

  private let file: String
  private var content: Content

  init(in project: Project, key: String) {
    file = project.note("passed.json")
    let data = FileManager.default.contents(atPath: file) ?? Data()
    let kept = try? JSONDecoder().decode(Content.self, from: data)
    content = kept?.key == key ? kept! : Content(key: key, passed: [])
  }

  func contains(_ exercise: String) -> Bool { content.passed.contains(exercise) }

  /// Adds what has passed now and takes out what has not.
  mutating func update(with results: [ExerciseResult]) {
    for result in results {
      if result.outcome == .passed {
        content.passed.insert(result.exercise.number)
      } else {
        content.passed.remove(result.exercise.number)
      }
    }
    // It is a convenience: where it cannot be written, the graders run once more.
    if let data = try? JSONEncoder().encode(content) { try? AtomicFile.write(data, to: file) }
  }
}
