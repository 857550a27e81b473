// begin solution
extension ByteLevelBPE {
  /// What `encodeWord` does, for a word too long to be searched again for each merge.
  ///
  /// The places of pairs that can be merged wait under their rank, and a merge adds the two pairs
  /// that it makes. A place may wait in vain: one of its tokens has gone into another pair before.
  ///
  /// Cost: about the same for each byte, however many there are.
  func encodeLongWord(_ word: [UInt8]) -> [Int] {
    var chain = TokenChain(word.map { idOfByte[Int($0)] })
    var ranksWaiting = Heap<Int>()
    var placesOfRank: [Int: [Int]] = [:]
    func enqueue(_ place: Int) {
      guard let pair = chain.pair(at: place), let rank = ranks.number(of: pair) else { return }
      if placesOfRank[rank] == nil { ranksWaiting.insert(rank) }
      placesOfRank[rank, default: []].append(place)
    }
    for place in word.indices { enqueue(place) }
    while let lowest = ranksWaiting.first {
      ranksWaiting.removeFirst()
      var merged: [Int] = []
      for place in placesOfRank.removeValue(forKey: lowest)!.sorted()
      where chain.pair(at: place) == merges[lowest] {
        chain.merge(at: place, into: mergedIds[lowest])
        merged.append(place)
      }
      // Only now: in a vocabulary from a file, a new pair may have a lower rank.
      for place in merged {
        if let before = chain.place(before: place) { enqueue(before) }
        enqueue(place)
      }
    }
    return chain.ids
  }
}
// end solution
