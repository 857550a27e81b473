import CourseKit

extension Figure {
  /// Three tokens on their way through a block: their paths cross only in attention.
  static let attentionInTheTransformer = Figure(
    "03-attention-in-the-transformer",
    Text(
      "Attention is where tokens exchange information",
      "É na atenção que os tokens trocam informação")
  ) { canvas in
    let words = AttentionExample.words(canvas)
    let block = Frame(32, 106, 480, 396)
    canvas.panel(block)
    canvas.write(
      "× 3", at: Point(block.maxX - 14, block.y + 26), size: 16, look: .strong, anchor: .end)
    let centers = [136.0, 284, 432]
    let (width, side) = (106.0, 64.0)
    func row(_ y: Double, _ height: Double, _ name: String) -> [Frame] {
      centers.map {
        canvas.box(Frame($0 - width / 2, y, width, height), name, size: 13, look: .normal)
      }
    }
    // The residual lines come first, so that they pass behind the attention.
    let starts = [484.0, 284]
    let sums = [306.0, 136]
    for center in centers {
      for (from, sum) in zip(starts, sums) {
        canvas.arrow(
          Point(center, from), Point(center - side, from), Point(center - side, sum),
          Point(center - 14, sum), role: .vector, isLoose: true)
      }
    }
    let out = Frame(centers[0] - width / 2, 60, centers[2] - centers[0] + width, 32)
    canvas.box(out, canvas.text("logits: chapter 4", "logits: capítulo 4"), size: 14, look: .normal)
    let secondSums = centers.map { canvas.node(Point($0, sums[1]), "+") }
    let feedForwards = row(172, 34, "feed-forward")
    let secondNorms = row(228, 34, "norm")
    let firstSums = centers.map { canvas.node(Point($0, sums[0]), "+") }
    let attention = Frame(
      block.x + 16, 340, centers[2] + width / 2 - block.x - 16, 72)
    canvas.drawing.rectangle(
      attention.x, attention.y, attention.width, attention.height, "paper", radius: 7)
    canvas.box(attention, "", role: .learned)
    let firstNorms = row(434, 34, "norm")
    let embeddings = canvas.box(
      Frame(out.x, 518, out.width, 36),
      canvas.text("embeddings: chapter 2", "embeddings: capítulo 2"), size: 14, look: .normal)
    let tokens = zip(centers, words).map { center, word in
      canvas.tokens([word], at: Point(center - width / 2, 574), width: width)[0]
    }

    for index in centers.indices {
      let center = centers[index]
      canvas.arrow(tokens[index].top(), Point(center, embeddings.maxY))
      canvas.arrow(Point(center, embeddings.y), firstNorms[index].bottom())
      canvas.arrow(firstNorms[index].top(), Point(center, attention.maxY))
      canvas.arrow(Point(center, attention.y), firstSums[index].bottom())
      canvas.arrow(firstSums[index].top(), secondNorms[index].bottom())
      canvas.arrow(secondNorms[index].top(), feedForwards[index].bottom())
      canvas.arrow(feedForwards[index].top(), secondSums[index].bottom())
      canvas.arrow(secondSums[index].top(), Point(center, out.maxY))
      for earlier in centers[...index] {
        canvas.arrow(
          Point(earlier, attention.maxY), Point(center, attention.y), role: .learned,
          hasHead: false)
      }
    }
    canvas.write(
      canvas.text("attention", "atenção"), at: Point(centers[0] + 12, attention.y + 20), size: 15,
      look: .strongColored(.learned))

    let notes = 540.0
    let alone = canvas.text("each token on its own", "cada token sozinho")
    for (top, bottom) in [
      (sums[1], secondNorms[0].maxY), (firstNorms[0].y, tokens[0].maxY),
    ] {
      canvas.drawing.line(notes - 12, top, notes - 12, bottom, "stroke5 thin")
      canvas.paragraph(
        alone, x: notes, top: (top + bottom) / 2 - 10, width: 228, size: 14, look: .soft)
    }
    canvas.drawing.line(notes - 12, attention.y, notes - 12, attention.maxY, "stroke1 wide")
    canvas.paragraph(
      canvas.text(
        "here a token reads from itself and from earlier tokens",
        "aqui um token lê de si mesmo e dos tokens anteriores"),
      x: notes, top: attention.y + 6, width: 228, size: 15, look: .strongColored(.learned))
  }
}
