import CourseKit
import FineTuning
import FineTuningSolution
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

/// Three matrices and a bias, and more matrices if a case needs them. Two of the matrices get
/// adapters. Query and middle have the same shape, and one name is the end of another.
struct AdaptedModel: Layer {
  var query: Tensor
  var bias: Tensor
  var middle: Tensor
  var value: Tensor
  var more: [Tensor] = []

  /// The names of the parameters that can get an adapter: those of ``more`` come last.
  static let names =
    ["query.weight", "cross.value.weight", "value.weight"] + (0..<8).map { "more.\($0).weight" }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    body(prefix + "query.weight", &query)
    body(prefix + "query.bias", &bias)
    body(prefix + "cross.value.weight", &middle)
    body(prefix + "value.weight", &value)
    for index in more.indices { body(prefix + AdaptedModel.names[3 + index], &more[index]) }
  }
}

struct LoRAMergeInput: Sendable {
  let model: AdaptedModel
  /// The names of the parameters that get an adapter.
  var adapted: Set<String> = ["query.weight", "value.weight"]
  /// A and B of the adapters of query, middle, value and the others, whether or not they are used.
  let down: [Tensor]
  let up: [Tensor]
  let alpha: Float

  var rank: Int { up[0].shape[0] }
  /// The indices of ``adapted`` among all names, in order.
  var adaptedIndices: [Int] {
    AdaptedModel.names.indices.filter { adapted.contains(AdaptedModel.names[$0]) }
  }
  var scale: Float { alpha / Float(rank) }

  /// ΔW of an adapter in plain loops.
  func change(_ which: Int, scale: Float) -> Tensor {
    var change = Tensor(zeros: [down[which].shape[0], up[which].shape[1]])
    for row in 0..<change.shape[0] {
      for column in 0..<change.shape[1] {
        let sum = (0..<rank).reduce(0.0) {
          $0 + Double(down[which][row, $1]) * Double(up[which][$1, column])
        }
        change[row, column] = Float(Double(scale) * sum)
      }
    }
    return change
  }
}

private func mergeEvidence(
  change: Tensor, weight: Tensor, bias: Tensor, model: AdaptedModel
) -> [Evidence] {
  [
    Evidence(Text("weightChange of an adapter", "weightChange de um adaptador"), change),
    Evidence(Text("the weight of merged", "o peso de merged"), weight),
    Evidence(Text("the bias of merged", "o bias de merged"), bias),
  ]
    + model.parameters.map { name, tensor in
      Evidence(Text("\(name) of the model", "\(name) do modelo"), tensor)
    }
}

/// Replaces the initialized adapters of a model by those of the input.
private func filling<Tuned: Layer>(_ tuned: Tuned, _ input: LoRAMergeInput) -> Tuned {
  var filled = tuned
  filled.visitParameters(under: "") { name, parameter in
    let which = AdaptedModel.names.firstIndex { name.hasPrefix($0) } ?? 0
    if name.hasSuffix("lora_A") { parameter = input.down[which] }
    if name.hasSuffix("lora_B") { parameter = input.up[which] }
  }
  return filled
}

/// Merging by the formula, with hooks for mistakes.
private struct PlainMerge: Sendable {
  /// The scale that is used, given the right one.
  var taken: @Sendable (_ scale: Float) -> Float = { $0 }
  var keepsWeight = true
  /// The same, for the model alone.
  var keepsModelWeights = true
  var keepsBias = true
  /// The factor for each change when it is added to a weight.
  var sign: Float = 1
  /// The index of the adapter whose change a weight gets, from the index of the weight; nil for
  /// none.
  var adapter: @Sendable (_ index: Int, _ input: LoRAMergeInput) -> Int? = { index, input in
    input.adaptedIndices.contains(index) ? index : nil
  }

  func evidence(_ input: LoRAMergeInput) -> [Evidence] {
    func change(_ which: Int) -> Tensor { input.change(which, scale: taken(input.scale)) }
    func merged(_ weight: Tensor, _ which: Int?, keeps: Bool) -> Tensor {
      let start = keeps ? weight : Tensor(zeros: weight.shape)
      guard let which, change(which).shape == weight.shape else { return weight }
      return start + sign * change(which)
    }
    var model = input.model
    let keeps = keepsWeight && keepsModelWeights
    model.query = merged(model.query, adapter(0, input), keeps: keeps)
    model.middle = merged(model.middle, adapter(1, input), keeps: keeps)
    model.value = merged(model.value, adapter(2, input), keeps: keeps)
    for index in model.more.indices {
      model.more[index] = merged(model.more[index], adapter(3 + index, input), keeps: keeps)
    }
    return mergeEvidence(
      change: change(0), weight: merged(input.model.query, 0, keeps: keepsWeight),
      bias: keepsBias ? input.model.bias : Tensor(zeros: input.model.bias.shape), model: model)
  }
}

