/// A word as token ids, and how often it occurs.
public struct CountedWord: Equatable, Sendable {
  /// The word's tokens: its bytes, until pairs of them are merged.
  public var ids: [Int]
  /// How often the word occurs.
  public let count: Int

  public init(ids: [Int], count: Int) {
    self.ids = ids
    self.count = count
  }
}

/// The different words of texts as bytes, each with its count, in the order of first appearance.
///
///     countWords(in: ["to be to"])   // "to" 1, " be" 1, " to" 1
///
/// Learning looks at each different word once, however often it occurs. Words are compared byte by
/// byte, which is also much faster than comparing Strings, where é may be written in two ways.
public func countWords(in documents: some Sequence<String>) -> [CountedWord] {
  var words = NumberedSet<ByteWord>()
  var counts: [Int] = []
  for piece in documents.lazy.flatMap({ pieces(of: $0) }) {
    for word in splitWords(piece) {
      let number = words.insert(word)
      if number == counts.count { counts.append(0) }
      counts[number] += 1
    }
  }
  return zip(words.elements, counts).map { word, count in
    CountedWord(ids: word.bytes.map(Int.init), count: count)
  }
}
