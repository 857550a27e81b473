/// The hyperparameters of a training run.
public struct TrainingPlan: Hashable, Sendable, Codable {
  public var schedule: LearningRateSchedule
  /// The number of sequences in one forward pass.
  public var batchSize: Int
  /// The number of batches whose gradients are averaged in one step (gradient accumulation).
  public var accumulation: Int
  /// The maximum number of accumulated gradients in memory at once: enough to keep every thread busy,
  /// however many there are to sum.
  public static let gradientsHeldAtOnce = 16
  /// The norm to which larger gradients are clipped.
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

/// The parameters of a learning rate with warm-up and decay. Exercise 5.5 computes the rate of a step.
public struct LearningRateSchedule: Hashable, Sendable, Codable {
  public var peak: Float
  /// The learning rate at the end of the decay.
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
  /// The index of the step, counted from 0.
  public let step: Int
  /// The loss before the update, averaged over the targets of all batches of the step.
  public let loss: Double
  /// The norm of the gradient before clipping.
  public let gradientNorm: Double
  /// The learning rate η of the step, from the schedule.
  public let learningRate: Float

  public init(step: Int, loss: Double, gradientNorm: Double, learningRate: Float) {
    self.step = step
    self.loss = loss
    self.gradientNorm = gradientNorm
    self.learningRate = learningRate
  }
}
