import CourseKit
import Formats
import Foundation
import Grading
import PretrainingSolution
import Tensors

/// A model with two parameters, so that their order matters.
struct TableAndBias: LanguageModel {
  var table: TableModel
  var bias: Tensor

  var configuration: GPTConfiguration { table.configuration }
  func callAsFunction(_ tokens: TokenBatch) -> Tensor { table(tokens) }
  func nextTokenLogits(after tokens: [Int]) -> Tensor { table.nextTokenLogits(after: tokens) }

  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<TableAndBias>) {
    let (output, pullback) = table.withPullback(tokens, using: &generator)
    return (
      output,
      { [shape = bias.shape] in TableAndBias(table: pullback($0), bias: Tensor(zeros: shape)) }
    )
  }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    table.visitParameters(under: prefix + "table.", body)
    body(prefix + "bias", &bias)
  }
}

/// The state that a training depends on, and the contents of its file.
struct CheckpointResults: Sendable {
  struct State: Equatable, Sendable {
    var parameters: [Float]
    var firstMoments: [Float]
    var secondMoments: [Float]
    var optimizerStep: Int
    var step: Int
    var generator: UInt64
    /// The settings of the optimizer. A file does not contain them, so they must not change.
    var settings: [Float]
  }

  var savedTensors: [(name: String, tensor: Tensor)]
  var savedMetadata: [String: String]
  /// Whether `restore` accepted a correct file, and the training afterwards.
  var restores: Bool
  var restored: State
  /// For a file without metadata, and for one without the last moment: whether `restore` throws,
  /// and whether the training is unchanged.
  var refusesWithoutStep: Bool
  var staysWithoutStep: Bool
  var refusesWithoutMoment: Bool
  var staysWithoutMoment: Bool

  func evidence(of part: CheckpointInput.Part) -> [Evidence] {
    func restored(_ name: String, _ value: Evidence.Value) -> Evidence {
      Evidence(
        Text("\(name) after restore", "\(name) depois de restore"), value, tolerance: 0)
    }
    func numbers(_ numbers: [Float]) -> Evidence.Value { .tensor(Tensor(numbers)) }
    let saved = savedTensors.sorted { $0.name < $1.name }
    let metadata = ["step", "adam.step", "generator"].map { "\($0): \(savedMetadata[$0] ?? "—")" }
    switch part {
    case .save:
      return [
        Evidence(
          Text("the tensors that save has written", "os tensores que save escreveu"),
          saved.map(\.name).joined(separator: ", ")),
        Evidence(
          Text("the metadata that save has written", "os metadados que save escreveu"),
          metadata.joined(separator: ", ")),
        Evidence(
          Text(
            "the saved numbers, in the order of the names", "os números salvos, na ordem dos nomes"),
          numbers(saved.flatMap(\.tensor.scalars)), tolerance: 0),
      ]
    case .restore:
      return [
        Evidence(
          Text(
            "whether restore can take up a checkpoint", "se restore consegue retomar um checkpoint"),
          restores),
        restored("model", numbers(self.restored.parameters)),
        restored("optimizer.firstMoments", numbers(self.restored.firstMoments)),
        restored("optimizer.secondMoments", numbers(self.restored.secondMoments)),
        restored("optimizer.step", .integers([self.restored.optimizerStep])),
        restored("step", .integers([self.restored.step])),
        restored("generator.state", .text("\(self.restored.generator)")),
        restored(
          "optimizer.beta1, beta2, epsilon, weightDecay", numbers(self.restored.settings)),
      ]
    case .bareFile:
      return [
        Evidence(
          Text("whether restore throws", "se restore lança um erro"), refusesWithoutStep),
        Evidence(
          Text(
            "whether the training is then as it was", "se o treino fica então como estava"),
          staysWithoutStep),
      ]
    case .tornFile:
      return [
        Evidence(
          Text("whether restore throws", "se restore lança um erro"),
          refusesWithoutMoment),
        Evidence(
          Text(
            "whether the training is then as it was, not half restored",
            "se o treino fica então como estava, e não restaurado pela metade"), staysWithoutMoment),
      ]
    }
  }
}

struct CheckpointInput: Sendable {
  /// The part that is graded.
  enum Part: CaseIterable { case save, restore, bareFile, tornFile }

  let part: Part
  let model: TableAndBias
  /// One gradient for each update before the training is saved.
  let gradients: [TableAndBias]
  let step: Int
  /// The state of the training's generator, and of the generator of the training that restores it.
  let generator: UInt64
  let otherGenerator: UInt64
  /// The updates made before by the training that restores the other one: their moments must go.
  var otherGradients: [TableAndBias] = []
  /// The damage to a torn file.
  var damage = Damage.missing("adam.v.bias")

  /// Optimizer settings that are nobody's defaults.
  static let settings: (beta1: Float, beta2: Float, epsilon: Float, weightDecay: Float) =
    (0.85, 0.98, 1e-7, 0.03)

  enum Damage: Sendable {
    /// A missing tensor, or one of another shape.
    case missing(String)
    case reshaped(String)
    /// Missing metadata, or metadata that are not numbers.
    case untold(String)
    case unreadable(String)

    /// Whether the moments are damaged.
    var isOfMoments: Bool {
      switch self {
      case .missing(let name), .reshaped(let name): name.hasPrefix("adam.")
      default: false
      }
    }

    var isOfMetadata: Bool {
      switch self {
      case .missing, .reshaped: false
      case .untold, .unreadable: true
      }
    }
  }
}

typealias ReferenceTraining = PretrainingSolution::Training<TableAndBias>

