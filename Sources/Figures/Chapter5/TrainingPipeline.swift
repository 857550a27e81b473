import CourseKit

extension Figure {
  /// From the text to the gradient and back into the model, with an example at every stage.
  static let trainingPipeline = Figure(
    "05-01-training-pipeline",
    Text(
      "Training: the text itself holds the right answers",
      "O treino: o próprio texto traz as respostas certas")
  ) { canvas in
    // The ids of these tokens in the vocabularies of the two full runs.
    let text = canvas.text("Anna found a kite", "Ana encontrou uma pipa")
    let ids =
      canvas.language == .english
      ? ["1444", "461", "262", "1140"] : ["1757", "430", "309", "1399"]
    let parameters = canvas.count(canvas.run.origin.parameterCount)
    let vocabulary = canvas.count(canvas.run.origin.vocabularySize)

    let names: [(String, Role)] = [
      (canvas.text("text", "texto"), .data), ("tokens", .data),
      (canvas.text("input and target", "entrada e alvo"), .data),
      (canvas.text("model", "modelo"), .learned), (canvas.text("loss", "perda"), .result),
      (canvas.text("gradient", "gradiente"), .backward),
    ]
    let upper = Frame(32, 66, 736, 126).columns(3, gap: 40)
    let lower = Frame(32, 250, 736, 126).columns(3, gap: 40)
    let places = upper + lower
    for (place, name) in zip(places, names) {
      canvas.box(place, "", role: name.1)
      canvas.write(
        name.0, at: Point(place.center.x, place.y + 26), size: 15, look: .strongColored(name.1),
        anchor: .middle)
      canvas.noteCaption(in: place)
    }
    func line(
      _ text: String, _ place: Frame, _ y: Double, size: Int = 14, look: Look = .normal
    ) {
      canvas.write(
        text, at: Point(place.center.x, place.y + y), size: size, look: look, anchor: .middle)
      canvas.noteCaption(in: place)
    }

    line(text, places[0], 74, look: .code)
    line(canvas.text("no labels needed", "sem rótulos"), places[0], 108, size: 13)

    canvas.tokens(ids, at: Point(places[1].x + 14, places[1].y + 52), height: 34, size: 13)
    line(
      canvas.text("\(vocabulary) in the vocabulary", "\(vocabulary) no vocabulário"), places[1],
      110,
      size: 13)

    canvas.grid(
      [
        ids.dropLast().map { Cell($0, role: .data, look: .code) },
        ids.dropFirst().map { Cell($0, role: .result, look: .code) },
      ],
      at: Point(places[2].x + 72, places[2].y + 42), cellWidth: 44, cellHeight: 34,
      rowLabels: [canvas.text("input", "entrada"), canvas.text("target", "alvo")])

    line(canvas.text("\(parameters) parameters", "\(parameters) parâmetros"), places[3], 62)
    line("logits", places[3], 90)
    line(
      canvas.text("[batch, length, \(vocabulary)]", "[lote, comprimento, \(vocabulary)]"),
      places[3],
      108, size: 13)

    let early = canvas.run.curve.training[5]
    line(canvas.number(early.loss, 2), places[4], 68, size: 24, look: .strong)
    line(
      canvas.text("surprise at the targets", "surpresa com os alvos"), places[4], 94, size: 13)
    line(
      canvas.text("near step \(early.step)", "perto do passo \(early.step)"), places[4], 113,
      size: 13,
      look: .soft)

    line(canvas.text("\(parameters) parameters", "\(parameters) parâmetros"), places[5], 72)
    line(
      canvas.text("one for each parameter", "um para cada parâmetro"), places[5], 108, size: 13)

    for (from, to) in [(0, 1), (1, 2), (3, 4), (4, 5)] {
      canvas.arrow(places[from].right(), places[to].left(), isWide: true)
    }
    let between = (places[2].maxY + places[3].y) / 2
    canvas.arrow(
      places[2].bottom(), Point(places[2].center.x, between), Point(places[3].center.x, between),
      places[3].top(), isWide: true)
    let below = places[3].maxY + 40
    canvas.arrow(
      places[5].bottom(), Point(places[5].center.x, below), Point(places[3].center.x, below),
      places[3].bottom(), role: .learned, isWide: true)
    canvas.write(
      canvas.text(
        "update: move each parameter a little against its gradient",
        "atualização: mover cada parâmetro um pouco contra o seu gradiente"),
      at: Point(places[4].center.x, below + 24), size: 14, look: .colored(.learned), anchor: .middle
    )
  }
}
