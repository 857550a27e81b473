/// The course's only source of chance: the same seed gives the same numbers on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA
/// 2014, section 3): the n-th number is a hash of `seed + n · γ`. So one can jump ahead at no
/// cost, and several threads can fill parts of one tensor with the numbers it would have had
/// from one.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable, Hashable {
  /// Where the generator stands: enough to store it and go on later.
  public private(set) var state: UInt64

  package static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  public init(seed: UInt64) { state = SeededGenerator.mixed(seed &+ SeededGenerator.increment) }

  /// Goes on from a stored ``state``.
  public init(state: UInt64) { self.state = state }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= SeededGenerator.increment
    return SeededGenerator.mixed(state)
  }

  /// The next number of [0, 1), one of 2²⁴ equally spaced ones: all that a Float can tell apart.
  @inlinable
  public mutating func nextUniform() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// Moves on by `count` numbers at once. Cost: O(1).
  public mutating func skip(_ count: Int) {
    state &+= UInt64(truncatingIfNeeded: count) &* SeededGenerator.increment
  }

  /// Another generator, independent of this one's future numbers.
  public mutating func split() -> SeededGenerator { SeededGenerator(seed: next()) }

  /// David Stafford's "Mix13", the finalizer of SplitMix64.
  private static func mixed(_ seed: UInt64) -> UInt64 {
    var bits = seed
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
