import CourseKit

extension Figure {
  /// What is trained in each of the four strategies, how far back the gradient goes, and the
  /// result.
  static let freezeAndUnfreeze = Figure(
    "06-freeze-and-unfreeze",
    Text(
      "Freeze or learn: the head alone is not enough", "Congelar ou aprender: só a cabeça não basta"
    )
  ) { canvas in
    /// The trained parts besides the head, and the lowest part that the backward pass must reach.
    func learning(_ strategy: String) -> (parts: [ModelPart], lowest: ModelPart?) {
      switch strategy {
      case "head": ([], nil)
      case "lastBlock": ([.norm, .block3], .block3)
      case "lora": ([], .block1)
      default: (ModelPart.allCases, .embeddings)
      }
    }
    let strategies = canvas.run.classification.strategies
    let columns = canvas.area(top: 60, height: 430).columns(4, gap: 14)
    for (column, strategy) in zip(columns, strategies) {
      canvas.panel(column)
      canvas.write(
        strategy.title(canvas), at: Point(column.x + 12, column.y + 26), size: 15,
        look: .strong)
      let isLoRA = strategy.name == "lora"
      let (parts, lowest) = learning(strategy.name)
      let stack = Frame(column.x + 12, column.y + 44, column.width - 46, 222)
      let rows = stack.rows(6, gap: 6)
      func part(_ frame: Frame, _ name: String, learns: Bool) {
        canvas.box(frame, "", role: learns ? .learned : .quiet, isFull: learns)
        canvas.write(
          name, at: Point(frame.x + 11, frame.center.y + 5), size: 14,
          look: learns ? .onFull : .soft)
        canvas.noteCaption(in: frame)
        if !learns { canvas.lock(at: frame.right().moved(-13, -2)) }
      }
      part(rows[0], canvas.text("head", "cabeça"), learns: true)
      for modelPart in ModelPart.allCases {
        var row = rows[modelPart.rawValue + 1]
        if isLoRA && modelPart.isBlock {
          canvas.box(
            Frame(row.maxX - 34, row.y, 34, row.height), "A·B", role: .learned, size: 13,
            isFull: true)
          row.width -= 38
        }
        part(row, modelPart.name(canvas), learns: parts.contains(modelPart))
      }
      // The backward pass, from the loss above the head.
      let x = stack.maxX + 17
      let end = lowest.map { rows[$0.rawValue + 1].maxY } ?? rows[0].maxY
      canvas.arrow(Point(x, stack.y), Point(x, end), role: .backward, isLoose: true, isWide: true)

      let text = column.inset(12, 0)
      canvas.write(
        canvas.count(strategy.trained), at: Point(text.x, column.y + 298), size: 16,
        look: .strongColored(.learned))
      canvas.write(
        canvas.text("parameters learn", "parâmetros aprendem"), at: Point(text.x, column.y + 317),
        size: 13, look: .soft)
      // F1 on an axis from 0.8 to 1.
      let line = Frame(text.x + 4, column.y + 368, text.width - 8, 0)
      let place = line.x + line.width * (strategy.f1 - 0.8) / 0.2
      canvas.drawing.line(line.x, line.y, line.maxX, line.y, "axis")
      for (x, tick) in [(line.x, 0.8), (line.center.x, 0.9), (line.maxX, 1.0)] {
        canvas.drawing.line(x, line.y - 4, x, line.y + 4, "axis")
        canvas.write(
          tick == 1 ? "1" : canvas.number(tick, 1), at: Point(x, line.y + 19), size: 13,
          look: .soft, anchor: .middle)
      }
      canvas.drawing.circle(place, line.y, radius: 6, Role.result.fill)
      canvas.write(
        "F1 \(canvas.number(strategy.f1, 3))", at: Point(min(place, line.maxX - 30), line.y - 14),
        size: 14, look: .strongColored(.result), anchor: .middle)
      canvas.write(
        canvas.text(
          "learned in \(canvas.number(strategy.seconds, 1)) s",
          "aprendeu em \(canvas.number(strategy.seconds, 1)) s"),
        at: Point(text.x, column.y + 414), size: 13, look: .soft)
    }
    // The legend.
    let y = columns[0].maxY + 26
    let x = Canvas.margin
    canvas.drawing.rectangle(x, y - 11, 20, 14, "fill1 full", radius: 3)
    canvas.write(canvas.text("learns", "aprende"), at: Point(x + 28, y), size: 13)
    canvas.lock(at: Point(x + 122, y - 6))
    canvas.write(canvas.text("frozen", "congelado"), at: Point(x + 136, y), size: 13)
    canvas.arrow(
      Point(x + 244, y - 14), Point(x + 244, y + 6), role: .backward, isLoose: true, isWide: true)
    canvas.write(
      canvas.text(
        "how far down the backward pass must go",
        "até onde o backward pass precisa descer"),
      at: Point(x + 260, y), size: 13)
    let count = canvas.count(canvas.run.classification.testCount)
    canvas.source(of: canvas.text("\(count) test messages", "\(count) mensagens de teste"))
  }
}
