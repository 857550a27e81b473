import CourseKit
import FineTuning
import Formats
import Foundation
import InstructionTuning
import Pretraining
import Runs
import Tensors
import Tokenization
import Transformer

/// A run's model as others load it: GPT-2's names, its tokenizer, and what is to be told of both.
public struct ModelExport: Sendable {
  /// Which of the run's models.
  public enum Choice: String, CaseIterable, Sendable {
    case pretrained, assistant, preferred, classifier
  }

  let folder: RunFolder
  let choice: Choice
  let run: RunConfiguration
  let tokenizer: HuggingFaceTokenizer
  /// Under the names of Hugging Face's classes.
  let tensors: [(name: String, tensor: Tensor)]
  /// A classifier's classes, in the order of their logits.
  var labels: [String] = []
  /// How a conversation becomes a prompt; nil where nothing was tuned to one.
  var template: PromptTemplate?
  /// What the export changes, in the user's languages.
  public private(set) var notes: [Text] = []

  /// Reads the model. Throws `InputError` where the run has not got it, or where GPT-2 has no place for
  /// something that it has learned.
  /// - Parameter dropsBias: leaves out the bias of an output head of its own, for which GPT-2 has no place, and
  ///   measures what that costs. Otherwise such a model is refused.
  public init(of folder: RunFolder, _ choice: Choice, dropsBias: Bool) throws {
    self.folder = folder
    self.choice = choice
    // Checks that the files are of one tokenizer.
    _ = try folder.tokenizer()
    let names = try folder.tokenNames()
    tokenizer = HuggingFaceTokenizer(
      vocabulary: try folder.vocabulary(), specialTokens: names.special, addedTokens: names.added)
    if choice == .classifier {
      run = try folder.configuration()
      let classifier = try TrainedClassifier(readingFrom: folder).classifier
      (tensors, labels) = (try Self.tensors(of: classifier), classifier.labels)
      notes.append(
        Text(
          "GPT2ForSequenceClassification has no bias in its head: this model's went into the bias of the last "
            + "norm, which gives the same logits.",
          "O GPT2ForSequenceClassification não tem bias na cabeça: o deste modelo foi para o bias da última "
            + "norma, o que dá os mesmos logits."))
      return
    }
    let trained = try TrainedModel(readingFrom: folder, parameters: choice.file)
    run = trained.configuration
    if choice != .pretrained {
      if choice == .preferred { try folder.requirePreferredOfAssistant() }
      template = PromptTemplate(try folder.requiredAssistantResults().template)
    }
    if let bias = trained.model.head?.bias, bias.scalars.contains(where: { $0 != 0 }) {
      guard dropsBias else { throw Self.refusal(of: bias) }
      notes.append(try Self.costWithoutBias(of: trained))
    }
    tensors = Self.named(trained.model.parameters.filter { $0.name != "lm_head.bias" })
  }

  private static func named(
    _ parameters: [(name: String, tensor: Tensor)]
  ) -> [(name: String, tensor: Tensor)] {
    parameters.map { name, tensor in
      let isHead = name.hasPrefix("lm_head.") || name.hasPrefix("score.")
      return (isHead ? name : "transformer." + name, tensor)
    }
  }

  // MARK: The head of a language model

  private static func refusal(of bias: Tensor) -> InputError {
    let largest = Double(bias.scalars.reduce(0) { max($0, abs($1)) })
    return InputError(
      "The output head has a bias (up to \(decimal(largest, 2, .english))), for which GPT-2 has no place: "
        + "export with --drop-bias to leave it out and see what that costs.",
      "A cabeça de saída tem um bias (de até \(decimal(largest, 2, .portuguese))), que não tem lugar no "
        + "GPT-2: exporte com --drop-bias para deixá-lo de fora e ver quanto isso custa.")
  }

