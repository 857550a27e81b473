import CourseKit

extension Figure {
  /// How layer normalization changes a row, and why depth needs the residual path.
  static let residualNorm = Figure(
    "04-04-residual-norm",
    Text("Two things that let depth work", "Duas coisas que permitem profundidade")
  ) { canvas in
    let halves = Frame(32, 60, 736, 444).columns(2, gap: 20)
    canvas.panel(halves[0], "layer norm")
    canvas.panel(halves[1], canvas.text("residual path", "caminho residual"))

    // One row, three times: as it is, centred, divided by its standard deviation.
    let row = [1.0, 3, 3, 9]
    let stages: [(String, [Double], Int, String)] = [
      (
        canvas.text("a token’s row", "a linha de um token"), row, 0,
        canvas.text("mean 4, variance 9", "média 4, variância 9")
      ),
      (
        canvas.text("minus the mean", "menos a média"), row.map { $0 - 4 }, 0,
        canvas.text("mean 0, variance 9", "média 0, variância 9")
      ),
      (
        canvas.text("divided by √9", "dividida por √9"), row.map { ($0 - 4) / 3 }, 3,
        canvas.text("mean 0, variance 1", "média 0, variância 1")
      ),
    ]
    var last: Frame?
    for (index, stage) in stages.enumerated() {
      let y = 112 + Double(index) * 124
      canvas.write(stage.0, at: Point(52, y), size: 14, look: .strong)
      canvas.write(stage.3, at: Point(halves[0].maxX - 14, y), size: 13, look: .soft, anchor: .end)
      let grid = canvas.grid(
        [stage.1.map { Cell(canvas.signed($0, stage.2), role: .vector) }], at: Point(52, y + 14),
        cellWidth: 79,
        cellHeight: 38, size: 14)
      if let last {
        canvas.arrow(
          last.bottom(0.08), grid.top(0.08), isBroken: true, isLoose: true, hasHead: false)
      }
      last = nil
    }
    canvas.write(
      canvas.text("then · weight + bias, learned", "depois · peso + bias, aprendidos"),
      at: Point(52, 456), size: 13, look: .colored(.learned))

    // Three blocks without and with a residual connection.
    let columns = Frame(halves[1].x + 24, 150, halves[1].width - 48, 266).columns(2, gap: 40)
    for (index, column) in columns.enumerated() {
      let hasPath = index == 1
      canvas.write(
        hasPath ? canvas.text("with it", "com ele") : canvas.text("without it", "sem ele"),
        at: Point(column.center.x, 108), size: 14, look: .strong, anchor: .middle)
      let blocks = column.rows(3, gap: 44).map { frame in
        canvas.box(
          hasPath ? Frame(frame.x, frame.y, 84, frame.height) : frame.inset(20, 0),
          canvas.text("layer", "camada"), size: 14)
      }
      let line = column.maxX - 14
      if hasPath {
        for block in blocks {
          let sum = canvas.node(Point(line, block.y - 22), "+", role: .backward)
          canvas.arrow(
            sum.left(), Point(block.center.x, sum.center.y), block.top(), role: .backward)
          canvas.arrow(
            block.bottom(), Point(block.center.x, block.maxY + 10),
            Point(line - 2, block.maxY + 10),
            role: .backward, isLoose: true)
        }
        for (index, block) in blocks.enumerated() {
          let end = index + 1 < blocks.count ? blocks[index + 1].y - 37 : block.maxY + 26
          canvas.arrow(
            Point(line, block.y - 7), Point(line, end), role: .backward, isLoose: true, isWide: true
          )
        }
      } else {
        // Each layer's slope shrinks the gradient that arrives from above.
        for (index, weight) in [4.2, 2.6, 1.4].enumerated() {
          let top = blocks[index].top()
          canvas.bend(
            top.moved(0, index == 0 ? -28 : -42), top, height: 0, role: .backward, weight: weight,
            isLoose: true)
        }
      }
    }
    canvas.paragraph(
      canvas.text("the gradient is a product of slopes", "o gradiente é um produto de inclinações"),
      x: columns[0].x - 6, top: 430, width: columns[0].width + 16, size: 13,
      look: .colored(.backward))
    canvas.paragraph(
      canvas.text("the gradient comes back undiminished", "o gradiente volta inteiro"),
      x: columns[1].x + 4, top: 430, width: columns[1].width - 44, size: 13,
      look: .colored(.backward)
    )
  }
}
