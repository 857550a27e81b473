import CourseKit

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
      winRate: Double, logRatio: Double, rewardMargin: Double, rewardAccuracy: Double,
      chosenLogProbability: Double, answers: AssistantResults.Scores
    ) {
      self.winRate = winRate
      self.logRatio = logRatio
      self.rewardMargin = rewardMargin
      self.rewardAccuracy = rewardAccuracy
      self.chosenLogProbability = chosenLogProbability
      self.answers = answers
    }
  }

  /// What is chosen before it begins.
  public struct Plan: Codable, Sendable, Hashable {
    /// How much a step away from the reference costs: β of chapter 8.3.
    public var beta: Double
    public var schedule: LearningRateSchedule
    /// A step learns from `accumulation` batches of so many pairs, which are worked on side by side.
    public var batchSize: Int
    public var accumulation: Int

    public init(
      beta: Double = 0.1, stepCount: Int, learningRate: Float = 1e-4, batchSize: Int = 2,
      accumulation: Int = 8
    ) {
      self.beta = beta
      schedule = LearningRateSchedule(
        peak: learningRate, minimum: learningRate / 10, warmUpSteps: stepCount / 10,
        totalSteps: stepCount)
      self.batchSize = batchSize
      self.accumulation = accumulation
    }

    public var pairsPerStep: Int { batchSize * accumulation }
  }

  /// What a step came to on the pairs it learned from, before it changed anything.
  public struct Step: Codable, Sendable, Hashable {
    public let loss: Double
    public let rewardMargin: Double
    public let accuracy: Double

    public init(loss: Double, rewardMargin: Double, accuracy: Double) {
      self.loss = loss
      self.rewardMargin = rewardMargin
      self.accuracy = accuracy
    }
  }

  public var plan: Plan
  public var seed: UInt64
  public var trainingPairCount: Int
  public var heldOutPairCount: Int
  public var before: Standing
  public var after: Standing
  /// What each step came to on the pairs it learned from.
  public var steps: [Step]

  public init(
    plan: Plan, seed: UInt64, trainingPairCount: Int, heldOutPairCount: Int, before: Standing,
    after: Standing, steps: [Step]
  ) {
    self.plan = plan
    self.seed = seed
    self.trainingPairCount = trainingPairCount
    self.heldOutPairCount = heldOutPairCount
    self.before = before
    self.after = after
    self.steps = steps
  }
}

extension PreferenceResults.Standing: Plausible {
  public var isPossible: Bool {
    winRate.isShare && rewardAccuracy.isShare && answers.isPossible
      && [logRatio, rewardMargin, chosenLogProbability].allSatisfy(\.isMeasured)
  }
}

extension PreferenceResults: Plausible {
  public var isPossible: Bool {
    before.isPossible && after.isPossible && plan.isPossible
      && trainingPairCount.isCount && heldOutPairCount.isCount
      && steps.allSatisfy {
        $0.loss.isMeasured && $0.rewardMargin.isMeasured && $0.accuracy.isShare
      }
  }
}

extension PreferenceResults.Plan: Plausible {
  public var isPossible: Bool {
    beta > 0 && beta.isMeasured && schedule.isPossible
      && (1...RunConfiguration.Limit.batch).contains(batchSize)
      && (1...RunConfiguration.Limit.accumulation).contains(accumulation)
  }
}
