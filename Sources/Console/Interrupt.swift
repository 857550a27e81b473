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

private let stopping = [SIGINT, SIGTERM, SIGHUP]

private let signalCount = Atomic<Int>(0)
private let lastSignal = Atomic<Int>(0)
