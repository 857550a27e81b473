/// Marks a hole that the learner has not filled yet. Reaching it ends the program.
///
/// The grader reads the message to tell "not started" from "failed".
public func todo(_ exercise: String, file: StaticString = #fileID, line: UInt = #line) -> Never {
  fatalError("exercise \(exercise) is not started", file: file, line: line)
}
