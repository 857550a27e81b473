/// A plain-text table whose columns are as wide as their widest cells.
public struct Table: Sendable, CustomStringConvertible {
  /// The title of a column and the alignment of its cells.
  public struct Column: Sendable {
    let title: String
    let isRightAligned: Bool

    /// A left-aligned column, for text.
    public static func left(_ title: String) -> Column {
      Column(title: title, isRightAligned: false)
    }

    /// A right-aligned column, for numbers.
    public static func right(_ title: String) -> Column {
      Column(title: title, isRightAligned: true)
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  public init(_ columns: Column...) { self.init(columns) }

  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row with one cell per column.
  public mutating func addRow(_ cells: String...) { addRow(cells) }

  /// Adds a row with one cell per column. A cell has a single line: line breaks become spaces.
  public mutating func addRow(_ cells: [String]) {
    precondition(
      cells.count == columns.count, "\(cells.count) cells in a table of \(columns.count) columns")
    rows.append(cells.map { $0.replacing(/\s*[\r\n]+\s*/, with: " ") })
  }

  /// The titles, a rule and the rows, with two spaces between columns and no trailing spaces. If
  /// all titles are empty, they and the rule are omitted.
  public var description: String {
    let titles = columns.map(\.title)
    let widths = columns.indices.map { index in
      (rows + [titles]).map { visibleWidth($0[index]) }.max() ?? 0
    }
    var lines = rows.map { line($0, widths) }
    if titles.contains(where: { !$0.isEmpty }) {
      let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
      lines = [line(titles, widths), rule] + lines
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let text = columns.indices.map { index in
      padded(cells[index], to: widths[index], rightAligned: columns[index].isRightAligned)
    }.joined(separator: "  ")
    return String(text.reversed().drop { $0 == " " }.reversed())
  }
}
