import Charts
import Console
import Corpora
import CourseKit
import Foundation
import Narration
import NextTokenSolution
import Tensors
import TokenizationSolution

/// Chapter 1: a language model is a table of what comes next, and a loop that samples from it.
struct NextTokenDemo: Demo {
  let chapter = 1
  let summary = Text(
    "A bigram model: count what comes next, turn counts into probabilities, and draw",
    "Um modelo de bigramas: contar o que vem depois, virar probabilidade e sortear")
  let questions = [
    Text(
      "Other seeds tell other stories (--seed 2). Does the best smoothing of step 8 change?",
      "Outras sementes contam outras histórias (--seed 2). A melhor suavização do passo 8 muda?"),
    Text(
      "Each pair of neighbours in the written text is plausible. Why is the whole not? What would "
        + "the model have to look at?",
      "Cada par de vizinhos no texto gerado é plausível. Por que o conjunto não é? O que o modelo "
        + "teria de olhar?"),
    Text(
      "A table for pairs has V² entries. How many has one that looks at the last three tokens?",
      "Uma tabela de pares tem V² entradas. Quantas teria uma que olhasse os três últimos tokens?"),
  ]

  private static let smoothing: Float = 0.01

  func run(_ n: Narrator) throws {
    let text = try tellText(n)
    let counts = try tellCounts(text, n)
    let probabilities = try tellProbabilities(text, counts, n)
    try tellDrawing(text, probabilities, n)
    try tellWriting(text, counts, n)
    try tellSurprise(text, probabilities, n)
    try tellSmoothing(text, counts, n)
    try tellJudging(text, probabilities, n)
    try tellPicture(text, probabilities, n)
  }

  /// Stories as token ids, and the tokenizer.
  struct Corpus {
    let training: [[Int]]
    let heldOut: [[Int]]
    let tokenizer: WordTokenizer
    /// The ids by decreasing frequency.
    let byFrequency: [Int]
    /// A frequent word whose successors are shown.
    let example: Int

    var size: Int { tokenizer.vocabularySize }
    /// The whole sentences within the first 16 tokens of a story, or those tokens if they contain
    /// no full stop.
    func sentences(of story: [Int]) -> [Int] {
      let tokens = story.prefix(16)
      let end = tokens.lastIndex { tokenizer.vocabulary.word(of: $0) == "." } ?? tokens.count - 1
      return Array(tokens[...end])
    }

    func word(_ id: Int) -> String { Narrator.visible(tokenizer.vocabulary.word(of: id)) }
  }

  private func tellText(_ n: Narrator) throws -> Corpus {
    let world = SmallWorld(language: n.language, seed: n.seed)
    let stories = world.stories(400, split: .training).map(\.text)
    let unseen = world.stories(100, split: .heldOut).map(\.text)
    // The vocabulary covers both sets, so that a surprise is about order, never about a new word.
    let tokenizer = WordTokenizer(text: (stories + unseen).joined(separator: "\n"))
    let training = stories.map(tokenizer.encode)
    var counts = [Int](repeating: 0, count: tokenizer.vocabularySize)
    for id in training.joined() { counts[id] += 1 }
    let byFrequency = counts.indices.sorted { counts[$0] > counts[$1] }
    let example = Self.example(training, byFrequency, tokenizer)

    try n.step("Text becomes tokens", "O texto vira tokens")
    n.say(
      "The course's own small world tells little stories. One of them, cut into words; the number "
        + "below each is its index in the word list, and ␣ is the space that belongs to it.",
      "O pequeno mundo do curso conta historinhas. Uma delas, cortada em palavras; o número embaixo "
        + "é o índice na lista de palavras, e ␣ é o espaço que vem junto.")
    let first = Array(training[0].prefix(24))
    n.tokens(first.map { tokenizer.vocabulary.word(of: $0) }, ids: first)
    n.say(
      "There are \(n.number(stories.count)) stories with "
        + "\(n.number(training.joined().count)) tokens, and V = "
        + "\(n.number(tokenizer.vocabularySize)) different words.",
      "São \(n.number(stories.count)) histórias com \(n.number(training.joined().count)) tokens e "
        + "V = \(n.number(tokenizer.vocabularySize)) palavras diferentes.")
    return Corpus(
      training: training, heldOut: unseen.map(tokenizer.encode), tokenizer: tokenizer,
      byFrequency: byFrequency, example: example)
  }

