import CourseKit

extension Figure {
  /// One token's vector through a block, and the gradient in the backward pass.
  static let transformerFlow = Figure(
    "04-02-transformer-flow", Text("The block, forward and backward", "O bloco, forward e backward")
  ) { canvas in
    let y = 150.0
    let names: [(String, Role)] = [
      ("norm₁", .learned), (canvas.text("attention", "atenção"), .learned), ("norm₂", .learned),
      ("feed-forward", .learned),
    ]
    func station(_ x: Double, _ width: Double, _ name: String, _ role: Role) -> Frame {
      canvas.box(Frame(x, y - 22, width, 44), name, role: role, size: 14)
    }
    canvas.write(
      canvas.text("forward", "forward"), at: Point(32, 78), size: 15, look: .strongColored(.vector))
    let x = station(32, 44, "x", .vector)
    let norm1 = station(112, 76, names[0].0, .learned)
    let attention = station(212, 96, names[1].0, .learned)
    let sum1 = canvas.node(Point(350, y), "+")
    let m = station(388, 44, "m", .vector)
    let norm2 = station(460, 76, names[2].0, .learned)
    let feed = station(560, 112, names[3].0, .learned)
    let sum2 = canvas.node(Point(704, y), "+")
    let out = station(734, 40, "y", .vector)
    for (from, to) in [
      (x, norm1), (norm1, attention), (attention, sum1), (sum1, m), (m, norm2), (norm2, feed),
      (feed, sum2),
      (sum2, out),
    ] {
      canvas.arrow(from.right(), to.left())
    }
    for (from, sum) in [(x, sum1), (m, sum2)] {
      canvas.arrow(
        from.top(), Point(from.center.x, y - 56), Point(sum.center.x, y - 56), sum.top(),
        role: .vector, isWide: true)
    }
    canvas.write(
      "m = x + attention(norm₁(x))".replacing(
        "attention", with: canvas.text("attention", "atenção")),
      at: Point(112, y + 48), size: 14, look: .code)
    canvas.write("y = m + feedForward(norm₂(m))", at: Point(460, y + 48), size: 14, look: .code)
    canvas.write(
      canvas.text(
        "[batch, length, 128] at every arrow; only inside the feed-forward it is 512",
        "[lote, comprimento, 128] em cada seta; só dentro da feed-forward são 512"),
      at: Point(112, y + 74), size: 13, look: .soft)

    let back = 352.0
    func gradient(_ x: Double, _ width: Double, _ name: String) -> Frame {
      canvas.box(Frame(x, back - 22, width, 44), name, role: .backward, size: 14)
    }
    canvas.write(
      canvas.text("backward", "backward"), at: Point(32, 280), size: 15,
      look: .strongColored(.backward))
    let dx = gradient(32, 44, "∂x")
    let join1 = canvas.node(Point(102, back), "+", role: .backward)
    let back1 = gradient(134, 64, "norm₁")
    let backAttention = gradient(222, 96, names[1].0)
    let dm = gradient(378, 52, "∂m")
    let join2 = canvas.node(Point(458, back), "+", role: .backward)
    let back2 = gradient(490, 64, "norm₂")
    let backFeed = gradient(576, 112, "feed-forward")
    let dy = gradient(734, 40, "∂y")
    for (from, to) in [
      (dy, backFeed), (backFeed, back2), (back2, join2), (join2, dm), (dm, backAttention),
      (backAttention, back1),
      (back1, join1), (join1, dx),
    ] {
      canvas.arrow(from.left(), to.right(), role: .backward)
    }
    for (from, join) in [(dy, join2), (dm, join1)] {
      canvas.arrow(
        from.top(), Point(from.center.x, back - 56), Point(join.center.x, back - 56), join.top(),
        role: .backward,
        isWide: true)
    }
    canvas.paragraph(
      canvas.text(
        "Where forward adds, backward copies; where forward splits, backward adds.",
        "Onde o forward soma, o backward copia; onde o forward se divide, o backward soma."
      ),
      x: 112, top: back + 34, width: 656)
  }
}
