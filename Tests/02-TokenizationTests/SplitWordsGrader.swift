import CourseKit
import Grading
import Testing
import Tokenization
import TokenizationSolution

private func evidence(_ words: [some StringProtocol]) -> [Evidence] {
  [
    Evidence(Text("the words", "as palavras"), words.map { "[\(shown($0))]" }.joined()),
    // String's == does not distinguish é as one scalar from é as two.
    Evidence(
      Text("the words' lengths in bytes", "os comprimentos das palavras em bytes"),
      words.map(\.utf8.count)),
  ]
}

/// A text with escaped line breaks and tabs.
private func shown(_ text: some StringProtocol) -> String {
  let names: [Unicode.Scalar: String] = [
    "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{A0}": "\\u{A0}",
  ]
  return text.unicodeScalars.map { scalar in
    let isInvisible = [.control, .format, .lineSeparator].contains(
      scalar.properties.generalCategory)
    return names[scalar]
      ?? (isInvisible ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar))
  }.joined()
}

/// GPT-2's rule in plain loops, with hooks for mistakes.
private struct PlainSplit: Sendable {
  /// Splits the text into the units to examine: scalars.
  var units: @Sendable (String) -> [String] = { $0.unicodeScalars.map { String($0) } }
  var hasContractions = true
  var contractionsMayBeUpperCase = false
  var onlyASCIILetters = false
  var numbersAreLetters = false
  /// Whether Unicode's alphabetic property decides: it includes marks and numbers that are used
  /// like letters.
  var alphabeticIsLetter = false
  var cutsRunsOfWhitespace = false
  var contractionNeedsEnd = false
  var signsStandAlone = false
  /// What may precede a word and become part of it.
  var introduces: @Sendable (String) -> Bool = { $0 == " " }
  /// The maximum number of such characters.
  var mostIntroducers = 1
  var whitespaceStaysWhole = false

  func words(_ text: String) -> [String] {
    let units = units(text)
    var words: [String] = []
    var start = 0
    while start < units.count {
      let length =
        contraction(at: start, in: units) ?? run(at: start, in: units)
        ?? whitespace(at: start, in: units)
      words.append(units[start..<start + length].joined())
      start += length
    }
    return words
  }

  private func contraction(at start: Int, in units: [String]) -> Int? {
    guard hasContractions else { return nil }
    return [2, 3].first { length in
      guard start + length <= units.count else { return false }
      if contractionNeedsEnd, start + length < units.count,
        kind(units[start + length]) == "letter"
      {
        return false
      }
      let end = units[start..<start + length].joined()
      return ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].contains(
        contractionsMayBeUpperCase ? end.lowercased() : end)
    }
  }

  private func run(at start: Int, in units: [String]) -> Int? {
    var first = start
    while first < units.count, first - start < mostIntroducers, introduces(units[first]) {
      first += 1
    }
    guard first < units.count, kind(units[first]) != "whitespace" else { return nil }
    var end = first + 1
    if signsStandAlone, kind(units[first]) == "sign" { return end - start }
    while end < units.count, kind(units[end]) == kind(units[first]) { end += 1 }
    return end - start
  }

  private func whitespace(at start: Int, in units: [String]) -> Int {
    let length = units[start...].prefix { kind($0) == "whitespace" }.count
    let isLast = start + length == units.count
    if cutsRunsOfWhitespace { return 1 }
    return whitespaceStaysWhole || isLast || length == 1 ? length : length - 1
  }

  private func kind(_ unit: String) -> String {
    let scalar = unit.unicodeScalars.first!
    if scalar.properties.isWhitespace { return "whitespace" }
    if alphabeticIsLetter, scalar.properties.isAlphabetic { return "letter" }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return onlyASCIILetters && !scalar.isASCII ? "sign" : "letter"
    case .decimalNumber, .letterNumber, .otherNumber:
      return numbersAreLetters ? "letter" : "number"
    default: return "sign"
    }
  }
}

