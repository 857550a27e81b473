import Charts
import Console
import Corpora
import CourseKit
import NextToken
import Narration
import Tensors

/// Chapter 1: a bigram model writes, and its perplexity on stories that it has not counted.
struct BigramShowpiece: Showpiece {
  let chapter = 1

  func show(_ n: Narrator, wish: String?) throws {
    let world = SmallWorld(language: n.language, seed: n.seed)
    let stories = world.stories(200, split: .training).map { Words.split($0.text) }
    let unseen = world.stories(40, split: .heldOut).map { Words.split($0.text) }
    // The list covers both, so that a surprise is about order, never about a new word.
    let words = Words(stories + unseen)
    let counts = bigramCounts(of: stories.map(words.ids), vocabularySize: words.count)

    try n.step("Text that the counts write", "O texto que as contagens escrevem")
    n.say(
      "Two hundred little stories were counted. Each new word is drawn by what followed the one before "
        + "it:",
      "Duzentas historinhas foram contadas. Cada palavra nova é sorteada pelo que veio depois da "
        + "anterior:")
    let exact = bigramProbabilities(from: counts, smoothing: 0)
    var generator = n.generator()
    for story in stories.prefix(3) {
      let start = words.ids(story)[0]
      let ids =
        [start] + generateTokens(24, after: start, probabilities: exact, using: &generator)
      n.quote(words.text(ids))
    }

    try n.step("How well it predicts", "Quão bem ele prevê")
    let smoothed = bigramProbabilities(from: counts, smoothing: 0.01)
    func measured(_ texts: [[String]]) -> Double {
      perplexity(
        negativeLogLikelihood: bigramNegativeLogLikelihood(
          of: texts.map(words.ids), probabilities: smoothed))
    }
    n.say(
      "Its perplexity: among how many equally likely words it seems to choose.",
      "A perplexidade: entre quantas palavras igualmente prováveis ele parece escolher.")
    n.bars(
      [
        (n.language.text("counted stories", "histórias contadas"), measured(stories)),
        (n.language.text("new stories", "histórias novas"), measured(unseen)),
        (n.language.text("a guess", "um chute"), Double(words.count)),
      ], decimals: 1)
    try n.picture(map(smoothed, stories, words, n), part: n.language.text("pairs", "pares"))
  }

  /// What follows the ten most frequent words.
  private func map(
    _ probabilities: Tensor, _ stories: [[String]], _ words: Words, _ n: Narrator
  ) -> HeatMap {
    var frequencies: [Int: Int] = [:]
    for id in stories.lazy.flatMap(words.ids) { frequencies[id, default: 0] += 1 }
    let rows = frequencies.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10).map(\.key)
    var columns: [Int] = []
    for row in rows {
      let best = (0..<words.count).max { probabilities[row, $0] < probabilities[row, $1] }!
      if !columns.contains(best) { columns.append(best) }
    }
    columns += rows.filter { !columns.contains($0) }.prefix(max(0, 10 - columns.count))
    var map = HeatMap(
      title: n.language.text("What follows what", "O que vem depois de quê"),
      rowTitle: n.language.text("this word", "esta palavra"),
      columnTitle: n.language.text("then this", "depois esta"),
      rowLabels: rows.map { Narrator.visible(words.list[$0]) },
      columnLabels: columns.map { Narrator.visible(words.list[$0]) },
      values: rows.map { row in columns.map { Double(probabilities[row, $0]) } })
    map.language = n.language
    return map
  }
}

/// Words and punctuation marks with numbers. Chapter 2 makes better tokens; this chapter needs some.
struct Words {
  private(set) var list: [String] = []
  private var places: [String: Int] = [:]

  init(_ texts: [[String]]) {
    for word in texts.joined() where places[word] == nil {
      places[word] = list.count
      list.append(word)
    }
  }

  var count: Int { list.count }

  func ids(_ words: [String]) -> [Int] { words.compactMap { places[$0] } }

  /// Words with a space between them, none before a punctuation mark.
  func text(_ ids: [Int]) -> String {
    ids.reduce(into: "") { text, id in
      let word = list[id]
      if !text.isEmpty, word.first?.isPunctuation != true { text += " " }
      text += word
    }
  }

  static func split(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber || character == "'" || character == "-" {
        word.append(character)
        continue
      }
      if !word.isEmpty { words.append(word) }
      word = ""
      if !character.isWhitespace { words.append(String(character)) }
    }
    return words + (word.isEmpty ? [] : [word])
  }
}
