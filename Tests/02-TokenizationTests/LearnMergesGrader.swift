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
  [
    Evidence(
      Text(
        "merging \(input.pair) into 300 in \(input.ids)",
        "merging de \(input.pair) em 300 dentro de \(input.ids)"), merged),
    Evidence(
      Text(
        "the merges learned, of equally frequent pairs the smallest first",
        "os merges aprendidos, entre pares igualmente frequentes o menor primeiro"),
      merges.map(\.description).joined(separator: ", ")),
  ]
}

/// Byte-pair encoding in the plain way, with places where it can be got wrong.
private struct PlainLearning: Sendable {
  enum Tie { case smallest, largest, firstSeen }
  enum Merging { case fromLeft, fromRight, firstOnly, overlapping, byOne }

  var tie = Tie.smallest
  var merging = Merging.fromLeft
  var firstID = 256
  var countsWords = true
  var recounts = true
  var smallestCount = 1
  var extraMerges = 0

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
      }
      if !recounts {
        // Sorting by places too keeps the order of equals.
        let order = pairs.indices.sorted {
          (-counts[pairs[$0]]!, $0) < (-counts[pairs[$1]]!, $1)
        }
        return order.prefix(count).map { pairs[$0] }
      }
      guard let highest = counts.values.max(), highest >= smallestCount else { break }
      let pair = pairs.first { counts[$0] == highest }!
      for place in words.indices {
        words[place].ids = merged(pair, into: firstID + merges.count, in: words[place].ids)
      }
      merges.append(pair)
    }
    return merges
  }

  private func merged(_ pair: PlainPair, into id: Int, in ids: [Int]) -> [Int] {
    func stands(at place: Int) -> Bool {
      place >= 0 && place + 1 < ids.count && ids[place] == pair.left && ids[place + 1] == pair.right
    }
    switch merging {
    case .fromRight:
      let mirror = PlainLearning().merged(
        PlainPair(pair.right, pair.left), into: id, in: ids.reversed())
      return mirror.reversed()
    case .overlapping:
      return ids.indices.compactMap { place in
        stands(at: place) ? id : stands(at: place - 1) ? nil : ids[place]
      }
    case .byOne:
      return ids.indices.map { stands(at: $0) ? id : ids[$0] }
    case .fromLeft, .firstOnly:
      var result: [Int] = []
      var place = 0
      var isDone = false
      while place < ids.count {
        let merges = stands(at: place) && !isDone
        result.append(merges ? id : ids[place])
        place += merges ? 2 : 1
        if merges, merging == .firstOnly { isDone = true }
      }
      return result
    }
  }
}

/// The recursive way: the head of the list, and the rest merged.
private func mergedRecursively(_ pair: PlainPair, into id: Int, in ids: ArraySlice<Int>) -> [Int] {
  guard let first = ids.first else { return [] }
  let rest = ids.dropFirst()
  return first == pair.left && rest.first == pair.right
    ? [id] + mergedRecursively(pair, into: id, in: rest.dropFirst())
    : [first] + mergedRecursively(pair, into: id, in: rest)
}

private func words(_ counts: KeyValuePairs<String, Int>) -> [WordInput] {
  counts.map { WordInput(ids: $0.key.utf8.map { Int($0) }, count: $0.value) }
}

let learnMergesGrader = Grader<LearnMergesInput>(
  "2.4",
  cases: { data in
    var inputs: [LearnMergesInput] = [
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
      .init(
        Text("\($0.count) merges of \($0.words)", "\($0.count) merges de \($0.words)"), $0)
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
        "if the search goes on by one place after a merge, and not by two",
        "quando a busca avança uma posição depois de um merge, e não duas")
    ) { PlainLearning(merging: .byOne).evidence($0) },
    .init(
      Text(
        "if only the first place of the pair in a word is merged",
        "quando só a primeira ocorrência do par na palavra é juntada")
    ) { PlainLearning(merging: .firstOnly).evidence($0) },
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
  ])

@Test func `2.4 merges are learned from the most frequent pairs`() async throws {
  let attempt = Attempt("2.4")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(learnMergesGrader) { input in
      let merged = Tokenization::merging(
        Tokenization::TokenPair(input.pair.left, input.pair.right), into: 300, in: input.ids)
      let merges = Tokenization::learnMerges(
        from: input.words.map { Tokenization::CountedWord(ids: $0.ids, count: $0.count) },
        count: input.count)
      return learningEvidence(
        input, merges: merges.map { PlainPair($0.left, $0.right) }, merged: merged)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.4 grader`() { #expect(learnMergesGrader.flaws() == []) }
