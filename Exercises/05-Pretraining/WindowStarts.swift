/// Where windows of a text may begin: some positions, or all of a range, which take no memory.
///
/// Used like an array: `starts.count`, `starts[0]`, `starts.randomElement(using:)`.
public struct WindowStarts: RandomAccessCollection, Sendable {
  private enum Positions {
    case all(Range<Int>)
    case some([Int])
  }

  private let positions: Positions

  init(_ range: Range<Int>) { positions = .all(range) }

  init(_ positions: [Int]) { self.positions = .some(positions) }

  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch positions {
    case .all(let range): range.count
    case .some(let list): list.count
    }
  }

  public subscript(index: Int) -> Int {
    switch positions {
    case .all(let range): range[range.lowerBound + index]
    case .some(let list): list[index]
    }
  }
}
