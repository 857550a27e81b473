/// The length of each axis of a tensor, the outermost first.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The lengths, the outermost axis first.
  public let axes: [Int]

  public init(_ axes: [Int]) {
    precondition(axes.allSatisfy { $0 >= 0 }, "a shape with a negative length: \(axes)")
    self.axes = axes
  }

  public init(arrayLiteral axes: Int...) { self.init(axes) }

  /// How many axes there are.
  public var rank: Int { axes.count }

  /// How many numbers a tensor of this shape holds; 1 where there is no axis.
  public var count: Int { axes.reduce(1, *) }

  /// The length of the innermost axis: how many numbers a row has.
  public var columnCount: Int { axes.last ?? 1 }

  /// How many rows a tensor of this shape has: the product of all axes but the innermost.
  public var rowCount: Int { axes.dropLast().reduce(1, *) }

  /// This shape with another innermost axis.
  public func replacingColumns(with count: Int) -> Shape { Shape(axes.dropLast() + [count]) }

  /// The length of one axis.
  public subscript(axis: Int) -> Int { axes[axis] }

  public var description: String { "[\(axes.map(String.init).joined(separator: ", "))]" }
}
