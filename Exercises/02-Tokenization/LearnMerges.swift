import CourseKit

// MARK: 2.4 Learn BPE merges

/// Learns which pairs of tokens become one token: byte-pair encoding.
///
/// The words begin as bytes, the ids 0 to 255. Then, again and again:
///
///     pair  ← the pair of neighbours that occurs most often
///     words ← the words, where each such pair is one new token
///
/// The first merge makes the token 256, the next 257, and so on. Of pairs that are equally
/// frequent the smallest is taken: the smaller left id, then the smaller right id. So equal texts
/// give equal merges.
///
///     // "aab" 2 times, "aac" once
///     learnMerges(from: [CountedWord(ids: [97, 97, 98], count: 2),
///                        CountedWord(ids: [97, 97, 99], count: 1)], count: 2)
///     // (97, 97) → 256, counted 3 times, then (256, 98) → 257, counted twice
///
/// - Parameters:
///   - words: The different words as bytes, with how often each occurs.
///   - count: How many merges to learn.
/// - Returns: The merges in the order in which they were learned; fewer than `count` where no pair
///   is left to merge.
///
/// Cost: to count all pairs anew for each merge, with ``countPairs(in:)``, is the plain way, and
/// fast enough for the course's texts. The solution has a `PairTable` that counts them once and
/// then changes what a merge changes.
///
/// Source: Sennrich, Haddow and Birch, *Neural Machine Translation of Rare Words with Subword
/// Units*, ACL 2016, section 3.2; on bytes as in GPT-2.
public func learnMerges(from words: [CountedWord], count: Int) -> [TokenPair] {
  todo("2.4")
}

/// Puts `id` in the place of each `pair`, from left to right.
///
///     merging(TokenPair(7, 7), into: 9, in: [7, 7, 7, 8])   // [9, 7, 8]
///
/// Each token goes into one pair at most. Where the pair does not occur, the ids stay as they are.
public func merging(_ pair: TokenPair, into id: Int, in ids: [Int]) -> [Int] {
  todo("2.4")
}

/// The tokens that byte-pair encoding begins with: one for each value of a byte.
let byteCount = 256
