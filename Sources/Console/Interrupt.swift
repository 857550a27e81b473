import CourseKit
import Foundation
import Synchronization

/// Stops a long run with Ctrl-C without losing its work.
///
/// After `watch()`, Ctrl-C (SIGINT), SIGTERM and closing the terminal (SIGHUP) only set a flag. The
/// loop checks it between steps, saves its state and returns. A second Ctrl-C terminates the
/// process at once. The other two may arrive twice without the user's doing: `timeout` sends them
/// so.
public enum Interrupt {
  /// Whether the user has asked the program to stop.
  public static var isRequested: Bool { signalCount.load(ordering: .relaxed) > 0 }

  /// Whether Ctrl-C was pressed. Clears the flag, so that the next Ctrl-C counts as a first one.
  public static func takeFromKeyboard() -> Bool {
    guard isRequested, lastSignal.load(ordering: .relaxed) == Int(SIGINT) else { return false }
    watch()
    return true
  }

  /// Checks the flag; call it between the steps of a long computation.
  ///
  /// - Throws: ``Stopped`` if the user has asked the program to stop.
  public static func check() throws(Stopped) { if isRequested { throw Stopped() } }

  /// Runs a long computation that the user may stop.
  ///
  /// - Throws: ``Stopped`` with a sentence on what has been kept; rethrows what the computation
  ///   throws.
  public static func watching<Value>(
    orTelling sentence: @autoclosure () -> String, _ work: () throws -> Value
  ) throws -> Value {
    watch()
    defer { stopWatching() }
    do { return try work() } catch is Stopped { throw Stopped(sentence()) }
  }

  /// Starts catching the signals. Calling it again clears the flag.
  public static func watch() {
    signalCount.store(0, ordering: .relaxed)
    for number in stopping {
      // A signal handler must not lock or allocate. An atomic counter does neither.
      signal(number) { number in
        lastSignal.store(Int(number), ordering: .relaxed)
        let isSecond = signalCount.add(1, ordering: .relaxed).newValue > 1
        if isSecond, number == SIGINT { _exit(128 + number) }
      }
    }
  }

  /// Restores the default action: signals terminate the process.
  public static func stopWatching() {
    for number in stopping { signal(number, SIG_DFL) }
  }
}

/// The user has asked the program to stop. This is not a failure: `Program` prints the description
/// and exits with status 130, as a process does that Ctrl-C terminates.
public struct Stopped: Error, CustomStringConvertible, Sendable {
  public let description: String

  public init(_ description: String = Language.current.text("Stopped.", "Interrompido.")) {
    self.description = description
  }
}

/// Observes a long computation: it is called after every step, and stops the computation by
/// throwing, as ``Interrupt/check()`` does.
public typealias Observer<Progress> = (Progress) throws -> Void

private let stopping = [SIGINT, SIGTERM, SIGHUP]

private let signalCount = Atomic<Int>(0)
private let lastSignal = Atomic<Int>(0)