  /// The perplexity on the run's validation text, with the bias and without.
  private static func costWithoutBias(of trained: TrainedModel) throws -> Text {
    let configuration = trained.configuration
    let data = try PretrainingData(
      PretrainingData.documents(of: configuration), tokenizer: trained.tokenizer,
      configuration: configuration)
    let batches = PretrainingRun.validationBatches(data, configuration)
    var without = trained.model
    without.head?.visitParameters(under: "") { name, parameter in
      if name == "bias" { parameter = Tensor(zeros: parameter.shape) }
    }
    let before = exp(evaluate(trained.model, on: batches))
    let after = exp(evaluate(without, on: batches))
    func told(_ value: Double, _ language: Language) -> String { decimal(value, 3, language) }
    return Text(
      "The output head's bias is left out: the perplexity on validation text goes from "
        + "\(told(before, .english)) to \(told(after, .english)).",
      "O bias da cabeça de saída fica de fora: a perplexidade no texto de validação vai de "
        + "\(told(before, .portuguese)) para \(told(after, .portuguese)).")
  }

  // MARK: The head of a classifier

  /// GPT2ForSequenceClassification reads the last token's vector and has no bias. The head reads what the last
  /// norm gives, so its bias b can be added there: β + u with W · u = b gives the same logits.
  private static func tensors(
    of classifier: Classifier
  ) throws -> [(name: String, tensor: Tensor)] {
    guard classifier.pooling == .lastToken else {
      throw InputError(
        "This classifier reads the mean of all tokens, GPT2ForSequenceClassification only the last one: "
          + "train it with --pooling last-token to export it.",
        "Este classificador lê a média de todos os tokens, e o GPT2ForSequenceClassification só o último: "
          + "treine-o com --pooling last-token para exportá-lo.")
    }
    let linear = classifier.head.linear
    let weight = Tensor(linear.weight.transposed)
    guard let shift = leastSolution(of: weight, linear.bias) else {
      throw InputError(
        "The classes of this classifier are not independent, so that its bias has no place in "
          + "GPT2ForSequenceClassification: train it again with gpt classify train.",
        "As classes deste classificador não são independentes, e por isso o bias não tem lugar no "
          + "GPT2ForSequenceClassification: treine-o de novo com gpt classify train.")
    }
    var backbone = classifier.backbone
    backbone.visitParameters(under: "") { name, parameter in
      if name == "ln_f.bias" { parameter += shift }
    }
    return named(backbone.parameters + [(name: "score.weight", tensor: weight)])
  }

  /// The shortest u with W · u = b: Wᵀ (W Wᵀ)⁻¹ b. Nil where there is none.
  ///
  /// Shapes: W `[classes, width]`, b `[classes]` → `[width]`.
  static func leastSolution(of weight: Tensor, _ bias: Tensor) -> Tensor? {
    let (count, width) = (weight.shape.axes[0], weight.shape.axes[1])
    let numbers = weight.scalars.map { Double($0) }
    let rows = (0..<count).map { Array(numbers[$0 * width..<($0 + 1) * width]) }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    var system = zip(rows, bias.scalars).map { row, b in rows.map { dot(row, $0) } + [Double(b)] }
    let scale = system.indices.map { system[$0][$0] }.max() ?? 0
    for column in 0..<count {
      let pivot = (column..<count).max { abs(system[$0][column]) < abs(system[$1][column]) }!
      guard abs(system[pivot][column]) > scale * 1e-9 else { return nil }
      system.swapAt(column, pivot)
      for row in 0..<count where row != column {
        let factor = system[row][column] / system[column][column]
        for place in column...count { system[row][place] -= factor * system[column][place] }
      }
    }
    let weights = (0..<count).map { system[$0][count] / system[$0][$0] }
    return Tensor(
      (0..<width).map { place in
        Float(zip(weights, rows).reduce(0) { $0 + $1.0 * $1.1[place] })
      })
  }
}

extension ModelExport.Choice {
  /// Where a run keeps it.
  public var file: KeyPath<RunFolder, String> & Sendable {
    switch self {
    case .pretrained: \.modelFile
    case .assistant: \.assistantFile
    case .preferred: \.preferredFile
    case .classifier: \.classifierFile
    }
  }
}
