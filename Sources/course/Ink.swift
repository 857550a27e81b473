import Console
import CourseKit
import Foundation

/// Colour for a terminal that has it; plain text for files, pipes and `NO_COLOR`.
struct Ink: Sendable {
  let isColored: Bool

  static let output = Ink(
    isColored: isatty(STDOUT_FILENO) == 1
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
      && ProcessInfo.processInfo.environment["NO_COLOR"] == nil)
  static let plain = Ink(isColored: false)

  func green(_ text: String) -> String { painted(text, "32") }
  func red(_ text: String) -> String { painted(text, "31") }
  func faint(_ text: String) -> String { painted(text, "2") }
  func bold(_ text: String) -> String { painted(text, "1") }

  private func painted(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// One character for how an exercise stands.
  func mark(_ result: ExerciseResult) -> String {
    result.outcome == .failed && !result.isGraded ? "?" : mark(result.outcome)
  }

  /// One character for an outcome.
  func mark(_ outcome: Outcome) -> String {
    switch outcome {
    case .passed: green("✓")
    case .failed: red("✗")
    case .blocked: "↑"
    case .notStarted: faint("·")
    }
  }
}

extension Exercise.Difficulty {
  /// `★★☆`
  var stars: String {
    String(repeating: "★", count: rawValue) + String(repeating: "☆", count: 3 - rawValue)
  }
}

/// `25 min`, `3 h 20 min`.
func minutes(_ count: Int) -> String {
  guard count >= 60 else { return "\(count) min" }
  return count % 60 == 0 ? "\(count / 60) h" : "\(count / 60) h \(count % 60) min"
}
