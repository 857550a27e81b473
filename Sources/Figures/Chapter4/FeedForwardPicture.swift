import CourseKit
import Foundation

extension Figure {
  /// The feed-forward network for one token, and the curve that makes it more than a single matrix.
  static let feedForward = Figure(
    "04-03-feedforward",
    Text(
      "Feed-forward: widen, bend, narrow, each token alone",
      "Feed-forward: alargar, curvar, estreitar, cada token sozinho")
  ) { canvas in
    let tokens = ["Anna", "found", "a", "kite"]
    let words = canvas.language == .english ? tokens : ["Ana", "achou", "uma", "pipa"]
    let rows = Frame(32, 96, 380, 252).rows(4, gap: 12)
    for (index, row) in rows.enumerated() {
      let token = canvas.tokens([words[index]], at: Point(row.x, row.y + 10), width: 62)[0]
      let narrow = canvas.box(Frame(120, row.y + 6, 52, 40), "128", role: .vector, size: 14)
      let wide = canvas.box(Frame(218, row.y - 2, 92, 56), "512", "GELU", role: .vector, size: 14)
      let end = canvas.box(Frame(360, row.y + 6, 52, 40), "128", role: .vector, size: 14)
      canvas.arrow(token.right(), narrow.left())
      canvas.arrow(narrow.right(), wide.left(), role: .learned)
      canvas.arrow(wide.right(), end.left(), role: .learned)
    }
    for (name, x) in [
      (canvas.text("widen × 4", "alarga × 4"), 195.0),
      (canvas.text("narrow ÷ 4", "estreita ÷ 4"), 335),
    ] {
      canvas.write(
        name, at: Point(x, 80), size: 13, look: .strongColored(.learned), anchor: .middle)
    }
    canvas.paragraph(
      canvas.text(
        "The same weights at every position, and nothing passes from one token to another.",
        "Os mesmos pesos em todas as posições, e nada passa de um token para outro."),
      x: 32, top: 366, width: 380, look: .soft)

    func gelu(_ x: Double) -> Double { 0.5 * x * (1 + erf(x / 2.0.squareRoot())) }
    func slope(_ x: Double) -> Double {
      0.5 * (1 + erf(x / 2.0.squareRoot())) + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
    }
    let places = stride(from: -4.0, through: 4, by: 0.1).map { $0 }
    let frame = Frame(490, 112, 278, 220)
    let at = canvas.plot(
      [
        .init(points: places.map { ($0, gelu($0)) }, role: .result, name: "GELU"),
        .init(
          points: places.map { ($0, slope($0)) }, role: .backward,
          name: canvas.text("its slope", "inclinação"), isBroken: true),
      ], in: frame, xLabel: "", yLabel: "", x: -4...4, y: -1...4)
    for (x, y, dx, dy) in [(-1.0, gelu(-1), -34.0, 30.0), (1, gelu(1), 34, 4), (2, gelu(2), 36, 8)]
    {
      let place = Point(at.x(x), at.y(y))
      canvas.drawing.circle(place.x, place.y, radius: 4, "fill2")
      canvas.write(
        canvas.signed(y, 3), at: place.moved(dx, dy), size: 13, look: .colored(.result),
        anchor: .middle)
    }
    canvas.paragraph(
      canvas.text(
        "Without the bend two matrices in a row would be one. Below zero a little gets through.",
        "Sem a curva, duas matrizes seguidas seriam uma só. Abaixo de zero passa um pouco."),
      x: 470, top: 366, width: 298, look: .soft)
  }
}
