import CourseKit

// MARK: 2.5 BPE encode

extension ByteLevelBPE {
  /// The tokens of one word, given as bytes: the merges are done in the order in which they were
  /// learned.
  ///
  ///     ids ← the ids of the bytes
  ///     while a pair of neighbours can be merged:
  ///       merge the pair of the lowest rank, wherever it stands
  ///
  ///     // merges: (l, o) → 256, (256, w) → 257
  ///     encodeWord(Array("slow".utf8))   // [115, 257]
  ///
  /// A pair that stands more than once is merged from left to right, and no token goes into two
  /// pairs: with (a, a) → 256, `aaa` becomes `[256, 97]`. A word of no bytes has no tokens.
  ///
  /// What to use: `idOfByte[Int(byte)]` is the id of a byte, which need not be its value;
  /// `ranks.number(of: TokenPair(l, r))` is the rank of a pair, nil where it is not merged; and
  /// `mergedIds[rank]` is the token that this merge makes, which need not be 256 + rank.
  ///
  /// Cost: bytes · merges done; nearly every word is short. The solution does those of more than
  /// 100 bytes, such as a genome without spaces, in another way.
  public func encodeWord(_ word: [UInt8]) -> [Int] {
    todo("2.5")
  }

  // MARK: Whole texts

  /// The tokens of a text, word by word. Never a special token.
  ///
  /// Cost: a word that occurs again is looked up, not encoded again.
  public func encode(_ text: String) -> [Int] {
    var known = KnownWords()
    return encode(text, remembering: &known)
  }

  /// The tokens of each text. Faster than one by one, as words are remembered from text to text.
  public func encode(documents: some Sequence<String>) -> [[Int]] {
    var known = KnownWords()
    return documents.map { encode($0, remembering: &known) }
  }

  /// The tokens of the texts, one after the other, each followed by the token `end`.
  ///
  /// Cost: memory for the tokens once, where the texts are much the same from beginning to end.
  public func encode(documents: some Collection<String>, endedBy end: Int) -> [Int] {
    var known = KnownWords()
    var ids: [Int] = []
    let byteCount = documents.reduce(0) { $0 + $1.utf8.count }
    var done = 0
    for document in documents {
      for piece in pieces(of: document) {
        // An array that grows by itself holds its old and its new memory at the same time. No token
        // is shorter than a byte, and the rest should have as many for a byte as what is done.
        let needed = ids.count + piece.utf8.count + 1
        if needed > ids.capacity {
          let expected = Double(ids.count) / Double(max(1, done)) * Double(byteCount)
          ids.reserveCapacity(max(needed, Int(expected * 1.05)))
        }
        append(piece, to: &ids, remembering: &known)
        done += piece.utf8.count
      }
      ids.append(end)
    }
    return ids
  }

  private struct KnownWords {
    var words = NumberedSet<ByteWord>()
    var ids: [[Int]] = []
  }

  private func encode(_ text: String, remembering known: inout KnownWords) -> [Int] {
    var ids: [Int] = []
    for piece in pieces(of: text) { append(piece, to: &ids, remembering: &known) }
    return ids
  }

  private func append(_ piece: String, to ids: inout [Int], remembering known: inout KnownWords) {
    for word in splitWords(piece) {
      let number = known.words.insert(word)
      if number == known.ids.count { known.ids.append(encodeWord(Array(word.utf8))) }
      ids += known.ids[number]
    }
  }
}
