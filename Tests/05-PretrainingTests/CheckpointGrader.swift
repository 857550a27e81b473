import CourseKit
import Formats
import Foundation
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing

/// A model with two parameters, so that their order counts.
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

/// What a training depends on, and what a file of it has.
private struct Results: Sendable {
  struct State: Equatable, Sendable {
    var parameters: [Float]
    var firstMoments: [Float]
    var secondMoments: [Float]
    var optimizerStep: Int
    var step: Int
    var generator: UInt64
  }

  var savedTensors: [(name: String, tensor: Tensor)]
  var savedMetadata: [String: String]
  /// Whether `restore` took up a right file, and the training afterwards.
  var restores: Bool
  var restored: State
  /// For a file without metadata, and for one without the last moment: whether `restore` throws, and
  /// whether the training is what it was.
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
          numbers(saved.flatMap(\.tensor.scalars))),
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
  /// What is looked at.
  enum Part: CaseIterable { case save, restore, bareFile, tornFile }

  let part: Part
  let model: TableAndBias
  /// One for each update before the training is saved.
  let gradients: [TableAndBias]
  let step: Int
  /// The state of the training's generator, and of that of the training which takes it up.
  let generator: UInt64
  let otherGenerator: UInt64
}

extension PretrainingSolution::Training {
  fileprivate var checkpointState: Results.State {
    Results.State(
      parameters: model.parameters.flatMap(\.tensor.scalars),
      firstMoments: optimizer.firstMoments.flatMap(\.scalars),
      secondMoments: optimizer.secondMoments.flatMap(\.scalars),
      optimizerStep: optimizer.step, step: step, generator: generator.state)
  }
}

private func referenceTraining(
  _ input: CheckpointInput, isNew: Bool = false
) -> PretrainingSolution::Training<TableAndBias> {
  var model = input.model
  if isNew { model.scale(by: 0.5) }
  var training = PretrainingSolution::Training(
    model,
    plan: PretrainingSolution::TrainingPlan(
      schedule: PretrainingSolution::LearningRateSchedule(
        peak: 0.1, minimum: 0.01, warmUpSteps: 1, totalSteps: 9), batchSize: 1),
    generator: SeededGenerator(state: isNew ? input.otherGenerator : input.generator))
  guard !isNew else { return training }
  for gradient in input.gradients {
    training.optimizer.update(&training.model, gradient: gradient, learningRate: 0.1)
  }
  training.step = input.step
  return training
}

/// Saves the one training, and lets the other take up files that the reference has written.
private func results<Saved, Fresh>(
  _ input: CheckpointInput, saving saved: Saved, restoring fresh: Fresh,
  save: (Saved, String) throws -> Void, restore: (inout Fresh, String) throws -> Void,
  state: (Fresh) -> Results.State
) throws -> Results {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("checkpoint-\(UUID().uuidString).safetensors").path
  defer { try? FileManager.default.removeItem(atPath: path) }

  let right = referenceTraining(input)
  func restoring(_ path: String) -> (throwing: (any Error)?, state: Results.State, stays: Bool) {
    var training = fresh
    var problem: (any Error)?
    do { try restore(&training, path) } catch { problem = error }
    let after = state(training)
    return (problem, after, after == state(fresh))
  }
  var results = rightResults(input)
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
    let tensors = try whole.names.map { ($0, try whole.tensor($0)) }
    try SafetensorsFile.write(
      tensors.filter { $0.0 != "adam.v.bias" }, metadata: whole.metadata, to: path)
    let (problem, _, stays) = restoring(path)
    results.refusesWithoutMoment = problem != nil
    results.staysWithoutMoment = stays
  }
  return results
}

/// What should come out, without a file: all that was saved is there again.
private func rightResults(_ input: CheckpointInput) -> Results {
  let training = referenceTraining(input)
  return Results(
    savedTensors: namedTensors(
      training.model.parameters, training.optimizer.firstMoments,
      training.optimizer.secondMoments),
    savedMetadata: [
      "step": "\(input.step)", "adam.step": "\(input.gradients.count)",
      "generator": "\(input.generator)",
    ], restores: true, restored: training.checkpointState, refusesWithoutStep: true,
    staysWithoutStep: true, refusesWithoutMoment: true, staysWithoutMoment: true)
}

