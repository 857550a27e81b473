// MARK: 2.3 Count pairs

/// How often each pair of neighbours occurs in words.
///
///     count(a, b) = Σ over words w of  count(w) · (positions in w where b comes right after a)
///
///     countPairs(in: [CountedWord(ids: [1, 2, 1, 2], count: 3)])
///     // [(1, 2): 6, (2, 1): 3]
///
/// Every position counts, also where two overlap: 7 7 7 holds the pair (7, 7) twice. The order
/// matters: (1, 2) is not (2, 1). No pair reaches from one word into the next, and a word of one
/// token or none has no pairs. A pair that does not occur is not in the result.
public func countPairs(in words: [CountedWord]) -> [TokenPair: Int] {
  // begin 2.3
  var counts: [TokenPair: Int] = [:]
  for word in words {
    for (left, right) in zip(word.ids, word.ids.dropFirst()) {
      counts[TokenPair(left, right), default: 0] += word.count
    }
  }
  return counts
  // end 2.3
}
