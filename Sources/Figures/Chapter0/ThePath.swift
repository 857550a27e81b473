import Catalogue
import CourseKit

extension Figure {
  /// The nine chapters in three rows, and what can be done after each.
  static let thePath = Figure(
    "00-the-path",
    Text(
      "Nine chapters, and what you can run after each",
      "Nove capítulos e o que você roda depois de cada um")
  ) { canvas in
    let parameters = canvas.count(canvas.run.origin.parameterCount)
    let results: [(text: String, role: Role)] = [
      (
        canvas.text(
          "a line fitted by gradient descent", "uma reta ajustada por descida de gradiente"), .quiet
      ),
      (
        canvas.text(
          "a model of word pairs that writes", "um modelo de pares de palavras que escreve"), .quiet
      ),
      (
        canvas.text(
          "a tokenizer that learns from a text", "um tokenizador que aprende de um texto"), .data
      ),
      (
        canvas.text("tokens that look at one another", "tokens que olham uns para os outros"),
        .vector
      ),
      (
        canvas.text("a GPT of \(parameters) parameters", "um GPT de \(parameters) parâmetros"),
        .learned
      ),
      (canvas.text("a GPT that tells stories", "um GPT que conta histórias"), .learned),
      (canvas.text("a spam filter, measured", "um filtro de spam, medido"), .result),
      (canvas.text("an assistant that answers", "um assistente que responde"), .result),
      (
        canvas.text("faster, smaller, better read", "mais rápido, menor, mais bem informado"),
        .result
      ),
    ]
    let rows = [80.0, 188, 296]
    for (chapter, result) in zip(Catalogue.chapters, results) {
      let row = chapter.number / 3
      let columns = Frame(56, rows[row], 688, 76).columns(3, gap: 40)
      let column = columns[chapter.number % 3]
      let title = "\(chapter.number). \(chapter.title.in(canvas.language))"
      canvas.box(column, title, result.text, role: result.role, size: 15)
      if chapter.number % 3 < 2 {
        canvas.arrow(column.right(), columns[chapter.number % 3 + 1].left())
      } else if row < 2 {
        // From the end of a row to the beginning of the next.
        let next = Frame(56, rows[row + 1], 688, 76).columns(3, gap: 40)[0]
        let middle = (column.maxY + next.y) / 2
        canvas.arrow(
          column.bottom(), Point(column.center.x, middle), Point(next.center.x, middle), next.top())
      }
    }
  }
}