extension Results {
  /// Whether the updates before were right is for 5.4 to say: what was saved as the training had it
  /// counts as what the right training would have saved.
  fileprivate mutating func judgeSaving(
    of own: [(name: String, tensor: Tensor)], optimizerStep: Int, _ input: CheckpointInput
  ) {
    let right = rightResults(input)
    for (place, saved) in savedTensors.enumerated() {
      let isIt = { (entry: (name: String, tensor: Tensor)) in
        bitDifference(between: saved.tensor, and: entry.tensor) == nil
      }
      let origin = own.first { $0.name == saved.name && isIt($0) } ?? own.first(where: isIt)
      guard let origin, let wanted = right.savedTensors.first(where: { $0.name == origin.name })
      else { continue }
      savedTensors[place].tensor = wanted.tensor
    }
    if savedMetadata["adam.step"] == "\(optimizerStep)" {
      savedMetadata["adam.step"] = right.savedMetadata["adam.step"]
    }
  }
}

/// The parameters and the moments under the names that they have in a file.
private func namedTensors(
  _ parameters: [(name: String, tensor: Tensor)], _ first: [Tensor], _ second: [Tensor]
) -> [(name: String, tensor: Tensor)] {
  let names = parameters.map(\.name)
  return parameters + zip(names, first).map { ("adam.m." + $0, $1) }
    + zip(names, second).map { ("adam.v." + $0, $1) }
}

private func changed(
  _ input: CheckpointInput, _ change: (inout Results, CheckpointInput) -> Void
) -> [Evidence] {
  var results = rightResults(input)
  change(&results, input)
  return results.evidence(of: input.part)
}

let checkpointGrader = Grader<CheckpointInput>(
  "5.9",
  cases: { data in
    func makeCase(_ updates: Int, _ part: CheckpointInput.Part, _ name: Text)
      -> Grader<CheckpointInput>.Case
    {
      func model() -> TableAndBias {
        TableAndBias(
          table: TableModel(weight: data.cotangent([3, 3])), bias: data.cotangent([4]))
      }
      return .init(
        name,
        CheckpointInput(
          part: part, model: model(), gradients: (0..<updates).map { _ in model() },
          step: updates + data.integer(in: 4...9),
          generator: UInt64(data.integer(in: 1_000...9_999_999)),
          otherGenerator: UInt64(data.integer(in: 1...999))))
    }
    return [
      makeCase(
        0, .save,
        Text(
          "a training before its first update, saved",
          "um treino antes da primeira atualização, salvo")
      ),
      makeCase(
        3, .save,
        Text("a training after 3 updates, saved", "um treino depois de 3 atualizações, salvo")
      ),
      makeCase(
        3, .restore,
        Text(
          "a checkpoint from after 3 updates, restored",
          "um checkpoint de depois de 3 atualizações, restaurado")),
      makeCase(
        0, .restore,
        Text(
          "a checkpoint from before the first update, restored",
          "um checkpoint de antes da primeira atualização, restaurado")),
      makeCase(
        2, .bareFile,
        Text(
          "a file of parameters without metadata, restored",
          "um arquivo de parâmetros sem metadados, restaurado")),
      makeCase(
        2, .tornFile,
        Text(
          "a checkpoint without the second moments of one parameter, restored",
          "um checkpoint sem os segundos momentos de um parâmetro, restaurado")),
    ]
  },
  expected: { changed($0) { _, _ in } },
  misconceptions: [
    .init(
      Text(
        "if AdamW's moments are not saved", "quando os momentos do AdamW não são salvos")
    ) {
      changed($0) { results, _ in results.savedTensors.removeAll { $0.name.hasPrefix("adam.") } }
    },
    .init(
      Text(
        "if the generator is not saved", "quando o gerador não é salvo")
    ) { changed($0) { results, _ in results.savedMetadata["generator"] = nil } },
    .init(
      Text(
        "if the first moments are saved in the place of the second ones, too",
        "quando os primeiros momentos são salvos também no lugar dos segundos")
    ) {
      changed($0) { results, _ in
        for (place, entry) in results.savedTensors.enumerated()
        where entry.name.hasPrefix("adam.v.") {
          let name = "adam.m." + entry.name.dropFirst("adam.v.".count)
          let moment = results.savedTensors.first { $0.name == name }!.tensor
          results.savedTensors[place].tensor = moment
        }
      }
    },
    .init(
      Text(
        "if restore leaves the moments as they are", "quando restore deixa os momentos como estão")
    ) {
      changed($0) { results, input in
        results.restored.firstMoments = []
        results.restored.secondMoments = []
        results.refusesWithoutMoment = input.gradients.isEmpty
        results.staysWithoutMoment = input.gradients.isEmpty
      }
    },
    .init(
      Text(
        "if restore takes the first moments for the second ones and these for the first",
        "quando restore troca os primeiros momentos pelos segundos")
    ) {
      changed($0) { results, _ in
        swap(&results.restored.firstMoments, &results.restored.secondMoments)
      }
    },
    .init(
      Text(
        "if AdamW's own step is not restored: the bias correction begins anew",
        "quando o passo do próprio AdamW não é restaurado: a correção de viés recomeça")
    ) { changed($0) { results, _ in results.restored.optimizerStep = 0 } },
    .init(
      Text(
        "if the training's step is not restored: the learning rate begins anew",
        "quando o passo do treino não é restaurado: a taxa de aprendizado recomeça")
    ) { changed($0) { results, _ in results.restored.step = 0 } },
    .init(
      Text(
        "if the generator is not restored: other batches follow",
        "quando o gerador não é restaurado: vêm outros lotes")
    ) {
      changed($0) { results, input in results.restored.generator = input.otherGenerator }
    },
    .init(
      Text(
        "if the state is taken for a seed: SeededGenerator(seed:) mixes it once more",
        "quando o estado é tomado como semente: SeededGenerator(seed:) o mistura mais uma vez")
    ) {
      changed($0) { results, input in
        results.restored.generator = SeededGenerator(seed: input.generator).state
      }
    },
    .init(
      Text(
        "if metadata that is missing is taken for 0 and nothing is thrown",
        "quando metadados ausentes viram 0 e nenhum erro é lançado")
    ) {
      changed($0) { results, _ in
        results.refusesWithoutStep = false
        results.staysWithoutStep = false
      }
    },
    .init(
      Text(
        "if the training is changed before all has been read",
        "quando o treino é alterado antes de tudo ter sido lido")
    ) {
      changed($0) { results, input in
        if !input.gradients.isEmpty { results.staysWithoutMoment = false }
      }
    },
    .init(
      Text(
        "if moments are asked for that nobody has saved before the first update",
        "quando se pedem momentos que ninguém salvou antes da primeira atualização")
    ) {
      changed($0) { results, input in
        guard input.gradients.isEmpty else { return }
        results.restores = false
        results.restored = referenceTraining(input, isNew: true).checkpointState
      }
    },
  ],
  variants: [
    .init("the reference") { input in
      try results(
        input, saving: referenceTraining(input), restoring: referenceTraining(input, isNew: true),
        save: { try $0.save(to: $1) }, restore: { try $0.restore(from: $1) },
        state: { $0.checkpointState }
      ).evidence(of: input.part)
    },
    .init("each parameter's tensors side by side in the file, read back name by name") { input in
      try results(
        input, saving: referenceTraining(input), restoring: referenceTraining(input, isNew: true),
        save: { training, path in
          var tensors: [(String, Tensor)] = []
          for (place, parameter) in training.model.parameters.enumerated() {
            tensors.append((parameter.name, parameter.tensor))
            guard training.optimizer.step > 0 else { continue }
            tensors.append(("adam.m." + parameter.name, training.optimizer.firstMoments[place]))
            tensors.append(("adam.v." + parameter.name, training.optimizer.secondMoments[place]))
          }
          try SafetensorsFile.write(
            tensors,
            metadata: [
              "generator": "\(training.generator.state)", "step": "\(training.step)",
              "adam.step": "\(training.optimizer.step)",
            ], to: path)
        }, restore: { try $0.restore(from: $1) }, state: { $0.checkpointState }
      ).evidence(of: input.part)
    },
  ])

