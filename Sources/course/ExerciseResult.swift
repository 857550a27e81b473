import CourseKit
import Foundation

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
  /// What the grader says of an exercise that passed, such as that it is slow.
  var remark = ""
  /// The exercise whose hole was met.
  var blocker: String?
  var seconds: Double?
  /// False where there is code that no grader has seen: `failed` only says that it has not passed.
  var isGraded = true
  /// Whether it is the reference's: nothing to do for the learner.
  var isReference = false
  /// The holes that are left where others of the same exercise are filled.
  var stillToWrite: [Holes.Place] = []

  /// Whether none of its holes is filled.
  var isUntouched: Bool { outcome == .notStarted && stillToWrite.isEmpty }

  /// The same, and where it is not finished the places that are left.
  func withHoles(_ holes: Holes) -> ExerciseResult {
    guard outcome == .notStarted || outcome == .blocked, !holes.isUntouched(exercise) else {
      return self
    }
    var result = self
    result.stillToWrite = holes.open[exercise.number] ?? []
    return result
  }
}

extension [ExerciseResult] {
  func count(_ outcome: Outcome) -> Int { count { $0.outcome == outcome } }

  /// The minutes of what has not passed.
  var minutesLeft: Int {
    reduce(0) { $0 + ($1.outcome == .passed ? 0 : $1.exercise.minutes) }
  }

  /// The exercise to do now; nil where all of the learner's own have passed.
  ///
  /// Of those that have not passed the first for which everything is there. What has code that this call
  /// has not graded comes in its order if it stands behind what was graded; before it, most has passed in
  /// another call, so it comes last.
  var nextStep: ExerciseResult? {
    let all = filter { $0.outcome != .passed && !$0.isReference }
    let last = last { $0.isGraded && [.passed, .failed].contains($0.outcome) }?.exercise.number
    let graded = all.filter {
      $0.isGraded
        || $0.exercise.number.compare(last ?? "", options: .numeric) == .orderedDescending
    }
    let left = graded.isEmpty ? all : graded
    let missing = Set(left.filter(\.isGraded).map(\.exercise.number))
    return left.first { $0.outcome != .blocked && missing.isDisjoint(with: $0.exercise.needs) }
      ?? left.first
  }

  /// Of the exercises that this one is made of, and those that they are made of, one that fails while
  /// all that it is made of itself passes; nil if none fails.
  func failingNeed(of exercise: Exercise) -> Exercise? {
    for number in exercise.needs {
      guard let need = first(where: { $0.exercise.number == number }), need.outcome == .failed,
        need.isGraded
      else { continue }
      return failingNeed(of: need.exercise) ?? need.exercise
    }
    return nil
  }

  /// The same results, where those that fail say first which exercise to mend before.
  func namingFailingNeeds(_ language: Language) -> [ExerciseResult] {
    map { result in
      guard result.outcome == .failed, result.isGraded,
        let need = failingNeed(of: result.exercise)?.number
      else { return result }
      var result = result
      let number = result.exercise.number
      result.message =
        language.text(
          "\(number) uses \(need), which fails: look there first.",
          "\(number) usa o \(need), que ainda não passa: comece por ele.") + "\n" + result.message
      return result
    }
  }

  /// The exercises that must come before this one: the one whose hole its grader met, or those it is
  /// known to need.
  func missing(for result: ExerciseResult) -> [String] {
    if let blocker = result.blocker { return [blocker] }
    guard result.outcome == .notStarted else { return [] }
    return result.exercise.needs.filter { need in
      contains { $0.exercise.number == need && $0.outcome != .passed && $0.isGraded }
    }
  }
}
