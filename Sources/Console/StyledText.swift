/// A text with bold, faint or coloured parts.
///
/// Styles are stored beside the text, never in it: whatever the text contains, every escape
/// sequence sent to a terminal is the program's own.
public struct StyledText: Sendable, Equatable, CustomStringConvertible {
  /// The parameter of the escape sequence "Select Graphic Rendition" (ECMA-48, section 8.3.117).
  enum Style: String, Sendable {
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
  }

  struct Piece: Sendable, Equatable {
    let text: String
    let style: Style?
  }

  private(set) var pieces: [Piece]

  public static func bold(_ text: String) -> Self { Self(text, .bold) }
  public static func faint(_ text: String) -> Self { Self(text, .faint) }
  public static func red(_ text: String) -> Self { Self(text, .red) }
  public static func green(_ text: String) -> Self { Self(text, .green) }

  /// An unstyled text.
  public init(_ text: String) { self.init(text, nil) }

  private init(_ text: String, _ style: Style?) { pieces = [Piece(text: text, style: style)] }

  /// The text without styles.
  public var description: String { pieces.map(\.text).joined() }

  /// The text with escape sequences for a terminal, or plain if `isColored` is false.
  public func rendered(isColored: Bool) -> String {
    pieces.map { piece in
      let text = printable(piece.text)
      guard isColored, let style = piece.style else { return text }
      return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }.joined()
  }

  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum += right
    return sum
  }

  public static func += (left: inout Self, right: Self) { left.pieces += right.pieces }
}

extension StyledText: ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) { self.init(text) }

  public init(stringInterpolation parts: Interpolation) { self = parts.text }

  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = StyledText("")

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { text += StyledText(literal) }
    public mutating func appendInterpolation(_ part: StyledText) { text += part }
    public mutating func appendInterpolation(_ part: some CustomStringConvertible) {
      text += StyledText(part.description)
    }
  }
}

extension Sequence<StyledText> {
  /// The texts joined, with `separator` between them.
  public func joined(separator: String = "") -> StyledText {
    var isFirst = true
    return reduce(into: StyledText("")) { all, text in
      if !isFirst { all += StyledText(separator) }
      isFirst = false
      all += text
    }
  }
}