/// Words with the following white space, "The ", "cat ".
private func wordsWithTrailingSpace(_ text: String) -> [String] {
  var words: [String] = []
  for word in PlainSplit(introduces: { _ in false }).words(text) {
    if word == " ", !words.isEmpty { words[words.count - 1] += word } else { words.append(word) }
  }
  return words
}

private let fixedTexts: [String] = [
  "", "x", "The cat has 9 lives.", "It's 3 pm,  really!", "IT'S so: we'll go, they've said",
  "in room 12b\tor\n\n 7!?  ", "Ação à noite, cafe\u{301} 日本語",
  // The examples of the exercise's comment.
  "a \n\n b", "a\nb", "a  ",
  // Only white space, or only punctuation.
  " ", "   ", "\n", "\r\n\r\n", "\u{3000}\u{2028}a\u{85}b", "'", "''", " '", "'''s", "…",
  // Contractions, and similar text that is none.
  "'s", " 's", "it's'sa", "'sa", "'t2", "''s", "don't've", "'l", "'ll", "'r", "'re", "'v 've",
  "'d'm",
  "it\u{2019}s", "'é", "'s\u{301}", "rock'n'roll 'tis '90s",
  // Numbers and letters beyond ASCII: other scripts, superscripts, fractions, Devanagari.
  "x² ½ Ⅷ ٣٤ 三人 3人", "नमस्ते दुनिया", "ªº çÇ ßẞ ñ", "3.14 1,000 a_b C++ #1", "😀👍🏽 👨‍👩‍👧 🇧🇷",
  "a\u{0}b\u{7}\u{1B}[0m", "e\u{301}te\u{301} \u{301}", "a\u{A0}\u{A0}b \u{A0} c",
  "Olá, São João!  E agora?\tNão…",
  (0..<60).map { "\($0)  ção's\n" }.joined(), String(repeating: "a", count: 131),
]

