import CourseKit

/// Horizontal bars, such as the probabilities of the next token. With two series, such as before
/// and after, the second is drawn as narrow bars in front of the first.
///
/// Values that are negative, infinite or NaN have no bar.
public struct BarChart: Chart {
  /// A named series with one bar per label.
  public struct Series: Sendable {
    public var name: String
    public var values: [Double]

    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  public var title: String
  public var labels: [String]
  public var series: [Series]
  /// Formats the value beside a bar; by default as a probability.
  public var format: @Sendable (Double) -> String = { ChartNumbers.probability($0) }
  public var language = Language.english
  public var width = 720.0
  /// The height of a row with its label and bars, in pixels.
  public var rowHeight = 30.0

  /// - Precondition: one or two series, with one value per label.
  public init(title: String, labels: [String], series: [Series]) {
    precondition(
      (1...2).contains(series.count) && series.allSatisfy { $0.values.count == labels.count },
      "\(series.map(\.values.count)) values for \(labels.count) labels")
    self.title = title
    self.labels = labels
    self.series = series
  }

  public var svg: String {
    let names = labels.map { tokenLabel($0, longest: 24) }
    let left = 30 + (names.map { estimatedWidth($0, isMonospaced: true) }.max() ?? 0)
    let texts = series.map { series in
      series.values.map { isShown($0) ? language.localized(format($0)) : "–" }
    }
    let valueWidths = texts.map { ($0.map { estimatedWidth($0) }.max() ?? 0) + 14 }
    let right = width - 20 - valueWidths.reduce(0, +)
    let isNamed = series.contains { !$0.name.isEmpty }
    let top = (title.isEmpty ? 16 : 46) + (isNamed ? 26.0 : 0)
    let bottom = top + Double(labels.count) * rowHeight
    var drawing = SVGDrawing(width: width, height: bottom + 34)
    if !title.isEmpty { drawing.text(shortened(title, to: width - 40, size: 18), 20, 31, "title") }
    if isNamed { drawLegend(at: top - 18, &drawing) }

    let shown = series.flatMap { $0.values.filter(isShown) }
    let greatest = shown.max().map { $0 > 0 ? $0 : 1 } ?? 1
    let tickCount = max(Int((right - left) / 70), min(3, Int((right - left) / 40)))
    let axis = Axis(
      [0, greatest], scale: .linear, places: (left, right), tickCount: tickCount, widened: false)
    for (tick, label) in zip(axis.ticks, ChartNumbers.labels(axis.ticks, language)) {
      drawing.line(axis.place(tick), top, axis.place(tick), bottom + 4, "grid")
      drawing.text(label, axis.place(tick), bottom + 20, "soft", .middle)
    }
    for (index, name) in names.enumerated() {
      let middle = top + (Double(index) + 0.5) * rowHeight
      drawing.text(name, left - 10, middle + 4.5, "token", .end)
      var column = right
      for (number, series) in series.enumerated() {
        let value = series.values[index]
        if isShown(value) { drawBar(number, to: axis.place(value), left, middle, &drawing) }
        column += valueWidths[number]
        drawing.text(texts[number][index], column, middle + 4.5, "fill\(number) value", .end)
      }
    }
    drawing.line(left, top, left, bottom, "axis")
    return drawing.document(title: title)
  }

  private func isShown(_ value: Double) -> Bool { value.isFinite && value >= 0 }

  /// Draws one bar. With two series, the first is wide and pale.
  private func drawBar(
    _ number: Int, to end: Double, _ left: Double, _ middle: Double, _ drawing: inout SVGDrawing
  ) {
    let isBehind = number == 0 && series.count == 2
    let height = rowHeight * (series.count == 1 ? 0.6 : isBehind ? 0.74 : 0.3)
    drawing.rectangle(
      left, middle - height / 2, end - left, height, "fill\(number)",
      opacity: isBehind ? 0.4 : nil, radius: min(2, (end - left) / 2))
  }

  private func drawLegend(at y: Double, _ drawing: inout SVGDrawing) {
    var x = 20.0
    for (number, series) in series.enumerated() where !series.name.isEmpty {
      let isBehind = number == 0 && self.series.count == 2
      drawing.rectangle(
        x, y - (isBehind ? 8 : 4.5), 26, isBehind ? 16 : 9, "key fill\(number)",
        opacity: isBehind ? 0.4 : nil, radius: 2)
      drawing.text(series.name, x + 34, y + 4.5, "")
      x += 52 + estimatedWidth(series.name)
    }
  }
}
