import CourseKit
import Pretraining
import Tensors

/// The tokens of a text and the number of its class.
public struct LabelledSequence: Hashable, Sendable {
  public var tokens: [Int]
  /// Which class: its index among the classifier's labels.
  public var label: Int

  public init(tokens: [Int], label: Int) {
    self.tokens = tokens
    self.label = label
  }
}

extension Classifier {
  /// Some texts as a batch, and their classes as targets `[batch, 1]`.
  func batch(_ examples: some Sequence<LabelledSequence>) -> (PaddedBatch, targets: TokenBatch) {
    let batch = pad(
      examples.map(\.tokens), contextLength: backbone.configuration.contextLength,
      padding: paddingToken)
    return (batch, TokenBatch(examples.map { [$0.label] }))
  }
}

// MARK: 6.9 Fine-tuning loop

/// A classifier in training, whichever of its parameters learn: all that the next step depends on.
///
/// The steps are those of pretraining. What differs: a batch holds texts with their classes, each
/// text comes once in an epoch, and the optimizer sees only the parameters that learn.
public struct ClassifierTraining<Tuned: FineTunable>: Sendable where Tuned.Model == Classifier {
  public var tuned: Tuned
  public var optimizer: AdamW
  /// Draws the order of the texts and what dropout drops.
  public var generator: SeededGenerator
  /// How many steps have been made.
  public private(set) var step = 0
  public let plan: TrainingPlan
  public let examples: [LabelledSequence]
  /// The texts that this epoch still has, the next one last.
  private var rest: [Int] = []

  public init(
    _ tuned: Tuned, on examples: [LabelledSequence], plan: TrainingPlan, generator: SeededGenerator
  ) {
    precondition(!examples.isEmpty, "there is no text to learn from")
    precondition(
      examples.allSatisfy { tuned.model.labels.indices.contains($0.label) },
      "a class that is not one of 0 ..< \(tuned.model.labels.count)")
    self.tuned = tuned
    self.examples = examples
    self.plan = plan
    self.generator = generator
    optimizer = AdamW(weightDecay: plan.weightDecay)
  }

  /// Makes the steps of the plan that are left. Returns the loss of each.
  public mutating func run(_ report: (_ step: Int, _ loss: Double) -> Void = { _, _ in })
    -> [Double]
  {
    (step..<max(step, plan.schedule.totalSteps)).map { step in
      let loss = advance()
      report(step, loss)
      return loss
    }
  }

  /// One step: batches, forward, loss, backward, clip, update. Returns the loss before the update.
  ///
  /// In this order, so that the same seed gives the same run:
  ///
  /// 1. `plan.accumulation` batches of `plan.batchSize` texts. A text comes once in an epoch. Where
  ///    none is left, in the middle of a batch too, a new epoch begins with
  ///    `examples.indices.shuffled(using: &generator)`, and texts are taken from the end of it.
  /// 2. One `generator.split()` for each batch, in order: dropout draws from that.
  /// 3. For each batch, by the classifier as it stands in ``tuned``: logits, cross-entropy against
  ///    the classes, and the pullback to all of the classifier. Of that,
  ///    ``FineTunable/gradient(from:)`` gives the part that learns. Losses and gradients are
  ///    averaged over the batches. What `frozenBlockCount` counts needs no backward pass.
  /// 4. The gradient is clipped to `plan.gradientNormLimit`, and the optimizer updates ``tuned`` at
  ///    the schedule's rate for ``step``, which then is one more.
  ///
  /// With 3 texts in batches of 2 and no accumulation, steps 0 … 2 read two epochs: the second step
  /// takes the last text of the first epoch and the first of the second.
  public mutating func advance() -> Double {
    todo("6.9")
  }
}
