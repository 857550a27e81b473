import Foundation

/// The destination of a progress line.
public struct Terminal: Sendable {
  /// Whether lines can be rewritten in place.
  public var isInteractive: Bool
  /// Whether it can display more than ASCII.
  public var showsUnicode: Bool
  /// The current width in columns.
  public var width: @Sendable () -> Int
  /// Sends the text as it is, escape sequences included. Only the methods below may call it.
  private let send: @Sendable (String) -> Void

  public init(
    isInteractive: Bool, showsUnicode: Bool = true, width: @escaping @Sendable () -> Int = { 80 },
    send: @escaping @Sendable (String) -> Void
  ) {
    self.isInteractive = isInteractive
    self.showsUnicode = showsUnicode
    self.width = width
    self.send = send
  }

  /// Writes a text. Nothing in it can control the terminal.
  public func write(_ text: String) { send(printable(text)) }

  /// Replaces the line under the cursor with a text of one line. One write per update, with the
  /// rest erased after the text, avoids flicker.
  public func rewriteLine(_ text: String) { send("\r\(printable(text))\(Self.eraseToEnd)") }

  /// Inserts `text` and a line break above the line under the cursor, then shows that line again.
  func insertAbove(_ text: String, line: String) {
    send("\r\(Self.eraseToEnd)\(printable(text))\n\(printable(line))")
  }

  /// Erases the line under the cursor.
  public func eraseLine() { send("\r\(Self.eraseToEnd)") }

  /// "Erase in Line" (ECMA-48, section 8.3.41).
  private static let eraseToEnd = "\u{1B}[K"

  /// Standard error, so that a program's output can be redirected while the line is shown.
  public static let standardError: Terminal = {
    let environment = ProcessInfo.processInfo.environment
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return Terminal(
      isInteractive: isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb",
      showsUnicode: locale.uppercased().contains("UTF"),
      width: {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? Int(size.ws_col) : 80
      },
      send: { _ = writeAll($0, to: STDERR_FILENO) })
  }()
}
