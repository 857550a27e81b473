import Charts
import CourseKit

/// A figure while it is drawn: texts, boxes, and the layout that a test checks.
///
/// All figures are 800 pixels wide, with a title and a background of their own; looks are classes
/// of a style sheet with light and dark colours. Every text, box and arrow is recorded in `marks`,
/// so that a test can find labels that are cut off, covered or crossed.
struct Canvas {
  static let width = 800.0
  static let margin = 32.0

  let language: Language
  /// The measurements of real runs.
  let data: FigureData
  var drawing: SVGDrawing
  private(set) var marks = Marks()

  init(language: Language, data: FigureData) {
    self.language = language
    self.data = data
    drawing = SVGDrawing(width: Canvas.width, height: 0)
  }

  /// The measurements of the run in the figure's language.
  var run: FigureData.Run { data.run(in: language) }

  /// The text in the figure's language.
  func text(_ english: String, _ portuguese: String) -> String {
    language.text(english, portuguese)
  }

  /// The number with that many decimals and the language's decimal separator.
  func number(_ value: Double, _ decimals: Int) -> String {
    decimal(value, decimals, language)
  }

  /// A whole number with the language's thousands separator: 2,048 or 2.048.
  func count(_ number: Int) -> String { grouped(number, language) }

  /// The area between the margins, from `top` down.
  func area(top: Double, height: Double) -> Frame {
    Frame(Canvas.margin, top, Canvas.width - 2 * Canvas.margin, height)
  }

  // MARK: Texts

  /// Writes one line with its baseline at the point.
  mutating func write(
    _ text: String, at point: Point, size: Int = 14, look: Look = .normal,
    anchor: SVGDrawing.Anchor = .start, classes: String? = nil
  ) {
    let looks = [classes ?? look.classes, "size\(size)"].filter { !$0.isEmpty }
    drawing.text(text, point.x, point.y, looks.joined(separator: " "), anchor)
    marks.texts.append(.init(text: text, frame: frame(of: text, at: point, size, look, anchor)))
  }

  /// Writes one line that runs upwards from the point.
  mutating func writeUpwards(
    _ text: String, at point: Point, size: Int = 13, look: Look = .normal
  ) {
    let looks = [look.classes, "size\(size)"].filter { !$0.isEmpty }
    drawing.text(text, point.x, point.y, looks.joined(separator: " "), angle: -90)
    let length = width(of: text, size: size, look: look)
    marks.texts.append(
      .init(
        text: text,
        frame: Frame(point.x - Double(size) * 0.78, point.y - length, Double(size), length)))
  }

  /// Writes a paragraph from `top` down, broken at spaces to fit the width.
  ///
  /// - Returns: the y coordinate where it ends.
  @discardableResult
  mutating func paragraph(
    _ text: String, x: Double, top: Double, width: Double, size: Int = 14, look: Look = .normal,
    anchor: SVGDrawing.Anchor = .start
  ) -> Double {
    var baseline = top + Double(size)
    let anchorX = anchor == .start ? x : anchor == .middle ? x + width / 2 : x + width
    for line in lines(of: text, width: width, size: size, look: look) {
      write(line, at: Point(anchorX, baseline), size: size, look: look, anchor: anchor)
      baseline += Double(size) * 1.35
    }
    return baseline - Double(size) * 0.95
  }

  /// An upper estimate of the width of a text, in pixels.
  func width(of text: String, size: Int = 14, look: Look = .normal) -> Double {
    estimatedWidth(text, size: Double(size), isMonospaced: look.isMonospaced) * look.widthFactor
      * 0.94
  }

  func lines(of text: String, width: Double, size: Int, look: Look) -> [String] {
    brokenLines(of: text) { self.width(of: $0, size: size, look: look) <= width }
  }

  // MARK: Boxes

