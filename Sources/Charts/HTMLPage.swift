import CourseKit

/// A page that needs nothing but itself: its looks, its charts and its few lines of script stand in
/// it, and it forbids the browser to fetch anything.
///
/// The same content gives the same text.
public struct HTMLPage: Sendable {
  /// A chapter of the page, which the table of contents leads to.
  public struct Section: Sendable {
    /// The end of its address: `report.html#attention`.
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

  /// The whole file.
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

  /// A word that the page says where something is missing, and what makes it.
  public static func note(_ content: HTML) -> HTML { element("p", ["class": "note"], content) }

  /// Charts with one caption. `wide` is shown where there is room for it, else `narrow`; they fill the
  /// page's width if they are to `fit` it.
  public static func figure(
    wide: some Chart, narrow: some Chart, fit: Bool = true, caption: HTML = .empty
  ) -> HTML {
    figure(
      [
        .element("div", ["class": fit ? "wide fit" : "wide"], HTML(wide)),
        .element("div", ["class": fit ? "narrow fit" : "narrow"], HTML(narrow)),
      ], caption: caption)
  }

  /// Whatever a caption explains.
  public static func figure(_ content: [HTML], caption: HTML = .empty) -> HTML {
    let end = caption == .empty ? [] : [element("figcaption", caption)]
    return element("figure", joined: content + end)
  }

  /// Numbers that one sees first: a value, what it is, and what to compare it with.
  public static func tiles(_ tiles: [(value: String, name: String, note: String)]) -> HTML {
    element(
      "dl", ["class": "tiles"],
      joined: tiles.map { tile in
        element(
          "div", element("dt", HTML(tile.name)), element("dd", strong(tile.value)),
          element("dd", ["class": "soft"], HTML(tile.note)))
      })
  }

  /// A table. Columns after the first hold numbers where `isNumeric` says so. Without titles of columns
  /// there is no head.
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

  /// Something that is only shown when it is asked for.
  public static func details(_ summary: HTML, _ content: [HTML]) -> HTML {
    element("details", joined: [element("summary", summary)] + content)
  }

  /// Pieces side by side where there is room, else one below the other.
  public static func grid(_ pieces: [HTML]) -> HTML {
    element("div", ["class": "grid"], joined: pieces)
  }

  /// A piece with a frame and a title.
  public static func card(_ title: HTML, _ content: [HTML]) -> HTML {
    element("div", ["class": "card"], joined: [element("h3", title)] + content)
  }

  /// Lines to be typed.
  public static func commands(_ lines: [String]) -> HTML {
    element("pre", ["tabindex": "0"], element("code", HTML(lines.joined(separator: "\n"))))
  }
}
