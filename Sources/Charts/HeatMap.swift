import CourseKit

/// A grid of values from 0 to 1, darker for greater ones (brighter on a dark page): an attention
/// map, a confusion matrix.
///
/// Cells with NaN, such as those under a causal mask, stay empty.
public struct HeatMap: Chart {
  public var title: String
  /// What the rows are, such as "query", written along the left edge.
  public var rowTitle: String
  /// What the columns are, such as "key", written above them.
  public var columnTitle: String
  public var rowLabels: [String]
  public var columnLabels: [String]
  /// The values, one list per row. Values outside 0 ... 1 are clamped.
  public var values: [[Double]]
  /// The texts in the cells; by default the values.
  public var cellTexts: [[String]]?
  public var language = Language.english
  public var width = 720.0
  /// Whether the colour scale from 0 to 1 is shown on the right.
  public var showsScale = true

  /// - Precondition: one row of values per row label, each with one value per column label.
  public init(
    title: String, rowTitle: String = "", columnTitle: String = "", rowLabels: [String],
    columnLabels: [String], values: [[Double]], cellTexts: [[String]]? = nil
  ) {
    precondition(
      values.count == rowLabels.count && values.allSatisfy { $0.count == columnLabels.count },
      "\(values.map(\.count)) values for \(rowLabels.count) rows of \(columnLabels.count) columns")
    precondition(
      cellTexts.map { $0.map(\.count) == values.map(\.count) } ?? true,
      "other cell texts than values")
    self.title = title
    self.rowTitle = rowTitle
    self.columnTitle = columnTitle
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
    self.values = values
    self.cellTexts = cellTexts
  }

  public var svg: String {
    let rows = rowLabels.map { tokenLabel($0) }
    let columns = columnLabels.map { tokenLabel($0) }
    func widest(_ labels: [String]) -> Double {
      labels.map { estimatedWidth($0, isMonospaced: true) }.max() ?? 0
    }
    let left = 20 + (rowTitle.isEmpty ? 0 : 26) + widest(rows) + 10
    let scaleWidth = showsScale ? 64.0 : 0

    // Labels wider than their column are slanted and need space on the right.
    let room = width - left - scaleWidth - 16
    let cell = min(56, max(9, room / Double(max(columns.count, 1))))
    let leans = widest(columns) > cell - 6
    let overhang = leans ? max(0, widest(columns) * 0.71 + 10 - cell / 2) : 0
    let fitted = leans ? min(cell, max(9, (room - overhang) / Double(max(columns.count, 1)))) : cell

    var top = title.isEmpty ? 16.0 : 50
    if !columnTitle.isEmpty { top += 22 }
    let columnTitleY = top - 8
    top += columns.isEmpty ? 0 : leans ? widest(columns) * 0.71 + 16 : 22
    let gridWidth = fitted * Double(columns.count)
    let gridHeight = fitted * Double(rows.count)
    let scaleHeight = showsScale ? min(160, max(80, gridHeight)) : 0
    let height = top + max(gridHeight, scaleHeight, estimatedWidth(rowTitle)) + 20
    let wanted = max(
      left + gridWidth + max(overhang, 16) + scaleWidth, left + estimatedWidth(columnTitle) + 20,
      min(40 + estimatedWidth(title, size: 18), width))
    var drawing = SVGDrawing(width: wanted, height: height)

    if !title.isEmpty {
      drawing.text(shortened(title, to: wanted - 40, size: 18), 20, 31, "title")
    }
    if !columnTitle.isEmpty { drawing.text(columnTitle, left, columnTitleY, "") }
    if !rowTitle.isEmpty {
      let middle = top + max(gridHeight, estimatedWidth(rowTitle)) / 2
      drawing.text(rowTitle, 30, middle, "", .middle, angle: -90)
    }
    // Where rows are narrower than a line of text, only some are labelled. Slanted labels need √2
    // times as much space.
    let every = max(1, Int((13 / fitted).rounded(.up)))
    let everyColumn = leans ? max(1, Int((19 / fitted).rounded(.up))) : 1
    for (index, label) in columns.enumerated() where index % everyColumn == 0 {
      let x = left + (Double(index) + 0.5) * fitted
      if leans {
        drawing.text(label, x + 4, top - 7, "token", angle: -45)
      } else {
        drawing.text(label, x, top - 8, "token", .middle)
      }
    }
    for (index, label) in rows.enumerated() where index % every == 0 {
      let y = top + (Double(index) + 0.5) * fitted + 4.5
      drawing.text(label, left - 8, y, "token", .end)
    }
    for row in rows.indices {
      for column in columns.indices {
        let (x, y) = (left + Double(column) * fitted, top + Double(row) * fitted)
        drawCell(row, column, x, y, size: fitted, &drawing)
      }
    }
    if showsScale {
      drawScale(x: left + gridWidth + max(overhang, 16) + 2, top, scaleHeight, &drawing)
    }
    return drawing.document(title: title)
  }

  private func drawCell(
    _ row: Int, _ column: Int, _ x: Double, _ y: Double, size: Double,
    _ drawing: inout SVGDrawing
  ) {
    let value = min(max(values[row][column], 0), 1)
    let gap = size > 16 ? 1.0 : 0.3
    guard !values[row][column].isNaN else {
      if size > 16 { drawing.circle(x + size / 2, y + size / 2, radius: 1.5, "fill5") }
      return
    }
    let (side, radius) = (size - 2 * gap, size > 16 ? 2.0 : 0)
    drawing.rectangle(
      x + gap, y + gap, side, side, "heat frame", opacity: value, radius: radius)
    let text =
      cellTexts?[row][column]
      ?? decimal(values[row][column], 2, language)
    if size >= estimatedWidth(text, size: 11) + 4 {
      let look = value > 0.75 ? "over-full" : value > 0.63 ? "over-middle" : "over-pale"
      drawing.text(text, x + size / 2, y + size / 2 + 4, "cell \(look)", .middle)
    }
  }

  /// Draws the colour scale, from 1 at the top to 0.
  private func drawScale(
    x: Double, _ top: Double, _ height: Double, _ drawing: inout SVGDrawing
  ) {
    let steps = 32
    let step = height / Double(steps)
    for index in 0..<steps {
      let value = 1 - (Double(index) + 0.5) / Double(steps)
      drawing.rectangle(x, top + Double(index) * step, 12, step, "heat", opacity: value)
    }
    for (value, label) in [(1.0, "1"), (0.5, "0.5"), (0, "0")] {
      let label = language.localized(label)
      drawing.text(label, x + 18, top + (1 - value) * (height - 9) + 9, "soft cell")
    }
  }
}
