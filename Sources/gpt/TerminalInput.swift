import Foundation
import Synchronization

/// Lines that a user types, or that come from a pipe; Ctrl-C does not end the program while it waits.
struct TerminalInput {
  enum Event: Equatable {
    case line(String)
    /// Ctrl-C, where a line was waited for.
    case interrupted
    /// Ctrl-D, or the end of the file.
    case end
  }

  let isInteractive = isatty(STDIN_FILENO) == 1
  private var waiting: [UInt8] = []
  private var hasEnded = false

  /// Far more than any model reads.
  private static let longestLine = 1 << 20

  /// The next line. Bytes that are no UTF-8 become U+FFFD; a character may come in pieces.
  mutating func next() -> Event {
    while true {
      if let end = waiting.firstIndex(of: 0x0A) {
        defer { waiting.removeSubrange(...end) }
        return .line(text(waiting[..<end]))
      }
      if hasEnded || waiting.count > Self.longestLine {
        guard !waiting.isEmpty else { return .end }
        defer { waiting = [] }
        return .line(text(waiting[...]))
      }
      guard readMore() else { return .interrupted }
    }
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
  }

  /// False where Ctrl-C came first.
  private mutating func readMore() -> Bool {
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while true {
      if AnswerInterrupt.take() {
        // The terminal has thrown away what was typed on this line.
        if isInteractive { waiting = [] }
        return false
      }
      // A signal ends the call; one that comes just before it is seen a little later.
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

/// Ctrl-C as a note that is taken once, as often as it comes.
enum AnswerInterrupt {
  static func watch() {
    _ = take()
    // Nothing in a handler may wait for a lock or ask for memory; an atomic does neither.
    signal(SIGINT) { _ in isInterruptNoted.store(true, ordering: .relaxed) }
  }

  /// Whether Ctrl-C has come since it was last asked.
  static func take() -> Bool { isInterruptNoted.exchange(false, ordering: .relaxed) }
}

private let isInterruptNoted = Atomic<Bool>(false)
