import CourseKit
import Extensions
import InstructionTuning
import Pretraining
import Runs
import Tensors
import Transformer

/// An assistant that learns from pairs of answers: direct preference optimization (chapter 8.3).
///
/// The reference is the assistant as it was. Nothing is dropped in training, so that policy and
/// reference differ by what was learned alone (as in the authors' own code).
public struct PreferenceTuning: Sendable {
  public typealias Plan = PreferenceResults.Plan
  public typealias Step = PreferenceResults.Step
  public typealias Pair = (chosen: TokenizedExample, rejected: TokenizedExample)

  public private(set) var policy: GPT
  public private(set) var step = 0
  public let plan: Plan
  private let pairs: [Pair]
  private let padToken: Int
  /// ln P of each pair's answers before anything was learned.
  private let reference: PreferenceLogProbabilities
  private var optimizer = AdamW(weightDecay: 0)
  private let order: EpochOrder

  /// Cost: the reference reads every pair once.
  public init(_ assistant: GPT, pairs: [Pair], plan: Plan, padToken: Int, seed: UInt64) {
    precondition(!pairs.isEmpty, "there are no pairs to learn from")
    policy = assistant.withoutDropout()
    self.plan = plan
    self.pairs = pairs
    self.padToken = padToken
    order = EpochOrder(
      exampleCount: pairs.count, examplesPerStep: plan.pairsPerStep,
      generator: SeededGenerator(seed: seed))
    reference = PreferenceTuning.logProbabilities(policy, pairs, padToken: padToken)
  }

  /// ln P of both answers of each pair, several pairs worked on at the same time.
  public static func logProbabilities(
    _ model: GPT, _ pairs: [Pair], padToken: Int
  ) -> PreferenceLogProbabilities {
    let each = concurrentMap(pairs.count) { index in
      PreferenceLogProbabilities(model, batch(of: [pairs[index]], padToken: padToken))
    }
    return PreferenceLogProbabilities(
      chosen: each.flatMap(\.chosen), rejected: each.flatMap(\.rejected))
  }

  private static func batch(of pairs: [Pair], padToken: Int) -> PreferenceBatch {
    PreferenceBatch(
      chosen: collate(pairs.map(\.chosen), padToken: padToken),
      rejected: collate(pairs.map(\.rejected), padToken: padToken))
  }

  /// One step on the next pairs: every pair comes once in an epoch, in an order drawn for it.
  public mutating func advance() -> Step {
    let numbers = order.exampleNumbers(ofStep: step)
    let (policy, plan, pairs, padToken, reference) = (policy, plan, pairs, padToken, reference)
    let parts = concurrentMap(plan.accumulation) { part in
      let chosen = Array(numbers[part * plan.batchSize..<(part + 1) * plan.batchSize])
      var unused = SeededGenerator(seed: 0)
      return preferenceLossAndGradient(
        policy, PreferenceTuning.batch(of: chosen.map { pairs[$0] }, padToken: padToken),
        reference: PreferenceLogProbabilities(
          chosen: chosen.map { reference.chosen[$0] },
          rejected: chosen.map { reference.rejected[$0] }),
        beta: plan.beta, using: &unused)
    }
    var gradient = parts[0].gradient
    for part in parts.dropFirst() { gradient.add(part.gradient) }
    gradient.scale(by: 1 / Float(parts.count))
    _ = clip(&gradient, toNorm: 1)
    optimizer.update(&self.policy, gradient: gradient, learningRate: plan.schedule(step))
    step += 1
    return Step(meanOf: parts.map(\.report))
  }
}

extension PreferenceResults.Step {
  /// The mean of batches of equal size.
  init(meanOf reports: [PreferenceReport]) {
    let count = Double(reports.count)
    self.init(
      loss: reports.reduce(0) { $0 + $1.loss } / count,
      rewardMargin: reports.reduce(0) { $0 + $1.rewardMargin } / count,
      accuracy: reports.reduce(0) { $0 + $1.accuracy } / count)
  }
}

extension GPT {
  /// The same parameters in a model that drops nothing in training.
  func withoutDropout() -> GPT {
    var configuration = configuration
    configuration.dropoutRate = 0
    var generator = SeededGenerator(seed: 0)
    var model = GPT(configuration, using: &generator)
    var tensors = parameters.makeIterator()
    model.visitParameters(under: "") { _, parameter in parameter = tensors.next()!.tensor }
    return model
  }
}
