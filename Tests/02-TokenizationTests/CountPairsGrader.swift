import CourseKit
import Grading
import Testing
import Tokenization
import TokenizationSolution

/// A word as ids with its frequency, independent of the learner's and the reference's own types.
struct WordInput: Sendable, CustomStringConvertible {
  var ids: [Int]
  var count: Int
  var description: String { "\(ids) × \(count)" }
}

/// Two adjacent ids, independent of the learner's and the reference's own types.
struct PlainPair: Hashable, Comparable, Sendable, CustomStringConvertible {
  var left: Int
  var right: Int

  init(_ left: Int, _ right: Int) {
    self.left = left
    self.right = right
  }

  static func < (a: PlainPair, b: PlainPair) -> Bool { (a.left, a.right) < (b.left, b.right) }
  var description: String { "(\(left), \(right))" }
}

private func evidence(_ counts: [PlainPair: Int]) -> [Evidence] {
  [
    Evidence(
      Text("the counts", "as contagens"),
      counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))
  ]
}

/// The sum over all words of the counts within each word.
private func summed(
  _ words: [WordInput], _ count: (WordInput) -> [PlainPair: Int]
) -> [Evidence] {
  evidence(
    words.reduce(into: [:]) { all, word in
      for (pair, number) in count(word) { all[pair, default: 0] += number }
    })
}

/// Every pair of a word, counted `number` times per position.
private func pairs(
  _ ids: [Int], adding number: Int, key: (Int, Int) -> PlainPair = { PlainPair($0, $1) }
) -> [PlainPair: Int] {
  var result: [PlainPair: Int] = [:]
  for position in ids.indices.dropLast() {
    result[key(ids[position], ids[position + 1]), default: 0] += number
  }
  return result
}

