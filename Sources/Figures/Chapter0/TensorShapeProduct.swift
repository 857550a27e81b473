import CourseKit

/// The numbers of chapter 0's worked example.
enum ProductExample {
  static let x: [[Int]] = [[1, 2, 0], [3, 1, 2]]
  static let weight: [[Int]] = [[2, 0], [1, -1], [0, 3]]
  /// x · W
  static let product: [[Int]] = [[4, -2], [7, 5]]
}

extension Figure {
  /// A tensor as a table and as a strip of memory, and the product of two tensors.
  static let tensorShapeProduct = Figure(
    "00-tensor-shape-product",
    Text(
      "A tensor is a strip of numbers with a shape", "Um tensor é uma fila de números com uma forma"
    )
  ) { canvas in
    let panels = [Frame(32, 60, 318, 340), Frame(366, 60, 402, 340)]
    func text(_ number: Int) -> String { "\(number)".replacing("-", with: "−") }
    func cells(
      _ rows: [[Int]], _ role: Role, marked: (Int, Int) -> Bool
    ) -> [[Cell]] {
      rows.enumerated().map { row, numbers in
        numbers.enumerated().map { column, number in
          marked(row, column)
            ? Cell(text(number), role: role, look: .strong) : Cell(text(number))
        }
      }
    }

    canvas.panel(panels[0], canvas.text("shape [2, 3]", "forma [2, 3]"), role: .data)
    let (width, height) = (46.0, 40.0)
    let table = canvas.grid(
      cells(ProductExample.x, .data) { $0 == 1 && $1 == 2 },
      at: Point(panels[0].x + 104, 126), cellWidth: width, cellHeight: height, size: 15,
      rowLabels: [canvas.text("row 0", "linha 0"), canvas.text("row 1", "linha 1")],
      columnLabels: ["0", "1", "2"])
    canvas.write(
      canvas.text("column", "coluna"), at: Point(table.x - 8, table.y - 8), size: 15, look: .soft,
      anchor: .end)
    let strip = canvas.grid(
      [
        ProductExample.x.joined().enumerated().map {
          $0 == 5 ? Cell(text($1), role: .data, look: .strong) : Cell(text($1))
        }
      ], at: Point(panels[0].center.x - 3 * width, 288), cellWidth: width, cellHeight: height,
      size: 15)
    for offset in 0..<6 {
      canvas.write(
        "\(offset)", at: Point(strip.x + (Double(offset) + 0.5) * width, strip.maxY + 18), size: 13,
        look: offset == 5 ? .strongColored(.data) : .soft, anchor: .middle)
    }
    canvas.write(
      canvas.text(
        "memory: row by row; below, the offset", "memória: linha por linha; abaixo, o offset"),
      at: Point(strip.x, strip.maxY + 42), size: 13, look: .soft)
    let from = Point(table.maxX, table.y + 1.5 * height)
    let to = Point(strip.maxX - width / 2, strip.y)
    canvas.arrow(from, Point(to.x, from.y), to, role: .data)
    canvas.write(
      "[1, 2]  →  1 · 3 + 2 = 5", at: Point(strip.x, 258), size: 14,
      look: .strongColored(.data))

    // The product, laid out so that a row of x and a column of W meet in their cell.
    let right = panels[1]
    canvas.panel(right, canvas.text("product x · W", "produto x · W"), role: .result)
    let x = Frame(right.x + 58, 250, 3 * width, 2 * height)
    let y = Frame(x.maxX + 40, x.y, 2 * width, 2 * height)
    let weight = Frame(y.x, y.y - 3 * height - 26, 2 * width, 3 * height)
    for (numbers, frame, role, marked) in [
      (ProductExample.x, x, Role.data, { (row: Int, _: Int) in row == 0 }),
      (ProductExample.weight, weight, .learned, { (_: Int, column: Int) in column == 0 }),
      (ProductExample.product, y, .result, { (row: Int, column: Int) in row == 0 && column == 0 }),
    ] {
      canvas.grid(
        cells(numbers, role, marked: marked), at: Point(frame.x, frame.y), cellWidth: width,
        cellHeight: height, size: 15)
    }
    canvas.arrow(x.right(0.25), y.left(0.25), role: .data)
    canvas.arrow(weight.bottom(0.25), y.top(0.25), role: .learned)
    canvas.write(
      "x", at: x.left().moved(-12, 6), size: 16, look: .strongColored(.data), anchor: .end)
    canvas.write(
      "W", at: weight.right().moved(12, 6), size: 16, look: .strongColored(.learned))
    canvas.write("y", at: y.right().moved(12, 6), size: 16, look: .strongColored(.result))
    canvas.write(
      "1·2 + 2·1 + 0·0 = 4", at: Point(y.maxX, y.maxY + 30), size: 15,
      look: .strongColored(.result), anchor: .end)

    // Shapes: which axes must agree, and which remain.
    let line = 136.0
    let pieces: [(String, Look)] = [
      ("[2,", .normal), ("3]", .strong), ("·", .normal), ("[3,", .strong), ("2]", .normal),
    ]
    let centers = [14.0, 38, 59, 82, 107].map { right.x + 24 + $0 }
    for ((piece, look), center) in zip(pieces, centers) {
      canvas.write(piece, at: Point(center, line), size: 16, look: look, anchor: .middle)
    }
    canvas.arrow(
      Point(centers[1], line + 8), Point(centers[1], line + 18), Point(centers[3], line + 18),
      Point(centers[3], line + 8), role: .quiet, isLoose: true, hasHead: false)
    canvas.write(
      canvas.text("must be equal", "têm de ser iguais"),
      at: Point(right.x + 24, line + 38), size: 13, look: .soft)
    canvas.write(
      canvas.text("what is left: [2, 2]", "o que sobra: [2, 2]"),
      at: Point(right.x + 24, line + 62),
      size: 13, look: .soft)
  }
}
