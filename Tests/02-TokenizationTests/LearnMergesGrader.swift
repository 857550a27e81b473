import CourseKit
import Grading
import Testing
import Tokenization
import TokenizationSolution

/// Words to learn from, and one pair to merge in a list of ids.
struct LearnMergesInput: Sendable {
  let words: [WordInput]
  let count: Int
  let pair: PlainPair
  let ids: [Int]
}

private func learningEvidence(
  _ input: LearnMergesInput, merges: [PlainPair], merged: [Int]
) -> [Evidence] {
  [mergingEvidence(input, merged)] + mergesEvidence(input, merges)
}

private func mergingEvidence(_ input: LearnMergesInput, _ merged: [Int]) -> Evidence {
  Evidence(
    Text(
      "merging \(input.pair) into 300 in \(input.ids)",
      "merging de \(input.pair) em 300 dentro de \(input.ids)"), merged)
}

private func mergesEvidence(_ input: LearnMergesInput, _ merges: [PlainPair]) -> [Evidence] {
  [
    Evidence(
      Text("which pair each merge takes", "que par cada merge toma"), choice(of: merges, input)),
    Evidence(
      Text(
        "the merges learned, of equally frequent pairs the smallest first",
        "os merges aprendidos, entre pares igualmente frequentes o menor primeiro"),
      merges.map(\.description).joined(separator: ", ")),
  ]
}

/// Describes in words what is wrong with the first wrong pair. Unlike a dictionary's order, which
/// may decide a tie and changes from run to run, the description is stable.
private func choice(of merges: [PlainPair], _ input: LearnMergesInput) -> String {
  let language = Language.current
  var words = input.words
  for (position, pair) in merges.enumerated() {
    let counts = PlainLearning.counts(words)
    let highest = counts.values.max() ?? 0
    if counts[pair, default: 0] < highest {
      return language.text("not always the most frequent", "nem sempre o mais frequente")
    }
    if counts.contains(where: { $0.value == highest && $0.key < pair }) {
      return language.text(
        "the most frequent, but of equally frequent ones not always the smallest",
        "o mais frequente, mas entre igualmente frequentes nem sempre o menor")
    }
    for index in words.indices {
      words[index].ids = PlainLearning().merged(pair, into: 256 + position, in: words[index].ids)
    }
  }
  return language.text(
    "the most frequent, of equally frequent ones the smallest",
    "o mais frequente, entre igualmente frequentes o menor")
}

/// Byte-pair encoding, straightforward, with hooks for mistakes.
private struct PlainLearning: Sendable {
  enum Tie { case smallest, largest, firstSeen, lastSeen, any, byBytes }
  enum Merging { case fromLeft, fromRight, firstOnly, overlapping, byOne }

  var tie = Tie.smallest
  var merging = Merging.fromLeft
  var firstID = 256
  var countsWords = true
  var recounts = true
  var smallestCount = 1
  var extraMerges = 0

  /// The frequency of each pair.
  static func counts(_ words: [WordInput]) -> [PlainPair: Int] {
    var counts: [PlainPair: Int] = [:]
    for word in words {
      for (left, right) in zip(word.ids, word.ids.dropFirst()) {
        counts[PlainPair(left, right), default: 0] += word.count
      }
    }
    return counts
  }

  func evidence(_ input: LearnMergesInput) -> [Evidence] {
    learningEvidence(
      input, merges: merges(input.words, count: input.count),
      merged: merged(input.pair, into: 300, in: input.ids))
  }

  private func merges(_ words: [WordInput], count: Int) -> [PlainPair] {
    var words = words
    var merges: [PlainPair] = []
    while merges.count < count + extraMerges {
      var pairs: [PlainPair] = []
      var counts: [PlainPair: Int] = [:]
      for word in words {
        for (left, right) in zip(word.ids, word.ids.dropFirst()) {
          let pair = PlainPair(left, right)
          if counts[pair] == nil { pairs.append(pair) }
          counts[pair, default: 0] += countsWords ? word.count : 1
        }
      }
      switch tie {
      case .smallest: pairs.sort()
      case .largest: pairs.sort(by: >)
      case .firstSeen: break
      case .lastSeen: pairs.reverse()
      case .any:
        // Like a dictionary's order, this one is unrelated to the pairs' size.
        pairs.sort { scrambled($0) < scrambled($1) }
      case .byBytes:
        pairs.sort { bytes(of: $0, merges).lexicographicallyPrecedes(bytes(of: $1, merges)) }
      }
      if !recounts {
        // Sorting by index as well makes the sort stable.
        let order = pairs.indices.sorted {
          (-counts[pairs[$0]]!, $0) < (-counts[pairs[$1]]!, $1)
        }
        return order.prefix(count).map { pairs[$0] }
      }
      guard let highest = counts.values.max(), highest >= smallestCount else { break }
      let pair = pairs.first { counts[$0] == highest }!
      for position in words.indices {
        words[position].ids = merged(pair, into: firstID + merges.count, in: words[position].ids)
      }
      merges.append(pair)
    }
    return merges
  }

