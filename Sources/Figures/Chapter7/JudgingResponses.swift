import CourseKit

extension Figure {
  /// Exact match of each task before and after tuning, and a small example of ROUGE-L.
  static let judgingResponses = Figure(
    "07-judging-responses",
    Text(
      "New skills from 0 to 1; reading, a little better",
      "Habilidades novas, de 0 a 1; leitura, um pouco melhor")
  ) { canvas in
    let answers = canvas.run.answers
    let names = [
      "findWho": canvas.text("find who", "achar quem"),
      "findWhere": canvas.text("find where", "achar onde"),
      "findWhat": canvas.text("find what", "achar o quê"),
      "findWhen": canvas.text("find when", "achar quando"),
      "plural": "plural", "classify": canvas.text("classify", "classe"),
      "count": canvas.text("count", "contagem"), "opposite": canvas.text("opposite", "contrário"),
      "passive": canvas.text("passive", "passiva"),
    ]
    let tasks = answers.tasks.sorted { ($0.tuned, $0.base, $1.name) > ($1.tuned, $1.base, $0.name) }
    let left = Frame(32, 60, 462, 402)
    canvas.panel(left, canvas.text("exact match", "acerto exato"))
    let axis = Frame(left.x + 116, left.y + 76, 216, 300)
    for share in [0.0, 0.5, 1] {
      let x = axis.x + axis.width * share
      canvas.drawing.line(x, axis.y - 6, x, axis.maxY, "grid")
      canvas.write(
        share == 0.5 ? canvas.number(share, 1) : "\(Int(share))", at: Point(x, axis.y - 14),
        size: 13, look: .soft, anchor: .middle)
    }
    let all = (name: canvas.text("all", "todas"), base: answers.base, tuned: answers.tuned)
    let rows =
      tasks.map { (name: names[$0.name] ?? $0.name, base: $0.base, tuned: $0.tuned) } + [all]
    for (index, (place, row)) in zip(axis.rows(rows.count, gap: 0), rows).enumerated() {
      let y = place.center.y + (index == rows.count - 1 ? 12 : 0)
      let (base, tuned) = (axis.x + axis.width * row.base, axis.x + axis.width * row.tuned)
      let look: Look = index == rows.count - 1 ? .strong : .normal
      canvas.write(row.name, at: Point(axis.x - 14, y + 5), size: 14, look: look, anchor: .end)
      canvas.noteCaption(in: left)
      canvas.arrow(
        Point(base, y), Point(tuned, y), role: .result, isLoose: true, hasHead: false,
        isWide: true)
      canvas.drawing.circle(base, y, radius: 5, "fill5")
      canvas.drawing.circle(tuned, y, radius: 6, "fill2")
      canvas.write(
        "\(canvas.number(row.base, 3)) → \(canvas.number(row.tuned, 3))",
        at: Point(left.maxX - 12, y + 5), size: 13, look: look, anchor: .end)
      canvas.noteCaption(in: left)
    }
    var x = axis.x
    for (name, role) in [
      (canvas.text("base", "base"), Role.quiet), (canvas.text("tuned", "ajustado"), .result),
    ] {
      canvas.drawing.circle(x, left.y + 36, radius: 5, role.fill)
      canvas.write(name, at: Point(x + 11, left.y + 41), size: 13)
      x += 40 + canvas.width(of: name, size: 13)
    }

    // The longest common subsequence of two sentences.
    let right = Frame(514, 60, 254, 402)
    canvas.panel(right, canvas.text("ROUGE-L: words in order", "ROUGE-L: palavras em ordem"))
    let reference = canvas.text("Ana saw two dogs here yesterday", "Ana viu dois cães aqui ontem")
      .split(separator: " ").map(String.init)
    let answer = canvas.text("yesterday Ana saw dogs", "ontem Ana viu cães")
      .split(separator: " ").map(String.init)
    let columns = Frame(right.x + 14, right.y + 66, right.width - 28, 0).columns(2, gap: 46)
    let pairs = [(0, 1), (1, 2), (3, 3)]
    for (column, title) in zip(
      columns, [canvas.text("reference", "referência"), canvas.text("answer", "resposta")])
    {
      canvas.write(
        title, at: Point(column.center.x, right.y + 52), size: 13, look: .soft, anchor: .middle)
    }
    func word(_ text: String, _ column: Int, _ y: Double, isCommon: Bool) -> Frame {
      let frame = Frame(columns[column].x, y, columns[column].width, 28)
      canvas.box(
        frame, text, role: isCommon ? .result : .quiet, size: 13, look: isCommon ? .strong : .soft)
      return frame
    }
    let top = columns[0].y
    let given = reference.enumerated().map { index, text in
      word(text, 0, top + Double(index) * 35, isCommon: pairs.contains { $0.0 == index })
    }
    let said = answer.enumerated().map { index, text in
      word(text, 1, top + 35 + Double(index) * 35, isCommon: pairs.contains { $0.1 == index })
    }
    for (a, b) in pairs {
      canvas.arrow(given[a].right(), said[b].left(), role: .result, hasHead: false, isWide: true)
    }
    canvas.arrow(given[5].right(), said[0].left(), role: .backward, isBroken: true, hasHead: false)
    let texts: [(String, Look)] = [
      (canvas.text("3 in common, 1 out of order", "3 em comum, 1 fora de ordem"), .normal),
      ("P = 3/4, R = 3/6", .normal),
      ("F = \(canvas.number(0.6, 3))", .strongColored(.result)),
      (canvas.text("exact match: no", "acerto exato: não"), .strongColored(.backward)),
    ]
    for (index, (text, look)) in texts.enumerated() {
      canvas.write(
        text, at: Point(right.x + 14, top + 240 + Double(index) * 23), size: 14, look: look)
      canvas.noteCaption(in: right)
    }
    canvas.source(
      of: canvas.text("\(answers.count) held-out items", "\(answers.count) itens reservados"))
  }
}