  /// Draws a box with a name and details below it, both centred and broken to fit.
  @discardableResult
  mutating func box(
    _ frame: Frame, _ name: String, _ detail: String = "", role: Role = .quiet, size: Int = 15,
    isBroken: Bool = false, isFull: Bool = false, look: Look = .strong
  ) -> Frame {
    let look = isFull ? .onFull : look
    let classes = isFull ? "\(role.fill) full" : "\(role.fill) \(role.stroke) box"
    drawing.rectangle(
      frame.x, frame.y, frame.width, frame.height, isBroken ? "\(classes) broken" : classes,
      radius: 7)
    note(frame)
    let inner = frame.width - 14
    let names = name.isEmpty ? [] : lines(of: name, width: inner, size: size, look: look)
    let details = detail.isEmpty ? [] : lines(of: detail, width: inner, size: 13, look: .soft)
    let (nameStep, detailStep) = (Double(size) * 1.25, 17.0)
    let height =
      Double(names.count) * nameStep + Double(details.count) * detailStep
      + (names.isEmpty || details.isEmpty ? 0 : 3)
    var baseline = frame.center.y - height / 2
    for line in names {
      baseline += nameStep
      write(
        line, at: Point(frame.center.x, baseline - nameStep * 0.26), size: size, look: look,
        anchor: .middle)
    }
    if !names.isEmpty { baseline += 3 }
    for line in details {
      baseline += detailStep
      write(
        line, at: Point(frame.center.x, baseline - 4.5), size: 13, look: isFull ? .onFull : .normal,
        anchor: .middle)
    }
    marks.captions.append(
      .init(box: frame, texts: marks.texts.suffix(names.count + details.count).map(\.frame)))
    return frame
  }

  /// A panel that groups its contents, with its name in the upper left corner.
  mutating func panel(
    _ frame: Frame, _ name: String = "", role: Role = .quiet, isOutlined: Bool = false
  ) {
    drawing.rectangle(
      frame.x, frame.y, frame.width, frame.height,
      isOutlined ? "\(role.stroke) hollow broken" : "\(role.fill) panel", radius: 10)
    note(frame)
    if !name.isEmpty {
      write(
        name, at: Point(frame.x + 12, frame.y + 22), size: 14,
        look: role == .quiet ? .soft : .strongColored(role))
      noteCaption(in: frame)
    }
  }

  /// A circle with a symbol in it, such as a sum or a product.
  @discardableResult
  mutating func node(_ center: Point, _ sign: String, role: Role = .quiet) -> Frame {
    let frame = Frame(center: center, width: 28, height: 28)
    drawing.circle(center.x, center.y, radius: 14, "\(role.fill) \(role.stroke) box")
    note(frame)
    write(sign, at: center.moved(0, 6), size: 18, look: .strong, anchor: .middle)
    return frame
  }

  /// Records that the last written text must fit inside the frame.
  mutating func noteCaption(in frame: Frame) {
    marks.captions.append(.init(box: frame, texts: marks.texts.suffix(1).map(\.frame)))
  }

  /// Records something that arrows may end at.
  mutating func note(_ frame: Frame) { marks.boxes.append(frame) }

  /// Records an arrow along the polyline through these points.
  mutating func note(arrow points: [Point], isLoose: Bool) {
    marks.arrows.append(.init(points: points, isLoose: isLoose))
  }

  private func frame(
    of text: String, at point: Point, _ size: Int, _ look: Look, _ anchor: SVGDrawing.Anchor
  ) -> Frame {
    let width = width(of: text, size: size, look: look)
    let left = anchor == .start ? 0 : anchor == .middle ? width / 2 : width
    return Frame(point.x - left, point.y - Double(size) * 0.78, width, Double(size))
  }
}

/// The elements of a figure, for tests.
struct Marks {
  struct Written {
    let text: String
    let frame: Frame
  }
  struct Arrow {
    let points: [Point]
    /// Whether its ends may be at nothing.
    let isLoose: Bool
  }
  /// A box and the texts that must fit inside it.
  struct Caption {
    let box: Frame
    let texts: [Frame]
  }

  var texts: [Written] = []
  var boxes: [Frame] = []
  var arrows: [Arrow] = []
  var captions: [Caption] = []
}

extension Canvas {
  /// The y coordinate of the lowest point of everything drawn.
  var bottom: Double {
    let ends =
      marks.texts.map(\.frame.maxY) + marks.boxes.map(\.maxY)
      + marks.arrows.flatMap { $0.points.map(\.y) }
    return ends.max() ?? 0
  }
}
