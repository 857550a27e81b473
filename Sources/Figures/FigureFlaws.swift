import CourseKit

extension Figure {
  /// Unreadable or ugly parts, found automatically: a text that is cut off, covered by another text
  /// or crossed by an arrow, a caption wider than its box, an arrow that ends at nothing, a decimal
  /// point in Portuguese.
  ///
  /// Text widths are estimates for a wide font, so a figure without flaws also fits in the reader's
  /// font.
  package func flaws(in language: Language, data: FigureData) -> [String] {
    let canvas = drawn(in: language, data: data)
    let marks = canvas.marks
    var flaws: [String] = []
    let page = Frame(0, 0, Canvas.width, canvas.bottom + 24).inset(12, 8)

    for (index, written) in marks.texts.enumerated() {
      if !page.contains(written.frame) {
        flaws.append("\u{201C}\(written.text)\u{201D} is cut by the page")
      }
      for other in marks.texts[(index + 1)...] where written.frame.overlaps(other.frame) {
        flaws.append(
          "\u{201C}\(written.text)\u{201D} and \u{201C}\(other.text)\u{201D} overlap")
      }
      // Exercise numbers and versions are not decimals.
      if language == .portuguese, !written.text.hasPrefix("ex. "),
        written.text.replacing("Swift 6.3", with: "Swift").firstMatch(
          of: /[0-9]\.(?![0-9]{3}(?![0-9]))[0-9]/) != nil
      {
        flaws.append("\u{201C}\(written.text)\u{201D} has a decimal point")
      }
    }
    for box in marks.boxes where !Frame(0, 0, Canvas.width, .infinity).inset(8, 0).contains(box) {
      flaws.append("a box at \(Int(box.x)), \(Int(box.y)) is cut by the page")
    }
    for caption in marks.captions {
      for text in caption.texts where !caption.box.inset(2, 2).contains(text) {
        let words = marks.texts.first { $0.frame == text }?.text ?? ""
        flaws.append("\u{201C}\(words)\u{201D} does not fit in its box")
      }
    }
    for arrow in marks.arrows {
      let ends = [arrow.points[0], arrow.points[arrow.points.count - 1]]
      for end in ends where !arrow.isLoose {
        if !marks.boxes.contains(where: { $0.distanceFromEdge(end) <= 6 }) {
          flaws.append("an arrow ends in the open at \(Int(end.x)), \(Int(end.y))")
        }
      }
      for written in marks.texts where Figure.crosses(arrow.points, written.frame.inset(1, 2)) {
        flaws.append("an arrow crosses \u{201C}\(written.text)\u{201D}")
      }
    }
    return flaws
  }

  /// Whether the polyline through the points enters the rectangle.
  private static func crosses(_ points: [Point], _ frame: Frame) -> Bool {
    zip(points, points.dropFirst()).contains { from, to in
      let steps = max(1, Int(from.distance(to: to) / 2))
      return (0...steps).contains { step in
        let share = Double(step) / Double(steps)
        let (x, y) = (from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
        return x > frame.x && x < frame.maxX && y > frame.y && y < frame.maxY
      }
    }
  }
}
