import Attention
import AttentionSolution
import CourseKit
import Foundation
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

/// All numbers that make a layer, its input, and the cotangent of its output.
struct SelfAttentionInput: Sendable {
  let x: Tensor
  let cotangent: Tensor
  let headCount: Int
  /// `[width, 3 · width]` and `[3 · width]`
  let joinedWeight: Tensor
  let joinedBias: Tensor
  /// `[width, width]` and `[width]`
  let projectionWeight: Tensor
  let projectionBias: Tensor
  var dropoutRate: Float = 0

  /// The tensors in the order of evidence.
  var tensors: [Tensor] { [x, joinedWeight, joinedBias, projectionWeight, projectionBias] }
  /// What the layer draws from in training.
  var generator: SeededGenerator { SeededGenerator(seed: 1) }
}

private let plainOutput = Text("the output", "a saída")
private let trainingOutput = Text("the output in training", "a saída no treino")
private let inputGradient = Text("the gradient of the input", "o gradiente da entrada")

/// What comes out of a layer, named. The gradients stand in the order of the parameters.
private func namedEvidence(
  _ output: Tensor, _ training: Tensor, _ input: Tensor,
  _ gradients: [(name: String, tensor: Tensor)]
) -> [Evidence] {
  [
    Evidence(plainOutput, output), Evidence(trainingOutput, training),
    Evidence(inputGradient, input),
  ]
    + gradients.map { name, tensor in
      Evidence(Text("the gradient of \(name)", "o gradiente de \(name)"), tensor)
    }
}

/// The reference on an input, after something about it was changed: most mistakes are such a
/// change.
private func reference(
  _ input: SelfAttentionInput,
  changing change: (inout SelfAttentionInput) -> Void = { _ in }
) -> [Evidence] {
  var changed = input
  change(&changed)
  let layer = AttentionSolution::CausalSelfAttention(
    queryKeyValue: FoundationsSolution::Linear(
      weight: changed.joinedWeight, bias: changed.joinedBias),
    projection: FoundationsSolution::Linear(
      weight: changed.projectionWeight, bias: changed.projectionBias),
    headCount: changed.headCount, dropoutRate: changed.dropoutRate)
  var generator = changed.generator
  let (output, pullback) = layer.withPullback(changed.x, using: &generator)
  let (gradient, parameters) = repeatedly(pullback)(changed.cotangent)
  return namedEvidence(layer(changed.x), output, gradient, parameters.parameters)
}

/// Causal multi-head attention in plain loops, with places where it can be got wrong.
private struct PlainAttention: Sendable {
  /// Which of query, key and value stands first, second and third in the joined columns.
  var order = [0, 1, 2]
  var scalesByWidth = false
  var isMasked = true
  /// Whether a head has every `headCount`-th column instead of columns side by side.
  var interleavesHeads = false
  var headCountFactor = 1
  var projects = true
  /// Whether query, key and value of the first head stand side by side, then those of the second.
  var groupsByHead = false
  var dropsWeights = true
  var dropsOutput = true
  /// Whether each head draws from a generator of its own.
  var splitsGenerator = true
  /// Whether each head draws from a copy, so that all draw the same.
  var copiesGenerator = false

  func evidence(_ input: SelfAttentionInput) -> [Evidence] {
    let (tensors, shape) = (input.tensors, input.x.shape)
    let plain = WrongForward(outputShape: shape) { output($0, shape, input.headCount, nil) }
    let factors = dropoutFactors(input)
    let training = WrongForward(outputShape: shape) {
      output($0, shape, input.headCount, factors)
    }
    let gradients = training.gradients(tensors, cotangent: input.cotangent)
    let names = ["c_attn.weight", "c_attn.bias", "c_proj.weight", "c_proj.bias"]
    return namedEvidence(
      plain.output(tensors), training.output(tensors), gradients[0],
      Array(zip(names, gradients.dropFirst())).map { ($0, $1) })
  }

  /// What training multiplies each head's weights with, and the output.
  private struct Factors: Sendable {
    var weights: [[Double]]
    var output: [Double]
  }

  private func dropoutFactors(_ input: SelfAttentionInput) -> Factors {
    let (shape, length) = (input.x.shape, input.x.shape[1])
    var generator = input.generator
    func factors(_ shape: Shape, _ rate: Float, _ generator: inout SeededGenerator) -> [Double] {
      AttentionSolution::dropout(
        Tensor(repeating: 1, shape: shape), rate: rate, using: &generator
      ).output.scalars.map(Double.init)
    }
    let weights = (0..<shape[0] * input.headCount).map { _ in
      let rate = dropsWeights ? input.dropoutRate : 0
      if copiesGenerator {
        var own = generator
        return factors([length, length], rate, &own)
      }
      guard splitsGenerator else { return factors([length, length], rate, &generator) }
      var own = generator.split()
      return factors([length, length], rate, &own)
    }
    return Factors(
      weights: weights,
      output: factors(shape, dropsOutput ? input.dropoutRate : 0, &generator))
  }

