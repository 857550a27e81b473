import CourseKit
import Tensors

// MARK: 5.7 Training loop with accumulation

/// What is chosen before training begins, and what a step came to. Both are CourseKit's, since a
/// run's files hold them.
public typealias TrainingPlan = CourseKit.TrainingPlan
public typealias StepReport = CourseKit.StepReport

/// A model in training: all that the next step depends on.
public struct Training<Model: LanguageModel>: Sendable {
  public var model: Model
  /// With the moments of every parameter.
  public var optimizer: AdamW
  /// Draws the batches and what dropout drops.
  public var generator: SeededGenerator
  /// How many steps have been made.
  public var step = 0
  public let plan: TrainingPlan

  /// A training that has not made a step yet.
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
  ///
  /// 1. Draw: `accumulation` calls of `nextBatch(&generator)`, then for each batch, in their order,
  ///    a generator of its own with `generator.split()`: what dropout drops in one batch does not
  ///    depend on the others.
  /// 2. For each batch: the model's `withPullback`, the cross-entropy of its logits, and the
  ///    pullbacks down to the parameters.
  /// 3. Loss and gradient are the means over all targets of the step, each counting the same. So a
  ///    batch weighs as much as it has targets, those of −1 left out (`targets.countedPositions`):
  ///    where batches of 1 and of 3 targets give a parameter the derivatives 0.2 and 0.6, its gradient is
  ///    (1 · 0.2 + 3 · 0.6) / 4 = 0.5. Without any target, loss and gradient are 0.
  /// 4. Clip the gradient to `gradientNormLimit`, then let the optimizer update the model, with the
  ///    schedule's learning rate for `step`, counted from 0.
  /// 5. Count the step. The report tells the number and the loss from before, the norm before
  ///    clipping, and the rate.
  public mutating func advance(
    drawing nextBatch: (inout SeededGenerator) -> TrainingBatch
  ) -> StepReport {
    // begin 5.7
    let batches = (0..<plan.accumulation).map { _ in nextBatch(&generator) }
    let generators = batches.map { _ in generator.split() }
    var (loss, gradient) = meanLossAndGradient(batches, generators)
    let norm = clip(&gradient, toNorm: plan.gradientNormLimit)
    let learningRate = plan.schedule(step)
    optimizer.update(&model, gradient: gradient, learningRate: learningRate)
    defer { step += 1 }
    return StepReport(step: step, loss: loss, gradientNorm: norm, learningRate: learningRate)
    // end 5.7
  }

  // begin solution
  /// The mean loss over the targets of all batches, and its gradient. Logits are computed only
  /// where there is a target.
  private func meanLossAndGradient(
    _ batches: [TrainingBatch], _ generators: [SeededGenerator]
  ) -> (loss: Double, gradient: Model) {
    let targetCount = batches.reduce(0) { $0 + countedTargets($1.targets) }
    return sumOfLossesAndGradients(batches.count) { index in
      var generator = generators[index]
      let batch = batches[index]
      let positions = batch.targets.countedPositions
      let share = Double(positions.count) / Double(max(1, targetCount))
      let (logits, modelPullback) = model.withPullback(
        batch.inputs, at: positions, using: &generator)
      let (loss, lossPullback) = crossEntropyWithPullback(
        logits, targets: TokenBatch(positions.map { batch.targets.ids[$0] }))
      return (loss: loss * share, gradient: modelPullback(lossPullback(Float(share))))
    }
  }
  // end solution
}
