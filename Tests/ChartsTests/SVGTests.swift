import CourseKit
import Foundation
import Testing

@testable import Charts

struct SVGTests {
  func curve(_ count: Int, _ f: (Double) -> Double) -> [ChartPoint] {
    (0..<count).map { ChartPoint(Double($0), f(Double($0))) }
  }

  func chart(_ series: [LineChart.Series]) -> LineChart {
    LineChart(title: "Training", xLabel: "step", yLabel: "loss", series: series)
  }

  @Test func `points are drawn where the axes put them`() throws {
    var line = chart([.init("loss", [.init(0, 0), .init(50, 4), .init(100, 2)])])
    line.references = [.init("baseline", y: 3)]
    let parsed = try ParsedChart(line)
    let points = try #require(parsed.paths.first.map { ParsedChart.points(of: $0) }?.first)
    #expect(points.count == 3)
    // The middle one lies half-way across; the last one, of half the height, half-way up.
    #expect(abs(points[1].x - (points[0].x + points[2].x) / 2) <= 0.1)
    #expect(abs(points[2].y - (points[0].y + points[1].y) / 2) <= 0.1)
    #expect(points[1].y < points[0].y)
    let baselines = parsed.elements.filter { $0.has("dashed") && $0.number("x2") > 600 }
    let baseline = try #require(baselines.first)
    #expect(abs(baseline.number("y1") - (points[0].y + 3 * points[1].y) / 4) <= 0.1)
    for text in ["Training", "step", "loss", "baseline", "0", "100"] {
      #expect(parsed.texts.contains(text), "\(text) in \(parsed.texts)")
    }
  }

  @Test func `labels of all kinds of curves are readable`() throws {
    let long = String(repeating: "A wordy heading, ", count: 12)
    let charts = [
      chart([.init("loss", curve(5000) { 1 + 3 * exp(-$0 / 500) })]),
      chart([.init("tiny", curve(10) { $0 * 1e-7 }), .init("", curve(3) { _ in 1e-6 })]),
      chart([.init("huge", curve(90) { $0 * 1e13 - 4e14 })]),
      chart([.init("constant", curve(9) { _ in 3e-4 })]),
      chart([.init("one point", [.init(1_234_567, 0.1234567)])]),
      chart([.init("nothing", [])]),
      chart([]),
      chart((0..<9).map { .init("curve number \($0)", curve(5) { $0 }) }),
      LineChart(title: long, xLabel: long, yLabel: long, series: [.init(long, curve(3) { $0 })]),
    ]
    for var line in charts {
      for scale in [AxisScale.linear, .logarithmic] {
        line.xScale = scale
        line.yScale = scale
        try ParsedChart(line).expectReadableTexts()
      }
    }
  }

