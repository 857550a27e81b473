import Charts

/// A cell of a matrix in a figure.
struct Cell {
  var text: String
  /// The cell's pale colour; nil for an outline only.
  var role: Role?
  /// A value of a heat map from 0 to 1, drawn darker the greater it is. It replaces the role's
  /// colour.
  var heat: Double?
  /// Whether the cell is crossed out: masked, dropped or not trained.
  var isHidden = false
  var look = Look.normal

  init(
    _ text: String = "", role: Role? = nil, heat: Double? = nil, isHidden: Bool = false,
    look: Look = .normal
  ) {
    self.text = text
    self.role = role
    self.heat = heat
    self.isHidden = isHidden
    self.look = look
  }
}

extension Canvas {
  /// Draws a matrix of cells from its upper left corner.
  ///
  /// Row labels are to the left and column labels above.
  ///
  /// - Returns: the frame of the matrix without its labels.
  @discardableResult
  mutating func grid(
    _ rows: [[Cell]], at corner: Point, cellWidth: Double, cellHeight: Double, size: Int = 13,
    rowLabels: [String] = [], columnLabels: [String] = [], labelLook: Look = .soft
  ) -> Frame {
    let columns = rows.first?.count ?? 0
    let frame = Frame(
      corner.x, corner.y, cellWidth * Double(columns), cellHeight * Double(rows.count))
    for (row, cells) in rows.enumerated() {
      for (column, cell) in cells.enumerated() {
        draw(
          cell,
          in: Frame(
            corner.x + Double(column) * cellWidth, corner.y + Double(row) * cellHeight, cellWidth,
            cellHeight), size)
      }
    }
    note(frame)
    for (index, label) in rowLabels.enumerated() {
      let y = corner.y + (Double(index) + 0.5) * cellHeight + Double(size) * 0.35
      write(label, at: Point(corner.x - 8, y), size: size, look: labelLook, anchor: .end)
    }
    for (index, label) in columnLabels.enumerated() {
      let x = corner.x + (Double(index) + 0.5) * cellWidth
      write(label, at: Point(x, corner.y - 8), size: size, look: labelLook, anchor: .middle)
    }
    return frame
  }

  /// Draws tokens side by side from the upper left corner, each as wide as its text or all of the
  /// same width.
  ///
  /// - Returns: the frames of the tokens.
  @discardableResult
  mutating func tokens(
    _ texts: [String], at corner: Point, role: Role = .data, height: Double = 32, gap: Double = 6,
    width: Double? = nil, size: Int = 14, hidden: Set<Int> = []
  ) -> [Frame] {
    var x = corner.x
    return texts.enumerated().map { index, text in
      let wide = width ?? max(34, self.width(of: text, size: size, look: .code) + 16)
      let frame = Frame(x, corner.y, wide, height)
      draw(
        Cell(text, role: role, isHidden: hidden.contains(index), look: .code), in: frame, size,
        gap: 0)
      note(frame)
      x += wide + gap
      return frame
    }
  }

  private mutating func draw(_ cell: Cell, in frame: Frame, _ size: Int, gap: Double = 1.5) {
    let inner = frame.inset(gap, gap)
    func rectangle(_ classes: String, opacity: Double? = nil) {
      drawing.rectangle(
        inner.x, inner.y, inner.width, inner.height, classes, opacity: opacity, radius: 4)
    }
    var look = cell.look
    var classes: String?
    if cell.isHidden {
      rectangle("fill5 stroke5 box broken")
      look = .soft
    } else if let heat = cell.heat {
      rectangle("heat frame", opacity: min(max(heat, 0), 1))
      classes = heat > 0.75 ? "over-full" : heat > 0.63 ? "over-middle" : "over-pale"
      if look.isMonospaced { classes?.append(" token") }
    } else if let role = cell.role {
      rectangle("\(role.fill) \(role.stroke) box")
    } else {
      rectangle("stroke5 hollow thin")
    }
    guard !cell.text.isEmpty else { return }
    let baseline = Point(frame.center.x, frame.center.y + Double(size) * 0.35)
    write(cell.text, at: baseline, size: size, look: look, anchor: .middle, classes: classes)
    noteCaption(in: frame)
  }
}
