/// Two tokens that stand side by side.
///
/// Ordered by the left id, then by the right one.
public struct TokenPair: Hashable, Comparable, Sendable, Codable {
  public let left: Int
  public let right: Int

  public init(_ left: Int, _ right: Int) {
    self.left = left
    self.right = right
  }

  public static func < (a: TokenPair, b: TokenPair) -> Bool {
    (a.left, a.right) < (b.left, b.right)
  }
}
