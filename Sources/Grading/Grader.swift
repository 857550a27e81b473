import Catalogue
import CourseKit
import Foundation
import Tensors
import Testing

/// The grader of an exercise: inputs, the expected results, and common mistakes.
///
/// A `Submission` runs the code under test on an input and returns its results. The learner's code,
/// the reference, each mistake and each correct alternative are submissions, so that the same
/// comparison judges all of them.
public struct Grader<Input: Sendable>: Sendable {
  public typealias Submission = @Sendable (Input) throws -> [Evidence]

  /// An input and its name in messages.
  public struct Case: Sendable {
    public let name: Text
    public let input: Input

    public init(_ name: Text, _ input: Input) {
      self.name = name
      self.input = input
    }
  }

  /// A common mistake: a description, and code that makes it.
  public struct Misconception: Sendable {
    /// Completes the sentence "this is what comes out": "of attention without 1/√d".
    public let name: Text
    public let submission: Submission

    public init(_ name: Text, _ submission: @escaping Submission) {
      self.name = name
      self.submission = submission
    }
  }

  /// A correct alternative to the reference.
  public struct Variant: Sendable {
    public let name: String
    public let submission: Submission

    public init(_ name: String, _ submission: @escaping Submission) {
      self.name = name
      self.submission = submission
    }
  }

  /// The exercise's number, such as "3.4".
  public let exercise: String
  /// The inputs for a seed. Every misconception must show in them, whatever the seed.
  public let cases: @Sendable (inout TestData) -> [Case]
  /// The expected results: from the reference solution, or in closed form.
  public let expected: Submission
  public let misconceptions: [Misconception]
  public let variants: [Variant]
  /// What the comment above the exercise's holes promises, sentence by sentence, with the cases
  /// that test it.
  public let contract: [Promise]
  /// The input on which slow answers are pointed out; nil if the exercise is cheap at any size.
  public let courseSize: CourseSize?

  public init(
    _ exercise: String, cases: @escaping @Sendable (inout TestData) -> [Case],
    expected: @escaping Submission, misconceptions: [Misconception], variants: [Variant] = [],
    contract: [Promise] = [], courseSize: CourseSize? = nil
  ) {
    self.exercise = exercise
    self.cases = cases
    self.expected = expected
    self.misconceptions = misconceptions
    self.variants = variants
    self.contract = contract
    self.courseSize = courseSize
  }
}

/// A problem found in a submission.
public struct Finding: Sendable, Codable {
  /// The name of the input that revealed it.
  public var input: String
  /// What differs, and how.
  public var difference: String
  /// The name of a misconception that gives the same results.
  public var misconception: String?
}

extension Grader {
  /// The first problem of a submission on the inputs of a seed; nil if there is none.
  ///
  /// A submission may cover part of the exercise: its results are compared with the expected ones
  /// of the same names. `onCase` is called before each input, so that a crash can be attributed to
  /// it. `onFinding` is called before the search for the misconception, which runs the submission
  /// again.
  public func finding(
    in submission: @escaping Submission, isPart: Bool = false, seed: UInt64,
    language: Language = .current, onCase: (String) -> Void = { _ in },
    onFinding: (Finding) -> Void = { _ in }
  ) throws -> Finding? {
    var data = TestData(seed: seed)
    for testCase in cases(&data) {
      let input = testCase.name.in(language)
      onCase(input)
      let repetition = Repetition()
      let actual = try Repetition.$current.withValue(repetition) {
        try submission(testCase.input)
      }
      var wanted = try expected(testCase.input)
      if isPart { wanted = wanted.named(as: actual) }
      if let difference = difference(of: actual, from: wanted, language) {
        var finding = Finding(input: input, difference: difference)
        onFinding(finding)
        let namer = MistakeNamer(grader: self, submission: submission, isPart: isPart, seed: seed)
        finding.misconception =
          namer.mistake(in: testCase.input, actual: actual, wanted: wanted) {
            onFinding(Finding(input: input, difference: difference, misconception: $0.in(language)))
          }?.in(language)
        return finding
      }
      if let (difference, mistake) = repetition.problem {
        return Finding(
          input: input, difference: difference.in(language),
          misconception: mistake?.in(language))
      }
      // An answer must not depend on state left behind by the previous one.
      let again = try submission(testCase.input)
      if let difference = difference(of: again, from: wanted, language) {
        return Finding(
          input: input,
          difference: language.text(
            "asked a second time with the same input, \(difference)",
            "na segunda chamada com a mesma entrada, \(difference)"))
      }
    }
    return nil
  }

