import CourseKit

extension Figure {
  /// Inputs and targets of one example, shifted by one position, and which targets count in the
  /// loss.
  static let lossMask = Figure(
    "07-loss-mask",
    Text("Only the response is learned", "Só a resposta é aprendida")
  ) { canvas in
    typealias Example = MaskingExample
    let words = Example.words(canvas)
    let columns = Frame(118, 0, 645, 0).columns(6, gap: 10)
    func place(_ column: Int, _ y: Double, _ height: Double) -> Frame {
      Frame(columns[column].x, y, columns[column].width, height)
    }
    func label(_ text: String, _ center: Double) {
      canvas.write(text, at: Point(Canvas.margin, center + 5), size: 14, look: .strong)
    }
    let (inputs, tokens, targets) = (88.0, 170.0, 284.0)

    // Braces for prompt and response above their tokens.
    for (range, role, name) in [
      (0...3, Role.data, "prompt"), (4...5, .result, canvas.text("response", "resposta")),
    ] {
      let span = Frame(around: range.map { place($0, 0, 0) })
      canvas.panel(
        Frame(span.x - 5, inputs - 30, span.width + 10, tokens + 56 - inputs + 30 + 8), role: role)
      canvas.write(
        name, at: Point(span.center.x, inputs - 10), size: 14, look: .strongColored(role),
        anchor: .middle)
    }
    label(canvas.text("inputs", "entradas"), inputs + 18)
    label("tokens", tokens + 28)
    label(canvas.text("targets", "alvos"), targets + 22)

    for (index, word) in words.enumerated() {
      let role: Role = index < 4 ? .data : .result
      let token = place(index, tokens, 56)
      canvas.box(token, "", role: role)
      canvas.write(
        word, at: Point(token.center.x, token.y + 24), size: 14, look: .code, anchor: .middle)
      canvas.noteCaption(in: token)
      canvas.write(
        "\(Example.tokens[index])", at: Point(token.center.x, token.y + 45), size: 14, look: .soft,
        anchor: .middle)
      if index < 5 {
        let input = canvas.box(
          place(index, inputs, 36), "\(Example.tokens[index])", role: role, size: 15)
        canvas.arrow(token.top(), input.bottom())
      }
      if index > 0 {
        // The token is the target of the previous position.
        let learned = index >= 4
        let target = place(index - 1, targets, 44)
        canvas.box(
          target, learned ? "\(Example.tokens[index])" : "−1", role: learned ? .result : .quiet,
          size: 16, isFull: learned, look: learned ? .strong : .soft)
        canvas.arrow(
          token.bottom(0.25), target.top(0.75), role: learned ? .result : .quiet,
          isBroken: !learned, isWide: learned)
      }
    }
    let ignored = Frame(around: (0...2).map { place($0, targets, 44) })
    canvas.write(
      canvas.text("not learned", "não aprendido"), at: Point(ignored.center.x, ignored.maxY + 24),
      size: 14, look: .soft, anchor: .middle)
    for (index, probability) in Example.probabilities.enumerated() {
      let target = place(3 + index, targets, 44)
      for (row, text) in [
        canvas.text("learned", "aprendido"), "p = \(canvas.number(probability, 1))",
        "−ln p = \(canvas.number(Example.losses[index], 3))",
      ].enumerated() {
        canvas.write(
          text, at: Point(target.center.x, target.maxY + 24 + Double(row) * 20),
          size: row == 0 ? 14 : 13, look: row == 0 ? .strongColored(.result) : .normal,
          anchor: .middle)
      }
    }
    canvas.paragraph(
      canvas.text(
        "At the position of “Answer:”, the prompt’s last token, the model says the response’s first.",
        "Na posição de “Resposta:”, o último token do prompt, o modelo diz o primeiro da resposta."),
      x: Canvas.margin, top: ignored.maxY + 40, width: 390)
  }
}