  private func tellCounts(_ text: Corpus, _ n: Narrator) throws -> Tensor {
    let counts = bigramCounts(of: text.training, vocabularySize: text.size)
    try n.step("Count what comes after what", "Contar o que vem depois de quê")
    n.say(
      "A bigram is two neighbours. The table has a row for the token before and a column for the "
        + "token after: \(counts.shape). Here are the most frequent tokens, and what "
        + "most often follows them.",
      "Um bigrama são dois vizinhos. A tabela tem uma linha para o token de antes e uma coluna para "
        + "o de depois: \(counts.shape). Aqui estão os tokens mais frequentes e o "
        + "que mais vem depois deles.")
    let rows = Array(text.byFrequency.prefix(7))
    let columns = Self.columns(counts, for: rows, count: 7)
    n.show(
      n.language.text("counts", "contagens"),
      Tensor(rows: rows.map { row in columns.map { counts[row, $0] } }),
      rows: rows.map(text.word), columns: columns.map(text.word), decimals: 0)
    let empty = counts.scalars.count { $0 == 0 }
    n.say(
      "Of the \(n.number(counts.count)) cells of the whole table \(n.percent(Double(empty) / Double(counts.count), 1)) "
        + "are 0: most pairs never occur.",
      "Das \(n.number(counts.count)) células da tabela toda, \(n.percent(Double(empty) / Double(counts.count), 1)) "
        + "são 0: a maioria dos pares nunca ocorre.")
    return counts
  }

  private func tellProbabilities(
    _ text: Corpus, _ counts: Tensor, _ n: Narrator
  ) throws -> Tensor {
    let k = Self.smoothing
    let probabilities = bigramProbabilities(from: counts, smoothing: k)
    let row = text.example
    let followers = Self.likeliest(probabilities, after: row).prefix(8)
    let total = (0..<text.size).reduce(0) { $0 + Double(counts[row, $1]) }
    try n.step("Counts become probabilities", "Contagens viram probabilidades")
    n.say(
      "Each row is divided by its sum. Before that, k = \(n.number(k, 2)) is added to each count, so "
        + "that what was never seen is unlikely, not impossible.",
      "Cada linha é dividida pela sua soma. Antes, soma-se k = \(n.number(k, 2)) a cada contagem: o "
        + "que nunca foi visto fica improvável, não impossível.")
    let best = followers[0]
    n.emptyLine()
    n.block(
      "p(\(text.word(best)) | \(text.word(row)))"
        + " = (\(n.number(counts[row, best], 0)) + \(n.number(k, 2)))"
        + " / (\(n.number(total, 0)) + \(n.number(k, 2)) · \(n.number(text.size)))"
        + " = \(n.number(probabilities[row, best]))")
    n.emptyLine()
    n.say(
      "What comes after \(text.word(row)):", "O que vem depois de \(text.word(row)):")
    n.bars(followers.map { (text.word($0), Double(probabilities[row, $0])) })
    let sum = (0..<text.size).reduce(0) { $0 + Double(probabilities[row, $1]) }
    n.say(
      "All \(n.number(text.size)) of the row add up to \(n.number(sum)).",
      "As \(n.number(text.size)) da linha somam \(n.number(sum)).")
    return probabilities
  }

  private func tellDrawing(_ text: Corpus, _ probabilities: Tensor, _ n: Narrator) throws {
    let row = text.example
    let chances = (0..<text.size).map { probabilities[row, $0] }
    var generator = n.generator()
    // A look ahead: the same generator will give the draw the same number.
    var look = generator
    let u = look.nextUniform()
    let drawn = sampleCategory(chances, using: &generator)
    try n.step("Draw one", "Sortear um")
    n.say(
      "Laid end to end, the probabilities fill the line from 0 to 1. A random number u is a point on "
        + "it, and the token is the piece in which it falls.",
      "Lado a lado, as probabilidades preenchem a linha de 0 a 1. Um número aleatório u é um ponto "
        + "nela, e o token é o pedaço em que ele cai.")
    let start = chances[..<drawn].reduce(0.0) { $0 + Double($1) }
    n.emptyLine()
    n.block(
      "u = \(n.number(u))  →  \(text.word(drawn)), "
        + n.language.text("the piece from ", "o pedaço de ") + n.number(start)
        + n.language.text(" to ", " a ") + n.number(start + Double(chances[drawn])))
    n.emptyLine()
    var hits = [Int](repeating: 0, count: text.size)
    for _ in 0..<1000 { hits[sampleCategory(chances, using: &generator)] += 1 }
    n.say(
      "A thousand draws come close to the probabilities:",
      "Mil sorteios chegam perto das probabilidades:")
    var table = Table(
      .left("token"), .right("p"), .right(n.language.text("share of 1,000", "parte de 1.000")))
    for id in Self.likeliest(probabilities, after: row).prefix(5) {
      table.addRow(
        text.word(id), n.number(chances[id]), n.number(Double(hits[id]) / 1000))
    }
    n.show(table)
  }

