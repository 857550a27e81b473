import CourseKit

extension Figure {
  /// The confusion matrix of the run, read down a column and along a row.
  static let metrics = Figure(
    "06-metrics",
    Text(
      "Precision reads the column, recall the row", "A precisão lê a coluna, o recall lê a linha")
  ) { canvas in
    let results = canvas.run.classification
    let counts = results.matrix
    let (right, missed, wrong) = (counts[1][1], counts[1][0], counts[0][1])
    let all = counts.joined().reduce(0, +)
    let (precision, recall) = (
      Double(right) / Double(right + wrong), Double(right) / Double(right + missed)
    )
    let f1 = 2 * Double(right) / Double(2 * right + wrong + missed)
    let accuracy = Double(counts[0][0] + right) / Double(all)

    let (cellWidth, cellHeight, gap) = (120.0, 86.0, 20.0)
    let corner = Point(144, 124)
    let matrix = Frame(corner.x, corner.y, 2 * cellWidth + gap, 2 * cellHeight + gap)
    let places = matrix.rows(2, gap: gap).map { $0.columns(2, gap: gap) }
    for (row, numbers) in counts.enumerated() {
      for (column, number) in numbers.enumerated() {
        canvas.box(
          places[row][column], "\(number)", row == column ? "" : canvas.text("wrong", "errado"),
          role: row == column ? .result : .backward, size: 22)
      }
    }
    for (index, label) in results.labels.enumerated() {
      canvas.write(
        label, at: Point(places[0][index].center.x, corner.y - 18), size: 15,
        look: .strong, anchor: .middle)
      canvas.write(
        label, at: Point(corner.x - 20, places[index][0].center.y + 5),
        size: 15, look: .strong, anchor: .end)
    }
    canvas.write(
      canvas.text("predicted", "prevista"), at: Point(matrix.center.x, corner.y - 44), size: 14,
      look: .soft, anchor: .middle)
    canvas.write(
      canvas.text("true", "verdadeira"), at: Point(corner.x - 20, corner.y - 18), size: 14,
      look: .soft, anchor: .end)

    let column = Frame(around: [places[0][1], places[1][1]]).inset(-7, -7)
    let row = Frame(around: places[1]).inset(-12, -12)
    for (frame, role) in [(column, Role.data), (row, .vector)] {
      canvas.drawing.rectangle(
        frame.x, frame.y, frame.width, frame.height, "\(role.stroke) hollow wide", radius: 9)
      canvas.note(frame)
    }

    let side = Frame(472, 0, Canvas.width - Canvas.margin - 472, 0)
    func beside(_ center: Double, _ height: Double) -> Frame {
      Frame(side.x, center - height / 2, side.width, height)
    }
    canvas.box(
      beside(places[0][0].center.y - 6, 78),
      canvas.text("accuracy", "acurácia") + " = \(canvas.number(accuracy, 3))",
      canvas.text("of all answers, how many are right?", "de todas as respostas, quantas certas?")
        + "\n(\(counts[0][0]) + \(right)) / \(canvas.count(all))", isBroken: true)
    let recallBox = canvas.box(
      beside(row.center.y, 78), "recall = \(canvas.number(recall, 3))",
      canvas.text("of all spam, how much was found?", "de todo o spam, quanto foi encontrado?")
        + "\n\(right) / (\(right) + \(missed))", role: .vector)
    let precisionBox = canvas.box(
      Frame(column.center.x - 155, 362, 310, 78),
      canvas.text("precision", "precisão") + " = \(canvas.number(precision, 3))",
      canvas.text(
        "of all called spam, how much is spam?", "do que foi chamado de spam, quanto é?")
        + "\n\(right) / (\(right) + \(wrong))", role: .data)
    let f1Box = canvas.box(
      Frame(side.x + 70, 362, side.width - 70, 78), "F1 = \(canvas.number(f1, 3))",
      canvas.text("high only if both are", "só é alto se os dois são"), role: .result, isFull: true)
    canvas.arrow(row.right(), recallBox.left(), role: .vector)
    canvas.arrow(column.bottom(), precisionBox.top(), role: .data)
    canvas.arrow(precisionBox.right(), f1Box.left(), role: .data)
    canvas.arrow(
      Point(f1Box.center.x, recallBox.maxY), f1Box.top(), role: .vector)
    canvas.source()
  }
}
