import CourseKit

extension Figure {
  /// From examples to an assistant: six steps of preparation, then the familiar training loop.
  static let instructionTuningPipeline = Figure(
    "07-sft-pipeline",
    Text(
      "Nearly all that is new happens before the loop",
      "Quase tudo o que há de novo acontece antes do laço")
  ) { canvas in
    typealias Example = MaskingExample
    let columns = canvas.area(top: 0, height: 0).columns(3, gap: 36)
    func place(_ column: Int, _ y: Double) -> Frame {
      Frame(columns[column].x, y, columns[column].width, 66)
    }
    let (first, second) = (62.0, 156.0)
    let steps = [
      canvas.box(
        place(0, first), canvas.text("examples", "exemplos"),
        canvas.text("instruction, input, response", "instrução, entrada, resposta"), role: .data),
      canvas.box(
        place(1, first), "template", canvas.text("three parts, one text", "três partes, um texto"),
        role: .data),
      canvas.box(
        place(2, first), "tokens", canvas.text("with response spans", "com trechos da resposta"),
        role: .data),
      canvas.box(
        place(2, second), canvas.text("fit to the context", "caber no contexto"),
        canvas.text("never cut a response", "nunca cortar uma resposta"), role: .data),
      canvas.box(
        place(1, second), canvas.text("order of the epoch", "ordem da época"),
        canvas.text("drawn anew each time", "sorteada a cada vez"), role: .data),
      canvas.box(
        place(0, second), canvas.text("collate", "montar o lote"),
        canvas.text("sort by length, pad on the right", "ordenar por tamanho, padding à direita"),
        role: .data),
    ]
    for index in 0..<5 {
      let (from, to) = (steps[index], steps[index + 1])
      switch index {
      case 2: canvas.arrow(from.bottom(), to.top())
      case 3...: canvas.arrow(from.left(), to.right())
      default: canvas.arrow(from.right(), to.left())
      }
    }

    let batch = Frame(32, 252, 736, 132)
    canvas.panel(batch, role: .data)
    canvas.arrow(steps[5].bottom(), Point(steps[5].center.x, batch.y))
    let cell = 33.0
    func numbers(_ rows: [[Int]], target: Bool) -> [[Cell]] {
      rows.enumerated().map { row, numbers in
        numbers.enumerated().map { column, number in
          if (row, column) == Example.padding {
            Cell(number < 0 ? "−1" : "\(number)", isHidden: true)
          } else if target {
            Example.cell(target: number)
          } else {
            Cell("\(number)", role: .data)
          }
        }
      }
    }
    let inputs = canvas.grid(
      numbers(Example.inputs, target: false), at: Point(batch.x + 34, batch.y + 44),
      cellWidth: cell, cellHeight: cell, size: 14, rowLabels: ["A", "B"])
    let targets = canvas.grid(
      numbers(Example.targets, target: true), at: Point(inputs.maxX + 34, inputs.y),
      cellWidth: cell, cellHeight: cell, size: 14)
    for (grid, name) in [
      (inputs, canvas.text("inputs", "entradas")), (targets, canvas.text("targets", "alvos")),
    ] {
      canvas.write(
        name, at: Point(grid.center.x, batch.y + 30), size: 14, look: .strong, anchor: .middle)
    }
    let notes = Frame(targets.maxX + 28, inputs.y - 8, batch.maxX - targets.maxX - 40, 0)
    let legend: [(Cell, String)] = [
      (Cell(isHidden: true), "padding"),
      (Cell(role: .quiet), canvas.text("read, not learned", "lido, não aprendido")),
      (Cell(role: .result), canvas.text("learned, the end too", "aprendido, o fim também")),
    ]
    for (index, (sample, text)) in legend.enumerated() {
      let y = notes.y + Double(index) * 29
      canvas.grid([[sample]], at: Point(notes.x, y), cellWidth: 22, cellHeight: 22)
      canvas.write(text, at: Point(notes.x + 30, y + 16), size: 13)
    }

    let loop = Frame(180, 418, 440, 134)
    canvas.panel(
      loop, canvas.text("the loop of chapter 5", "o laço do capítulo 5"), role: .learned)
    let ring = loop.inset(16, 0)
    let parts = Frame(ring.x, loop.y + 38, ring.width, 62).columns(4, gap: 18)
    let names: [(String, Role)] = [
      (canvas.text("forward", "forward"), .learned),
      (canvas.text("masked loss", "perda com máscara"), .result),
      (canvas.text("backward", "backward"), .backward), ("AdamW", .learned),
    ]
    let boxes = zip(parts, names).map { part, name in
      canvas.box(part, name.0, role: name.1, size: 14)
    }
    for (from, to) in zip(boxes, boxes.dropFirst()) { canvas.arrow(from.right(), to.left()) }
    canvas.arrow(
      boxes[3].bottom(), Point(boxes[3].center.x, loop.maxY - 14),
      Point(boxes[0].center.x, loop.maxY - 14), boxes[0].bottom())
    let weights = canvas.box(
      Frame(32, parts[0].y, 118, 62), canvas.text("pretrained weights", "pesos pré-treinados"),
      role: .learned, size: 14)
    let assistant = canvas.box(
      Frame(650, parts[0].y, 118, 62), canvas.text("assistant", "assistente"), role: .learned,
      size: 14, isFull: true)
    canvas.arrow(weights.right(), Point(loop.x, weights.center.y), role: .learned)
    canvas.arrow(
      Point(loop.maxX, assistant.center.y), assistant.left(), role: .learned, isWide: true)
    canvas.arrow(Point(loop.center.x, batch.maxY), loop.top(), role: .data)
  }
}
