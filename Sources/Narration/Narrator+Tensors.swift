import Console
import CourseKit
import Tensors

extension Narrator {
  /// Shows a tensor of one or two axes: its name and shape, and its elements in aligned columns.
  ///
  /// The middle of a tensor that is too wide or too long is left out.
  ///
  /// - Parameters:
  ///   - rows: row labels; row numbers if it is empty.
  ///   - columns: column labels; none if it is empty.
  ///   - isHidden: which elements are shown as a dot, such as those in the future.
  package func show(
    _ name: String, _ tensor: Tensor, rows: [String] = [], columns: [String] = [],
    decimals: Int = 3, isHidden: (_ row: Int, _ column: Int) -> Bool = { _, _ in false }
  ) {
    precondition((1...2).contains(tensor.rank), "\(name) of \(tensor.shape)")
    let (rowCount, columnCount) = (tensor.rowCount, tensor.columnCount)
    precondition(
      (rows.isEmpty || rows.count == rowCount)
        && (columns.isEmpty || columns.count == columnCount),
      "\(rows.count) and \(columns.count) labels for \(name) of \(tensor.shape)")
    let scalars = tensor.scalars
    let cells = (0..<rowCount).map { row in
      (0..<columnCount).map { column in
        isHidden(row, column) ? "·" : number(scalars[row * columnCount + column], decimals)
      }
    }
    let labels =
      !rows.isEmpty ? rows : tensor.rank == 1 ? [""] : (0..<rowCount).map { "\($0)" }
    let shownRows = Self.ends(of: rowCount, fitting: 14)
    let cellWidth = (cells.joined() + columns).map(visibleWidth).max() ?? 1
    let labelWidth = labels.map(visibleWidth).max() ?? 0
    let room = (Self.width - Self.margin.count - labelWidth) / (cellWidth + 2)
    let shownColumns = Self.ends(of: columnCount, fitting: max(room, 3))

    emptyLine()
    block("\(name) \(tensor.shape)")
    func line(_ label: String, _ cells: [String]) -> String {
      let parts = shownColumns.map { column in
        padded(
          column.map { cells[$0] } ?? "…", to: column == nil ? 1 : cellWidth, rightAligned: true)
      }
      let margin = padded(label, to: labelWidth)
      return (labelWidth == 0 ? "" : margin + " │ ") + parts.joined(separator: "  ")
    }
    if !columns.isEmpty { block(line("", columns).replacing("│", with: " ")) }
    for row in shownRows {
      block(
        row.map { line(labels[$0], cells[$0]) } ?? padded("⋮", to: labelWidth) + " │")
    }
    emptyLine()
  }

  /// The indices to show out of `count`, with nil where some are left out.
  private static func ends(of count: Int, fitting room: Int) -> [Int?] {
    guard count > room else { return (0..<count).map { $0 } }
    let last = max(1, room / 4)
    return (0..<room - 1 - last).map { $0 } + [nil] + (count - last..<count).map { $0 }
  }

  /// Shows a text split into its tokens, with each token's id below it.
  package func tokens(_ labels: [String], ids: [Int] = []) {
    precondition(ids.isEmpty || ids.count == labels.count, "\(ids.count) ids, \(labels.count)")
    let names = labels.map(Self.visible)
    let numbers = ids.map { String($0) }
    let widths = names.indices.map { index in
      max(visibleWidth(names[index]), numbers.isEmpty ? 0 : visibleWidth(numbers[index]))
    }
    emptyLine()
    var start = 0
    while start < names.count {
      // As many as fit into a line, but at least one.
      var end = start
      var used = 1
      while end < names.count, end == start || used + widths[end] + 3 <= Self.width - 5 {
        used += widths[end] + 3
        end += 1
      }
      func line(_ cells: [String]) -> String {
        "│"
          + (start..<end).map {
            " " + padded(cells[$0], to: widths[$0]) + " │"
          }.joined()
      }
      block(line(names))
      if !numbers.isEmpty { block(line(numbers)) }
      start = end
    }
    emptyLine()
  }

  /// A token with a visible space, `␣`, and line break, `↵`.
  package static func visible(_ token: String) -> String {
    let text = token.map { $0 == " " ? "␣" : $0 == "\n" ? "↵" : String($0) }.joined()
    return text.isEmpty ? "∅" : text
  }

  /// Draws a horizontal bar for each value, scaled so that the greatest fills the width, with the
  /// value to its left.
  package func bars(
    _ values: [(label: String, value: Double)], greatest: Double? = nil, decimals: Int = 3
  ) {
    let greatest = max(greatest ?? values.map(\.value).max() ?? 1, .leastNonzeroMagnitude)
    let numbers = values.map { number($0.value, decimals) }
    let labelWidth = values.map { visibleWidth($0.label) }.max() ?? 0
    let numberWidth = numbers.map(visibleWidth).max() ?? 0
    let room = min(40, Self.width - Self.margin.count - labelWidth - numberWidth - 4)
    emptyLine()
    for ((label, value), number) in zip(values, numbers) {
      block(
        padded(label, to: labelWidth) + "  "
          + padded(number, to: numberWidth, rightAligned: true) + "  "
          + Self.bar(value / greatest, width: room))
    }
    emptyLine()
  }

  /// A bar with a resolution of an eighth of a block.
  package static func bar(_ share: Double, width: Int) -> String {
    let eighths = Int((Double(width * 8) * min(max(share, 0), 1)).rounded())
    let partial = eighths % 8 == 0 ? "" : String(Array(" ▏▎▍▌▋▊▉")[eighths % 8])
    return String(repeating: "█", count: eighths / 8) + partial
  }
}
