import CourseKit

/// The token ids of chapter 2's worked example of windows.
enum WindowExample {
  static let ids = [5, 8, 2, 9, 4, 7]
  static let context = 3
  static let stride = 2
}

extension Figure {
  /// A strip of ids, two windows on it, and a third for which there is no room.
  static let slidingWindow = Figure(
    "02-sliding-window",
    Text(
      "A window’s target is its input, one position further",
      "O alvo da janela é a entrada, uma posição adiante")
  ) { canvas in
    let (ids, context, stride) = (WindowExample.ids, WindowExample.context, WindowExample.stride)
    let (cell, height, left) = (84.0, 44.0, 152.0)
    let strip = Frame(left, 92, cell * Double(ids.count), height)
    func column(_ position: Int) -> Double { strip.x + Double(position) * cell }
    func label(_ text: String, _ middle: Double, _ look: Look) {
      canvas.write(text, at: Point(48, middle + 5), size: 14, look: look)
    }
    canvas.grid(
      [ids.map { Cell("\($0)", look: .strong) }], at: Point(strip.x, strip.y), cellWidth: cell,
      cellHeight: height, size: 17)
    label(canvas.text("ids", "ids"), strip.center.y, .strong)
    for position in ids.indices {
      canvas.write(
        "\(position)", at: Point(column(position) + cell / 2, strip.y - 10), size: 13, look: .soft,
        anchor: .middle)
    }
    label(canvas.text("position", "posição"), strip.y - 15, .soft)

    for index in 0..<2 {
      let panel = canvas.area(top: 156 + Double(index) * 162, height: 148)
      let start = index * stride
      let (inputs, targets) = (panel.y + 36, panel.y + 98)
      canvas.panel(panel, canvas.text("window \(index + 1)", "janela \(index + 1)"))
      label(canvas.text("input", "entrada"), inputs + 17, .strongColored(.data))
      label(canvas.text("target", "alvo"), targets + 17, .strongColored(.result))
      for position in start..<(start + context) {
        let input = canvas.box(
          Frame(column(position), inputs, cell, 34).inset(4, 0), "\(ids[position])", role: .data,
          size: 16
        )
        let target = canvas.box(
          Frame(column(position + 1), targets, cell, 34).inset(4, 0), "\(ids[position + 1])",
          role: .result, size: 16)
        let middle = (input.maxY + target.y) / 2 - 3
        canvas.arrow(
          input.bottom(0.7), Point(input.bottom(0.7).x, middle), Point(target.top(0.3).x, middle),
          target.top(0.3))
      }
      if index == 0 {
        let (from, to) = (column(start) + 4, column(start + context) - 4)
        canvas.drawing.line(from, inputs - 7, to, inputs - 7, "stroke0 arrow")
        canvas.write(
          canvas.text("context \(context)", "contexto \(context)"),
          at: Point((from + to) / 2, inputs - 13), size: 14, look: .strongColored(.data),
          anchor: .middle)
      } else {
        let (from, to) = (column(0) + 4, column(start) + 4)
        canvas.drawing.line(from, inputs + 4, from, inputs + 30, "stroke5 arrow")
        canvas.arrow(Point(from, inputs + 17), Point(to, inputs + 17), isLoose: true)
        canvas.write(
          canvas.text("stride \(stride)", "passo \(stride)"),
          at: Point((from + to) / 2, inputs + 8), size: 14, look: .strong, anchor: .middle)
      }
    }

    let panel = canvas.area(top: 480, height: 84)
    canvas.panel(panel, canvas.text("window 3", "janela 3"), role: .backward)
    let last = 2 * stride
    for position in last..<(last + context) {
      let isThere = position < ids.count
      canvas.box(
        Frame(column(position), panel.y + 36, cell, 34).inset(4, 0),
        isThere ? "\(ids[position])" : "?",
        role: isThere ? .quiet : .backward, size: 16, isBroken: true)
    }
    canvas.write(
      canvas.text("no room: the ids are over", "não cabe: os ids acabaram"),
      at: Point(column(0) + 4, panel.y + 58), size: 15, look: .strongColored(.backward))
  }
}
