import Catalogue
import CourseKit

/// A submission that reaches only some of an exercise's holes, such as the forward pass without the
/// backward pass.
///
///     attempt.grade(
///       headsGrader,
///       parts: [
///         .init(Text("splitIntoHeads", "splitIntoHeads")) { [Evidence(heads, split($0))] },
///         .init(Text("joinHeads", "joinHeads")) { [Evidence(joined, join($0))] },
///       ]
///     ) { … }
///
/// Its evidence is compared with the expected evidence of the same names.
public struct Part<Input: Sendable>: Sendable {
  /// The name in "Right so far: …" and "Still to write: …".
  public let name: Text
  public let submission: Grader<Input>.Submission

  public init(_ name: Text, _ submission: @escaping Grader<Input>.Submission) {
    self.name = name
    self.submission = submission
  }
}

/// Grades the parts of an exercise in turn, each from within the hole that the previous one met.
///
/// Everything runs on the thread that met the hole; no other thread accesses this while it waits.
final class PartsTrial<Input: Sendable>: @unchecked Sendable {
  private let exercise: String
  private let finding: (Part<Input>) throws -> Finding?
  private var left: ArraySlice<Part<Input>>
  /// The part that is being graded.
  private var current: Text?
  private var passed: [Text] = []
  private var open: [Text] = []

  init(
    parts: [Part<Input>], exercise: String, finding: @escaping (Part<Input>) throws -> Finding?
  ) {
    left = parts[...]
    self.exercise = exercise
    self.finding = finding
  }

  /// Called when the current part has met a hole. Ends the process.
  func goOn(at hole: String) -> Never {
    guard hole == exercise, !Isolation.isSettled else { Isolation.end(.unfinished(exercise: hole)) }
    if let current { open.append(current) }
    while let part = left.popFirst() {
      current = part.name
      do {
        if let wrong = try finding(part) { Isolation.end(.wrong(wrong)) }
      } catch {
        Isolation.end(.threw(error: "\(error)"))
      }
      passed.append(part.name)
    }
    Isolation.end(
      passed.isEmpty
        ? .unfinished(exercise: exercise) : .begun(passed: passed.both, open: open.both))
  }
}

extension [Text] {
  /// The texts as English and Portuguese pairs, in a form that can be encoded.
  fileprivate var both: [[String]] { map { [$0.in(.english), $0.in(.portuguese)] } }
}
