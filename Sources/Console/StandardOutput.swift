import CourseKit
import Foundation
import Synchronization

/// Standard output: the one way out for all that a program prints.
///
/// Nothing that is printed here can steer a terminal (see `printable`). What cannot be written, as on
/// a full disk or where the reader has gone, is no reason to lose hours of training: the work goes
/// on, and the program ends with a sentence and a status of 1. A loop that does nothing but print
/// asks `throwFailure()` whether anybody is still there.
public enum StandardOutput {
  /// Whether it is a terminal that shows colours.
  static let isColored =
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    && ProcessInfo.processInfo.environment["NO_COLOR"] == nil

  private static let firstFailure = Mutex<InputError?>(nil)

  /// Why the output is not complete; nil while it is.
  public static var failure: InputError? { firstFailure.withLock { $0 } }

  /// - Throws: `InputError` where something that was printed did not arrive.
  public static func throwFailure() throws {
    if let failure { throw failure }
  }

  /// On a terminal, takes away the line that the user has just ended with Return.
  public static func eraseLineAbove() {
    if isatty(STDOUT_FILENO) == 1 { send("\u{1B}[1A\r\u{1B}[K") }
  }

  /// Writes at once: whoever reads a pipe sees what there is before the next hour of work.
  static func send(_ text: String) {
    firstFailure.withLock { failure in
      guard failure == nil else { return }  // what follows a gap would mislead
      fflush(nil)  // what a learner's own code has printed comes first
      let code = writeAll(text, to: STDOUT_FILENO)
      if code != 0 { failure = InputError(output: code) }
    }
  }
}

/// Prints a line.
public func printLine(_ text: String = "") { StandardOutput.send(printable(text) + "\n") }

/// Prints a table.
public func printLine(_ table: Table) { printLine(table.description) }

/// Prints a text and ends no line.
public func printText(_ text: String) { StandardOutput.send(printable(text)) }

/// Prints a line in bold, faint or colours, where standard output is a terminal that has them.
public func printLine(styled text: StyledText) {
  printText(styled: text)
  StandardOutput.send("\n")
}

/// Prints a text in bold, faint or colours and ends no line.
public func printText(styled text: StyledText) {
  StandardOutput.send(text.rendered(isColored: StandardOutput.isColored))
}

/// Prints JSON as a line or lines for a script.
public func printLine(json: String) { StandardOutput.send(printable(json: json) + "\n") }

/// Writes to standard error at once. Where nobody listens, the text is lost.
@Sendable public func writeToStandardError(_ text: String) {
  _ = writeAll(printable(text), to: STDERR_FILENO)
}

/// Writes all bytes; 0 or the reason why not.
func writeAll(_ text: String, to descriptor: Int32) -> Int32 {
  var text = text
  return text.withUTF8 { bytes in
    var rest = UnsafeRawBufferPointer(bytes)
    while !rest.isEmpty {
      let count = write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      } else if errno == EAGAIN {
        // Somebody has made it non-blocking: wait until there is room.
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
  /// Why standard output did not take a text.
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
