import Charts

extension Canvas {
  /// A bar of a bar chart: its label, its value, and the text of the value.
  struct Bar {
    var label: String
    var value: Double
    var text: String
    var role = Role.result
    /// Whether the bar is pale: removed, or only there for comparison.
    var isPale = false
  }

  /// Draws horizontal bars one below another, with labels to the left and values after the ends of
  /// the bars.
  ///
  /// - Parameter labelWidth: the part of the frame's width that is reserved for the labels.
  mutating func bars(
    _ bars: [Bar], in frame: Frame, labelWidth: Double, greatest: Double? = nil, size: Int = 13,
    labelLook: Look = .normal
  ) {
    let step = frame.height / Double(max(bars.count, 1))
    let top = greatest ?? bars.map(\.value).max() ?? 1
    let texts = bars.map { width(of: $0.text, size: size) }.max() ?? 0
    let left = frame.x + labelWidth
    let room = frame.width - labelWidth - texts - 10
    for (index, bar) in bars.enumerated() {
      let middle = frame.y + (Double(index) + 0.5) * step
      let baseline = middle + Double(size) * 0.35
      let length = max(1, room * max(0, bar.value) / max(top, 1e-9))
      if !bar.label.isEmpty {
        write(
          bar.label, at: Point(left - 8, baseline), size: size, look: labelLook, anchor: .end)
        noteCaption(in: frame)
      }
      drawing.rectangle(
        left, middle - step * 0.3, length, step * 0.6, bar.role.fill,
        opacity: bar.isPale ? 0.3 : 0.85,
        radius: 2)
      write(bar.text, at: Point(left + length + 6, baseline), size: size)
      noteCaption(in: frame)
    }
    note(frame)
  }

  /// A line of a plot.
  struct Curve {
    var points: [(x: Double, y: Double)]
    var role: Role
    var name = ""
    var isBroken = false
    var isFaint = false
  }

  /// Draws lines over two axes, with a light grid and a legend above the plot.
  ///
  /// - Parameter frame: the area of the lines; tick labels are to its left and below it.
  /// - Returns: the coordinate of a value on each axis.
  @discardableResult
  mutating func plot(
    _ curves: [Curve], in frame: Frame, xLabel: String, yLabel: String,
    x xRange: ClosedRange<Double>? = nil, y yRange: ClosedRange<Double>? = nil,
    yScale: AxisScale = .linear
  ) -> (x: (Double) -> Double, y: (Double) -> Double) {
    let across = Axis(
      curves.flatMap { $0.points.map(\.x) }, scale: .linear, places: (frame.x, frame.maxX),
      tickCount: max(3, Int(frame.width / 60)), widened: false, fixed: xRange)
    let up = Axis(
      curves.flatMap { $0.points.map(\.y) }, scale: yScale, places: (frame.maxY, frame.y),
      tickCount: max(3, Int(frame.height / 45)), widened: true, fixed: yRange)
    for (tick, label) in zip(up.ticks, ChartNumbers.labels(up.ticks, language)) {
      let y = up.place(tick)
      drawing.line(frame.x, y, frame.maxX, y, "grid")
      write(label, at: Point(frame.x - 8, y + 4.5), size: 13, look: .soft, anchor: .end)
    }
    for (tick, label) in zip(across.ticks, ChartNumbers.labels(across.ticks, language)) {
      let x = across.place(tick)
      drawing.line(x, frame.maxY, x, frame.maxY + 4, "axis")
      write(label, at: Point(x, frame.maxY + 19), size: 13, look: .soft, anchor: .middle)
    }
    drawing.line(frame.x, frame.maxY, frame.maxX, frame.maxY, "axis")
    for curve in curves {
      let shown = curve.points.filter { across.domain.contains($0.x) && up.domain.contains($0.y) }
      let path = shown.enumerated().map { index, point in
        let (x, y) = (across.place(point.x), up.place(point.y))
        return
          "\(index == 0 ? "M" : "L")\(ChartNumbers.coordinate(x)) \(ChartNumbers.coordinate(y))"
      }.joined()
      let looks = [
        "series", curve.role.stroke, curve.isFaint ? "faint" : "", curve.isBroken ? "dashed" : "",
      ]
      drawing.path(path, looks.filter { !$0.isEmpty }.joined(separator: " "))
    }
    legend(
      curves.filter { !$0.name.isEmpty }.map { ($0.name, $0.role, $0.isBroken) },
      at: Point(frame.x, frame.y - 30))
    if !xLabel.isEmpty {
      write(xLabel, at: Point(frame.maxX, frame.maxY + 38), size: 13, look: .soft, anchor: .end)
    }
    if !yLabel.isEmpty {
      write(yLabel, at: Point(frame.x, frame.y - 10), size: 13, look: .soft)
    }
    note(frame)
    return (across.place, up.place)
  }

  /// Draws a row of names, each next to a sample of its line.
  mutating func legend(_ names: [(name: String, role: Role, isBroken: Bool)], at corner: Point) {
    var x = corner.x
    for (name, role, isBroken) in names {
      drawing.line(
        x, corner.y, x + 26, corner.y, "\(role.stroke) series" + (isBroken ? " dashed" : ""))
      write(name, at: Point(x + 32, corner.y + 4.5), size: 13)
      x += 52 + width(of: name, size: 13)
    }
  }

  /// Writes on the last line which run the figure's numbers come from.
  mutating func source(of what: String = "") {
    let origin = run.origin
    let steps = count(origin.steps)
    let sentence = text(
      "Measured: the main job in English, seed \(origin.seed), \(steps) steps",
      "Medido: o trabalho principal em português, semente \(origin.seed), \(steps) passos")
    write(
      what.isEmpty ? sentence : "\(sentence) · \(what)",
      at: Point(Canvas.margin, bottom + 30), size: 12, look: .soft)
  }
}
