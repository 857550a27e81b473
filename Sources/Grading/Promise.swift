/// A sentence of the comment above an exercise's holes, and the cases that fail if code breaks it.
///
///     contract: [
///       .init("a score of −∞ gets the weight 0", triedBy: "a row that begins with −∞"),
///       .init("the weights of a row add up to 1"),
///       .init("Without 1/√d", untested: "says why"),
///     ]
///
/// `course verify` prints the sentences that no promise of the exercise's grader quotes.
public struct Promise: Sendable {
  /// A few consecutive words of the sentence, verbatim.
  public let fragment: String
  /// Prefixes of the English names of the cases that test it; empty if every case does, or if none
  /// can.
  public let cases: [String]

  /// A promise tested by these cases; by every case if none is given.
  public init(_ fragment: String, triedBy cases: String...) {
    self.fragment = fragment
    self.cases = cases
  }

  /// A sentence that code cannot break: a reason, a source, an explanation of a word.
  public init(_ fragment: String, untested reason: StaticString) {
    self.init(fragment)
  }
}

/// The scores that a test of graders attaches for `course verify`.
struct GraderScores: Codable {
  let exercise: String
  let misconceptions: Int
  let variants: Int
  let seeds: Int
  let flaws: Int
  let promises: [String]
}

extension Grader {
  /// The promises that name a case that does not exist.
  func promisesWithoutCase(seeds: Range<UInt64>) -> [String] {
    let names = seeds.prefix(1).flatMap { seed in
      var data = TestData(seed: seed)
      return cases(&data).map { $0.name.in(.english) }
    }
    return contract.flatMap { promise in
      promise.cases.filter { name in !names.contains { $0.hasPrefix(name) } }.map {
        "\(exercise): there is no case “\($0)”, which is said to try “\(promise.fragment)”"
      }
    }
  }
}
