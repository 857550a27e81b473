import Foundation
import Synchronization

/// Watches the processes of attempts from outside, for what a process cannot do about itself: a
/// stopped process never ends, and its own watchdog is stopped with it.
///
/// Lives in the tests' process.
final class Warden: Sendable {
  static let shared = Warden()

  private struct Ward {
    let folder: AttemptFolder
    /// The time after which an attempt is ended, in seconds.
    let seconds: Double
    var process: pid_t?
    var begun = 0.0
    /// Whether its process has ended. It may take a while until its outcome is asked for.
    var isOver = false
    /// Why it was ended.
    var cause: Breakage.Cause?
  }

  private let wards = Mutex<[String: Ward]>([:])

  /// Watches the attempt in this folder, from when its process begins until it is concluded.
  func watch(_ folder: AttemptFolder, limits: Isolation.Limits) {
    let isFirst = wards.withLock { wards in
      wards[folder.path] = Ward(
        folder: folder, seconds: limits.wallSeconds + Double(Isolation.patience) + 10)
      return wards.count == 1
    }
    guard isFirst else { return }
    Thread.detachNewThread { [self] in
      while wards.withLock({ !$0.isEmpty }) {
        for path in wards.withLock({ Array($0.keys) }) { look(at: path) }
        usleep(200_000)
      }
    }
  }

  /// Ends all remaining processes of the attempt. Returns why the attempt was ended, if it was.
  func conclude(_ folder: AttemptFolder) -> Breakage.Cause? {
    let ward = wards.withLock { $0.removeValue(forKey: folder.path) }
    // A session's id is not reused while one of its processes lives.
    if let process = ward?.process ?? Warden.process(of: folder) {
      ProcessTable.endSession(process)
    }
    return ward?.cause
  }

  private func look(at path: String) {
    guard var ward = wards.withLock({ $0[path] }), !ward.isOver else { return }
    let now = ProcessInfo.processInfo.systemUptime
    if ward.process == nil {
      ward.process = Warden.process(of: ward.folder)
      ward.begun = now
    }
    guard let process = ward.process else { return }
    switch Warden.state(of: process) {
    case .ended: ward.isOver = true
    case .stopped: ward.cause = .stop
    case .running: if now - ward.begun > ward.seconds { ward.cause = .wait }
    }
    if ward.cause != nil {
      ward.isOver = true
      ProcessTable.endSession(process)
    }
    wards.withLock { wards in
      if wards[path] != nil { wards[path] = ward }
    }
  }

  /// The process that runs the attempt. It writes its id in the first line, before any of the
  /// learner's code runs.
  private static func process(of folder: AttemptFolder) -> pid_t? {
    guard access(folder.notes, R_OK) == 0,
      let text = try? String(contentsOfFile: folder.notes, encoding: .utf8),
      let line = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().first,
      case .began(let process)? = try? JSONDecoder().decode(Note.self, from: Data(line.utf8)),
      process > 1
    else { return nil }
    return process
  }

  private enum State { case running, stopped, ended }

  /// The state of a child of this process. The child can still be waited for.
  private static func state(of child: pid_t) -> State {
    var information = siginfo_t()
    let result = waitid(
      P_PID, id_t(child), &information,
      Int32(WEXITED) | Int32(WSTOPPED) | Int32(WNOHANG) | Int32(WNOWAIT))
    guard result == 0 else { return .ended }  // already reaped
    guard information.si_signo == SIGCHLD else { return .running }
    return information.si_code == CLD_STOPPED ? .stopped : .ended
  }
}
