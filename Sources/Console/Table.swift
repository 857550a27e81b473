/// A table in plain text, its columns as wide as their widest cell.
public struct Table: Sendable, CustomStringConvertible {
  /// A column's title and the side to which its cells are aligned.
  public struct Column: Sendable {
    let title: String
    let isRightAligned: Bool

    /// A column of words.
    public static func left(_ title: String) -> Column {
      Column(title: title, isRightAligned: false)
    }

    /// A column of numbers.
    public static func right(_ title: String) -> Column {
      Column(title: title, isRightAligned: true)
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  public init(_ columns: Column...) { self.init(columns) }

  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row with one cell for each column.
  public mutating func addRow(_ cells: String...) { addRow(cells) }

  /// Adds a row with one cell for each column. A cell has one line: its breaks become spaces.
  public mutating func addRow(_ cells: [String]) {
    precondition(
      cells.count == columns.count, "\(cells.count) cells in a table of \(columns.count) columns")
    rows.append(cells.map { $0.replacing(/\s*[\r\n]+\s*/, with: " ") })
  }

  /// The titles, a rule, the rows; two spaces between columns, none at the end of a line. Where
  /// all titles are empty, they and the rule are left out.
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
