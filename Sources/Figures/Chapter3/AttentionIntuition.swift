import CourseKit

extension Figure {
  /// One head of the trained model over one passage with two questions.
  static let attentionIntuition = Figure(
    "03-attention-intuition",
    Text(
      "Same passage, same head: the question decides where it looks",
      "Mesma história, mesma cabeça: a pergunta decide onde olhar")
  ) { canvas in
    let (layer, head) = (3, 1)
    for (index, map) in canvas.run.attention.enumerated() {
      let weights = map.weights[layer - 1][head - 1][map.tokens.count - 1]
      let split = (map.tokens.firstIndex(of: "\n") ?? 0) + 1
      let panel = Frame(32, 60 + Double(index) * 192, 736, 176)
      canvas.panel(panel)
      let corner = Point(panel.x + 16, panel.y + 18)
      let passage = canvas.weightedTokens(map.tokens[..<split], weights[..<split], at: corner)
      let question = canvas.weightedTokens(
        map.tokens[split...], weights[split...], at: corner.moved(0, 104))
      let frames = passage + question
      let heaviest = weights.indices.max { weights[$0] < weights[$1] } ?? 0
      let (from, to) = (frames[frames.count - 1], frames[heaviest])
      canvas.drawing.rectangle(
        from.x, from.y, from.width, from.height, "stroke1 hollow", radius: 5)
      let middle = (passage[0].maxY + from.y) / 2
      canvas.arrow(
        from.top(), Point(from.center.x, middle), Point(to.center.x, middle), to.bottom(),
        role: .learned, isWide: true)
      canvas.write(
        canvas.number(weights[heaviest], 2),
        at: Point((from.center.x + to.center.x) / 2, middle - 8), size: 16,
        look: .strongColored(.learned), anchor: .middle)
      // The question word, and the token that the head found.
      let asked = Canvas.label(ofToken: map.tokens[split + 2])
      let found = Canvas.label(ofToken: map.tokens[heaviest])
      canvas.write(
        "\(asked)? \(found)", at: Point(panel.maxX - 16, passage[0].center.y + 6), size: 18,
        look: .strong, anchor: .end)
      if index == 0 {
        canvas.write(
          canvas.text("the last token reads", "o último token lê"),
          at: Point(from.maxX + 12, from.center.y + 5), look: .colored(.learned))
      }
    }
    canvas.write(
      canvas.text(
        "the stronger the colour, the greater the weight", "quanto mais forte a cor, maior o peso"),
      at: Point(32, canvas.bottom + 26), size: 13, look: .soft)
    canvas.source(
      of: canvas.text("layer \(layer), head \(head)", "camada \(layer), cabeça \(head)"))
  }
}
