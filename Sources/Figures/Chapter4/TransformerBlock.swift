import CourseKit

extension Figure {
  /// The four kinds of parts of a block, their purpose, and their parameter counts.
  static let transformerBlock = Figure(
    "04-01-transformer-block",
    Text(
      "A block has four kinds of parts, and is used again and again",
      "O bloco tem quatro tipos de partes e se repete"
    )
  ) { canvas in
    let block = Frame(32, 60, 328, 496)
    canvas.panel(block, canvas.text("Block × 3", "Bloco × 3"))
    let column = Frame(126, 0, 180, 0)
    func part(_ y: Double, _ height: Double) -> Frame { Frame(column.x, y, column.width, height) }
    let middle = column.x + column.width / 2

    let secondSum = canvas.node(Point(middle, 120), "+")
    let feedForward = canvas.box(
      part(158, 58), "feed-forward", canvas.text("widen, GELU, narrow", "alarga, GELU, estreita"),
      role: .learned)
    let secondNorm = canvas.box(part(240, 40), "layer norm", role: .learned)
    let firstSum = canvas.node(Point(middle, 330), "+")
    let attention = canvas.box(
      part(368, 58), canvas.text("self-attention", "autoatenção"),
      canvas.text("4 heads, causal", "4 cabeças, causal"),
      role: .learned)
    let firstNorm = canvas.box(part(450, 40), "layer norm", role: .learned)
    let input = canvas.box(
      Frame(column.x + 30, 576, 120, 36), canvas.text("x, a token", "x, um token"), role: .vector,
      size: 14)

    canvas.arrow(input.top(), firstNorm.bottom())
    canvas.arrow(firstNorm.top(), attention.bottom())
    canvas.arrow(attention.top(), firstSum.bottom())
    canvas.arrow(firstSum.top(), secondNorm.bottom())
    canvas.arrow(secondNorm.top(), feedForward.bottom())
    canvas.arrow(feedForward.top(), secondSum.bottom())
    canvas.arrow(secondSum.top(), Point(middle, block.y))

    // The residual path: a straight line that bypasses both layers.
    for (from, sum) in [(530.0, firstSum), (306, secondSum)] {
      canvas.arrow(
        Point(middle, from), Point(70, from), Point(70, sum.center.y), sum.left(), role: .vector,
        isLoose: true,
        isWide: true)
    }

    let parts: [(Frame, String, String, String)] = [
      (
        secondSum, canvas.text("residual path", "caminho residual"),
        canvas.text(
          "What came in goes on; a layer only adds to it.",
          "O que entrou segue adiante; a camada só soma."),
        canvas.text("nothing to learn", "nada a aprender")
      ),
      (
        feedForward, "feed-forward",
        canvas.text("Each token on its own.", "Cada token sozinho."),
        canvas.text("131,712 parameters", "131.712 parâmetros")
      ),
      (
        secondNorm, "layer norm",
        canvas.text(
          "Mean 0 and variance 1 for each token, twice in a block.",
          "Média 0 e variância 1 por token, duas vezes no bloco."),
        canvas.text("2 × 256 parameters", "2 × 256 parâmetros")
      ),
      (
        attention, canvas.text("self-attention", "autoatenção"),
        canvas.text(
          "The only place where tokens look at each other.",
          "O único lugar em que os tokens se olham."),
        canvas.text("66,048 parameters", "66.048 parâmetros")
      ),
    ]
    for (frame, name, job, count) in parts {
      let y = frame.center.y
      canvas.arrow(frame.right(), Point(404, y), isBroken: true, isLoose: true, hasHead: false)
      canvas.write(name, at: Point(416, y - 12), size: 15, look: .strong)
      canvas.write(
        count, at: Point(768, y - 12), size: 13, look: .strongColored(.learned), anchor: .end)
      canvas.paragraph(job, x: 416, top: y - 5, width: 352)
    }
    canvas.paragraph(
      canvas.text(
        "198,272 parameters in a block; the shape [batch, length, 128] never changes.",
        "198.272 parâmetros por bloco; a forma [lote, comprimento, 128] nunca muda."),
      x: 416, top: 478, width: 352, look: .soft)
  }
}
