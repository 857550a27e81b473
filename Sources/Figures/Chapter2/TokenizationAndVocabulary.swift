import Charts
import CourseKit

extension Figure {
  /// A sentence in tokens, and the three zones of the vocabulary that their ids come from.
  static let tokenizationAndVocabulary = Figure(
    "02-tokenization-and-vocabulary",
    Text(
      "Tokens are entries of a list; the space belongs to the word",
      "Tokens são itens de uma lista; o espaço é parte da palavra")
  ) { canvas in
    let (origin, sentence) = (canvas.run.origin, canvas.run.tokens.sentence)
    func zone(_ id: Int) -> Role { id < 256 ? .data : .learned }

    canvas.write(
      "“\(sentence.map(\.text).joined())”", at: Point(32, 78), size: 16, look: .code)
    let row = canvas.area(top: 98, height: 40)
    let widths = sentence.map { max(44, Double(tokenLabel($0.text).count) * 9.4 + 18) }
    let gap = (row.width - widths.reduce(0, +)) / Double(sentence.count - 1)
    var x = row.x
    for (token, width) in zip(sentence, widths) {
      let box = canvas.box(
        Frame(x, row.y, width, row.height), tokenLabel(token.text), role: zone(token.id), size: 15,
        look: .code)
      let id = canvas.box(
        Frame(x, row.maxY + 30, width, 32), "\(token.id)", role: zone(token.id), size: 14,
        isFull: true)
      canvas.arrow(box.bottom(), id.top())
      x += width + gap
    }

    let top = row.maxY + 112
    canvas.write(
      canvas.text(
        "The vocabulary: \(canvas.count(origin.vocabularySize)) tokens",
        "O vocabulário: \(canvas.count(origin.vocabularySize)) tokens"),
      at: Point(32, top - 14), size: 16, look: .strong)
    let last = origin.vocabularySize - 1
    let zones: [(ids: String, name: String, note: String, role: Role, rows: [(Int, String)])] = [
      (
        "0–255", canvas.text("bytes", "bytes"),
        canvas.text("any text can be written", "escrevem qualquer texto"), .data,
        [(46, "."), (97, "a"), (195, canvas.text("é, 1st byte", "é, 1º byte"))]
      ),
      (
        "256–\(canvas.count(last - 1))", canvas.text("merges", "merges"),
        canvas.text("what often stands together", "o que costuma vir junto"), .learned,
        sentence.filter { $0.id > 255 }.sorted { $0.id < $1.id }.suffix(4).map {
          ($0.id, tokenLabel($0.text))
        }
      ),
      (
        canvas.count(last), canvas.text("special", "especial"),
        canvas.text("the end of a document", "o fim de um documento"), .backward,
        [(last, "<|endoftext|>")]
      ),
    ]
    for (column, zone) in zip(canvas.area(top: top, height: 190).columns(3, gap: 16), zones) {
      canvas.panel(column, role: zone.role)
      canvas.write(
        zone.name, at: Point(column.x + 14, column.y + 26), size: 15,
        look: .strongColored(zone.role))
      canvas.write(
        zone.ids, at: Point(column.maxX - 14, column.y + 26), size: 14, look: .strong, anchor: .end)
      canvas.write(zone.note, at: Point(column.x + 14, column.y + 48), size: 13)
      canvas.noteCaption(in: column)
      for (index, entry) in zone.rows.enumerated() {
        let y = column.y + 84 + Double(index) * 29
        canvas.write(
          "\(entry.0)", at: Point(column.x + 62, y), size: 14, look: .soft, anchor: .end)
        canvas.write(entry.1, at: Point(column.x + 82, y), size: 14, look: .code)
        canvas.noteCaption(in: column)
        if index > 0 {
          canvas.drawing.line(column.x + 14, y - 19, column.maxX - 14, y - 19, "grid")
        }
      }
    }
    canvas.source()
  }
}
