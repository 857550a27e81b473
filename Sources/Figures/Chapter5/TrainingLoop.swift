import CourseKit

extension Figure {
  /// One training step as a ring of six stages.
  static let trainingLoop = Figure(
    "05-03-training-loop",
    Text("One step of training, thousands of times", "Um passo de treino, milhares de vezes")
  ) { canvas in
    let curve = canvas.run.curve
    let every = curve.validation.first?.step ?? 500
    let steps = canvas.count(canvas.run.origin.steps)
    let height = 70.0
    let tops = [80.0, 194, 308]
    let (left, right) = (Frame(180, 0, 196, height), Frame(500, 0, 252, height))
    canvas.panel(Frame(right.x - 16, 60, right.width + 32, 402), role: .backward)
    canvas.paragraph(
      canvas.text(
        "for each of the accumulated batches; then the mean of the gradients",
        "para cada um dos lotes da acumulação; depois, a média dos gradientes"),
      x: right.x, top: tops[2] + height + 14, width: right.width, size: 13, look: .soft)

    func station(
      _ number: Int, _ column: Frame, _ row: Int, _ name: String, _ detail: String, _ role: Role
    )
      -> Frame
    {
      canvas.box(
        Frame(column.x, tops[row], column.width, height), "\(number) · \(name)", detail, role: role)
    }
    let draw = station(
      1, left, 0, canvas.text("draw batches", "sortear lotes"),
      canvas.text("windows of the text", "janelas do texto"), .data)
    let forward = station(
      2, right, 0, "forward",
      canvas.text(
        "logits: [batch, length, vocabulary]", "logits: [lote, comprimento, vocabulário]"), .learned
    )
    let loss = station(
      3, right, 1, canvas.text("loss", "perda"),
      canvas.text("mean surprise at the targets", "surpresa média com os alvos"), .result)
    let backward = station(
      4, right, 2, "backward",
      canvas.text("gradient of every parameter", "gradiente de cada parâmetro"),
      .backward)
    let clip = station(
      5, left, 2, canvas.text("clip", "corte"),
      canvas.text("to the norm 1, if longer", "pela norma 1, se passar"), .backward)
    let update = station(
      6, left, 1, "AdamW",
      canvas.text(
        "moves the parameters; rate from the schedule", "move os parâmetros; taxa da agenda"),
      .learned)

    let middle = (draw.right(), forward.left())
    canvas.arrow(middle.0, middle.1, isWide: true)
    canvas.arrow(forward.bottom(), loss.top(), isWide: true)
    canvas.arrow(loss.bottom(), backward.top(), isWide: true)
    canvas.arrow(backward.left(), clip.right(), role: .backward, isWide: true)
    canvas.arrow(clip.top(), update.bottom(), role: .backward, isWide: true)
    canvas.arrow(update.top(), draw.bottom(), isWide: true)
    canvas.write(
      canvas.text("one step", "um passo"),
      at: Point((draw.maxX + right.x - 16) / 2, loss.center.y + 6),
      size: 15, look: .strong, anchor: .middle)
    canvas.write(
      canvas.text("step + 1", "passo + 1"),
      at: Point(draw.center.x + 12, (draw.maxY + update.y) / 2 + 5), size: 13, look: .soft)

    let exit = canvas.box(
      Frame(32, update.y - 24, 116, height + 48),
      canvas.text("every \(every) steps", "a cada \(every) passos"),
      canvas.text("validation loss, checkpoint", "perda de validação, checkpoint"), size: 14)
    canvas.arrow(update.left(), exit.right(), isBroken: true)
    canvas.write(
      canvas.text("\(steps) steps in the full run", "\(steps) passos na execução completa"),
      at: Point(32, 430),
      size: 14)
    canvas.write(
      canvas.text(
        "all windows seen once ≈ one epoch", "todas as janelas vistas uma vez ≈ uma época"),
      at: Point(32, 454), size: 14)
  }
}
