import CourseKit
import Extensions
import ExtensionsSolution
import Foundation
import Grading
import Testing

/// Documents, how they are cut into passages, and the question.
struct RetrievalInput: Sendable {
  let documents: [String]
  var length = 1
  var overlap = 0
  let question: String
  var count = 3
  var saturation = 1.2
  var lengthShare = 0.75
}

private func namedEvidence(
  _ passages: [String], _ scores: [Double], _ hits: [(text: String, score: Double)]
) -> [Evidence] {
  [
    Evidence(
      Text("the passages", "as passagens"), passages.joined(separator: " | ")),
    Evidence(
      Text("the scores of all passages", "as pontuações de todas as passagens"), .numbers(scores),
      tolerance: 1e-6),
    Evidence(
      Text("the passages found, best first", "as passagens encontradas, a melhor primeiro"),
      hits.map(\.text).joined(separator: " | ")),
    Evidence(
      Text("the scores of what was found", "as pontuações do que foi encontrado"),
      .numbers(hits.map(\.score)), tolerance: 1e-6),
  ]
}

/// Passages and scores in plain loops, with hooks for mistakes.
private struct PlainRetrieval: Sendable {
  enum Rarity { case right, plain, withoutOne, none }
  enum Frequency { case right, raw, presence, withFactor }

  var overlaps = true
  var keepsTail = false
  var dropsShortEnd = false
  var rarity = Rarity.right
  var frequency = Frequency.right
  var usesLength = true
  var dividesByOwnMean = true
  var countsRepeats = true
  var keepsZeros = false
  var worstFirst = false
  var laterWinsTies = false
  var ignoresCount = false
  var exchangesConstants = false
  /// Whether n counts occurrences instead of passages.
  var countsOccurrences = false
  var logarithm: @Sendable (Double) -> Double = { log($0) }

  func evidence(_ input: RetrievalInput) -> [Evidence] {
    let passages = input.documents.enumerated().flatMap { index, text in
      windows(ExtensionsSolution::sentences(of: text), input).enumerated().map {
        (number: $0, document: index, text: $1)
      }
    }
    let terms = passages.map { ExtensionsSolution::searchTerms($0.text) }
    let mean = Double(terms.reduce(0) { $0 + $1.count }) / Double(max(1, terms.count))
    var asked = ExtensionsSolution::searchTerms(input.question)
    if !countsRepeats {
      var seen: Set<String> = []
      asked = asked.filter { seen.insert($0).inserted }
    }
    let total = Double(passages.count)
    let (k, b) =
      exchangesConstants
      ? (input.lengthShare, input.saturation) : (input.saturation, input.lengthShare)
    let scores = terms.map { words in
      asked.reduce(0.0) { sum, word in
        let tf = Double(words.filter { $0 == word }.count)
        let n = Double(
          countsOccurrences
            ? terms.reduce(0) { $0 + $1.count { $0 == word } }
            : terms.count { $0.contains(word) })
        guard tf > 0 else { return sum }
        let idf =
          switch rarity {
          case .right: logarithm(1 + (total - n + 0.5) / (n + 0.5))
          case .plain: log(total / n)
          case .withoutOne: log((total - n + 0.5) / (n + 0.5))
          case .none: 1.0
          }
        let relative = usesLength ? Double(words.count) / (dividesByOwnMean ? mean : 1) : 1
        let norm = k * (1 - b + b * relative)
        switch frequency {
        case .right: return sum + idf * tf / (tf + norm)
        case .raw: return sum + idf * tf
        case .presence: return sum + idf / (1 + norm)
        case .withFactor: return sum + idf * tf * (k + 1) / (tf + norm)
        }
      }
    }
    var hits = zip(passages, scores).map {
      (text: named($0.document, $0.number, $0.text), score: $1)
    }
    if !keepsZeros { hits = hits.filter { $0.score > 0 } }
    if laterWinsTies { hits.reverse() }
    hits = hits.enumerated().sorted { one, two in
      if one.element.score == two.element.score { return one.offset < two.offset }
      return (one.element.score > two.element.score) != worstFirst
    }.map(\.element)
    return namedEvidence(
      passages.map { named($0.document, $0.number, $0.text) }, scores,
      ignoresCount ? hits : Array(hits.prefix(input.count)))
  }

