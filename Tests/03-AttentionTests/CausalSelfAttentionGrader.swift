import Attention
import AttentionSolution
import CourseKit
import Foundation
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

/// The parameters of a layer, its input, and the upstream gradient.
struct SelfAttentionInput: Sendable {
  let x: Tensor
  let upstream: Tensor
  let headCount: Int
  /// `[width, 3 · width]` and `[3 · width]`
  let joinedWeight: Tensor
  let joinedBias: Tensor
  /// `[width, width]` and `[width]`
  let projectionWeight: Tensor
  let projectionBias: Tensor
  var dropoutRate: Float = 0

  /// The tensors in the order of the evidence.
  var tensors: [Tensor] { [x, joinedWeight, joinedBias, projectionWeight, projectionBias] }
  /// The generator for training.
  var generator: SeededGenerator { SeededGenerator(seed: 1) }
  /// Whether numerical gradients would take too long.
  var isLarge: Bool { tensors.reduce(0) { $0 + $1.count } > 260 }
}

/// Thrown by a mistake that is not evaluated on an input this large.
private struct TooLarge: Error {}

private let plainOutput = Text("the output", "a saída")
private let trainingOutput = Text("the output in training", "a saída no treino")
private let inputGradient = Text("the gradient of the input", "o gradiente da entrada")

/// The results of a layer, with names. The gradients are in the order of the parameters.
///
/// `numbersTaken` is how many numbers training drew; nil if nothing is dropped, in which case
/// splitting is optional.
private func namedEvidence(
  _ output: Tensor, _ training: Tensor, _ input: Tensor,
  _ gradients: [(name: String, tensor: Tensor)],
  numbersTaken: Int? = nil
) -> [Evidence] {
  [Evidence(plainOutput, output)]
    + trainingEvidence(training, input, gradients, numbersTaken: numbersTaken)
}

private func trainingEvidence(
  _ training: Tensor, _ input: Tensor, _ gradients: [(name: String, tensor: Tensor)],
  numbersTaken: Int?
) -> [Evidence] {
  [Evidence(trainingOutput, training), Evidence(inputGradient, input)]
    + gradients.map { name, tensor in
      Evidence(gradientName(ofParameter: name), tensor)
    } + (numbersTaken.map { [Evidence(numbersTakenName, [$0])] } ?? [])
}

/// How many numbers a layer drew, if it drops any.
private func taken(_ input: SelfAttentionInput, _ generator: SeededGenerator) -> Int? {
  input.dropoutRate > 0 ? numbersTaken(from: input.generator, to: generator) : nil
}

/// The reference on a changed input: most mistakes amount to such a change.
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
  let (gradient, parameters) = repeatedly(pullback)(changed.upstream)
  return namedEvidence(
    layer(changed.x), output, gradient, parameters.parameters,
    numbersTaken: taken(input, generator))
}

/// The reference, with some parameters in place of their own gradients.
private func leaving(_ layer: String, _ input: SelfAttentionInput) -> [Evidence] {
  let parameters = zip(
    ["c_attn.weight", "c_attn.bias", "c_proj.weight", "c_proj.bias"], input.tensors.dropFirst())
  return reference(input).map { one in
    let parameter = parameters.first {
      $0.0.hasPrefix(layer) && one.name == gradientName(ofParameter: $0.0)
    }
    return parameter.map { Evidence(one.name, $0.1) } ?? one
  }
}

/// Causal multi-head attention in plain loops, with hooks for mistakes.
private struct PlainAttention: Sendable {
  /// The order of query, key and value in the joined columns.
  var order = [0, 1, 2]
  var scalesByWidth = false
  var isMasked = true
  /// Whether a head has every `headCount`-th column instead of adjacent columns.
  var interleavesHeads = false
  var headCountFactor = 1
  var projects = true
  /// Whether query, key and value of the first head are adjacent, followed by those of the second.
  var groupsByHead = false
  var dropsWeights = true
  var dropsOutput = true
  /// Whether each head draws from a generator of its own.
  var splitsGenerator = true
  /// Whether each head draws from a copy, so that all draw the same.
  var copiesGenerator = false
  /// Whether the first heads of all sequences split before any second head.
  var splitsHeadByHead = false
  /// Whether the output's dropout draws from a generator of its own too.
  var splitsForOutput = false
  /// Whether the output draws before the heads split.
  var outputDrawsFirst = false
  var addsInput = false
  /// Whether dropout is applied to the scores before softmax instead of to the weights after it.
  var dropsScores = false
  /// Whether the remaining weights are divided by their sum.
  var renormalizes = false
  /// Whether the output's dropout is applied before the projection.
  var dropsBeforeProjection = false

