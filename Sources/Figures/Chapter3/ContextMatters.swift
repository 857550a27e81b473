import CourseKit

extension Figure {
  /// One word in two sentences: the same before attention, different after it.
  static let contextMatters = Figure(
    "03-context-matters",
    Text(
      "The same word, two meanings: the context decides",
      "A mesma palavra, dois sentidos: o contexto decide")
  ) { canvas in
    let sentences = [
      canvas.text("the boat reached the bank", "ele descansou no banco"),
      canvas.text("she paid at the bank", "ela pagou no banco"),
    ]
    let meanings = [
      canvas.text("the edge of a river", "um lugar para sentar"),
      canvas.text("a place for money", "um lugar para o dinheiro"),
    ]
    // For illustration only: six elements for the word, and what the relevant context word adds to
    // them.
    let word = [0.75, 0.2, 0.55, 0.05, 0.4, 0.3]
    let added = [[0.05, 0.95, 0.3, 0.2, 0.85, 0.1], [0.6, 0.05, 0.1, 0.95, 0.15, 0.9]]
    let others: [[Double]] = [
      [0.3, 0.5, 0.1, 0.6, 0.2, 0.4], [0.1, 0.2, 0.7, 0.3, 0.5, 0.2],
      [0.4, 0.1, 0.3, 0.2, 0.6, 0.5],
    ]

    let (end, output) = (404.0, 548.0)
    let (columnWidth, columnHeight) = (30.0, 72.0)
    var (ends, outputs) = ([Frame](), [Frame]())
    for (index, sentence) in sentences.enumerated() {
      let isFirst = index == 0
      let words = sentence.split(separator: " ").map(String.init)
      let widths = words.map { max(34, canvas.width(of: $0, size: 14, look: .code) + 16) }
      let gap = 14.0
      let start = end - widths.reduce(0, +) - gap * Double(words.count - 1)
      let top = isFirst ? 104.0 : 368
      let tokens = canvas.tokens(words, at: Point(start, top), gap: gap)
      let columns = tokens.enumerated().map { position, token in
        canvas.vectorColumn(
          position == 1 ? added[index] : position == words.count - 1 ? word : others[position % 3],
          in: Frame(
            token.center.x - columnWidth / 2, isFirst ? token.maxY + 8 : token.y - 8 - columnHeight,
            columnWidth, columnHeight))
      }
      let last = tokens[tokens.count - 1]
      // The heaviest arrow last, so that its head is on top.
      for position in tokens.indices.dropLast().filter({ $0 != 1 }) + [1] {
        let token = tokens[position]
        let height = 8 + 0.11 * token.center.distance(to: last.center)
        let (from, to) = isFirst ? (token.top(), last.top()) : (token.bottom(), last.bottom())
        let isHeavy = position == 1
        canvas.bend(
          from, to, height: isFirst ? height : -height, role: isHeavy ? .data : .quiet,
          weight: isHeavy ? 3.5 : 1.2, opacity: isHeavy ? 1 : 0.7, hasHead: isHeavy)
      }
      let mixed = zip(word, added[index]).map { 0.3 * $0 + 0.7 * $1 }
      let embedding = columns[columns.count - 1]
      let context = canvas.vectorColumn(
        mixed, in: Frame(output, embedding.y, columnWidth, columnHeight))
      canvas.arrow(embedding.right(), context.left(), isWide: true)
      canvas.write(
        canvas.text("attention", "atenção"),
        at: Point((embedding.maxX + context.x) / 2, context.center.y - 12), size: 13,
        anchor: .middle)
      canvas.paragraph(
        meanings[index], x: context.maxX + 16, top: context.center.y - 20, width: 170, size: 15,
        look: .strong)
      ends.append(embedding)
      outputs.append(context)
    }
    let middle = (ends[0].maxY + ends[1].y) / 2
    for (sign, frame) in [("=", ends[0]), ("≠", outputs[0])] {
      canvas.write(
        sign, at: Point(frame.center.x, middle + 10), size: 24, look: .strong, anchor: .middle)
    }
    canvas.write(
      canvas.text("the same embedding goes in", "entra o mesmo embedding"),
      at: Point(ends[0].x - 14, middle + 5), anchor: .end)
    canvas.write(
      canvas.text("two vectors come out", "saem dois vetores"),
      at: Point(outputs[0].maxX + 16, middle + 5))
  }
}
