import Charts
import CourseKit

/// The merges of chapter 2's worked example: banana three times, cabana twice.
enum MergeExample {
  /// The two words after each merge, and the new token.
  static let states: [(words: [[String]], merged: String?, count: Int)] = [
    ([["b", "a", "n", "a", "n", "a"], ["c", "a", "b", "a", "n", "a"]], nil, 0),
    ([["b", "an", "an", "a"], ["c", "a", "b", "an", "a"]], "an", 8),
    ([["ban", "an", "a"], ["c", "a", "ban", "a"]], "ban", 5),
    ([["ban", "ana"], ["c", "a", "ban", "a"]], "ana", 3),
    ([["banana"], ["c", "a", "ban", "a"]], "banana", 3),
  ]
}

extension Figure {
  /// Four merges of the worked example, and how one token of the main job was built.
  static let subwords = Figure(
    "02-bpe-subwords",
    Text(
      "The most frequent pair becomes a token, again and again",
      "O par mais frequente vira um token, de novo e de novo")
  ) { canvas in
    let merges = canvas.run.merges
    let panels = [Frame(32, 60, 446, 356), Frame(494, 60, 274, 356)]
    let (cell, height, pitch) = (24.0, 30.0, 48.0)
    let top = 128.0
    func chips(
      _ parts: [String], x: Double, y: Double, unit: Double, made: String?, in canvas: inout Canvas
    ) {
      var left = x
      for part in parts {
        // As wide as its letters, so that the word does not move.
        let frame = Frame(left, y, unit * Double(part.count), height)
        let isNew = part == made
        canvas.box(
          frame.inset(1.5, 0), tokenLabel(part), role: isNew ? .learned : .data, size: 14,
          look: .code)
        left = frame.maxX
      }
    }

    canvas.panel(
      panels[0], canvas.text("by hand: banana × 3, cabana × 2", "no papel: banana × 3, cabana × 2"))
    let columns = [panels[0].x + 128, panels[0].x + 128 + 6 * cell + 18]
    for (index, state) in MergeExample.states.enumerated() {
      let y = top + Double(index) * pitch
      if let merged = state.merged {
        canvas.write(
          "\(255 + index) = \(merged)", at: Point(panels[0].x + 14, y + 12), size: 13,
          look: .strongColored(.learned))
        canvas.write(
          canvas.text("\(state.count) times", "\(state.count) vezes"),
          at: Point(panels[0].x + 14, y + 29), size: 13, look: .soft)
      } else {
        canvas.write(
          canvas.text("letters", "letras"), at: Point(panels[0].x + 14, y + 20), size: 14)
      }
      for (column, word) in zip(columns, state.words) {
        chips(word, x: column, y: y, unit: cell, made: state.merged, in: &canvas)
      }
    }
    canvas.write(
      "banana", at: Point(columns[0] + 3 * cell, top - 14), size: 14, look: .strong, anchor: .middle
    )
    canvas.write(
      "cabana", at: Point(columns[1] + 3 * cell, top - 14), size: 14, look: .strong, anchor: .middle
    )
    canvas.write(
      canvas.text(
        "an and na both occur 8 times: the pair of smaller ids wins",
        "an e na aparecem 8 vezes: vence o par de ids menores"),
      at: Point(panels[0].x + 14, panels[0].maxY - 18), size: 13, look: .soft)
    canvas.noteCaption(in: panels[0])

    let word = merges.word.dropFirst().description
    canvas.panel(
      panels[1], canvas.text("in the main job: “\(word)”", "no trabalho principal: “\(word)”"))
    let step = merges.steps.count > 6 ? 36.0 : pitch
    let unit = 25.0
    for (index, parts) in merges.steps.enumerated() {
      let y = top + Double(index) * step
      var made: String?
      if index > 0 {
        made = parts.first { !merges.steps[index - 1].contains($0) }
        canvas.write(
          "\(255 + merges.ranks[index - 1])", at: Point(panels[1].x + 50, y + 20), size: 14,
          look: .strongColored(.learned), anchor: .end)
      }
      chips(parts, x: panels[1].x + 66, y: y, unit: unit, made: made, in: &canvas)
    }
    canvas.write("id", at: Point(panels[1].x + 50, top + 20), size: 14, look: .soft, anchor: .end)
    let first = merges.first.prefix(5).map { tokenLabel($0.first + $0.second) }
    canvas.write(
      canvas.text("The main job’s first merges: ", "Os primeiros merges do trabalho principal: ")
        + first.joined(separator: " · "),
      at: Point(32, panels[0].maxY + 28), size: 14)
    canvas.source()
  }
}
