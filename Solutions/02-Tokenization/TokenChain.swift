// begin solution
/// The tokens of a word, each at the place of its first byte, so that a merge moves no other token.
///
///     place   0 1 2 3       0  1  2 3
///     token   s l o w   →   s  lo   w       the pair at 1 is merged: 2 is empty
///
/// A doubly linked list in an array. Cost: 12 bytes for each of the word, and a merge takes the
/// same time in a word of any length.
struct TokenChain {
  private struct Link {
    /// −1 where no token begins.
    var id: Int32
    var previous: Int32
    /// Where the next token begins; behind the last one, how many places there are.
    var next: Int32
  }

  private var links: [Link]

  init(_ ids: [Int]) {
    links = ids.enumerated().map { place, id in
      Link(id: Int32(id), previous: Int32(place - 1), next: Int32(place + 1))
    }
  }

  /// The tokens, one after the other.
  var ids: [Int] { links.lazy.filter { $0.id >= 0 }.map { Int($0.id) } }

  /// The token at a place and the one after it; nil where no token begins or the last one does.
  func pair(at place: Int) -> TokenPair? {
    let link = links[place]
    guard link.id >= 0, link.next < links.count else { return nil }
    return TokenPair(Int(link.id), Int(links[Int(link.next)].id))
  }

  /// Where the token before the one at `place` begins; nil where that is the first.
  func place(before place: Int) -> Int? { place == 0 ? nil : Int(links[place].previous) }

  /// Where the token after the one at `place` begins. There must be one.
  func place(after place: Int) -> Int { Int(links[place].next) }

  /// Puts one token in the place of the pair at `place`.
  mutating func merge(at place: Int, into id: Int) {
    let second = self.place(after: place)
    let next = links[second].next
    links[place].id = Int32(id)
    links[place].next = next
    links[second].id = -1
    if next < links.count { links[Int(next)].previous = Int32(place) }
  }
}
// end solution
