import Charts
import CourseKit

extension Figure {
  /// A word becomes a token, an id, and a row of the table: a vector.
  static let textToVector = Figure(
    "02-text-to-vector",
    Text(
      "From text to vector: the id is only the number of a row",
      "Do texto ao vetor: o id é só o número de uma linha")
  ) { canvas in
    let (origin, tokens) = (canvas.run.origin, canvas.run.tokens)
    let word = tokens.word
    let table = Frame(552, 90, 192, 154)
    let stages = [Frame(32, 0, 116, 0), Frame(188, 0, 116, 0), Frame(344, 0, 96, 0)].map {
      Frame($0.x, table.rows(6, gap: 0)[3].center.y - 22, $0.width, 44)
    }
    let names = [canvas.text("text", "texto"), "token", "id"]
    let contents = [
      "… \(word.text.dropFirst()) …", tokenLabel(word.text), "\(word.id)",
    ]
    for (index, frame) in stages.enumerated() {
      canvas.write(
        names[index], at: Point(frame.center.x, frame.y - 12), size: 15, look: .strong,
        anchor: .middle)
      canvas.box(frame, contents[index], role: .data, size: 15, look: .code)
      if index > 0 { canvas.arrow(stages[index - 1].right(), frame.left()) }
    }
    for (frame, note) in zip(
      stages.dropFirst(),
      [
        canvas.text("with its space", "com o seu espaço"),
        canvas.text("its number", "o seu número"),
      ])
    {
      canvas.write(
        note, at: Point(frame.center.x, frame.maxY + 22), size: 13, look: .soft, anchor: .middle)
    }

    // The table: some of its rows, and the one that is looked up.
    let labels = ["0", "1", "…", "\(word.id)", "…", canvas.count(origin.vocabularySize - 1)]
    let rows = table.rows(labels.count, gap: 0)
    canvas.write(
      canvas.text("embedding table", "tabela de embeddings"),
      at: Point(table.center.x, table.y - 12), size: 15, look: .strong, anchor: .middle)
    for (index, row) in rows.enumerated() {
      let isChosen = index == 3
      let cells = row.inset(0, 3).columns(16, gap: 2)
      canvas.write(
        labels[index], at: Point(row.x - 10, row.center.y + 5), size: 14,
        look: isChosen ? .strongColored(.vector) : .soft, anchor: .end)
      guard labels[index] != "…" else {
        canvas.write("⋮", at: row.center.moved(0, 6), size: 16, look: .soft, anchor: .middle)
        continue
      }
      for cell in cells {
        canvas.drawing.rectangle(
          cell.x, cell.y, cell.width, cell.height, isChosen ? "fill4" : "fill1",
          opacity: isChosen ? 0.85 : 0.25, radius: 2)
      }
    }
    canvas.note(table)
    let y = rows[3].center.y
    let label = canvas.width(of: labels[3], size: 14, look: .strong)
    canvas.arrow(
      stages[2].right(), Point(table.x - 16 - label, y), role: .data, isLoose: true)
    canvas.write(
      canvas.text(
        "\(canvas.count(origin.vocabularySize)) rows × \(origin.width) elements, learned",
        "\(canvas.count(origin.vocabularySize)) linhas × \(origin.width) elementos, aprendidas"),
      at: Point(table.maxX, table.maxY + 22), size: 13, look: .colored(.learned), anchor: .end)

    // The row itself: each element is a bar, up or down.
    let strip = Frame(32, 326, 736, 110)
    canvas.panel(strip)
    canvas.write(
      canvas.text(
        "row \(word.id): the vector of “\(word.text.dropFirst())”, \(tokens.row.count) elements",
        "linha \(word.id): o vetor de “\(word.text.dropFirst())”, \(tokens.row.count) elementos"),
      at: Point(32, strip.y - 14), size: 15, look: .strongColored(.vector))
    let inner = strip.inset(14, 10)
    let greatest = tokens.row.map { abs($0) }.max() ?? 1
    for (place, value) in zip(inner.columns(tokens.row.count, gap: 1.5), tokens.row) {
      let height = abs(value) / greatest * inner.height / 2
      canvas.drawing.rectangle(
        place.x, value < 0 ? inner.center.y : inner.center.y - height, place.width, height, "fill4",
        opacity: 0.9)
    }
    canvas.drawing.line(inner.x, inner.center.y, inner.maxX, inner.center.y, "axis")
    canvas.arrow(
      Point(table.maxX + 2, y), Point(strip.maxX - 8, y), Point(strip.maxX - 8, strip.y),
      role: .vector, isLoose: true)
    let first = tokens.row.prefix(5).map {
      canvas.number($0, 2).replacing("-", with: "−")
    }.joined(separator: canvas.text(", ", "; "))
    canvas.write(
      "[\(first)\(canvas.text(", …", "; …"))]", at: Point(32, strip.maxY + 22), size: 13,
      look: .code)
    canvas.source()
  }
}
