import CourseKit

/// How much a pretrained model is tuned to follow instructions, and on how many it is measured.
public struct InstructionPlan: Codable, Sendable, Hashable {
  /// How many instructions of the small world there are to learn from. Of a user's file all are
  /// taken but those that are held out.
  public var exampleCount: Int
  /// How many held-out instructions are answered; of a user's file at most a tenth.
  public var testCount: Int
  public var steps: Int
  public var peakLearningRate: Float
  /// How many examples one forward pass takes, and how many such batches make a step. Small batches
  /// of examples of similar length have little padding.
  public var batchSize: Int
  public var accumulation: Int
  public var style: AssistantResults.Template.Style
  /// Whether a second model is tuned with the loss of the prompts counted as well, to compare.
  public var comparesUnmasked: Bool
  /// Decides what is drawn; nil for the seed of the run.
  public var seed: UInt64?
  /// Whether items of a user's file that cannot be used are left out; nil: they are an error.
  public var skipsBadItems: Bool?

  public init(
    exampleCount: Int, testCount: Int, steps: Int, peakLearningRate: Float = 1e-3,
    batchSize: Int = 2, accumulation: Int = 4, style: AssistantResults.Template.Style = .passage,
    comparesUnmasked: Bool = true, seed: UInt64? = nil
  ) {
    self.exampleCount = exampleCount
    self.testCount = testCount
    self.steps = steps
    self.peakLearningRate = peakLearningRate
    self.batchSize = batchSize
    self.accumulation = accumulation
    self.style = style
    self.comparesUnmasked = comparesUnmasked
    self.seed = seed
  }

  // MARK: The numbers of the main job

  /// The plan of the main job, and a small one for its quick version.
  ///
  /// The comparison with an unmasked loss takes as long again as the tuning; the main job leaves it to
  /// `gpt instruct` and `gpt experiment loss-mask`.
  public static let mainJob = InstructionPlan(
    exampleCount: 48_000, testCount: 900, steps: 6_000, comparesUnmasked: false)
  public static let quick = InstructionPlan(
    exampleCount: 4_000, testCount: 180, steps: 400, comparesUnmasked: false)

  /// The plan of every other training loop: warm-up over a twentieth, then half a cosine.
  public var trainingPlan: TrainingPlan {
    TrainingPlan(
      schedule: LearningRateSchedule(
        peak: peakLearningRate, minimum: peakLearningRate / 30, warmUpSteps: steps / 20,
        totalSteps: steps),
      batchSize: batchSize, accumulation: accumulation)
  }
}

extension InstructionPlan: Plausible {
  /// As many instructions to learn from as `gpt instruct` lets a user ask for, at most.
  public var isPossible: Bool {
    (1...10_000_000).contains(exampleCount) && (1...100_000).contains(testCount)
      && (1...RunConfiguration.Limit.steps).contains(steps) && peakLearningRate.isMeasured
      && (1...RunConfiguration.Limit.batch).contains(batchSize)
      && (1...RunConfiguration.Limit.accumulation).contains(accumulation)
  }
}
