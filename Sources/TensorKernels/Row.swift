/// One row of a tensor: the numbers of one token, or of one query's scores.
///
/// A row is lent to the closure that works on it and cannot be kept. Where it is `inout` it may
/// be changed; where it is only lent, the compiler refuses.
public struct Row: ~Copyable {
  @usableFromInline package let base: UnsafeMutablePointer<Float>
  /// How many numbers the row has.
  public let count: Int
  /// Which row of its tensor it is.
  public let index: Int

  package init(_ base: UnsafeMutablePointer<Float>, count: Int, index: Int) {
    self.base = base
    self.count = count
    self.index = index
  }

  /// The number in one column.
  @inlinable
  public subscript(column: Int) -> Float {
    get { checkedAddress(column).pointee }
    set { checkedAddress(column).pointee = newValue }
  }

  @inlinable
  func checkedAddress(_ column: Int) -> UnsafeMutablePointer<Float> {
    guard column >= 0, column < count else { outside(column) }
    return base + column
  }

  /// Ends the program. Apart, so that what is inlined at every access stays short.
  @usableFromInline
  func outside(_ column: Int) -> Never {
    preconditionFailure("column \(column) of a row of \(count) numbers")
  }

  @inline(__always)
  func requireEqualCount(_ other: borrowing Row) {
    precondition(
      count == other.count, "a row of \(count) numbers and a row of \(other.count) numbers")
  }
}
