import CourseKit
import Grading
import InstructionTuning
import InstructionTuningSolution
import Testing

/// An answer, and the expected answer.
struct JudgedTexts: Sendable {
  let answer: String
  let reference: String
  let beta: Double
}

private func namedEvidence(
  _ normalized: String, _ isExact: Bool, _ common: Int, _ scores: [Double]
) -> [Evidence] {
  [
    Evidence(Text("the normalized answer", "a resposta normalizada"), normalized),
    Evidence(Text("the exact match", "o acerto exato"), isExact),
    Evidence(
      Text(
        "the longest common subsequence of the two texts' characters",
        "a maior subsequência comum dos caracteres dos dois textos"), [common]),
    Evidence(
      Text("precision, recall and F of ROUGE-L", "precisão, recall e F do ROUGE-L"),
      .numbers(scores)),
  ]
}

/// A text as a sequence of characters, for the longest common subsequence alone.
private func letters(_ text: String) -> [Character] { Array(text) }

/// Both scores in their simplest form, with hooks for mistakes.
private struct PlainScores: Sendable {
  enum Common { case subsequence, substring, run, bag, greedy }

  var ignoresCase = true
  var removesAllPunctuation = false
  var removesEndPunctuation = true
  var removesOneMark = false
  var joinsSpace = true
  var common = Common.subsequence
  var swaps = false
  var ignoresBeta = false
  var takesMean = false
  var emptyPairScore = 1.0
  var splitsAtSpace = false
  /// Whether precision and recall are reported in swapped order, with F being right.
  var tellsSwapped = false
  var squaresBeta = true
  var weighsPrecision = false
  var dropsArticles = false
  var removesQuotes = false
  var comparesBytes = false

  func evidence(_ texts: JudgedTexts) -> [Evidence] {
    let (a, b) = (words(texts.answer), words(texts.reference))
    let shared = Double(common(a, b))
    var scores = [0.0, 0, 0]
    if shared > 0 {
      let precision = shared / Double(swaps ? b.count : a.count)
      let recall = shared / Double(swaps ? a.count : b.count)
      let square = ignoresBeta ? 1 : squaresBeta ? texts.beta * texts.beta : texts.beta
      let (first, second) = weighsPrecision ? (precision, recall) : (recall, precision)
      let f =
        takesMean
        ? (precision + recall) / 2
        : (1 + square) * recall * precision / (first + square * second)
      scores = tellsSwapped ? [recall, precision, f] : [precision, recall, f]
    } else if a.isEmpty, b.isEmpty {
      scores = Array(repeating: emptyPairScore, count: 3)
    }
    return namedEvidence(
      normalized(texts.answer),
      comparesBytes
        ? Array(normalized(texts.answer).utf8) == Array(normalized(texts.reference).utf8)
        : normalized(texts.answer) == normalized(texts.reference),
      common(letters(texts.answer), letters(texts.reference)), scores)
  }

