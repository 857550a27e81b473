import CourseKit

/// What instruction tuning came to, measured on instructions whose facts never occurred in training.
/// Nothing in it depends on the clock.
public struct AssistantResults: Codable, Sendable, Hashable {
  /// How one model answered all held-out instructions.
  public struct Scores: Codable, Sendable, Hashable {
    public let all: TaskScore
    /// In the order of the tasks.
    public let tasks: [TaskScore]

    public init(all: TaskScore, tasks: [TaskScore]) {
      self.all = all
      self.tasks = tasks
    }
  }

  /// How two models answered the questions typed by hand; the tasks are their kinds.
  public struct TypedByHand: Codable, Sendable, Hashable {
    public let base: Scores
    public let tuned: Scores

    public init(base: Scores, tuned: Scores) {
      self.base = base
      self.tuned = tuned
    }
  }

  /// The same instruction answered before and after tuning.
  public struct Comparison: Codable, Sendable, Hashable {
    public let example: InstructionExample
    public let before: String
    public let after: String
    /// Whether it was an exact match. Kept, so that who only reads the results need not judge again.
    public let isBeforeExact: Bool
    public let isAfterExact: Bool

    public init(
      _ example: InstructionExample, before: String, isBeforeExact: Bool, after: String,
      isAfterExact: Bool
    ) {
      self.example = example
      (self.before, self.isBeforeExact) = (before, isBeforeExact)
      (self.after, self.isAfterExact) = (after, isAfterExact)
    }
  }

  /// How a question is put to the model; the text that this makes is chapter 7's.
  public struct Template: Codable, Sendable, Hashable {
    public enum Style: String, Codable, Sendable, CaseIterable { case passage, sections }

    public var language: Language
    public var style: Style

    public init(language: Language, style: Style) {
      self.language = language
      self.style = style
    }
  }

  /// Where the instructions come from.
  public enum Source: Codable, Sendable, Hashable {
    /// The built-in ones, whose held-out facts never occur in training.
    case smallWorld(Language)
    /// An Alpaca-style JSON file. The fingerprint tells later whether it is still the same.
    case file(path: String, fingerprint: String)
  }

  /// How a question was put to the model in tuning, so how it must be put in use.
  public var template: Template
  /// The model that was only pretrained, on the same items.
  public var base: Scores
  public var tuned: Scores
  /// The same tuning, but with the loss of the prompts counted as well; nil where it was not tried.
  public var unmasked: Scores?
  /// The same two models on questions typed by hand, which share no template with those that it was
  /// tuned on; nil for instructions of a user's own.
  public var typedByHand: TypedByHand?
  /// Some for each task.
  public var comparisons: [Comparison]
  /// The loss of each tuning step.
  public var losses: [Double]
  public var trainingCount: Int
  public var testCount: Int
  /// What it was tuned and measured on, and how: enough to measure it again.
  public var source: Source?
  public var plan: InstructionPlan?

  public init(
    template: Template, base: Scores, tuned: Scores, unmasked: Scores?,
    typedByHand: TypedByHand? = nil, comparisons: [Comparison], losses: [Double],
    trainingCount: Int, testCount: Int, source: Source? = nil,
    plan: InstructionPlan? = nil
  ) {
    self.template = template
    self.base = base
    self.tuned = tuned
    self.unmasked = unmasked
    self.typedByHand = typedByHand
    self.comparisons = comparisons
    self.losses = losses
    self.trainingCount = trainingCount
    self.testCount = testCount
    self.source = source
    self.plan = plan
  }
}

extension AssistantResults.Scores: Plausible {
  public var isPossible: Bool { all.isPossible && tasks.allSatisfy(\.isPossible) }
}

extension AssistantResults.TypedByHand: Plausible {
  public var isPossible: Bool {
    base.isPossible && tuned.isPossible && base.tasks.map(\.task) == tuned.tasks.map(\.task)
  }
}

extension AssistantResults: Plausible {
  /// All models must have answered the same items: their tasks stand side by side in tables.
  public var isPossible: Bool {
    let scores = [base, tuned] + (unmasked.map { [$0] } ?? [])
    return scores.allSatisfy(\.isPossible)
      && scores.allSatisfy { $0.tasks.map(\.task) == base.tasks.map(\.task) }
      && scores.allSatisfy { $0.all.count == testCount }
      && losses.allSatisfy(\.isMeasured) && trainingCount.isCount && testCount.isCount
      && plan?.isPossible ?? true && typedByHand?.isPossible ?? true
  }
}
