import Foundation

/// Where a progress line is written.
public struct Terminal: Sendable {
  /// Whether lines can be rewritten in place.
  public var isInteractive: Bool
  /// Whether it shows more than ASCII.
  public var showsUnicode: Bool
  /// How many columns it has now.
  public var width: @Sendable () -> Int
  /// Takes the bytes as they are, escape sequences and all: only what is below may call it.
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

  /// Writes a text; nothing in it steers the terminal.
  public func write(_ text: String) { send(printable(text)) }

  /// Puts a text of one line in the place of the line that the cursor is on. One write for each
  /// rewrite, and the rest is erased after the text: so it never flickers.
  public func rewriteLine(_ text: String) { send("\r\(printable(text))\(Self.eraseToEnd)") }

  /// Puts `text` and a line break above the line that the cursor is on, and that line again below.
  func insertAbove(_ text: String, line: String) {
    send("\r\(Self.eraseToEnd)\(printable(text))\n\(printable(line))")
  }

  /// Takes away the line that the cursor is on.
  public func eraseLine() { send("\r\(Self.eraseToEnd)") }

  /// "Erase in Line" (ECMA-48, section 8.3.41).
  private static let eraseToEnd = "\u{1B}[K"

  /// Standard error, so that a program's output can go into a file while the line is shown.
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
