/// An SVG drawing, built element by element.
///
/// Styles are classes of one style sheet (`ChartStyle`), so a drawing follows the reader's light or
/// dark setting. There are no scripts or ids, so several drawings can share a page.
package struct SVGDrawing {
  package enum Anchor: String { case start, middle, end }

  package let width: Double
  package var height: Double
  private var body = ""

  /// An empty drawing. Sizes and coordinates are in pixels; `look` is a class of the style sheet.
  package init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  package mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ look: String)
  {
    add("line", look, [("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)])
  }

  package mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ look: String,
    opacity: Double? = nil, radius: Double = 0
  ) {
    var attributes = [("x", x), ("y", y), ("width", width), ("height", height)]
    if radius > 0 { attributes.append(("rx", radius)) }
    let more = opacity.map { #" fill-opacity="\#(ChartNumbers.fixed($0, 3))""# } ?? ""
    add("rect", look, attributes, more)
  }

  package mutating func circle(_ x: Double, _ y: Double, radius: Double, _ look: String) {
    add("circle", look, [("cx", x), ("cy", y), ("r", radius)])
  }

  /// Draws a path. `commands` is the value of SVG's `d` attribute.
  package mutating func path(_ commands: String, _ look: String, style: String = "") {
    let more = style.isEmpty ? "" : #" style="\#(style)""#
    body += #"<path class="\#(look)" d="\#(commands)"\#(more)/>"# + "\n"
  }

  /// Draws a text with its baseline at `y`, rotated about its anchor by `angle` degrees.
  package mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ look: String, _ anchor: Anchor = .start,
    angle: Double = 0
  ) {
    var more = anchor == .start ? "" : #" text-anchor="\#(anchor.rawValue)""#
    if angle != 0 {
      let center = "\(ChartNumbers.coordinate(x)) \(ChartNumbers.coordinate(y))"
      more += #" transform="rotate(\#(ChartNumbers.coordinate(angle)) \#(center))""#
    }
    add(
      "text", look, [("x", x), ("y", y)], more, content: escapedForMarkup(text, lineBreaks: .spaces)
    )
  }

  /// Clips everything that `draw` draws to the rectangle.
  package mutating func clipped(
    x: Double, y: Double, width: Double, height: Double, _ draw: (inout SVGDrawing) -> Void
  ) {
    let numbers = [x, y, width, height].map(ChartNumbers.coordinate)
    body += #"<svg x="\#(numbers[0])" y="\#(numbers[1])" width="\#(numbers[2])" "#
    body += #"height="\#(numbers[3])" viewBox="\#(numbers.joined(separator: " "))">"# + "\n"
    draw(&self)
    body += "</svg>\n"
  }

  /// Inserts an element with its own attributes.
  mutating func insert(_ element: HTML) { body += element.markup + "\n" }

  /// The finished drawing: a complete file, or an element of an HTML page.
  ///
  /// - Parameter rules: CSS rules of this drawing, in addition to those of all charts.
  package func document(title: String, rules: String = "") -> String {
    let (width, height) = (ChartNumbers.coordinate(width), ChartNumbers.coordinate(height))
    let name = escapedForMarkup(title, lineBreaks: .spaces)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="\(name)" \
      viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" \
      style="max-width:100%;height:auto">
      <title>\(name)</title>
      <style>\(ChartStyle.sheet)\(rules)</style>
      <rect class="paper" width="\(width)" height="\(height)"/>
      \(body)</svg>

      """
  }

  private mutating func add(
    _ element: String, _ look: String, _ attributes: [(String, Double)], _ more: String = "",
    content: String? = nil
  ) {
    let numbers = attributes.map { #" \#($0)="\#(ChartNumbers.coordinate($1))""# }.joined()
    body += #"<\#(element) class="\#(look)"\#(numbers)\#(more)"#
    body += (content.map { ">\($0)</\(element)>" } ?? "/>") + "\n"
  }
}
