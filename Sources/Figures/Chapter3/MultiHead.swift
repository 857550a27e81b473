import CourseKit

extension Figure {
  /// Four heads of one layer, each with its own columns and its own weights over the same tokens.
  static let multiHead = Figure(
    "03-multi-head",
    Text(
      "Several heads look at different positions at once",
      "Várias cabeças olham para posições diferentes ao mesmo tempo")
  ) { canvas in
    let layer = 2
    let map = canvas.run.attention[1]
    let heads = map.weights[layer - 1].map { $0[map.tokens.count - 1] }
    let size = canvas.run.origin.width / canvas.run.origin.heads
    let labels = map.tokens.map(Canvas.label(ofToken:))

    let (left, right) = (112.0, 552.0)
    let cell = (right - left) / Double(labels.count)
    let labelEnd = 142.0
    for (index, label) in labels.enumerated() {
      canvas.writeUpwards(
        label, at: Point(left + (Double(index) + 0.5) * cell + 4.5, labelEnd), look: .code)
    }
    let rows = Frame(left, labelEnd + 6, right - left, 272).rows(heads.count, gap: 14)
    let strips = zip(rows, heads).map { row, weights in
      canvas.grid(
        [weights.map { Cell(heat: $0.squareRoot()) }], at: Point(left, row.maxY - 30),
        cellWidth: cell,
        cellHeight: 30)
    }
    for (index, (strip, weights)) in zip(strips, heads).enumerated() {
      let top = weights.indices.max { weights[$0] < weights[$1] } ?? 0
      let value = canvas.number(weights[top], 3)
      let finding =
        weights[top] > 0.5
        ? canvas.text(
          "mostly on “\(labels[top])”, \(value)", "quase tudo em “\(labels[top])”, \(value)")
        : canvas.text(
          "spread; most on “\(labels[top])”, \(value)",
          "espalhada; mais em “\(labels[top])”, \(value)")
      let name = canvas.text("head \(index + 1)", "cabeça \(index + 1)")
      canvas.write(name, at: Point(left, strip.y - 9), size: 14, look: .strong)
      canvas.write(
        finding,
        at: Point(left + canvas.width(of: name, size: 14, look: .strong) + 12, strip.y - 9),
        size: 14)
    }

    // The input is split into heads, and their outputs are concatenated.
    let columns = Frame(32, strips[0].y, 54, strips[3].maxY - strips[0].y)
    let joined = Frame(576, columns.y, 54, columns.height)
    for strip in strips {
      let part = Frame(columns.x, strip.center.y - 22, columns.width, 44)
      canvas.box(part, "\(size)", role: AttentionLook.query, size: 14)
      canvas.arrow(part.right(), strip.left())
      let out = canvas.box(
        Frame(joined.x, part.y, joined.width, part.height), "\(size)", role: AttentionLook.value,
        size: 14)
      canvas.arrow(strip.right(), out.left())
    }
    canvas.paragraph(
      canvas.text(
        "\(canvas.run.origin.width) columns of q, k, v",
        "\(canvas.run.origin.width) colunas de q, k, v"), x: columns.x, top: labelEnd - 60,
      width: 76, size: 13)
    canvas.paragraph(
      canvas.text("side by side", "lado a lado"), x: joined.x, top: labelEnd - 42,
      width: 76, size: 13)
    let projection = canvas.box(
      Frame(656, strips[0].center.y - 22, 112, strips[3].center.y - strips[0].center.y + 44),
      canvas.text("projection", "projeção"),
      "[\(canvas.run.origin.width), \(canvas.run.origin.width)]", role: .learned, size: 14)
    for strip in strips {
      canvas.arrow(
        Point(joined.maxX, strip.center.y), Point(projection.x, strip.center.y))
    }
    canvas.source(
      of: canvas.text(
        "layer \(layer), last token; shade: √weight", "camada \(layer), último token; cor: √peso"))
  }
}
