import CourseKit

extension Figure {
  /// One prompt, answered before and after tuning.
  static let instructionTuning = Figure(
    "07-overview",
    Text(
      "The base model continues, the assistant answers",
      "O modelo base continua, o assistente responde")
  ) { canvas in
    let answers = canvas.run.answers
    let sample = answers.sample
    let halves = canvas.area(top: 60, height: 372).columns(2, gap: 196)
    let sides: [(name: String, job: String, answer: String, role: Role, score: Double)] = [
      (
        canvas.text("base model", "modelo base"),
        canvas.text("continues texts", "continua textos"), sample.base, .backward, answers.base
      ),
      (
        canvas.text("assistant", "assistente"),
        canvas.text("does what it is asked", "faz o que se pede"), sample.tuned, .result,
        answers.tuned
      ),
    ]
    var models: [Frame] = []
    for (half, side) in zip(halves, sides) {
      canvas.panel(half)
      let column = half.inset(18, 0)
      func part(_ y: Double, _ height: Double) -> Frame {
        Frame(column.x, half.y + y, column.width, height)
      }
      let prompt = canvas.box(
        part(18, 68), "", "“\(sample.input)\n\(sample.instruction)”", role: .data)
      let model = canvas.box(part(116, 62), side.name, side.job, role: .learned)
      let answer = canvas.box(part(208, 68), "", "“\(side.answer)”", role: side.role)
      canvas.arrow(prompt.bottom(), model.top())
      canvas.arrow(model.bottom(), answer.top(), role: side.role)
      canvas.write(
        canvas.text("exact match", "acerto exato"), at: Point(column.x, half.y + 312), size: 13,
        look: .soft)
      canvas.share(side.score, canvas.number(side.score, 3), in: part(324, 22), role: side.role)
      models.append(model)
    }
    canvas.arrow(models[0].right(), models[1].left(), role: .learned, isWide: true)
    let middle = (halves[0].maxX + halves[1].x) / 2
    let y = models[0].center.y
    let above = canvas.text("supervised\nfine-tuning", "ajuste\nsupervisionado").split(
      separator: "\n")
    for (index, line) in above.enumerated() {
      canvas.write(
        String(line), at: Point(middle, y - 34 + Double(index) * 19), size: 15,
        look: .strongColored(.learned), anchor: .middle)
    }
    for (index, line) in [
      canvas.text(
        "\(canvas.count(answers.trainingCount)) conversations",
        "\(canvas.count(answers.trainingCount)) conversas"),
      canvas.text("\(canvas.count(answers.steps)) steps", "\(canvas.count(answers.steps)) passos"),
    ].enumerated() {
      canvas.write(
        line, at: Point(middle, y + 26 + Double(index) * 19), size: 14, anchor: .middle)
    }
    canvas.write(
      canvas.text(
        "Same architecture, same loop; other data, and a mask.",
        "A mesma arquitetura, o mesmo laço; outros dados e uma máscara."),
      at: Point(Canvas.width / 2, halves[0].maxY + 32), size: 15, look: .strong, anchor: .middle)
    canvas.source(
      of: canvas.text("\(answers.count) held-out items", "\(answers.count) itens reservados"))
  }
}
