/// One row of a tensor, such as the vector of one token or the scores of one query.
///
/// A row is borrowed by the closure that works on it and must not escape. It can be changed only
/// where it is `inout`; the compiler enforces this.
public struct Row: ~Copyable {
  @usableFromInline package let base: UnsafeMutablePointer<Float>
  /// The number of elements.
  public let count: Int
  /// The index of the row in its tensor.
  public let index: Int

  /// A row over memory that must outlive it.
  package init(_ base: UnsafeMutablePointer<Float>, count: Int, index: Int) {
    self.base = base
    self.count = count
    self.index = index
  }

  /// The element in one column.
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

  /// Traps. Kept out of line so that the code inlined at every access stays short.
  @usableFromInline
  func outside(_ column: Int) -> Never {
    preconditionFailure("column \(column) of a row of \(count) elements")
  }

  @inline(__always)
  func requireEqualCount(_ other: borrowing Row) {
    precondition(
      count == other.count, "a row of \(count) elements and a row of \(other.count) elements")
  }
}