let splitWordsGrader = Grader<String>(
  "2.1",
  cases: { data in
    let pieces = [
      " ", " ", "  ", "\n", "\r\n", "\t", "a", "The", "cat", "'s", "n't", "'", "42", "7", "ção",
      "e\u{301}", "🙂", "日本", "\u{A0}", "…", "!?", ",",
    ]
    let drawn = (0..<4).map { _ in
      (0..<data.integer(in: 3...12)).map { _ in
        pieces[data.integer(in: 0...pieces.count - 1)]
      }.joined()
    }
    return (fixedTexts + drawn).map {
      .init(Text("the text “\(shown($0))”", "o texto “\(shown($0))”"), $0)
    }
  },
  expected: { evidence(TokenizationSolution::splitWords($0)) },
  misconceptions: [
    .init(
      Text(
        "if the text is split at whitespace and the whitespace is lost",
        "quando o texto é cortado nos espaços e os espaços se perdem")
    ) { evidence($0.split { $0.isWhitespace }) },
    .init(
      Text(
        "if a space goes with the word before it, not with the one after it",
        "quando um espaço vai com a palavra anterior, e não com a seguinte")
    ) { evidence(wordsWithTrailingSpace($0)) },
    .init(
      Text(
        "if a space is always a word of its own", "quando um espaço é sempre uma palavra à parte")
    ) { evidence(PlainSplit(introduces: { _ in false }, whitespaceStaysWhole: true).words($0)) },
    .init(
      Text(
        "without the rule for contractions: ' and s are two words",
        "sem a regra das contrações: ' e s ficam separados")
    ) { evidence(PlainSplit(hasContractions: false).words($0)) },
    .init(
      Text(
        "if contractions in upper case are cut off too, such as 'S",
        "quando contrações em maiúsculas também são separadas, como 'S")
    ) { evidence(PlainSplit(contractionsMayBeUpperCase: true).words($0)) },
    .init(
      Text(
        "if whitespace does not leave its last character to the next word",
        "quando o espaço em branco não deixa o último caractere para a palavra seguinte")
    ) { evidence(PlainSplit(whitespaceStaysWhole: true).words($0)) },
    .init(
      Text(
        "if several spaces go with the word after them, not just one",
        "quando vários espaços vão com a palavra seguinte, e não um só")
    ) { evidence(PlainSplit(mostIntroducers: .max).words($0)) },
    .init(
      Text(
        "if a tab or a line break goes with the next word like a space",
        "quando uma tabulação ou quebra de linha vai com a palavra seguinte, como um espaço")
    ) {
      evidence(
        PlainSplit(introduces: { $0.unicodeScalars.first!.properties.isWhitespace }).words($0))
    },
    .init(
      Text(
        "if each character of whitespace is a word of its own",
        "quando cada caractere de espaço em branco é uma palavra à parte")
    ) { evidence(PlainSplit(cutsRunsOfWhitespace: true).words($0)) },
    .init(
      Text(
        "if a contraction is one only where no letter follows, as in 'sa",
        "quando uma contração só vale se nenhuma letra vem depois, como em 'sa")
    ) { evidence(PlainSplit(contractionNeedsEnd: true).words($0)) },
    .init(
      Text(
        "if whatever Unicode calls alphabetic is a letter, such as Ⅷ or a vowel sign",
        "quando tudo o que o Unicode chama de alfabético é letra, como Ⅷ ou um sinal de vogal")
    ) { evidence(PlainSplit(alphabeticIsLetter: true).words($0)) },
    .init(
      Text("if letters and numbers are of one kind", "quando letras e números são do mesmo tipo")
    ) { evidence(PlainSplit(numbersAreLetters: true).words($0)) },
    .init(
      Text(
        "if every sign is a word of its own, so that !? is two",
        "quando cada sinal é uma palavra à parte, e !? vira duas")
    ) { evidence(PlainSplit(signsStandAlone: true).words($0)) },
    .init(
      Text(
        "if only a to z and A to Z are letters", "quando só de a a z e de A a Z são letras")
    ) { evidence(PlainSplit(onlyASCIILetters: true).words($0)) },
    .init(
      Text(
        "if the text is taken Character by Character, not scalar by scalar",
        "quando o texto é lido por Character, e não por escalar Unicode")
    ) { evidence(PlainSplit(units: { $0.map { String($0) } }).words($0)) },
  ],
  variants: [
    .init("in plain loops over an array") { evidence(PlainSplit().words($0)) },
    .init("with the regular expression") { text in
      let pattern = try Regex(
        #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
      ).matchingSemantics(.unicodeScalar)
      return evidence(text.matches(of: pattern).map { text[$0.range] })
    },
  ],
  contract: [
    .init("Cuts a text into the words"),
    .init("From left to right, each word"),
    .init("the end of an English contraction", triedBy: "the text “don't've”", "the text “'v 've”"),
    .init("Its last character stays", triedBy: "the text “a \\n\\n b”"),
    .init("splitWords(\"It's 3 pm", triedBy: "the text “It's 3 pm"),
    .init("Nothing is lost"),
    .init("Kinds are those of Unicode scalars", triedBy: "the text “Ação à noite"),
    .init("Rule 3 at work", triedBy: "the text “a \\n\\n b”", "the text “a\\nb”", "the text “a  ”"),
    .init("An empty text has no words", triedBy: "the text “”"),
    .init("A scalar's `kind`", untested: "says what to use"),
    .init("Cost: one pass", untested: "the cost is not the point"),
    .init("Source: Radford", untested: "a source"),
    .init("The rule as the pattern"),
  ])

@Test func `2.1 a text is split into words`() async throws {
  let attempt = Attempt("2.1")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(splitWordsGrader) { evidence(Tokenization::splitWords($0)) }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.1 grader`() { #expect(splitWordsGrader.flaws() == []) }
