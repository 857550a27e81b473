import Charts
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What an XML parser finds in a chart.
final class ParsedChart: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var content = ""

    func number(_ attribute: String) -> Double { attributes[attribute].flatMap(Double.init) ?? 0 }
    func has(_ look: String) -> Bool {
      attributes["class"]?.split(separator: " ").contains(Substring(look)) ?? false
    }
  }

  private(set) var elements: [Element] = []
  private var open: [Int] = []

  init(_ chart: some Chart, location: SourceLocation = #_sourceLocation) throws {
    super.init()
    let parser = XMLParser(data: Data(chart.svg.utf8))
    parser.delegate = self
    let isWellFormed = parser.parse()
    try #require(isWellFormed, "\(chart.svg)", sourceLocation: location)
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let index = open.last { elements[index].content += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  // MARK: What the tests ask

  var texts: [String] { elements.filter { $0.name == "text" }.map(\.content) }
  var paths: [Element] { elements.filter { $0.name == "path" } }
  var width: Double { elements[0].number("width") }
  var height: Double { elements[0].number("height") }

  struct Box {
    var left, top, right, bottom: Double

    func overlaps(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// Where each text lies if its letters are 0.6 of their size wide on average.
  var textBoxes: [(text: String, box: Box, isTurned: Bool)] {
    elements.filter { $0.name == "text" }.map { text in
      let size = text.has("title") ? 17.0 : text.has("cell") ? 11 : 13
      let length = Double(text.content.count) * size * 0.6
      let (x, y) = (text.number("x"), text.number("y"))
      let shares: [String: Double] = ["middle": 0.5, "end": 1]
      let share = shares[text.attributes["text-anchor"] ?? "start"] ?? 0
      let turn = text.attributes["transform"].flatMap { transform in
        Double(transform.dropFirst("rotate(".count).prefix { $0 != " " })
      }
      let angle = (turn ?? 0) * .pi / 180
      var (xs, ys): ([Double], [Double]) = ([], [])
      for along in [-length * share, length * (1 - share)] {
        for across in [-0.8 * size, 0.2 * size] {
          xs.append(x + along * cos(angle) - across * sin(angle))
          ys.append(y + along * sin(angle) + across * cos(angle))
        }
      }
      let box = Box(left: xs.min()!, top: ys.min()!, right: xs.max()!, bottom: ys.max()!)
      return (text.content, box, turn != nil)
    }
  }

  /// Every text lies within the drawing, and no two level ones lie on each other.
  func expectReadableTexts(location: SourceLocation = #_sourceLocation) {
    let boxes = textBoxes
    for (text, box, _) in boxes {
      let isInside = box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height
      #expect(isInside, "\(text) at \(box)", sourceLocation: location)
    }
    let level = boxes.filter { !$0.isTurned }
    for (index, first) in level.enumerated() {
      for second in level[(index + 1)...] where first.box.overlaps(second.box) {
        Issue.record("\(first.text) lies on \(second.text)", sourceLocation: location)
      }
    }
  }

  /// The points of a path, one list for each stretch.
  static func points(of path: Element) -> [[ChartPoint]] {
    (path.attributes["d"] ?? "").split(separator: "M").map { stretch in
      stretch.split(separator: "L").map { pair in
        let numbers = pair.split(separator: " ").compactMap { Double($0) }
        return ChartPoint(numbers[0], numbers[1])
      }
    }
  }
}
