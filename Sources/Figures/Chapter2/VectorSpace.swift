import CourseKit

extension Figure {
  /// The embeddings of some words in two dimensions, and the nearest tokens of two of them.
  static let vectorSpace = Figure(
    "02-vector-space",
    Text(
      "Words that are used alike have vectors that point alike",
      "Palavras de uso parecido têm vetores de direção parecida")
  ) { canvas in
    let map = canvas.run.embeddings
    let frame = Frame(32, 92, 470, 410)
    let roles: [Role] = [.data, .learned, .result]
    let kinds = [
      canvas.text("people", "pessoas"), canvas.text("animals", "animais"),
      canvas.text("places", "lugares"),
    ]
    canvas.panel(frame)
    var x = frame.x
    for (kind, role) in zip(kinds, roles) {
      canvas.drawing.circle(x + 6, frame.y - 17, radius: 5, role.fill)
      canvas.write(kind, at: Point(x + 17, frame.y - 12), size: 14, look: .strongColored(role))
      x += 40 + canvas.width(of: kind, size: 14, look: .strong)
    }

    let inner = frame.inset(42, 24)
    let (xs, ys) = (map.words.map(\.x), map.words.map(\.y))
    func place(_ value: Double, _ all: [Double]) -> Double {
      let (low, high) = (all.min() ?? 0, all.max() ?? 1)
      return (value - low) / max(high - low, 1e-9)
    }
    let points = map.words.map { word in
      Point(
        inner.x + place(word.x, xs) * inner.width, inner.maxY - place(word.y, ys) * inner.height)
    }
    // Put each label where there is room: to the right, to the left, above or below its dot.
    var taken = points.map { Frame(center: $0, width: 11, height: 11) }
    for (word, point) in zip(map.words, points) {
      canvas.drawing.circle(point.x, point.y, radius: 4.5, roles[word.category].fill)
      let width = canvas.width(of: word.text, size: 13)
      let spots = [
        Point(point.x + 8, point.y + 4.5), Point(point.x - 8 - width, point.y + 4.5),
        Point(point.x - width / 2, point.y - 9), Point(point.x - width / 2, point.y + 18),
      ]
      for spot in spots {
        let label = Frame(spot.x, spot.y - 11, width, 14)
        guard frame.inset(4, 4).contains(label), !taken.contains(where: label.overlaps) else {
          continue
        }
        canvas.write(word.text, at: spot, size: 13)
        taken.append(label)
        break
      }
    }
    let share = canvas.number(map.explained.prefix(2).reduce(0, +) * 100, 0)
    canvas.write(
      canvas.text(
        "two directions out of 128: \(share)% of the variance",
        "duas direções de 128: \(share)% da variância"),
      at: Point(frame.x, frame.maxY + 20), size: 13, look: .soft)

    let right = Frame(526, frame.y, 242, frame.height)
    canvas.write(
      canvas.text("nearest, by cosine", "mais próximos, por cosseno"),
      at: Point(right.x, right.y - 12), size: 15, look: .strong)
    for (index, list) in canvas.run.tokens.neighbours.enumerated() {
      let top = right.y + 8 + Double(index) * 130
      canvas.write(
        list.token.text.dropFirst().description, at: Point(right.x, top + 14), size: 15,
        look: .strongColored(index == 0 ? .result : .learned))
      canvas.bars(
        list.nearest.map {
          .init(
            label: $0.text.trimmingPrefix(" ").description, value: $0.cosine,
            text: canvas.number($0.cosine, 2), role: index == 0 ? .result : .learned)
        }, in: Frame(right.x, top + 22, right.width, 96), labelWidth: 74, greatest: 1)
    }

    // The similarity measure itself, with two pairs of small vectors.
    let inset = Frame(right.x, right.y + 268, right.width, right.height - 268)
    canvas.panel(inset, canvas.text("cosine of an angle", "cosseno de um ângulo"))
    let origin = Point(inset.x + 68, inset.maxY - 26)
    let unit = 13.0
    for (vector, role) in [((3.0, 4.0), Role.vector), ((4, 3), .result), ((-4, 3), .backward)] {
      canvas.arrow(
        origin, origin.moved(vector.0 * unit, -vector.1 * unit), role: role, isLoose: true,
        isWide: false)
    }
    let lines: [(String, Role)] = [
      ("(3, 4) · (4, 3)", .result), ("24 / 25 = \(canvas.number(0.96, 2))", .result),
      ("(3, 4) · (−4, 3)", .backward), ("0 / 25 = 0", .backward),
    ]
    for (index, line) in lines.enumerated() {
      canvas.write(
        line.0, at: Point(inset.maxX - 10, inset.y + 52 + Double(index) * 21 + (index > 1 ? 6 : 0)),
        size: 13, look: index % 2 == 0 ? .normal : .strongColored(line.1), anchor: .end)
      canvas.noteCaption(in: inset)
    }
    canvas.source()
  }
}