  private func output(
    _ tensors: [[Double]], _ shape: Shape, _ headCount: Int, _ factors: Factors?
  ) -> [Double] {
    let (x, weight, bias, projection, projectionBias) = (
      tensors[0], tensors[1], tensors[2], tensors[3], tensors[4]
    )
    let (batch, length, width) = (shape[0], shape[1], shape[2])
    let heads = headCountFactor == 0 ? 1 : headCount
    let headWidth = width / heads
    func joined(_ row: Int, _ part: Int, _ column: Int) -> Double {
      let place =
        groupsByHead
        ? (column / headWidth * 3 + part) * headWidth + column % headWidth
        : order[part] * width + column
      return (0..<width).reduce(bias[place]) {
        $0 + x[row * width + $1] * weight[$1 * 3 * width + place]
      }
    }
    func column(_ head: Int, _ i: Int) -> Int {
      interleavesHeads ? i * heads + head : head * headWidth + i
    }
    let scale = 1 / Double(scalesByWidth ? width : headWidth).squareRoot()
    var contexts = [Double](repeating: 0, count: x.count)
    for sequence in 0..<batch {
      let first = sequence * length
      let rows = (0..<length).map { row in
        (0..<3).map { part in (0..<width).map { joined(first + row, part, $0) } }
      }
      for head in 0..<heads {
        for query in 0..<length {
          let keys = 0...(isMasked ? query : length - 1)
          let scores = keys.map { key in
            (0..<headWidth).reduce(0) {
              $0 + rows[query][0][column(head, $1)] * rows[key][1][column(head, $1)]
            } * scale
          }
          let largest = scores.max()!
          let powers = scores.map { exp($0 - largest) }
          let sum = powers.reduce(0, +)
          for i in 0..<headWidth {
            contexts[(first + query) * width + column(head, i)] = zip(keys, powers).reduce(0) {
              let dropout =
                factors?.weights[sequence * headCount + head][query * length + $1.0] ?? 1
              return $0 + $1.1 / sum * dropout * rows[$1.0][2][column(head, i)]
            }
          }
        }
      }
    }
    guard projects else { return contexts }
    return contexts.indices.map { place in
      let (row, column) = place.quotientAndRemainder(dividingBy: width)
      let mixed = (0..<width).reduce(projectionBias[column]) {
        $0 + contexts[row * width + $1] * projection[$1 * width + column]
      }
      return mixed * (factors?.output[place] ?? 1)
    }
  }
}

/// The reference's parts put together anew, with the heads' gradients merged head by head: query,
/// key and value of the first, then those of the second. Without dropout.
private func gradientsHeadByHead(_ input: SelfAttentionInput) -> [Evidence] {
  let joinedLayer = FoundationsSolution::Linear(weight: input.joinedWeight, bias: input.joinedBias)
  let projection = FoundationsSolution::Linear(
    weight: input.projectionWeight, bias: input.projectionBias)
  let headCount = input.headCount
  let (joined, joinedPullback) = joinedLayer.withPullback(input.x)
  let parts = AttentionSolution::splitHeads(joined, headCount: 3 * headCount)
  let heads = (0..<input.x.shape[0] * headCount).map { place in
    let first = place / headCount * 3 * headCount + place % headCount
    return AttentionSolution::scaledDotProductAttentionWithPullback(
      query: parts[first], key: parts[first + headCount], value: parts[first + 2 * headCount])
  }
  let (output, projectionPullback) = projection.withPullback(
    AttentionSolution::mergeHeads(heads.map(\.output), headCount: headCount))
  let (contextGradient, projectionGradient) = projectionPullback(input.cotangent)
  let cotangents = AttentionSolution::splitHeads(contextGradient, headCount: headCount)
  let gradients = zip(heads, cotangents).flatMap { head, cotangent in
    let gradient = head.pullback(Tensor(cotangent))
    return [gradient.query, gradient.key, gradient.value]
  }
  let (inputGradient, joinedGradient) = joinedPullback(
    AttentionSolution::mergeHeads(gradients, headCount: 3 * headCount))
  let layer = AttentionSolution::CausalSelfAttention(
    queryKeyValue: joinedGradient, projection: projectionGradient, headCount: headCount)
  return namedEvidence(output, output, inputGradient, layer.parameters)
}

