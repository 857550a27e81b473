import CourseKit
import Grading
import Testing
import Tokenization
import TokenizationSolution

/// The words of a vocabulary, and a text and ids to try it with.
struct VocabularyInput: Sendable {
  let words: [String]
  let text: String
  /// Ids to decode, all of them in the vocabulary.
  let ids: [Int]
}

private func vocabularyEvidence(
  _ input: VocabularyInput, words: [String], id: (String) -> Int, word: (Int) -> String,
  encode: (String) -> [Int], decode: ([Int]) -> String
) -> [Evidence] {
  [
    wordsEvidence(words), encodeEvidence(input, encode),
    decodeEvidence(input, words: words, decode), idEvidence(input, id),
    wordEvidence(words: words, word),
  ]
}

private func wordsEvidence(_ words: [String]) -> Evidence {
  Evidence(Text("the vocabulary's words", "as palavras do vocabulário"), "\(words)")
}

private func encodeEvidence(_ input: VocabularyInput, _ encode: (String) -> [Int]) -> Evidence {
  Evidence(Text("the ids of “\(input.text)”", "os ids de “\(input.text)”"), encode(input.text))
}

private func decodeEvidence(
  _ input: VocabularyInput, words: [String], _ decode: ([Int]) -> String
) -> Evidence {
  Evidence(
    Text("the text of the ids \(input.ids)", "o texto dos ids \(input.ids)"),
    // Ids outside the vocabulary would trap before its words are compared.
    input.ids.allSatisfy(words.indices.contains) ? decode(input.ids) : "")
}

private func idEvidence(_ input: VocabularyInput, _ id: (String) -> Int) -> Evidence {
  Evidence(
    Text("id(of:) of its words and of “?!”", "id(of:) das suas palavras e de “?!”"),
    (input.words + ["?!"]).map(id))
}

private func wordEvidence(words: [String], _ word: (Int) -> String) -> Evidence {
  Evidence(Text("word(of:) of each id", "word(of:) de cada id"), "\(words.indices.map(word))")
}

/// A vocabulary in plain lists, with hooks for mistakes.
private struct PlainVocabulary: Sendable {
  /// The words of the vocabulary, from the given words.
  var words: @Sendable ([String]) -> [String] = { [unknown] + different($0) }
  var takesLastPosition = false
  /// Whether words are equal only if their bytes are.
  var comparesBytes = false
  var lowercases = false
  var splits: @Sendable (String) -> [String] = {
    TokenizationSolution::splitWords($0).map { String($0) }
  }
  var leavesOutUnknown = false
  var separator = ""

  static let unknown = "<unk>"

  /// The distinct words in order of first appearance, without the unknown word.
  static func different(_ words: [String]) -> [String] {
    var result: [String] = []
    for word in words where !result.contains(word) && word != unknown { result.append(word) }
    return result
  }

  private func differentBytes(_ words: [String]) -> [String] {
    var result = [PlainVocabulary.unknown]
    for word in words where !result.contains(where: { Array($0.utf8) == Array(word.utf8) }) {
      result.append(word)
    }
    return result
  }

  func evidence(_ input: VocabularyInput) -> [Evidence] {
    let given = lowercases ? input.words.map { $0.lowercased() } : input.words
    let words = comparesBytes ? differentBytes(given) : words(given)
    func known(_ given: String) -> Int? {
      let word = lowercases ? given.lowercased() : given
      if comparesBytes { return words.firstIndex { Array($0.utf8) == Array(word.utf8) } }
      return takesLastPosition ? words.lastIndex(of: word) : words.firstIndex(of: word)
    }
    let unknownID = words.firstIndex(of: PlainVocabulary.unknown) ?? 0
    return vocabularyEvidence(
      input, words: words, id: { known($0) ?? unknownID },
      word: { $0 < words.count ? words[$0] : "" },
      encode: { text in
        splits(text).compactMap { known($0) ?? (leavesOutUnknown ? nil : unknownID) }
      },
      decode: { ids in
        ids.map { $0 < words.count ? words[$0] : "" }.joined(separator: separator)
      })
  }
}

