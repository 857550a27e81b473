import Console
import CourseKit
import InstructionTuning
import Pretraining
import Runs
import Tensors
import Transformer

/// The way from a pretrained model to an assistant, with all that is measured on it.
public struct InstructionTuningRun: Sendable {
  /// What it is doing, of how many steps or answers.
  public struct Progress: Sendable, Hashable {
    public enum Phase: Sendable, Hashable { case tuning, tuningUnmasked, answering }

    public let phase: Phase
    public let done: Int
    public let total: Int
    /// The loss of a step of tuning.
    public let loss: Double?
  }

  public let base: TrainedModel
  public let data: InstructionData
  public let plan: InstructionPlan

  public init(_ base: TrainedModel, data: InstructionData, plan: InstructionPlan) {
    self.base = base
    self.data = data
    self.plan = plan
  }

  /// Tunes and measures.
  ///
  /// The same model, data and plan give the same assistant and the same results, bit for bit.
  /// - Throws: what the observer has thrown, which is told of every step and now and then of the answers;
  ///   `InputError` where the tuning diverges.
  public func run(
    observer: Observer<Progress> = { _ in }
  ) throws -> (assistant: TrainedModel, results: AssistantResults) {
    let tuned = try tune(masksPrompt: true, observer)
    let unmasked = plan.comparesUnmasked ? try tune(masksPrompt: false, observer).model : nil

    // A model that is only pretrained would go on with the next question.
    let contestants =
      [(base.model, "\n"), (tuned.model, nil)] + (unmasked.map { [($0, nil)] } ?? [])
    let exam = TypedExam(data.source, template: data.template, model: base)
    let total = contestants.count * data.heldOut.count + 2 * (exam?.questions.count ?? 0)
    var done = 0
    func tell(_ count: Int) throws {
      try observer(.init(phase: .answering, done: done + count, total: total, loss: nil))
    }
    var answers: [[JudgedAnswer]] = []
    var typed: [AssistantResults.Scores] = []
    for (model, stopText) in contestants {
      let responder = AssistantResponder(
        base.replacing(model).assistant(data.template, stopText: stopText))
      answers.append(
        try responder.answers(
          to: data.heldOut, maxTokens: data.longestResponse, observer: tell))
      done += data.heldOut.count
      if let exam, typed.count < 2 {
        typed.append(try exam.scores(of: responder, observer: tell))
        done += exam.questions.count
      }
    }
    let results = AssistantResults(
      template: .init(data.template), base: .init(answers[0]), tuned: .init(answers[1]),
      unmasked: unmasked == nil ? nil : .init(answers[2]),
      typedByHand: exam.map { _ in .init(base: typed[0], tuned: typed[1]) },
      comparisons: Self.comparisons(before: answers[0], after: answers[1]), losses: tuned.losses,
      trainingCount: data.training.count, testCount: data.heldOut.count, source: data.source,
      plan: plan)
    return (base.replacing(tuned.model), results)
  }

  private func tune(
    masksPrompt: Bool, _ observer: Observer<Progress>
  ) throws -> (model: GPT, losses: [Double]) {
    var tuning = SupervisedFineTuning(
      base.model, examples: data.training, plan: plan.trainingPlan,
      padToken: base.tokenizer.endOfText ?? 0, masksPrompt: masksPrompt,
      seed: plan.seed ?? base.configuration.seed)
    var losses: [Double] = []
    while tuning.training.step < plan.steps {
      let step = tuning.advance()
      try requireConvergence(step.loss, step.gradientNorm, step: step.step + 1)
      losses.append(step.loss)
      try observer(
        .init(
          phase: masksPrompt ? .tuning : .tuningUnmasked, done: step.step + 1, total: plan.steps,
          loss: step.loss))
    }
    return (tuning.model, losses)
  }

  /// The first two of each task; eight where there are no tasks.
  static func comparisons(
    before: [JudgedAnswer], after: [JudgedAnswer]
  ) -> [AssistantResults.Comparison] {
    var shown: [String?: Int] = [:]
    return zip(before, after).compactMap { before, after in
      let task = before.example.task
      guard shown[task, default: 0] < (task == nil ? 8 : 2) else { return nil }
      shown[task, default: 0] += 1
      return .init(before: before, after: after)
    }
  }
}

extension RunFolder {
  /// Keeps an assistant and what was measured on it. Until now an earlier one stays as it was.
  public func save(_ assistant: TrainedModel, _ results: AssistantResults) throws {
    try save(assistant.model, results, as: .assistant)
  }
}
