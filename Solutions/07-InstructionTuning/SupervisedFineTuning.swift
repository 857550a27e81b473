import CourseKit
import PretrainingSolution
import Tensors

// MARK: 7.6 SFT loop

/// The order in which a training takes its examples: every one once in an epoch, in an order of its
/// own for each epoch.
///
/// A step may take the last examples of one epoch and the first of the next: no example is dropped
/// and no step is smaller. The order is a function of ``generator`` and epoch, so none of it is
/// stored.
public struct EpochOrder: Sendable {
  public let exampleCount: Int
  /// The batch size times the accumulation.
  public let examplesPerStep: Int
  /// Never drawn from itself: each epoch draws from what is split off a copy.
  public let generator: SeededGenerator

  public init(exampleCount: Int, examplesPerStep: Int, generator: SeededGenerator) {
    self.exampleCount = exampleCount
    self.examplesPerStep = examplesPerStep
    self.generator = generator
  }

  /// Which examples step number `step` learns from, batch after batch. Cost: a shuffle of all
  /// numbers.
  ///
  /// The epochs' orders stand one after the other in an endless row. Step 0 takes the first
  /// `examplesPerStep` entries of it, step 1 the next ones; so a step may take from two epochs or
  /// more.
  ///
  ///     // 3 examples, 2 in a step; orders 2 0 1, then 0 1 2
  ///     step 0: 2 0     step 1: 1 0     step 2: 1 2
  public func exampleNumbers(ofStep step: Int) -> [Int] {
    // begin 7.6
    let first = step * examplesPerStep
    var epoch = -1
    var order: [Int] = []
    return (first..<first + examplesPerStep).map { position in
      if position / exampleCount != epoch {
        epoch = position / exampleCount
        order = self.order(ofEpoch: epoch)
      }
      return order[position % exampleCount]
    }
    // end 7.6
  }

  /// A permutation of 0 ..< `exampleCount`, drawn for this epoch alone.
  ///
  /// What draws it: a copy of ``generator`` that has skipped `epoch` numbers is split, and the new
  /// generator shuffles the numbers with Swift's `shuffled(using:)`. So no epoch before it is
  /// needed.
  private func order(ofEpoch epoch: Int) -> [Int] {
    // begin 7.6
    var generator = generator
    generator.skip(epoch)
    var drawing = generator.split()
    return (0..<exampleCount).shuffled(using: &drawing)
    // end 7.6
  }
}

/// A pretrained model on its way to becoming an assistant: supervised fine-tuning, SFT (Ouyang et
/// al., *Training Language Models to Follow Instructions with Human Feedback*, 2022, section 3.5).
///
/// The loop is the one that pretrained it (5.7). Only the batches differ: examples in place of
/// windows of a text, padded, and with the prompts masked.
///
/// Every example comes once in an epoch, in the ``EpochOrder`` of the seed, so a stored
/// ``training`` is all it takes to go on exactly.
public struct SupervisedFineTuning<Model: LanguageModel>: Sendable {
  public private(set) var training: Training<Model>
  public let examples: [TokenizedExample]
  public let padToken: Int
  /// Whether the responses alone are learned; without it, prompts too, for comparison.
  public let masksPrompt: Bool
  /// The first number of the seed's generator is the order's, the second the training's.
  private let order: EpochOrder

  public var model: Model { training.model }

  /// How many times each example has been seen, on average.
  public var epochs: Double {
    Double(training.step * order.examplesPerStep) / Double(examples.count)
  }

  /// `examples` must fit the model; see ``fit(_:contextLength:overflow:)``.
  ///
  /// Every learned token of a step counts the same, however the step is cut into batches.
  public init(
    _ model: Model, examples: [TokenizedExample], plan: TrainingPlan, padToken: Int,
    masksPrompt: Bool = true, seed: UInt64
  ) {
    var generator = SeededGenerator(seed: seed)
    generator.skip(1)
    self.init(
      resuming: Training(model, plan: plan, generator: generator.split()), examples: examples,
      padToken: padToken, masksPrompt: masksPrompt, seed: seed)
  }

  /// Goes on from a stored training, with the same examples and the same seed.
  public init(
    resuming training: Training<Model>, examples: [TokenizedExample], padToken: Int,
    masksPrompt: Bool = true, seed: UInt64
  ) {
    let contextLength = training.model.configuration.contextLength
    precondition(!examples.isEmpty, "there are no examples to learn from")
    precondition(
      examples.allSatisfy { $0.tokens.count <= contextLength + 1 },
      "an example of more than \(contextLength) + 1 tokens: call fit first")
    self.training = training
    self.examples = examples
    self.padToken = padToken
    self.masksPrompt = masksPrompt
    var generator = SeededGenerator(seed: seed)
    order = EpochOrder(
      exampleCount: examples.count,
      examplesPerStep: training.plan.batchSize * training.plan.accumulation,
      generator: generator.split())
  }

  /// Which examples step number `step` learns from, batch after batch; see ``EpochOrder``.
  public func exampleNumbers(ofStep step: Int) -> [Int] { order.exampleNumbers(ofStep: step) }

  /// One step on the next examples.
  ///
  /// The longest come first, so that those of a batch are of similar length: the same examples,
  /// with less padding. They are sorted by their number of tokens (with Swift's `sorted`, which
  /// keeps the order of equal ones) and cut into batches of `plan.batchSize`. ``training`` asks for
  /// one batch after the other, `plan.accumulation` of them; each is what
  /// ``collate(_:padToken:masksPrompt:)`` makes.
  public mutating func advance() -> StepReport {
    // begin 7.6
    let chosen = exampleNumbers(ofStep: training.step).map { examples[$0] }
      .sorted { $0.tokens.count > $1.tokens.count }
    let (batchSize, padToken, masksPrompt) = (training.plan.batchSize, padToken, masksPrompt)
    var first = 0
    return training.advance { _ in
      defer { first += batchSize }
      return collate(
        Array(chosen[first..<first + batchSize]), padToken: padToken, masksPrompt: masksPrompt)
    }
    // end 7.6
  }

  /// Goes on until so many steps are made, those of a stored training included; `onStep` gets each
  /// report and may end it earlier by returning false. Where they are made already, nothing
  /// happens.
  public mutating func run(toStep last: Int, onStep: (StepReport) -> Bool = { _ in true }) {
    // begin 7.6
    while training.step < last, onStep(advance()) {}
    // end 7.6
  }
}
