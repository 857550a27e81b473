import Tensors
import Testing
import Tokenization

private typealias CountedWord = Tokenization::CountedWord
private typealias TokenPair = Tokenization::TokenPair

private func words(_ counts: KeyValuePairs<String, Int>) -> [CountedWord] {
  counts.map { CountedWord(ids: $0.key.utf8.map(Int.init), count: $0.value) }
}

// MARK: 2.3

@Test func `2.3 a pair counts as often as its word`() {
  let counts = Tokenization::countPairs(in: [
    CountedWord(ids: [1, 2, 3], count: 5), CountedWord(ids: [2, 3, 1, 2], count: 2),
  ])
  #expect(counts == [TokenPair(1, 2): 7, TokenPair(2, 3): 7, TokenPair(3, 1): 2])
}

@Test func `2.3 the order in a pair matters, and overlapping pairs all count`() {
  let counts = Tokenization::countPairs(in: [
    CountedWord(ids: [7, 7, 7, 8, 7], count: 1), CountedWord(ids: [9], count: 4),
    CountedWord(ids: [], count: 1),
  ])
  #expect(counts == [TokenPair(7, 7): 2, TokenPair(7, 8): 1, TokenPair(8, 7): 1])
}

// MARK: 2.4

@Test func `2.4 merges of an example worked by hand`() {
  // banana 3, band 2, and 4.   an 12: 256.   then (an)d 6, b(an) 5, …: 257 = and.
  // b an an a 3, b and 2: b(an), (an)(an), (an)a are all 3 now; the smallest is b(an): 258 = ban.
  // ban an a: ban(an) and (an)a are 3; the smaller left id is an: 259 = ana.
  // ban ana 3: 260 = banana.   b and 2: 261 = band.   Nothing is left.
  let merges = Tokenization::learnMerges(
    from: words(["banana": 3, "band": 2, "and": 4]), count: 10)
  #expect(
    merges == [
      TokenPair(97, 110), TokenPair(256, 100), TokenPair(98, 256), TokenPair(256, 97),
      TokenPair(258, 259), TokenPair(98, 257),
    ])
}

@Test func `2.4 no more merges than asked for`() {
  let text = words(["banana": 3, "band": 2, "and": 4])
  let all = Tokenization::learnMerges(from: text, count: 6)
  for count in 0..<6 {
    #expect(Tokenization::learnMerges(from: text, count: count) == Array(all.prefix(count)))
  }
  #expect(Tokenization::learnMerges(from: [], count: 5) == [])
  #expect(Tokenization::learnMerges(from: words(["x": 9]), count: 5) == [])
}

@Test func `2.4 of equally frequent pairs the smallest ids go first`() {
  // dc, ba and bc are equally frequent: b before d, then a before c, in whichever order they come.
  for order in [["dc", "ba", "bc"], ["bc", "ba", "dc"], ["ba", "dc", "bc"]] {
    let merges = Tokenization::learnMerges(
      from: order.map { CountedWord(ids: $0.utf8.map(Int.init), count: 2) }, count: 3)
    #expect(merges == [TokenPair(98, 97), TokenPair(98, 99), TokenPair(100, 99)])
  }
}

@Test func `2.4 overlapping pairs merge from left to right`() {
  // aaaaa: the pair aa, 4 positions. Merged: A A a, with the pairs AA and Aa; Aa has the smaller
  // ids.
  #expect(
    Tokenization::learnMerges(from: words(["aaaaa": 1]), count: 3)
      == [TokenPair(97, 97), TokenPair(256, 97), TokenPair(256, 257)])
  #expect(Tokenization::merging(TokenPair(7, 7), into: 9, in: [7, 7, 7, 8]) == [9, 7, 8])
  #expect(Tokenization::merging(TokenPair(7, 8), into: 9, in: [7, 7, 8, 7, 8]) == [7, 9, 9])
  #expect(Tokenization::merging(TokenPair(7, 8), into: 9, in: [8, 7]) == [8, 7])
}

/// The plain way, in the words of the formula: count all, merge all, again and again.
private func mergesByRecounting(_ words: [CountedWord], count: Int) -> [TokenPair] {
  var words = words.map { (ids: $0.ids, count: $0.count) }
  var merges: [TokenPair] = []
  while merges.count < count {
    var counts: [TokenPair: Int] = [:]
    for word in words {
      for position in word.ids.indices.dropLast() {
        counts[TokenPair(word.ids[position], word.ids[position + 1]), default: 0] += word.count
      }
    }
    guard let highest = counts.values.max() else { break }
    let pair = counts.filter { $0.value == highest }.keys.min {
      $0.left != $1.left ? $0.left < $1.left : $0.right < $1.right
    }!
    for index in words.indices {
      var position = 0
      while position + 1 < words[index].ids.count {
        if words[index].ids[position] == pair.left, words[index].ids[position + 1] == pair.right {
          words[index].ids.replaceSubrange(position...position + 1, with: [256 + merges.count])
        }
        position += 1
      }
    }
    merges.append(pair)
  }
  return merges
}

@Test(arguments: 0..<20)
func `2.4 merges are those of counting anew each time`(seed: Int) {
  var generator = SeededGenerator(seed: UInt64(240 + seed))
  // Few letters make long repetitions and many ties.
  let letters = 1 + seed % 5
  let words = (0..<60).map { _ in
    CountedWord(
      ids: (0..<Int.random(in: 0...14, using: &generator)).map { _ in
        97 + Int.random(in: 0..<letters, using: &generator)
      },
      count: Int.random(in: 1...4, using: &generator))
  }
  #expect(
    Tokenization::learnMerges(from: words, count: 150) == mergesByRecounting(words, count: 150))
}

/// Letters without a space: at random, one again and again, and a few in turn.
@Test(arguments: 1...4)
func `2.4 merges of long words are those of counting anew each time`(letters: Int) {
  var generator = SeededGenerator(seed: UInt64(260 + letters))
  let random = (0..<900).map { _ in 97 + Int.random(in: 0..<letters, using: &generator) }
  let run = Array(repeating: 97, count: 601)
  let inTurn = (0..<800).map { 97 + [0, 1, 2, 0, 1][$0 % 5] % letters }
  for ids in [random, run, inTurn] {
    let alone = [CountedWord(ids: ids, count: 1)]
    #expect(
      Tokenization::learnMerges(from: alone, count: 120) == mergesByRecounting(alone, count: 120))
  }
  let together = [
    CountedWord(ids: random, count: 1), CountedWord(ids: run, count: 2),
    CountedWord(ids: inTurn, count: 1), CountedWord(ids: [97, 98], count: 300),
  ]
  #expect(
    Tokenization::learnMerges(from: together, count: 150)
      == mergesByRecounting(together, count: 150))
}

@Test func `2.4 words are counted as bytes over all documents`() {
  #expect(
    Tokenization::countWords(in: ["to be to", " to ê", "e\u{302}"])
      == words(["to": 1, " be": 1, " to": 2, " ê": 1, "e": 1, "\u{302}": 1]))
}
