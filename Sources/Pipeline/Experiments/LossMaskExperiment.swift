import Console
import Corpora
import CourseKit
import InstructionTuning
import Pretraining
import Tensors
import Transformer

/// Masking on and off: the run's pretrained model is tuned twice, on the same examples in the same
/// order, once on the responses alone and once on the prompts as well.
public struct LossMaskExperiment: Experiment {
  public let name = "loss-mask"
  public let summary = Text(
    "tunes the run's model with and without masking the prompts in the loss",
    "ajusta o modelo da execução com e sem a máscara dos prompts na perda")
  public let needsRun = true

  public var stepCount = 300
  /// Examples in a step.
  public var batchSize = 16
  public var heldOutCount = 500

  public init() {}

  public struct Results: Codable, Sendable {
    public var masked: Row
    public var unmasked: Row
    /// Exact match with the mask less that without, question by question.
    public var difference: Estimate
    /// The same for ROUGE-L.
    public var rougeDifference: Estimate

    public init(masked: Row, unmasked: Row, difference: Estimate, rougeDifference: Estimate) {
      self.masked = masked
      self.unmasked = unmasked
      self.difference = difference
      self.rougeDifference = rougeDifference
    }
  }

  /// One tuning.
  public struct Row: Codable, Sendable {
    public var exactMatch: Estimate
    public var rougeL: Estimate

    public init(exactMatch: Estimate, rougeL: Estimate) {
      self.exactMatch = exactMatch
      self.rougeL = rougeL
    }

    init(_ answers: [JudgedAnswer]) {
      exactMatch = Estimate(shareOf: answers.map(\.isExact))
      rougeL = Estimate(answers.map(\.rougeL))
    }
  }

  // MARK: Measuring

  public func run(_ setting: ExperimentSetting) throws -> Results {
    let respondent = try Respondent(of: setting.requiredFolder(), model: \.modelFile)
    let world = SmallWorld(language: respondent.language, seed: setting.seed)
    let training = fit(
      examples(world.instructions(stepCount * batchSize, split: .training)).map {
        tokenize(
          $0, template: respondent.assistant.template, tokenizer: respondent.assistant.tokenizer,
          endOfText: respondent.assistant.endOfText)
      }, contextLength: respondent.model.configuration.contextLength)
    guard !training.isEmpty else {
      throw InputError(
        "No instruction fits into this run's context: use a run with a larger one.",
        "Nenhuma instrução cabe no contexto desta execução: use uma execução com um maior.")
    }
    let questions = heldOutExamples(world, count: heldOutCount)
    let both = try [true, false].map { masksPrompt in
      let tuned = try tune(
        respondent.model, on: training, masksPrompt: masksPrompt, setting,
        padToken: respondent.assistant.endOfText)
      return try respondent.tuned(to: tuned).answers(to: questions)
    }
    func exact(_ answers: [JudgedAnswer]) -> [Double] { answers.map { $0.isExact ? 1 : 0 } }
    return Results(
      masked: Row(both[0]), unmasked: Row(both[1]),
      difference: Estimate(differencesOf: exact(both[0]), and: exact(both[1])),
      rougeDifference: Estimate(
        differencesOf: both[0].map(\.rougeL), and: both[1].map(\.rougeL)))
  }

  private func tune(
    _ model: GPT, on examples: [TokenizedExample], masksPrompt: Bool,
    _ setting: ExperimentSetting, padToken: Int
  ) throws -> GPT {
    let plan = TrainingPlan(
      schedule: LearningRateSchedule(
        peak: 1e-3, minimum: 1e-4, warmUpSteps: stepCount / 20, totalSteps: stepCount),
      batchSize: 2, accumulation: max(1, batchSize / 2))
    var tuning = SupervisedFineTuning(
      model, examples: examples, plan: plan, padToken: padToken, masksPrompt: masksPrompt,
      seed: setting.seed)
    for step in 1...stepCount {
      let report = tuning.advance()
      let lossName = setting.language.text("loss", "perda")
      try setting.progress(
        (masksPrompt ? 0 : stepCount) + step, of: 2 * stepCount,
        "\(lossName) \(decimal(report.loss, 2, setting.language))")
    }
    return tuning.model
  }

  // MARK: In words

  public func table(_ results: Results, _ language: Language) -> Table {
    var table = Table(
      .left(language.text("loss of", "perda de")),
      .right(language.text("exact match", "acerto exato")), .right("ROUGE-L"))
    func add(_ name: String, _ row: Row) {
      table.addRow(
        name, percent(row.exactMatch, language), decimal(row.rougeL.mean, 3, language))
    }
    add(language.text("responses alone (masked)", "só as respostas (com máscara)"), results.masked)
    add(language.text("prompts as well", "também os prompts"), results.unmasked)
    return table
  }

  public func conclusion(_ results: Results, _ language: Language) -> String {
    let difference = results.difference
    let count = grouped(difference.count, language)
    let amount = points(difference.mean, language)
    let first =
      if !difference.isBeyondNoise {
        language.text(
          "On \(count) held-out instructions, masking makes no difference beyond noise in exact match.",
          "Em \(count) instruções fora do treino, a máscara não faz diferença além do ruído no acerto "
            + "exato.")
      } else if difference.mean > 0 {
        language.text(
          "On \(count) held-out instructions, masking the prompts is better, by \(amount) of exact "
            + "match.",
          "Em \(count) instruções fora do treino, mascarar os prompts é melhor: \(amount) a mais de "
            + "acerto exato.")
      } else {
        language.text(
          "On \(count) held-out instructions, learning the prompts as well is better, by \(amount) of "
            + "exact match: what they tell of the stories' language helped more than it distracted.",
          "Em \(count) instruções fora do treino, aprender também os prompts é melhor: \(amount) a mais "
            + "de acerto exato; o que eles ensinam da língua das histórias ajudou mais do que distraiu."
        )
      }
    return first
      + language.text(
        " One tuning each: another seed may move both.",
        " Um só ajuste de cada: outra semente pode mudar os dois.")
  }
}
