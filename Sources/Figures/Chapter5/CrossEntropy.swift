import CourseKit
import Foundation

extension Figure {
  /// Two positions of one text: what the model expected, what came, and how surprising that was.
  static let crossEntropy = Figure(
    "05-02-cross-entropy",
    Text(
      "Cross-entropy: how surprising is the token that came?",
      "Entropia cruzada: quanto surpreende o token que veio?")
  ) { canvas in
    let cases = [canvas.run.given, canvas.run.open]
    let shown = cases.map { next in
      max(5, (next.candidates.firstIndex { $0.token == next.next } ?? 0) + 1)
    }
    let (step, top) = (27.0, 140.0)
    let height = step * Double((shown.max() ?? 5) + 1)
    let panels = Frame(32, 60, 736, top - 60 + height + 84).columns(2, gap: 20)
    for (index, next) in cases.enumerated() {
      let panel = panels[index]
      canvas.panel(panel)
      canvas.paragraph(
        "\(next.prompt) …", x: panel.x + 16, top: panel.y + 14, width: panel.width - 32, size: 15)
      let listed = next.candidates.prefix(shown[index])
      let rest = 1 - listed.reduce(0) { $0 + $1.probability }
      let came = canvas.text("came", "veio")
      let bars = listed.map { candidate in
        let isTrue = candidate.token == next.next
        let value = canvas.number(
          candidate.probability, isTrue ? digits(of: candidate.probability) : 3)
        return Canvas.Bar(
          label: Canvas.label(ofToken: candidate.token), value: candidate.probability,
          text: isTrue ? "\(value) ← \(came)" : value, role: isTrue ? .result : .quiet,
          isPale: !isTrue)
      }
      let others = Canvas.Bar(
        label: canvas.text("others", "outros"), value: rest,
        text: canvas.number(rest, 3),
        role: .quiet, isPale: true)
      canvas.bars(
        bars + [others],
        in: Frame(panel.x + 8, top, panel.width - 20, step * Double(bars.count + 1)),
        labelWidth: 92, greatest: 1)

      let surprise = -log(next.nextProbability)
      let y = top + height + 28
      canvas.drawing.line(panel.x + 16, y - 16, panel.maxX - 16, y - 16, "axis")
      canvas.write(
        canvas.text("surprise", "surpresa"), at: Point(panel.x + 16, y + 10), size: 14,
        look: .strongColored(.backward))
      canvas.write(
        "−ln \(canvas.number(next.nextProbability, digits(of: next.nextProbability)))"
          + " = \(canvas.number(surprise, 2))",
        at: Point(panel.maxX - 16, y + 10), size: 16, look: .strongColored(.backward), anchor: .end)
      let track = Frame(panel.x + 16, y + 24, panel.width - 32, 16)
      canvas.drawing.rectangle(
        track.x, track.y, max(2, track.width * min(1, surprise / 4)), track.height, "fill3",
        opacity: 0.85, radius: 2)
      canvas.drawing.rectangle(
        track.x, track.y, track.width, track.height, "stroke3 hollow thin", radius: 2)
      canvas.note(track)
    }
    canvas.write(
      canvas.text(
        "The loss is the mean of this surprise over many positions. Bars of surprise end at 4 nats.",
        "A perda é a média dessa surpresa em muitas posições. As barras de surpresa vão até 4 nats."
      ),
      at: Point(32, canvas.bottom + 28), size: 14)
    canvas.source()
  }
}

/// Three significant digits or so: enough to reproduce the surprise on a calculator.
private func digits(of probability: Double) -> Int { probability < 0.1 ? 4 : 3 }
