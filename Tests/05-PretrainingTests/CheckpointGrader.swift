import CourseKit
import Formats
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing

private func changed(
  _ input: CheckpointInput, _ change: (inout CheckpointResults, CheckpointInput) -> Void
) -> [Evidence] {
  var results = rightCheckpoint(input)
  change(&results, input)
  return results.evidence(of: input.part)
}

let checkpointGrader = Grader<CheckpointInput>(
  "5.9",
  cases: { data in
    func makeCase(
      _ updates: Int, _ part: CheckpointInput.Part, _ name: Text, size: Int = 3,
      otherUpdates: Int = 0, damage: CheckpointInput.Damage = .missing("adam.v.bias")
    ) -> Grader<CheckpointInput>.Case {
      func model() -> TableAndBias {
        TableAndBias(
          table: TableModel(weight: data.upstream([size, size])),
          bias: data.upstream([2 * size - 2]))
      }
      // Half of all generator states are 2⁶³ or greater.
      let state = UInt64(data.integer(in: 1_000...9_999_999))
      return .init(
        name,
        CheckpointInput(
          part: part, model: model(), gradients: (0..<updates).map { _ in model() },
          step: updates + data.integer(in: 4...9),
          generator: size == 3 ? state : UInt64.max - state,
          otherGenerator: UInt64(data.integer(in: 1...999)),
          otherGradients: (0..<otherUpdates).map { _ in model() }, damage: damage))
    }
    func torn(
      _ damage: CheckpointInput.Damage, _ english: String, _ portuguese: String
    ) -> Grader<CheckpointInput>.Case {
      makeCase(
        2, .tornFile,
        Text("a checkpoint \(english), restored", "um checkpoint \(portuguese), restaurado"),
        otherUpdates: 1, damage: damage)
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
      makeCase(
        0, .restore,
        Text(
          "a checkpoint from before the first update, restored in a training that has made 2",
          "um checkpoint de antes da primeira atualização, restaurado num treino que já fez 2"),
        otherUpdates: 2),
      makeCase(
        1, .restore,
        Text(
          "a checkpoint from after 1 update, restored",
          "um checkpoint de depois de 1 atualização, restaurado")),
      makeCase(
        13, .save,
        Text(
          "a training after 13 updates, with a generator state above 2⁶³, saved",
          "um treino depois de 13 atualizações, com um estado do gerador acima de 2⁶³, salvo"),
        size: 19),
      makeCase(
        13, .restore,
        Text(
          "a checkpoint from after 13 updates, with a generator state above 2⁶³, restored",
          "um checkpoint de depois de 13 atualizações, com um estado do gerador acima de 2⁶³, "
            + "restaurado"), size: 19, otherUpdates: 1),
      torn(.untold("step"), "without step", "sem step"),
      torn(.untold("adam.step"), "without adam.step", "sem adam.step"),
      torn(.untold("generator"), "without generator", "sem generator"),
      torn(.unreadable("step"), "whose step is no number", "cujo step não é um número"),
      torn(
        .unreadable("generator"), "whose generator is no number", "cujo generator não é um número"),
      torn(.missing("bias"), "without one parameter", "sem um parâmetro"),
      torn(
        .missing("adam.m.table.weight"), "without the first moments of one parameter",
        "sem os primeiros momentos de um parâmetro"),
      torn(
        .reshaped("adam.v.table.weight"), "whose second moments of one parameter are too many",
        "cujos segundos momentos de um parâmetro são demais"),
      torn(
        .reshaped("adam.m.bias"), "whose first moments of one parameter are too many",
        "cujos primeiros momentos de um parâmetro são demais"),
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
        for (index, entry) in results.savedTensors.enumerated()
        where entry.name.hasPrefix("adam.v.") {
          let name = "adam.m." + entry.name.dropFirst("adam.v.".count)
          let moment = results.savedTensors.first { $0.name == name }!.tensor
          results.savedTensors[index].tensor = moment
        }
      }
    },
    .init(
      Text(
        "if a training keeps its own moments where the checkpoint has none",
        "quando o treino fica com os seus momentos onde o checkpoint não tem nenhum")
    ) {
      changed($0) { results, input in
        guard input.gradients.isEmpty else { return }
        let other = ReferenceTraining(input, isNew: true).checkpointState
        results.restored.firstMoments = other.firstMoments
        results.restored.secondMoments = other.secondMoments
      }
    },
    .init(
      Text(
        "if a moment's shape is not looked at", "quando a forma de um momento não é conferida")
    ) {
      changed($0) { results, input in
        guard case .reshaped = input.damage else { return }
        results.refusesWithoutMoment = false
        results.staysWithoutMoment = false
      }
    },
    .init(
      Text(
        "if restore leaves the moments as they are", "quando restore deixa os momentos como estão")
    ) {
      changed($0) { results, input in
        let other = ReferenceTraining(input, isNew: true).checkpointState
        results.restored.firstMoments = other.firstMoments
        results.restored.secondMoments = other.secondMoments
        results.refusesWithoutMoment = !input.damage.isOfMoments
        results.staysWithoutMoment = !input.damage.isOfMoments
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
        "quando o passo do próprio AdamW não é restaurado: a correção do viés inicial recomeça")
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
      changed($0) { results, input in
        results.refusesWithoutStep = false
        results.staysWithoutStep = false
        if input.damage.isOfMetadata {
          results.refusesWithoutMoment = false
          results.staysWithoutMoment = false
        }
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
        results.restored = ReferenceTraining(input, isNew: true).checkpointState
      }
    },
    .init(
      Text(
        "if the optimizer is made anew, with the values that it has by default",
        "quando o otimizador é criado de novo, com os valores padrão")
    ) {
      changed($0) { results, _ in results.restored.settings = [0.9, 0.95, 1e-8, 0.1] }
    },
    .init(
      Text(
        "if the generator's state is read as an Int, which ends at 2⁶³ − 1",
        "quando o estado do gerador é lido como Int, que acaba em 2⁶³ − 1")
    ) {
      changed($0) { results, input in
        guard input.generator > UInt64(Int64.max) else { return }
        results.restores = false
        results.restored = ReferenceTraining(input, isNew: true).checkpointState
      }
    },
    .init(
      Text(
        "if the generator's state is saved as a signed number",
        "quando o estado do gerador é salvo como número com sinal")
    ) {
      changed($0) { results, input in
        results.savedMetadata["generator"] = "\(Int64(bitPattern: input.generator))"
      }
    },
    .init(
      Text(
        "if the training's step is saved for AdamW's, too",
        "quando o passo do treino é salvo também como o do AdamW")
    ) { changed($0) { results, input in results.savedMetadata["adam.step"] = "\(input.step)" } },
    .init(
      Text(
        "if AdamW's step is saved for the training's, too",
        "quando o passo do AdamW é salvo também como o do treino")
    ) {
      changed($0) { results, input in
        results.savedMetadata["step"] = "\(input.gradients.count)"
      }
    },
  ],
  variants: [
    .init("the reference") { input in
      try checkpointResults(
        input, saving: ReferenceTraining(input), restoring: ReferenceTraining(input, isNew: true)
      ).evidence(of: input.part)
    },
    .init("each parameter's tensors side by side in the file, read back name by name") { input in
      try checkpointResults(
        input, saving: ReferenceTraining(input), restoring: ReferenceTraining(input, isNew: true),
        save: { training, path in
          var tensors: [(String, Tensor)] = []
          for (index, parameter) in training.model.parameters.enumerated() {
            tensors.append((parameter.name, parameter.tensor))
            guard training.optimizer.step > 0 else { continue }
            tensors.append(("adam.m." + parameter.name, training.optimizer.firstMoments[index]))
            tensors.append(("adam.v." + parameter.name, training.optimizer.secondMoments[index]))
          }
          try SafetensorsFile.write(
            tensors,
            metadata: [
              "generator": "\(training.generator.state)", "step": "\(training.step)",
              "adam.step": "\(training.optimizer.step)",
            ], to: path)
        }
      ).evidence(of: input.part)
    },
  ],
  contract: [
    .init("Writes everything that the next step depends on", triedBy: "a training"),
    .init("the generator's state, a UInt64", triedBy: "a training after 13 updates"),
    .init("does the writing", untested: "says what helps"),
    .init(
      "the same, bit for bit", triedBy: "a checkpoint from after 3 updates",
      "a checkpoint from after 13 updates"),
    .init(
      "must be those of the run that was saved",
      untested: "what other models do is 5.9's caller's affair"),
    .init(
      "it throws and the training stays as it was", triedBy: "a file of parameters",
      "a checkpoint without"),
    .init("With an `adam.step` of 0", triedBy: "a checkpoint from before the first update"),
    .init("What helps:", untested: "says what helps"),
  ])

private func learnersCheckpoint(_ input: CheckpointInput) throws -> [Evidence] {
  typealias Training = Pretraining::Training<TableAndBias>
  let (fresh, saved) = (Training(input, isNew: true), Training(input))
  var found = try checkpointResults(input, saving: saved, restoring: fresh)
  if input.part == .save { found.judgeSaving(of: saved, input) }
  return found.evidence(of: input.part)
}

@Test func `5.9 checkpoint and exact resume`() async throws {
  let attempt = Attempt("5.9")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(
      checkpointGrader,
      parts: [
        .init(Text("save", "save")) { $0.part == .save ? try learnersCheckpoint($0) : [] },
        .init(Text("restore", "restore")) { $0.part == .save ? [] : try learnersCheckpoint($0) },
      ]
    ) { try learnersCheckpoint($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.9 grader`() { #expect(checkpointGrader.flaws() == []) }
