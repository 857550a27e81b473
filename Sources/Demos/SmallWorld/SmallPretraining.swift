import Corpora
import CourseKit
import Narration
import PretrainingSolution
import Tensors
import TokenizationSolution
import TransformerSolution

/// A pretraining run small enough for a demo: text, tokenizer, an untrained model, and validation
/// text.
struct SmallPretraining {
  /// The settings of the run.
  struct Recipe {
    var documentCount = 12_000
    /// The number of messages in addition to the stories, for a model that will be tuned to
    /// classify messages.
    var messageCount = 0
    var vocabularySize = 1_024
    var layerCount = 2
    var width = 64
    var stepCount = 2_000
    var peakLearningRate: Float = 5e-3
  }

  let world: SmallWorld
  let documents: [String]
  let validationDocuments: [String]
  let tokenizer: ByteLevelBPE
  let text: TrainingText
  let validation: [TrainingBatch]
  var training: Training<GPT>

  static let contextLength = 128

  /// Generates the text and trains the tokenizer; the model is not trained yet.
  ///
  /// A demo that is shortened for a test also gets less text.
  init(_ recipe: Recipe, _ n: Narrator) {
    let world = SmallWorld(language: n.language, seed: n.seed)
    let share = min(1, max(n.effort, 0.05))
    func count(_ full: Int) -> Int { Int(Double(full) * share) }
    let stories = world.pretrainingDocuments(count: count(recipe.documentCount), split: .training)
    let messages = (0..<count(recipe.messageCount)).map {
      // Far from the indices that the classifier is trained and evaluated on.
      world.message(2_000_000 + $0, split: .training).text
    }
    documents = stories + messages
    validationDocuments = world.pretrainingDocuments(count: count(400), split: .heldOut)
    let tokenizer = ByteLevelBPE(documents: documents, vocabularySize: recipe.vocabularySize)
    let endOfText = tokenizer.endOfText ?? 0
    let length = Self.contextLength
    text = TrainingText(
      documents: tokenizer.encode(documents: documents), endOfText: endOfText,
      windowLength: length)
    let validationTokens = tokenizer.encode(documents: validationDocuments)
      .flatMap { $0 + [endOfText] }
    validation = Array(
      TrainingText(tokens: validationTokens, windowLength: length)
        .consecutiveBatches(of: 8).prefix(n.effort < 1 ? 2 : 16))

    let configuration = GPTConfiguration(
      vocabularySize: tokenizer.vocabularySize, contextLength: length,
      layerCount: recipe.layerCount, headCount: 4, width: recipe.width, tiesHead: true)
    let steps = n.steps(recipe.stepCount)
    var generator = n.generator()
    let model = GPT(configuration, using: &generator)
    training = Training(
      model,
      plan: TrainingPlan(
        schedule: LearningRateSchedule(
          peak: recipe.peakLearningRate, minimum: recipe.peakLearningRate / 30,
          warmUpSteps: steps / 20, totalSteps: steps),
        batchSize: 2, accumulation: 4),
      generator: generator)
    self.world = world
    self.tokenizer = tokenizer
  }

  var stepCount: Int { training.plan.schedule.totalSteps }

  /// The model at its current state of training.
  var result: SmallWorldModel {
    SmallWorldModel(
      world: world, tokenizer: tokenizer, model: training.model, origin: .demo)
  }

  /// The losses of a run.
  struct Curve {
    /// The training loss of each step, on its own batch.
    var losses: [Double] = []
    /// The loss on validation text, by step.
    var validation: [(step: Int, loss: Double)] = []

    /// The mean over the last steps: the loss of a single batch is noisy.
    var recentLoss: Double {
      let last = losses.suffix(50)
      return last.reduce(0, +) / Double(max(1, last.count))
    }
  }

  /// Trains up to a step, or until the user ends it. Measures the validation loss ten times in the
  /// whole run, and where it ends early.
  mutating func train(
    to last: Int, curve: inout Curve, _ progress: TrainingProgress, _ n: Narrator
  ) throws {
    while training.step < last {
      curve.losses.append(training.advance(on: text).loss)
      let step = training.step
      if step * 10 / stepCount > (step - 1) * 10 / stepCount {
        curve.validation.append((step, evaluate(training.model, on: validation)))
      }
      guard try progress.update(step: step, note: Self.note(curve, n)) else {
        if curve.validation.last?.step != step {
          curve.validation.append((step, evaluate(training.model, on: validation)))
        }
        return
      }
    }
  }

  /// Trains to the end with a progress line.
  mutating func train(_ title: Text, _ n: Narrator) throws -> Curve {
    var curve = Curve()
    let progress = TrainingProgress(title, total: stepCount, n)
    try train(to: stepCount, curve: &curve, progress, n)
    progress.finish()
    return curve
  }

  private static func note(_ curve: Curve, _ n: Narrator) -> String {
    let loss = n.number(curve.recentLoss, 2)
    guard let last = curve.validation.last else { return n.language.text("loss ", "perda ") + loss }
    let validation = n.number(last.loss, 2)
    return n.language.text(
      "loss \(loss), validation \(validation)", "perda \(loss), validação \(validation)")
  }
}