  private func scrambled(_ pair: PlainPair) -> Int {
    (pair.left * 7919 + pair.right * 104_729) % 1009
  }

  /// The bytes of both halves of a pair.
  private func bytes(of pair: PlainPair, _ merges: [PlainPair]) -> [Int] {
    [pair.left, pair.right].flatMap { id in
      merges.indices.contains(id - firstID) ? bytes(of: merges[id - firstID], merges) : [id]
    }
  }

  func merged(_ pair: PlainPair, into id: Int, in ids: [Int]) -> [Int] {
    func stands(at position: Int) -> Bool {
      position >= 0 && position + 1 < ids.count && ids[position] == pair.left
        && ids[position + 1] == pair.right
    }
    switch merging {
    case .fromRight:
      let mirror = PlainLearning().merged(
        PlainPair(pair.right, pair.left), into: id, in: ids.reversed())
      return mirror.reversed()
    case .overlapping:
      return ids.indices.compactMap { position in
        stands(at: position) ? id : stands(at: position - 1) ? nil : ids[position]
      }
    case .byOne:
      return ids.indices.map { stands(at: $0) ? id : ids[$0] }
    case .fromLeft, .firstOnly:
      var result: [Int] = []
      var position = 0
      var isDone = false
      while position < ids.count {
        let merges = stands(at: position) && !isDone
        result.append(merges ? id : ids[position])
        position += merges ? 2 : 1
        if merges, merging == .firstOnly { isDone = true }
      }
      return result
    }
  }
}

/// The recursive solution: the head of the list, followed by the merged rest.
private func mergedRecursively(_ pair: PlainPair, into id: Int, in ids: ArraySlice<Int>) -> [Int] {
  guard let first = ids.first else { return [] }
  let rest = ids.dropFirst()
  return first == pair.left && rest.first == pair.right
    ? [id] + mergedRecursively(pair, into: id, in: rest.dropFirst())
    : [first] + mergedRecursively(pair, into: id, in: rest)
}

private struct TooFewTies: Error {}

private func words(_ counts: KeyValuePairs<String, Int>) -> [WordInput] {
  counts.map { WordInput(ids: $0.key.utf8.map { Int($0) }, count: $0.value) }
}