extension GradedTraining<TableAndBias> {
  /// The training to save, or the new one that is to restore it.
  init(_ input: CheckpointInput, isNew: Bool = false) {
    var start = input.model
    if isNew { start.scale(by: 0.5) }
    self.init(
      start,
      plan: CourseKit::TrainingPlan(
        schedule: CourseKit::LearningRateSchedule(
          peak: 0.1, minimum: 0.01, warmUpSteps: 1, totalSteps: 9), batchSize: 1),
      generator: SeededGenerator(state: isNew ? input.otherGenerator : input.generator))
    let settings = CheckpointInput.settings
    optimizer.beta1 = settings.beta1
    optimizer.beta2 = settings.beta2
    optimizer.epsilon = settings.epsilon
    optimizer.weightDecay = settings.weightDecay
    for gradient in isNew ? input.otherGradients : input.gradients {
      var updated = model
      optimizer.update(&updated, gradient: gradient, learningRate: 0.1)
      model = updated
    }
    if !isNew { step = input.step }
  }

  var checkpointState: CheckpointResults.State {
    CheckpointResults.State(
      parameters: model.parameters.flatMap(\.tensor.scalars),
      firstMoments: optimizer.firstMoments.flatMap(\.scalars),
      secondMoments: optimizer.secondMoments.flatMap(\.scalars),
      optimizerStep: optimizer.step, step: step, generator: generator.state,
      settings: [
        optimizer.beta1, optimizer.beta2, optimizer.epsilon, optimizer.weightDecay,
      ])
  }

  /// The parameters and the moments, under their names in a file.
  var checkpointTensors: [(name: String, tensor: Tensor)] {
    let names = model.parameters.map(\.name)
    return model.parameters + zip(names, optimizer.firstMoments).map { ("adam.m." + $0, $1) }
      + zip(names, optimizer.secondMoments).map { ("adam.v." + $0, $1) }
  }
}

/// Saves one training, and lets the other restore files written by the reference.
func checkpointResults<Training: GradedTraining<TableAndBias>>(
  _ input: CheckpointInput, saving saved: Training, restoring fresh: Training,
  save: (Training, String) throws -> Void = { try $0.save(to: $1) }
) throws -> CheckpointResults {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("checkpoint-\(UUID().uuidString).safetensors").path
  defer { try? FileManager.default.removeItem(atPath: path) }

  let right = ReferenceTraining(input)
  func restoring(_ path: String) -> (
    throwing: (any Error)?, state: CheckpointResults.State, stays: Bool
  ) {
    var training = fresh
    var problem: (any Error)?
    do { try training.restore(from: path) } catch { problem = error }
    let after = training.checkpointState
    return (problem, after, after == fresh.checkpointState)
  }
  var results = rightCheckpoint(input)
  switch input.part {
  case .save:
    try save(saved, path)
    let file = try SafetensorsFile(readingFrom: path)
    results.savedTensors = try file.names.map { ($0, try file.tensor($0)) }
    results.savedMetadata = file.metadata
  case .restore:
    try right.save(to: path)
    let (problem, state, _) = restoring(path)
    if let problem { print("restore: \(problem)") }
    results.restores = problem == nil
    results.restored = state
  case .bareFile:
    try SafetensorsFile.write(right.model.parameters, to: path)
    let (problem, _, stays) = restoring(path)
    results.refusesWithoutStep = problem != nil
    results.staysWithoutStep = stays
  case .tornFile:
    try right.save(to: path)
    let whole = try SafetensorsFile(readingFrom: path)
    var tensors = try whole.names.map { ($0, try whole.tensor($0)) }
    var metadata = whole.metadata
    switch input.damage {
    case .missing(let name): tensors.removeAll { $0.0 == name }
    case .reshaped(let name):
      for index in tensors.indices where tensors[index].0 == name {
        tensors[index].1 = Tensor(zeros: [tensors[index].1.count + 1])
      }
    case .untold(let key): metadata[key] = nil
    case .unreadable(let key): metadata[key] = "many"
    }
    try SafetensorsFile.write(tensors, metadata: metadata, to: path)
    let (problem, _, stays) = restoring(path)
    results.refusesWithoutMoment = problem != nil
    results.staysWithoutMoment = stays
  }
  return results
}

/// The correct results, computed without a file: everything saved is restored.
func rightCheckpoint(_ input: CheckpointInput) -> CheckpointResults {
  let training = ReferenceTraining(input)
  return CheckpointResults(
    savedTensors: training.checkpointTensors,
    savedMetadata: [
      "step": "\(input.step)", "adam.step": "\(input.gradients.count)",
      "generator": "\(input.generator)",
    ], restores: true, restored: training.checkpointState, refusesWithoutStep: true,
    staysWithoutStep: true, refusesWithoutMoment: true, staysWithoutMoment: true)
}

extension CheckpointResults {
  /// Whether the updates before were right is graded in exercise 5.4: a file that matches the
  /// training counts as what the correct training would have saved.
  mutating func judgeSaving(of own: some GradedTraining<TableAndBias>, _ input: CheckpointInput) {
    let right = rightCheckpoint(input)
    let tensors = own.checkpointTensors
    for (index, saved) in savedTensors.enumerated() {
      let isIt = { (entry: (name: String, tensor: Tensor)) in
        bitDifference(between: saved.tensor, and: entry.tensor) == nil
      }
      let origin =
        tensors.first { $0.name == saved.name && isIt($0) } ?? tensors.first(where: isIt)
      guard let origin, let wanted = right.savedTensors.first(where: { $0.name == origin.name })
      else { continue }
      savedTensors[index].tensor = wanted.tensor
    }
    if savedMetadata["adam.step"] == "\(own.optimizer.step)" {
      savedMetadata["adam.step"] = right.savedMetadata["adam.step"]
    }
  }
}
