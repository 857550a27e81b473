import Foundation

/// Information about processes from the system. On Linux it comes from /proc; on other systems none
/// is available.
enum ProcessTable {
  /// Resumes the parent if the code under test has stopped it: otherwise nobody would be left to
  /// grade.
  ///
  /// If the user stopped everything (Ctrl-Z), the parent's own parent is stopped too, and the
  /// parent is left as it is.
  static func goOnIfStopped(_ parent: pid_t) {
    guard let own = state(of: parent), own.isStopped, getppid() == parent,
      let above = state(of: own.parent), !above.isStopped
    else { return }
    kill(parent, SIGCONT)
  }

  /// Ends all processes of a session, whatever their process groups.
  static func endSession(_ session: pid_t) {
    kill(-session, SIGKILL)
    #if os(Linux)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      for process in names.compactMap({ pid_t($0) }) where getsid(process) == session {
        kill(process, SIGKILL)
      }
    #endif
  }

  /// The number of threads of this process; 0 if unknown. Does not allocate, so it may be called in
  /// a signal handler.
  static func ownThreadCount() -> Int {
    #if os(Linux)
      let file = open("/proc/self/stat", O_RDONLY)
      guard file >= 0 else { return 0 }
      defer { close(file) }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1024) { text in
        let count = read(file, text.baseAddress, text.count)
        guard count > 0, let end = text[..<count].lastIndex(of: UInt8(ascii: ")")) else { return 0 }
        // Field 20 of proc_pid_stat(5). The first field after the parenthesized name is the third.
        var field = 2
        var number = 0
        for byte in text[end + 1..<count] {
          if byte == UInt8(ascii: " ") {
            field += 1
          } else if field == 20 {
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
          }
        }
        return number
      }
    #else
      return 0
    #endif
  }

  private static func state(of process: pid_t) -> (isStopped: Bool, parent: pid_t)? {
    #if os(Linux)
      // The name in parentheses may contain anything, so parse after its end.
      guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let end = text.lastIndex(of: ")")
      else { return nil }
      let fields = text[text.index(after: end)...].split(separator: " ")
      guard fields.count > 1, let parent = pid_t(fields[1]) else { return nil }
      return (fields[0] == "T", parent)
    #else
      return nil
    #endif
  }
}
