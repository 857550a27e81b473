import CourseKit

extension Figure {
  /// A run that was interrupted and resumed with the same bits, and who needs which part of its
  /// file.
  static let checkpoints = Figure(
    "05-05-checkpoints",
    Text(
      "A checkpoint: stop, go on, and end with the same bits",
      "Checkpoint: parar, retomar e terminar com os mesmos bits")
  ) { canvas in
    let steps = canvas.run.origin.steps
    let parameters = canvas.run.origin.parameterCount
    let (every, stop) = (500, 2700)
    let restart = stop / every * every
    let (left, right) = (150.0, 664.0)
    func x(_ step: Int) -> Double { left + (right - left) * Double(step) / Double(steps) }
    let lanes = [112.0, 184, 244]
    let gap = 9.0

    /// Draws a run from one step to another, with a disk at every checkpoint it writes.
    func lane(_ y: Double, from first: Int, to last: Int) {
      canvas.drawing.line(x(first), y, x(last), y, "stroke0 arrow wide")
      for step in stride(from: first + every - first % every, through: last, by: every) {
        disk(x(step), y)
      }
    }
    func disk(_ x: Double, _ y: Double) {
      canvas.drawing.rectangle(x - gap, y - gap, 2 * gap, 2 * gap, "paper", radius: 3)
      canvas.drawing.rectangle(x - gap, y - gap, 2 * gap, 2 * gap, "fill1 stroke1 box", radius: 3)
      canvas.drawing.rectangle(x - 4, y - gap, 8, 6, "fill1")
      canvas.drawing.rectangle(x - 5, y + 1, 10, gap - 2, "stroke1 hollow thin")
      canvas.note(Frame(x - gap, y - gap, 2 * gap, 2 * gap))
    }
    for step in [0, restart, steps] {
      canvas.write(
        step == 0 ? canvas.text("step 0", "passo 0") : canvas.count(step),
        at: Point(x(step), lanes[0] - 22), size: 13, look: .soft, anchor: .middle)
    }
    lane(lanes[0], from: 0, to: steps)
    lane(lanes[1], from: 0, to: stop)
    lane(lanes[2], from: restart, to: steps)
    disk(x(restart), lanes[1])
    canvas.write(
      canvas.text("without a break", "sem parar"), at: Point(32, lanes[0] + 5), size: 14)
    canvas.write(
      canvas.text("interrupted", "interrompido"), at: Point(32, lanes[1] + 5), size: 14)
    canvas.write(canvas.text("resumed", "retomado"), at: Point(32, lanes[2] + 5), size: 14)

    let bolt = Point(x(stop) + 10, lanes[1])
    canvas.drawing.path(
      "M\(Int(bolt.x) + 3) \(Int(bolt.y) - 18)l-11 20h8l-4 16l13 -22h-8z", "fill3")
    canvas.write(
      canvas.text("power cut", "queda de luz"), at: Point(bolt.x + 16, bolt.y + 5), size: 14,
      look: .strongColored(.backward))
    canvas.arrow(
      Point(x(restart), lanes[1] + gap), Point(x(restart), lanes[2] - gap), role: .learned,
      isLoose: true,
      isWide: true)
    disk(x(restart), lanes[2])

    for y in [lanes[0], lanes[2]] {
      canvas.arrow(
        Point(right + gap, y), Point(right + 44, y),
        Point(right + 44, y < lanes[1] ? lanes[1] - 22 : lanes[1] + 22), isLoose: true,
        hasHead: false)
    }
    canvas.write("=", at: Point(right + 44, lanes[1] - 2), size: 22, look: .strong, anchor: .middle)
    canvas.write(
      canvas.text("same bits", "mesmos bits"), at: Point(768, lanes[1] + 16), size: 14,
      look: .strong, anchor: .end)

    let file = Frame(32, 290, 736, 118)
    canvas.panel(
      file,
      canvas.text(
        "What the file of step \(canvas.count(restart)) holds",
        "O que o arquivo do passo \(canvas.count(restart)) guarda"))
    canvas.arrow(
      Point(x(restart), lanes[2] + gap), Point(x(restart), file.y), isBroken: true, isLoose: true,
      hasHead: false)
    let (top, height) = (file.y + 36, 66.0)
    let values = canvas.text("values", "valores")
    let stripes = [
      canvas.box(
        Frame(48, top, 264, height), canvas.text("parameters", "parâmetros"),
        "\(canvas.count(parameters)) \(values)", role: .learned),
      canvas.box(
        Frame(320, top, 240, height),
        canvas.text("AdamW: m and v of each", "AdamW: m e v de cada um"),
        "2 × \(canvas.count(parameters)) \(values)", role: .backward),
      canvas.box(
        Frame(568, top, 184, height), "step · adam.step",
        canvas.text("and the generator", "e o gerador"), role: .data),
    ]
    let whole = Frame(around: stripes)
    func use(_ row: Int, _ span: Frame, _ name: String) {
      let bar = Frame(span.x, file.maxY + 22 + Double(row) * 46, span.width, 36)
      canvas.box(bar, name, size: 14, look: .normal)
    }
    use(0, whole, canvas.text("resume: needs everything", "retomar: precisa de tudo"))
    use(1, stripes[0], canvas.text("reuse: generate, fine-tune", "reutilizar: gerar, fine-tuning"))
    use(2, stripes[0], canvas.text("share: model.safetensors", "compartilhar: model.safetensors"))
    canvas.write(
      canvas.text(
        "for these two, the parameters alone are enough", "para estes dois bastam os parâmetros"),
      at: Point(stripes[1].x, file.maxY + 22 + 46 + 41 + 5), size: 14, look: .soft)
  }
}
