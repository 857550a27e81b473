import Console
import Corpora
import CourseKit
import Foundation
import Pretraining
import Tensors
import Tokenization
import Transformer

/// The size of the data set: the same small model, the same number of steps, more and more documents.
public struct DataSizeExperiment: Experiment {
  public let name = "data-size"
  public let summary = Text(
    "pretrains the same model on more and more documents, for the same number of steps",
    "pré-treina o mesmo modelo com cada vez mais documentos, pelo mesmo número de passos")
  public let needsRun = false

  public var documentCounts = [250, 1_000, 4_000, 16_000]
  public var stepCount = 500
  public var heldOutDocumentCount = 600
  public var model = GPTConfiguration(
    vocabularySize: 1_024, contextLength: 128, layerCount: 2, headCount: 4, width: 128)
  /// Sequences in a step.
  public var batchSize = 16

  public init() {}

  public struct Results: Codable, Sendable {
    public var rows: [Row]

    public init(rows: [Row]) { self.rows = rows }
  }

  /// One model.
  public struct Row: Codable, Sendable {
    public var documentCount: Int
    /// How often it has seen each token, on average.
    public var epochs: Double
    /// The mean loss on what it learned from, after training.
    public var trainingLoss: Estimate
    public var heldOutLoss: Estimate
    /// By how much the held-out loss is more than that of the row before, window by window.
    public var change: Estimate?

    public init(
      documentCount: Int, epochs: Double, trainingLoss: Estimate, heldOutLoss: Estimate,
      change: Estimate?
    ) {
      self.documentCount = documentCount
      self.epochs = epochs
      self.trainingLoss = trainingLoss
      self.heldOutLoss = heldOutLoss
      self.change = change
    }

    /// How much better it knows the texts it learned from.
    var gap: Estimate { heldOutLoss - trainingLoss }
    var perplexity: Double { exp(heldOutLoss.mean) }
  }

  // MARK: Measuring

  public func run(_ setting: ExperimentSetting) throws -> Results {
    let world = SmallWorld(language: setting.language, seed: setting.seed)
    let documents = world.pretrainingDocuments(
      count: documentCounts.max() ?? 0, split: .training)
    // One tokenizer for all, or the losses could not be compared.
    let tokenizer = ByteLevelBPE(
      documents: Array(documents.prefix(4_000)), vocabularySize: model.vocabularySize)
    var configuration = model
    configuration.vocabularySize = tokenizer.vocabularySize
    let endOfText = tokenizer.endOfText ?? 0
    func text(_ documents: some Sequence<String>) -> TrainingText {
      TrainingText(
        documents: tokenizer.encode(documents: Array(documents)), endOfText: endOfText,
        windowLength: model.contextLength)
    }
    let heldOut = text(world.pretrainingDocuments(count: heldOutDocumentCount, split: .heldOut))
      .consecutiveBatches(of: 1)

    var rows: [Row] = []
    var previous: [Double]?
    for (index, count) in documentCounts.enumerated() {
      let training = text(documents.prefix(count))
      let trained = try train(configuration, on: training, number: index, setting)
      let losses = windowLosses(trained, heldOut)
      let known = training.consecutiveBatches(of: 1).prefix(heldOut.count)
      rows.append(
        Row(
          documentCount: count,
          epochs: Double(stepCount * batchSize * model.contextLength)
            / Double(training.tokens.count),
          trainingLoss: Estimate(windowLosses(trained, Array(known))),
          heldOutLoss: Estimate(losses),
          change: previous.map { Estimate(differencesOf: losses, and: $0) }))
      previous = losses
    }
    return Results(rows: rows)
  }

