import Foundation
import Testing

@testable import Charts

struct TerminalChartTests {
  func lines(_ chart: TerminalChart) -> [String] {
    chart.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func `a straight line goes from corner to corner`() {
    let chart = TerminalChart(
      (0...100).map { ChartPoint(Double($0), Double($0)) }, width: 24, height: 6)
    #expect(
      chart.text == """
        100 ┤              ⣀⣠⠤⠒⠋
            ┤         ⢀⣠⠤⠒⠋⠁
         50 ┤    ⢀⣠⠤⠒⠋⠉
          0 ┤⣠⠤⠖⠋⠉
            └┬─────────────────┬
             0               100
        """)
  }

  @Test func `a chart takes the width and the height that it is given`() {
    let curves: [[ChartPoint]] = [
      [],
      [ChartPoint(3, 4)],
      (0..<500).map { ChartPoint(Double($0), sin(Double($0) / 30)) },
      (0..<9).map { ChartPoint(Double($0) * 1e6, Double($0) * 1e9) },
      [ChartPoint(0, .nan), ChartPoint(1, 2), ChartPoint(.infinity, 1), ChartPoint(2, 2)],
    ]
    for (width, height) in [(20, 5), (40, 10), (76, 15), (200, 50)] {
      for points in curves {
        for scale in [AxisScale.linear, .logarithmic] {
          var chart = TerminalChart(points, reference: 1.5, width: width, height: height)
          chart.yScale = scale
          let rows = lines(chart)
          #expect(rows.count == height)
          #expect(rows.allSatisfy { $0.count <= width && !$0.hasSuffix(" ") }, "\(chart.text)")
          // Each row of the plot begins in the same column.
          let axes = Set(
            rows.dropLast(2).compactMap { $0.firstIndex(of: "┤")?.utf16Offset(in: $0) })
          #expect(axes.count == 1)
        }
      }
    }
  }

  @Test func `the dots of a Braille character are numbered as Unicode has it`() {
    var canvas = BrailleCanvas(columns: 2, rows: 1)
    for (x, y) in [(0, 0), (1, 3), (2, 1)] { canvas.set(x, y) }
    // Outside nothing happens.
    for (x, y) in [(-1, 0), (0, -1), (4, 0), (0, 4)] { canvas.set(x, y) }
    #expect(canvas.row(0, emptyAs: " ", isPlain: false) == "⢁⠂")
    #expect(canvas.row(0, emptyAs: " ", isPlain: true) == "**")
  }

  @Test func `a constant is a level line, and the baseline a dashed one`() {
    let rows = lines(
      TerminalChart([ChartPoint(0, 2), ChartPoint(9, 2)], reference: 1, width: 30, height: 8))
    let drawn = rows.dropLast(2).filter { row in
      row.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) }
    }
    #expect(drawn.count == 1)
    #expect(rows.filter { $0.contains("╌╌╌") }.count == 1)
  }

  @Test func `a plain chart is ASCII`() {
    var chart = TerminalChart(
      (0...100).map { ChartPoint(Double($0), Double($0)) }, reference: 30, width: 40, height: 8)
    chart.isPlain = true
    let isASCII = chart.text.utf8.allSatisfy { $0 < 0x80 }
    #expect(isASCII)
    #expect(chart.text.contains("*") && chart.text.contains("---"))
  }
}
