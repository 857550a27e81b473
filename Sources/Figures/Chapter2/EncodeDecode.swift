import Charts
import CourseKit

extension Figure {
  /// Encoding and decoding, with subwords and with words.
  static let encodeDecode = Figure(
    "02-encode-decode",
    Text(
      "There and back: byte pairs lose nothing, words do",
      "Ida e volta: pares de bytes não perdem nada, palavras sim")
  ) { canvas in
    let tokens = canvas.run.tokens.roundTrip
    let text = tokens.map(\.text).joined()
    let known = canvas.text("The cat saw the dog.", "O gato viu o cachorro.")
    let lanes:
      [(name: String, pieces: [String], ids: [Int], back: String, note: String, same: Bool)] =
        [
          (
            canvas.text("byte pairs (main job)", "pares de bytes (trabalho principal)"),
            tokens.map { tokenLabel($0.text) }, tokens.map(\.id), text,
            canvas.text(
              "the same text: an unknown word falls into known pieces",
              "o mesmo texto: a palavra desconhecida cai em pedaços conhecidos"), true
          ),
          (
            canvas.text("words, learned from “\(known)”", "palavras, aprendidas de “\(known)”"),
            canvas.language == .english
              ? ["The", "dog", "saw", "the", "<unk>", "."]
              : ["O", "cachorro", "viu", "o", "<unk>", "."],
            [1, 5, 3, 4, 0, 6], canvas.text("The dog saw the<unk>.", "O cachorro viu o<unk>."),
            canvas.text(
              "not the same text: the word is lost", "não é o mesmo texto: a palavra se perdeu"),
            false
          ),
        ]
    for (lane, frame) in zip(lanes, canvas.area(top: 60, height: 448).rows(2, gap: 20)) {
      let role: Role = lane.same ? .result : .backward
      canvas.panel(frame, lane.name, role: role)
      let (left, right) = (
        Frame(frame.x + 16, frame.y + 48, 236, 44), Frame(frame.maxX - 252, frame.y + 48, 236, 44)
      )
      let first = canvas.box(left, text, role: .data, size: 14, look: .code)
      let last = canvas.box(right, lane.back, role: role, size: 14, look: .code)
      let sign = canvas.node(
        Point(frame.center.x, left.center.y), lane.same ? "=" : "≠", role: role)
      canvas.arrow(first.right(), sign.left(), role: role, hasHead: false)
      canvas.arrow(sign.right(), last.left(), role: role, hasHead: false)

      // Subwords above their ids, in the middle of the lane.
      let widths = lane.pieces.map { max(40, Double($0.count) * 8.6 + 14) }
      let total = widths.reduce(0, +) + 5 * Double(widths.count - 1)
      let y = frame.y + 122
      var x = frame.center.x - total / 2
      let start = x
      for (index, piece) in lane.pieces.enumerated() {
        let isLost = piece == "<unk>"
        canvas.box(
          Frame(x, y, widths[index], 30), piece, role: isLost ? .backward : .data, size: 14,
          look: .code)
        canvas.write(
          "\(lane.ids[index])", at: Point(x + widths[index] / 2, y + 50), size: 14,
          look: isLost ? .strongColored(.backward) : .strong, anchor: .middle)
        x += widths[index] + 5
      }
      let block = Frame(start, y, total, 54)
      let (down, up) = (first.x + 40, last.maxX - 40)
      canvas.arrow(
        Point(down, first.maxY), Point(down, y + 15), Point(start, y + 15), role: .data)
      canvas.arrow(
        Point(block.maxX, y + 15), Point(up, y + 15), Point(up, last.maxY), role: .data)
      canvas.write("encode", at: Point(down + 10, first.maxY + 20), size: 14, look: .strong)
      canvas.write(
        "decode", at: Point(up - 10, last.maxY + 20), size: 14, look: .strong, anchor: .end)
      canvas.write(
        lane.note, at: Point(frame.center.x, frame.maxY - 12), size: 14,
        look: .strongColored(role), anchor: .middle)
      canvas.noteCaption(in: frame)
    }
    canvas.source()
  }
}
