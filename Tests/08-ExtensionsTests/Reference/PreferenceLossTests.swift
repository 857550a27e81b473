import CourseKit
import Extensions
import Foundation
import Grading
import Pretraining
import Tensors
import Testing
import Transformer

/// What PyTorch made of random logits; see `make_preferences.py`.
private struct PreferenceFixture: Decodable {
  struct Answers: Decodable {
    let logits: [Float]
    let referenceLogits: [Float]
    let targets: [[Int]]
    let policy: [Double]
    let reference: [Double]
    let gradient: [Float]
  }

  let beta: Double
  let loss: Double
  let margin: Double
  let accuracy: Double
  let vocabulary: Int
  let chosen: Answers
  let rejected: Answers

  static func all() throws -> [PreferenceFixture] {
    let url = try #require(
      Bundle.module.url(
        forResource: "preferences", withExtension: "json", subdirectory: "Fixtures"))
    return try JSONDecoder().decode([PreferenceFixture].self, from: Data(contentsOf: url))
  }
}

private func tensor(_ numbers: [Float], _ targets: [[Int]], _ vocabulary: Int) -> Tensor {
  Tensor(numbers, shape: [targets.count, targets[0].count, vocabulary])
}

@Suite struct SequenceLogProbabilityTests {
  @Test func `8.3 the targets' logarithms add up, those of −1 are left out`() {
    // Probabilities ⅛, ⅜, ½ and ¼, ¼, ½ and, in the second sequence, ⅓ each.
    let logits = Tensor(
      [log(1), log(3), log(4), log(5), log(5), log(10)] + [Float](repeating: 7, count: 6),
      shape: [2, 2, 3])
    let both = sequenceLogProbabilities(logits, targets: TokenBatch([[1, 0], [-1, 2]]))
    #expect(abs(both[0] - log(3.0 / 32)) < 1e-6)
    #expect(abs(both[1] - log(1.0 / 3)) < 1e-6)
    let none = sequenceLogProbabilities(logits, targets: TokenBatch([[-1, -1], [-1, -1]]))
    #expect(none == [0, 0])
  }

  @Test func `8.3 logits of ten thousand overflow nothing`() {
    let logits = Tensor([1e4, 0, -1e4], shape: [1, 1, 3])
    #expect(sequenceLogProbabilities(logits, targets: TokenBatch([[0]])) == [0])
    #expect(sequenceLogProbabilities(logits, targets: TokenBatch([[2]])) == [-2e4])
  }

  @Test func `8.3 the gradient is as measured`() {
    var data = TestData(seed: 83)
    let logits = data.tensor([2, 3, 5], in: -2...2)
    let targets = TokenBatch([[-1, 4, 0], [2, 2, -1]])
    let (_, pullback) = sequenceLogProbabilitiesWithPullback(logits, targets: targets)
    let gradient = pullback([0.7, -1.3])
    let problem = GradientCheck().problem(at: [("the logits", logits)], claimed: [gradient]) {
      let both = sequenceLogProbabilities($0[0], targets: targets)
      return 0.7 * both[0] - 1.3 * both[1]
    }
    #expect(problem == nil)
    for column in 0..<5 { #expect(gradient[0, 0, column] == 0 && gradient[1, 2, column] == 0) }
  }
}

@Suite struct PreferenceLossTests {
  private func loss(
    _ chosen: [Double], _ rejected: [Double], over reference: ([Double], [Double]), beta: Double
  ) -> PreferenceReport {
    preferenceLossWithPullback(
      policy: PreferenceLogProbabilities(chosen: chosen, rejected: rejected),
      reference: PreferenceLogProbabilities(chosen: reference.0, rejected: reference.1), beta: beta
    ).report
  }

  @Test func `8.3 a policy that is the reference is as good as a coin`() {
    let report = loss([-3, -50], [-7, -1], over: ([-3, -50], [-7, -1]), beta: 0.3)
    #expect(abs(report.loss - log(2)) < 1e-12)
    #expect(report.rewardMargin == 0 && report.accuracy == 0)
  }

  @Test func `8.3 margins by hand`() {
    // (−2 + 3) − (−9 + 7) = 3 and (−5 + 5) − (−1 + 2) = −1, times ½.
    let report = loss([-2, -5], [-9, -1], over: ([-3, -5], [-7, -2]), beta: 0.5)
    #expect(abs(report.rewardMargin - 0.5) < 1e-12)
    #expect(report.accuracy == 0.5)
    let expected = (log(1 + exp(-1.5)) + log(1 + exp(0.5))) / 2
    #expect(abs(report.loss - expected) < 1e-12)
  }

  @Test func `8.3 huge margins stay finite, and only the wrong way costs`() {
    #expect(loss([5000], [-5000], over: ([0], [0]), beta: 1).loss == 0)
    #expect(loss([-5000], [5000], over: ([0], [0]), beta: 1).loss == 10_000)
  }

