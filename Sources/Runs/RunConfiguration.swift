import CourseKit

/// All that decides how a run comes out: the same configuration gives the same model, bit for bit.
public struct RunConfiguration: Codable, Sendable, Hashable {
  /// Where the text comes from.
  public enum Source: Codable, Sendable, Hashable {
    /// The built-in corpus, so many documents of it.
    case smallWorld(language: Language, documentCount: Int)
    /// The user's own file. The fingerprint tells on resuming whether it is still the same text.
    case file(path: String, fingerprint: String)
    /// None: the model was trained elsewhere, and `gpt import` has read it from the folder `name`. The
    /// small world's language, where the course's own export says so.
    case imported(name: String, smallWorld: Language?)
  }

  public var source: Source
  /// Decides the corpus, the first weights, the batches, what dropout drops, and the samples.
  public var seed: UInt64
  public var model: GPTConfiguration
  public var plan: TrainingPlan
  /// After how many steps the validation loss is measured and a checkpoint is saved.
  public var evaluationInterval: Int
  /// How many tokens of the validation text that takes at most; nil for ``defaultEvaluationTokens``.
  public var evaluationTokens: Int?
  /// What the samples at the end go on from.
  public var prompt: String

  public init(
    source: Source, seed: UInt64, model: GPTConfiguration, plan: TrainingPlan,
    evaluationInterval: Int, evaluationTokens: Int? = nil, prompt: String
  ) {
    self.source = source
    self.seed = seed
    self.model = model
    self.plan = plan
    self.evaluationInterval = evaluationInterval
    self.evaluationTokens = evaluationTokens
    self.prompt = prompt
  }

  /// How many steps the run has in all.
  public var stepCount: Int { plan.schedule.totalSteps }

  /// How many tokens a step learns from.
  public var tokensPerStep: Int { plan.batchSize * plan.accumulation * model.contextLength }

  /// Some 40,000 tokens tell the loss to about a percent. A large model reads fewer, so that an evaluation
  /// takes a second (5·10¹⁰ multiply-adds) or a thirtieth of the training between two of them: to read a
  /// token costs a third of learning from it.
  public var defaultEvaluationTokens: Int {
    let width = model.width
    let weights = model.layerCount * 12 * width * width + model.vocabularySize * width
    return min(
      40_000,
      max(
        min(evaluationInterval, 1_000_000) * min(tokensPerStep, 1_000_000) / 10,
        50_000_000_000 / weights))
  }

  /// The language of the text, where it is known.
  public var language: Language? {
    switch source {
    case .smallWorld(let language, _): language
    case .file: nil
    case .imported(_, let language): language
    }
  }

  /// Whether the model was trained elsewhere, so that there is no text, no step and no loss to show.
  public var isImported: Bool {
    if case .imported = source { true } else { false }
  }
}

extension RunConfiguration {
  /// The main job: two to five minutes of pretraining on two cores, or a fifth of it.
  ///
  /// The model is `gptMini` with three changes that this corpus rewards. It never runs out, so nothing
  /// is learned by heart and dropout would only slow it down. With 2,048 tokens nearly every
  /// word of a story is one, and the head is tied to the embedding: to answer with a word of the
  /// passage is then to copy its vector.
  public static func mainJob(
    language: Language, seed: UInt64, isQuick: Bool = false
  ) -> RunConfiguration {
    let steps = isQuick ? 1_000 : 5_000
    var model = GPTConfiguration.gptMini(vocabularySize: 2_048)
    model.dropoutRate = 0
    model.tiesHead = true
    return RunConfiguration(
      source: .smallWorld(language: language, documentCount: isQuick ? 10_000 : 60_000),
      seed: seed, model: model,
      plan: TrainingPlan(
        schedule: LearningRateSchedule(
          peak: 3e-3, minimum: 1e-4, warmUpSteps: steps / 20, totalSteps: steps),
        batchSize: 2, accumulation: 4),
      evaluationInterval: isQuick ? 250 : 500,
      prompt: language.text("Yesterday", "Ontem"))
  }

  /// Whether these are the numbers of the main job, and if so whether of its quick version; nil where
  /// they are others.
  public var isQuickMainJob: Bool? {
    guard case .smallWorld(let language, _) = source else { return nil }
    return [false, true].first { isQuick in
      RunConfiguration.mainJob(language: language, seed: seed, isQuick: isQuick).isSame(as: self)
    }
  }

  /// Whether a run that was asked for so may have come to have these numbers.
  ///
  /// A run keeps the vocabulary that its tokenizer has, which is smaller than the one that was asked
  /// for where the text runs out of pairs. Numbers that were given as decimals may differ in the last
  /// bit of what was worked out from them.
  public func isSame(as made: RunConfiguration) -> Bool {
    var asked = self
    guard made.model.vocabularySize <= asked.model.vocabularySize else { return false }
    asked.model.vocabularySize = made.model.vocabularySize
    let (a, b) = (asked.plan.schedule.minimum, made.plan.schedule.minimum)
    if abs(a - b) <= a.ulp { asked.plan.schedule.minimum = b }
    return asked == made
  }
}