let causalSelfAttentionGrader = Grader<SelfAttentionInput>(
  "3.9",
  cases: { data in
    let sizes: [(Int, Int, Int, Int, Float)] = [
      (1, 1, 4, 2, 0), (2, 3, 4, 2, 0), (1, 4, 6, 3, 0), (1, 4, 4, 2, 0.3),
    ]
    return sizes.map { batch, length, width, heads, rate in
      let text = "[\(batch), \(length), \(width)]"
      let dropout = rate > 0
      return .init(
        Text(
          "an input of \(text), \(heads) heads" + (dropout ? ", a dropout rate of \(rate)" : ""),
          "uma entrada de \(text), \(heads) cabeças"
            + (dropout ? ", uma taxa de dropout de \(rate)" : "")),
        SelfAttentionInput(
          x: data.tensor([batch, length, width]),
          cotangent: data.cotangent([batch, length, width]),
          headCount: heads, joinedWeight: data.tensor([width, 3 * width], in: -0.8...0.8),
          joinedBias: data.tensor([3 * width], in: -0.8...0.8),
          projectionWeight: data.tensor([width, width], in: -0.8...0.8),
          projectionBias: data.tensor([width], in: -0.8...0.8), dropoutRate: rate))
    }
  },
  expected: { reference($0) },
  misconceptions: [
    .init(
      Text(
        "if the scores are divided by the root of the whole width, not of a head's",
        "quando os scores são divididos pela raiz da largura inteira, e não da de uma cabeça")
    ) { PlainAttention(scalesByWidth: true).evidence($0) },
    .init(Text("without the causal mask", "sem a máscara causal")) {
      PlainAttention(isMasked: false).evidence($0)
    },
    .init(
      Text(
        "if the joined columns are taken as key, query, value",
        "quando as colunas juntas são lidas como chave, consulta, valor")
    ) { PlainAttention(order: [1, 0, 2]).evidence($0) },
    .init(
      Text(
        "if the joined columns are taken as value, key, query",
        "quando as colunas juntas são lidas como valor, chave, consulta")
    ) { PlainAttention(order: [2, 1, 0]).evidence($0) },
    .init(
      Text(
        "if the joined columns are taken as query, key, value of the first head, then of the next",
        "quando as colunas são lidas como consulta, chave, valor da 1ª cabeça, depois da próxima"
      )
    ) { PlainAttention(groupsByHead: true).evidence($0) },
    .init(
      Text(
        "if a head has every n-th column instead of neighbouring ones",
        "quando uma cabeça fica com uma coluna a cada n, e não com colunas vizinhas")
    ) { PlainAttention(interleavesHeads: true).evidence($0) },
    .init(
      Text("if one head does the work of all", "quando uma só cabeça faz o trabalho de todas")
    ) { PlainAttention(headCountFactor: 0).evidence($0) },
    .init(
      Text("without the projection at the end", "sem a projeção no final")
    ) { PlainAttention(projects: false).evidence($0) },
    .init(
      Text(
        "if the way back stops at the joined layer, so the input gets no gradient",
        "quando o caminho de volta para na camada conjunta e a entrada fica sem gradiente")
    ) { input in
      reference(input).map { one in
        guard one.name == inputGradient else { return one }
        return Evidence(one.name, Tensor(zeros: input.x.shape))
      }
    },
    .init(
      Text(
        "if the heads' gradients are merged head by head, not all queries, all keys, all values",
        "quando os gradientes são juntados por cabeça, e não consultas, chaves e valores"
      )
    ) { gradientsHeadByHead($0) },
    .init(Text("if nothing is dropped in training", "quando nada é descartado no treino")) {
      reference($0) { $0.dropoutRate = 0 }
    },
    .init(
      Text(
        "if training drops output numbers, but no attention weights",
        "quando o treino descarta números da saída, mas nenhum peso da atenção")
    ) { PlainAttention(dropsWeights: false).evidence($0) },
    .init(
      Text(
        "if training drops attention weights, but no output numbers",
        "quando o treino descarta pesos da atenção, mas nenhum número da saída")
    ) { PlainAttention(dropsOutput: false).evidence($0) },
    .init(
      Text(
        "if the heads draw from the layer's generator, without a split() for each",
        "quando as cabeças sorteiam do gerador da camada, sem um split() para cada uma")
    ) { PlainAttention(splitsGenerator: false).evidence($0) },
    .init(
      Text(
        "if each head draws from a copy of the generator, so that all drop the same places",
        "quando cada cabeça sorteia de uma cópia do gerador, e todas descartam as mesmas posições")
    ) { PlainAttention(copiesGenerator: true).evidence($0) },
    .init(
      Text(
        "if numbers are dropped outside of training too",
        "quando se descartam números também fora do treino")
    ) { input in
      let training = reference(input)
      return [Evidence(plainOutput, training[1].value)] + training.dropFirst()
    },
  ],
  variants: [
    .init("in plain loops, with the way back by differences") {
      PlainAttention().evidence($0)
    }
  ])

@Test func `3.9 causal multi-head self-attention, forward and back`() async throws {
  let attempt = Attempt("3.9")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(causalSelfAttentionGrader) { input in
      let layer = Attention::CausalSelfAttention(
        queryKeyValue: Foundations::Linear(weight: input.joinedWeight, bias: input.joinedBias),
        projection: Foundations::Linear(
          weight: input.projectionWeight, bias: input.projectionBias),
        headCount: input.headCount, dropoutRate: input.dropoutRate)
      var generator = input.generator
      let (output, pullback) = layer.withPullback(input.x, using: &generator)
      let (gradient, parameters) = repeatedly(pullback)(input.cotangent)
      return namedEvidence(layer(input.x), output, gradient, parameters.parameters)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.9 grader`() { #expect(causalSelfAttentionGrader.flaws() == []) }
