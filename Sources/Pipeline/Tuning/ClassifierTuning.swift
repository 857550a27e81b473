import Console
import Corpora
import CourseKit
import FineTuning
import Pretraining
import Runs
import Tensors
import Transformer

/// Tunes one pretrained model into classifiers, by one strategy after the other, and compares them.
///
/// Every strategy begins with the same model and the same new head, and reads the texts in the same
/// order. The classifier that is kept is the one with the best F1 on the validation texts, and of
/// equals the one with the smallest loss there; the test texts decide nothing.
public struct ClassifierTuning: Sendable {
  public typealias Strategy = ClassificationResults.Strategy

  public let model: TrainedModel
  public let data: ClassificationData
  public let plan: ClassificationPlan
  public let strategies: [Strategy]
  private let seed: UInt64
  private let training: [LabelledSequence]
  private let validation: [LabelledSequence]
  private let test: [LabelledSequence]

  /// How many texts are longer than the context, so that their end is not read.
  public let cutCount: Int

  public init(
    _ model: TrainedModel, on data: ClassificationData, strategies: [Strategy] = Strategy.allCases,
    plan: ClassificationPlan = .standard, seed: UInt64
  ) {
    precondition(!strategies.isEmpty, "no strategy to tune by")
    self.model = model
    self.data = data
    self.plan = plan
    self.strategies = strategies
    self.seed = seed
    let classes = Dictionary(uniqueKeysWithValues: zip(data.labels, data.labels.indices))
    func sequences(_ texts: [LabelledText]) -> [LabelledSequence] {
      zip(texts, model.tokenizer.encode(documents: texts.map(\.text))).map { text, tokens in
        LabelledSequence(tokens: tokens, label: classes[text.label]!)
      }
    }
    training = sequences(data.training)
    validation = sequences(data.validation)
    test = sequences(data.test)
    let limit = model.configuration.model.contextLength
    cutCount = (training + validation + test).count { $0.tokens.count > limit }
  }

  /// Where the work stands.
  public struct Progress: Sendable {
    public let strategy: Strategy
    /// How many steps of all strategies are done.
    public let step: Int
    public let loss: Double
  }

  /// How many steps all strategies take together.
  public var stepCount: Int {
    strategies.reduce(0) { $0 + stepCount(of: $1) }
  }

  private func stepCount(of strategy: Strategy) -> Int {
    plan.training(strategy, exampleCount: training.count).schedule.totalSteps
  }

  /// Does it all.
  ///
  /// - Throws: what the observer has thrown, which is told of every step; `InputError` where the training
  ///   diverges.
  public func run(
    observer: Observer<Progress> = { _ in }
  ) throws -> (classifier: TrainedClassifier, results: ClassificationResults) {
    var done = 0
    let candidates = try strategies.map { strategy in
      try tune(strategy) { loss in
        done += 1
        try observer(Progress(strategy: strategy, step: done, loss: loss))
      }
    }
    let kept = candidates.indices.min { candidates[$0].isBetter(than: candidates[$1]) }!
    return (
      TrainedClassifier(classifier: candidates[kept].classifier, tokenizer: model.tokenizer),
      results(candidates, keeping: candidates[kept])
    )
  }

  // MARK: One strategy

  private struct Candidate {
    let strategy: Strategy
    let classifier: Classifier
    let losses: [Double]
    let parameterCount: Int
    let seconds: Double
    let validationF1: Double
    let validationLoss: Double

    func isBetter(than other: Candidate) -> Bool {
      (-validationF1, validationLoss) < (-other.validationF1, other.validationLoss)
    }
  }

  private func tune(
    _ strategy: Strategy, observer: Observer<Double>
  ) throws -> Candidate {
    var generator = SeededGenerator(seed: seed)
    let order = generator.split()
    let untuned = Classifier(
      model.model, labels: data.labels, pooling: plan.pooling,
      paddingToken: model.tokenizer.endOfText ?? 0, using: &generator)
    switch strategy {
    case .head:
      return try train(PartlyFrozen(untuned, learning: .head), strategy, order, observer)
    case .lastBlock:
      let selection = ParameterSelection.lastBlocks(of: model.configuration.model)
      return try train(PartlyFrozen(untuned, learning: selection), strategy, order, observer)
    case .lora:
      let tuned = LoRAModel(
        untuned, adapting: .blockWeights, rank: plan.rank, alpha: plan.alpha,
        alsoLearning: .head, using: &generator)
      return try train(tuned, strategy, order, observer)
    case .everything:
      return try train(PartlyFrozen(untuned, learning: .everything), strategy, order, observer)
    }
  }

  private func train<Tuned: FineTunable>(
    _ tuned: Tuned, _ strategy: Strategy, _ order: SeededGenerator,
    _ observer: Observer<Double>
  ) throws -> Candidate where Tuned.Model == Classifier {
    let start = secondsSinceStart()
    var training = ClassifierTraining(
      tuned, on: self.training,
      plan: plan.training(strategy, exampleCount: self.training.count), generator: order)
    var losses: [Double] = []
    while losses.count < training.plan.schedule.totalSteps {
      let loss = training.advance()
      losses.append(loss)
      try requireConvergence(loss, step: losses.count, of: strategy.rawValue)
      try observer(loss)
    }
    let classifier = training.tuned.model
    let seconds = secondsSinceStart() - start
    let evaluation = evaluate(classifier, on: validation)
    return Candidate(
      strategy: strategy, classifier: classifier, losses: losses,
      parameterCount: training.tuned.parameterCount, seconds: seconds,
      validationF1: f1(evaluation.matrix), validationLoss: evaluation.loss)
  }

  // MARK: Measuring

  private func f1(_ matrix: ConfusionMatrix) -> Double {
    matrix.f1(seeking: data.soughtLabel, of: data.labels)
  }

  private func results(
    _ candidates: [Candidate], keeping kept: Candidate
  ) -> ClassificationResults {
    let evaluations = candidates.map { evaluate($0.classifier, on: test) }
    let evaluation = evaluations[candidates.firstIndex { $0.strategy == kept.strategy }!]
    return ClassificationResults(
      labels: data.labels, soughtLabel: data.soughtLabel,
      comparison: zip(candidates, evaluations).map { candidate, evaluation in
        .init(
          strategy: candidate.strategy, f1: f1(evaluation.matrix),
          validationF1: candidate.validationF1, validationLoss: candidate.validationLoss,
          trainableParameterCount: candidate.parameterCount, seconds: candidate.seconds)
      },
      strategy: kept.strategy, pooling: .init(rawValue: plan.pooling.rawValue)!,
      matrix: .init(counts: evaluation.matrix.counts),
      worstMistakes: evaluation.worstErrors.prefix(20).map { place in
        .init(
          text: data.test[place].text, actual: data.labels[evaluation.actual[place]],
          predicted: data.labels[evaluation.predicted[place]],
          probability: Double(evaluation.probabilities[place][evaluation.predicted[place]]))
      },
      losses: kept.losses, trainingCount: training.count, validationCount: validation.count,
      testCount: test.count)
  }
}
