import Console
import Corpora
import CourseKit
import Extensions
import InstructionTuning
import Runs
import Tensors
import Tokenization

/// Learning from preferences, from the run's assistant to the file that is left of it.
public struct PreferenceRun: Sendable {
  public let folder: RunFolder
  public private(set) var tuning: PreferenceTuning
  private var steps: [PreferenceTuning.Step] = []

  private let respondent: Respondent
  private let heldOutPairs: [PreferenceTuning.Pair]
  private let instructions: [InstructionExample]
  private let trainingPairCount: Int
  private let seed: UInt64
  /// What the assistant's file was marked with when it was read.
  private let base: String?

  /// How much there is to learn from and to measure on.
  public struct Size: Sendable {
    public var trainingPairs = 3_200
    public var heldOutPairs = 600
    public var instructions = 600

    public init() {}
  }

  /// Reads the assistant and makes the pairs, in the language of the run's own small world.
  public init(
    _ folder: RunFolder, size: Size = Size(), plan: PreferenceTuning.Plan, seed: UInt64
  ) throws {
    let respondent = try Respondent(of: folder, model: \.assistantFile)
    base = try folder.mark(of: folder.assistantFile)
    let world = SmallWorld(language: respondent.language, seed: seed)
    func tokenized(_ pairs: [PreferencePair]) -> [PreferenceTuning.Pair] {
      pairs.compactMap { respondent.tokenized($0) }
    }
    let pairs = tokenized(world.preferencePairs(size.trainingPairs, split: .training))
    heldOutPairs = tokenized(world.preferencePairs(size.heldOutPairs, split: .heldOut))
    guard !pairs.isEmpty, !heldOutPairs.isEmpty else {
      let length = respondent.model.configuration.contextLength
      throw InputError(
        "No pair of answers fits into a context of \(length) tokens: use a run with a larger one.",
        "Nenhum par de respostas cabe num contexto de \(length) tokens: use uma execução com um maior."
      )
    }
    self.folder = folder
    self.respondent = respondent
    self.seed = seed
    trainingPairCount = pairs.count
    instructions = heldOutExamples(world, count: size.instructions)
    tuning = PreferenceTuning(
      respondent.model, pairs: pairs, plan: plan, padToken: respondent.assistant.endOfText,
      seed: seed)
  }

  public var stepCount: Int { tuning.plan.schedule.totalSteps }

  /// Makes the steps.
  ///
  /// - Throws: what the observer has thrown; `InputError` where the training diverges.
  public mutating func train(observer: Observer<PreferenceTuning.Step> = { _ in }) throws {
    while tuning.step < stepCount {
      let step = tuning.advance()
      try requireConvergence(step.loss, step: tuning.step)
      steps.append(step)
      try observer(step)
    }
  }

  /// Measures the assistant as it was and as it is, and saves it with the results.
  public func finish() throws -> PreferenceResults {
    let padToken = respondent.assistant.endOfText
    let preferred = respondent.tuned(to: tuning.policy)
    let (before, after) = (
      PreferenceTuning.logProbabilities(respondent.model, heldOutPairs, padToken: padToken),
      PreferenceTuning.logProbabilities(preferred.model, heldOutPairs, padToken: padToken)
    )
    let beta = tuning.plan.beta
    let results = PreferenceResults(
      plan: tuning.plan, seed: seed, trainingPairCount: trainingPairCount,
      heldOutPairCount: heldOutPairs.count,
      before: .init(
        before, reference: before, beta: beta, answers: try respondent.answers(to: instructions)),
      after: .init(
        after, reference: before, beta: beta, answers: try preferred.answers(to: instructions)),
      steps: steps)
    try folder.save(tuning.policy, results, as: .preferred, base: base)
    return results
  }
}
