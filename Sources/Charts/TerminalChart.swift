import CourseKit

/// A curve drawn with Braille characters, two by four dots each, for a terminal.
///
///      4 ┤⡀
///        ┤⠱⣀
///      2 ┤╌╌╌⠑⠢⠤⣀╌╌╌╌╌╌╌
///        ┤       ⠉⠉⠒⠒⠒
///      0 ┤
///        └┬───────┬──────
///         0      500
public struct TerminalChart: Sendable {
  public var points: [ChartPoint]
  /// A dashed horizontal line, such as a baseline to beat.
  public var reference: Double?
  public var yScale = AxisScale.linear
  /// The size of the whole chart, in columns and lines.
  public var width: Int
  public var height: Int
  /// Whether to draw with asterisks, for a terminal that shows only ASCII.
  public var isPlain = false
  /// The language whose decimal separator the labels use.
  public var language = Language.english

  /// - Precondition: at least 20 columns and 5 lines.
  public init(_ points: [ChartPoint], reference: Double? = nil, width: Int = 76, height: Int = 15) {
    precondition(width >= 20 && height >= 5, "a chart of \(width) columns and \(height) lines")
    self.points = points
    self.reference = reference
    self.width = width
    self.height = height
  }

  /// The chart's lines, without trailing spaces.
  public var text: String {
    let runs = points.split { !(yScale.shows($0.y) && $0.x.isFinite) }
    let rows = height - 2
    let ys = runs.joined().map(\.y) + [reference].compactMap { $0 }
    let yAxis = Axis(
      ys, scale: yScale, places: (Double(rows * 4 - 1), 0), tickCount: max(rows / 3, 2),
      widened: true)
    let labels = ChartNumbers.labels(yAxis.ticks, language)
    let margin = (labels.map(\.count).max() ?? 0) + 1
    let columns = max(width - margin - 1, 1)
    let xAxis = Axis(
      runs.joined().map(\.x), scale: .linear, places: (0, Double(columns * 2 - 1)),
      tickCount: max(columns / 12, 1), widened: false)

    var canvas = BrailleCanvas(columns: columns, rows: rows)
    for run in runs {
      var last: (x: Int, y: Int)?
      for point in run {
        let dot = (
          x: Int(xAxis.place(point.x).rounded()), y: Int(yAxis.place(point.y).rounded())
        )
        canvas.line(from: last ?? dot, to: dot)
        last = dot
      }
    }

    let vertical = isPlain ? "|" : "┤"
    var rowLabels = [String](repeating: "", count: rows)
    for (tick, label) in zip(yAxis.ticks, labels) {
      rowLabels[min(Int(yAxis.place(tick).rounded()) / 4, rows - 1)] = label
    }
    let referenceRow = reference.flatMap { value in
      yScale.shows(value) ? Int(yAxis.place(value).rounded()) / 4 : nil
    }
    var lines = (0..<rows).map { row in
      let label = rowLabels[row]
      let indent = String(repeating: " ", count: margin - 1 - label.count)
      let filler: Character = row == referenceRow ? (isPlain ? "-" : "╌") : " "
      return "\(indent)\(label) \(vertical)"
        + canvas.row(row, emptyAs: filler, isPlain: isPlain)
    }
    lines += horizontalAxis(xAxis, margin: margin, columns: columns)
    return lines.map(Self.withoutTrailingSpaces).joined(separator: "\n")
  }

  /// The axis line with its ticks, and the labels below.
  private func horizontalAxis(_ axis: Axis, margin: Int, columns: Int) -> [String] {
    var rule = [Character](repeating: isPlain ? "-" : "─", count: columns)
    var captions = [Character](repeating: " ", count: margin + 1 + columns)
    var free = 0
    for (tick, label) in zip(axis.ticks, ChartNumbers.labels(axis.ticks, language)) {
      let column = min(Int(axis.place(tick).rounded()) / 2, columns - 1)
      let start = min(max(margin + 1 + column - label.count / 2, 0), captions.count - label.count)
      guard start >= free, label.count <= captions.count else { continue }
      rule[column] = isPlain ? "+" : "┬"
      captions.replaceSubrange(start..<start + label.count, with: label)
      free = start + label.count + 1
    }
    let corner = isPlain ? "+" : "└"
    return [String(repeating: " ", count: margin) + corner + String(rule), String(captions)]
  }

  private static func withoutTrailingSpaces(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}

/// A grid of dots, two columns by four rows in each character.
struct BrailleCanvas {
  private let columns: Int
  private var cells: [UInt8]

  init(columns: Int, rows: Int) {
    self.columns = columns
    cells = [UInt8](repeating: 0, count: columns * rows)
  }

  /// The bit of each dot: Unicode numbers the upper three of the left column, then those of the
  /// right one, then the lowest two.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < columns * 2, y / 4 * columns + x / 2 < cells.count else { return }
    cells[y / 4 * columns + x / 2] |= Self.bits[y % 4][x % 2]
  }

  /// Sets the dots nearest to a line segment.
  mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int)) {
    let steps = max(abs(b.x - a.x), abs(b.y - a.y), 1)
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      set(
        a.x + Int((Double(b.x - a.x) * share).rounded()),
        a.y + Int((Double(b.y - a.y) * share).rounded()))
    }
  }

  func row(_ row: Int, emptyAs filler: Character, isPlain: Bool) -> String {
    String(
      cells[row * columns..<(row + 1) * columns].map { cell in
        if cell == 0 { return filler }
        return isPlain ? "*" : Character(Unicode.Scalar(0x2800 + UInt32(cell))!)
      })
  }
}
