import CourseKit
import Tensors

// MARK: 5.7 Training loop with accumulation

/// What is chosen before training begins.
public struct TrainingPlan: Hashable, Sendable, Codable {
  public var schedule: LearningRateSchedule
  /// How many sequences one forward pass takes.
  public var batchSize: Int
  /// How many such batches make one step: their gradients are averaged.
  public var accumulation: Int
  public var gradientNormLimit: Double
  public var weightDecay: Float

  public init(
    schedule: LearningRateSchedule, batchSize: Int, accumulation: Int = 1,
    gradientNormLimit: Double = 1, weightDecay: Float = 0.1
  ) {
    self.schedule = schedule
    self.batchSize = batchSize
    self.accumulation = accumulation
    self.gradientNormLimit = gradientNormLimit
    self.weightDecay = weightDecay
  }
}

/// What one training step came to.
public struct StepReport: Hashable, Sendable, Codable {
  /// Which step it was, from 0.
  public let step: Int
  /// The loss before the step, the mean over its batches.
  public let loss: Double
  /// The gradient's norm before clipping.
  public let gradientNorm: Double
  public let learningRate: Float
}

/// A model in training: all that the next step depends on.
public struct Training<Model: LanguageModel>: Sendable {
  public var model: Model
  public var optimizer: AdamW
  /// Draws the batches and what dropout drops.
  public var generator: SeededGenerator
  /// How many steps were made.
  public var step = 0
  public let plan: TrainingPlan

  public init(_ model: Model, plan: TrainingPlan, generator: SeededGenerator) {
    self.model = model
    self.plan = plan
    self.generator = generator
    optimizer = AdamW(weightDecay: plan.weightDecay)
  }

  /// One step: batches, forward, loss, backward, average, clip, update.
  public mutating func advance(on text: TrainingText) -> StepReport {
    let batchSize = plan.batchSize
    return advance { generator in text.randomBatch(of: batchSize, using: &generator) }
  }

  /// One step on batches that the caller draws.
  public mutating func advance(
    drawing nextBatch: (inout SeededGenerator) -> TrainingBatch
  ) -> StepReport {
    let share = 1 / Float(plan.accumulation)
    var total: Model?
    var loss = 0.0
    for _ in 0..<plan.accumulation {
      let batch = nextBatch(&generator)
      let (logits, modelPullback) = model.withPullback(batch.inputs, using: &generator)
      let (batchLoss, lossPullback) = crossEntropyWithPullback(logits, targets: batch.targets)
      let gradient = modelPullback(lossPullback(share))
      loss += batchLoss * Double(share)
      if total == nil { total = gradient } else { total?.add(gradient) }
    }
    guard var gradient = total else { preconditionFailure("accumulation must be at least 1") }
    let norm = clip(&gradient, toNorm: plan.gradientNormLimit)
    let learningRate = plan.schedule(step)
    optimizer.update(&model, gradient: gradient, learningRate: learningRate)
    defer { step += 1 }
    return StepReport(step: step, loss: loss, gradientNorm: norm, learningRate: learningRate)
  }
}