  /// Every model begins with the same numbers.
  private func train(
    _ configuration: GPTConfiguration, on text: TrainingText, number: Int,
    _ setting: ExperimentSetting
  ) throws -> GPT {
    var generator = SeededGenerator(seed: setting.seed)
    let plan = TrainingPlan(
      schedule: LearningRateSchedule(
        peak: 3e-3, minimum: 1e-4, warmUpSteps: stepCount / 20, totalSteps: stepCount),
      batchSize: 2, accumulation: max(1, batchSize / 2))
    let model = GPT(configuration, using: &generator)
    var training = Training(model, plan: plan, generator: generator)
    for step in 1...stepCount {
      let report = training.advance(on: text)
      let lossName = setting.language.text("loss", "perda")
      try setting.progress(
        number * stepCount + step, of: documentCounts.count * stepCount,
        "\(lossName) \(decimal(report.loss, 2, setting.language))")
    }
    return training.model
  }

  private func windowLosses(_ model: GPT, _ windows: [TrainingBatch]) -> [Double] {
    concurrentMap(windows.count) { evaluate(model, on: [windows[$0]]) }
  }

  // MARK: In words

  public func table(_ results: Results, _ language: Language) -> Table {
    var table = Table(
      .right(language.text("documents", "documentos")), .right(language.text("epochs", "épocas")),
      .right(language.text("training loss", "perda no treino")),
      .right(language.text("held-out loss", "perda fora do treino")),
      .right(language.text("gap", "diferença")),
      .right(language.text("held-out perplexity", "perplexidade fora do treino")))
    for row in results.rows {
      table.addRow(
        grouped(row.documentCount, language), decimal(row.epochs, 1, language),
        decimal(row.trainingLoss.mean, 2, language), decimal(row.heldOutLoss.mean, 2, language),
        decimal(row.gap.mean, 2, language), decimal(row.perplexity, 1, language))
    }
    return table
  }

  public func conclusion(_ results: Results, _ language: Language) -> String {
    var sentences: [String] = []
    func documents(_ row: Row) -> String { grouped(row.documentCount, language) }
    let overfitted = results.rows.filter { $0.gap.isBeyondNoise && $0.gap.mean > 0 }
    if let worst = overfitted.max(by: { $0.gap.mean < $1.gap.mean }) {
      let sizes = list(overfitted.map(documents), language)
      let gap = decimal(worst.gap.mean, 2, language)
      sentences.append(
        language.text(
          "With \(sizes) documents the model knows its own texts better than new ones: it overfits, "
            + "most with \(documents(worst)) (by \(gap) nats per token).",
          "Com \(sizes) documentos o modelo conhece os próprios textos melhor que os novos: há "
            + "sobreajuste, o maior com \(documents(worst)) (\(gap) nats por token)."))
    } else {
      sentences.append(
        language.text(
          "Nowhere does the model know its own texts better than new ones, beyond noise: no "
            + "overfitting shows.",
          "Em nenhum caso o modelo conhece os próprios textos melhor que os novos, além do ruído: não "
            + "aparece sobreajuste."))
    }
    for (before, row) in zip(results.rows, results.rows.dropFirst()) {
      guard let change = row.change else { continue }
      let (first, second) = (documents(before), documents(row))
      let from = decimal(before.perplexity, 1, language)
      let to = decimal(row.perplexity, 1, language)
      if !change.isBeyondNoise {
        sentences.append(
          language.text(
            "From \(first) to \(second) documents: no difference beyond noise.",
            "De \(first) a \(second) documentos: nenhuma diferença além do ruído."))
      } else if change.mean < 0 {
        sentences.append(
          language.text(
            "From \(first) to \(second) documents the held-out perplexity falls from \(from) to \(to).",
            "De \(first) a \(second) documentos, a perplexidade fora do treino cai de \(from) para "
              + "\(to)."))
      } else {
        sentences.append(
          language.text(
            "From \(first) to \(second) documents it rises from \(from) to \(to): more data did not "
              + "help here.",
            "De \(first) a \(second) documentos ela sobe de \(from) para \(to): mais dados não "
              + "ajudaram aqui."))
      }
    }
    return sentences.joined(separator: " ")
  }
}
