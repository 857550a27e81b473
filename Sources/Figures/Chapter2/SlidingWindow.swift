import CourseKit

/// The ids of chapter 2's worked example of windows.
enum WindowExample {
  static let ids = [5, 8, 2, 9, 4, 7]
  static let context = 3
  static let stride = 2
}

extension Figure {
  /// A strip of ids, two windows on it, and a third that has no room.
  static let slidingWindow = Figure(
    "02-sliding-window",
    Text(
      "A window’s target is its input, one place further",
      "O alvo da janela é a entrada, uma posição adiante")
  ) { canvas in
    let (ids, context, stride) = (WindowExample.ids, WindowExample.context, WindowExample.stride)
    let (cell, height) = (76.0, 44.0)
    let strip = Frame(32, 122, cell * Double(ids.count), height)
    canvas.grid(
      [ids.map { Cell("\($0)", look: .strong) }], at: Point(strip.x, strip.y), cellWidth: cell,
      cellHeight: height, size: 17)
    for place in ids.indices {
      canvas.write(
        "\(place)", at: Point(strip.x + (Double(place) + 0.5) * cell, strip.y - 10), size: 13,
        look: .soft, anchor: .middle)
    }
    canvas.write(
      canvas.text("place", "posição"), at: Point(strip.x, strip.y - 34), size: 13, look: .soft)
    canvas.write(
      canvas.text("context \(context)", "contexto \(context)"),
      at: Point(strip.maxX + 40, strip.y + 18), size: 15, look: .strong)
    canvas.write(
      canvas.text("stride \(stride)", "passo \(stride)"),
      at: Point(strip.maxX + 40, strip.y + 40), size: 15, look: .strong)

    let lanes = (0..<3).map { Double($0) * 108 + strip.maxY + 34 }
    for (index, y) in lanes.enumerated() {
      let start = index * stride
      let fits = start + context < ids.count
      func place(_ offset: Int, _ y: Double) -> Frame {
        Frame(strip.x + Double(start + offset) * cell, y, cell, 34).inset(3, 0)
      }
      if !fits {
        let frame = Frame(strip.x + Double(start) * cell + 3, y, cell * Double(context) - 6, 34)
        canvas.box(
          frame, canvas.text("✕ no room", "✕ não cabe"), role: .backward, size: 15, isBroken: true)
        canvas.write(
          canvas.text(
            "window 3 would need a target after the last id",
            "a janela 3 precisaria de um alvo depois do último id"),
          at: Point(strip.x, y + 60), size: 13, look: .soft)
        continue
      }
      for offset in 0..<context {
        let input = canvas.box(
          place(offset, y), "\(ids[start + offset])", role: .data, size: 16)
        let target = canvas.box(
          place(offset + 1, y + 56), "\(ids[start + offset + 1])", role: .result, size: 16)
        canvas.arrow(
          input.bottom(0.7), Point(input.bottom(0.7).x, y + 45), Point(target.top(0.3).x, y + 45),
          target.top(0.3))
      }
      let x = strip.x + 5 * cell + 96
      canvas.write(
        canvas.text("window \(index + 1)", "janela \(index + 1)"), at: Point(x, y - 0), size: 14,
        look: .strong)
      let input = ids[start..<(start + context)].map(String.init).joined(separator: " ")
      let target = ids[(start + 1)...(start + context)].map(String.init).joined(separator: " ")
      canvas.write(
        canvas.text("input ", "entrada ") + input, at: Point(x, y + 24), size: 14,
        look: .strongColored(.data))
      canvas.write(
        canvas.text("target ", "alvo ") + target, at: Point(x, y + 78), size: 14,
        look: .strongColored(.result))
    }
  }
}
