import Charts
import CourseKit
import Foundations
import Narration
import Tensors

/// Chapter 0: a line that gradient descent lays through points.
struct LineShowpiece: Showpiece {
  let chapter = 0

  func show(_ n: Narrator, wish: String?) throws {
    var generator = n.generator()
    let x = uniform([30, 1], in: -1..<1, using: &generator)
    let noise = normal([30, 1], standardDeviation: 0.2, using: &generator)
    let y = 2 * x + Tensor(repeating: 1, shape: x.shape) + noise
    let start = Linear(weight: Tensor(zeros: [1, 1]), bias: Tensor(zeros: [1]))

    try n.step("A line learns", "Uma reta aprende")
    n.say(
      "Thirty points lie around y = 2x + 1. The line begins flat, at y = 0, and 60 steps of gradient "
        + "descent move it:",
      "Trinta pontos ficam em torno de y = 2x + 1. A reta começa deitada, em y = 0, e 60 passos de "
        + "gradiente descendente a movem:")
    var layer = start
    var lines: [(step: Int, layer: Linear)] = [(0, start)]
    var losses: [Double] = []
    for step in 1...60 {
      let next = fitLine(x, y, from: layer, learningRate: 0.2, steps: 1)
      losses += next.losses
      layer = next.layer
      if step == 3 || step == 60 { lines.append((step, layer)) }
    }
    n.emptyLine()
    for (step, layer) in lines {
      let loss = step < losses.count ? losses[step] : losses[losses.count - 1]
      let name = n.language.text("step ", "passo ") + (step < 10 ? " " : "") + "\(step)"
      n.block(
        "\(name)   y = \(n.number(layer.weight[0], 2))x + \(n.number(layer.bias[0], 2))   "
          + n.language.text("loss ", "perda ") + n.number(loss))
    }
    let points = zip(x.scalars, y.scalars).map { ChartPoint(Double($0), Double($1)) }
    var picture = PointsAndLines(
      title: n.language.text("A line learns", "Uma reta aprende"), points: points)
    for (step, layer) in lines {
      picture.lines.append(
        (
          n.language.text("step \(step)", "passo \(step)"), Double(layer.weight[0]),
          Double(layer.bias[0])
        ))
    }
    n.emptyLine()
    n.block(picture.text)
    n.emptyLine()
    try n.picture(picture, part: n.language.text("line", "reta"))
  }
}

/// Points with lines y = slope · x + height through them, over x from −1 to 1 and y from −2 to 4.
struct PointsAndLines: Chart {
  let title: String
  let points: [ChartPoint]
  var lines: [(name: String, slope: Double, height: Double)] = []

  init(title: String, points: [ChartPoint]) {
    self.title = title
    self.points = points
  }

  var svg: String {
    let (left, top, width, height) = (56.0, 60.0, 560.0, 360.0)
    var drawing = SVGDrawing(width: 720, height: 460)
    func across(_ x: Double) -> Double { left + (x + 1) / 2 * width }
    func down(_ y: Double) -> Double { top + (4 - y) / 6 * height }
    drawing.text(title, 20, 31, "title")
    for y in -2...4 {
      drawing.line(left, down(Double(y)), left + width, down(Double(y)), "grid")
      drawing.text("\(y)", left - 10, down(Double(y)) + 4, "soft", .end)
    }
    for x in -1...1 { drawing.text("\(x)", across(Double(x)), top + height + 20, "soft", .middle) }
    drawing.clipped(x: left, y: top, width: width, height: height) { drawing in
      for point in points where point.x.isFinite && point.y.isFinite {
        drawing.circle(across(point.x), down(point.y), radius: 4, "fill0")
      }
      for (index, line) in lines.enumerated() where line.slope.isFinite && line.height.isFinite {
        let look = index == lines.count - 1 ? "series stroke1" : "series stroke1 dashed"
        drawing.line(
          across(-1), down(line.height - line.slope), across(1), down(line.height + line.slope),
          look)
      }
    }
    for line in lines where line.slope.isFinite && line.height.isFinite {
      drawing.text(
        line.name, left + width + 6, down(line.height + line.slope) + 4, "soft")
    }
    return drawing.document(title: title)
  }

  /// The same with characters: a bullet for a point, the last line dotted.
  var text: String {
    let (columns, rows) = (61, 16)
    var cells = [[Character]](repeating: [Character](repeating: " ", count: columns), count: rows)
    func place(_ x: Double, _ y: Double, _ character: Character) {
      guard x.isFinite, y.isFinite, abs(x) <= 1, y >= -2, y <= 4 else { return }
      let column = Int(((x + 1) / 2 * Double(columns - 1)).rounded())
      let row = Int(((4 - y) / 6 * Double(rows - 1)).rounded())
      cells[row][column] = character
    }
    if let line = lines.last {
      for column in 0..<columns {
        let x = Double(column) / Double(columns - 1) * 2 - 1
        place(x, line.slope * x + line.height, "·")
      }
    }
    for point in points { place(point.x, point.y, "●") }
    return cells.map { "│" + String($0) }.joined(separator: "\n") + "\n└"
      + String(repeating: "─", count: columns)
  }
}
