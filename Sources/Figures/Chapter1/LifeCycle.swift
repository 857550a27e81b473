import Catalogue
import CourseKit

extension Figure {
  /// Four stages, what each passes on to the next, and the feedback loop.
  static let lifeCycle = Figure(
    "01-life-cycle",
    Text(
      "Each stage of a model’s life feeds the next",
      "Cada etapa da vida de um modelo alimenta a próxima")
  ) { canvas in
    let origin = canvas.run.origin
    let (steps, documents) = (canvas.count(origin.steps), canvas.count(origin.documentCount))
    let stages: [(chapter: String, name: String, job: String)] = [
      (
        "2", canvas.text("data", "dados"),
        canvas.text("collect texts, cut them into tokens", "juntar textos, cortar em tokens")
      ),
      (
        "3–5", canvas.text("pretraining", "pré-treinamento"),
        canvas.text(
          "predict the next token, \(steps) steps", "prever o próximo token, \(steps) passos")
      ),
      (
        "6–7", canvas.text("tuning", "ajuste"),
        canvas.text("adapt with few, chosen examples", "adaptar com poucos exemplos escolhidos")
      ),
      (
        "5, 7, 8", canvas.text("use", "uso"),
        canvas.text("generate, ask, chat", "gerar, perguntar, conversar")
      ),
    ]
    let results: [(name: String, detail: String, role: Role)] = [
      (
        canvas.text("\(documents) documents", "\(documents) documentos"),
        canvas.text("stories, messages, instructions", "histórias, mensagens, instruções"), .data
      ),
      (
        canvas.text("base model", "modelo base"),
        canvas.text(
          "\(canvas.count(origin.parameterCount)) parameters",
          "\(canvas.count(origin.parameterCount)) parâmetros"), .learned
      ),
      (
        canvas.text("tuned models", "modelos ajustados"),
        canvas.text("classifier, assistant", "classificador, assistente"), .learned
      ),
      (canvas.text("text", "texto"), canvas.text("right, or wrong", "certo ou errado"), .result),
    ]
    let columns = Frame(56, 88, 712, 96).columns(4, gap: 20)
    let boxes = zip(columns, stages).map { column, stage in
      canvas.write(
        stage.chapter.count == 1
          ? canvas.text("chapter \(stage.chapter)", "capítulo \(stage.chapter)")
          : canvas.text("chapters \(stage.chapter)", "capítulos \(stage.chapter)"),
        at: Point(column.center.x, column.y - 12), size: 13, look: .soft, anchor: .middle)
      return canvas.box(column, stage.name, stage.job, role: .quiet, size: 16)
    }
    let ends = zip(columns, results).map { column, result in
      canvas.box(
        Frame(column.x, 222, column.width, 96), result.name, result.detail, role: result.role,
        size: 14)
    }
    for (index, end) in ends.enumerated() {
      canvas.arrow(boxes[index].bottom(), end.top())
      if index + 1 < boxes.count {
        let middle = end.maxX + 9
        canvas.arrow(
          end.right(), Point(middle, end.center.y), Point(middle, boxes[index + 1].center.y),
          boxes[index + 1].left())
      }
    }
    let below = ends[0].maxY + 34
    canvas.arrow(
      ends[3].bottom(), Point(ends[3].center.x, below), Point(32, below),
      Point(32, boxes[0].center.y), boxes[0].left(), role: .backward, isBroken: true)
    canvas.write(
      canvas.text("what is wrong becomes new data", "o que deu errado vira dado novo"),
      at: Point(400, below + 22), size: 14, look: .strongColored(.backward), anchor: .middle)
  }
}
