// begin solution
/// The pairs of neighbours in words, kept up to date while pairs are merged.
///
/// A merge changes few of them. Where x y becomes the token z between a and b,
///
///     a x y b  →  a z b
///
/// the pairs (a, x), (x, y) and (y, b) go and the pairs (a, z) and (z, b) come. So the table knows
/// in which words a pair occurs and changes the counts around each place. They are those of
/// ``countPairs(in:)`` at every moment.
struct PairTable {
  private var words: [CountedWord]

  /// All pairs that ever occurred.
  private var pairs = NumberedSet<TokenPair>()
  /// How often each pair occurs now, by its number.
  private var counts: [Int] = []
  /// The words that each pair occurs in. Some may not hold it any more.
  private var wordsOfPair: [[Int]] = []

  init(_ words: [CountedWord]) {
    self.words = words
    for (number, word) in words.enumerated() {
      for (left, right) in zip(word.ids, word.ids.dropFirst()) {
        add(TokenPair(left, right), in: number)
      }
    }
  }

  /// The pair with the highest count, the smallest of equals; nil where no pair is left.
  ///
  /// Cost: looks at each count. They lie side by side in memory, so that takes a fraction of a
  /// millisecond for 100,000 pairs.
  func mostFrequentPair() -> TokenPair? {
    guard let highest = counts.max(), highest > 0 else { return nil }
    return counts.indices.lazy.filter { counts[$0] == highest }.map { pairs.elements[$0] }.min()
  }

  /// Makes each `pair` the token `id`, which is new, and brings the counts up to date.
  mutating func merge(_ pair: TokenPair, into id: Int) {
    guard let number = pairs.number(of: pair) else { return }
    for word in wordsOfPair[number] { merge(pair, into: id, in: word) }
    wordsOfPair[number] = []
  }

  private mutating func merge(_ pair: TokenPair, into id: Int, in word: Int) {
    let ids = words[word].ids
    var merged: [Int] = []
    merged.reserveCapacity(ids.count)
    var place = 0
    while place < ids.count {
      guard place + 1 < ids.count, ids[place] == pair.left, ids[place + 1] == pair.right else {
        merged.append(ids[place])
        place += 1
        continue
      }
      place += 2
      remove(pair, in: word)
      if let before = merged.last {
        remove(TokenPair(before, pair.left), in: word)
        add(TokenPair(before, id), in: word)
      }
      if place < ids.count {
        remove(TokenPair(pair.right, ids[place]), in: word)
        add(TokenPair(id, ids[place]), in: word)
      }
      merged.append(id)
    }
    words[word].ids = merged
  }

  private mutating func remove(_ pair: TokenPair, in word: Int) {
    counts[pairs.insert(pair)] -= words[word].count
  }

  private mutating func add(_ pair: TokenPair, in word: Int) {
    let number = pairs.insert(pair)
    if number == counts.count {
      counts.append(0)
      wordsOfPair.append([])
    }
    counts[number] += words[word].count
    if wordsOfPair[number].last != word { wordsOfPair[number].append(word) }
  }
}
// end solution
