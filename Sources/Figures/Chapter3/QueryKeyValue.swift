import CourseKit

extension Figure {
  /// One vector, three trainable matrices, three roles; and one query compared with all keys.
  static let queryKeyValue = Figure(
    "03-query-key-value",
    Text(
      "A query searches the keys and reads the values",
      "A consulta procura nas chaves e lê os valores")
  ) { canvas in
    let words = AttentionExample.words(canvas)
    let x = canvas.box(
      Frame(32, 172, 110, 76), "x", canvas.text("vector of “slept”", "vetor de “dormiu”"),
      role: .quiet)
    let roles = [
      (
        "W", "Q", canvas.text("query", "consulta"),
        canvas.text("what am I looking for?", "o que procuro?")
      ),
      (
        "W", "K", canvas.text("key", "chave"),
        canvas.text("what do I have to offer?", "o que tenho a oferecer?")
      ),
      (
        "W", "V", canvas.text("value", "valor"),
        canvas.text("what do I hand over?", "o que entrego?")
      ),
    ]
    let looks = [AttentionLook.query, AttentionLook.key, AttentionLook.value]
    let rows = Frame(214, 88, 74, 244).rows(3, gap: 40)
    let ends = Frame(340, 88, 156, 244).rows(3, gap: 40)
    for (index, role) in roles.enumerated() {
      let matrix = canvas.box(rows[index], "\(role.0) \(role.1)", role: .learned)
      let end = canvas.box(ends[index].inset(0, -7), role.2, role.3, role: looks[index])
      let middle = (x.maxX + matrix.x) / 2
      if index == 1 {
        canvas.arrow(x.right(), matrix.left())
      } else {
        canvas.arrow(
          x.right(), Point(middle, x.right().y), Point(middle, matrix.left().y), matrix.left())
      }
      canvas.arrow(matrix.right(), end.left())
    }
    canvas.write(
      canvas.text("trainable", "treináveis"), at: Point(rows[0].center.x, 76), size: 13,
      look: .strongColored(.learned), anchor: .middle)

    canvas.panel(
      Frame(530, 64, 238, 292),
      canvas.text("one query, three keys", "uma consulta, três chaves"))
    canvas.grid(
      [AttentionExample.query[2].map { Cell(canvas.number($0, 0), role: .data) }],
      at: Point(606, 100), cellWidth: 25, cellHeight: 30,
      rowLabels: [canvas.text("query", "consulta")])
    canvas.grid(
      AttentionExample.key.map { row in
        row.map { Cell(canvas.number($0, 0), role: AttentionLook.key) }
      },
      at: Point(606, 172), cellWidth: 25, cellHeight: 40, rowLabels: words)
    canvas.write("·", at: Point(656, 158), size: 22, look: .strong, anchor: .middle)
    canvas.grid(
      [[0], [4], [2]].map { $0.map { Cell("\($0)", role: .quiet, look: .strong) } },
      at: Point(728, 172), cellWidth: 28, cellHeight: 40)
    canvas.write("=", at: Point(717, 237), size: 16, anchor: .middle)
    canvas.paragraph(
      canvas.text(
        "“cat” answers the question best: 4", "“gato” responde melhor à pergunta: 4"),
      x: 542, top: 308, width: 216, size: 13)
  }
}
