/// Where windows of a text may begin: some places, or all of a range, which take no memory.
///
/// Used like an array: `places.count`, `places[0]`, `places.randomElement(using:)`.
public struct WindowStarts: RandomAccessCollection, Sendable {
  private enum Places {
    case all(Range<Int>)
    case some([Int])
  }

  private let places: Places

  init(_ range: Range<Int>) { places = .all(range) }

  init(_ places: [Int]) { self.places = .some(places) }

  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch places {
    case .all(let range): range.count
    case .some(let list): list.count
    }
  }

  public subscript(index: Int) -> Int {
    switch places {
    case .all(let range): range[range.lowerBound + index]
    case .some(let list): list[index]
    }
  }
}
