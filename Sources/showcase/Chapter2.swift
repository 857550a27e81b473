import Charts
import Corpora
import CourseKit
import Narration
import Tokenization

/// Chapter 2: a word from its bytes to its tokens, merge by merge.
struct MergeShowpiece: Showpiece {
  let chapter = 2

  func show(_ n: Narrator, wish: String?) throws {
    let world = SmallWorld(language: n.language, seed: n.seed)
    let stories = world.stories(150, split: .training).map(\.text)
    let tokenizer = ByteLevelBPE(documents: stories, vocabularySize: 500)
    // Inside a sentence a word has a space before it, and so most merges are learned.
    let word = wish ?? n.language.text("garden", "jardim")
    let text = word.first?.isWhitespace == true ? word : " " + word

    try n.step("From bytes to tokens", "De bytes a tokens")
    n.say(
      "The tokenizer has learned \(tokenizer.merges.count) merges from \(stories.count) little stories. "
        + "This is what they do to “\(word)”, with the space before it, the earliest merge first:",
      "O tokenizer aprendeu \(tokenizer.merges.count) merges com \(stories.count) historinhas. Isto é "
        + "o que eles fazem com “\(word)”, com o espaço antes, o merge mais antigo primeiro:")
    let steps = Self.steps(text, tokenizer)
    n.emptyLine()
    for (index, step) in steps.enumerated() {
      let number = step.merge.map { "\($0 + 1)" } ?? ""
      let gap = String(repeating: " ", count: max(0, 5 - number.count))
      if steps.count > 14, (10..<steps.count - 3).contains(index) {
        if index == 10 { n.block("    ⋮") }
        continue
      }
      n.block(
        "\(gap)\(number)  " + step.ids.map { Self.name($0, tokenizer) }.joined(separator: " "))
    }
    n.emptyLine()
    if steps.count == 1 {
      n.say(
        "No merge fits: nothing in the stories looks like it, so it stays in bytes.",
        "Nenhum merge serve: nada nas histórias se parece com ela; ela fica em bytes.")
    }

    try n.step("Tokens and ids", "Tokens e ids")
    let ids = tokenizer.encode(text)
    n.tokens(ids.map { Self.name($0, tokenizer) }, ids: ids)
    let back = tokenizer.decode(ids)
    n.say(
      "\(text.utf8.count) bytes have become \(ids.count) token\(ids.count == 1 ? "" : "s"), and decoding gives "
        + (back == text ? "“\(back)” again." : "“\(back)”."),
      "\(text.utf8.count) bytes viraram \(ids.count) token\(ids.count == 1 ? "" : "s"), e decodificar dá "
        + (back == text ? "“\(back)” de novo." : "“\(back)”."))
    let title = n.language.text("The merges of “\(word)”", "Os merges de “\(word)”")
    try n.picture(
      MergeLadder(title: title, rows: steps.map { $0.ids.map { Self.name($0, tokenizer) } }),
      part: "merges")
  }

  /// The word's tokens at the beginning and after each merge that applies, with the merge's rank.
  ///
  /// A merge must not reach from one word into the next, so each word is merged by itself.
  static func steps(
    _ text: String, _ tokenizer: ByteLevelBPE
  ) -> [(merge: Int?, ids: [Int])] {
    let ranks = Dictionary(
      tokenizer.merges.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: min)
    let bytes = Dictionary(
      tokenizer.tokens.prefix(256).enumerated().map { ($0.element[0], $0.offset) },
      uniquingKeysWith: min)
    var words = splitWords(text).map { word in word.utf8.compactMap { bytes[$0] } }
    var steps: [(merge: Int?, ids: [Int])] = [(nil, Array(words.joined()))]
    while true {
      let next = words.flatMap { ids in
        zip(ids, ids.dropFirst()).compactMap { ranks[TokenPair($0, $1)] }
      }.min()
      guard let next else { return steps }
      let pair = tokenizer.merges[next]
      words = words.map { merging(pair, into: 256 + next, in: $0) }
      let ids = Array(words.joined())
      // Code that does not merge would go on for ever.
      guard ids != steps[steps.count - 1].ids else { return steps }
      steps.append((next, ids))
    }
  }

  /// The text of a token; a byte that is no text by itself as a number.
  static func name(_ id: Int, _ tokenizer: ByteLevelBPE) -> String {
    let bytes = tokenizer.tokens[id]
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return "<" + bytes.map { String($0, radix: 16, uppercase: true) }.joined(separator: " ") + ">"
    }
    return Narrator.visible(text)
  }
}

/// The tokens of a word in boxes, a row for the state after each merge.
struct MergeLadder: Chart {
  let title: String
  let rows: [[String]]

  var svg: String {
    let rows = rows.count > 20 ? Array(rows.prefix(17)) + rows.suffix(3) : rows
    let cell = 15.0
    let widths = rows.map { row in row.reduce(20.0) { $0 + cell * Double($1.count) + 8 } }
    var drawing = SVGDrawing(
      width: max(420, min(2_000, (widths.max() ?? 0) + 20)), height: 60 + Double(rows.count) * 40)
    drawing.text(title, 20, 31, "title")
    for (index, row) in rows.enumerated() {
      let y = 50 + Double(index) * 40
      var x = 20.0
      for token in row {
        let width = cell * Double(token.count) + 4
        drawing.rectangle(
          x, y, width, 28, "heat", opacity: min(0.1 + 0.12 * Double(token.count - 1), 0.6),
          radius: 4)
        drawing.text(token, x + width / 2, y + 19, "token", .middle)
        x += width + 4
      }
    }
    return drawing.document(title: title)
  }
}
