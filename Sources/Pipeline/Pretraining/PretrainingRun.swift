import Console
import CourseKit
import Formats
import Pretraining
import Runs
import Tensors
import Transformer

/// A pretraining run: it begins anew or where a checkpoint was saved, and can be stopped at any
/// step.
public struct PretrainingRun: Sendable {
  public let folder: RunFolder
  public let configuration: RunConfiguration
  public let data: PretrainingData
  public private(set) var training: Training<GPT>
  public private(set) var metrics: RunMetrics

  private let validationBatches: [TrainingBatch]
  /// The step that the checkpoint in the folder stands at.
  private var savedStep: Int?

  // MARK: Beginning

  /// Begins a run in a new folder. The configuration's vocabulary becomes the tokenizer's, which
  /// may be smaller where the text runs out of pairs.
  public init(
    beginning configuration: RunConfiguration, in folder: RunFolder, data: PretrainingData
  ) throws {
    var configuration = configuration
    configuration.model.vocabularySize = data.tokenizer.vocabularySize
    var generator = SeededGenerator(seed: configuration.seed)
    let model = GPT(configuration.model, using: &generator)
    self.folder = folder
    self.configuration = configuration
    self.data = data
    training = Training(model, plan: configuration.plan, generator: generator)
    validationBatches = PretrainingRun.validationBatches(data, configuration)
    metrics = RunMetrics(bigramLoss: data.bigramLoss(on: validationBatches))
    try folder.save(configuration)
    try folder.save(data.tokenizer)
  }

  /// Takes up a run from its last checkpoint: it ends with the same bits as one that was never
  /// stopped.
  public init(resuming folder: RunFolder, data: PretrainingData) throws {
    self.folder = folder
    configuration = try folder.configuration()
    try configuration.requireMemory(forTraining: true)
    self.data = data
    try configuration.model.requireShapes(of: folder.checkpointFile)
    var generator = SeededGenerator(seed: configuration.seed)
    let model = GPT(configuration.model, using: &generator)
    training = Training(model, plan: configuration.plan, generator: generator)
    try training.restore(from: folder.checkpointFile)
    try training.requirePossible(folder.checkpointFile)
    savedStep = training.step
    metrics = try folder.metrics()
    metrics.rewind(to: training.step)
    guard metrics.steps.count == training.step else {
      throw InputError(
        "\(folder.metricsFile) and \(folder.checkpointFile) are not of the same run: restore them, or "
          + "begin a new run.",
        "\(folder.metricsFile) e \(folder.checkpointFile) não são da mesma execução: restaure-os ou "
          + "comece outra.")
    }
    validationBatches = PretrainingRun.validationBatches(data, configuration)
  }

  static func validationBatches(
    _ data: PretrainingData, _ configuration: RunConfiguration
  ) -> [TrainingBatch] {
    // The same sample every time: the first batches, as many as fit into the tokens.
    let size = configuration.plan.batchSize * configuration.plan.accumulation
    let tokens = configuration.evaluationTokens ?? configuration.defaultEvaluationTokens
    let count = max(1, tokens / configuration.tokensPerStep)
    return Array(data.validation.consecutiveBatches(of: size).prefix(count))
  }

  /// How many tokens of the validation text an evaluation reads.
  public var evaluationTokens: Int {
    validationBatches.reduce(0) { $0 + $1.targets.countedPositions.count }
  }

  /// What it has learned so far, ready for use.
  public var model: TrainedModel {
    TrainedModel(configuration: configuration, model: training.model, tokenizer: data.tokenizer)
  }

  // MARK: Going on

  public var isFinished: Bool { training.step >= configuration.stepCount }

  /// Makes the remaining steps. `observer` gets what was measured up to each.
  ///
  /// At every evaluation, at the end and where the observer ends it, checkpoint, metrics and loss
  /// curve are saved. `aside` gets the work that is no step, such as an evaluation, and must do it.
  /// - Throws: what the observer has thrown; `InputError` where the training diverges or cannot be
  ///   saved.
  public mutating func train(
    observer: Observer<RunMetrics> = { _ in },
    aside: (() throws -> Void) throws -> Void = { try $0() }
  ) throws {
    while !isFinished {
      let step = training.advance(on: data.training)
      try requireConvergence(step.loss, step.gradientNorm, step: step.step + 1)
      metrics.steps.append(step)
      let isDue = training.step.isMultiple(of: configuration.evaluationInterval) || isFinished
      if isDue {
        try aside {
          let loss = evaluate(training.model, on: validationBatches)
          try requireConvergence(loss, step: step.step + 1)
          metrics.evaluations.append(.init(step: training.step, validationLoss: loss))
        }
      }
      var stop: (any Error)?
      do { try observer(metrics) } catch { stop = error }
      if isDue || stop != nil { try aside { try save() } }
      if let stop { throw stop }
    }
  }

  /// Saves all that the run needs to go on, and the model alone. Nothing that is not a number is
  /// written over what was saved before.
  public mutating func save() throws {
    do {
      let moments = training.optimizer.firstMoments + training.optimizer.secondMoments
      guard training.model.parameters.allSatisfy(\.tensor.isFinite),
        moments.allSatisfy(\.isFinite)
      else { throw InputError.diverged(at: training.step) }
      try folder.save(metrics)
      try training.save(to: folder.checkpointFile)
      savedStep = training.step
      try training.model.saveFinite(
        to: folder.modelFile, metadata: ["step": String(training.step)])
      try AtomicFile.write(
        metrics.lossChart(configuration.language ?? .current).svg, to: folder.lossChartFile)
    } catch let error as InputError {
      guard let savedStep else { throw error }
      throw InputError(
        "\(error) Then gpt resume --run \(folder.reference) goes on from step \(savedStep).",
        "\(error) Depois, gpt resume --run \(folder.reference) continua do passo \(savedStep).")
    }
  }
}

extension Training {
  /// Throws `InputError` where what was restored from a checkpoint cannot be what a training has
  /// saved: going on from it would write it over the good model beside it.
  func requirePossible(_ path: String) throws {
    guard (0...plan.schedule.totalSteps).contains(step), optimizer.step == step else {
      throw InputError(
        "\(path) says that \(step) steps and \(optimizer.step) updates were made, which cannot be: "
          + "restore the file, or begin a new run.",
        "\(path) diz que foram feitos \(step) passos e \(optimizer.step) atualizações, o que não pode "
          + "ser: restaure o arquivo ou comece outra execução.")
    }
    for (index, (name, parameter)) in model.parameters.enumerated() {
      try parameter.requireFinite(name, in: path)
      guard step > 0 else { continue }
      try optimizer.firstMoments[index].requireFinite("adam.m.\(name)", in: path)
      try optimizer.secondMoments[index].requireNotNegative("adam.v.\(name)", in: path)
    }
  }
}
