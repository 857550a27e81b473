import CourseKit

/// A piece of an HTML page. Text that goes in is escaped; only elements make markup.
///
///     let name = "<b>"
///     let line: HTML = .element("p", "The token \(name) is \(HTML.strong("certain")).")
///     // <p>The token &lt;b&gt; is <strong>certain</strong>.</p>
public struct HTML: Sendable, Hashable {
  public let markup: String

  private init(markup: String) { self.markup = markup }

  /// Any text: what a model made up, the bytes of a file, a user's name.
  public init(_ text: String) { markup = escapedForMarkup(text) }

  /// A chart. Its style sheet is left out, for the page has it once for all.
  public init(_ chart: some Chart) { markup = HTML.withoutStyle(chart.svg) }

  init(_ drawing: SVGDrawing, title: String) {
    markup = HTML.withoutStyle(drawing.document(title: title))
  }

  private static func withoutStyle(_ svg: String) -> String {
    svg.replacing("<style>\(ChartStyle.sheet)</style>\n", with: "")
  }

  /// Nothing at all.
  public static let empty = HTML(markup: "")

  /// An element with its attributes and what it holds. An attribute that is nil is left out; one that
  /// is empty stands without a value, such as `open`.
  public static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?>, _ content: HTML...
  ) -> HTML {
    element(name, attributes, joined: content)
  }

  /// An element without attributes.
  public static func element(_ name: String, _ content: HTML...) -> HTML {
    element(name, [:], joined: content)
  }

  /// An element that holds a list.
  public static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], joined content: [HTML]
  ) -> HTML {
    let list = attributes.compactMap { key, value in
      value.map { $0.isEmpty ? " \(key)" : " \(key)=\"\(escapedForMarkup($0))\"" }
    }
    let start = "<\(name)\(list.joined())>"
    // The void elements of HTML have no end.
    if ["input", "meta", "br", "hr"].contains(name) { return HTML(markup: start) }
    return HTML(markup: start + content.map(\.markup).joined() + "</\(name)>")
  }

  /// Something to be noticed.
  public static func strong(_ text: String) -> HTML { element("strong", HTML(text)) }

  /// Something to be typed.
  public static func code(_ text: String) -> HTML { element("code", HTML(text)) }

  /// What a model was given or has made, in its own language.
  public static func sample(_ text: String, in language: Language?) -> HTML {
    element("span", ["class": "sample", "lang": language?.rawValue, "dir": "auto"], HTML(text))
  }

  public static func + (left: HTML, right: HTML) -> HTML {
    HTML(markup: left.markup + right.markup)
  }

  // What stands in a style sheet or a script is not unescaped, so it must not hold its own end.

  static func style(_ sheet: String) -> HTML {
    precondition(!sheet.contains("</"), "a style sheet with an end in it")
    return HTML(markup: "<style>\(sheet)</style>")
  }

  static func script(_ text: String) -> HTML {
    precondition(!text.contains("</"), "a script with an end in it")
    return HTML(markup: "<script>\(text)</script>")
  }
}

extension HTML: ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) { self.init(text) }

  public init(stringInterpolation: Interpolation) { markup = stringInterpolation.markup }

  /// Puts texts and pieces together: texts are escaped, pieces stay.
  public struct Interpolation: StringInterpolationProtocol {
    var markup = ""

    public init(literalCapacity: Int, interpolationCount: Int) {}
    public mutating func appendLiteral(_ text: String) { markup += escapedForMarkup(text) }
    public mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
    public mutating func appendInterpolation(_ text: String) { markup += escapedForMarkup(text) }
    public mutating func appendInterpolation(_ number: some FixedWidthInteger) {
      markup += String(number)
    }
  }
}

extension Language {
  /// Picks the piece of this language.
  public func html(_ english: HTML, _ portuguese: HTML) -> HTML {
    self == .english ? english : portuguese
  }
}
