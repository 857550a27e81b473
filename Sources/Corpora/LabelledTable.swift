import CourseKit

/// A table with a label and a text in each row, read from a file. This is the only type that
/// decides how to interpret a table.
///
/// The separator, the presence of a header, and the label and text columns are inferred from the
/// content. ``layout`` says what was inferred.
public struct LabelledTable: Sendable {
  /// Choices that override what would be inferred.
  public struct Options: Sendable, Hashable, Codable {
    /// A column's name, or its number from 1.
    public var labelColumn: String?
    /// A column's name, or its number from 1.
    public var textColumn: String?
    /// Whether to skip rows that cannot be used. Skipped rows are counted.
    public var skipsBadRows: Bool

    public init(
      labelColumn: String? = nil, textColumn: String? = nil, skipsBadRows: Bool = false
    ) {
      self.labelColumn = labelColumn
      self.textColumn = textColumn
      self.skipsBadRows = skipsBadRows
    }
  }

  public let rows: [LabelledText]
  /// The number of rows skipped because they could not be used.
  public let skippedCount: Int
  /// How the file was interpreted, in one line: "tabs; label in column 1, text in column 2; no
  /// header".
  public let layout: Text

  /// Reads a UTF-8 file.
  ///
  /// - Throws: ``InputError`` with the line number if a row cannot be used, unless `options` skip
  ///   such rows, and if it is unclear which columns are meant.
  public init(readingFrom path: String, options: Options = Options()) throws {
    try self.init(try PlainText.read(path), named: path, options: options)
  }

  init(_ text: String, named name: String, options: Options = Options()) throws {
    let separator = Self.separator(of: text, named: name)
    let table = SeparatedValues(text, separator: separator)
    var flaws = table.flaws
    let columns: LabelledColumns
    do {
      columns = try LabelledColumns(of: table.rows, named: name, options: options)
    } catch {
      // The columns of a broken table are unreliable: report the broken row first.
      throw options.skipsBadRows ? error : FileFlaw.error(for: flaws, in: name) ?? error
    }
    var rows: [LabelledText] = []
    for row in table.rows.dropFirst(columns.header == nil ? 0 : 1) {
      switch columns.labelledText(of: row, separator: separator) {
      case .success(let text): rows.append(text)
      case .failure(let flaw): flaws.append(flaw)
      }
    }
    if !options.skipsBadRows, let error = FileFlaw.error(for: flaws, in: name) { throw error }
    guard !rows.isEmpty else {
      throw InputError(
        "\(name) has no rows that can be used: give one label and one text on each line.",
        "\(name) não tem linhas que se possam usar: escreva um rótulo e um texto em cada linha.")
    }
    self.rows = rows
    skippedCount = flaws.count
    layout = Self.layout(separator, columns)
  }

  // MARK: Separator

  /// Tabs if nearly every line has one, or any line of a `.tsv` file; otherwise semicolons or
  /// commas, whichever gives more rows of the most common width, and commas on a tie. Only the
  /// first 1,000 lines are examined.
  static func separator(of text: String, named name: String) -> SeparatedValues.Separator {
    let lines = text.split(separator: "\n").prefix(1_000)
    let tabbed = lines.count { $0.contains("\t") }
    if tabbed > 0, name.lowercased().hasSuffix(".tsv") || tabbed * 10 >= lines.count * 9 {
      return .tab
    }
    let sample = lines.joined(separator: "\n")
    func regularRows(_ separator: SeparatedValues.Separator) -> Int {
      let widths = SeparatedValues(sample, separator: separator).rows.map(\.fields.count)
      let counts = Dictionary(widths.filter { $0 > 1 }.map { ($0, 1) }, uniquingKeysWith: +)
      return counts.values.max() ?? 0
    }
    return regularRows(.semicolon) > regularRows(.comma) ? .semicolon : .comma
  }

  // MARK: Layout

  private static func layout(
    _ separator: SeparatedValues.Separator, _ columns: LabelledColumns
  ) -> Text {
    func line(_ language: Language) -> String {
      func column(_ index: Int) -> String {
        let number = "\(language.text("column", "coluna")) \(index + 1)"
        // A header may be shorter than the rows below it.
        guard let name = columns.header?.dropFirst(index).first, !name.isEmpty else {
          return number
        }
        return "\(number) (\(name))"
      }
      var parts = [
        separator.name.in(language),
        language.text("label in \(column(columns.label))", "rótulo na \(column(columns.label))")
          + ", "
          + language.text("text in \(column(columns.text))", "texto na \(column(columns.text))"),
        columns.header == nil
          ? language.text("no header", "sem cabeçalho")
          : language.text("a header", "com cabeçalho"),
      ]
      if !columns.unused.isEmpty {
        let numbers = columns.unused.map { "\($0 + 1)" }.joined(separator: ", ")
        parts.append(
          language.text("not used: column \(numbers)", "sem uso: coluna \(numbers)"))
      }
      return parts.joined(separator: "; ")
    }
    return Text(line(.english), line(.portuguese))
  }
}
