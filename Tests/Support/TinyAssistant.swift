import Corpora
import CourseKit
import Foundation
import InstructionTuning
import Pipeline
import Pretraining
import Runs
import Tensors
import Tokenization
import Transformer

/// A model that has learned nothing yet, of a size that instructions fit into.
package func untrainedModel(
  language: Language = .english, contextLength: Int = 96, seed: UInt64 = 3
) -> TrainedModel {
  var configuration = tinyConfiguration(
    source: .smallWorld(language: language, documentCount: 60), seed: seed)
  let documents = SmallWorld(language: language, seed: seed)
    .pretrainingDocuments(count: 60, split: .training)
  let tokenizer = ByteLevelBPE(documents: documents, vocabularySize: 420)
  configuration.model.vocabularySize = tokenizer.vocabularySize
  configuration.model.contextLength = contextLength
  var generator = SeededGenerator(seed: seed)
  return TrainedModel(
    configuration: configuration, model: GPT(configuration.model, using: &generator),
    tokenizer: tokenizer)
}

/// A plan that takes a fraction of a second.
package func tinyPlan(steps: Int = 6, learningRate: Float = 3e-3) -> InstructionPlan {
  InstructionPlan(
    exampleCount: 60, testCount: 27, steps: steps, peakLearningRate: learningRate, batchSize: 2,
    accumulation: 2)
}

package func tinyData(
  for model: TrainedModel, _ source: InstructionData.Source = .smallWorld(.english),
  plan: InstructionPlan = tinyPlan()
) throws -> InstructionData {
  try InstructionData(
    source, plan: plan, template: PromptTemplate(language: .english), model: model)
}

extension TrainedModel {
  /// Writes a run's files as the main job leaves them.
  package func save(to folder: RunFolder) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    try folder.save(configuration)
    try folder.save(tokenizer)
    try model.saveParameters(to: folder.modelFile)
  }

  /// The same model, but one token comes never: its bias says so.
  package func without(token: Int) -> TrainedModel {
    var gpt = model
    gpt.visitParameters(under: "") { _, parameter in
      guard parameter.shape == [tokenizer.vocabularySize] else { return }
      var numbers = parameter.scalars
      numbers[token] = -1e4
      parameter = Tensor(numbers, shape: parameter.shape)
    }
    return replacing(gpt)
  }
}

/// Results as of an assistant that was never measured.
package func emptyResults(
  language: Language = .english, style: AssistantResults.Template.Style = .passage
) -> AssistantResults {
  let none = AssistantResults.Scores([])
  return AssistantResults(
    template: .init(language: language, style: style), base: none, tuned: none,
    unmasked: nil, comparisons: [], losses: [], trainingCount: 0, testCount: 0)
}
