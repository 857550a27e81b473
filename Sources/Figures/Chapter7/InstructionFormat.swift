import CourseKit

extension Figure {
  /// One example in two templates, and where the response begins.
  static let instructionFormat = Figure(
    "07-instruction-format",
    Text("A template makes one text of three parts", "Um template faz de três partes um texto só")
  ) { canvas in
    let (instruction, input, response) = (
      canvas.text("Who found the kite?", "Quem achou a pipa?"),
      canvas.text("Ana found a kite in the park.", "Ana achou uma pipa no parque."), "Ana."
    )
    let example = Frame(32, 60, 180, 286)
    canvas.panel(example, canvas.text("one example", "um exemplo"))
    let cards = Frame(example.x + 14, example.y + 38, example.width - 28, 234).rows(3, gap: 14)
    for (card, content) in zip(
      cards,
      [
        (canvas.text("instruction", "instrução"), instruction, Role.data),
        (canvas.text("input", "entrada"), input, .data),
        (canvas.text("response", "resposta"), response, .result),
      ])
    {
      canvas.box(card, content.0, content.1, role: content.2)
    }

    /// A part of a line: the template's own text, or text from a card.
    enum Piece { case word(String), card(String), response(String), end }
    let end = "<|endoftext|>"
    let templates: [(name: String, lines: [[Piece]])] = [
      (
        canvas.text("passage: as in pretraining", "passage: como no pré-treinamento"),
        [
          [.card(input)],
          [
            .word(canvas.text("Question: ", "Pergunta: ")), .card(instruction),
            .word(canvas.text(" Answer:", " Resposta:")), .response("␣\(response)"), .end,
          ],
        ]
      ),
      (
        canvas.text("sections: a title for each part", "sections: um título para cada parte"),
        [
          [.word(canvas.text("Instruction: ", "Instrução: ")), .card(instruction)],
          [.word(canvas.text("Input: ", "Entrada: ")), .card(input)],
          [.word(canvas.text("Response:", "Resposta:")), .response("␣\(response)"), .end],
        ]
      ),
    ]
    var top = example.y
    let (step, size, indent) = (32.0, 13, 12.0)
    for (name, lines) in templates {
      let height = 44 + Double(lines.count) * step + 10
      let panel = Frame(248, top, Canvas.width - Canvas.margin - 248, height)
      canvas.panel(panel, name)
      canvas.arrow(Point(example.maxX, panel.center.y), panel.left())
      for (row, line) in lines.enumerated() {
        var x = panel.x + indent
        let y = panel.y + 38 + Double(row) * step
        // The parts are adjacent, so each is given the width of a wide font.
        func wide(_ text: String) -> Double { Double(text.count * size) * 0.605 }
        // One pale area covers the prompt's part of the line; the response follows it.
        let prompt = line.compactMap { piece -> String? in
          switch piece {
          case .word(let text), .card(let text): text
          default: nil
          }
        }
        let area = Frame(x, y, wide(prompt.joined()) + 10, 26)
        canvas.drawing.rectangle(
          area.x, area.y, area.width, area.height, "fill0 box", radius: 4)
        x += 5
        for piece in line {
          switch piece {
          case .word(let text), .card(let text):
            // SVG does not draw a leading space.
            let words = text.trimmingPrefix(" ").description
            let isCard = if case .card = piece { true } else { false }
            canvas.write(
              words, at: Point(x + wide(text) - wide(words), y + 17.5), size: size, look: .code,
              classes: isCard ? "token fill0" : nil)
            x += wide(text)
          case .response(let text):
            x += 9
            let frame = canvas.tokens(
              [text], at: Point(x, y), role: .result, height: 26, width: wide(text) + 10,
              size: size)[0]
            x = frame.maxX + 4
          case .end:
            let frame = Frame(x, y, wide(end) + 12, 26)
            canvas.drawing.rectangle(
              frame.x, frame.y, frame.width, frame.height, "fill2 full", radius: 4)
            canvas.write(
              end, at: Point(frame.center.x, y + 17.5), size: size, look: .code, anchor: .middle,
              classes: "token paper")
            canvas.noteCaption(in: frame)
            canvas.note(frame)
          }
        }
        if row < lines.count - 1 {
          canvas.write("↵", at: Point(area.maxX + 6, y + 18), size: 14, look: .soft)
        }
      }
      top = panel.maxY + 18
    }
    // The colour legend.
    let notes = [
      (Role.data, canvas.text("prompt: read", "prompt: lido")),
      (
        .result,
        canvas.text("response and end of text: learned", "resposta e fim de texto: aprendidos")
      ),
    ]
    var x = Canvas.margin
    for (role, text) in notes {
      canvas.drawing.rectangle(x, top + 4, 20, 16, "\(role.fill) \(role.stroke) box", radius: 4)
      canvas.write(text, at: Point(x + 28, top + 17), size: 14)
      x += 56 + canvas.width(of: text, size: 14)
    }
    canvas.paragraph(
      canvas.text(
        "The prompt ends in a colon, without a space: the response’s first token brings its own.",
        "O prompt termina em dois-pontos, sem espaço: o primeiro token da resposta traz o seu."),
      x: Canvas.margin, top: top + 32, width: 736)
  }
}
