import CourseKit

/// Curves over a common axis, such as the losses of a training run over its steps.
///
/// Points that cannot be shown (NaN, infinite, or not positive on a logarithmic axis) interrupt
/// their curve.
public struct LineChart: Chart {
  /// A named curve.
  public struct Series: Sendable {
    public var name: String
    public var points: [ChartPoint]
    /// Whether the curve is drawn thin and pale behind the others: for raw values beside their
    /// smoothed curve.
    public var isFaint: Bool

    public init(_ name: String, _ points: [ChartPoint], isFaint: Bool = false) {
      self.name = name
      self.points = points
      self.isFaint = isFaint
    }
  }

  /// A dashed horizontal line, such as a baseline to beat.
  public struct Reference: Sendable {
    public var name: String
    public var y: Double

    public init(_ name: String, y: Double) {
      self.name = name
      self.y = y
    }
  }

  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var series: [Series]
  public var references: [Reference]
  public var xScale = AxisScale.linear
  public var yScale = AxisScale.linear
  /// The range of the vertical axis; by default the range of the values.
  public var yDomain: ClosedRange<Double>?
  public var language = Language.english
  public var width = 720.0
  public var height = 420.0

  public init(
    title: String, xLabel: String, yLabel: String, series: [Series], references: [Reference] = []
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.references = references
  }

  public var svg: String {
    var drawing = SVGDrawing(width: width, height: height)
    var top = 16.0
    if !title.isEmpty {
      drawing.text(shortened(title, to: width - 40, size: 18), 20, top + 15, "title")
      top += 30
    }
    top = drawLegend(at: top, &drawing)

    let bottom = height - (xLabel.isEmpty ? 34 : 58)
    let yAxis = Axis(
      ys, scale: yScale, places: (bottom, top + 8), tickCount: Int((bottom - top) / 48),
      widened: true, fixed: yDomain)
    let yTicks = zip(yAxis.ticks, ChartNumbers.labels(yAxis.ticks, language))
    let left = (yLabel.isEmpty ? 20 : 44) + (yTicks.map { estimatedWidth($1) }.max() ?? 0) + 8
    let right = width - 24
    let xAxis = Axis(
      xs, scale: xScale, places: (left, right), tickCount: Int((right - left) / 80), widened: false)

    for (tick, label) in yTicks {
      let y = yAxis.place(tick)
      drawing.line(left, y, right, y, "grid")
      drawing.text(label, left - 8, y + 4.5, "soft", .end)
    }
    drawing.line(left, bottom, right, bottom, "axis")
    for (tick, label) in zip(xAxis.ticks, ChartNumbers.labels(xAxis.ticks, language)) {
      let x = xAxis.place(tick)
      drawing.line(x, bottom, x, bottom + 5, "axis")
      let half = estimatedWidth(label) / 2
      drawing.text(label, min(x, width - 4 - half), bottom + 20, "soft", .middle)
    }
    if !xLabel.isEmpty {
      let label = shortened(xLabel, to: right - left)
      drawing.text(label, (left + right) / 2, height - 14, "", .middle)
    }
    if !yLabel.isEmpty {
      let label = shortened(yLabel, to: bottom - top)
      drawing.text(label, 24, (top + 8 + bottom) / 2, "", .middle, angle: -90)
    }

    drawing.clipped(x: left - 5, y: top + 3, width: right - left + 10, height: bottom - top + 2) {
      drawing in
      for (index, reference) in references.enumerated() where yScale.shows(reference.y) {
        let y = yAxis.place(reference.y)
        drawing.line(left, y, right, y, Self.look(series.count + index, "dashed"))
      }
      let order =
        series.indices.filter { series[$0].isFaint }
        + series.indices.filter { !series[$0].isFaint }
      for index in order { draw(index, xAxis, yAxis, &drawing) }
    }
    return drawing.document(title: title)
  }

  // MARK: Parts

  private var xs: some Sequence<Double> { shownPoints.map(\.x) }

  private var ys: [Double] { shownPoints.map(\.y) + references.map(\.y) }

  private var shownPoints: [ChartPoint] { series.flatMap { $0.points.filter(isShown) } }

  private func isShown(_ point: ChartPoint) -> Bool {
    xScale.shows(point.x) && yScale.shows(point.y)
  }

  private static func look(_ index: Int, _ more: String = "") -> String {
    let isRepeated = index >= ChartStyle.colorCount && more.isEmpty
    let looks = ["series stroke\(index % ChartStyle.colorCount)", isRepeated ? "dotted" : more]
    return looks.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Draws a sample and the name of each curve, in as many rows as needed. Returns the bottom edge.
  private func drawLegend(at top: Double, _ drawing: inout SVGDrawing) -> Double {
    let entries =
      series.enumerated().map { ($1.name, Self.look($0, $1.isFaint ? "faint sample" : "")) }
      + references.enumerated().map { ($1.name, Self.look(series.count + $0, "dashed")) }
    let named = entries.filter { !$0.0.isEmpty }
    guard !named.isEmpty else { return top }
    var (x, y) = (20.0, top + 10)
    for (name, look) in named {
      let name = shortened(name, to: width - 80)
      let length = 34 + estimatedWidth(name)
      if x > 20 && x + length > width - 20 { (x, y) = (20, y + 20) }
      drawing.line(x, y, x + 26, y, "key \(look)")
      drawing.text(name, x + 34, y + 4.5, "")
      x += length + 18
    }
    return y + 16
  }

  private func draw(_ index: Int, _ xAxis: Axis, _ yAxis: Axis, _ drawing: inout SVGDrawing) {
    var path = ""
    for run in series[index].points.split(whereSeparator: { !isShown($0) }) {
      let places = run.map { ChartPoint(xAxis.place($0.x), yAxis.place($0.y)) }
      if places.count == 1 {
        let look = "fill\(index % ChartStyle.colorCount)"
        drawing.circle(places[0].x, places[0].y, radius: 3.5, look)
        continue
      }
      for (number, place) in thinned(places).enumerated() {
        path += number == 0 ? "M" : "L"
        path += "\(ChartNumbers.coordinate(place.x)) \(ChartNumbers.coordinate(place.y))"
      }
    }
    if !path.isEmpty { drawing.path(path, Self.look(index, series[index].isFaint ? "faint" : "")) }
  }
}

/// The curve with fewer points: within each pixel's width the first, the lowest, the highest and
/// the last are kept, so nothing visible is lost.
func thinned(_ points: [ChartPoint]) -> [ChartPoint] {
  guard points.count > 4 else { return points }
  var result: [ChartPoint] = []
  var start = 0
  while start < points.count {
    var end = start + 1
    while end < points.count, points[end].x.rounded(.down) == points[start].x.rounded(.down) {
      end += 1
    }
    let column = start..<end
    let low = column.min { points[$0].y < points[$1].y }!
    let high = column.max { points[$0].y < points[$1].y }!
    for index in Set([start, low, high, end - 1]).sorted() { result.append(points[index]) }
    start = end
  }
  return result
}
