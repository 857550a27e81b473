/// The length of each axis of a tensor, outermost first; at most four axes.
///
/// Stored inline: many small tensors are made for every token, and allocating a shape would take as
/// long as filling one.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The number of axes.
  public let rank: Int
  /// The axis lengths, right-aligned and padded with 1 on the left.
  @usableFromInline let lengths: SIMD4<Int>

  /// The largest number of axes.
  public static let largestRank = 4

  /// A shape from its axis lengths, outermost first.
  ///
  /// - Precondition: at most ``largestRank`` axes, none of them negative.
  public init(_ axes: [Int]) {
    precondition(axes.allSatisfy { $0 >= 0 }, "a shape with a negative length: \(axes)")
    precondition(
      axes.count <= Shape.largestRank, "a shape with more than \(Shape.largestRank) axes: \(axes)")
    var lengths = SIMD4(repeating: 1)
    for (place, length) in axes.enumerated() { lengths[4 - axes.count + place] = length }
    self.init(rank: axes.count, lengths)
  }

  private init(rank: Int, _ lengths: SIMD4<Int>) {
    self.rank = rank
    self.lengths = lengths
  }

  @inlinable
  public init(arrayLiteral axes: Int...) { self.init(axes) }

  /// The lengths, the outermost axis first.
  public var axes: [Int] { (0..<rank).map { self[$0] } }

  /// The number of elements in a tensor of this shape; 1 for a scalar.
  public var count: Int { rowCount * columnCount }

  /// The length of the innermost axis: the number of elements in a row.
  @inlinable
  public var columnCount: Int { lengths[3] }

  /// The number of rows: the product of all axes but the innermost.
  public var rowCount: Int { lengths[0] * lengths[1] * lengths[2] }

  /// This shape with `count` as the length of the innermost axis.
  public func replacingColumns(with count: Int) -> Shape {
    precondition(count >= 0, "a shape with a negative length: \(count)")
    var lengths = lengths
    lengths[3] = count
    return Shape(rank: max(1, rank), lengths)
  }

  /// This shape without its innermost axis: one element for each row.
  public var droppingColumns: Shape {
    Shape(rank: max(0, rank - 1), SIMD4(1, lengths[0], lengths[1], lengths[2]))
  }

  /// The length of one axis.
  @inlinable
  public subscript(axis: Int) -> Int {
    precondition(axis >= 0 && axis < rank, "axis \(axis) of a shape with \(rank)")
    return lengths[4 - rank + axis]
  }

  public var description: String { "[\(axes.map(String.init).joined(separator: ", "))]" }
}
