import CourseKit

/// How an attempt at an exercise ended, as the process that ran it told.
public enum Verdict: Codable, Sendable {
  case passed
  /// The hole of this exercise was met: its own, or that of an earlier one.
  case unfinished(exercise: String)
  /// Some of its holes are open, and what is written of it passes: the parts' names in English and in
  /// Portuguese.
  case begun(passed: [[String]], open: [[String]])
  case wrong(Finding)
  /// It passed, but the learner's chapter imports the reference.
  case borrowed(place: String, module: String)
  /// The code threw.
  case threw(error: String)
  /// The code called `exit`.
  case left
  /// A signal ended it, or the watch did.
  case broke(Breakage)
}

/// How code came to a sudden end, and where.
public struct Breakage: Codable, Sendable {
  public enum Cause: String, Codable, Sendable, CaseIterable {
    /// A trap of Swift: index out of range, nil unwrapped, overflow, a precondition.
    case trap
    case stackOverflow
    case memory
    case time
    /// Asleep, or waiting for what never comes.
    case wait
    case output
    case threads
    /// Stopped by SIGSTOP, never to go on.
    case stop
    case other

    /// Its place among all cases, found without taking memory.
    var index: Int {
      switch self {
      case .trap: 0
      case .stackOverflow: 1
      case .memory: 2
      case .time: 3
      case .wait: 4
      case .output: 5
      case .threads: 6
      case .stop: 7
      case .other: 8
      }
    }
  }

  public var cause: Cause
  public var signal: Int32
  /// What the runtime says of it where it says nothing on the screen: "arithmetic overflow".
  public var failure: String?
  /// The learner's own place: `Exercises/03-Attention/CausalMask.swift:14`.
  public var place: String?
}

/// A line of the file in which a process tells how it goes.
enum Note: Codable, Sendable {
  /// The first line: which process it is.
  case began(process: Int32)
  /// It is about to try this input.
  case trying(input: String)
  case verdict(Verdict)
  /// It passed, and takes far longer than the reference.
  case slow(Slowness)
}
