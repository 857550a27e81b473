import Catalogue
import CourseKit
import Foundation

/// The state of an exercise, according to its code and its grader.
enum Outcome: String, Codable, Sendable {
  case passed
  case failed
  /// Its hole is still open.
  case notStarted
  /// It ran into the open hole of another exercise.
  case blocked
}

/// An exercise and its grading result.
struct ExerciseResult: Sendable {
  let exercise: Exercise
  var outcome: Outcome
  /// The grader's message; empty if it passed.
  var message = ""
  /// What the learner's code printed.
  var printed = ""
  /// The grader's remark on an exercise that passed, such as that it is slow.
  var remark = ""
  /// The exercise whose hole was reached.
  var blocker: String?
  var seconds: Double?
  /// False if the code was not graded: `failed` then only means that it has not passed.
  var isGraded = true
  /// Whether this is the reference's result, so that the learner has nothing to do.
  var isReference = false
  /// The holes left, if others of the same exercise are filled.
  var stillToWrite: [Holes.Place] = []

  /// Whether none of its holes has been filled.
  var isUntouched: Bool { outcome == .notStarted && stillToWrite.isEmpty }

  /// The same result with the holes that are left, if it is not finished.
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

  /// The estimated minutes of the exercises that have not passed.
  var minutesLeft: Int {
    reduce(0) { $0 + ($1.outcome == .passed ? 0 : $1.exercise.minutes) }
  }

  /// The exercise to do next; nil if all of the learner's own have passed.
  ///
  /// It is the first of the exercises that have not passed whose prerequisites are all met. An
  /// exercise that has code but was not graded in this call keeps its turn if it comes after the
  /// last graded one; if it comes before, it has most likely passed in an earlier call, so it comes
  /// last.
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

  /// The deepest failing prerequisite of an exercise: one that fails while its own prerequisites
  /// pass. Nil if none fails.
  func failingNeed(of exercise: Exercise) -> Exercise? {
    for number in exercise.needs {
      guard let need = first(where: { $0.exercise.number == number }), need.outcome == .failed,
        need.isGraded
      else { continue }
      return failingNeed(of: need.exercise) ?? need.exercise
    }
    return nil
  }

  /// The same results, where each failure first names the exercise to fix before it.
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

  /// The exercises that must be done before this one: the one whose hole its grader reached, or its
  /// known prerequisites.
  func missing(for result: ExerciseResult) -> [String] {
    if let blocker = result.blocker { return [blocker] }
    guard result.outcome == .notStarted else { return [] }
    return result.exercise.needs.filter { need in
      contains { $0.exercise.number == need && $0.outcome != .passed && $0.isGraded }
    }
  }
}
