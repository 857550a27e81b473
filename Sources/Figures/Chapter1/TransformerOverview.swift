import CourseKit

extension Figure {
  /// The two halves of the original transformer, what each can attend to, and the three model
  /// families.
  static let transformerOverview = Figure(
    "01-transformer-overview",
    Text(
      "The transformer had two halves; GPT keeps the second",
      "O transformer tinha duas metades; o GPT fica com a segunda")
  ) { canvas in
    let halves: [(frame: Frame, name: String, note: String, words: [String], role: Role)] = [
      (
        Frame(32, 60, 286, 246), "encoder",
        canvas.text("reads all of the text, both ways", "lê a entrada inteira, nos dois sentidos"),
        ["the", "cat", "slept"], .data
      ),
      (
        Frame(482, 60, 286, 246), "decoder",
        canvas.text("writes, and only looks back", "escreve e só olha para trás"),
        ["o", "gato", "dormiu"], .result
      ),
    ]
    var tops: [[Frame]] = []
    for half in halves {
      canvas.panel(half.frame, half.name, role: half.role)
      canvas.write(
        half.note, at: Point(half.frame.x + 12, half.frame.y + 42), size: 13)
      canvas.noteCaption(in: half.frame)
      let places = Frame(half.frame.x + 22, 0, half.frame.width - 44, 0).columns(3, gap: 18)
      let words = places.enumerated().map { index, place in
        canvas.box(
          Frame(place.x, half.frame.maxY - 46, place.width, 32), half.words[index], role: .data,
          size: 14, look: .code)
      }
      let vectors = places.map { place in
        canvas.box(
          Frame(place.x, half.frame.y + 66, place.width, 32), canvas.text("vector", "vetor"),
          role: .vector, size: 13, look: .normal)
      }
      for (query, vector) in vectors.enumerated() {
        for (key, word) in words.enumerated() where half.name == "encoder" || key <= query {
          canvas.arrow(
            word.top(0.5 + 0.18 * Double(query - key)),
            vector.bottom(0.5 - 0.18 * Double(query - key)), role: half.role)
        }
      }
      tops.append(vectors)
    }
    let (from, to) = (halves[0].frame, halves[1].frame)
    let y = tops[0][0].center.y
    canvas.arrow(Point(from.maxX, y), Point(to.x, y), role: .vector, isWide: true)
    canvas.write(
      canvas.text("cross-attention", "atenção cruzada"), at: Point(400, y - 12), size: 14,
      look: .strongColored(.vector), anchor: .middle)
    canvas.paragraph(
      canvas.text(
        "the decoder looks across at the source", "o decoder olha também para a entrada"),
      x: 332, top: y + 10, width: 136, size: 13, look: .soft, anchor: .middle)

    let families: [(name: String, model: String, job: String, letters: [String])] = [
      (
        canvas.text("encoder only", "só encoder"), "BERT",
        canvas.text("understand, classify", "compreender, classificar"), ["E"]
      ),
      (
        canvas.text("encoder–decoder", "encoder–decoder"), "T5",
        canvas.text("translate, summarize", "traduzir, resumir"), ["E", "D"]
      ),
      (
        canvas.text("decoder only", "só decoder"), "GPT", canvas.text("generate", "gerar"), ["D"]
      ),
    ]
    let columns = canvas.area(top: 336, height: 132).columns(3, gap: 20)
    for (index, (column, family)) in zip(columns, families).enumerated() {
      let isOurs = index == 2
      if isOurs {
        canvas.drawing.rectangle(
          column.x, column.y, column.width, column.height, "fill2 stroke2 box", radius: 10)
        canvas.note(column)
      } else {
        canvas.panel(column)
      }
      for (place, letter) in family.letters.enumerated() {
        let role: Role = letter == "E" ? .data : .result
        canvas.box(
          Frame(
            column.maxX - 48 - Double(family.letters.count - 1 - place) * 40, column.y + 14, 34, 34),
          letter, role: role, isFull: true)
      }
      let x = column.x + 16
      canvas.write(family.model, at: Point(x, column.y + 36), size: 19, look: .strong)
      canvas.write(family.name, at: Point(x, column.y + 64), size: 14, look: .strong)
      canvas.write(family.job, at: Point(x, column.y + 86), size: 14)
      canvas.noteCaption(in: column)
      if isOurs {
        canvas.write(
          canvas.text("this course", "este curso"), at: Point(x, column.y + 108), size: 14,
          look: .strongColored(.result))
      }
    }
  }
}
