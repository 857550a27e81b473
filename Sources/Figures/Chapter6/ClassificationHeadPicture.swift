import CourseKit

extension Figure {
  /// From a vector per token to one per text, and from there to a probability per class.
  static let classificationHead = Figure(
    "06-classification-head",
    Text(
      "Many vectors become one, and one becomes a class",
      "Muitos vetores viram um, e um vira uma classe")
  ) { canvas in
    typealias Example = ClassifierExample
    let (middle, cell) = (206.0, 40.0)
    func row(_ numbers: [Double], _ role: Role) -> [Cell] {
      numbers.map { Cell(canvas.signed($0, $0 == $0.rounded() ? 0 : 1), role: role) }
    }
    func title(_ text: String, _ shape: String = "", over x: Double) {
      canvas.write(text, at: Point(x, 82), size: 14, look: .strong, anchor: .middle)
      if !shape.isEmpty {
        canvas.write(shape, at: Point(x, 101), size: 13, look: .soft, anchor: .middle)
      }
    }

    let tokens = canvas.grid(
      Example.vectors.map { row($0, .vector) } + [
        [Cell("?", isHidden: true), Cell("?", isHidden: true)]
      ],
      at: Point(104, middle - 1.5 * cell), cellWidth: cell, cellHeight: cell, size: 14,
      rowLabels: ["token 0", "token 1", "padding"])
    title(
      canvas.text("a vector per token", "um vetor por token"),
      canvas.text("[batch, length, width]", "[lote, comprimento, largura]"),
      over: tokens.center.x - 14)

    let pooling = canvas.box(
      Frame(216, middle - 38, 128, 76), canvas.text("mean", "média"),
      canvas.text("of the real tokens", "dos tokens reais"))
    let text = canvas.grid(
      [row(Example.mean, .vector)], at: Point(376, middle - cell / 2), cellWidth: cell,
      cellHeight: cell, size: 14)
    title("pooling", over: pooling.center.x)
    title(
      canvas.text("one vector", "um vetor"), canvas.text("[batch, width]", "[lote, largura]"),
      over: text.center.x)
    canvas.arrow(tokens.right(), pooling.left())
    canvas.arrow(pooling.right(), text.left())

    // The alternative that the example does not use.
    let other = canvas.box(
      Frame(pooling.x, 298, pooling.width, 60), "",
      canvas.text("or the last real token", "ou o último token real"), isBroken: true)
    let otherText = canvas.grid(
      [Example.vectors[1].map { Cell(canvas.number($0, 0), isHidden: true) }],
      at: Point(text.x, other.center.y - cell / 2), cellWidth: cell, cellHeight: cell, size: 14)
    let fork = (tokens.maxX + pooling.x) / 2
    canvas.arrow(
      Point(fork, middle), Point(fork, other.center.y), other.left(), isBroken: true, isLoose: true)
    canvas.arrow(other.right(), otherText.left(), isBroken: true)

    let head = Frame(488, 118, 132, 176)
    canvas.panel(head, role: .learned)
    let labels = canvas.run.classification.labels
    let weight = canvas.grid(
      Example.weight.map { row($0, .learned) }, at: Point(head.x + 28, head.y + 34),
      cellWidth: 48, cellHeight: 36, size: 13, columnLabels: labels)
    let bias = canvas.grid(
      [row(Example.bias, .learned)], at: Point(weight.x, weight.maxY + 14), cellWidth: 48,
      cellHeight: 36, size: 13)
    for (name, frame) in [("W", weight), ("b", bias)] {
      canvas.write(
        name, at: Point(head.x + 10, frame.center.y + 5), size: 14,
        look: .strongColored(.learned))
    }
    title(canvas.text("head", "cabeça"), over: head.center.x)
    canvas.arrow(text.right(), head.left())

    let logits = canvas.grid(
      [row(Example.logits, .vector)], at: Point(652, middle - cell / 2), cellWidth: 58,
      cellHeight: cell, size: 14, columnLabels: labels)
    title("logits", canvas.text("[batch, classes]", "[lote, classes]"), over: logits.center.x)
    canvas.arrow(head.right(), logits.left())

    // The probability below each logit.
    let base = 380.0
    canvas.arrow(logits.bottom(), logits.bottom().moved(0, 40), role: .result, isLoose: true)
    canvas.write("softmax", at: logits.bottom().moved(10, 26), size: 13, look: .soft)
    for (index, probability) in Example.probabilities.enumerated() {
      let x = logits.x + 58 * (Double(index) + 0.5)
      let height = 90 * probability
      canvas.drawing.rectangle(
        x - 19, base - height, 38, height, Role.result.fill, opacity: 0.85, radius: 2)
      canvas.write(
        canvas.number(probability, 3), at: Point(x, base - height - 7), size: 14, look: .strong,
        anchor: .middle)
      canvas.write(labels[index], at: Point(x, base + 18), size: 13, anchor: .middle)
    }
    canvas.drawing.line(logits.x, base, logits.maxX, base, "axis")
  }
}