  func evidence(_ input: SelfAttentionInput) throws -> [Evidence] {
    guard !input.isLarge else { throw TooLarge() }
    return evidenceOfAnySize(input)
  }

  /// For a large input, the gradients are the reference's.
  func evidenceOfAnySize(_ input: SelfAttentionInput) -> [Evidence] {
    let (tensors, shape) = (input.tensors, input.x.shape)
    let plain = WrongForward(outputShape: shape) { output($0, shape, input.headCount, nil) }
    let (factors, generator) = dropoutFactors(input)
    let training = WrongForward(outputShape: shape) {
      output($0, shape, input.headCount, factors)
    }
    if input.isLarge {
      let output = [plain, training].map { $0.output(tensors) }
      return zip([plainOutput, trainingOutput], output).map { Evidence($0, $1) }
        + reference(input).dropFirst(2)
    }
    let gradients = training.gradients(tensors, upstream: input.upstream)
    let names = ["c_attn.weight", "c_attn.bias", "c_proj.weight", "c_proj.bias"]
    return namedEvidence(
      plain.output(tensors), training.output(tensors), gradients[0],
      Array(zip(names, gradients.dropFirst())).map { ($0, $1) },
      numbersTaken: taken(input, generator))
  }

  /// The dropout factors of each head's weights and of the output.
  private struct Factors: Sendable {
    var weights: [[Double]]
    var output: [Double]
  }

  private func dropoutFactors(_ input: SelfAttentionInput) -> (Factors, SeededGenerator) {
    let (shape, length) = (input.x.shape, input.x.shape[1])
    var generator = input.generator
    func factors(_ shape: Shape, _ rate: Float, _ generator: inout SeededGenerator) -> [Double] {
      AttentionSolution::dropout(
        Tensor(repeating: 1, shape: shape), rate: rate, using: &generator
      ).output.scalars.map(Double.init)
    }
    func outputFactors() -> [Double] {
      let rate = dropsOutput ? input.dropoutRate : 0
      guard splitsForOutput else { return factors(shape, rate, &generator) }
      var own = generator.split()
      return factors(shape, rate, &own)
    }
    let early = outputDrawsFirst ? outputFactors() : nil
    var weights = (0..<shape[0] * input.headCount).map { _ in
      let rate = dropsWeights ? input.dropoutRate : 0
      if copiesGenerator {
        var own = generator
        return factors([length, length], rate, &own)
      }
      guard splitsGenerator else { return factors([length, length], rate, &generator) }
      var own = generator.split()
      return factors([length, length], rate, &own)
    }
    if splitsHeadByHead {
      weights = weights.indices.map { position in
        let (sequence, head) = position.quotientAndRemainder(dividingBy: input.headCount)
        return weights[head * shape[0] + sequence]
      }
    }
    return (Factors(weights: weights, output: early ?? outputFactors()), generator)
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
      let position =
        groupsByHead
        ? (column / headWidth * 3 + part) * headWidth + column % headWidth
        : order[part] * width + column
      return (0..<width).reduce(bias[position]) {
        $0 + x[row * width + $1] * weight[$1 * 3 * width + position]
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
          func factor(_ key: Int) -> Double {
            factors?.weights[sequence * headCount + head][query * length + key] ?? 1
          }
          let scores = keys.map { key -> Double in
            let product = (0..<headWidth).reduce(0.0) {
              $0 + rows[query][0][column(head, $1)] * rows[key][1][column(head, $1)]
            }
            return product * scale * (dropsScores ? factor(key) : 1)
          }
          let largest = scores.max()!
          let powers = scores.map { exp($0 - largest) }
          let kept = zip(keys, powers).map { dropsScores ? $1 : $1 * factor($0) }
          let sum = (renormalizes ? kept : powers).reduce(0, +)
          for i in 0..<headWidth {
            contexts[(first + query) * width + column(head, i)] = zip(keys, kept).reduce(0) {
              $0 + $1.1 / (sum == 0 ? 1 : sum) * rows[$1.0][2][column(head, i)]
            }
          }
        }
      }
    }
    if dropsBeforeProjection, let factors {
      contexts = zip(contexts, factors.output).map { $0 * $1 }
    }
    guard projects else { return contexts }
    return contexts.indices.map { position in
      let (row, column) = position.quotientAndRemainder(dividingBy: width)
      let mixed = (0..<width).reduce(projectionBias[column]) {
        $0 + contexts[row * width + $1] * projection[$1 * width + column]
      }
      let factor = dropsBeforeProjection ? 1 : factors?.output[position] ?? 1
      return mixed * factor + (addsInput ? x[position] : 0)
    }
  }
}

