import CourseKit

extension Figure {
  /// The last row of the worked example: three values, three weights, one context vector.
  static let weightedContext = Figure(
    "03-weighted-context",
    Text(
      "A context vector is a weighted average of values",
      "O vetor de contexto é uma média ponderada dos valores")
  ) { canvas in
    let words = AttentionExample.words(canvas)
    let weights = AttentionExample.weights[2]
    let columns = Frame(178, 0, 396, 0).columns(3, gap: 42)
    let total = Frame(622, 0, 146, 0)
    let (weightTop, valueTop, scaledTop, height) = (104.0, 186.0, 278.0, 42.0)

    for (name, y) in [
      (canvas.text("weight", "peso"), weightTop + 18),
      (canvas.text("value", "valor"), valueTop + height / 2 + 5),
      (canvas.text("weight × value", "peso × valor"), scaledTop + height / 2 + 5),
    ] {
      canvas.write(name, at: Point(32, y), size: 14, look: .strong)
    }
    func pair(_ numbers: [Double], _ decimals: Int, at corner: Point, width: Double) -> Frame {
      canvas.grid(
        [
          numbers.map {
            Cell($0 == 0 ? "0" : canvas.number($0, decimals), role: AttentionLook.value)
          }
        ], at: corner, cellWidth: width / 2, cellHeight: height, size: 14)
    }
    for (index, column) in columns.enumerated() {
      canvas.write(
        words[index], at: Point(column.center.x, 84), size: 15, look: .code, anchor: .middle)
      let track = Frame(column.x, weightTop, column.width, 26)
      canvas.drawing.rectangle(
        track.x, track.y, track.width * weights[index], track.height, "heat", opacity: 0.85,
        radius: 3)
      canvas.drawing.rectangle(
        track.x, track.y, track.width, track.height, "stroke0 hollow thin", radius: 3)
      canvas.note(track)
      canvas.write(
        canvas.number(weights[index], 3), at: Point(column.center.x, track.maxY + 20), size: 15,
        look: .strong, anchor: .middle)
      canvas.write(
        "×", at: Point(column.center.x, valueTop - 10), size: 18, look: .strong, anchor: .middle)
      let value = pair(
        AttentionExample.value[index], 0, at: Point(column.x, valueTop), width: column.width)
      let scaled = pair(
        AttentionExample.value[index].map { $0 * weights[index] }, 3,
        at: Point(column.x, scaledTop), width: column.width)
      canvas.arrow(value.bottom(), scaled.top())
      canvas.write(
        index == 2 ? "=" : "+",
        at: Point(scaled.maxX + (index == 2 ? 24 : 21), scaled.center.y + 8), size: 22,
        look: .strong, anchor: .middle)
    }
    let context = pair(
      AttentionExample.context[2], 3, at: Point(total.x, scaledTop), width: total.width)
    canvas.drawing.rectangle(
      context.x - 3, context.y - 3, context.width + 6, context.height + 6, "stroke2 hollow wide",
      radius: 7)
    canvas.paragraph(
      canvas.text("context vector of “slept”", "vetor de contexto de “dormiu”"), x: total.x,
      top: scaledTop - 50, width: total.width, size: 14, look: .strong, anchor: .middle)
    canvas.write(
      canvas.text("the three weights add up to 1", "os três pesos somam 1"),
      at: Point(columns[0].x, scaledTop + height + 34), size: 14, look: .soft)
  }
}