  @Test func `8.3 loss, margin, accuracy and gradients are PyTorch's`() throws {
    for fixture in try PreferenceFixture.all() {
      func logits(_ answers: PreferenceFixture.Answers) -> Tensor {
        tensor(answers.logits, answers.targets, fixture.vocabulary)
      }
      func reference(_ answers: PreferenceFixture.Answers) -> [Double] {
        sequenceLogProbabilities(
          tensor(answers.referenceLogits, answers.targets, fixture.vocabulary),
          targets: TokenBatch(answers.targets))
      }
      let (chosen, chosenPullback) = sequenceLogProbabilitiesWithPullback(
        logits(fixture.chosen), targets: TokenBatch(fixture.chosen.targets))
      let (rejected, rejectedPullback) = sequenceLogProbabilitiesWithPullback(
        logits(fixture.rejected), targets: TokenBatch(fixture.rejected.targets))
      for (actual, wanted) in [
        (chosen, fixture.chosen.policy), (rejected, fixture.rejected.policy),
        (reference(fixture.chosen), fixture.chosen.reference),
        (reference(fixture.rejected), fixture.rejected.reference),
      ] {
        for (a, b) in zip(actual, wanted) { #expect(abs(a - b) < 1e-5) }
      }
      let (report, pullback) = preferenceLossWithPullback(
        policy: PreferenceLogProbabilities(chosen: chosen, rejected: rejected),
        reference: PreferenceLogProbabilities(
          chosen: reference(fixture.chosen), rejected: reference(fixture.rejected)),
        beta: fixture.beta)
      #expect(difference(between: report.loss, and: fixture.loss) == nil)
      #expect(abs(report.rewardMargin - fixture.margin) < 1e-5)
      #expect(report.accuracy == fixture.accuracy)
      for factor in [1, -2.5] {
        let upstreams = pullback(factor)
        for (gradient, answers) in [
          (chosenPullback(upstreams.chosen), fixture.chosen),
          (rejectedPullback(upstreams.rejected), fixture.rejected),
        ] {
          let expected = tensor(answers.gradient, answers.targets, fixture.vocabulary)
          #expect(difference(between: gradient, and: Float(factor) * expected) == nil)
        }
      }
    }
  }

  private static let batch = PreferenceBatch(
    chosen: TrainingBatch(
      inputs: TokenBatch([[1, 2, 3], [4, 5, 6]]), targets: TokenBatch([[-1, 3, 7], [-1, -1, 8]])),
    rejected: TrainingBatch(
      inputs: TokenBatch([[1, 2, 9, 9], [4, 5, 0, 0]]),
      targets: TokenBatch([[-1, 9, 1, -1], [-1, 2, 2, 2]])))

  private func tiny(_ seed: UInt64) -> GPT {
    Preset.gptMini.model(
      Preset.gptMini.configuration(
        vocabularySize: 10, contextLength: 4, layerCount: 1, headCount: 2, width: 4), seed: seed)
  }

  @Test func `8.3 the gradient of every parameter is as measured`() {
    let (policy, batch) = (tiny(1), Self.batch)
    let reference = PreferenceLogProbabilities(tiny(2), batch)
    var generator = SeededGenerator(seed: 0)
    let (report, gradient) = preferenceLossAndGradient(
      policy, batch, reference: reference, beta: 0.5, using: &generator)
    @Sendable func loss(_ policy: GPT) -> Double {
      preferenceLossWithPullback(
        policy: PreferenceLogProbabilities(policy, batch), reference: reference, beta: 0.5
      ).report.loss
    }
    #expect(abs(report.loss - loss(policy)) < 1e-5)
    let problem = GradientCheck(step: 0x1p-4).problem(
      at: policy.parameters, claimed: gradient.parameters.map(\.tensor)
    ) { loss(policy.replacingParameters($0[...])) }
    #expect(problem == nil)
  }

  @Test func `8.3 training on pairs turns the policy towards the chosen answers`() {
    var policy = tiny(3)
    let reference = PreferenceLogProbabilities(policy, Self.batch)
    var optimizer = AdamW(weightDecay: 0)
    var generator = SeededGenerator(seed: 0)
    var reports: [PreferenceReport] = []
    for _ in 0..<40 {
      let (report, gradient) = preferenceLossAndGradient(
        policy, Self.batch, reference: reference, beta: 0.5, using: &generator)
      reports.append(report)
      optimizer.update(&policy, gradient: gradient, learningRate: 0.01)
    }
    #expect(abs(reports[0].loss - log(2)) < 1e-5)
    #expect(reports[39].loss < 0.2)
    #expect(reports[39].rewardMargin > 1.5)
    #expect(reports[39].accuracy == 1)
  }

  @Test func `8.3 batches that do not pair are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = PreferenceLogProbabilities(chosen: [1], rejected: [1, 2])
    }
    await #expect(processExitsWith: .failure) {
      let one = PreferenceLogProbabilities(chosen: [1], rejected: [1])
      _ = preferenceLossWithPullback(policy: one, reference: one, beta: 0)
    }
  }
}