/// The reference's parts recombined, with the gradients merged head by head: query, key and value
/// of the first head, then those of the second. Without dropout.
private func gradientsHeadByHead(_ input: SelfAttentionInput) -> [Evidence] {
  let joinedLayer = FoundationsSolution::Linear(weight: input.joinedWeight, bias: input.joinedBias)
  let projection = FoundationsSolution::Linear(
    weight: input.projectionWeight, bias: input.projectionBias)
  let headCount = input.headCount
  let (joined, joinedPullback) = joinedLayer.withPullback(input.x)
  let parts = AttentionSolution::splitHeads(joined, headCount: 3 * headCount)
  let heads = (0..<input.x.shape[0] * headCount).map { position in
    let first = position / headCount * 3 * headCount + position % headCount
    return AttentionSolution::scaledDotProductAttentionWithPullback(
      query: parts[first], key: parts[first + headCount], value: parts[first + 2 * headCount])
  }
  let (output, projectionPullback) = projection.withPullback(
    AttentionSolution::mergeHeads(heads.map(\.output), headCount: headCount))
  let (contextGradient, projectionGradient) = projectionPullback(input.upstream)
  let upstreams = AttentionSolution::splitHeads(contextGradient, headCount: headCount)
  let gradients = zip(heads, upstreams).flatMap { head, upstream in
    let gradient = head.pullback(Tensor(upstream))
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
      (2, 3, 4, 2, 0.4), (1, 3, 3, 1, 0.5), (3, 17, 6, 3, 0), (3, 5, 12, 4, 0.2), (1, 33, 2, 1, 0),
      (3, 1, 4, 2, 0.5),
    ]
    let zeros: [(Text, query: Float, x: Float)] = [
      (
        Text(
          "an input of [1, 4, 4], 2 heads, with queries of 0, so that all scores are 0",
          "uma entrada de [1, 4, 4], 2 cabeças, com consultas 0, e todos os scores são 0"), 0, 1
      ),
      (
        Text("an input of zeros, [2, 3, 4], 2 heads", "uma entrada de zeros, [2, 3, 4], 2 cabeças"),
        1, 0
      ),
    ]
    let special = zeros.map { name, query, factor in
      let axes: Shape = factor == 0 ? [2, 3, 4] : [1, 4, 4]
      // The first four columns are the queries.
      let joined = (
        data.tensor([4, 12], in: -0.8...0.8), data.tensor([12], in: -0.8...0.8)
      )
      func withQuery(_ tensor: Tensor) -> Tensor {
        Tensor(
          tensor.scalars.enumerated().map { $0 % 12 < 4 ? $1 * query : $1 }, shape: tensor.shape)
      }
      return Grader<SelfAttentionInput>.Case(
        name,
        SelfAttentionInput(
          x: factor * data.tensor(axes), upstream: data.upstream(axes), headCount: 2,
          joinedWeight: withQuery(joined.0), joinedBias: withQuery(joined.1),
          projectionWeight: data.tensor([4, 4], in: -0.8...0.8),
          projectionBias: data.tensor([4], in: -0.8...0.8)))
    }
    return sizes.map { batch, length, width, heads, rate in
      let text = "[\(batch), \(length), \(width)]"
      let dropout = rate > 0
      return .init(
        Text(
          "an input of \(text), \(heads) \(heads == 1 ? "head" : "heads")"
            + (dropout ? ", a dropout rate of \(rate)" : ""),
          "uma entrada de \(text), \(heads) \(heads == 1 ? "cabeça" : "cabeças")"
            + (dropout ? ", uma taxa de dropout de \(rate)" : "")),
        SelfAttentionInput(
          x: data.tensor([batch, length, width]),
          upstream: data.upstream([batch, length, width]),
          headCount: heads, joinedWeight: data.tensor([width, 3 * width], in: -0.8...0.8),
          joinedBias: data.tensor([3 * width], in: -0.8...0.8),
          projectionWeight: data.tensor([width, width], in: -0.8...0.8),
          projectionBias: data.tensor([width], in: -0.8...0.8), dropoutRate: rate))
    } + special
  },
  expected: { reference($0) },
  misconceptions: [
    .init(
      Text(
        "if the scores are divided by the root of the whole width, not of a head's",
        "quando os scores são divididos pela raiz da largura inteira, e não da de uma cabeça")
    ) { try PlainAttention(scalesByWidth: true).evidence($0) },
    .init(Text("without the causal mask", "sem a máscara causal")) {
      try PlainAttention(isMasked: false).evidence($0)
    },
    .init(
      Text(
        "if the joined columns are taken as key, query, value",
        "quando as colunas juntas são lidas como chave, consulta, valor")
    ) { try PlainAttention(order: [1, 0, 2]).evidence($0) },
    .init(
      Text(
        "if the joined columns are taken as value, key, query",
        "quando as colunas juntas são lidas como valor, chave, consulta")
    ) { try PlainAttention(order: [2, 1, 0]).evidence($0) },
    .init(
      Text(
        "if the joined columns are taken as query, key, value of the first head, then of the next",
        "quando as colunas são lidas como consulta, chave, valor da 1ª cabeça, depois da próxima"
      )
    ) { try PlainAttention(groupsByHead: true).evidence($0) },
    .init(
      Text(
        "if a head has every n-th column instead of neighbouring ones",
        "quando uma cabeça fica com uma coluna a cada n, e não com colunas vizinhas")
    ) { try PlainAttention(interleavesHeads: true).evidence($0) },
    .init(
      Text("if one head does the work of all", "quando uma só cabeça faz o trabalho de todas")
    ) { try PlainAttention(headCountFactor: 0).evidence($0) },
    .init(
      Text("without the projection at the end", "sem a projeção no final")
    ) { try PlainAttention(projects: false).evidence($0) },
    .init(
      Text(
        "if the backward pass stops at the joined layer, so the input gets no gradient",
        "quando o backward pass para na camada conjunta e a entrada fica sem gradiente")
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
        "if training drops output elements, but no attention weights",
        "quando o treino descarta elementos da saída, mas nenhum peso da atenção")
    ) { try PlainAttention(dropsWeights: false).evidence($0) },
    .init(
      Text(
        "if training drops attention weights, but no output elements",
        "quando o treino descarta pesos da atenção, mas nenhum elemento da saída")
    ) { try PlainAttention(dropsOutput: false).evidence($0) },
    .init(
      Text(
        "if the heads draw from the layer's generator, without a split() for each",
        "quando as cabeças sorteiam do gerador da camada, sem um split() para cada uma")
    ) { try PlainAttention(splitsGenerator: false).evidence($0) },
    .init(
      Text(
        "if each head draws from a copy of the generator, so that all drop the same elements",
        "quando cada cabeça sorteia de uma cópia do gerador, e todas descartam as mesmas posições")
    ) { try PlainAttention(copiesGenerator: true).evidence($0) },
    .init(
      Text(
        "if the generators are split head by head, not in the order of splitHeads, "
          + "sequence by sequence",
        "quando os geradores são divididos cabeça por cabeça, e não na ordem de splitHeads, "
          + "sequência por sequência")
    ) { try PlainAttention(splitsHeadByHead: true).evidence($0) },
    .init(
      Text(
        "if there is one split() too many: the output's dropout draws from the generator itself",
        "quando há um split() a mais: o dropout da saída sorteia do próprio gerador")
    ) { try PlainAttention(splitsForOutput: true).evidence($0) },
    .init(
      Text(
        "if the output's elements are dropped before the heads have their generators",
        "quando os elementos da saída são sorteados antes de as cabeças terem os seus geradores")
    ) { try PlainAttention(outputDrawsFirst: true).evidence($0) },
    .init(
      Text(
        "if the gradient of queryKeyValue is left as the layer itself",
        "quando o gradiente de queryKeyValue fica sendo a própria camada")
    ) { leaving("c_attn", $0) },
    .init(
      Text(
        "if the gradient of projection is left as the layer itself",
        "quando o gradiente de projection fica sendo a própria camada")
    ) { leaving("c_proj", $0) },
    .init(
      Text(
        "if x is added to the output: the residual belongs to the block",
        "quando x é somado à saída: o residual é tarefa do bloco")
    ) { try PlainAttention(addsInput: true).evidence($0) },
    .init(
      Text(
        "if training drops scores before softmax, not weights after it",
        "quando o treino descarta scores antes do softmax, e não pesos depois dele")
    ) { try PlainAttention(dropsScores: true).evidence($0) },
    .init(
      Text(
        "if the weights that dropout leaves are divided by their sum again",
        "quando os pesos que o dropout deixa são divididos de novo pela soma")
    ) { try PlainAttention(renormalizes: true).evidence($0) },
    .init(
      Text(
        "if training drops elements before the projection, not after it",
        "quando o treino descarta elementos antes da projeção, e não depois dela")
    ) { try PlainAttention(dropsBeforeProjection: true).evidence($0) },
    .init(
      Text(
        "if elements are dropped outside of training too",
        "quando se descartam elementos também fora do treino")
    ) { input in
      let training = reference(input)
      return [Evidence(plainOutput, training[1].value)] + training.dropFirst()
    },
  ],
  variants: [
    .init("in plain loops, with the gradients of a small layer by differences") {
      PlainAttention().evidenceOfAnySize($0)
    }
  ],
  contract: [
    .init(
      "The output at inference: nothing is dropped",
      triedBy: "an input of [1, 4, 4], 2 heads, a dropout rate"),
    .init("in this order, `width` of each"),
    .init("Each is split among the heads", triedBy: "an input of [1, 4, 6], 3 heads"),
    .init("Shapes: `[batch, length, width]` → the same"),
    .init("Splitting the joined columns", triedBy: "an input of [2, 3, 4], 2 heads"),
    .init("Example, one token: it attends", triedBy: "an input of [1, 1, 4]"),
    .init("The output in training and its pullback"),
    .init("of each head", triedBy: "an input of [1, 4, 4], 2 heads, a dropout rate"),
    .init(
      "The generator is used in this order",
      triedBy: "an input of [2, 3, 4], 2 heads, a dropout rate"),
    .init("With generators of their own", untested: "says why"),
    .init("the same steps in the reverse order"),
    .init("must stand side by side as they came"),
    .init("are those layers' gradients"),
  ])

