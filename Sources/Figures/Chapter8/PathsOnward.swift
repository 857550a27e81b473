import CourseKit

extension Figure {
  /// The reader's GPT, six extensions of it, and topics beyond the course.
  static let pathsOnward = Figure(
    "08-paths-onward",
    Text(
      "Six ways on from your GPT, and what lies beyond",
      "Seis caminhos a partir do seu GPT, e o que vem além")
  ) { canvas in
    let outer = canvas.area(top: 60, height: 470)
    let inner = outer.inset(18, 68)
    canvas.panel(outer, isOutlined: true)
    canvas.panel(inner, role: .learned)

    struct Path {
      var question, name, gain, exercise: String
    }
    let paths = [
      Path(
        question: canvas.text("faster", "mais rápido"),
        name: canvas.text("KV cache", "cache KV"),
        gain: canvas.text("never work out the past twice", "o passado se calcula uma vez só"),
        exercise: "8.1"),
      Path(
        question: canvas.text("better paths", "caminhos melhores"), name: "beam search",
        gain: canvas.text("several continuations at once", "várias continuações de uma vez"),
        exercise: "8.2"),
      Path(
        question: canvas.text("preferences", "preferências"), name: "DPO",
        gain: canvas.text("the better of two answers", "a melhor de duas respostas"),
        exercise: "8.3"),
      Path(
        question: canvas.text("knowledge", "conhecimento"),
        name: canvas.text("retrieval (RAG)", "busca (RAG)"),
        gain: canvas.text("read before you answer", "ler antes de responder"), exercise: "8.4"),
      Path(
        question: canvas.text("smaller", "menor"), name: "int8",
        gain: canvas.text("a byte for each weight", "um byte por peso"), exercise: "8.5"),
      Path(
        question: canvas.text("longer", "mais longo"),
        name: canvas.text("conversations", "conversas"),
        gain: canvas.text("what fits into the window", "o que cabe na janela"), exercise: "8.6"),
    ]
    let body = inner.inset(16, 18)
    let center = Frame(center: inner.center, width: 112, height: 92)
    let side = (body.width - center.width - 2 * 34) / 2
    canvas.box(
      center, canvas.text("your GPT", "o seu GPT"), role: .learned, size: 16, isFull: true)
    let places =
      Frame(body.x, body.y, side, body.height).rows(3, gap: 18)
      + Frame(body.maxX - side, body.y, side, body.height).rows(3, gap: 18)
    for (index, (place, path)) in zip(places, paths).enumerated() {
      canvas.box(place, "", role: .learned)
      let x = place.x + 14
      canvas.write(path.question, at: Point(x, place.y + 24), size: 13, look: .soft)
      canvas.write(
        "ex. \(path.exercise)", at: Point(place.maxX - 14, place.y + 24), size: 13,
        look: .strongColored(.learned), anchor: .end)
      canvas.noteCaption(in: place)
      canvas.write(path.name, at: Point(x, place.y + 47), size: 16, look: .strong)
      canvas.write(path.gain, at: Point(x, place.y + 69), size: 13)
      canvas.noteCaption(in: place)
      // One trunk from the middle serves all three rows.
      let isLeft = index < 3
      let start = isLeft ? center.left() : center.right()
      let end = isLeft ? place.right() : place.left()
      let trunk = (start.x + end.x) / 2
      if index % 3 == 1 {
        canvas.arrow(start, end, role: .learned)
      } else {
        canvas.arrow(
          start, Point(trunk, start.y), Point(trunk, end.y), end, role: .learned)
      }
    }

    let further = [
      canvas.text("deployment", "colocar em produção"),
      canvas.text("automated evaluation", "avaliação automática"), "RLHF",
      canvas.text("agents and tools", "agentes e ferramentas"),
    ]
    for (index, name) in further.enumerated() {
      let isTop = index < 2
      let x = index % 2 == 0 ? body.x : body.maxX - side
      let y = isTop ? outer.y + 16 : outer.maxY - 16 - 38
      canvas.box(
        Frame(x, y, side, 38), name, size: 14, isBroken: true, look: .normal)
    }
    canvas.box(
      Frame(center: Point(center.center.x, outer.maxY - 35), width: 164, height: 38),
      canvas.text("small models, edge", "modelos pequenos"), size: 14, isBroken: true, look: .normal
    )
    canvas.write(
      canvas.text("beyond this course", "além deste curso"),
      at: Point(center.center.x, outer.y + 39), size: 13, look: .soft, anchor: .middle)
  }
}
