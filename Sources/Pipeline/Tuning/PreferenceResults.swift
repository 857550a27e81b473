import CourseKit
import Extensions
import InstructionTuning

/// What learning from preferences came to, on pairs and instructions whose facts never occurred in
/// training. Nothing in it depends on the clock.
public struct PreferenceResults: Codable, Sendable, Hashable {
  /// How one model stands to the held-out pairs and to the held-out instructions.
  public struct Standing: Codable, Sendable, Hashable {
    /// The share of pairs whose chosen answer it finds likelier than the rejected one.
    public let winRate: Double
    /// The mean of ln P(chosen) − ln P(rejected).
    public let logRatio: Double
    /// The mean of r(chosen) − r(rejected), r = β (ln π − ln π_ref): 0 before training.
    public let rewardMargin: Double
    /// The share of pairs with a positive reward margin: 0 before training, for all are 0.
    public let rewardAccuracy: Double
    /// The mean ln P of the chosen answers: what DPO alone does not keep up.
    public let chosenLogProbability: Double
    /// The answers to held-out instructions of all tasks.
    public let answers: AssistantResults.Scores

    public init(
      _ policy: PreferenceLogProbabilities, reference: PreferenceLogProbabilities, beta: Double,
      answers: [JudgedAnswer]
    ) {
      let ratios = zip(policy.chosen, policy.rejected).map { $0 - $1 }
      let count = Double(max(1, ratios.count))
      let report = preferenceLossWithPullback(policy: policy, reference: reference, beta: beta)
        .report
      winRate = Double(ratios.filter { $0 > 0 }.count) / count
      logRatio = ratios.reduce(0, +) / count
      rewardMargin = report.rewardMargin
      rewardAccuracy = report.accuracy
      chosenLogProbability = policy.chosen.reduce(0, +) / count
      self.answers = AssistantResults.Scores(answers)
    }
  }

  public var plan: PreferenceTuning.Plan
  public var seed: UInt64
  public var trainingPairCount: Int
  public var heldOutPairCount: Int
  public var before: Standing
  public var after: Standing
  /// What each step came to on the pairs it learned from.
  public var steps: [PreferenceTuning.Step]
}

extension PreferenceResults.Standing: Plausible {
  var isPossible: Bool {
    winRate.isShare && rewardAccuracy.isShare && answers.isPossible
      && [logRatio, rewardMargin, chosenLogProbability].allSatisfy(\.isMeasured)
  }
}

extension PreferenceResults: Plausible {
  var isPossible: Bool {
    before.isPossible && after.isPossible && plan.isPossible
      && trainingPairCount.isCount && heldOutPairCount.isCount
      && steps.allSatisfy {
        $0.loss.isMeasured && $0.rewardMargin.isMeasured && $0.accuracy.isShare
      }
  }
}

extension PreferenceTuning.Plan: Plausible {
  var isPossible: Bool {
    beta > 0 && beta.isMeasured && schedule.isPossible
      && (1...RunConfiguration.Limit.batch).contains(batchSize)
      && (1...RunConfiguration.Limit.accumulation).contains(accumulation)
  }
}