@Test func `3.9 causal multi-head self-attention, forward and backward`() async throws {
  let attempt = Attempt("3.9")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func layer(_ input: SelfAttentionInput) -> Attention::CausalSelfAttention {
      Attention::CausalSelfAttention(
        queryKeyValue: Foundations::Linear(weight: input.joinedWeight, bias: input.joinedBias),
        projection: Foundations::Linear(
          weight: input.projectionWeight, bias: input.projectionBias),
        headCount: input.headCount, dropoutRate: input.dropoutRate)
    }
    @Sendable func forward(_ input: SelfAttentionInput) -> [Evidence] {
      [Evidence(plainOutput, layer(input)(input.x))]
    }
    @Sendable func backward(_ input: SelfAttentionInput) -> [Evidence] {
      var generator = input.generator
      let (output, pullback) = layer(input).withPullback(input.x, using: &generator)
      let (gradient, parameters) = repeatedly(pullback)(input.upstream)
      return trainingEvidence(
        output, gradient, parameters.parameters, numbersTaken: taken(input, generator))
    }
    attempt.grade(
      causalSelfAttentionGrader,
      parts: [
        .init(Text("the output", "a saída"), forward),
        .init(Text(verbatim: "withPullback"), backward),
      ]
    ) { forward($0) + backward($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.9 grader`() { #expect(causalSelfAttentionGrader.flaws() == []) }
