import CourseKit

/// A self-contained page: styles, charts and a few lines of script are inline, and its content
/// security policy forbids fetching anything.
///
/// Equal content gives equal text.
public struct HTMLPage: Sendable {
  /// A section of the page, listed in the table of contents.
  public struct Section: Sendable {
    /// The fragment of its address: `attention` in `report.html#attention`.
    public var name: String
    public var title: String
    public var content: [HTML]

    public init(_ name: String, title: String, _ content: [HTML]) {
      self.name = name
      self.title = title
      self.content = content
    }
  }

  public var title: String
  public var lead: HTML
  public var language: Language
  public var sections: [Section]

  public init(title: String, lead: HTML, language: Language, sections: [Section]) {
    self.title = title
    self.lead = lead
    self.language = language
    self.sections = sections
  }

  /// The whole page as HTML.
  public var text: String {
    let head = HTML.element(
      "head",
      .element("meta", ["charset": "utf-8"]),
      .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .element(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
        ]),
      .element("meta", ["name": "color-scheme", "content": "light dark"]),
      .element("title", HTML(title)),
      .style(ChartStyle.variables + ChartStyle.sheet + PageStyle.sheet))
    let contents = HTML.element(
      "nav", ["aria-label": language.text("Contents", "Conteúdo")],
      .element(
        "ol",
        joined: sections.map { section in
          .element("li", .element("a", ["href": "#\(section.name)"], HTML(section.title)))
        }))
    let body = HTML.element(
      "body",
      .element(
        "main",
        .element("header", .element("h1", HTML(title)), .element("p", ["class": "lead"], lead)),
        contents,
        .element("div", joined: sections.enumerated().map(markup)),
        .script(PageScript.text)))
    let page = HTML.element("html", ["lang": language.rawValue], head, body)
    return "<!DOCTYPE html>\n" + page.markup + "\n"
  }

  private func markup(_ number: Int, _ section: Section) -> HTML {
    .element(
      "section", ["id": section.name, "aria-labelledby": "\(section.name)-title"],
      .element(
        "h2", ["id": "\(section.name)-title"],
        .element("span", ["class": "number", "aria-hidden": "true"], "\(number + 1)"),
        HTML(section.title)),
      .element("div", joined: section.content))
  }
}

extension HTML {
  /// A paragraph.
  public static func paragraph(_ content: HTML) -> HTML { element("p", content) }

  /// A note in place of something missing, which says how to produce it.
  public static func note(_ content: HTML) -> HTML { element("p", ["class": "note"], content) }

  /// Charts with a shared caption. `wide` is shown where there is space for it, otherwise `narrow`.
  /// With `fit` they fill the width of the page.
  public static func figure(
    wide: some Chart, narrow: some Chart, fit: Bool = true, caption: HTML = .empty
  ) -> HTML {
    figure(
      [
        .element("div", ["class": fit ? "wide fit" : "wide"], HTML(wide)),
        .element("div", ["class": fit ? "narrow fit" : "narrow"], HTML(narrow)),
      ], caption: caption)
  }

  /// Any content with a caption.
  public static func figure(_ content: [HTML], caption: HTML = .empty) -> HTML {
    let end = caption == .empty ? [] : [element("figcaption", caption)]
    return element("figure", joined: content + end)
  }

  /// The headline numbers: a value, what it is, and what to compare it with.
  public static func tiles(_ tiles: [(value: String, name: String, note: String)]) -> HTML {
    element(
      "dl", ["class": "tiles"],
      joined: tiles.map { tile in
        element(
          "div", element("dt", HTML(tile.name)), element("dd", strong(tile.value)),
          element("dd", ["class": "soft"], HTML(tile.note)))
      })
  }

  /// A table. `isNumeric` says whether the columns after the first hold numbers. Without column
  /// titles there is no header.
  public static func table(
    caption: HTML = .empty, columns: [String], isNumeric: Bool = true, rows: [[HTML]],
    emphasizing emphasized: Int? = nil
  ) -> HTML {
    let head = columns.map { element("th", ["scope": "col"], HTML($0)) }
    let body = rows.enumerated().map { index, row in
      element(
        "tr", ["class": index == emphasized ? "kept" : nil],
        joined: row.enumerated().map { column, cell in
          column == 0 ? element("th", ["scope": "row"], cell) : element("td", cell)
        })
    }
    let title = caption == .empty ? [] : [element("caption", caption)]
    let isHeaded = columns.contains { !$0.isEmpty }
    let parts =
      (isHeaded ? [element("thead", element("tr", joined: head))] : [])
      + [element("tbody", joined: body)]
    return element(
      "div", ["class": "table"],
      element("table", ["class": isNumeric ? "numbers" : nil], joined: title + parts))
  }

  /// Content that is collapsed until the reader opens it.
  public static func details(_ summary: HTML, _ content: [HTML]) -> HTML {
    element("details", joined: [element("summary", summary)] + content)
  }

  /// Fragments side by side where there is space, otherwise below one another.
  public static func grid(_ pieces: [HTML]) -> HTML {
    element("div", ["class": "grid"], joined: pieces)
  }

  /// A framed fragment with a title.
  public static func card(_ title: HTML, _ content: [HTML]) -> HTML {
    element("div", ["class": "card"], joined: [element("h3", title)] + content)
  }

  /// Command lines to type.
  public static func commands(_ lines: [String]) -> HTML {
    element("pre", ["tabindex": "0"], element("code", HTML(lines.joined(separator: "\n"))))
  }
}