let vocabularyGrader = Grader<VocabularyInput>(
  "2.2",
  cases: { data in
    let nouns = [" cat", " dog", " bird", " gato", " cão", " fish", " horse"]
    func input(_ words: [String], _ text: String) -> VocabularyInput {
      let count = PlainVocabulary.different(words).count + 1
      // The first and the last id are always included.
      return VocabularyInput(
        words: words, text: text,
        ids: (0..<5).map { _ in data.integer(in: 0...count - 1) } + [0, count - 1, count - 1])
    }
    let order = data.permutation(nouns.count)
    let (one, two, three) = (nouns[order[0]], nouns[order[1]], nouns[order[2]])
    let sentence = ["The", one, " saw", " the", two, ".", " The", two, " saw", " the", one, "."]
    let inputs = [
      input(["x"], "x"),
      input(sentence, "The\(two) saw the\(one)."),
      input(sentence, "The\(three) saw a\(two)."),
      input(["b", "<unk>", "a", "b"], "b"),
      input([], "Hi!"),
      input(["a", " é"], ""),
      // é as one scalar and as two is the same word; the form that came first is kept.
      input(["e\u{301}", "\u{E9}", " ção", " cão", "ção"], "\u{E9} c\u{327}a\u{303}o"),
      input(["\u{E9}", "e\u{301}"], "e\u{301}"),
      input(["A", "a", " a", "Á", "á", "a"], "a A"),
      input(["日本", " 👨‍👩‍👧", "👍🏽", "👍", "\u{0}", "\n", " "], "日本 👨‍👩‍👧\n "),
      input(["<unk>", "<unk>"], "<unk>"),
      input(["x", "x", "x", "x"], "x x"),
      input((0..<131).map { " \($0 * 37 % 67)" }, (60..<70).map { " \($0)" }.joined()),
    ]
    return (inputs + [VocabularyInput(words: ["a", "b"], text: "a", ids: [])]).map {
      $0.words.count > 20
        ? .init(Text("\($0.words.count) words", "\($0.words.count) palavras"), $0)
        : .init(Text("the words \($0.words)", "as palavras \($0.words)"), $0)
    }
  },
  expected: { input in
    let vocabulary = TokenizationSolution::Vocabulary(words: input.words)
    let tokenizer = TokenizationSolution::WordTokenizer(vocabulary: vocabulary)
    return vocabularyEvidence(
      input, words: vocabulary.words, id: { vocabulary.id(of: $0) },
      word: { vocabulary.word(of: $0) }, encode: { tokenizer.encode($0) },
      decode: { tokenizer.decode($0) })
  },
  misconceptions: [
    .init(
      Text(
        "if <unk> gets the last id and not 0", "quando <unk> fica com o último id, e não com o 0")
    ) {
      PlainVocabulary(words: { PlainVocabulary.different($0) + [PlainVocabulary.unknown] })
        .evidence($0)
    },
    .init(
      Text(
        "if there is no <unk>, and an unknown word is taken for the first one",
        "quando não há <unk> e uma palavra desconhecida passa pela primeira")
    ) { PlainVocabulary(words: { PlainVocabulary.different($0) }).evidence($0) },
    .init(
      Text(
        "if the words are sorted, not kept in the order in which they appear",
        "quando as palavras são ordenadas, em vez de ficar na ordem em que aparecem")
    ) {
      PlainVocabulary(
        words: { [PlainVocabulary.unknown] + PlainVocabulary.different($0).sorted() }
      ).evidence($0)
    },
    .init(
      Text(
        "if a word that occurs again gets another id",
        "quando uma palavra que se repete ganha outro id")
    ) {
      PlainVocabulary(
        words: { [PlainVocabulary.unknown] + $0.filter { $0 != PlainVocabulary.unknown } },
        takesLastPosition: true
      ).evidence($0)
    },
    .init(
      Text(
        "if upper and lower case are made the same",
        "quando maiúsculas e minúsculas viram a mesma coisa")
    ) { PlainVocabulary(lowercases: true).evidence($0) },
    .init(
      Text(
        "if é in one scalar and é in two are different words",
        "quando é em um escalar e é em dois são palavras diferentes")
    ) { PlainVocabulary(comparesBytes: true).evidence($0) },
    .init(
      Text(
        "if the words are numbered from the last to the first",
        "quando as palavras são numeradas da última para a primeira")
    ) {
      PlainVocabulary(
        words: { [PlainVocabulary.unknown] + PlainVocabulary.different($0).reversed() }
      ).evidence($0)
    },
    .init(
      Text(
        "if decoding puts spaces between words that carry their own",
        "quando a decodificação põe espaços entre palavras que já trazem os seus")
    ) { PlainVocabulary(separator: " ").evidence($0) },
    .init(
      Text(
        "if a text to encode is split at spaces, not into the words of splitWords",
        "quando o texto a codificar é cortado nos espaços, e não nas palavras de splitWords")
    ) { PlainVocabulary(splits: { $0.split(separator: " ").map { String($0) } }).evidence($0) },
    .init(
      Text(
        "if unknown words are left out of the ids", "quando palavras desconhecidas somem dos ids")
    ) { PlainVocabulary(leavesOutUnknown: true).evidence($0) },
    .init(
      Text(
        "if <unk> among the words given is added a second time",
        "quando <unk> entre as palavras dadas é acrescentado de novo")
    ) { input in
      PlainVocabulary(words: { words in
        var result = [PlainVocabulary.unknown]
        for word in words where !result.dropFirst().contains(word) { result.append(word) }
        return result
      }).evidence(input)
    },
  ],
  variants: [.init("with a search through a list") { PlainVocabulary().evidence($0) }],
  contract: [
    .init("of the different words among those given"),
    .init("`<unk>` comes first", triedBy: "the words [\"b\", \"<unk>\""),
    .init("Words are equal when Swift's", triedBy: "the words [\"é\", ", "the words [\"A\", \"a\""),
    .init("The id of a word, 0 where"),
    .init("one of 0 ..< count"),
    .init("The id of each word of a text"),
    .init("put together with nothing between them"),
  ])

