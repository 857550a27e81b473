/// The course's only source of randomness: the same seed gives the same numbers on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, OOPSLA
/// 2014, section 3): the n-th number is a hash of `seed + n · γ`. Skipping ahead is therefore free,
/// and several threads can fill parts of a tensor with the numbers that one thread would have
/// drawn.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable, Hashable {
  /// The generator's state: store it to resume later.
  public private(set) var state: UInt64

  /// γ, the odd constant by which the state advances for each number.
  package static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// A generator for `seed`. The seed is hashed, so that nearby seeds give unrelated numbers.
  public init(seed: UInt64) { state = SeededGenerator.mixed(seed &+ SeededGenerator.increment) }

  /// Resumes from a stored ``state``.
  public init(state: UInt64) { self.state = state }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= SeededGenerator.increment
    return SeededGenerator.mixed(state)
  }

  /// The next number in [0, 1), uniform over the multiples of 2⁻²⁴.
  @inlinable
  public mutating func nextUniform() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// Skips `count` numbers. Complexity: O(1).
  public mutating func skip(_ count: Int) {
    state &+= UInt64(truncatingIfNeeded: count) &* SeededGenerator.increment
  }

  /// Another generator, seeded with this one's next number and independent of its later ones.
  public mutating func split() -> SeededGenerator { SeededGenerator(seed: next()) }

  /// David Stafford's "Mix13", the finalizer of SplitMix64.
  private static func mixed(_ seed: UInt64) -> UInt64 {
    var bits = seed
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
