import Charts
import CourseKit

extension Figure {
  /// An unfinished text, the tokens that the model considers likely, and one that is sampled.
  static let nextTokenPrediction = Figure(
    "01-next-token-prediction",
    Text(
      "The model gives every next token a probability; a draw decides",
      "O modelo dá probabilidade a cada token; o sorteio decide")
  ) { canvas in
    let next = canvas.run.nextToken
    let shown = Array(next.candidates.prefix(7))
    // Not the most likely token: sampling may pick any.
    let drawn = 2

    let tokens = canvas.tokens(
      next.tokens.map { tokenLabel($0) }, at: Point(32, 88), height: 38, gap: 5, size: 15)
    let gap = canvas.box(
      Frame(tokens[tokens.count - 1].maxX + 5, 88, 120, 38),
      tokenLabel(shown[drawn].token), role: .result, isBroken: true, look: .code)
    let text = Frame(around: tokens)
    canvas.write(
      canvas.text("the text so far", "o texto até aqui"), at: Point(32, 76), size: 13, look: .soft)
    canvas.write(
      canvas.text("the next token", "o próximo token"), at: Point(gap.x, 76), size: 13,
      look: .strongColored(.result))

    let panel = Frame(228, 174, 350, 258)
    canvas.panel(panel, canvas.text("probability", "probabilidade"))
    let model = canvas.box(
      Frame(32, panel.center.y - 45, 148, 90), canvas.text("language model", "modelo de linguagem"),
      role: .learned)
    let bars = Frame(panel.x + 8, panel.y + 34, panel.width - 20, 190)
    canvas.bars(
      shown.enumerated().map { index, candidate in
        .init(
          label: tokenLabel(candidate.token), value: candidate.probability,
          text: canvas.number(candidate.probability, 3), isPale: index != drawn)
      }, in: bars, labelWidth: 124, labelLook: .code)
    let others = 1 - shown.reduce(0) { $0 + $1.probability }
    canvas.write(
      canvas.text(
        "all others together: \(canvas.number(others, 3))",
        "todos os outros juntos: \(canvas.number(others, 3))"),
      at: Point(bars.x + 132, panel.maxY - 14), size: 13, look: .soft)
    canvas.noteCaption(in: panel)

    // A brace below the whole text: all of it is input.
    let brace = Frame(text.x, text.maxY + 6, text.width, 0)
    canvas.drawing.line(brace.x, brace.y, brace.maxX, brace.y, "stroke0 arrow")
    canvas.note(brace)
    canvas.arrow(Point(model.center.x, brace.y), model.top(), role: .data)
    canvas.arrow(model.right(), panel.left())
    let row = bars.rows(shown.count, gap: 0)[drawn].center.y
    let die = Frame(center: Point(690, row), width: 54, height: 54)
    canvas.drawing.rectangle(
      die.x, die.y, die.width, die.height, "fill2 stroke2 box", radius: 11)
    canvas.note(die)
    for (x, y) in [(0.27, 0.27), (0.73, 0.27), (0.5, 0.5), (0.27, 0.73), (0.73, 0.73)] {
      canvas.drawing.circle(
        die.x + x * die.width, die.y + y * die.height, radius: 4.5, "fill2")
    }
    canvas.arrow(Point(panel.maxX, row), die.left(), role: .result)
    canvas.write(
      canvas.text("draw", "sorteio"), at: Point(die.center.x, die.maxY + 20), size: 15,
      look: .strong, anchor: .middle)
    canvas.arrow(
      die.top(), Point(die.center.x, gap.center.y), gap.right(), role: .result)
    canvas.paragraph(
      canvas.text("append and repeat", "acrescente e repita"), x: die.center.x - 64,
      top: die.maxY + 34, width: 128, size: 14, anchor: .middle)
    canvas.source()
  }
}