@Test func `2.2 a vocabulary encodes and decodes words`() async throws {
  let attempt = Attempt("2.2")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func vocabulary(_ input: VocabularyInput) -> Tokenization::Vocabulary {
      Tokenization::Vocabulary(words: input.words)
    }
    @Sendable func tokenizer(_ input: VocabularyInput) -> Tokenization::WordTokenizer {
      Tokenization::WordTokenizer(vocabulary: vocabulary(input))
    }
    attempt.grade(
      vocabularyGrader,
      parts: [
        .init(Text(verbatim: "Vocabulary(words:)")) { [wordsEvidence(vocabulary($0).words)] },
        .init(Text(verbatim: "id(of:)")) { input in
          let vocabulary = vocabulary(input)
          return [idEvidence(input) { vocabulary.id(of: $0) }]
        },
        .init(Text(verbatim: "word(of:)")) { input in
          let vocabulary = vocabulary(input)
          return [wordEvidence(words: vocabulary.words) { vocabulary.word(of: $0) }]
        },
        .init(Text(verbatim: "encode")) { input in
          [encodeEvidence(input) { tokenizer(input).encode($0) }]
        },
        .init(Text(verbatim: "decode")) { input in
          [
            decodeEvidence(input, words: vocabulary(input).words) { tokenizer(input).decode($0) }
          ]
        },
      ]
    ) { input in
      let vocabulary = vocabulary(input)
      let tokenizer = tokenizer(input)
      return vocabularyEvidence(
        input, words: vocabulary.words, id: { vocabulary.id(of: $0) },
        word: { vocabulary.word(of: $0) }, encode: { tokenizer.encode($0) },
        decode: { tokenizer.decode($0) })
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.2 grader`() { #expect(vocabularyGrader.flaws() == []) }
