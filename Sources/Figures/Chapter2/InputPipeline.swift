import CourseKit

/// Chapter 2's worked example of token and position embeddings.
enum InputExample {
  static let ids = [[2, 0], [0, 2]]
  static let tokens: [[Double]] = [[1, 0], [0.5, -1], [0, 2], [-1, 1]]
  static let positions: [[Double]] = [[0.1, 0], [0, 0.1]]
  /// token + position
  static let sums: [[[Double]]] = [[[0.1, 2], [1, 0.1]], [[1.1, 0], [0, 2.1]]]
}

extension Figure {
  /// Ids, their embeddings, the embeddings of their positions, and the sums.
  static let inputPipeline = Figure(
    "02-gpt-input-pipeline",
    Text(
      "Token plus position: the same token, another vector",
      "Token mais posição: o mesmo token, outro vetor")
  ) { canvas in
    func number(_ value: Double) -> String {
      (value == value.rounded() ? canvas.number(value, 0) : canvas.number(value, 1))
        .replacing("-", with: "−")
    }
    func vector(_ values: [Double]) -> String {
      "(\(values.map(number).joined(separator: canvas.text(", ", "; "))))"
    }
    let (height, wide) = (44.0, 94.0)
    let y = 306.0
    let positionNames = [
      canvas.text("position 0", "posição 0"), canvas.text("position 1", "posição 1"),
    ]

    let ids = canvas.grid(
      InputExample.ids.map { row in
        row.map { Cell("\($0)", role: .data, look: $0 == 2 ? .strong : .normal) }
      }, at: Point(32, y), cellWidth: 76, cellHeight: height, size: 16)
    let rows = canvas.grid(
      InputExample.ids.map { row in
        row.map {
          Cell(vector(InputExample.tokens[$0]), role: .vector, look: $0 == 2 ? .strong : .normal)
        }
      }, at: Point(262, y), cellWidth: wide, cellHeight: height, size: 14)
    let sums = canvas.grid(
      zip(InputExample.sums, InputExample.ids).map { row, ids in
        zip(row, ids).map {
          Cell(vector($0), role: $1 == 2 ? .result : .vector, look: $1 == 2 ? .strong : .normal)
        }
      }, at: Point(768 - 2 * wide, y), cellWidth: wide, cellHeight: height, size: 14)
    for grid in [ids, rows, sums] {
      for index in 0..<2 {
        canvas.write(
          positionNames[index],
          at: Point(grid.x + (Double(index) + 0.5) * grid.width / 2, grid.y - 10), size: 13,
          look: .soft, anchor: .middle)
      }
    }
    let names = [
      canvas.text("ids", "ids"), canvas.text("their rows", "as linhas deles"),
      canvas.text("what goes in", "o que entra"),
    ]
    for ((grid, name), shape) in zip(
      zip([ids, rows, sums], names), ["[2, 2]", "[2, 2, 2]", "[2, 2, 2]"])
    {
      canvas.write(
        name, at: Point(grid.center.x, grid.maxY + 24), size: 15, look: .strong, anchor: .middle)
      canvas.write(
        shape, at: Point(grid.center.x, grid.maxY + 45), size: 14, look: .code, anchor: .middle)
    }

    // The two tables above the pipeline: one is looked up, the other added.
    let plus = canvas.node(Point((rows.maxX + sums.x) / 2, rows.center.y), "+", role: .vector)
    let table = canvas.grid(
      InputExample.tokens.enumerated().map { id, row in
        [Cell(vector(row), role: .learned, look: id == 2 ? .strong : .normal)]
      }, at: Point(ids.maxX + 20, 102), cellWidth: 104, cellHeight: 34, size: 14,
      rowLabels: ["0", "1", "2", "3"])
    let positions = canvas.grid(
      InputExample.positions.map { [Cell(vector($0), role: .learned)] },
      at: Point(plus.center.x - 52, 170), cellWidth: 104, cellHeight: 34, size: 14,
      rowLabels: ["0", "1"])
    canvas.write(
      canvas.text("token table", "tabela de tokens"), at: Point(table.center.x, table.y - 14),
      size: 15, look: .strongColored(.learned), anchor: .middle)
    canvas.write(
      canvas.text("position table", "tabela de posições"),
      at: Point(positions.center.x, positions.y - 14), size: 15, look: .strongColored(.learned),
      anchor: .middle)
    canvas.arrow(ids.right(), rows.left(), role: .data)
    canvas.arrow(
      table.bottom(0.22), Point(table.bottom(0.22).x, ids.center.y), role: .learned, isLoose: true)
    canvas.arrow(rows.right(), plus.left(), role: .vector)
    canvas.arrow(positions.bottom(), plus.top(), role: .learned)
    canvas.arrow(plus.right(), sums.left(), role: .vector)
    canvas.write(
      canvas.text(
        "token 2: \(vector([0.1, 2])) at position 0, \(vector([0, 2.1])) at position 1",
        "token 2: \(vector([0.1, 2])) na posição 0, \(vector([0, 2.1])) na posição 1"),
      at: Point(400, y + 176), size: 15, look: .strongColored(.result), anchor: .middle)
  }
}
