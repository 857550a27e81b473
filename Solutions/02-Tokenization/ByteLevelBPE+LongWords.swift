// begin solution
extension ByteLevelBPE {
  /// What `encodeWord` does, for a word too long to be searched again for each merge.
  ///
  /// The positions of pairs that can be merged wait under their rank, and a merge adds the two
  /// pairs that it makes. A position may wait in vain: one of its tokens has gone into another pair
  /// before.
  ///
  /// Cost: about the same for each byte, however many there are.
  func encodeLongWord(_ word: [UInt8]) -> [Int] {
    var chain = TokenChain(word.map { idOfByte[Int($0)] })
    var ranksWaiting = Heap<Int>()
    var positionsOfRank: [Int: [Int]] = [:]
    func enqueue(_ position: Int) {
      guard let pair = chain.pair(at: position), let rank = ranks.number(of: pair) else { return }
      if positionsOfRank[rank] == nil { ranksWaiting.insert(rank) }
      positionsOfRank[rank, default: []].append(position)
    }
    for position in word.indices { enqueue(position) }
    while let lowest = ranksWaiting.first {
      ranksWaiting.removeFirst()
      var merged: [Int] = []
      for position in positionsOfRank.removeValue(forKey: lowest)!.sorted()
      where chain.pair(at: position) == merges[lowest] {
        chain.merge(at: position, into: mergedIds[lowest])
        merged.append(position)
      }
      // Only now: in a vocabulary from a file, a new pair may have a lower rank.
      for position in merged {
        if let before = chain.position(before: position) { enqueue(before) }
        enqueue(position)
      }
    }
    return chain.ids
  }
}
// end solution
