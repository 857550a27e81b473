import CourseKit

/// How an attempt at an exercise ended, as reported by the process that ran it.
public enum Verdict: Codable, Sendable {
  case passed
  /// An open hole was met: the one of `exercise`, which is the attempt's own or an earlier one.
  case unfinished(exercise: String)
  /// Some holes are open, and the written parts pass. The lists hold the parts' names in English
  /// and Portuguese.
  case begun(passed: [[String]], open: [[String]])
  case wrong(Finding)
  /// It passed, but the learner's chapter imports the reference.
  case borrowed(place: String, module: String)
  /// The code threw an error.
  case threw(error: String)
  /// The code called `exit`.
  case left
  /// A signal or the watchdog ended it.
  case broke(Breakage)
}

/// How code was terminated, and where.
public struct Breakage: Codable, Sendable {
  public enum Cause: String, Codable, Sendable, CaseIterable {
    /// A Swift trap: index out of range, nil unwrapped, overflow, a failed precondition.
    case trap
    case stackOverflow
    case memory
    case time
    /// Sleeping, or waiting for something that never happens.
    case wait
    case output
    case threads
    /// Stopped by SIGSTOP and never resumed.
    case stop
    case other

    /// Its index among all cases, found without allocating.
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
  /// The compiler's description of the trap, if the runtime prints none: "arithmetic overflow".
  public var failure: String?
  /// The innermost frame in the learner's code: `Exercises/03-Attention/CausalMask.swift:14`.
  public var place: String?
}

/// A line of the file in which a process records its progress.
enum Note: Codable, Sendable {
  /// The first line: the process's id.
  case began(process: Int32)
  /// It is about to try this input.
  case trying(input: String)
  case verdict(Verdict)
  /// It passed, but takes far longer than the reference.
  case slow(Slowness)
}
