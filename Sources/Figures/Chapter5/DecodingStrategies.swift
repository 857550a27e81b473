import CourseKit

extension Figure {
  /// One distribution of the trained model, and what temperature, top-k and top-p do to it.
  static let decodingStrategies = Figure(
    "05-04-decoding-strategies",
    Text(
      "One distribution, five ways to choose from it", "Uma distribuição, cinco jeitos de escolher")
  ) { canvas in
    let next = canvas.run.decoding
    let shown = Array(next.candidates.prefix(8))
    canvas.write("“\(next.prompt) …”", at: Point(32, 66), size: 15, look: .code)
    let p = canvas.number(next.topP, 1)
    let panels: [(name: String, note: String, value: (FigureData.NextToken.Candidate) -> Double)] =
      [
        (canvas.text("as the model says", "como o modelo diz"), "τ = 1", \.probability),
        (
          canvas.text("temperature 0.5", "temperatura 0,5"),
          canvas.text("sharper", "mais concentrada"),
          \.temperatureHalf
        ),
        (
          canvas.text("temperature 1.5", "temperatura 1,5"),
          canvas.text("flatter", "mais espalhada"),
          \.temperatureOneAndAHalf
        ),
        (
          canvas.text("greedy", "gulosa"),
          canvas.text("always the likeliest", "sempre a mais provável"),
          { $0 == shown[0] ? 1 : 0 }
        ),
        (
          "top-k, k = \(next.topK)",
          canvas.text("only the \(next.topK) likeliest", "só as \(next.topK) mais prováveis"),
          \.topK
        ),
        (
          "top-p, p = \(p)",
          canvas.text(
            "the fewest that make \(p): \(next.keptByTopP)",
            "as menos que somam \(p): \(next.keptByTopP)"),
          \.topP
        ),
      ]
    let others = panels.map { panel in
      max(0, 1 - shown.reduce(0) { $0 + panel.value($1) })
    }
    // Only the greedy bar is cut off: it is 1.
    let greatest =
      panels.indices.filter { $0 != 3 }.flatMap { index in
        shown.map { panels[index].value($0) } + [others[index]]
      }.max() ?? 1
    // The token names appear once in each row.
    let names = shown.map { Canvas.label(ofToken: $0.token) } + [canvas.text("others", "outros")]
    let rows = Frame(144, 84, 624, 536).rows(2, gap: 16)
    let places = rows.flatMap { $0.columns(3, gap: 12) }
    func area(_ place: Frame) -> Frame {
      Frame(place.x + 8, place.y + 52, place.width - 20, place.height - 60)
    }
    for row in rows {
      for (name, line) in zip(names, area(row).rows(names.count, gap: 0)) {
        canvas.write(name, at: Point(row.x - 8, line.center.y + 4.5), size: 13, anchor: .end)
      }
    }
    for (index, (place, panel)) in zip(places, panels).enumerated() {
      canvas.panel(place, panel.name)
      canvas.write(panel.note, at: Point(place.x + 12, place.y + 41), size: 13, look: .soft)
      let rest = others[index] < 0.0005 ? 0 : others[index]
      let bars = shown.map { candidate in
        let value = panel.value(candidate)
        return Canvas.Bar(
          label: "", value: min(value, greatest),
          text: value == 0 ? "0" : canvas.number(value, 3), role: value == 0 ? .quiet : .result)
      }
      canvas.bars(
        bars + [
          Canvas.Bar(
            label: "", value: rest,
            text: rest == 0 ? "0" : canvas.number(rest, 3), role: .quiet, isPale: true)
        ], in: area(place),
        labelWidth: 4, greatest: greatest)
    }
    canvas.source()
  }
}