  private func windows(_ sentences: [String], _ input: RetrievalInput) -> [String] {
    var windows: [String] = []
    var start = 0
    while start < sentences.count {
      let end = min(start + input.length, sentences.count)
      if dropsShortEnd, end - start < input.length { break }
      windows.append(sentences[start..<end].joined(separator: " "))
      if end == sentences.count, !keepsTail { break }
      start += overlaps ? input.length - input.overlap : input.length
    }
    return windows
  }
}

private func named(_ document: Int, _ number: Int, _ text: String) -> String {
  "\(document).\(number) \(text)"
}

let retrievalGrader = Grader<RetrievalInput>(
  "8.4",
  cases: { data in
    let order = data.permutation(6)
    let words = order.map { ["kite", "boat", "lamp", "drum", "coin", "ring"][$0] }
    let names = data.permutation(4).map { ["Ana", "Tom", "Bia", "Leo"][$0] }
    func sentence(_ name: Int, _ word: Int, _ end: String) -> String {
      "\(names[name]) found a \(words[word]) \(end)."
    }
    let k = 1.2 + Double(data.integer(in: 1...8)) / 10
    return [
      .init(
        Text("one passage for each sentence", "uma passagem para cada frase"),
        RetrievalInput(
          documents: [
            sentence(0, 0, "in the old park by the sea") + " " + sentence(1, 1, "today"),
            "The \(words[0]) is red. The \(words[0]) and the other \(words[0]) fly.",
            sentence(2, 2, "at home"),
          ], question: "Who found the \(words[0]), the red \(words[0])?", count: 3, saturation: k)),
      .init(
        Text("windows of 3 sentences that share 1", "janelas de 3 frases que compartilham 1"),
        RetrievalInput(
          documents: [
            (0..<6).map { sentence($0 % 4, $0, "here") }.joined(separator: " ")
              + " The end. Of it.",
            sentence(1, 3, "there") + " It rained. It was late. All slept. All was well.",
          ], length: 3, overlap: 1, question: "Where is the \(words[3])?", count: 2)),
      .init(
        Text(
          "windows of 3 that share 1, the last one full",
          "janelas de 3 que compartilham 1, a última cheia"),
        RetrievalInput(
          documents: ["", (0..<5).map { sentence($0 % 4, $0, "here") }.joined(separator: " ")],
          length: 3, overlap: 1, question: words[4], count: 5)),
      .init(
        Text("passages that are equally good", "passagens igualmente boas"),
        RetrievalInput(
          documents: [
            "My \(words[1]) is here.", "My \(words[2]) is here.", "My \(words[1]) is gone.",
          ],
          question: "\(words[1])?", count: 2)),
      .init(
        Text("a word that every passage has", "uma palavra que toda passagem tem"),
        RetrievalInput(
          documents: [
            "A \(words[0]).", "A \(words[1]) and a \(words[2]).", "A \(words[3]) of old.",
          ],
          question: "a", count: 3, lengthShare: 0.5)),
      .init(
        Text("a question without a known word", "uma pergunta sem palavra conhecida"),
        RetrievalInput(
          documents: [sentence(0, 0, "now"), sentence(1, 1, "then")], question: "Why not?")),
      .init(
        Text("no documents", "nenhum documento"), RetrievalInput(documents: [], question: "Who?")),
      .init(
        Text(
          "the comment's example, “a cat” and “a dog”", "o exemplo do comentário, “a cat” e “a dog”"
        ),
        RetrievalInput(documents: ["a cat", "a dog"], question: "cat")),
      .init(
        Text(
          "letters beyond ASCII, and a passage without words",
          "letras além do ASCII, e uma "
            + "passagem sem palavras"),
        RetrievalInput(
          documents: [
            "A a\u{E7}\u{E3}o d\u{E1} cafe\u{301}. \u{C9}\u{A0}o caf\u{E9}! 日本 ½…", "…! 👩‍🚀. \u{85}",
          ], length: 2, overlap: 1, question: "CAF\u{C9} 日本, e\u{301}?", count: 4)),
      .init(
        Text("a question of 13 words", "uma pergunta de 13 palavras"),
        RetrievalInput(
          documents: [
            sentence(0, 0, "here"), sentence(1, 1, "there"), sentence(2, 2, "in the park"),
          ],
          question: "Could you please tell me now whether the \(words[1]) of \(names[2]) is here?",
          saturation: k)),
      .init(
        Text("no question, and none wanted", "nenhuma pergunta, e nada pedido"),
        RetrievalInput(documents: [sentence(0, 0, "now")], question: "", count: 0)),
      .init(
        Text("none wanted", "nada pedido"),
        RetrievalInput(documents: [sentence(0, 0, "now")], question: words[0], count: 0)),
      .init(
        Text("k₁ = 0 and b = 1", "k₁ = 0 e b = 1"),
        RetrievalInput(
          documents: [sentence(0, 0, "in the old park"), "The \(words[0]), the \(words[0])."],
          question: "the \(words[0])", saturation: 0, lengthShare: 1)),
      .init(
        Text("k₁ = 2 and b = 0", "k₁ = 2 e b = 0"),
        RetrievalInput(
          documents: [sentence(0, 0, "in the old park"), "The \(words[0]), the \(words[0])."],
          question: "the \(words[0])", saturation: 2, lengthShare: 0)),
      .init(
        Text(
          "the comment's windows of 3 that share 1, of 7 sentences and of 8",
          "as janelas de 3 que compartilham 1 do comentário, de 7 frases e de 8"),
        RetrievalInput(
          documents: ["A. B. C. D. E. F. G.", "A. B. C. D. E. F. G. H.", "\n \n", "A"], length: 3,
          overlap: 1, question: "a h", count: 9)),
      .init(
        Text(
          "windows of 5 that share 3, of 61 sentences",
          "janelas de 5 que compartilham 3, de 61 frases"),
        RetrievalInput(
          documents: [
            (0..<61).map { sentence($0 % 4, $0 * $0 % 6, $0 % 3 == 0 ? "here" : "there and here") }
              .joined(separator: " ")
          ], length: 5, overlap: 3, question: "\(names[0]) here \(words[4]) there \(words[1])",
          count: 13, saturation: k)),
    ]
  },
  expected: { input in
    let passages = input.documents.enumerated().flatMap {
      ExtensionsSolution::passages(
        of: $1, document: "\($0)", length: input.length, overlap: input.overlap)
    }
    func named(_ passage: ExtensionsSolution::Passage) -> String {
      "\(passage.document).\(passage.number) \(passage.text)"
    }
    let index = ExtensionsSolution::PassageIndex(
      passages, saturation: input.saturation, lengthShare: input.lengthShare)
    return namedEvidence(
      passages.map(named), index.scores(for: input.question),
      index.search(input.question, count: input.count).map { (named($0.passage), $0.score) })
  },
  misconceptions: [
    .init(
      Text("if the windows do not overlap", "se as janelas não se sobrepõem")
    ) { PlainRetrieval(overlaps: false).evidence($0) },
    .init(
      Text(
        "if a last window comes that holds only what the one before it held",
        "se vem uma última janela que só tem o que a anterior já tinha")
    ) { PlainRetrieval(keepsTail: true).evidence($0) },
    .init(
      Text(
        "if a shorter last window is dropped", "se uma última janela mais curta é descartada")
    ) { PlainRetrieval(dropsShortEnd: true).evidence($0) },
    .init(
      Text(
        "if all words count the same, without idf", "se todas as palavras valem o mesmo, sem o idf")
    ) { PlainRetrieval(rarity: .none).evidence($0) },
    .init(
      Text("if idf is ln(N / n)", "se o idf é ln(N / n)")
    ) { PlainRetrieval(rarity: .plain).evidence($0) },
    .init(
      Text(
        "if idf lacks the 1, so that frequent words count against a passage",
        "se falta o 1 no idf, e palavras frequentes contam contra a passagem")
    ) { PlainRetrieval(rarity: .withoutOne).evidence($0) },
    .init(
      Text(
        "if tf counts in full, without saturation", "se tf conta por inteiro, sem saturação")
    ) { PlainRetrieval(frequency: .raw).evidence($0) },
    .init(
      Text(
        "if it only counts whether a word is there, not how often",
        "se só conta se a palavra aparece, e não quantas vezes")
    ) { PlainRetrieval(frequency: .presence).evidence($0) },
    .init(
      Text(
        "with the factor k₁ + 1 of other versions of BM25",
        "com o fator k₁ + 1 de outras versões do BM25")
    ) { PlainRetrieval(frequency: .withFactor).evidence($0) },
    .init(
      Text(
        "if a passage's length does not count", "se o comprimento da passagem não conta")
    ) { PlainRetrieval(usesLength: false).evidence($0) },
    .init(
      Text(
        "if the length is not divided by the mean length",
        "se o comprimento não é dividido pelo comprimento médio")
    ) { PlainRetrieval(dividesByOwnMean: false).evidence($0) },
    .init(
      Text(
        "if a word that the question has twice counts once",
        "se uma palavra que aparece duas vezes na pergunta conta uma vez só")
    ) { PlainRetrieval(countsRepeats: false).evidence($0) },
    .init(
      Text(
        "if passages that share no word with the question are found too",
        "se também são encontradas passagens sem nenhuma palavra da pergunta")
    ) { PlainRetrieval(keepsZeros: true).evidence($0) },
    .init(
      Text("if the worst passage comes first", "se a pior passagem vem primeiro")
    ) { PlainRetrieval(worstFirst: true).evidence($0) },
    .init(
      Text(
        "if of equally good passages the later one comes first",
        "se, entre passagens igualmente boas, a posterior vem primeiro")
    ) { PlainRetrieval(laterWinsTies: true).evidence($0) },
    .init(
      Text("if more passages come back than asked for", "se voltam mais passagens do que o pedido")
    ) { PlainRetrieval(ignoresCount: true).evidence($0) },
    .init(
      Text("if k₁ and b are exchanged", "se k₁ e b estão trocados")
    ) { PlainRetrieval(exchangesConstants: true).evidence($0) },
    .init(
      Text(
        "if n counts how often a word stands in all passages, not in how many",
        "se n conta quantas vezes a palavra aparece no total, e não em quantas passagens")
    ) { PlainRetrieval(countsOccurrences: true).evidence($0) },
    .init(
      Text(
        "if the logarithm in idf is not the natural one, but log2",
        "se o logaritmo do idf não é o natural, mas log2")
    ) { PlainRetrieval(logarithm: { log2($0) }).evidence($0) },
  ],
  variants: [
    .init("in plain loops, without an index") { PlainRetrieval().evidence($0) }
  ],
  contract: [
    .init("by the formula at the top"),
    .init("one that the question has twice counts twice", triedBy: "one passage for each"),
    .init("Without any word in common", triedBy: "a question without a known word"),
    .init("// \"a cat\", \"a dog\"", triedBy: "the comment's example"),
    .init("of equal scores the earlier comes first", triedBy: "passages that are equally good"),
    .init("are never among them"),
    .init("of which the last `overlap` come again", triedBy: "windows of 3 sentences"),
    .init(
      "none begins after that", triedBy: "windows of 3 that share 1, the last one full",
      "the comment's windows"),
    .init("joined by a space", triedBy: "windows of 3"),
    .init("A document without a sentence", triedBy: "windows of 3 that share 1, the last one full"),
    .init("// sentences a b c d e f g", triedBy: "the comment's windows"),
  ])

