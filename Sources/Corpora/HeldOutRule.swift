/// Decides which combinations of the small world are held out for evaluation.
///
/// For a fact with a thing, the combination is the pair of actor and thing: if Ana and the kite are
/// reserved, no training text has Ana do anything with a kite. For a fact without a thing, it is
/// the triple of actor, action and place. The rule hashes the words themselves, so it does not
/// depend on the seed: two worlds always agree on what is held out.
enum HeldOutRule {
  /// One combination in this many is reserved.
  static let share: UInt64 = 10

  static func isReserved(_ first: UInt64, _ second: UInt64, _ third: UInt64 = 0) -> Bool {
    let bits = mixed(mixed(mixed(first) &+ second) &+ third)
    return bits.multipliedFullWidth(by: share).high == 0
  }

  /// The FNV-1a hash of a word's UTF-8 (Fowler, Noll, Vo). Unlike Swift's own hash, it is the same
  /// in every run.
  static func hash(_ word: String) -> UInt64 {
    var bits: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word.utf8 { bits = (bits ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return bits
  }

  /// The finalizer of SplitMix64: every input bit changes every output bit.
  private static func mixed(_ input: UInt64) -> UInt64 {
    var bits = input
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
