import CourseKit
import Foundation
import Testing

@testable import Charts

struct HTMLTests {
  @Test func `text is escaped and pieces stay`() {
    let token = "<b>&\"'"
    let line: HTML = "One < two: \(token), \(HTML.strong("x > y")), \(7)."
    #expect(
      line.markup
        == "One &lt; two: &lt;b&gt;&amp;&quot;&#39;, <strong>x &gt; y</strong>, 7.")
    let element = HTML.element("p", ["title": token, "lang": nil, "open": ""], "1\n2")
    #expect(element.markup == "<p title=\"&lt;b&gt;&amp;&quot;&#39;\" open>1\n2</p>")
    #expect(HTML.element("br", [:]).markup == "<br>")
  }

  @Test func `what HTML cannot hold, and what turns the direction of text, is replaced`() {
    for scalar in ["\0", "\u{1B}", "\u{7F}", "\u{85}", "\u{FFFF}", "\u{202E}", "\u{2066}"] {
      #expect(HTML("a\(scalar)b").markup == "a\u{FFFD}b")
    }
    #expect(HTML("a\tb\r\nc").markup.unicodeScalars.filter { $0 == "\r" }.isEmpty)
    #expect(HTML("ção 🙂 日本").markup == "ção 🙂 日本")
  }

  @Test(arguments: [
    (0.0, "0%", "0%"), (0.0001, "<0.1%", "<0,1%"), (0.1234, "12.3%", "12,3%"),
    (0.9999, ">99.9%", ">99,9%"), (1, "100%", "100%"), (.nan, "–", "–"),
  ])
  func `percentages are short and honest`(value: Double, english: String, portuguese: String) {
    #expect(percentage(value, .english) == english)
    #expect(percentage(value, .portuguese) == portuguese)
  }

  @Test func `numbers have the separator of the chart's language`() throws {
    var line = LineChart(
      title: "", xLabel: "", yLabel: "", series: [.init("", [.init(0, 0), .init(1, 0.5)])])
    #expect(try ParsedChart(line).texts.contains("0.5"))
    line.language = .portuguese
    let texts = try ParsedChart(line).texts
    #expect(texts.contains("0,5") && !texts.contains("0.5"))
    var bars = BarChart(title: "", labels: ["a"], series: [.init("", [0.25])])
    bars.language = .portuguese
    #expect(try ParsedChart(bars).texts.contains("0,250"))
    var map = HeatMap(title: "", rowLabels: ["a"], columnLabels: ["b"], values: [[0.25]])
    map.language = .portuguese
    #expect(try ParsedChart(map).texts.contains("0,25"))
  }

  // MARK: The page

  private var page: HTMLPage {
    HTMLPage(
      title: "a <b>", lead: "x & y", language: .portuguese,
      sections: [
        .init("one", title: "Um", [.paragraph("1")]), .init("two", title: "Dois", []),
      ])
  }

  @Test func `a page says its language, forbids the network and has an anchor for each section`() {
    let text = page.text
    #expect(text.hasPrefix("<!DOCTYPE html>\n<html lang=\"pt-BR\">"))
    #expect(text.contains("content=\"default-src &#39;none&#39;;"))
    #expect(text.contains("<title>a &lt;b&gt;</title>"))
    for name in ["one", "two"] {
      #expect(text.contains("href=\"#\(name)\"") && text.contains("<section id=\"\(name)\""))
    }
    #expect(text == page.text)
  }

  @Test func `the style of the charts stands in a page once, not in every chart`() {
    let chart = HeatMap(title: "", rowLabels: ["a"], columnLabels: ["b"], values: [[1]])
    #expect(chart.svg.contains("<style>"))
    #expect(!HTML(chart).markup.contains("<style>") && HTML(chart).markup.contains("<rect"))
    #expect(page.text.components(separatedBy: ChartStyle.sheet).count == 2)
  }

  // MARK: Tokens

  @Test func `a token shows what it is, how probable, and what else there was`() {
    let strip = TokenStrip(
      prompt: "One <",
      tokens: [
        .init(label: " c&t", probability: 0.25, alternatives: [(" d<g", 0.5), (" c&t", 0.25)])
      ], language: .english, textLanguage: .portuguese)
    let markup = strip.html.markup
    #expect(markup.contains("<span class=\"prompt\">One &lt;</span>"))
    #expect(markup.contains("tabindex=\"0\" style=\"--surprise:0.75\"> c&amp;t<"))
    #expect(markup.contains("class=\"row\"><span class=\"name\">␣d&lt;g</span>"))
    #expect(markup.contains("class=\"row chosen\"><span class=\"name\">␣c&amp;t</span>"))
    #expect(markup.contains("width:50.0%") && markup.contains("was chosen"))
    #expect(markup.contains("lang=\"pt-BR\""))
  }

  // MARK: Attention

  /// The cells of a map's path: where each lies and how dark it is.
  private func cells(_ markup: String, map: String) -> [[Int]: Double] {
    let group = markup.firstRange(of: "id=\"\(map)\"").map { markup[$0.upperBound...] } ?? ""
    let body = group.prefix(upTo: group.firstRange(of: "</g>")?.lowerBound ?? group.startIndex)
    var cells: [[Int]: Double] = [:]
    for path in body.matches(of: /fill-opacity="([0-9.]+)" d="([^"]*)"/) {
      for cell in path.output.2.matches(of: /M(\d+) (\d+)h1v1h-1z/) {
        cells[[Int(cell.output.1)!, Int(cell.output.2)!]] = Double(path.output.1)!
      }
    }
    return cells
  }

  @Test func `a map has a cell for each weight that can be seen, and none in the future`() {
    let first = [[1.0, 9, 9], [0.25, 0.75, 9], [0.01, 0.3, 0.69]]
    let second = [[1.0, 0, 0], [1, 0, 0], [1, 0, 0]]
    let maps = AttentionMaps(
      labels: ["a", "<", "\n"], weights: [[first], [second]], layerNumbers: [1, 4],
      headNumbers: [2], language: .english)
    let markup = maps.html.markup
    let drawn = cells(markup, map: "map-0-0")
    #expect(Set(drawn.keys) == [[0, 0], [0, 1], [1, 1], [1, 2], [2, 2]])
    for (place, opacity) in drawn {
      #expect(abs(opacity - first[place[1]][place[0]]) <= 0.0201)
    }
    #expect(cells(markup, map: "map-1-0") == [[0, 0]: 1, [0, 1]: 1, [0, 2]: 1])
    #expect(markup.contains("data-percent=\"100,25 75,1 30 69\""))
    #expect(markup.contains("aria-label=\"layer 4, head 2\""))
    #expect(markup.components(separatedBy: " checked>").count == 2)
    #expect(markup.contains("data-labels=\"a\n&lt;\n↵\""))
  }

  @Test func `maps of every size, and weights that are no numbers, are drawn`() {
    for count in [1, 2, 36] {
      let weights = (0..<count).map { _ in [Double](repeating: .nan, count: count) }
      let maps = AttentionMaps(
        labels: (0..<count).map { "token number \($0)" }, weights: [[weights]], layerNumbers: [1],
        headNumbers: [1], language: .portuguese)
      #expect(!maps.html.markup.contains("nan") && !maps.html.markup.contains("inf"))
    }
  }
}