  private func normalized(_ text: String) -> String {
    var text = ignoresCase ? text.lowercased() : text
    if removesAllPunctuation { text = text.filter { !".!?…;,:".contains($0) } }
    if joinsSpace { text = text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    if dropsArticles {
      text = text.split(separator: " ").filter { !["a", "an", "the"].contains($0) }
        .joined(separator: " ")
    }
    let marks = ".!?…;,: " + (removesQuotes ? "()\"'" : "")
    while removesEndPunctuation, let last = text.last, marks.contains(last) {
      text.removeLast()
      if removesOneMark, last != " " { break }
    }
    return text
  }

  private func words(_ text: String) -> [String] {
    let text = ignoresCase ? text.lowercased() : text
    if splitsAtSpace { return text.split(whereSeparator: \.isWhitespace).map(String.init) }
    return text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private func common<Element: Hashable>(_ a: [Element], _ b: [Element]) -> Int {
    if common == .bag {
      var left = Dictionary(b.map { ($0, 1) }, uniquingKeysWith: +)
      return a.filter { element in
        guard let count = left[element], count > 0 else { return false }
        left[element] = count - 1
        return true
      }.count
    }
    if common == .greedy {
      var rest = b[...]
      return a.filter { element in
        guard let position = rest.firstIndex(of: element) else { return false }
        rest = rest[(position + 1)...]
        return true
      }.count
    }
    var table = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    var longest = 0
    for i in a.indices {
      for j in b.indices {
        table[i + 1][j + 1] =
          a[i] == b[j]
          ? table[i][j] + 1
          : common == .subsequence ? max(table[i][j + 1], table[i + 1][j]) : 0
        longest = max(longest, table[i + 1][j + 1])
      }
    }
    return common == .run ? table[a.count][b.count] : longest
  }
}

let answerScoreGrader = Grader<JudgedTexts>(
  "7.8",
  cases: { data in
    let order = data.permutation(5)
    let words = order.map { ["ana", "cat", "kite", "park", "tree"][$0] }
    let (one, two, three, four) = (words[0], words[1], words[2], words[3])
    let beta = 1.5 + Double(data.integer(in: 1...10)) / 10
    func many(_ count: Int, _ word: (Int) -> Int) -> String {
      (0..<count).map { words[word($0)] }.joined(separator: " ") + "."
    }
    func texts(_ answer: String, _ reference: String, _ beta: Double = 1) -> JudgedTexts {
      JudgedTexts(answer: answer, reference: reference, beta: beta)
    }
    func pair(_ texts: JudgedTexts) -> Grader<JudgedTexts>.Case {
      func shown(_ text: String) -> String {
        "“" + text.replacing("\n", with: "⏎") + "”"
      }
      return .init(
        Text(
          "\(shown(texts.answer)) for \(shown(texts.reference)), β = \(texts.beta)",
          "\(shown(texts.answer)) para \(shown(texts.reference)), β = \(texts.beta)"), texts)
    }
    return [
      pair(texts("\(one) \(two) \(three) \(four)", "\(one) in \(three) \(two) by \(four) \(one)")),
      pair(texts("\(one) \(two)", "\(one) \(three) \(two) \(four) \(one)", beta)),
      pair(texts("The \(one)", "the \(one)")),
      pair(texts("\(one)   \(two)\n", "\(one) \(two)")),
      pair(texts("\(one) \(two)?!…", "\(one) \(two)")),
      pair(texts("it's 3.5 \(one), \(two).", "it s 3.5 \(two)")),
      pair(texts("\(one)", "\(two)")),
      pair(texts("", "\(one) \(two)")),
      pair(texts("...", " !")),
      pair(texts("  In the  Park. ", "in the park")),
      pair(texts("It is 3.5 …!", "it is 3.5")),
      pair(texts("the dog ran home", "the old dog ran")),
      pair(texts("a kite", "the kite")),
      pair(texts("Caf\u{E9} A\u{C7}\u{C3}O \(one)", "cafe\u{301} ac\u{327}a\u{303}o \(one)")),
      pair(texts("\u{C9}\u{A0}日本語 👩‍🚀\u{85}½ \(two)", "e\u{301} 日本語 👩 ½")),
      pair(texts("👍🏽 …", "👎")),
      pair(texts("(\(one)) \"\(two)\"", "\(one) \(two)")),
      pair(texts("\(one): \(two); ,:;.!?…", "\(one): \(two)")),
      pair(texts("\(one) \(two)", "...", beta)),
      pair(texts("\(one) \(one) \(one) \(two)", "\(one) \(two) \(one)", 0.5)),
      // A greedy match of the first word misses the longer subsequence.
      pair(texts("\(one) \(two) \(three)", "\(two) \(three) \(four) \(one)", beta)),
      pair(
        texts(
          (0..<70).map { ["a", "b", "c"][$0 * $0 % 7 % 3] }.joined(separator: " "),
          (0..<75).map { ["b", "a", "c", "d"][($0 + $0 / 9) % 4] }.joined(separator: " "), beta)),
      pair(
        texts(
          many(37) { $0 * $0 % 5 }, many(41) { ($0 * 3 + $0 / 7) % 5 }, beta)),
    ]
  },
  expected: { texts in
    let rouge = InstructionTuningSolution::RougeL(
      texts.answer, reference: texts.reference, beta: texts.beta)
    return namedEvidence(
      InstructionTuningSolution::normalizedAnswer(texts.answer),
      InstructionTuningSolution::isExactMatch(texts.answer, texts.reference),
      InstructionTuningSolution::longestCommonSubsequence(
        letters(texts.answer), letters(texts.reference)),
      [rouge.precision, rouge.recall, rouge.score])
  },
  misconceptions: [
    .init(
      Text(
        "if the words in common must stand side by side: a subsequence may have gaps",
        "se as palavras em comum precisam ser vizinhas: uma subsequência pode ter lacunas")
    ) { PlainScores(common: .substring).evidence($0) },
    .init(
      Text(
        "if L(i, j) is 0 where the two elements differ: it is the larger of L(i−1, j) and L(i, j−1)",
        "se L(i, j) é 0 quando os dois elementos diferem: é o maior entre L(i−1, j) e L(i, j−1)")
    ) { PlainScores(common: .run).evidence($0) },
    .init(
      Text(
        "if the words in common are counted whatever their order",
        "se as palavras em comum são contadas sem olhar a ordem")
    ) { PlainScores(common: .bag).evidence($0) },
    .init(
      Text("if precision and recall change places", "se a precisão e o recall trocam de lugar")
    ) { PlainScores(swaps: true).evidence($0) },
    .init(
      Text("if β is always 1", "se β é sempre 1")
    ) { PlainScores(ignoresBeta: true).evidence($0) },
    .init(
      Text(
        "if F is the plain mean of precision and recall",
        "se F é a média simples de precisão e recall")
    ) { PlainScores(takesMean: true).evidence($0) },
    .init(
      Text("if upper case makes a difference", "se maiúsculas fazem diferença")
    ) { PlainScores(ignoresCase: false).evidence($0) },
    .init(
      Text(
        "if the amount of white space makes a difference",
        "se a quantidade de espaços faz diferença")
    ) { PlainScores(joinsSpace: false).evidence($0) },
    .init(
      Text(
        "if punctuation goes from the middle too, so that 3.5 becomes 35",
        "se a pontuação sai também do meio, de modo que 3.5 vira 35")
    ) { PlainScores(removesAllPunctuation: true).evidence($0) },
    .init(
      Text("if punctuation at the end stays", "se a pontuação no final permanece")
    ) { PlainScores(removesEndPunctuation: false).evidence($0) },
    .init(
      Text(
        "if only one mark goes from the end", "se só um sinal sai do final")
    ) { PlainScores(removesOneMark: true).evidence($0) },
    .init(
      Text(
        "if two texts without words get 0, though they are equal",
        "se dois textos sem palavras recebem 0, embora sejam iguais")
    ) { PlainScores(emptyPairScore: 0).evidence($0) },
    .init(
      Text(
        "if ROUGE-L's words are cut at white space only, so that “cat,” is not “cat”",
        "se as palavras do ROUGE-L são cortadas só nos espaços, e “cat,” não é “cat”")
    ) { PlainScores(splitsAtSpace: true).evidence($0) },
    .init(
      Text(
        "if each word takes the first that fits: that may leave too few for the others",
        "se cada palavra fica com a primeira que serve: podem sobrar poucas para as outras")
    ) { PlainScores(common: .greedy).evidence($0) },
    .init(
      Text(
        "if precision and recall change places and F is right",
        "se a precisão e o recall trocam de lugar e F está certo")
    ) { PlainScores(tellsSwapped: true).evidence($0) },
    .init(
      Text("if β stands in F where β² should", "se em F há β no lugar de β²")
    ) { PlainScores(squaresBeta: false).evidence($0) },
    .init(
      Text(
        "if a larger β favours precision: β² stands before R in the place of P",
        "se um β maior favorece a precisão: β² está antes de R, e não de P")
    ) { PlainScores(weighsPrecision: true).evidence($0) },
    .init(
      Text("if articles are left out", "se os artigos ficam de fora")
    ) { PlainScores(dropsArticles: true).evidence($0) },
    .init(
      Text(
        "if quotation marks and brackets go from the end, too",
        "se aspas e parênteses também saem do final")
    ) { PlainScores(removesQuotes: true).evidence($0) },
    .init(
      Text(
        "if answers are compared byte by byte: an é may be one scalar or two",
        "se as respostas são comparadas byte a byte: um é pode ser um escalar ou dois")
    ) { PlainScores(comparesBytes: true).evidence($0) },
  ],
  variants: [
    .init("with the whole table") { PlainScores().evidence($0) }
  ],
  contract: [
    .init("without what does not change its meaning"),
    .init("// \"in the park\"", triedBy: "“  In the  Park. ”", "“It is 3.5 …!”"),
    .init("go from the end as long as one of them is last", triedBy: "“  In the"),
    .init("Articles and inner punctuation stay", triedBy: "“a kite”"),
    .init("Letters with accents are equal", triedBy: "“Café"),
    .init("Whether an answer is the one"),
    .init("Strict but unambiguous", untested: "says why"),
    .init("a larger β favours recall"),
    .init("runs of letters and digits, in lower case."),
    .init("where one has none, or no word is shared", triedBy: "“” for", "“...”"),
    .init("Cost: m · n", untested: "says what it costs"),
    .init("in the same order but with gaps"),
    .init("longestCommonSubsequence([1, 2, 3, 4]"),
    .init("0 at the edges"),
    .init("one row of L is kept", untested: "says what it costs"),
    .init("such as \"it\", \"s\", \"3\"", triedBy: "“it's 3.5"),
  ])

/// Parts that can be graded while other holes are still open.
private let answerScoreParts: [Part<JudgedTexts>] = [
  .init(Text("normalizedAnswer", "normalizedAnswer")) { texts in
    let answer = InstructionTuning::normalizedAnswer(texts.answer)
    return Array(namedEvidence(answer, true, 0, [])[0..<1])
  },
  .init(Text("isExactMatch", "isExactMatch")) { texts in
    let isExact = InstructionTuning::isExactMatch(texts.answer, texts.reference)
    return Array(namedEvidence("", isExact, 0, [])[1..<2])
  },
  .init(Text("longestCommonSubsequence", "longestCommonSubsequence")) { texts in
    let common = InstructionTuning::longestCommonSubsequence(
      letters(texts.answer), letters(texts.reference))
    return Array(namedEvidence("", true, common, [])[2..<3])
  },
  .init(Text("RougeL", "RougeL")) { texts in
    let rouge = InstructionTuning::RougeL(
      texts.answer, reference: texts.reference, beta: texts.beta)
    return Array(namedEvidence("", true, 0, [rouge.precision, rouge.recall, rouge.score])[3...])
  },
]

@Test func `7.8 exact match and ROUGE-L`() async throws {
  let attempt = Attempt("7.8")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(answerScoreGrader, parts: answerScoreParts) { texts in
      let rouge = InstructionTuning::RougeL(
        texts.answer, reference: texts.reference, beta: texts.beta)
      return namedEvidence(
        InstructionTuning::normalizedAnswer(texts.answer),
        InstructionTuning::isExactMatch(texts.answer, texts.reference),
        InstructionTuning::longestCommonSubsequence(
          letters(texts.answer), letters(texts.reference)),
        [rouge.precision, rouge.recall, rouge.score])
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `7.8 grader`() { #expect(answerScoreGrader.flaws() == []) }
