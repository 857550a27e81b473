import CourseKit

/// How an exercise stands, as its code and its grader say.
enum Outcome: String, Codable, Sendable {
  case passed
  case failed
  /// Its hole is open.
  case notStarted
  /// It met the hole of another exercise.
  case blocked
}

/// One exercise and what came of grading it.
struct ExerciseResult: Sendable {
  let exercise: Exercise
  var outcome: Outcome
  /// What the grader says of it; empty where it passed.
  var message = ""
  /// What the learner's code printed.
  var printed = ""
  /// The exercise whose hole was met.
  var blocker: String?
  var seconds: Double?

  /// An exercise with its hole open needs no grader.
  static func notStarted(_ exercise: Exercise) -> ExerciseResult {
    ExerciseResult(exercise: exercise, outcome: .notStarted)
  }
}

extension [ExerciseResult] {
  func count(_ outcome: Outcome) -> Int { count { $0.outcome == outcome } }

  /// The minutes of what has not passed.
  var minutesLeft: Int {
    reduce(0) { $0 + ($1.outcome == .passed ? 0 : $1.exercise.minutes) }
  }

  /// The exercise to do now: of those that have not passed the first for which everything is there;
  /// nil where all have passed.
  var nextStep: ExerciseResult? {
    let missing = Set(lazy.filter { $0.outcome != .passed }.map(\.exercise.number))
    let left = filter { $0.outcome != .passed }
    return left.first { $0.outcome != .blocked && missing.isDisjoint(with: $0.exercise.needs) }
      ?? left.first
  }

  /// The exercises that must come before this one: the one whose hole its grader met, or those it is
  /// known to need.
  func missing(for result: ExerciseResult) -> [String] {
    if let blocker = result.blocker { return [blocker] }
    guard result.outcome == .notStarted else { return [] }
    return result.exercise.needs.filter { need in
      contains { $0.exercise.number == need && $0.outcome != .passed }
    }
  }
}