let countPairsGrader = Grader<[WordInput]>(
  "2.3",
  cases: { data in
    func random(_ words: Int, _ lengths: ClosedRange<Int>, _ ids: ClosedRange<Int>) -> [WordInput] {
      (0..<words).map { _ in
        WordInput(
          ids: (0..<data.integer(in: lengths)).map { _ in data.integer(in: ids) },
          count: data.integer(in: 1...5))
      }
    }
    let inputs =
      [
        [], [WordInput(ids: [5], count: 3), WordInput(ids: [], count: 2)],
        [WordInput(ids: [1, 2, 3], count: 1), WordInput(ids: [4, 5], count: 1)],
        [WordInput(ids: [1, 2, 1, 2], count: data.integer(in: 2...9))],
        [WordInput(ids: [7, 7, 7, 8, 7, 7], count: data.integer(in: 1...9))],
      ] + [random(3, 0...5, 1...3), random(4, 2...6, 254...256)]
      + [
        [WordInput(ids: [1, 2, 1, 2], count: 3)], [WordInput(ids: [0, 0, 0], count: 1)],
        [WordInput(ids: [0, 5, 0], count: 3), WordInput(ids: [0, 5, 0], count: 4)],
        // Any naive way to pack two ids into one number gives two different pairs the same key in
        // one of these.
        [
          WordInput(ids: [1, 256, 2, 0], count: 1), WordInput(ids: [1, 1000, 2, 0, 1], count: 2),
          WordInput(ids: [1, 65_536, 2, 0], count: 3),
          WordInput(ids: [100_000, 7, 100_000, 50_256, 1_000_000], count: 5),
          WordInput(ids: [2, 256, 3, 0, 2, 1000, 3, 0, 10, 1, 1, 101, 11, 1], count: 7),
        ],
        [
          WordInput(ids: [3, 4], count: 1_000_000_000),
          WordInput(ids: [4, 3, 4], count: 3_000_000_000),
        ],
        [WordInput(ids: [Int](repeating: 9, count: 131), count: 2)], random(70, 0...33, 0...8),
      ]
    return inputs.map {
      let count = $0.reduce(0) { $0 + $1.ids.count }
      return .init(
        $0.isEmpty
          ? Text("no words", "nenhuma palavra")
          : count > 60
            ? Text(
              "\($0.count) \($0.count == 1 ? "word" : "words") of \(count) ids together",
              "\($0.count) \($0.count == 1 ? "palavra" : "palavras") com \(count) ids ao todo")
            : Text("words \($0)", "palavras \($0)"),
        $0)
    }
  },
  expected: { words in
    let counts = TokenizationSolution::countPairs(
      in: words.map { TokenizationSolution::CountedWord(ids: $0.ids, count: $0.count) })
    return evidence(
      Dictionary(uniqueKeysWithValues: counts.map { (PlainPair($0.left, $0.right), $1) }))
  },
  misconceptions: [
    .init(
      Text(
        "if a word counts once, however often it occurs in the text",
        "quando uma palavra conta uma vez só, por mais que apareça no texto")
    ) { summed($0) { pairs($0.ids, adding: 1) } },
    .init(
      Text(
        "if a pair that occurs twice in a word is counted once there",
        "quando um par que aparece duas vezes na palavra é contado uma vez só")
    ) { summed($0) { word in pairs(word.ids, adding: 1).mapValues { _ in word.count } } },
    .init(
      Text(
        "if (1, 2) and (2, 1) are the same pair", "quando (1, 2) e (2, 1) são o mesmo par")
    ) {
      summed($0) { pairs($0.ids, adding: $0.count) { PlainPair(min($0, $1), max($0, $1)) } }
    },
    .init(
      Text(
        "if each pair begins where the one before it ended, two tokens further",
        "quando cada par começa onde o anterior terminou, dois tokens adiante")
    ) {
      summed($0) { word in
        var result: [PlainPair: Int] = [:]
        for position in stride(from: 0, to: word.ids.count - 1, by: 2) {
          result[PlainPair(word.ids[position], word.ids[position + 1]), default: 0] += word.count
        }
        return result
      }
    },
    .init(
      Text(
        "if overlapping equal pairs count once: 7 7 7 as one (7, 7)",
        "quando pares iguais sobrepostos contam uma vez: 7 7 7 como um só (7, 7)")
    ) {
      summed($0) { word in
        var result: [PlainPair: Int] = [:]
        var position = 0
        while position + 1 < word.ids.count {
          let pair = PlainPair(word.ids[position], word.ids[position + 1])
          result[pair, default: 0] += word.count
          let overlaps =
            pair.left == pair.right && word.ids[position...].dropFirst(2).first == pair.left
          position += overlaps ? 2 : 1
        }
        return result
      }
    },
    .init(
      Text(
        "if a word that comes twice in the list is counted once",
        "quando uma palavra que vem duas vezes na lista é contada uma vez só")
    ) { words in
      var seen: Set<[Int]> = []
      return summed(words.filter { seen.insert($0.ids).inserted }) {
        pairs($0.ids, adding: $0.count)
      }
    },
    .init(
      Text(
        "if the first pair of each word is forgotten",
        "quando o primeiro par de cada palavra é esquecido")
    ) { summed($0) { pairs(Array($0.ids.dropFirst()), adding: $0.count) } },
    .init(
      Text(
        "if two tokens with one between them are counted as a pair too",
        "quando dois tokens com outro no meio também contam como par")
    ) {
      summed($0) { word in
        pairs(word.ids, adding: word.count).merging(
          zip(word.ids, word.ids.dropFirst(2)).reduce(into: [:]) {
            $0[PlainPair($1.0, $1.1), default: 0] += word.count
          }, uniquingKeysWith: +)
      }
    },
    .init(
      Text(
        "if the last pair of each word is forgotten",
        "quando o último par de cada palavra é esquecido")
    ) { summed($0) { pairs(Array($0.ids.dropLast()), adding: $0.count) } },
    .init(
      Text(
        "if a pair may reach from one word into the next",
        "quando um par pode ir do fim de uma palavra ao começo da seguinte")
    ) { words in
      var result: [PlainPair: Int] = [:]
      var last: Int?
      for word in words {
        for id in word.ids {
          if let last { result[PlainPair(last, id), default: 0] += word.count }
          last = id
        }
      }
      return evidence(result)
    },
    .init(
      Text(
        "if the last token forms a pair with the first",
        "quando o último token forma par com o primeiro")
    ) {
      summed($0) { pairs($0.ids + ($0.ids.count > 1 ? [$0.ids[0]] : []), adding: $0.count) }
    },
  ],
  variants: [
    .init("a list of all pairs, times the word's count") { words in
      var result: [PlainPair: Int] = [:]
      for word in words {
        for position in word.ids.indices.dropLast().reversed() {
          let pair = PlainPair(word.ids[position], word.ids[position + 1])
          result[pair] = (result[pair] ?? 0) + word.count
        }
      }
      return evidence(result)
    }
  ],
  contract: [
    .init("How often each pair of neighbours"),
    .init("count(a, b) ="),
    .init("countPairs(in: [CountedWord", triedBy: "words [[1, 2, 1, 2] × 3]"),
    .init("Every position counts", triedBy: "words [[7, 7, 7, 8, 7, 7]"),
    .init("The order matters", triedBy: "words [[1, 2, 1, 2]"),
    .init(
      "No pair reaches from one word", triedBy: "words [[1, 2, 3] × 1, [4, 5] × 1]",
      "words [[5] × 3, [] × 2]"),
    .init("A pair that does not occur"),
  ])

@Test func `2.3 pairs of neighbours are counted`() async throws {
  let attempt = Attempt("2.3")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(countPairsGrader) { words in
      let counts = Tokenization::countPairs(
        in: words.map { Tokenization::CountedWord(ids: $0.ids, count: $0.count) })
      return evidence(
        Dictionary(uniqueKeysWithValues: counts.map { (PlainPair($0.left, $0.right), $1) }))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.3 grader`() { #expect(countPairsGrader.flaws() == []) }
