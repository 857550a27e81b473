// begin solution
/// The tokens of a word, each at the position of its first byte, so that a merge moves no other
/// token.
///
///     position   0 1 2 3       0  1  2 3
///     token      s l o w   →   s  lo   w       the pair at 1 is merged: 2 is empty
///
/// A doubly linked list in an array. Cost: 12 bytes for each of the word, and a merge takes the
/// same time in a word of any length.
struct TokenChain {
  private struct Link {
    /// −1 where no token begins.
    var id: Int32
    var previous: Int32
    /// Where the next token begins; behind the last one, how many positions there are.
    var next: Int32
  }

  private var links: [Link]

  init(_ ids: [Int]) {
    links = ids.enumerated().map { position, id in
      Link(id: Int32(id), previous: Int32(position - 1), next: Int32(position + 1))
    }
  }

  /// The tokens, one after the other.
  var ids: [Int] { links.lazy.filter { $0.id >= 0 }.map { Int($0.id) } }

  /// The token at a position and the one after it; nil where no token begins or the last one does.
  func pair(at position: Int) -> TokenPair? {
    let link = links[position]
    guard link.id >= 0, link.next < links.count else { return nil }
    return TokenPair(Int(link.id), Int(links[Int(link.next)].id))
  }

  /// Where the token before the one at `position` begins; nil where that is the first.
  func position(before position: Int) -> Int? {
    position == 0 ? nil : Int(links[position].previous)
  }

  /// Where the token after the one at `position` begins. There must be one.
  func position(after position: Int) -> Int { Int(links[position].next) }

  /// Puts one token in the place of the pair at `position`.
  mutating func merge(at position: Int, into id: Int) {
    let second = self.position(after: position)
    let next = links[second].next
    links[position].id = Int32(id)
    links[position].next = next
    links[second].id = -1
    if next < links.count { links[Int(next)].previous = Int32(position) }
  }
}
// end solution
