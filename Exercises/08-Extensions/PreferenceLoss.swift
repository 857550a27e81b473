import CourseKit
import Foundation
import Tensors

/// Pairs of answers to the same prompts: row i of `chosen` is preferred to row i of `rejected`.
///
/// Only the targets of the answers count; those of the prompt and of the padding are −1. The two
/// may have different lengths.
public struct PreferenceBatch: Hashable, Sendable {
  public let chosen: TrainingBatch
  public let rejected: TrainingBatch

  public init(chosen: TrainingBatch, rejected: TrainingBatch) {
    precondition(
      chosen.targets.count == rejected.targets.count && chosen.targets.count > 0,
      "\(chosen.targets.count) chosen answers for \(rejected.targets.count) rejected ones")
    self.chosen = chosen
    self.rejected = rejected
  }
}

/// How likely each answer of a batch of pairs is, ln P(answer | prompt).
public struct PreferenceLogProbabilities: Hashable, Sendable {
  /// In nats, one for each pair.
  public var chosen: [Double]
  public var rejected: [Double]

  public init(chosen: [Double], rejected: [Double]) {
    precondition(
      chosen.count == rejected.count,
      "\(chosen.count) chosen answers for \(rejected.count) rejected ones")
    self.chosen = chosen
    self.rejected = rejected
  }

  /// Those of a model that is not being trained, such as the reference. Nothing is dropped.
  public init(_ model: some LanguageModel, _ batch: PreferenceBatch) {
    self.init(
      chosen: sequenceLogProbabilities(
        model(batch.chosen.inputs), targets: batch.chosen.targets),
      rejected: sequenceLogProbabilities(
        model(batch.rejected.inputs), targets: batch.rejected.targets))
  }
}

/// The result of a batch of pairs.
public struct PreferenceReport: Hashable, Sendable, Codable {
  /// The mean of −ln σ(Δ) over the pairs.
  public let loss: Double
  /// The mean of r(chosen) − r(rejected), where an answer's reward is r = β (ln π − ln π_ref).
  public let rewardMargin: Double
  /// The share of pairs whose chosen answer has the larger reward.
  public let accuracy: Double
}

// MARK: 8.3 DPO

/// The loss of direct preference optimization, and the pullback to the policy's log-probabilities.
///
/// With the reward margin Δ = β ((ln π − ln π_ref)(chosen) − (ln π − ln π_ref)(rejected)) of a
/// pair, the loss is the mean of −ln σ(Δ) (Rafailov et al., *Direct Preference Optimization*, 2023,
/// equation 7). Its derivative is −β σ(−Δ) / pairs in the chosen answer's log-probability, and the
/// opposite in the rejected one's: pairs that the policy ranks wrongly pull the most. β says how
/// far the policy may go from the reference, usually 0.1 to 0.5.
///
///     −ln σ(Δ) = ln(1 + exp(−Δ)) = max(−Δ, 0) + ln(1 + exp(−|Δ|))      the last form never overflows
///
///     // β = 0.5, policy −2 and −5, reference −3 and −4: Δ = 0.5 · (1 − (−1)) = 1
///     loss 0.313, ∂ chosen = −0.5 · σ(−1) = −0.134, ∂ rejected = 0.134
///
/// The report's accuracy counts pairs with Δ > 0. The pullback takes the derivative of what is done
/// with the loss (1 if it is minimized itself).
public func preferenceLossWithPullback(
  policy: PreferenceLogProbabilities, reference: PreferenceLogProbabilities, beta: Double
) -> (
  report: PreferenceReport, pullback: @Sendable (Double) -> PreferenceLogProbabilities
) {
  let count = policy.chosen.count
  precondition(
    count > 0 && reference.chosen.count == count,
    "\(count) pairs of the policy's for \(reference.chosen.count) of the reference's")
  precondition(beta > 0, "a beta of \(beta): it must be more than 0")
  todo("8.3")
}

/// The loss of a policy on a batch of pairs, and the gradient of every parameter.
///
/// The reference's log-probabilities do not change: compute them once, before training. The policy
/// is asked for the chosen answers first, then for the rejected ones (with dropout, the generator's
/// order matters); both go through the same parameters, so their gradients add up.
public func preferenceLossAndGradient<Model: LanguageModel>(
  _ policy: Model, _ batch: PreferenceBatch, reference: PreferenceLogProbabilities, beta: Double,
  using generator: inout SeededGenerator
) -> (report: PreferenceReport, gradient: Model) {
  todo("8.3")
}
