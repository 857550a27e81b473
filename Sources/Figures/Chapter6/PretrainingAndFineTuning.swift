import CourseKit

extension Figure {
  /// Two phases of one model: the backbone is kept, the head is replaced.
  static let pretrainingAndFineTuning = Figure(
    "06-pretraining-and-fine-tuning",
    Text("The backbone stays, the head is exchanged", "O corpo fica, a cabeça é trocada")
  ) { canvas in
    let origin = canvas.run.origin
    let classes = canvas.run.classification
    let seconds = classes.strategies.first { $0.name == classes.chosen }?.seconds ?? 0
    let vocabulary = canvas.count(origin.vocabularySize)
    let halves = canvas.area(top: 60, height: 478).columns(2, gap: 116)

    struct Phase {
      var name, answer, logits, head, data, kind, cost: String
      var isNew = false
    }
    let phases = [
      Phase(
        name: canvas.text("Pretraining", "Pré-treinamento"),
        answer: canvas.text("which token comes next?", "qual é o próximo token?"),
        logits: canvas.text("\(vocabulary) logits", "\(vocabulary) logits"),
        head: canvas.text("head of tokens", "cabeça de tokens"),
        data: canvas.text(
          "\(canvas.count(origin.documentCount)) documents",
          "\(canvas.count(origin.documentCount)) documentos"),
        kind: canvas.text("no labels", "sem rótulos"),
        cost: canvas.text(
          "\(canvas.count(origin.steps)) steps, most of the time",
          "\(canvas.count(origin.steps)) passos, a maior parte do tempo")),
      Phase(
        name: "Fine-tuning",
        answer: canvas.text("normal or spam?", "normal ou spam?"),
        logits: "\(classes.labels.count) logits",
        head: canvas.text("new head of classes", "cabeça nova de classes"),
        data: canvas.text(
          "\(canvas.count(classes.trainingCount)) messages",
          "\(canvas.count(classes.trainingCount)) mensagens"),
        kind: canvas.text("with labels", "com rótulos"),
        cost: canvas.text(
          "\(classes.steps) steps, \(canvas.number(seconds, 1)) s",
          "\(classes.steps) passos, \(canvas.number(seconds, 1)) s"), isNew: true),
    ]
    var backbones: [Frame] = []
    var heads: [Frame] = []
    for (half, phase) in zip(halves, phases) {
      canvas.panel(half, phase.name)
      let column = half.inset(36, 0)
      func part(_ y: Double, _ height: Double) -> Frame {
        Frame(column.x, half.y + y, column.width, height)
      }
      let answer = canvas.box(part(36, 54), phase.answer, phase.logits, role: .result, size: 14)
      let head = canvas.box(
        part(112, 40), phase.head, role: phase.isNew ? .learned : .quiet, size: 14,
        isFull: phase.isNew)
      let backbone = part(176, 194)
      canvas.panel(backbone, role: .learned)
      let parts = zip(ModelPart.allCases, backbone.inset(12, 12).rows(5, gap: 5)).map {
        canvas.box($1, $0.name(canvas), role: .learned, size: 14, look: .normal)
      }
      let data = canvas.box(part(394, 50), phase.data, phase.kind, role: .data, size: 14)
      canvas.arrow(data.top(), parts[4].bottom())
      canvas.arrow(parts[0].top(), head.bottom())
      canvas.arrow(head.top(), answer.bottom())
      canvas.write(
        phase.cost, at: Point(half.center.x, half.y + 466), size: 13, look: .soft, anchor: .middle)
      backbones.append(backbone)
      heads.append(head)
    }

    canvas.arrow(backbones[0].right(), backbones[1].left(), role: .learned, isWide: true)
    canvas.arrow(
      heads[0].right(), heads[1].left(), isBroken: true, hasHead: false)
    let gap = Frame(halves[0].maxX, 0, halves[1].x - halves[0].maxX, 0)
    for (frame, text, look) in [
      (
        backbones[0], canvas.text("the same\nweights", "os mesmos\npesos"),
        Look.strongColored(.learned)
      ),
      (heads[0], canvas.text("exchanged", "trocada"), Look.soft),
    ] {
      let lines = canvas.lines(of: text, width: gap.width, size: 14, look: look)
      for (index, line) in lines.enumerated() {
        let y = frame.center.y - 14 - Double(lines.count - 1 - index) * 19
        canvas.write(line, at: Point(gap.center.x, y), size: 14, look: look, anchor: .middle)
      }
    }
    canvas.write(
      canvas.text("backbone", "corpo do modelo"),
      at: Point(gap.center.x, backbones[0].center.y + 24), size: 13, look: .soft, anchor: .middle)
    canvas.source()
  }
}
