import Console
import Foundation

/// Runs another program in the place of this one: in the same terminal, which it may read, and with
/// Ctrl-C for it alone.
enum ForegroundProcess {
  enum Ending: Equatable {
    case exited(Int32)
    /// A crash, or a signal from outside.
    case signalled(Int32)
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - program: its path.
  ///   - errors: the file for its standard error.
  /// - Returns: how it ended; nil if it could not be started.
  static func run(
    _ program: String, _ words: [String], environment: [String: String], errors: String
  ) -> Ending? {
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
      var actions: posix_spawn_file_actions_t?
    #else
      var attributes = posix_spawnattr_t()
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawnattr_init(&attributes)
    posix_spawn_file_actions_init(&actions)
    defer {
      posix_spawnattr_destroy(&attributes)
      posix_spawn_file_actions_destroy(&actions)
    }
    posix_spawn_file_actions_addopen(
      &actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // What this process ignores for as long, or blocks, would be ignored and blocked there, too.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in ignored + forwarded { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))

    var arguments = ([program] + words).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    for number in ignored { signal(number, SIG_IGN) }
    for number in forwarded { signal(number) { kill(child, $0) } }
    defer { for number in ignored + forwarded { signal(number, SIG_DFL) } }
    fflush(nil)
    guard posix_spawn(&child, program, &actions, &attributes, &arguments, &variables) == 0 else {
      return nil
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return nil }
    }
    let number = status & 0x7F
    return number == 0 ? .exited(status >> 8 & 0xFF) : .signalled(number)
  }

  /// The terminal sends these to both processes, and the other one decides.
  private static let ignored = [SIGINT, SIGQUIT]
  private static let forwarded = [SIGTERM, SIGHUP]
}

/// Read by a signal handler.
nonisolated(unsafe) private var child: pid_t = 0
