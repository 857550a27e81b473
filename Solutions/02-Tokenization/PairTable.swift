// begin solution
/// The pairs of neighbours in words, kept up to date while pairs are merged.
///
/// A merge changes few of them. Where x y becomes the token z between a and b,
///
///     a x y b  →  a z b
///
/// the pairs (a, x), (x, y) and (y, b) go and the pairs (a, z) and (z, b) come. So the table knows
/// where a pair stands and changes the counts around each position. They are those of
/// ``countPairs(in:)`` at every moment.
///
/// Cost: what a merge takes depends on how often the pair occurs, not on how long the words are.
struct PairTable {
  private var words: [TokenChain]
  private let wordCounts: [Int]

  /// All pairs that ever occurred.
  private var pairs = NumberedSet<TokenPair>()
  /// How often each pair occurs now, by its number.
  private var counts: [Int] = []
  /// Where each pair stands, from left to right in a word. From some positions it has gone.
  private var positionsOfPair: [[Position]] = []
  /// The pairs with the counts that they had once: a count only falls after the merge that makes
  /// the pair.
  private var candidates = Heap<Candidate>()

  init(_ words: [CountedWord]) {
    self.words = words.map { TokenChain($0.ids) }
    wordCounts = words.map(\.count)
    for (number, word) in words.enumerated() {
      for position in word.ids.indices { add(Position(number, position)) }
    }
    enqueuePairs(from: 0)
  }

  /// The pair with the highest count, the smallest of equals; nil where no pair is left.
  mutating func mostFrequentPair() -> TokenPair? {
    while let candidate = candidates.first {
      let count = counts[pairs.number(of: candidate.pair)!]
      if count == candidate.count { return candidate.pair }
      candidates.removeFirst()
      if count > 0 { candidates.insert(Candidate(pair: candidate.pair, count: count)) }
    }
    return nil
  }

  /// Makes each `pair` the token `id`, which is new, and brings the counts up to date.
  mutating func merge(_ pair: TokenPair, into id: Int) {
    guard let number = pairs.number(of: pair) else { return }
    let firstNew = pairs.count
    for position in positionsOfPair[number] { merge(pair, into: id, at: position) }
    positionsOfPair[number] = []
    enqueuePairs(from: firstNew)
  }

  private mutating func merge(_ pair: TokenPair, into id: Int, at position: Position) {
    let word = position.word
    guard words[word].pair(at: position.offset) == pair else { return }
    let before = words[word].position(before: position.offset).map { Position(word, $0) }
    let after = Position(word, words[word].position(after: position.offset))
    if let before { remove(before) }
    remove(position)
    remove(after)
    words[word].merge(at: position.offset, into: id)
    if let before { add(before) }
    add(position)
  }

  // MARK: Counts

  /// Counts the pair at a position, if there is one.
  private mutating func add(_ position: Position) {
    guard let pair = words[position.word].pair(at: position.offset) else { return }
    let number = pairs.insert(pair)
    if number == counts.count {
      counts.append(0)
      positionsOfPair.append([])
    }
    counts[number] += wordCounts[position.word]
    positionsOfPair[number].append(position)
  }

  private mutating func remove(_ position: Position) {
    guard let pair = words[position.word].pair(at: position.offset) else { return }
    counts[pairs.insert(pair)] -= wordCounts[position.word]
  }

  private mutating func enqueuePairs(from firstNew: Int) {
    for number in firstNew..<pairs.count where counts[number] > 0 {
      candidates.insert(Candidate(pair: pairs.elements[number], count: counts[number]))
    }
  }
}

/// A position in one of many words.
private struct Position {
  private let wordNumber: UInt32
  private let byteNumber: UInt32

  init(_ word: Int, _ offset: Int) {
    wordNumber = UInt32(word)
    byteNumber = UInt32(offset)
  }

  var word: Int { Int(wordNumber) }
  var offset: Int { Int(byteNumber) }
}

/// A pair that may be the most frequent one, which sorts first: the highest count, then the
/// smallest pair.
private struct Candidate: Comparable {
  let pair: TokenPair
  let count: Int

  static func < (a: Candidate, b: Candidate) -> Bool {
    (b.count, a.pair) < (a.count, b.pair)
  }
}
// end solution