@Test func `5.9 checkpoint and exact resume`() async throws {
  let attempt = Attempt("5.9")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(checkpointGrader) { input in
      func training(isNew: Bool) -> Pretraining::Training<TableAndBias> {
        var model = input.model
        if isNew { model.scale(by: 0.5) }
        return Pretraining::Training(
          model,
          plan: Pretraining::TrainingPlan(
            schedule: Pretraining::LearningRateSchedule(
              peak: 0.1, minimum: 0.01, warmUpSteps: 1, totalSteps: 9), batchSize: 1),
          generator: SeededGenerator(state: isNew ? input.otherGenerator : input.generator))
      }
      var saved = training(isNew: false)
      for gradient in input.gradients {
        saved.optimizer.update(&saved.model, gradient: gradient, learningRate: 0.1)
      }
      saved.step = input.step
      let own = namedTensors(
        saved.model.parameters, saved.optimizer.firstMoments, saved.optimizer.secondMoments)
      let ownStep = saved.optimizer.step
      var found = try results(
        input, saving: saved, restoring: training(isNew: true), save: { try $0.save(to: $1) },
        restore: { try $0.restore(from: $1) },
        state: { training in
          Results.State(
            parameters: training.model.parameters.flatMap(\.tensor.scalars),
            firstMoments: training.optimizer.firstMoments.flatMap(\.scalars),
            secondMoments: training.optimizer.secondMoments.flatMap(\.scalars),
            optimizerStep: training.optimizer.step, step: training.step,
            generator: training.generator.state)
        }
      )
      if input.part == .save { found.judgeSaving(of: own, optimizerStep: ownStep, input) }
      return found.evidence(of: input.part)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.9 grader`() { #expect(checkpointGrader.flaws() == []) }