let loraMergeGrader = Grader<LoRAMergeInput>(
  "6.8",
  cases: { data in
    func makeCase(
      _ inputs: Int, _ outputs: Int, _ rank: Int, alpha: Float = 5,
      adapting adapted: Set<String> = ["query.weight", "value.weight"], valueInputs: Int? = nil,
      isNew: Bool = false, more: Int = 0
    ) -> Grader<LoRAMergeInput>.Case {
      let list = AdaptedModel.names.filter(adapted.contains).joined(separator: ", ")
      let rows =
        [inputs, inputs, valueInputs ?? inputs] + [Int](repeating: inputs, count: more)
      return .init(
        Text(
          "weights of [\(inputs), \(outputs)], a rank of \(rank), α = \(alpha)"
            + (isNew ? ", every B still 0" : "") + ", adapters for \(list)",
          "pesos de [\(inputs), \(outputs)], posto \(rank), α = \(alpha)"
            + (isNew ? ", todo B ainda 0" : "") + ", adaptadores para \(list)"),
        LoRAMergeInput(
          model: AdaptedModel(
            query: data.upstream([inputs, outputs]), bias: data.upstream([outputs]),
            middle: data.upstream([inputs, outputs]), value: data.upstream([rows[2], outputs]),
            more: (0..<more).map { _ in data.upstream([inputs, outputs]) }),
          adapted: adapted, down: rows.map { data.upstream([$0, rank]) },
          up: rows.map { _ in
            isNew ? Tensor(zeros: [rank, outputs]) : data.upstream([rank, outputs])
          }, alpha: alpha))
    }
    return [
      makeCase(4, 3, 2), makeCase(2, 5, 3), makeCase(3, 3, 1),
      makeCase(2, 3, 2, adapting: ["cross.value.weight"]),
      makeCase(3, 2, 4, alpha: 0.5, adapting: Set(AdaptedModel.names.prefix(3))),
      makeCase(3, 4, 2, valueInputs: 6), makeCase(3, 4, 2, isNew: true),
      makeCase(37, 19, 5, alpha: 7), makeCase(3, 4, 2, alpha: 0),
      makeCase(2, 3, 1, adapting: Set(AdaptedModel.names), more: 8),
      .init(
        Text(
          "the comment's example, A = [[1], [2]] and B = [[3, −1]]",
          "o exemplo do comentário, A = [[1], [2]] e B = [[3, −1]]"),
        LoRAMergeInput(
          model: AdaptedModel(
            query: Tensor([1, 0, 0, 1], shape: [2, 2]), bias: Tensor([10, 20]),
            middle: Tensor(zeros: [2, 2]), value: Tensor([0, -1, 2, 0], shape: [2, 2])),
          down: (0..<3).map { _ in Tensor([1, 2], shape: [2, 1]) },
          up: (0..<3).map { _ in Tensor([3, -1], shape: [1, 2]) }, alpha: 0.5)),
    ]
  },
  expected: { input in
    var generator = SeededGenerator(seed: 1)
    let adapter = FineTuningSolution::LowRankAdapter(
      down: input.down[0], up: input.up[0], alpha: input.alpha)
    let merged = FineTuningSolution::LoRALinear(
      FoundationsSolution::Linear(weight: input.model.query, bias: input.model.bias),
      adapter: adapter
    ).merged
    let tuned = filling(
      FineTuningSolution::LoRAModel(
        input.model,
        adapting: FineTuningSolution::ParameterSelection(names: input.adapted),
        rank: input.rank, alpha: input.alpha, using: &generator), input)
    return mergeEvidence(
      change: adapter.weightChange, weight: merged.weight, bias: merged.bias, model: tuned.model)
  },
  misconceptions: [
    .init(
      Text("if the scale α / r is left out", "quando a escala α / r fica de fora")
    ) { PlainMerge(taken: { _ in 1 }).evidence($0) },
    .init(
      Text("if the scale is applied twice", "quando a escala é aplicada duas vezes")
    ) { PlainMerge(taken: { $0 * $0 }).evidence($0) },
    .init(
      Text(
        "if the change takes the weight's place and is not added to it",
        "quando a mudança fica no lugar do peso em vez de ser somada a ele")
    ) { PlainMerge(keepsWeight: false).evidence($0) },
    .init(
      Text(
        "if in the model the change takes the weight's place and is not added to it",
        "quando no modelo a mudança fica no lugar do peso em vez de ser somada a ele")
    ) { PlainMerge(keepsModelWeights: false).evidence($0) },
    .init(
      Text("if the change is subtracted", "quando a mudança é subtraída")
    ) { PlainMerge(sign: -1).evidence($0) },
    .init(
      Text("if the change is added twice", "quando a mudança é somada duas vezes")
    ) { PlainMerge(sign: 2).evidence($0) },
    .init(
      Text("if the merged layer has lost its bias", "quando a camada unida perde o bias")
    ) { PlainMerge(keepsBias: false).evidence($0) },
    .init(
      Text(
        "if the model is the base, without any adapter",
        "quando o modelo é a base, sem nenhum adaptador")
    ) { PlainMerge(adapter: { _, _ in nil }).evidence($0) },
    .init(
      Text(
        "if only the first adapter is merged into the model",
        "quando só o primeiro adaptador é unido ao modelo")
    ) { PlainMerge(adapter: { $0 == $1.adaptedIndices[0] ? $0 : nil }).evidence($0) },
    .init(
      Text(
        "if the first adapter serves for every weight",
        "quando o primeiro adaptador serve para todos os pesos")
    ) {
      PlainMerge(adapter: { index, input in
        input.adaptedIndices.contains(index) ? input.adaptedIndices[0] : nil
      }).evidence($0)
    },
    .init(
      Text(
        "if the adapters are taken in the reverse order of the weights",
        "quando os adaptadores são tomados na ordem inversa à dos pesos")
    ) {
      PlainMerge(adapter: { index, input in
        input.adaptedIndices.firstIndex(of: index).map { input.adaptedIndices.reversed()[$0] }
      }).evidence($0)
    },
    .init(
      Text(
        "if a weight without an adapter is changed too",
        "quando um peso sem adaptador também é mudado")
    ) {
      PlainMerge(adapter: { index, input in
        input.adaptedIndices.contains(index) ? index : input.adaptedIndices[0]
      }).evidence($0)
    },
    .init(
      Text(
        "if adapters are counted by the matrices, with or without one: the second matrix uses up the "
          + "second adapter",
        "quando os adaptadores são contados pelas matrizes, com ou sem um: a segunda matriz gasta o "
          + "segundo adaptador")
    ) {
      PlainMerge(adapter: { index, input in
        guard input.adaptedIndices.contains(index), index < input.adaptedIndices.count else {
          return nil
        }
        return input.adaptedIndices[index]
      }).evidence($0)
    },
  ],
  variants: [
    .init("in plain loops over Doubles") { PlainMerge().evidence($0) }
  ],
  contract: [
    .init("ΔW = (α / r) · A · B"),
    .init("[[1.5, −0.5], [3, −1]]", triedBy: "the comment's example"),
    .init("and the same b"),
    .init("costs nothing extra", untested: "says what it costs"),
    .init("every adapter merged into its weight"),
    .init("stays as it is", untested: "a property cannot change the base"),
    .init(
      "a parameter without an adapter is not changed",
      triedBy: "weights of [2, 3], a rank of 2, α = 5.0, adapters for cross.value.weight"),
  ])

