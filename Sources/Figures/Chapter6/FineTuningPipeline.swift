import CourseKit

extension Figure {
  /// The training loop over the training messages, and what the other two sets are used to decide.
  static let fineTuningPipeline = Figure(
    "06-training-pipeline",
    Text(
      "Training teaches, validation chooses, the test measures once",
      "O treino ensina, a validação escolhe, o teste mede uma vez")
  ) { canvas in
    let results = canvas.run.classification
    let columns = Frame(32, 0, 722, 0).columns(4, gap: 32)
    func place(_ column: Int, _ y: Double, _ height: Double = 76) -> Frame {
      Frame(columns[column].x, y, columns[column].width, height)
    }
    let (first, second, third) = (108.0, 226.0, 384.0)
    let training = canvas.box(
      place(0, first), canvas.text("training", "treino"),
      canvas.text(
        "\(canvas.count(results.trainingCount)) labelled texts",
        "\(canvas.count(results.trainingCount)) textos rotulados"), role: .data)

    let loop = Frame(
      columns[1].x - 14, 66, columns[3].maxX - columns[1].x + 28, second + 76 + 18 - 66)
    canvas.panel(
      loop,
      canvas.text("for each batch: the loop of chapter 5", "a cada lote: o laço do capítulo 5"))
    let ring = [
      canvas.box(
        place(1, first), canvas.text("encode and pad", "codificar e completar"), size: 14),
      canvas.box(
        place(2, first), canvas.text("backbone, pooling, head", "corpo, pooling, cabeça"),
        role: .learned, size: 14),
      canvas.box(
        place(3, first), canvas.text("cross-entropy", "entropia cruzada"),
        canvas.text("with the class", "com a classe"), role: .result, size: 14),
      canvas.box(
        place(3, second), canvas.text("backward", "backward"),
        canvas.text(
          "down to the first part that learns", "até a primeira parte que aprende"),
        role: .backward, size: 14),
      canvas.box(
        place(2, second), canvas.text("clip, AdamW", "corte, AdamW"),
        canvas.text("only what learns", "só o que aprende"), role: .learned, size: 14),
      canvas.box(
        place(1, second), canvas.text("next batch", "próximo lote"),
        canvas.text("shuffled each epoch", "outra ordem a cada época"), size: 14),
    ]
    canvas.arrow(training.right(), ring[0].left(), role: .data)
    canvas.arrow(ring[0].right(), ring[1].left())
    canvas.arrow(ring[1].right(), ring[2].left())
    canvas.arrow(ring[2].bottom(), ring[3].top(), role: .backward)
    canvas.arrow(ring[3].left(), ring[4].right(), role: .backward)
    canvas.arrow(ring[4].left(), ring[5].right())
    canvas.arrow(ring[5].top(), ring[0].bottom())

    let strategies = results.strategies.count
    let best = results.strategies.first { $0.name == results.chosen }
    let chosen = best?.title(canvas) ?? ""
    let trained = canvas.box(
      place(0, third),
      canvas.text("\(strategies) classifiers", "\(strategies) classificadores"),
      canvas.text("one for each strategy", "um por estratégia"), role: .learned)
    let validation = canvas.box(
      place(1, third), canvas.text("validation", "validação"),
      canvas.text(
        "\(results.validationCount) texts: chooses “\(chosen)”",
        "\(results.validationCount) textos: escolhe “\(chosen)”"), role: .data)
    let test = canvas.box(
      place(2, third), canvas.text("test", "teste"),
      canvas.text(
        "\(canvas.count(results.testCount)) texts: measures once",
        "\(canvas.count(results.testCount)) textos: mede uma vez"), role: .data)
    let score = canvas.box(
      place(3, third), "F1 \(canvas.number(best?.f1 ?? 0, 3))",
      canvas.text("decides nothing", "não decide nada"), role: .result)
    let turn = (loop.maxY + third) / 2
    canvas.arrow(
      loop.bottom(0.25), Point(loop.bottom(0.25).x, turn), Point(trained.center.x, turn),
      trained.top())
    canvas.write(
      canvas.text("after the last epoch", "depois da última época"),
      at: Point(loop.bottom(0.25).x + 16, turn + 4), size: 13, look: .soft)
    canvas.arrow(trained.right(), validation.left())
    canvas.arrow(validation.right(), test.left())
    canvas.arrow(test.right(), score.left(), role: .result)
    canvas.source()
  }
}
