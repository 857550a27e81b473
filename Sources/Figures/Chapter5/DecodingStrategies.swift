import CourseKit

extension Figure {
  /// One distribution of the trained model, and what temperature, top-k and top-p make of it.
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
        (canvas.text("as the model says", "como o modelo diz"), "T = 1", \.probability),
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
    let greatest =
      panels.filter { $0.name != panels[3].name }.flatMap { panel in
        shown.map { panel.value($0) }
      }.max() ?? 1
    let places = Frame(32, 84, 736, 500).rows(2, gap: 16).flatMap { $0.columns(3, gap: 14) }
    for (place, panel) in zip(places, panels) {
      canvas.panel(place, panel.name)
      canvas.write(panel.note, at: Point(place.x + 12, place.y + 41), size: 13, look: .soft)
      canvas.bars(
        shown.map { candidate in
          let value = panel.value(candidate)
          return .init(
            label: candidate.token.trimmingPrefix(" ").description, value: min(value, greatest),
            text: value == 0 ? "0" : canvas.number(value, 3),
            role: value == 0 ? .quiet : .result)
        }, in: Frame(place.x + 8, place.y + 52, place.width - 20, place.height - 60),
        labelWidth: 106, greatest: greatest)
    }
    canvas.source()
  }
}
