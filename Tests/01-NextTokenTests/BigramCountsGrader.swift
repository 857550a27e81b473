import CourseKit
import Grading
import NextToken
import NextTokenSolution
import Tensors
import Testing

struct Documents: Sendable {
  let texts: [[Int]]
  let vocabularySize: Int
}

private let table = Text("the counts", "as contagens")

/// Counts the pairs that `pairs` returns for a document.
private func counting(
  _ documents: Documents, _ texts: [[Int]]? = nil,
  _ pairs: (_ text: [Int]) -> [(before: Int, after: Int)]
) -> Tensor {
  var counts = Tensor(zeros: [documents.vocabularySize, documents.vocabularySize])
  for text in texts ?? documents.texts {
    for (before, after) in pairs(text) { counts[before, after] += 1 }
  }
  return counts
}

private func neighbours(_ text: [Int]) -> [(before: Int, after: Int)] {
  zip(text, text.dropFirst()).map { ($0, $1) }
}

let bigramCountsGrader = Grader<Documents>(
  "1.1",
  cases: { data in
    let size = data.integer(in: 4...6)
    func text(_ length: Int) -> [Int] { (0..<length).map { _ in data.integer(in: 0...size - 1) } }
    let (same, other) = (data.integer(in: 0...1), data.integer(in: 2...3))
    // Every text has something that only one way of counting gets right: a token three times in a
    // row, a bigram that occurs twice, a bigram at the end that occurs nowhere else.
    let mixed = [
      [same, same, same, other] + text(8), [], [other], [other, other, same], text(7) + [same],
    ]
    let named: [(Text, [[Int]])] = [
      (Text("texts of 12, 0, 1, 3 and 8 tokens", "textos de 12, 0, 1, 3 e 8 tokens"), mixed),
      (Text("the text \(mixed[0])", "o texto \(mixed[0])"), [mixed[0]]),
      (
        Text("the texts [0, 1, 0, 1] and [1, 1]", "os textos [0, 1, 0, 1] e [1, 1]"),
        [[0, 1, 0, 1], [1, 1]]
      ),
      (Text("texts without a bigram", "textos sem bigramas"), [[], [0], [1], []]),
      (Text("no text at all", "nenhum texto"), []),
    ]
    return named.map { .init($0, Documents(texts: $1, vocabularySize: size)) } + [
      .init(
        Text(
          "[0, 1] twice and [0, 0, 0], in a vocabulary of 2",
          "[0, 1] duas vezes e [0, 0, 0], em um vocabulário de 2"),
        Documents(texts: [[0, 1], [0, 1], [0, 0, 0]], vocabularySize: 2)),
      .init(
        Text(
          "a text of 300 tokens 0, in a vocabulary of 1",
          "um texto de 300 tokens 0, em um vocabulário de 1"),
        Documents(texts: [[Int](repeating: 0, count: 300)], vocabularySize: 1)),
      .init(
        Text(
          "a text that counts down from 66, in a vocabulary of 67",
          "um texto que conta de 66 para baixo, em um vocabulário de 67"),
        Documents(texts: [Array((0...66).reversed())], vocabularySize: 67)),
      .init(
        Text(
          "70 texts of 0 to 33 tokens, in a vocabulary of 35",
          "70 textos de 0 a 33 tokens, em um vocabulário de 35"),
        Documents(
          texts: (0..<70).map { _ in
            (0..<data.integer(in: 0...33)).map { _ in data.integer(in: 0...34) }
          }, vocabularySize: 35)),
    ]
  },
  expected: {
    [
      Evidence(
        table,
        NextTokenSolution::bigramCounts(of: $0.texts, vocabularySize: $0.vocabularySize))
    ]
  },
  misconceptions: [
    .init(
      Text(
        "if the last token of a text and the first of the next count as a bigram",
        "se o último token de um texto e o primeiro do seguinte contam como bigrama")
    ) { [Evidence(table, counting($0, [$0.texts.flatMap { $0 }], neighbours))] },
    .init(
      Text(
        "if the row is the token after and the column the one before",
        "se a linha é o token seguinte e a coluna, o anterior")
    ) { [Evidence(table, counting($0) { neighbours($0).map { ($0.after, $0.before) } })] },
    .init(
      Text(
        "if a bigram that was seen is 1, however often it came",
        "se um bigrama visto vale 1, não importa quantas vezes apareceu")
    ) { documents in
      var counts = counting(documents) { neighbours($0) }
      for position in 0..<counts.count { counts[position] = min(1, counts[position]) }
      return [Evidence(table, counts)]
    },
    .init(
      Text(
        "if the pairs do not overlap: tokens 0 and 1, then 2 and 3",
        "se os pares não se sobrepõem: tokens 0 e 1, depois 2 e 3")
    ) {
      let counts = counting($0) { text in
        stride(from: 0, to: text.count - 1, by: 2).map { (text[$0], text[$0 + 1]) }
      }
      return [Evidence(table, counts)]
    },
    .init(
      Text(
        "if the last bigram of a text is left out", "se o último bigrama de um texto fica de fora")
    ) { [Evidence(table, counting($0) { neighbours($0).dropLast() })] },
    .init(
      Text(
        "if the first bigram of a text is left out",
        "se o primeiro bigrama de um texto fica de fora")
    ) { [Evidence(table, counting($0) { Array(neighbours($0).dropFirst()) })] },
    .init(
      Text(
        "if a bigram counts once in a text, however often it stands there",
        "se um bigrama conta uma vez por texto, por mais que apareça nele")
    ) { documents in
      let counts = counting(documents) { text in
        let size = documents.vocabularySize
        return Set(neighbours(text).map { $0.before * size + $0.after })
          .map { ($0 / size, $0 % size) }
      }
      return [Evidence(table, counts)]
    },
    .init(
      Text(
        "if the rows are divided by their sums: those would be probabilities",
        "se as linhas são divididas pelas suas somas: isso seriam probabilidades")
    ) { documents in
      var counts = counting(documents) { neighbours($0) }
      let size = documents.vocabularySize
      for row in 0..<size {
        let sum = (0..<size).reduce(Float(0)) { $0 + counts[row, $1] }
        for column in 0..<size where sum > 0 { counts[row, column] /= sum }
      }
      return [Evidence(table, counts)]
    },
    .init(
      Text(
        "if a token that follows itself is not counted",
        "se um token que vem depois de si mesmo não é contado")
    ) { [Evidence(table, counting($0) { neighbours($0).filter { $0.before != $0.after } })] },
    .init(
      Text(
        "if each pair is counted in both directions", "se cada par é contado nas duas direções")
    ) {
      let counts = counting($0) { text in
        neighbours(text) + neighbours(text).map { ($0.after, $0.before) }
      }
      return [Evidence(table, counts)]
    },
  ],
  variants: [
    .init("with a dictionary of pairs") { documents in
      let pairs = documents.texts.flatMap(neighbours)
      let size = documents.vocabularySize
      let counts = Dictionary(pairs.map { ($0.before * size + $0.after, 1) }, uniquingKeysWith: +)
      return [
        Evidence(
          table,
          Tensor((0..<size * size).map { Float(counts[$0] ?? 0) }, shape: [size, size]))
      ]
    },
    .init("with the token before kept, in one pass") { documents in
      var counts = Tensor(zeros: [documents.vocabularySize, documents.vocabularySize])
      for text in documents.texts {
        var before: Int?
        for token in text {
          if let before { counts[before, token] += 1 }
          before = token
        }
      }
      return [Evidence(table, counts)]
    },
  ],
  contract: [
    .init("How often each token comes right"),
    .init("counts[a, b] ="),
    .init("A bigram is two neighbours", triedBy: "texts of 12, 0, 1, 3 and 8 tokens"),
    .init("bigramCounts(of: [[0, 1, 0, 1]", triedBy: "the texts [0, 1, 0, 1] and [1, 1]"),
    .init("- Parameters:", untested: "a heading"),
    .init("- documents:"),
    .init("fewer than two tokens", triedBy: "texts without a bigram", "no text at all"),
    .init(
      "- vocabularySize:", triedBy: "a text of 300 tokens 0", "a text that counts down from 66"),
    .init("the row is the token before"),
    .init("Cost: O(tokens)", untested: "the cost is not the point"),
    .init("A count is exact up to", untested: "it would take 16 million tokens"),
  ])

@Test func `1.1 bigram counts`() async throws {
  let attempt = Attempt("1.1")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(bigramCountsGrader) {
      [
        Evidence(
          table, NextToken::bigramCounts(of: $0.texts, vocabularySize: $0.vocabularySize))
      ]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `1.1 grader`() { #expect(bigramCountsGrader.flaws() == []) }
