import CourseKit

extension Figure {
  /// The last row of the worked example with dropout: the random draws, the dropped weights, the
  /// weights used.
  static let attentionDropout = Figure(
    "03-attention-dropout",
    Text("Dropout: training with holes in the weights", "Dropout: treinar com falhas nos pesos")
  ) { canvas in
    let words = AttentionExample.words(canvas)
    let weights = AttentionExample.weights[2]
    let (rate, draws) = (AttentionExample.dropoutRate, AttentionExample.draws)
    let factors = draws.map { $0 < rate ? 0 : 1 / (1 - rate) }
    let used = zip(weights, factors).map(*)
    let (left, cell, height, step) = (176.0, 92.0, 42.0, 62.0)
    let (top, notes) = (96.0, 482.0)

    let rows: [(String, String, [Cell])] = [
      (
        canvas.text("weights", "pesos"), canvas.text("after softmax", "depois do softmax"),
        weights.map { Cell(canvas.number($0, 4), heat: $0) }
      ),
      (
        canvas.text("draw", "sorteio"),
        canvas.text(
          "below the rate \(canvas.number(rate, 1)): dropped",
          "menor que a taxa \(canvas.number(rate, 1)): descartado"),
        draws.map {
          Cell(
            canvas.number($0, 1), role: $0 < rate ? .backward : .quiet,
            look: $0 < rate ? .strongColored(.backward) : .normal)
        }
      ),
      (
        canvas.text("factor", "fator"),
        "1 / (1 − \(canvas.number(rate, 1))) = \(canvas.number(1 / (1 - rate), 2))",
        factors.map {
          $0 == 0
            ? Cell("0", role: .backward, look: .strongColored(.backward))
            : Cell(canvas.number($0, 2), role: .quiet)
        }
      ),
      (
        canvas.text("used", "usado"),
        canvas.text("weight × factor", "peso × fator"),
        used.map { $0 == 0 ? Cell("0", isHidden: true) : Cell(canvas.number($0, 4), heat: $0) }
      ),
    ]
    var grids: [Frame] = []
    for (index, row) in rows.enumerated() {
      let y = top + Double(index) * step
      canvas.write(row.0, at: Point(32, y + height / 2 + 5), size: 15, look: .strong)
      let grid = canvas.grid(
        [row.2], at: Point(left, y), cellWidth: cell, cellHeight: height, size: 14,
        columnLabels: index == 0 ? words : [], labelLook: .code)
      canvas.write(row.1, at: Point(notes, y + height / 2 + 5), size: 14)
      grids.append(grid)
    }
    for (upper, lower) in zip(grids.dropFirst(), grids.dropFirst(2)) {
      for column in 0..<3 {
        let x = left + (Double(column) + 0.5) * cell
        canvas.arrow(
          Point(x, upper.maxY), Point(x, lower.y), role: draws[column] < rate ? .backward : .quiet,
          isBroken: draws[column] < rate)
      }
    }
    // The arrow of the weights bypasses the draws.
    let side = left - 22
    canvas.arrow(
      grids[0].left(), Point(side, grids[0].center.y), Point(side, grids[3].center.y),
      grids[3].left(), role: .data)
    let foot = Frame(32, grids[3].maxY + 26, 736, 58).columns(2, gap: 20)
    canvas.box(
      foot[0], "",
      canvas.text(
        "in training only: in use, nothing is dropped",
        "só no treino: no uso, nada é descartado"))
    canvas.box(
      foot[1], "",
      canvas.text(
        "the backward pass multiplies by the same factors",
        "o backward pass multiplica pelos mesmos fatores"),
      role: .backward)
  }
}
