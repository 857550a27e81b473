import Console
import CourseKit
import Extensions
import Foundation
import InstructionTuning
import Pretraining
import Runs
import Transformer

/// What the models of a run reach on text and instructions that were held out, measured anew.
public struct RunEvaluation: Codable, Sendable, Hashable {
  /// How well the validation text is predicted, in nats per token.
  public struct Losses: Codable, Sendable, Hashable {
    /// Nil where there is no text that it could have learned from.
    public let bigram: Double?
    public let model: Double
    /// With the weights rounded to bytes.
    public let int8: Double

    /// By how much rounding raises the perplexity, as a share.
    public var int8Cost: Double { exp(int8 - model) - 1 }
  }

  /// The assistant beside the model that was only pretrained.
  public struct Answers: Codable, Sendable, Hashable {
    public let base: AssistantResults.Scores
    public let tuned: AssistantResults.Scores
    /// The tuned model with the weights rounded to bytes.
    public let int8: AssistantResults.Scores
  }

  public var losses: Losses
  public var classification: ClassificationResults?
  /// Nil where no assistant was tuned yet.
  public var assistant: Answers?
  /// On questions typed by hand; nil where it was tuned on instructions of a user's own.
  public var typedByHand: Answers?

  public init(
    losses: Losses, classification: ClassificationResults?, assistant: Answers?,
    typedByHand: Answers? = nil
  ) {
    self.losses = losses
    self.classification = classification
    self.assistant = assistant
    self.typedByHand = typedByHand
  }

  // MARK: Measuring

  /// Measures a pretrained model on the text that training measured it on, or on the whole of another one.
  public static func losses(of model: TrainedModel, on text: String? = nil) throws -> Losses {
    let configuration = model.configuration
    let batches: [TrainingBatch]
    var bigram: Double?
    if let text {
      batches = try PretrainingData.batches(of: text, for: model)
    } else {
      let data = try PretrainingData(
        PretrainingData.documents(of: configuration), tokenizer: model.tokenizer,
        configuration: configuration)
      batches = PretrainingRun.validationBatches(data, configuration)
      bigram = data.bigramLoss(on: batches)
    }
    let losses = Losses(
      bigram: bigram, model: evaluate(model.model, on: batches),
      int8: evaluate(QuantizedGPT(model.model).dequantized(), on: batches))
    guard losses.model.isMeasured, losses.int8.isMeasured else { throw LogitsError() }
    return losses
  }

  /// Puts the held-out instructions, and the questions typed by hand, to the assistant of a run, to
  /// its pretrained model, and to the assistant in int8.
  ///
  /// - Throws: what the observer has thrown, which is told now and then how many are answered.
  public static func answers(
    of folder: RunFolder, observer: Observer<(done: Int, total: Int)> = { _ in }
  ) throws -> (heldOut: Answers, typedByHand: Answers?) {
    guard let results = try folder.assistantResults(), let plan = results.plan,
      let source = results.source
    else {
      throw InputError(
        "\(folder.assistantResultsFile) does not say what the assistant was measured on: tune it again "
          + "with gpt instruct --run \(folder.reference).",
        "\(folder.assistantResultsFile) não diz com que o assistente foi medido: ajuste-o de novo com "
          + "gpt instruct --run \(folder.reference).")
    }
    let (model, template) = (
      try TrainedModel(readingFrom: folder), PromptTemplate(results.template)
    )
    let data = try InstructionData(source, plan: plan, template: template, model: model)
    let exam = TypedExam(source, template: template, model: model)
    let responders = [
      try AssistantResponder(readingFrom: folder, model: \.modelFile),
      try AssistantResponder(readingFrom: folder),
      try AssistantResponder(readingFrom: folder, isQuantized: true),
    ]
    let total = responders.count * (data.heldOut.count + (exam?.questions.count ?? 0))
    var done = 0
    func tell(_ count: Int) throws { try observer((done + count, total)) }
    var scores: [AssistantResults.Scores] = []
    var typed: [AssistantResults.Scores] = []
    for responder in responders {
      scores.append(
        .init(
          try responder.answers(
            to: data.heldOut, maxTokens: data.longestResponse, observer: tell)))
      done += data.heldOut.count
      if let exam {
        typed.append(try exam.scores(of: responder, observer: tell))
        done += exam.questions.count
      }
    }
    return (
      Answers(base: scores[0], tuned: scores[1], int8: scores[2]),
      exam.map { _ in Answers(base: typed[0], tuned: typed[1], int8: typed[2]) }
    )
  }
}
