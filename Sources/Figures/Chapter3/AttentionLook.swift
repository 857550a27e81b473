import CourseKit

/// The look of queries, keys and values in all figures of chapter 3.
///
/// Queries and keys are compared with each other, so they have two colours; a context vector is
/// made of values, so it has theirs. Scores and weights have the colour of the query they belong
/// to.
enum AttentionLook {
  static let query = Role.data
  static let key = Role.vector
  static let value = Role.result
}

extension Canvas {
  /// Draws a vector as a column of cells; the greater an element (from 0 to 1), the stronger its
  /// colour.
  @discardableResult
  mutating func vectorColumn(_ numbers: [Double], in frame: Frame, role: Role = .vector) -> Frame {
    for (cell, number) in zip(frame.rows(numbers.count, gap: 0), numbers) {
      drawing.rectangle(
        cell.x, cell.y, cell.width, cell.height, "\(role.fill)", opacity: 0.08 + 0.92 * number)
    }
    drawing.rectangle(
      frame.x, frame.y, frame.width, frame.height, "\(role.stroke) hollow", radius: 2)
    note(frame)
    return frame
  }

  /// Draws tokens side by side, each shaded by its weight, and returns their frames.
  @discardableResult
  mutating func weightedTokens(
    _ tokens: ArraySlice<String>, _ weights: ArraySlice<Double>, at corner: Point
  ) -> [Frame] {
    var x = corner.x
    return zip(tokens, weights).map { token, weight in
      let label = Canvas.label(ofToken: token)
      let wide = max(34, width(of: label, size: 14, look: .code) + 16)
      let frame = grid(
        [[Cell(label, heat: weight, look: .code)]], at: Point(x, corner.y), cellWidth: wide,
        cellHeight: 34, size: 14)
      x += wide + 3
      return frame
    }
  }

  /// The token without its leading space, and with line breaks made visible.
  static func label(ofToken token: String) -> String {
    token == "\n" ? "⏎" : token.trimmingPrefix(" ").description
  }
}