  private func difference(
    of actual: [Evidence], from expected: [Evidence], _ language: Language
  ) -> String? {
    guard actual.count == expected.count else {
      return language.text(
        "\(actual.count) results, expected \(expected.count)",
        "\(actual.count) resultados, eram esperados \(expected.count)")
    }
    for (one, wanted) in zip(actual, expected) {
      if let difference = one.difference(from: wanted, language) {
        return "\(wanted.name.in(language)): \(difference)"
      }
    }
    return nil
  }
}

extension [Evidence] {
  /// The elements with the same names as `others`, in the same order.
  func named(as others: [Evidence]) -> [Evidence] {
    others.compactMap { other in first { $0.name == other.name } }
  }
}

// MARK: Grading the grader

extension Grader {
  /// Whether its reference calls a pullback repeatedly.
  private var asksPullbacks: Bool {
    var data = TestData(seed: 1)
    let repetition = Repetition()
    for testCase in cases(&data) {
      _ = try? Repetition.$current.withValue(repetition) { try expected(testCase.input) }
    }
    return repetition.wasAsked
  }

  /// The submission with pullbacks that are correct only on the first call.
  private func spoiled(_ submission: @escaping Submission) -> Submission {
    { input in
      let spoiled = Repetition(isSpoiled: true)
      let evidence = try Repetition.$current.withValue(spoiled) { try submission(input) }
      Repetition.current?.take(spoiled)
      return evidence
    }
  }

  /// The grader's errors on these seeds, as sentences: a misconception that passes or is not named,
  /// or a correct variant or the reference that fails.
  public func flaws(seeds: Range<UInt64> = 1..<21) -> [String] {
    var flaws: [String] = []
    func check(_ name: String, _ submission: @escaping Submission, _ judge: (Finding?) -> String?) {
      for seed in seeds {
        do {
          guard let flaw = judge(try finding(in: submission, seed: seed, language: .english)) else {
            continue
          }
          flaws.append("\(exercise), seed \(seed), \(name): \(flaw)")
        } catch {
          flaws.append("\(exercise), seed \(seed), \(name): \(error)")
        }
        return  // one flaw of each is enough
      }
    }
    check("the reference", expected) { $0.map { "is refused, \($0.difference)" } }
    for variant in variants {
      check("variant “\(variant.name)”", variant.submission) {
        $0.map { "is refused though it is right: \($0.input), \($0.difference)" }
      }
    }
    if asksPullbacks {
      check("a pullback that adds to what it gave before", spoiled(expected)) {
        $0 == nil ? "passes" : nil
      }
    }
    for mistake in misconceptions {
      let name = mistake.name.in(.english)
      check("misconception “\(name)”", mistake.submission) { finding in
        guard let finding else { return "passes" }
        return finding.misconception == name
          ? nil : "is not named, but \(finding.misconception ?? "nothing")"
      }
    }
    flaws += promisesWithoutCase(seeds: seeds)
    // For `course verify`, which adds up the scores and reads the contract comments.
    let scores = GraderScores(
      exercise: exercise, misconceptions: misconceptions.count, variants: variants.count,
      seeds: seeds.count, flaws: flaws.count, promises: contract.map(\.fragment))
    if let json = try? JSONEncoder().encode(scores) {
      Attachment.record(String(decoding: json, as: UTF8.self), named: "\(exercise)-grader.json")
    }
    return flaws
  }
}
