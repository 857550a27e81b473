/// What is chosen before a training begins.
public struct TrainingPlan: Hashable, Sendable, Codable {
  public var schedule: LearningRateSchedule
  /// How many sequences one forward pass takes.
  public var batchSize: Int
  /// How many such batches make one step: their gradients become one mean.
  public var accumulation: Int
  /// How many of these gradients are in memory at the same time, at most: enough for every thread to
  /// have work, however many there are to add up.
  public static let gradientsHeldAtOnce = 16
  public var gradientNormLimit: Double
  public var weightDecay: Float

  public init(
    schedule: LearningRateSchedule, batchSize: Int, accumulation: Int = 1,
    gradientNormLimit: Double = 1, weightDecay: Float = 0.1
  ) {
    precondition(
      batchSize >= 1 && accumulation >= 1,
      "a step of \(accumulation) batches of \(batchSize): both must be 1 or more")
    self.schedule = schedule
    self.batchSize = batchSize
    self.accumulation = accumulation
    self.gradientNormLimit = gradientNormLimit
    self.weightDecay = weightDecay
  }
}

/// The numbers of a learning rate that rises and then falls. Which rate a step has is exercise 5.5.
public struct LearningRateSchedule: Hashable, Sendable, Codable {
  public var peak: Float
  /// The rate at the end.
  public var minimum: Float
  public var warmUpSteps: Int
  public var totalSteps: Int

  public init(peak: Float, minimum: Float, warmUpSteps: Int, totalSteps: Int) {
    precondition(
      warmUpSteps >= 0 && totalSteps > 0, "\(warmUpSteps) of \(totalSteps) steps of warm-up")
    self.peak = peak
    self.minimum = minimum
    self.warmUpSteps = warmUpSteps
    self.totalSteps = totalSteps
  }
}

/// The result of one training step.
public struct StepReport: Hashable, Sendable, Codable {
  /// Which step it was, from 0.
  public let step: Int
  /// The loss before the step, the mean over the targets of all its batches.
  public let loss: Double
  /// The gradient's norm before clipping.
  public let gradientNorm: Double
  /// η, from the schedule.
  public let learningRate: Float

  public init(step: Int, loss: Double, gradientNorm: Double, learningRate: Float) {
    self.step = step
    self.loss = loss
    self.gradientNorm = gradientNorm
    self.learningRate = learningRate
  }
}
