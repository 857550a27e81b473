import CourseKit

extension Figure {
  /// From a text to the next token and back to the start, in five steps.
  static let gptPipeline = Figure(
    "04-05-gpt-mini-pipeline",
    Text("From text to the next token, and round again", "Do texto ao próximo token, e de novo")
  ) { canvas in
    let next = canvas.run.nextToken
    let origin = canvas.run.origin
    let vocabulary = canvas.count(origin.vocabularySize)
    let size = "\(origin.width)"
    let tokens = canvas.tokens(
      next.tokens.map { $0.trimmingPrefix(" ").description }, at: Point(32, 66))
    let text = Frame(around: tokens)
    let embeddings = canvas.box(
      Frame(32, 132, 244, 64), canvas.text("token + position", "token + posição"),
      "[\(next.tokens.count), \(size)]", role: .learned)
    let blocks = (0..<origin.layers).map { index in
      canvas.box(
        Frame(32, 226 + Double(index) * 50, 244, 40),
        canvas.text("block \(index + 1)", "bloco \(index + 1)"),
        role: .learned, size: 14)
    }
    let norm = canvas.box(
      Frame(32, 386, 244, 36), canvas.text("last norm", "última layer norm"), role: .learned,
      size: 14)
    let head = canvas.box(
      Frame(32, 446, 244, 64), canvas.text("head: logits", "cabeça: logits"),
      "[\(next.tokens.count), \(vocabulary)]",
      role: .learned)
    canvas.arrow(Point(embeddings.center.x, text.maxY), embeddings.top())
    for (from, to) in zip([embeddings] + blocks + [norm], blocks + [norm, head]) {
      canvas.arrow(from.bottom(), to.top())
    }

    // The parameter count of each part.
    let block = 198_272
    let counts: [(Frame, String)] = [
      (
        embeddings,
        canvas.count(origin.vocabularySize * origin.width) + " + "
          + canvas.count(origin.contextLength * origin.width)
      ), (blocks[1], "\(origin.layers) × \(canvas.count(block))"), (norm, "256"),
      (head, canvas.text("0: the embedding serves again", "0: o embedding serve de novo")),
    ]
    for (frame, count) in counts {
      canvas.write(
        count, at: Point(frame.maxX + 12, frame.center.y + 5), size: 13, look: .colored(.learned))
    }

    let frame = Frame(508, 150, 260, 212)
    canvas.panel(
      Frame(492, 106, 276, 270), canvas.text("after the last token", "depois do último token"))
    canvas.bars(
      next.candidates.prefix(7).map {
        .init(
          label: $0.token.trimmingPrefix(" ").description, value: $0.probability,
          text: canvas.number($0.probability, 3))
      }, in: frame, labelWidth: 96)
    canvas.arrow(
      head.right(0.8), Point(630, head.right(0.8).y), Point(630, 376), role: .result, isWide: true)
    canvas.write(
      canvas.text("last row, softmax", "última linha, softmax"), at: Point(618, 420), size: 13,
      look: .soft, anchor: .end)
    let chosen = canvas.tokens(
      [next.candidates[0].token.trimmingPrefix(" ").description], at: Point(596, 66), role: .result)[
        0]
    canvas.arrow(Point(chosen.center.x, 106), chosen.bottom(), role: .result, isWide: true)
    canvas.arrow(chosen.left(), text.right(), role: .result, isWide: true)
    canvas.write(
      canvas.text("append, repeat", "acrescenta e repete"),
      at: Point((chosen.x + text.maxX) / 2, chosen.y - 8), size: 13,
      look: .soft, anchor: .middle)

    let steps = [
      canvas.text(
        "crop to the context of \(origin.contextLength)",
        "cortar no contexto de \(origin.contextLength)"),
      canvas.text("forward", "passar o texto"), canvas.text("last row", "última linha"),
      canvas.text("choose", "escolher"),
      canvas.text("append", "acrescentar"),
    ]
    let places = Frame(32, 540, 736, 64).columns(5, gap: 12)
    var earlier: Frame?
    for (index, step) in steps.enumerated() {
      let box = canvas.box(places[index], "\(index + 1)", step, size: 14)
      if let earlier { canvas.arrow(earlier.right(), box.left()) }
      earlier = box
    }
    canvas.source()
  }
}
