import CourseKit

/// Finds the mistake that explains a wrong answer.
///
/// A wrong name would mislead the learner, so the bar is high: the mistake must give the same
/// results as the code, in more than one number, and no other input may contradict it.
struct MistakeNamer<Input: Sendable> {
  typealias Misconception = Grader<Input>.Misconception

  let grader: Grader<Input>
  let submission: Grader<Input>.Submission
  let isPart: Bool
  /// The seed of the input in which the mistake showed. It is checked against the other inputs of
  /// this seed and, if those are not conclusive, of the next two.
  let seed: UInt64

  /// A mistake that explains some of the wrong results for an input.
  private struct Candidate {
    let mistake: Misconception
    /// The indices of the evidence in which it gives the same wrong result.
    let places: [Int]
    /// The quality of the match: 0 if it explains all results, 1 if all others are correct, 2 if
    /// another one is wrong too.
    let rank: Int
    /// How many wrong numbers it explains, over all inputs checked.
    var weight: Int
  }

  /// The mistake; nil if none explains the results.
  ///
  /// `onFirstGuess` is called with the best match for this input alone, before the submission runs
  /// on others: that may end the process.
  func mistake(
    in input: Input, actual: [Evidence], wanted: [Evidence],
    onFirstGuess: (Text) -> Void
  ) -> Text? {
    var candidates = grader.misconceptions.compactMap {
      candidate($0, input, actual: actual, wanted: wanted)
    }
    // Sorting is stable: ties keep the order of the list.
    candidates.sort { ($0.rank, -$0.places.count) < ($1.rank, -$1.places.count) }
    guard !candidates.isEmpty else { return nil }
    if let first = candidates.first(where: { $0.weight > 1 }) { onFirstGuess(first.mistake.name) }
    // This input recurs among those of its seed and is counted there.
    for place in candidates.indices { candidates[place].weight = 0 }
    for seed in seed...seed + 2 {
      // Try other seeds only if the inputs of this one are not conclusive.
      if seed > self.seed, candidates.contains(where: { $0.weight > 1 }) { break }
      var data = TestData(seed: seed)
      for testCase in grader.cases(&data) {
        guard !candidates.isEmpty else { return nil }
        guard let actual = try? submission(testCase.input),
          let wanted = try? expected(testCase.input, like: actual)
        else { continue }
        candidates = candidates.compactMap {
          confirmed($0, testCase.input, actual: actual, wanted: wanted)
        }
      }
    }
    return candidates.first { $0.weight > 1 }?.mistake.name
  }

  private func expected(_ input: Input, like actual: [Evidence]) throws -> [Evidence] {
    let evidence = try grader.expected(input)
    return isPart ? evidence.named(as: actual) : evidence
  }

  private func evidence(
    of mistake: Misconception, _ input: Input, like actual: [Evidence]
  ) -> [Evidence]? {
    guard var wrong = try? mistake.submission(input) else { return nil }
    if isPart { wrong = wrong.named(as: actual) }
    return wrong.count == actual.count ? wrong : nil
  }

  /// A mistake that throws on this input is skipped.
  private func candidate(
    _ mistake: Misconception, _ input: Input, actual: [Evidence], wanted: [Evidence]
  ) -> Candidate? {
    guard let wrong = evidence(of: mistake, input, like: actual) else { return nil }
    let isSame = same(actual, wrong, within: wanted)
    guard wanted.count == actual.count else {
      guard !isSame.contains(false) else { return nil }
      return Candidate(mistake: mistake, places: Array(actual.indices), rank: 0, weight: 2)
    }
    let isRight = zip(actual, wanted).map { $0.isSame(as: $1) }
    // The first wrong result is the one that the learner is told about.
    guard let first = isRight.firstIndex(of: false), isSame[first] else { return nil }
    let places = actual.indices.filter { isSame[$0] && !isRight[$0] }
    let weight = weight(of: places, in: actual, against: wanted)
    let isWhole = !isSame.contains(false)
    guard isWhole || weight > 1 else { return nil }
    let isAllElseRight = zip(isRight, isSame).allSatisfy { $0 || $1 }
    return Candidate(
      mistake: mistake, places: places, rank: isWhole ? 0 : isAllElseRight ? 1 : 2, weight: weight)
  }

  /// The candidate updated with another input; nil if that contradicts it.
  private func confirmed(
    _ candidate: Candidate, _ input: Input, actual: [Evidence], wanted: [Evidence]
  ) -> Candidate? {
    guard let wrong = evidence(of: candidate.mistake, input, like: actual) else { return candidate }
    var candidate = candidate
    let isSame = same(actual, wrong, within: wanted)
    for place in candidate.places where place < actual.count {
      guard isSame[place] else { return nil }
    }
    if wanted.count == actual.count {
      candidate.weight += weight(of: candidate.places, in: actual, against: wanted)
    }
    return candidate
  }

  /// Whether the mistake gives the actual results, one by one, within the tolerance for correct
  /// ones.
  private func same(
    _ actual: [Evidence], _ wrong: [Evidence], within wanted: [Evidence]
  ) -> [Bool] {
    actual.indices.map { place in
      let tolerance = wanted.count == actual.count ? wanted[place].tolerance : 1e-4
      let wrong = wrong[place]
      return actual[place].isSame(
        as: Evidence(wrong.name, wrong.value, tolerance: tolerance))
    }
  }

  /// The number of wrong values in the evidence at `places`.
  private func weight(of places: [Int], in actual: [Evidence], against wanted: [Evidence]) -> Int {
    places.reduce(0) {
      guard $1 < min(actual.count, wanted.count) else { return $0 }
      return $0 + actual[$1].weight(against: wanted[$1])
    }
  }
}

extension Evidence {
  func isSame(as other: Evidence) -> Bool { difference(from: other, .english) == nil }

  /// The number of wrong values: elements that differ, or two for a text, which hardly ever matches
  /// by chance.
  fileprivate func weight(against wanted: Evidence) -> Int {
    switch (value, wanted.value) {
    case (.text(let text), _): return text.count > 2 ? 2 : 1
    case (.truth, .truth): return isSame(as: wanted) ? 0 : 1
    default: break
    }
    let (numbers, right) = (numbers, wanted.numbers)
    guard numbers.count == right.count else { return max(1, numbers.count { $0.isFinite }) }
    let largest = right.reduce(1e-6) { $1.isFinite ? max($0, abs($1)) : $0 }
    return zip(numbers, right).count { number, right in
      number != right && !(abs(number - right) <= wanted.tolerance * largest)
    }
  }

  /// Its numbers; empty for a text.
  fileprivate var numbers: [Double] {
    switch value {
    case .tensor(let tensor): tensor.scalars.map(Double.init)
    case .numbers(let numbers): numbers
    case .integers(let integers): integers.map(Double.init)
    case .text, .truth: []
    }
  }
}
