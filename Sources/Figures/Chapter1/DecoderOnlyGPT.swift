import CourseKit

extension Figure {
  /// The parts of the course's model from the tokens up, and what each position can attend to.
  static let decoderOnlyGPT = Figure(
    "01-decoder-only-gpt",
    Text(
      "The GPT of this course: every position sees only what is before",
      "O GPT deste curso: cada posição só vê o que vem antes")
  ) { canvas in
    let origin = canvas.run.origin
    let column = Frame(32, 60, 344, 500)
    func row(_ y: Double, _ height: Double) -> Frame { Frame(column.x, y, column.width, height) }
    func chapter(_ number: String) -> String {
      canvas.text("chapter \(number)", "capítulo \(number)")
    }
    let probabilities = canvas.box(
      row(60, 40),
      canvas.text("probabilities of the next token", "probabilidades do próximo token"),
      role: .result, size: 14)
    let head = canvas.box(
      row(118, 50), canvas.text("output head", "cabeça de saída"), chapter("4"), role: .learned,
      size: 14)
    let norm = canvas.box(
      row(186, 50), canvas.text("normalization", "normalização"), chapter("4"), role: .learned,
      size: 14)
    let blocks = (0..<origin.layers).map { row(254 + 80 * Double($0), 62) }
    let last = blocks[blocks.count - 1].maxY
    let embedding = canvas.box(
      row(last + 20, 52),
      canvas.text("token + position embedding", "embedding de token + posição"), chapter("2"),
      role: .learned, size: 14)
    let tokens = canvas.box(
      row(embedding.maxY + 20, 36), canvas.text("tokens", "tokens"), role: .data, size: 14)
    var path = [tokens, embedding]
    for block in blocks.reversed() {
      canvas.panel(block)
      let parts = block.inset(10, 7).columns(2, gap: 30)
      let attention = canvas.box(
        parts[0], canvas.text("attention", "atenção"), chapter("3"), role: .learned, size: 14)
      let feedForward = canvas.box(parts[1], "feed-forward", chapter("4"), role: .learned, size: 14)
      canvas.arrow(attention.right(), feedForward.left())
      path.append(block)
    }
    path += [norm, head, probabilities]
    for (lower, upper) in zip(path, path.dropFirst()) {
      canvas.arrow(lower.top(), upper.bottom())
    }

    let right = Frame(416, 60, 352, 0)
    let words =
      canvas.language == .english
      ? ["Anna", "found", "a", "blue", "kite"] : ["Ana", "achou", "uma", "pipa", "azul"]
    let (width, height) = (right.width / 5, 40.0)
    canvas.write(
      canvas.text("position by position", "posição por posição"), at: Point(right.x, 76), size: 15,
      look: .strong)
    let stairs = canvas.grid(
      words.indices.map { query in
        words.indices.map { key in
          key > query
            ? Cell(isHidden: true)
            : Cell(words[key], role: key == query ? .vector : .data, look: .code)
        }
      }, at: Point(right.x, 92), cellWidth: width, cellHeight: height, size: 13)
    canvas.paragraph(
      canvas.text(
        "Each position sees itself and what is before; the empty positions are hidden from it.",
        "Cada posição vê a si mesma e o que vem antes; as posições vazias ficam escondidas."),
      x: right.x, top: stairs.maxY + 8, width: right.width, size: 14)

    let sizes: [(String, String)] = [
      (canvas.text("vocabulary", "vocabulário"), canvas.count(origin.vocabularySize)),
      (canvas.text("width of a vector", "largura de um vetor"), "\(origin.width)"),
      (
        canvas.text("blocks × heads", "blocos × cabeças"), "\(origin.layers) × \(origin.heads)"
      ),
      (canvas.text("context", "contexto"), "\(origin.contextLength) tokens"),
      (canvas.text("parameters", "parâmetros"), canvas.count(origin.parameterCount)),
    ]
    let panel = Frame(right.x, tokens.maxY - 184, right.width, 184)
    canvas.panel(panel, canvas.text("its size", "o tamanho dele"))
    for (index, (name, value)) in sizes.enumerated() {
      let y = panel.y + 54 + Double(index) * 27
      canvas.write(name, at: Point(panel.x + 16, y), size: 14)
      canvas.write(
        value, at: Point(panel.maxX - 16, y), size: 14, look: .strong, anchor: .end)
    }
  }
}
