import CourseKit

/// What reaches only some of an exercise's holes: the forward pass without the backward.
///
///     attempt.grade(
///       headsGrader,
///       parts: [
///         .init(Text("splitIntoHeads", "splitIntoHeads")) { [Evidence(heads, split($0))] },
///         .init(Text("joinHeads", "joinHeads")) { [Evidence(joined, join($0))] },
///       ]
///     ) { … }
///
/// Its evidence is compared with what the whole exercise should give under the same names.
public struct Part<Input: Sendable>: Sendable {
  /// As it stands in "Right so far: …" and "Still to write: …".
  public let name: Text
  public let submission: Grader<Input>.Submission

  public init(_ name: Text, _ submission: @escaping Grader<Input>.Submission) {
    self.name = name
    self.submission = submission
  }
}

/// Tries the parts of an exercise one after the other, each from within the hole that the last one met.
///
/// All of it runs on the thread that met the hole; no other looks at it while that waits.
final class PartsTrial<Input: Sendable>: @unchecked Sendable {
  private let exercise: String
  private let finding: (Part<Input>) throws -> Finding?
  private var left: ArraySlice<Part<Input>>
  /// The part that is being tried.
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

  /// The part that is being tried has met a hole. Ends the process.
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
  /// In each language, in a form that goes into a file.
  fileprivate var both: [[String]] { map { [$0.in(.english), $0.in(.portuguese)] } }
}
