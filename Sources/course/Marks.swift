import Catalogue
import Console
import CourseKit

extension StyledText {
  /// One character for the state of an exercise.
  static func mark(_ result: ExerciseResult) -> StyledText {
    result.outcome == .failed && !result.isGraded ? "?" : mark(result.outcome)
  }

  /// One character for an outcome.
  static func mark(_ outcome: Outcome) -> StyledText {
    switch outcome {
    case .passed: .green("✓")
    case .failed: .red("✗")
    case .blocked: "↑"
    case .notStarted: .faint("·")
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
