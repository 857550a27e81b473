import Foundation

/// Where a progress line is written.
public struct Terminal: Sendable {
  /// Whether lines can be rewritten in place.
  public var isInteractive: Bool
  /// Whether it shows more than ASCII.
  public var showsUnicode: Bool
  /// How many columns it has now.
  public var width: @Sendable () -> Int
  public var write: @Sendable (String) -> Void

  public init(
    isInteractive: Bool, showsUnicode: Bool = true, width: @escaping @Sendable () -> Int = { 80 },
    write: @escaping @Sendable (String) -> Void
  ) {
    self.isInteractive = isInteractive
    self.showsUnicode = showsUnicode
    self.width = width
    self.write = write
  }

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
      write: writeToStandardError)
  }()
}