  private func tellWriting(_ text: Corpus, _ counts: Tensor, _ n: Narrator) throws {
    let probabilities = bigramProbabilities(from: counts, smoothing: 0)
    try n.step("Draw again and again: it writes", "Sortear de novo e de novo: ele escreve")
    n.say(
      "The token that was drawn becomes the one before. That loop is how every language model "
        + "writes; a GPT only has better probabilities. Here k = 0, so every pair has "
        + "occurred somewhere.",
      "O token sorteado vira o de antes. É com esse laço que todo modelo de linguagem escreve; um "
        + "GPT só tem probabilidades melhores. Aqui k = 0: todo par já ocorreu em algum lugar.")
    var generator = n.generator()
    for story in text.training.prefix(3) {
      let tokens =
        [story[0]]
        + generateTokens(28, after: story[0], probabilities: probabilities, using: &generator)
      let written = "“\(text.tokenizer.decode(tokens)) …”"
      n.emptyLine()
      n.say(written, written)
    }
    n.emptyLine()
  }

  private func tellPicture(_ text: Corpus, _ probabilities: Tensor, _ n: Narrator) throws {
    try n.step("The model in one picture", "O modelo numa figura")
    n.say(
      "The corner of the table with the most frequent tokens; the whole is all that the model knows. "
        + "The shade is the root of the probability, so that 0.04 can be seen beside 0.9.",
      "O canto da tabela com os tokens mais frequentes; a tabela inteira é tudo que o modelo sabe. O "
        + "tom é a raiz da probabilidade, para 0,04 aparecer ao lado de 0,9.")
    let rows = Array(text.byFrequency.prefix(14))
    let columns = Self.columns(probabilities, for: rows, count: 14)
    var map = HeatMap(
      title: n.language.text("What comes after what", "O que vem depois de quê"),
      rowTitle: n.language.text("token before", "token de antes"),
      columnTitle: n.language.text("token after", "token de depois"),
      rowLabels: rows.map(text.word),
      columnLabels: columns.map(text.word),
      values: rows.map { row in columns.map { Double(probabilities[row, $0]).squareRoot() } },
      cellTexts: rows.map { row in
        columns.map { probabilities[row, $0] < 0.005 ? "" : n.number(probabilities[row, $0], 2) }
      })
    map.showsScale = false
    map.language = n.language
    n.draw(map)
    try n.picture(map)
  }

  /// A frequent word whose successor is predictable, but not too much: of the twelve most frequent,
  /// the one with the most likely successor whose probability is below one half.
  private static func example(
    _ documents: [[Int]], _ byFrequency: [Int], _ tokenizer: WordTokenizer
  ) -> Int {
    let counts = bigramCounts(of: documents, vocabularySize: tokenizer.vocabularySize)
    let probabilities = bigramProbabilities(from: counts, smoothing: 0)
    let words = byFrequency.filter { tokenizer.vocabulary.word(of: $0).last!.isLetter }.prefix(12)
    func best(_ row: Int) -> Float {
      (0..<probabilities.columnCount).map { probabilities[row, $0] }.max()!
    }
    return words.filter { best($0) < 0.5 }.max { best($0) < best($1) } ?? words[0]
  }

  /// The most frequent successor of each row, filled up with the most frequent successors of all
  /// rows together.
  private static func columns(_ table: Tensor, for rows: [Int], count: Int) -> [Int] {
    let all = 0..<table.columnCount
    var columns: [Int] = []
    for row in rows {
      let best = all.max { (table[row, $0], $1) < (table[row, $1], $0) }!
      if !columns.contains(best) { columns.append(best) }
    }
    let sums = all.map { column in rows.reduce(Float(0)) { $0 + table[$1, column] } }
    let others = all.sorted { sums[$0] > sums[$1] }.filter { !columns.contains($0) }
    return columns + others.prefix(count - columns.count)
  }

  /// The tokens by decreasing probability after `row`.
  private static func likeliest(_ probabilities: Tensor, after row: Int) -> [Int] {
    (0..<probabilities.columnCount).sorted { probabilities[row, $0] > probabilities[row, $1] }
  }
}
