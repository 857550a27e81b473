import CourseKit

extension Figure {
  /// From x to the context with all shapes, which parts are learned, and the path of the gradient.
  static let trainableSelfAttention = Figure(
    "03-trainable-self-attention",
    Text(
      "Only the matrices learn; the rest carries the gradient to them",
      "Só as matrizes aprendem; o resto leva o gradiente até elas")
  ) { canvas in
    let learned = Frame(84, 60, 112, 236)
    let fixed = Frame(208, 60, 560, 236)
    canvas.panel(learned, canvas.text("learned", "aprendidas"), role: .learned)
    canvas.panel(fixed, canvas.text("nothing to learn", "nada a aprender"))

    let rows = [98.0, 156, 224]
    let height = 42.0
    let all = rows[2] + height - rows[0]
    let x = canvas.box(Frame(32, rows[0], 36, all), "x", role: .quiet)
    let roles = [AttentionLook.query, AttentionLook.key, AttentionLook.value]
    let matrices = zip(rows, ["Q", "K", "V"]).map { y, letter in
      canvas.box(Frame(112, y, 56, height), "W \(letter)", role: .learned)
    }
    let vectors = zip(zip(rows, ["q", "k", "v"]), roles).map { row, role in
      canvas.box(Frame(220, row.0, 38, height), row.1, role: role)
    }
    let upper = rows[1] + height - rows[0]
    let scoresMiddle = rows[0] + upper / 2
    let products = canvas.box(Frame(282, rows[0], 70, upper), "q\u{A0}·\u{A0}kᵀ")
    func station(_ x: Double, _ width: Double, _ name: String) -> Frame {
      canvas.box(Frame(x, scoresMiddle - height / 2, width, height), name, size: 14)
    }
    let scale = station(374, 52, "÷\u{A0}√d")
    let mask = station(446, 80, canvas.text("mask", "máscara"))
    let softmax = station(546, 78, "softmax")
    let average = canvas.box(Frame(644, rows[0], 60, all), "w\u{A0}·\u{A0}v")
    let context = canvas.box(
      Frame(722, rows[0], 36, all), "c", role: AttentionLook.value)

    for (row, y) in rows.enumerated() {
      let middle = y + height / 2
      canvas.arrow(Point(x.maxX, middle), matrices[row].left())
      canvas.arrow(matrices[row].right(), vectors[row].left())
      canvas.arrow(
        vectors[row].right(), Point(row == 2 ? average.x : products.x, middle),
        role: roles[row])
    }
    for (from, to) in [(products, scale), (scale, mask), (mask, softmax), (softmax, average)] {
      canvas.arrow(
        Point(from.maxX, scoresMiddle), Point(to.x, scoresMiddle))
    }
    canvas.arrow(average.right(), context.left(), role: AttentionLook.value)

    let shapes: [(Frame, String)] = [
      (x, "[T, C]"), (matrices[0], "[C, d]"), (vectors[0], "[T, d]"),
      (Frame(around: [products, softmax]), "[T, T]"), (context, "[T, d]"),
    ]
    for (frame, shape) in shapes {
      canvas.write(
        shape, at: Point(frame.center.x, fixed.maxY + 22), size: 13, look: .soft,
        anchor: .middle)
    }

    let (back, backHeight) = (352.0, 38.0)
    func gradient(under frame: Frame, _ width: Double, _ name: String) -> Frame {
      canvas.box(
        Frame(frame.center.x - width / 2, back, width, backHeight), name, role: .backward, size: 14)
    }
    let stations = [
      gradient(under: context.moved(-2, 0), 44, "∂c"),
      gradient(under: softmax.moved(30, 0), 88, "∂w, ∂v"),
      gradient(under: mask.moved(-40, 0), 44, "∂s"),
      gradient(under: products.moved(-44, 0), 116, "∂q, ∂k, ∂v"),
      gradient(under: matrices[0], 56, "∂W"),
    ]
    for (from, to) in zip(stations, stations.dropFirst()) {
      canvas.arrow(from.left(), to.right(), role: .backward, isBroken: true)
    }
    canvas.write(
      canvas.text(
        "the backward pass: what to ask, what to advertise, what to say",
        "o backward pass: o que perguntar, o que anunciar, o que dizer"),
      at: Point(108, back + backHeight + 26), size: 14, look: .colored(.backward))
    canvas.write(
      canvas.text(
        "T tokens · C the width of x · d the columns of a head",
        "T tokens · C a largura de x · d as colunas de uma cabeça"),
      at: Point(108, back + backHeight + 50), size: 13, look: .soft)
  }
}
