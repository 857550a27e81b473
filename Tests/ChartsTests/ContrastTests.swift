import Foundation
import Testing

@testable import Charts

/// What can be read: WCAG 2.2 wants a contrast of 4.5 for text and 3 for the marks of charts.
struct ContrastTests {
  private struct Color {
    var parts: [Double]

    init(_ parts: [Double]) { self.parts = parts }

    /// `#1d63b8`
    init(hex: some StringProtocol) {
      let digits = Array(hex.dropFirst())
      parts = stride(from: 0, to: 6, by: 2).map {
        Double(Int(String(digits[$0...$0 + 1]), radix: 16)!) / 255
      }
    }

    func over(_ paper: Color, opacity: Double) -> Color {
      Color(zip(parts, paper.parts).map { $0 * opacity + $1 * (1 - opacity) })
    }

    /// The relative luminance of WCAG.
    var luminance: Double {
      let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    func contrast(to other: Color) -> Double {
      let (a, b) = (luminance, other.luminance)
      return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
  }

  /// The light and the dark part of a style sheet.
  private func parts(_ sheet: String) -> [Substring] {
    let dark = sheet.firstRange(of: "@media(prefers-color-scheme:dark)")!
    return [sheet[..<dark.lowerBound], sheet[dark.upperBound...]]
  }

  private func variable(_ name: String, in part: Substring) -> Color {
    let match = part.firstMatch(of: try! Regex("--\(name):(#[0-9a-f]{6})"))!
    return Color(hex: match.output[1].substring!)
  }

  private func fill(of look: String, in part: Substring) -> Color {
    let match = part.firstMatch(of: try! Regex("\\.\(look)\\{fill:(#[0-9a-f]{6})"))!
    return Color(hex: match.output[1].substring!)
  }

  @Test(arguments: [0, 1])
  func `texts and marks stand out from the page, light and dark`(scheme: Int) {
    let part = parts(ChartStyle.variables)[scheme]
    for ground in ["paper", "card"].map({ variable($0, in: part) }) {
      for name in ["ink", "soft", "color0", "color2"] {
        #expect(variable(name, in: part).contrast(to: ground) >= 4.5, "\(name)")
      }
    }
    let paper = variable("paper", in: part)
    // The second series' values are written on the paper alone.
    #expect(variable("color1", in: part).contrast(to: paper) >= 4.5)
    for number in 0..<ChartStyle.colorCount {
      #expect(variable("color\(number)", in: part).contrast(to: paper) >= 3, "color \(number)")
    }
  }

  /// The course's pictures put boxes of a pale colour (13 %) on areas of a paler one (7 %), and write
  /// on all of them: in ink, in the soft colour, in the box's own, and in the paper's on a full one.
  @Test(arguments: [0, 1])
  func `texts can be read in the boxes of pictures`(scheme: Int) {
    let part = parts(ChartStyle.variables)[scheme]
    let (paper, ink, soft) = (
      variable("paper", in: part), variable("ink", in: part), variable("soft", in: part)
    )
    let colors = (0..<ChartStyle.colorCount).map { variable("color\($0)", in: part) }
    for color in colors {
      #expect(paper.contrast(to: color) >= 4.5)
      let area = color.over(paper, opacity: 0.07)
      #expect(min(ink.contrast(to: area), soft.contrast(to: area)) >= 4.5)
      for ground in [paper, area, colors[5].over(paper, opacity: 0.07)] {
        let box = color.over(ground, opacity: 0.13)
        #expect(min(ink.contrast(to: box), soft.contrast(to: box), color.contrast(to: box)) >= 4.5)
      }
    }
  }

  @Test(arguments: [0, 1])
  func `numbers can be read on every shade of a heat map`(scheme: Int) throws {
    let part = parts(ChartStyle.sheet)[scheme]
    let (paper, heat) = (fill(of: "paper", in: part), fill(of: "heat", in: part))
    for value in stride(from: 0.0, through: 1, by: 0.01) {
      let map = HeatMap(
        title: "", rowLabels: ["a"], columnLabels: ["b"], values: [[value]], cellTexts: [["7"]])
      let text = try #require(
        ParsedChart(map).elements.first { $0.content == "7" }?.attributes["class"])
      let look = try #require(text.split(separator: " ").last)
      let contrast = fill(of: String(look), in: part)
        .contrast(to: heat.over(paper, opacity: value))
      #expect(contrast >= 4.5, "\(value): \(contrast)")
    }
  }

  @Test(arguments: [0, 1])
  func `tokens can be read on the colour of the most surprising`(scheme: Int) throws {
    let part = parts(ChartStyle.variables)[scheme]
    let warm = try #require(part.firstMatch(of: /--warm:(\d+) (\d+) (\d+)/))
    let color = Color([warm.output.1, warm.output.2, warm.output.3].map { Double($0)! / 255 })
    let most = PageStyle.sheet.matches(of: /--most:([0-9.]+)/).map { Double($0.output.1)! }
    #expect(most.count == 2)
    let paper = variable("paper", in: part)
    for opacity in [0, most[scheme] / 2, most[scheme]] {
      #expect(variable("ink", in: part).contrast(to: color.over(paper, opacity: opacity)) >= 4.5)
    }
  }
}
