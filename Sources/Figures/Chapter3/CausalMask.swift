import CourseKit

extension Figure {
  /// Scores, the mask over the future, and the remaining weights.
  static let causalMask = Figure(
    "03-causal-mask", Text("The causal mask hides the future", "A máscara causal esconde o futuro")
  ) { canvas in
    let words = AttentionExample.words(canvas)
    let (top, cell) = (116.0, 54.0)
    func isFuture(_ query: Int, _ key: Int) -> Bool { key > query }

    let scores = AttentionExample.scores.map { row in
      row.map { Cell(canvas.number($0, 1), role: .data) }
    }
    let masked = AttentionExample.scores.enumerated().map { query, row in
      row.enumerated().map { key, score in
        isFuture(query, key)
          ? Cell("−∞", isHidden: true) : Cell(canvas.number(score, 1), role: .data)
      }
    }
    let weights = AttentionExample.weights.enumerated().map { query, row in
      row.enumerated().map { key, weight in
        isFuture(query, key)
          ? Cell("0", isHidden: true) : Cell(canvas.number(weight, 3), heat: weight)
      }
    }
    let grids = [scores, masked, weights].enumerated().map { index, cells in
      canvas.grid(
        cells, at: Point(96 + Double(index) * 238, top), cellWidth: cell, cellHeight: cell,
        size: 14,
        rowLabels: index == 0 ? words : [], columnLabels: words, labelLook: .code)
    }
    for (grid, name) in zip(
      grids,
      [
        canvas.text("scores", "scores"), canvas.text("masked", "com máscara"),
        canvas.text("weights", "pesos"),
      ])
    {
      canvas.write(
        name, at: Point(grid.center.x, 78), size: 15, look: .strong, anchor: .middle)
    }
    for (index, name) in [canvas.text("mask", "máscara"), "softmax"].enumerated() {
      let (from, to) = (grids[index].right(), grids[index + 1].left())
      canvas.arrow(from.moved(3, 0), to.moved(-3, 0))
      canvas.write(
        name, at: Point((from.x + to.x) / 2, from.y - 12), size: 13, look: .soft, anchor: .middle)
    }
    canvas.write(
      canvas.text("rows: who looks", "linhas: quem olha"), at: Point(96, top + 3 * cell + 28),
      size: 13, look: .soft)
    canvas.write(
      canvas.text("columns: who is looked at", "colunas: quem é olhado"),
      at: Point(96, top + 3 * cell + 48), size: 13, look: .soft)
    canvas.paragraph(
      canvas.text(
        "softmax turns −∞ into 0: tokens after one’s own weigh nothing",
        "softmax transforma −∞ em 0: o que vem depois não pesa nada"),
      x: grids[1].x, top: top + 3 * cell + 15, width: 230, size: 13)
    canvas.paragraph(
      canvas.text("every row adds up to 1", "cada linha soma 1"),
      x: grids[2].x, top: top + 3 * cell + 15, width: 170, size: 13)
  }
}