  @Test func `what has no place interrupts the curve`() throws {
    let points = [1, 2, .nan, 3, .infinity, 4, 5, 6].enumerated().map {
      ChartPoint(Double($0), $1)
    }
    let parsed = try ParsedChart(chart([.init("loss", points)]))
    let stretches = ParsedChart.points(of: try #require(parsed.paths.first))
    #expect(stretches.map(\.count) == [2, 3])
    // The lonely one is a dot.
    #expect(parsed.elements.filter { $0.name == "circle" }.count == 1)

    var log = chart([.init("loss", [.init(0, 5), .init(1, -1), .init(2, 10), .init(4, 1)])])
    log.xScale = .logarithmic
    log.yScale = .logarithmic
    let stretch = ParsedChart.points(of: try #require(try ParsedChart(log).paths.first))
    #expect(stretch.map(\.count) == [2])
    #expect(try ParsedChart(chart([.init("none", [.init(1, .nan)])])).paths.isEmpty)
  }

  @Test func `a constant curve is level and inside`() throws {
    let parsed = try ParsedChart(chart([.init("rate", curve(3) { _ in 7 })]))
    let points = ParsedChart.points(of: try #require(parsed.paths.first))[0]
    #expect(Set(points.map(\.y)).count == 1)
    #expect(points[0].y > 100 && points[0].y < 350)
  }

  @Test func `names are escaped and the reader gets them back`() throws {
    let name = #"<script>"a" & 'b'</script>"#
    let parsed = try ParsedChart(
      LineChart(title: name, xLabel: name, yLabel: name, series: [.init(name, curve(3) { $0 })]))
    #expect(parsed.texts.filter { $0 == name }.count == 4)
    #expect(!parsed.elements.contains { $0.name == "script" })
    #expect(parsed.elements[0].attributes["aria-label"] == name)
    let bars = BarChart(title: "", labels: ["\u{0}\u{8}<&>"], series: [.init("\u{1}", [1])])
    #expect(try ParsedChart(bars).texts.contains("\u{FFFD}\u{FFFD}<&>"))
  }

  @Test func `a chart has both looks and neither scripts nor identifiers`() throws {
    let chart = chart([.init("loss", curve(3) { $0 })])
    #expect(chart.svg.contains("@media(prefers-color-scheme:dark)"))
    for element in try ParsedChart(chart).elements {
      #expect(element.name != "script" && element.attributes["id"] == nil)
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
    }
    #expect(chart.svg == self.chart([.init("loss", curve(3) { $0 })]).svg)
  }

  // MARK: Heat maps and bars

  func attention(_ tokens: [String]) -> HeatMap {
    let values = tokens.indices.map { row in
      tokens.indices.map { $0 <= row ? 1 / Double(row + 1) : .nan }
    }
    return HeatMap(
      title: "Attention", rowTitle: "query", columnTitle: "key", rowLabels: tokens,
      columnLabels: tokens, values: values)
  }

  @Test func `a heat map shows its values and leaves masked cells empty`() throws {
    let parsed = try ParsedChart(attention(["The", " cat", " sat", "\n"]))
    let cells = parsed.elements.filter { $0.has("frame") }
    #expect(cells.count == 10)
    #expect(
      cells.map { $0.number("fill-opacity") } == [
        1, 0.5, 0.5, 0.333, 0.333, 0.333, 0.25, 0.25, 0.25, 0.25,
      ])
    #expect(parsed.texts.filter { $0 == "0.33" }.count == 3)
    #expect(parsed.texts.filter { $0 == "␣cat" }.count == 2)
    #expect(parsed.texts.contains("↵"))
    // Rows go down and columns to the right.
    #expect(cells[1].number("x") < cells[2].number("x"))
    #expect(cells[1].number("y") == cells[2].number("y"))
    #expect(cells[0].number("y") < cells[1].number("y"))
  }

  @Test func `labels of heat maps of all sizes are readable`() throws {
    let long = ["a", " gardener", " extraordinarily", "<|endoftext|>", "antidisestablishment"]
    for tokens in [[], ["one"], long, (0..<40).map { "token\($0)" }, (0..<90).map { "\($0)" }] {
      try ParsedChart(attention(tokens)).expectReadableTexts()
    }
    var map = attention(["a"])
    map.title = String(repeating: "A wordy heading, ", count: 20)
    map.rowTitle = "what the message really is"
    map.columnTitle = "what the classifier takes the message for"
    try ParsedChart(map).expectReadableTexts()
  }

  @Test func `values beyond the ends take the ends' colours, and texts can be given`() throws {
    let map = HeatMap(
      title: "", rowLabels: ["normal", "spam"], columnLabels: ["normal", "spam"],
      values: [[-0.5, 1.5], [.infinity, 0.25]], cellTexts: [["190", "10"], ["40", "160"]])
    let parsed = try ParsedChart(map)
    let cells = parsed.elements.filter { $0.has("frame") }
    #expect(cells.map { $0.number("fill-opacity") } == [0, 1, 1, 0.25])
    for text in ["190", "10", "40", "160"] { #expect(parsed.texts.contains(text)) }
  }

  @Test func `bars are as long as their values`() throws {
    let chart = BarChart(
      title: "Next token", labels: [" sat", " ran", " saw", "x"],
      series: [.init("before", [0.4, 0.2, 0, .nan]), .init("after", [0.8, 0.1, -1, 0.05])])
    let parsed = try ParsedChart(chart)
    parsed.expectReadableTexts()
    let bars = parsed.elements.filter { $0.name == "rect" && $0.number("x") > 60 }
    func lengths(_ look: String) -> [Double] {
      bars.filter { $0.has(look) && $0.number("y") > 70 }.map { $0.number("width") }
    }
    let (before, after) = (lengths("fill0"), lengths("fill1"))
    #expect(before.count == 3 && after.count == 3)
    #expect(abs(before[0] - 2 * before[1]) <= 0.3 && before[2] == 0)
    #expect(abs(after[0] - 8 * after[1]) <= 0.8 && abs(after[0] - 2 * before[0]) <= 0.3)
    #expect(parsed.texts.filter { $0 == "–" }.count == 2)
    #expect(parsed.texts.contains("0.400") && parsed.texts.contains("0.050"))
  }

  @Test func `bar charts of all kinds are readable`() throws {
    let long = String(repeating: "word ", count: 30)
    for chart in [
      BarChart(title: "", labels: [], series: [.init("", [])]),
      BarChart(title: long, labels: [long], series: [.init("", [1])]),
      BarChart(title: "zero", labels: ["a", "b"], series: [.init("p", [0, 0])]),
      BarChart(
        title: "many", labels: (0..<30).map { "\($0)" },
        series: [.init("p", (0..<30).map(Double.init))]),
    ] {
      try ParsedChart(chart).expectReadableTexts()
    }
  }
}
