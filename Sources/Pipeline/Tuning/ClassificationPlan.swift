import FineTuning
import Pretraining
import Runs

/// How long and how fast each strategy learns, and how many texts there are where they are made.
public struct ClassificationPlan: Sendable {
  public typealias Strategy = ClassificationResults.Strategy

  /// How often every training text comes.
  public var epochs: [Strategy: Int]
  public var learningRates: [Strategy: Float]
  /// Few texts come more often, until there are so many steps.
  public var minimumSteps = 60
  /// How many texts a step takes, half of them on each of two processors.
  public var batchSize = 32
  public var pooling = Pooling.mean
  public var rank = 8
  public var alpha: Float = 16
  /// Of the built-in messages.
  public var trainingCount: Int
  public var testCount: Int

  /// Some 20 seconds on two cores.
  public static let standard = ClassificationPlan(
    epochs: [.head: 3, .lastBlock: 3, .lora: 3, .everything: 2],
    learningRates: [.head: 3e-2, .lastBlock: 1e-3, .lora: 2e-3, .everything: 1e-3],
    trainingCount: 4_000, testCount: 1_000)

  /// Some six seconds.
  public static let quick = ClassificationPlan(
    epochs: standard.epochs, learningRates: standard.learningRates,
    trainingCount: 400, testCount: 300)

  /// The steps of one strategy on so many texts.
  func training(_ strategy: Strategy, exampleCount: Int) -> TrainingPlan {
    let steps = max(1, minimumSteps, epochs[strategy]! * exampleCount / batchSize)
    let peak = learningRates[strategy]!
    return TrainingPlan(
      schedule: LearningRateSchedule(
        peak: peak, minimum: peak / 30, warmUpSteps: steps / 20, totalSteps: steps),
      batchSize: batchSize / 2, accumulation: 2)
  }
}
