import CourseKit
import Foundation
import Synchronization

/// Stopping a long run with Ctrl-C without losing it.
///
/// After `watch()`, Ctrl-C (SIGINT), SIGTERM and the closing of the terminal (SIGHUP) only leave a
/// note. The loop looks at it between two steps, saves what it has and ends. A second Ctrl-C ends the
/// process at once; the other two may come twice by themselves, as `timeout` sends them.
public enum Interrupt {
  /// Whether the user has asked the program to stop.
  public static var isRequested: Bool { signalCount.load(ordering: .relaxed) > 0 }

  /// - Throws: ``Stopped`` where the user has asked the program to stop. A long work calls it between two
  ///   steps.
  public static func check() throws(Stopped) { if isRequested { throw Stopped() } }

  /// Does a long work that the user may stop, and says then what is left of it.
  ///
  /// - Throws: ``Stopped`` with the sentence, and whatever the work throws.
  public static func watching<Value>(
    orTelling sentence: @autoclosure () -> String, _ work: () throws -> Value
  ) throws -> Value {
    watch()
    defer { stopWatching() }
    do { return try work() } catch is Stopped { throw Stopped(sentence()) }
  }

  /// Whether it was asked with Ctrl-C; the note is cleared by that, so the next one counts anew.
  public static func takeFromKeyboard() -> Bool {
    guard isRequested, lastSignal.load(ordering: .relaxed) == Int(SIGINT) else { return false }
    watch()
    return true
  }

  /// From here on signals are noted. Calling it again clears the note.
  public static func watch() {
    signalCount.store(0, ordering: .relaxed)
    for number in stopping {
      // Nothing in a handler may wait for a lock or ask for memory; an atomic counter does neither.
      signal(number) { number in
        lastSignal.store(Int(number), ordering: .relaxed)
        let isSecond = signalCount.add(1, ordering: .relaxed).newValue > 1
        if isSecond, number == SIGINT { _exit(128 + number) }
      }
    }
  }

  /// From here on signals end the process again.
  public static func stopWatching() {
    for number in stopping { signal(number, SIG_DFL) }
  }
}

/// The user has asked the program to stop. That is no error: `Program` prints what it says, and ends with
/// the status 130, as a process does that Ctrl-C ends.
public struct Stopped: Error, CustomStringConvertible, Sendable {
  public let description: String

  public init(_ description: String = Language.current.text("Stopped.", "Interrompido.")) {
    self.description = description
  }
}

/// Watches a long work: it is told of every step, and ends the work by throwing, as ``Interrupt/check()``
/// does.
public typealias Observer<Progress> = (Progress) throws -> Void

private let stopping = [SIGINT, SIGTERM, SIGHUP]

private let signalCount = Atomic<Int>(0)
private let lastSignal = Atomic<Int>(0)
