import CourseKit
import Foundation
import Synchronization

/// Standard output. All that a program prints goes through here.
///
/// Nothing printed here can control a terminal (see ``printable(_:)``). A failed write, be it a
/// full disk or a closed pipe, must not lose hours of training: the work continues, and the program
/// ends with a sentence and status 1. A loop that only prints should call ``throwFailure()`` to
/// stop once nobody reads.
public enum StandardOutput {
  /// Whether standard output is a terminal with colours.
  static let isColored =
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

  private static let firstFailure = Mutex<InputError?>(nil)

  /// Why output was lost; nil if none was.
  public static var failure: InputError? { firstFailure.withLock { $0 } }

  /// - Throws: `InputError` if something could not be printed.
  public static func throwFailure() throws {
    if let failure { throw failure }
  }

  /// In a terminal, erases the line that the user has just ended with Return.
  public static func eraseLineAbove() {
    if isatty(STDOUT_FILENO) == 1 { send("\u{1B}[1A\r\u{1B}[K") }
  }

  /// Writes without buffering, so that the reader of a pipe sees output before the next hour of
  /// work.
  static func send(_ text: String) {
    firstFailure.withLock { failure in
      guard failure == nil else { return }  // output after a gap would mislead
      fflush(nil)  // after what the learner's own code has printed
      let code = writeAll(text, to: STDOUT_FILENO)
      if code != 0 { failure = InputError(output: code) }
    }
  }
}

/// Prints a line.
public func printLine(_ text: String = "") { StandardOutput.send(printable(text) + "\n") }

/// Prints a table.
public func printLine(_ table: Table) { printLine(table.description) }

/// Prints a text without ending the line.
public func printText(_ text: String) { StandardOutput.send(printable(text)) }

/// Prints a styled line; plain if standard output is not a terminal with colours.
public func printLine(styled text: StyledText) {
  printText(styled: text)
  StandardOutput.send("\n")
}

/// Prints a styled text without ending the line.
public func printText(styled text: StyledText) {
  StandardOutput.send(text.rendered(isColored: StandardOutput.isColored))
}

/// Prints JSON for scripts, on one or more lines.
public func printLine(json: String) { StandardOutput.send(printable(json: json) + "\n") }

/// Writes to standard error without buffering. If nobody reads it, the text is lost.
@Sendable public func writeToStandardError(_ text: String) {
  _ = writeAll(printable(text), to: STDERR_FILENO)
}

/// Writes all bytes. Returns 0, or the `errno` of the failure.
func writeAll(_ text: String, to descriptor: Int32) -> Int32 {
  var text = text
  return text.withUTF8 { bytes in
    var rest = UnsafeRawBufferPointer(bytes)
    while !rest.isEmpty {
      let count = write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      } else if errno == EAGAIN {
        // The descriptor is non-blocking: wait until it accepts more.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, 1000)
      } else if errno != EINTR {
        return errno
      }
    }
    return 0
  }
}

extension InputError {
  /// Why standard output refused a text; `code` is its `errno`.
  fileprivate init(output code: Int32) {
    switch code {
    case EPIPE:
      self.init(
        "Not all of the output was read: the program behind the pipe ended first.",
        "Nem toda a saída foi lida: o programa depois do pipe terminou antes.")
    case ENOSPC, EDQUOT:
      self.init(
        "The output could not be written, for the disk is full: free some space and run it again.",
        "Não foi possível escrever a saída, pois o disco está cheio: libere espaço e rode de novo.")
    case EBADF:
      self.init(
        "The output could not be written, for standard output is closed: run it without >&-.",
        "Não foi possível escrever a saída, pois a saída padrão está fechada: rode sem >&-.")
    default:
      let reason = String(cString: strerror(code))
      self.init(
        "The output could not be written (\(reason)): send it somewhere else.",
        "Não foi possível escrever a saída (\(reason)): mande-a para outro lugar.")
    }
  }
}
