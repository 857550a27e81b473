/// A sentence of the comment above an exercise's holes, and what fails where code breaks it.
///
///     contract: [
///       .init("a score of −∞ gets the weight 0", triedBy: "a row that begins with −∞"),
///       .init("the weights of a row add up to 1"),
///       .init("Without 1/√d", untested: "says why"),
///     ]
///
/// `course verify` prints the sentences that no promise of the exercise's grader quotes.
public struct Promise: Sendable {
  /// Some words of the sentence, as they stand in it.
  public let fragment: String
  /// The beginnings of the English names of the cases that try it; empty where each case does, or where
  /// none can.
  public let cases: [String]

  /// Tried by these cases; without any, by every case.
  public init(_ fragment: String, triedBy cases: String...) {
    self.fragment = fragment
    self.cases = cases
  }

  /// Says what code cannot break: a reason, a source, a word explained.
  public init(_ fragment: String, untested reason: StaticString) {
    self.init(fragment)
  }
}

/// What a grader of graders attaches for `course verify`.
struct GraderScores: Codable {
  let exercise: String
  let misconceptions: Int
  let variants: Int
  let seeds: Int
  let flaws: Int
  let promises: [String]
}

extension Grader {
  /// The promises that name a case that is not there.
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
