import Corpora
import CourseKit
import Foundation
import Narration
import Pretraining
import Tensors
import Tokenization
import Transformer

/// Stories, a tokenizer and a GPT that are small enough to train in seconds, from chapter 5 on.
struct SmallModel {
  let world: SmallWorld
  let tokenizer: ByteLevelBPE
  let text: TrainingText
  let validation: [TrainingBatch]
  private(set) var training: Training<GPT>

  static let contextLength = 48

  var model: GPT { training.model }
  var endOfText: Int { tokenizer.endOfText ?? 0 }

  /// - Parameters:
  ///   - documents: what the model reads; nil for stories.
  ///   - steps: the steps of the whole training.
  init(documents given: [String]? = nil, steps: Int, _ n: Narrator) {
    let world = SmallWorld(language: n.language, seed: n.seed)
    let documents = given ?? world.stories(300, split: .training).map(\.text)
    let tokenizer = ByteLevelBPE(documents: Array(documents.prefix(200)), vocabularySize: 450)
    let endOfText = tokenizer.endOfText ?? 0
    func tokens(_ documents: [String]) -> [[Int]] { documents.map { tokenizer.encode($0) } }
    text = TrainingText(
      documents: tokens(documents), endOfText: endOfText, windowLength: Self.contextLength)
    let unseen = TrainingText(
      documents: tokens(world.stories(12, split: .heldOut).map(\.text)), endOfText: endOfText,
      windowLength: Self.contextLength)
    validation = Array(unseen.consecutiveBatches(of: 4).prefix(3))
    self.world = world
    self.tokenizer = tokenizer
    var generator = n.generator()
    let model = GPT(
      GPTConfiguration(
        vocabularySize: tokenizer.vocabularySize, contextLength: Self.contextLength,
        layerCount: 2, headCount: 2, width: 48, tiesHead: true),
      using: &generator)
    training = Training(
      model, plan: Self.plan(steps: steps, batchSize: 8, peak: 6e-3), generator: generator)
  }

  static func plan(steps: Int, batchSize: Int, peak: Float) -> TrainingPlan {
    TrainingPlan(
      schedule: LearningRateSchedule(
        peak: peak, minimum: peak / 20, warmUpSteps: steps / 10, totalSteps: steps),
      batchSize: batchSize)
  }

  /// The text of tokens, each document on a line of its own.
  func text(of tokens: [Int]) -> String {
    tokens.split(separator: endOfText).map { tokenizer.decode(Array($0)) }.joined(separator: "\n")
  }

  /// Trains to the end; the losses of the steps, and those on new stories by step.
  mutating func train(
    _ title: Text, _ n: Narrator
  ) throws -> (losses: [Double], validation: [(step: Int, loss: Double)]) {
    let steps = training.plan.schedule.totalSteps
    let progress = TrainingProgress(title, total: steps, n)
    var losses: [Double] = []
    var measured = [(step: 0, loss: evaluate(model, on: validation))]
    for step in 1...steps {
      losses.append(training.advance(on: text).loss)
      if step % max(1, steps / 6) == 0 {
        measured.append((step, evaluate(model, on: validation)))
      }
      guard
        try progress.update(
          step: step, note: n.language.text("loss ", "perda ") + n.number(losses[step - 1], 2))
      else { break }
    }
    progress.finish()
    return (losses, measured)
  }
}
