/// The pairs of neighbours in words, kept up to date while pairs are merged.
///
/// A merge changes few words. So the table knows in which words a pair occurs, takes their pairs
/// out of the counts, merges, and puts their new pairs in. The counts are those of
/// ``countPairs(in:)`` at every moment.
struct PairTable {
  private var words: [CountedWord]

  /// All pairs that ever occurred.
  private var pairs = NumberedSet<TokenPair>()
  /// How often each pair occurs now, by its number.
  private var counts: [Int] = []
  /// The words that each pair occurs in. Some may be listed twice, or not hold it any more.
  private var wordsOfPair: [[Int]] = []

  init(_ words: [CountedWord]) {
    self.words = words
    for word in words.indices { add(pairsOf: word) { _ in true } }
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
    for word in wordsOfPair[number] {
      let merged = merging(pair, into: id, in: words[word].ids)
      if merged.count == words[word].ids.count { continue }
      remove(pairsOf: word)
      words[word].ids = merged
      add(pairsOf: word) { $0.left == id || $0.right == id }
    }
    wordsOfPair[number] = []
  }

  private mutating func remove(pairsOf word: Int) {
    for (left, right) in zip(words[word].ids, words[word].ids.dropFirst()) {
      counts[number(of: TokenPair(left, right))] -= words[word].count
    }
  }

  /// Counts the pairs of a word, and lists the word under those of them that are new to it.
  private mutating func add(pairsOf word: Int, isNew: (TokenPair) -> Bool) {
    for (left, right) in zip(words[word].ids, words[word].ids.dropFirst()) {
      let pair = TokenPair(left, right)
      let number = number(of: pair)
      counts[number] += words[word].count
      if isNew(pair) { wordsOfPair[number].append(word) }
    }
  }

  private mutating func number(of pair: TokenPair) -> Int {
    let number = pairs.insert(pair)
    if number == counts.count {
      counts.append(0)
      wordsOfPair.append([])
    }
    return number
  }
}
