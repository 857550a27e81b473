import CourseKit
import Foundation
import Tensors
import Testing

/// What an exercise is graded with: inputs, what should come out of them, and the classic mistakes.
///
/// A `Submission` takes an input through the code under test and returns what came out. The learner's
/// code, the reference, each mistake and each other way to do it right are submissions, so the very
/// same comparison judges all of them.
public struct Grader<Input: Sendable>: Sendable {
  public typealias Submission = @Sendable (Input) throws -> [Evidence]

  /// One input and how it is called in a message.
  public struct Case: Sendable {
    public let name: Text
    public let input: Input

    public init(_ name: Text, _ input: Input) {
      self.name = name
      self.input = input
    }
  }

  /// A mistake that people make: what is wrong about it, and code that makes it.
  public struct Misconception: Sendable {
    /// Goes on from "this is what comes out": "of attention without 1/√d".
    public let name: Text
    public let submission: Submission

    public init(_ name: Text, _ submission: @escaping Submission) {
      self.name = name
      self.submission = submission
    }
  }

  /// Another way to do it that is right too.
  public struct Variant: Sendable {
    public let name: String
    public let submission: Submission

    public init(_ name: String, _ submission: @escaping Submission) {
      self.name = name
      self.submission = submission
    }
  }

  /// The number: "3.4".
  public let exercise: String
  /// The inputs of a seed. Every misconception must show itself in them, whatever the seed.
  public let cases: @Sendable (inout TestData) -> [Case]
  /// What should come out: the reference solution's evidence, or a closed form's.
  public let expected: Submission
  public let misconceptions: [Misconception]
  public let variants: [Variant]
  /// What the comment above the exercise's holes promises, sentence by sentence, and what tries it.
  public let contract: [Promise]
  /// Where slow answers are told; nil for what costs nothing at any size.
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

/// What is wrong with a submission.
public struct Finding: Sendable, Codable {
  /// The input it was found with.
  public var input: String
  /// What differs, and how.
  public var difference: String
  /// The mistake whose result is the same.
  public var misconception: String?
}

extension Grader {
  /// The first thing that is wrong with a submission on the inputs of a seed; nil if nothing is.
  ///
  /// A submission may be a part of the exercise: it is compared with what is expected under the same
  /// names. `onCase` hears of each input before it is tried, so that a crash can be told with it;
  /// `onFinding` of what is wrong before the mistake is looked for, which asks the submission again.
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
      // What an answer leaves behind must not change the next one.
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
  /// Those of the same names as others, in their order.
  func named(as others: [Evidence]) -> [Evidence] {
    others.compactMap { other in first { $0.name == other.name } }
  }
}

// MARK: Grading the grader

extension Grader {
  /// Whether its reference has a pullback that is asked repeatedly.
  private var asksPullbacks: Bool {
    var data = TestData(seed: 1)
    let repetition = Repetition()
    for testCase in cases(&data) {
      _ = try? Repetition.$current.withValue(repetition) { try expected(testCase.input) }
    }
    return repetition.wasAsked
  }

  /// The submission, with pullbacks that are right the first time only.
  private func spoiled(_ submission: @escaping Submission) -> Submission {
    { input in
      let spoiled = Repetition(isSpoiled: true)
      let evidence = try Repetition.$current.withValue(spoiled) { try submission(input) }
      Repetition.current?.take(spoiled)
      return evidence
    }
  }

  /// What a grader gets wrong on so many seeds, in sentences: a misconception that passes or is not
  /// named, a right variant or the reference that does not pass.
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
    // For `course verify`, which adds them up and reads the comments.
    let scores = GraderScores(
      exercise: exercise, misconceptions: misconceptions.count, variants: variants.count,
      seeds: seeds.count, flaws: flaws.count, promises: contract.map(\.fragment))
    if let json = try? JSONEncoder().encode(scores) {
      Attachment.record(String(decoding: json, as: UTF8.self), named: "\(exercise)-grader.json")
    }
    return flaws
  }
}
