import Charts
import CourseKit

extension Figure {
  /// Five prompts go into the same box, and five continuations come out.
  static let oneMechanism = Figure(
    "01-one-mechanism-many-uses",
    Text(
      "One mechanism, many uses: the prompt decides", "Um mecanismo, muitos usos: o prompt decide")
  ) { canvas in
    let next = canvas.run.nextToken
    let answer = canvas.run.tokens.answers[0]
    let uses: [(name: String, prompt: [String], end: String)] = [
      (canvas.text("continue", "continuar"), ["\(next.prompt) …"], next.candidates[0].token),
      (
        canvas.text("answer", "responder"), answer.prompt.split(separator: "\n").map(String.init),
        answer.token
      ),
      (
        canvas.text("classify", "classificar"),
        [
          canvas.text("Send us your password.", "Envie sua senha."),
          canvas.text("normal or spam?", "normal ou spam?"),
        ], " spam"
      ),
      (
        canvas.text("rewrite", "reescrever"),
        [
          canvas.text("Rewrite in the past:", "Reescreva no passado:"),
          canvas.text("Anna finds a kite.", "Ana acha uma pipa."),
        ], canvas.text("Anna found …", "Ana achou …")
      ),
      (
        canvas.text("talk", "conversar"),
        [
          canvas.text("User: Hello, who are you?", "Usuário: Olá, quem é você?"),
          canvas.text("Assistant:", "Assistente:"),
        ], canvas.text("I am …", "Eu sou …")
      ),
    ]
    let rows = canvas.area(top: 90, height: 380).rows(uses.count, gap: 14)
    let model = Frame(526, rows[0].y, 96, rows[uses.count - 1].maxY - rows[0].y)
    canvas.box(
      model, canvas.text("next token", "próximo token"),
      canvas.text("the same model each time", "sempre o mesmo modelo"), role: .learned)
    for (row, use) in zip(rows, uses) {
      let prompt = Frame(130, row.y, 368, row.height)
      canvas.write(
        use.name, at: Point(32, row.center.y + 5), size: 15, look: .strong)
      canvas.drawing.rectangle(
        prompt.x, prompt.y, prompt.width, prompt.height, "fill0 stroke0 box", radius: 7)
      canvas.note(prompt)
      for (index, line) in use.prompt.enumerated() {
        let middle = row.center.y + 4.5 + (Double(index) - Double(use.prompt.count - 1) / 2) * 21
        canvas.write(line, at: Point(prompt.x + 12, middle), size: 13, look: .code)
        canvas.noteCaption(in: prompt)
      }
      canvas.arrow(prompt.right(), Point(model.x, row.center.y), role: .data)
      let end = canvas.box(
        Frame(650, row.center.y - 21, 118, 42), use.end.trimmingPrefix(" ").description,
        role: .result, size: 14, look: .code)
      canvas.arrow(Point(model.maxX, row.center.y), end.left(), role: .result)
    }
    canvas.write(
      canvas.text("prompt", "prompt"), at: Point(130, 76), size: 13, look: .strongColored(.data))
    canvas.write(
      canvas.text("continuation", "continuação"), at: Point(650, 76), size: 13,
      look: .strongColored(.result))
    let probability = canvas.number(answer.probability, 3)
    canvas.source(
      of: canvas.text(
        "rows 1 and 2; “\(answer.token.dropFirst())” has \(probability)",
        "linhas 1 e 2; “\(answer.token.dropFirst())” tem \(probability)"))
  }
}