private func learnersAdapter(_ input: LoRAMergeInput) -> FineTuning::LowRankAdapter {
  FineTuning::LowRankAdapter(down: input.down[0], up: input.up[0], alpha: input.alpha)
}

private func learnersModel(_ input: LoRAMergeInput) -> AdaptedModel {
  var generator = SeededGenerator(seed: 1)
  return filling(
    FineTuning::LoRAModel(
      input.model, adapting: FineTuning::ParameterSelection(names: input.adapted),
      rank: input.rank, alpha: input.alpha, using: &generator), input
  ).model
}

/// Parts that can be graded while other holes are still open.
private let loraMergeParts: [Part<LoRAMergeInput>] = [
  .init(Text("weightChange", "weightChange")) { input in
    let change = learnersAdapter(input).weightChange
    return Array(
      mergeEvidence(change: change, weight: change, bias: change, model: input.model)[0..<1])
  },
  .init(Text("merged", "merged")) { input in
    let merged = FineTuning::LoRALinear(
      Foundations::Linear(weight: input.model.query, bias: input.model.bias),
      adapter: learnersAdapter(input)
    ).merged
    return Array(
      mergeEvidence(
        change: merged.weight, weight: merged.weight, bias: merged.bias, model: input.model)[1..<3])
  },
  .init(Text("model", "model")) { input in
    let model = learnersModel(input)
    return Array(
      mergeEvidence(change: model.query, weight: model.query, bias: model.bias, model: model)[3...])
  },
]

@Test func `6.8 LoRA merges into ordinary weights`() async throws {
  let attempt = Attempt("6.8")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(loraMergeGrader, parts: loraMergeParts) { input in
      let adapter = learnersAdapter(input)
      let merged = FineTuning::LoRALinear(
        Foundations::Linear(weight: input.model.query, bias: input.model.bias), adapter: adapter
      ).merged
      return mergeEvidence(
        change: adapter.weightChange, weight: merged.weight, bias: merged.bias,
        model: learnersModel(input))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `6.8 grader`() { #expect(loraMergeGrader.flaws() == []) }