private func named(_ passage: Extensions::Passage) -> String {
  named(Int(passage.document)!, passage.number, passage.text)
}

private func learnersPassages(_ input: RetrievalInput) -> [Extensions::Passage] {
  input.documents.enumerated().flatMap {
    Extensions::passages(
      of: $1, document: "\($0)", length: input.length, overlap: input.overlap)
  }
}

/// The learner's index over the correct passages.
private func learnersIndex(_ input: RetrievalInput) -> Extensions::PassageIndex {
  let passages = input.documents.enumerated().flatMap {
    ExtensionsSolution::passages(
      of: $1, document: "\($0)", length: input.length, overlap: input.overlap)
  }
  return Extensions::PassageIndex(
    passages.map { .init(document: $0.document, number: $0.number, text: $0.text) },
    saturation: input.saturation, lengthShare: input.lengthShare)
}

/// Parts that can be graded while other holes are still open.
private let retrievalParts: [Part<RetrievalInput>] = [
  .init(Text("passages", "passages")) {
    Array(namedEvidence(learnersPassages($0).map(named), [], [])[0..<1])
  },
  .init(Text("scores", "scores")) { input in
    let scores = learnersIndex(input).scores(for: input.question)
    return Array(namedEvidence([], scores, [])[1..<2])
  },
  .init(Text("search", "search")) { input in
    let hits = learnersIndex(input).search(input.question, count: input.count)
    return Array(namedEvidence([], [], hits.map { (named($0.passage), $0.score) })[2...])
  },
]

@Test func `8.4 retrieval`() async throws {
  let attempt = Attempt("8.4")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(retrievalGrader, parts: retrievalParts) { input in
      let passages = learnersPassages(input)
      let index = Extensions::PassageIndex(
        passages, saturation: input.saturation, lengthShare: input.lengthShare)
      return namedEvidence(
        passages.map(named), index.scores(for: input.question),
        index.search(input.question, count: input.count).map { (named($0.passage), $0.score) })
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `8.4 grader`() { #expect(retrievalGrader.flaws() == []) }