let learnMergesGrader = Grader<LearnMergesInput>(
  "2.4",
  cases: { data in
    var inputs: [LearnMergesInput] = [
      .init(
        words: words(["mn": 2, "za": 2, "ba": 2, "az": 2, "hi": 2, "pq": 2, "ed": 2, "xy": 2]),
        count: 8, pair: PlainPair(3, 3), ids: [3, 4, 3]),
      .init(
        words: words(["aab": 2, "aac": 1]), count: 2, pair: PlainPair(7, 7), ids: [7, 7, 7, 8]),
      .init(
        words: words(["bc": 2, "dc": 2, "ba": 2]), count: 3, pair: PlainPair(1, 2),
        ids: [1, 2, 3, 1, 2]),
      .init(
        words: words(["xy": 5, "ab": 1, "abc": 1]), count: 3, pair: PlainPair(1, 2), ids: [2, 1]),
      .init(words: [], count: 3, pair: PlainPair(1, 2), ids: []),
      .init(words: words(["x": 9, "ab": 1]), count: 4, pair: PlainPair(1, 2), ids: [1]),
      .init(
        words: words(["banana": 3, "band": 2, "and": 4]), count: 0, pair: PlainPair(1, 1),
        ids: [1, 1, 1, 1, 1]),
    ]
    inputs += [
      // (aa, d) and (b, c) are equally frequent: by ids, (98, 99) is smaller; by bytes, it is not.
      .init(
        words: words(["aad": 2, "aa": 1, "bc": 2]), count: 3, pair: PlainPair(0, 0),
        ids: [0, 0, 0, 0, 0]),
      // A pair of two merged tokens, and one that merges with itself.
      .init(
        words: words(["abab": 3, "ababab": 1, "b": 7]), count: 5, pair: PlainPair(0, 1),
        ids: [0, 0, 1, 0]),
      .init(
        words: words(["aaaaaaa": 1, "aaa": 2]), count: 9, pair: PlainPair(256, 97),
        ids: [256, 97, 97, 256, 256, 97]),
      .init(
        words: words(["é": 2, "e\u{301}": 2, "ção": 3, "日本": 1, "👨‍👩‍👧": 2]), count: 40,
        pair: PlainPair(195, 169), ids: [99, 195, 169]),
      .init(
        words: [WordInput(ids: [0, 0, 0, 1], count: 2), WordInput(ids: [0, 1, 255], count: 2)],
        count: 3, pair: PlainPair(0, 0), ids: [0]),
      .init(
        words: words(["ab": 3_000_000_000, "bc": 3_000_000_001, "abc": 1]), count: 2,
        pair: PlainPair(5, 5), ids: [5, 5]),
      .init(
        words: (0..<40).map { _ in
          WordInput(
            ids: (0..<data.integer(in: 1...11)).map { _ in 97 + data.integer(in: 0...7) },
            count: data.integer(in: 1...20))
        }, count: 37, pair: PlainPair(1, 2),
        ids: (0..<131).map { _ in data.integer(in: 1...2) }),
    ]
    for letters in 1...3 {
      let words = (0..<data.integer(in: 2...4)).map { _ in
        WordInput(
          ids: (0..<data.integer(in: 0...7)).map { _ in 97 + data.integer(in: 0...letters - 1) },
          count: data.integer(in: 1...4))
      }
      inputs.append(
        .init(
          words: words, count: data.integer(in: 3...9),
          pair: PlainPair(data.integer(in: 1...2), data.integer(in: 1...2)),
          ids: (0..<data.integer(in: 4...8)).map { _ in data.integer(in: 1...2) }))
    }
    return inputs.map {
      let words =
        $0.words.count > 12
        ? Text("\($0.words.count) words", "\($0.words.count) palavras")
        : Text(verbatim: "\($0.words)")
      return .init(
        Text(
          "\($0.count) merges of \(words.in(.english))",
          "\($0.count) merges de \(words.in(.portuguese))"), $0)
    }
  },
  expected: { input in
    let merges = TokenizationSolution::learnMerges(
      from: input.words.map { TokenizationSolution::CountedWord(ids: $0.ids, count: $0.count) },
      count: input.count)
    return learningEvidence(
      input, merges: merges.map { PlainPair($0.left, $0.right) },
      merged: TokenizationSolution::merging(
        TokenizationSolution::TokenPair(input.pair.left, input.pair.right), into: 300,
        in: input.ids))
  },
  misconceptions: [
    .init(
      Text(
        "if the new tokens are numbered from 0, where the bytes already are",
        "quando os tokens novos são numerados a partir de 0, onde já estão os bytes")
    ) { PlainLearning(firstID: 0).evidence($0) },
    .init(
      Text(
        "if the pairs are counted only once and not anew after each merge",
        "quando os pares são contados uma só vez, e não de novo depois de cada merge")
    ) { PlainLearning(recounts: false).evidence($0) },
    .init(
      Text("if there is one merge more than asked for", "quando há um merge a mais do que o pedido")
    ) { PlainLearning(extraMerges: 1).evidence($0) },
    .init(
      Text(
        "if overlapping pairs are merged from right to left",
        "quando pares sobrepostos são juntados da direita para a esquerda")
    ) { PlainLearning(merging: .fromRight).evidence($0) },
    .init(
      Text(
        "if a token goes into two pairs: 7 7 7 becomes two tokens",
        "quando um token entra em dois pares: 7 7 7 vira dois tokens")
    ) { PlainLearning(merging: .overlapping).evidence($0) },
    .init(
      Text(
        "if the search goes on by one position after a merge, and not by two",
        "quando a busca avança uma posição depois de um merge, e não duas")
    ) { PlainLearning(merging: .byOne).evidence($0) },
    .init(
      Text(
        "if only the first position of the pair in a word is merged",
        "quando só a primeira ocorrência do par na palavra é juntada")
    ) { PlainLearning(merging: .firstOnly).evidence($0) },
    .init(
      Text(
        "if of equally frequent pairs the one is taken whose bytes come first, not whose ids do",
        "quando, entre pares igualmente frequentes, vem primeiro o de menores bytes, e não o de "
          + "menores ids")
    ) { PlainLearning(tie: .byBytes).evidence($0) },
    .init(
      Text(
        "if of equally frequent pairs any may be taken, such as the first of a dictionary, "
          + "whose order changes from run to run",
        "quando, entre pares igualmente frequentes, qualquer um serve, como o primeiro de um "
          + "dicionário, cuja ordem muda a cada execução")
    ) { input in
      // With only two equally frequent pairs, such code may well be right.
      guard input.words.count == 8, input.count == 8 else { throw TooFewTies() }
      return PlainLearning(tie: .any).evidence(input)
    },
    .init(
      Text(
        "if of equally frequent pairs the one seen last is taken, not the smallest",
        "quando, entre pares igualmente frequentes, se toma o visto por último, e não o menor")
    ) { PlainLearning(tie: .lastSeen).evidence($0) },
    .init(
      Text(
        "if of equally frequent pairs the largest is taken, not the smallest",
        "quando, entre pares igualmente frequentes, se toma o maior, e não o menor")
    ) { PlainLearning(tie: .largest).evidence($0) },
    .init(
      Text(
        "if of equally frequent pairs the one seen first is taken, not the smallest",
        "quando, entre pares igualmente frequentes, se toma o visto primeiro, e não o menor")
    ) { PlainLearning(tie: .firstSeen).evidence($0) },
    .init(
      Text(
        "if it does not matter how often a word occurs",
        "quando não importa quantas vezes uma palavra aparece")
    ) { PlainLearning(countsWords: false).evidence($0) },
    .init(
      Text(
        "if it stops where every pair that is left occurs once",
        "quando se para assim que cada par restante aparece uma só vez")
    ) { PlainLearning(smallestCount: 2).evidence($0) },
  ],
  variants: [
    .init("counting anew for each merge") { PlainLearning().evidence($0) },
    .init("merging by recursion") { input in
      var result = PlainLearning().evidence(input)
      result[0] =
        learningEvidence(
          input, merges: [], merged: mergedRecursively(input.pair, into: 300, in: input.ids[...]))[
          0]
      return result
    },
  ],
  contract: [
    .init("Learns which pairs of tokens"),
    .init("The words begin as bytes"),
    .init("Then, again and again"),
    .init("the pair of neighbours that occurs most often"),
    .init("The first merge makes the token 256", triedBy: "5 merges of", "2 merges of"),
    .init("Of pairs that are equally", triedBy: "8 merges of", "3 merges of"),
    .init("So equal texts give equal merges", triedBy: "8 merges of"),
    .init("\"aab\" 2 times", triedBy: "2 merges of [[97, 97, 98] × 2, [97, 97, 99] × 1]"),
    .init("- Parameters:", untested: "a heading"),
    .init("The different words as bytes"),
    .init("How many merges to learn", triedBy: "0 merges of", "37 merges of"),
    .init("fewer than `count`", triedBy: "40 merges of", "3 merges of []"),
    .init("Cost: to count all pairs anew", untested: "the plain way is a right one"),
    .init("The solution has a `PairTable`", untested: "the plain way is a right one"),
    .init("Source: Sennrich", untested: "a source"),
    .init("Puts `id` in the place"),
    .init("merging(TokenPair(7, 7)", triedBy: "2 merges of [[97, 97, 98] × 2, [97, 97, 99] × 1]"),
    .init("Each token goes into one pair", triedBy: "0 merges of"),
    .init("Where the pair does not occur", triedBy: "3 merges of []"),
  ])

@Test func `2.4 merges are learned from the most frequent pairs`() async throws {
  let attempt = Attempt("2.4")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func merged(_ input: LearnMergesInput) -> [Evidence] {
      [
        mergingEvidence(
          input,
          Tokenization::merging(
            Tokenization::TokenPair(input.pair.left, input.pair.right), into: 300, in: input.ids))
      ]
    }
    @Sendable func merges(_ input: LearnMergesInput) -> [Evidence] {
      let merges = Tokenization::learnMerges(
        from: input.words.map { Tokenization::CountedWord(ids: $0.ids, count: $0.count) },
        count: input.count)
      return mergesEvidence(input, merges.map { PlainPair($0.left, $0.right) })
    }
    attempt.grade(
      learnMergesGrader,
      parts: [
        .init(Text(verbatim: "merging"), merged), .init(Text(verbatim: "learnMerges"), merges),
      ]
    ) { merged($0) + merges($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.4 grader`() { #expect(learnMergesGrader.flaws() == []) }
