import CourseKit
import Foundation
import Synchronization

/// Reads lines that a user types or that come from a pipe. Ctrl-C does not end the program while it
/// waits.
struct TerminalInput {
  enum Event {
    case line(String)
    /// The line is not valid UTF-8; the error says so.
    case unreadable(InputError)
    /// Ctrl-C was pressed while waiting for a line.
    case interrupted
    /// Ctrl-D or the end of the file.
    case end
  }

  let isInteractive = isatty(STDIN_FILENO) == 1
  private var waiting: [UInt8] = []
  /// How many of the buffered bytes are known to contain no line break.
  private var searched = 0
  private var hasEnded = false
  private var lineCount = 0
  private let longestLine: Int

  /// - Parameter longestLine: the length in bytes at which a line is cut; far more than any model
  ///   reads.
  init(longestLine: Int = 1 << 20) { self.longestLine = longestLine }

  /// Waits for the next line. A character may arrive in several reads.
  mutating func next() -> Event {
    while true {
      if let end = waiting[searched...].firstIndex(of: 0x0A) {
        return take(end, dropping: end + 1)
      }
      searched = waiting.count
      if hasEnded || waiting.count > longestLine {
        guard !waiting.isEmpty else { return .end }
        var count = waiting.count
        // Cut an overlong line between two characters.
        while !hasEnded, count > longestLine - 4, waiting[count - 1] >= 0x80 { count -= 1 }
        return take(count, dropping: count)
      }
      guard readMore() else { return .interrupted }
    }
  }

  private mutating func take(_ count: Int, dropping all: Int) -> Event {
    var bytes = Array(waiting[..<count])
    waiting.removeFirst(all)
    searched = 0
    lineCount += 1
    if bytes.last == 0x0D { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .unreadable(
        InputError(
          "Line \(lineCount) of standard input is not UTF-8 text: convert it to UTF-8 first, as iconv "
            + "does.",
          "A linha \(lineCount) da entrada padrão não está em UTF-8: converta-a antes para UTF-8, como "
            + "faz o iconv."))
    }
    return .line(text)
  }

  /// Waits for more bytes; false if Ctrl-C came first.
  private mutating func readMore() -> Bool {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while true {
      if AnswerInterrupt.take() {
        // The terminal has discarded what was typed on this line.
        if isInteractive { (waiting, searched) = ([], 0) }
        return false
      }
      // A signal ends the call; one that arrives just before it is noticed at the timeout.
      if poll(&request, 1, 200) > 0 { break }
    }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 {
      waiting += buffer[..<count]
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      hasEnded = true
    }
    return true
  }
}

/// Records Ctrl-C in a flag that is read and cleared at once, however often the key is pressed.
enum AnswerInterrupt {
  static func watch() {
    _ = take()
    // A signal handler must not lock or allocate; an atomic does neither.
    signal(SIGINT) { _ in isInterruptNoted.store(true, ordering: .relaxed) }
  }

  /// Whether Ctrl-C was pressed since the last call.
  static func take() -> Bool { isInterruptNoted.exchange(false, ordering: .relaxed) }
}

private let isInterruptNoted = Atomic<Bool>(false)
