import Attention
import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing

private let output = Text("the output", "a saída")
private let names = [
  Text("the gradient of the query", "o gradiente da consulta"),
  Text("the gradient of the key", "o gradiente da chave"),
  Text("the gradient of the value", "o gradiente do valor"),
]

/// The input of one head, with the upstream gradient.
struct HeadPullbackInput: Sendable {
  let query: Tensor
  let key: Tensor
  let value: Tensor
  let upstream: Tensor
  /// The factors for the weights in place of dropout; nil for the default.
  let factors: Tensor?
}

private let dropoutCalls = Text("how often dropout is called", "quantas vezes dropout é chamado")
private let dropoutInput = Text("what dropout is given", "o que dropout recebe")

/// `given` contains the arguments of the calls to dropout, if the input has factors.
private func namedEvidence(
  _ input: HeadPullbackInput, _ context: Tensor, _ gradients: [Tensor], given: [Tensor]
) -> [Evidence] {
  [Evidence(output, context)] + zip(names, gradients).map { Evidence($0, $1) }
    + (input.factors == nil
      ? []
      : [
        Evidence(dropoutCalls, [given.count]),
        Evidence(dropoutInput, given.first ?? Tensor(zeros: [0])),
      ])
}

/// Records the arguments of the calls to dropout.
private final class Calls: @unchecked Sendable {
  var given: [Tensor] = []
}

/// A stand-in for dropout with known factors, and its pullback.
@Sendable private func multiplied(
  _ x: Tensor, by factors: Tensor
) -> (output: Tensor, pullback: Pullback<Tensor>) {
  @Sendable func product(_ x: Tensor) -> Tensor {
    x.mapRows(with: factors) { result, x, factors in result.setProduct(x, factors) }
  }
  return (product(x), product)
}

private typealias Dropout = (Tensor) -> (output: Tensor, pullback: Pullback<Tensor>)

/// `plain` leaves dropout to its default.
private func evidence<Gradient>(
  _ input: HeadPullbackInput, gradients: (Gradient) -> [Tensor],
  plain: (MatrixView, MatrixView, MatrixView) -> (output: Tensor, pullback: Pullback<Gradient>),
  dropping: (MatrixView, MatrixView, MatrixView, Dropout) -> (
    output: Tensor, pullback: Pullback<Gradient>
  )
) -> [Evidence] {
  let (query, key, value) = (input.query.matrix, input.key.matrix, input.value.matrix)
  let calls = Calls()
  let (context, pullback) =
    if let factors = input.factors {
      dropping(query, key, value) {
        calls.given.append($0)
        return multiplied($0, by: factors)
      }
    } else {
      plain(query, key, value)
    }
  return namedEvidence(
    input, context, gradients(repeatedly(pullback)(input.upstream)), given: calls.given)
}

/// The backward pass of one head in plain loops, with hooks for mistakes.
private struct PlainPullback: Sendable {
  var scale: @Sendable (_ width: Double) -> Double = { 1 / $0.squareRoot() }
  var scalesQuery = true
  var scalesKey = true
  var exchangesQueryAndKey = false
  var transposesWeights = true
  var transposesScores = true
  var hasDropoutPullback = true
  var usesKeptWeightsForValue = true
  var usesKeptWeightsForSoftmax = false
  var asksDropoutTwice = false
  var hidesZeros = false
  /// ∂s of one row, from its weights, its ∂w and the query's position.
  var softmaxPullback: @Sendable (_ w: [Double], _ g: [Double], _ query: Int) -> [Double] = {
    w, g, _ in
    let sum = dot(w, g)
    return zip(w, g).map { $0 * ($1 - sum) }
  }

  func evidence(_ input: HeadPullbackInput) -> [Evidence] {
    let (query, key, value) = (rows(input.query), rows(input.key), rows(input.value))
    let upstream = rows(input.upstream)
    let weights = PlainHead(hidesZeros: hidesZeros).weights(query, key)
    let factors = input.factors.map { rows($0) } ?? weights.map { $0.map { _ in 1 } }
    let kept = products(weights, factors)

    let valueWeights = usesKeptWeightsForValue ? kept : weights
    let valueGradient = product(
      transposesWeights ? transposed(valueWeights) : valueWeights, upstream)
    var weightsGradient = product(upstream, transposed(value))
    if hasDropoutPullback { weightsGradient = products(weightsGradient, factors) }
    let scoresGradient = query.indices.map {
      softmaxPullback((usesKeptWeightsForSoftmax ? kept : weights)[$0], weightsGradient[$0], $0)
    }
    let factor = scale(Double(query[0].count))
    func scaled(_ rows: [[Double]], _ isScaled: Bool) -> Tensor {
      tensor(rows.map { $0.map { $0 * (isScaled ? factor : 1) } })
    }
    let queryGradient = scaled(product(scoresGradient, key), scalesQuery)
    let keyGradient = scaled(
      product(transposesScores ? transposed(scoresGradient) : scoresGradient, query), scalesKey)
    let pair = [queryGradient, keyGradient]
    let given = tensor(weights)
    return namedEvidence(
      input, tensor(product(kept, value)),
      (exchangesQueryAndKey ? pair.reversed() : pair) + [tensor(valueGradient)],
      given: asksDropoutTwice ? [given, given] : [given])
  }
}

/// Thrown by a mistake that is not evaluated on an input this long.
private struct TooLong: Error {}

/// A mistake in the forward pass, with the matching backward pass.
private func evidence(_ input: HeadPullbackInput, _ head: PlainHead) throws -> [Evidence] {
  guard input.query.rowCount <= 40 else { throw TooLong() }
  return evidenceOfAnyLength(input, head)
}

/// The same for any length; the numerical gradients of a long input take a while.
private func evidenceOfAnyLength(_ input: HeadPullbackInput, _ head: PlainHead) -> [Evidence] {
  let tensors = [input.query, input.key, input.value]
  let widths = tensors.map(\.columnCount)
  let factors = input.factors.map { rows($0) }
  let forward = WrongForward(outputShape: input.value.shape) { numbers in
    let matrices = zip(numbers, widths).map { rows($0, of: $1) }
    return head.contexts(matrices[0], matrices[1], matrices[2], factors: factors).flatMap { $0 }
  }
  return namedEvidence(
    input, forward.output(tensors), forward.gradients(tensors, upstream: input.upstream),
    given: [tensor(head.weights(rows(input.query), rows(input.key)))])
}

let attentionPullbackGrader = Grader<HeadPullbackInput>(
  "3.6",
  cases: { data in
    let last = data.integer(in: 5...6)
    let sizes = [(3, 2, 4, false), (4, 3, 2, true), (last, 4, 3, true), (1, 3, 2, false)]
    return sizes.map { length, width, valueWidth, drops in
      let (query, value) = ("[\(length), \(width)]", "[\(length), \(valueWidth)]")
      return .init(
        Text(
          "query and key of \(query), value of \(value)" + (drops ? ", with dropout" : ""),
          "consulta e chave de \(query), valor de \(value)" + (drops ? ", com dropout" : "")),
        HeadPullbackInput(
          query: data.tensor([length, width]), key: data.tensor([length, width]),
          value: data.tensor([length, valueWidth]),
          upstream: data.upstream([length, valueWidth]),
          factors: drops ? data.tensor([length, length], in: 0.3...2) : nil))
    } + [
      .init(
        Text(
          "queries of 0, so that all scores are 0, of [4, 2]",
          "consultas 0, e todos os scores são 0, de [4, 2]"),
        HeadPullbackInput(
          query: Tensor(zeros: [4, 2]), key: data.tensor([4, 2]), value: data.tensor([4, 3]),
          upstream: data.upstream([4, 3]), factors: nil)),
      .init(
        Text(
          "dropout that drops some weights, of [4, 4], with zeros in key, value and upstream gradient",
          "dropout que descarta alguns pesos, de [4, 4], com zeros em chave, valor e gradiente upstream"
        ),
        HeadPullbackInput(
          query: data.tensor([4, 2]), key: Tensor(rows: [[1, -1], [0, 0], [-2, 1], [1, -1]]),
          value: Tensor(rows: [[0, 2], [0, 0], [-3, 0], [0, 2]]),
          upstream: Tensor(rows: [[1, 0], [0, 0], [-2, 3], [0, 1]]),
          factors: Tensor(rows: [[0, 2, 2, 0], [2, 0, 0, 2], [0, 0, 0, 2], [2, 0, 2, 2]]))),
      .init(
        Text(
          "query and key of [17, 3], value of [17, 2], with dropout",
          "consulta e chave de [17, 3], valor de [17, 2], com dropout"),
        HeadPullbackInput(
          query: data.tensor([17, 3]), key: data.tensor([17, 3]), value: data.tensor([17, 2]),
          upstream: data.upstream([17, 2]), factors: data.tensor([17, 17], in: 0.3...2))),
      .init(
        Text(
          "query and key of [3, 19], value of [3, 33]",
          "consulta e chave de [3, 19], valor de [3, 33]"),
        HeadPullbackInput(
          query: data.tensor([3, 19], in: -0.5...0.5), key: data.tensor([3, 19], in: -0.5...0.5),
          value: data.tensor([3, 33]), upstream: data.upstream([3, 33]), factors: nil)),
      .init(
        Text(
          "query and key of [67, 1], value of [67, 1]",
          "consulta e chave de [67, 1], valor de [67, 1]"),
        HeadPullbackInput(
          query: data.tensor([67, 1]), key: data.tensor([67, 1]), value: data.tensor([67, 1]),
          upstream: data.upstream([67, 1]), factors: nil)),
    ]
  },
  expected: {
    evidence(
      $0, gradients: { [$0.query, $0.key, $0.value] },
      plain: {
        AttentionSolution::scaledDotProductAttentionWithPullback(query: $0, key: $1, value: $2)
      },
      dropping: {
        AttentionSolution::scaledDotProductAttentionWithPullback(
          query: $0, key: $1, value: $2, dropout: $3)
      })
  },
  misconceptions: [
    .init(
      Text(
        "if the backward pass forgets 1/√d: ∂q and ∂k need it too",
        "quando o backward pass esquece 1/√d: ∂q e ∂k também precisam dele")
    ) { PlainPullback(scale: { _ in 1 }).evidence($0) },
    .init(
      Text("if ∂q lacks 1/√d, which ∂k has", "quando falta em ∂q o 1/√d que ∂k tem")
    ) { PlainPullback(scalesQuery: false).evidence($0) },
    .init(
      Text("if ∂k lacks 1/√d, which ∂q has", "quando falta em ∂k o 1/√d que ∂q tem")
    ) { PlainPullback(scalesKey: false).evidence($0) },
    .init(
      Text(
        "if 1/√d is applied twice in the backward pass",
        "quando 1/√d é aplicado duas vezes no backward pass")
    ) { PlainPullback(scale: { 1 / $0 }).evidence($0) },
    .init(
      Text(
        "if the gradients of query and key are exchanged",
        "quando os gradientes da consulta e da chave são trocados")
    ) { PlainPullback(exchangesQueryAndKey: true).evidence($0) },
    .init(
      Text(
        "if ∂v is w · ∂c, without transposing w", "quando ∂v é w · ∂c, sem transpor w")
    ) { PlainPullback(transposesWeights: false).evidence($0) },
    .init(
      Text(
        "if ∂k is ∂s · q, without transposing ∂s", "quando ∂k é ∂s · q, sem transpor ∂s")
    ) { PlainPullback(transposesScores: false).evidence($0) },
    .init(
      Text(
        "if the backward pass leaves out softmax, and ∂w passes for ∂s",
        "quando o backward pass pula o softmax e ∂w passa por ∂s")
    ) {
      PlainPullback(softmaxPullback: { _, g, query in
        g.indices.map { $0 > query ? 0 : g[$0] }
      }).evidence($0)
    },
    .init(
      Text(
        "if the backward pass leaves out softmax and the mask, and ∂w passes for ∂s",
        "quando o backward pass pula o softmax e a máscara e ∂w passa por ∂s")
    ) { PlainPullback(softmaxPullback: { _, g, _ in g }).evidence($0) },
    .init(
      Text(
        "if softmax's pullback has only w · (1 − w), as if each weight stood alone",
        "quando o pullback do softmax tem só w · (1 − w), como se cada peso estivesse sozinho"
      )
    ) {
      PlainPullback(softmaxPullback: { w, g, _ in zip(w, g).map { $1 * $0 * (1 - $0) } })
        .evidence($0)
    },
    .init(
      Text(
        "if the backward pass goes past dropout's pullback",
        "quando o backward pass não passa pelo pullback do dropout")
    ) { PlainPullback(hasDropoutPullback: false).evidence($0) },
    .init(
      Text(
        "if ∂v uses the weights from before dropout",
        "quando ∂v usa os pesos de antes do dropout")
    ) { PlainPullback(usesKeptWeightsForValue: false).evidence($0) },
    .init(
      Text(
        "if softmax's pullback gets the weights from after dropout",
        "quando o pullback do softmax recebe os pesos de depois do dropout")
    ) { PlainPullback(usesKeptWeightsForSoftmax: true).evidence($0) },
    .init(
      Text(
        "if dropout is called once more in the backward pass, where it would drop other weights",
        "quando dropout é chamado de novo no backward pass, onde descartaria outros pesos")
    ) { PlainPullback(asksDropoutTwice: true).evidence($0) },
    .init(
      Text(
        "if a visible score of 0 is taken for a hidden one",
        "quando um score 0 visível é tomado como escondido")
    ) { PlainPullback(hidesZeros: true).evidence($0) },
    .init(
      Text(
        "if the gradients are left as query, key and value themselves",
        "quando os gradientes ficam sendo a própria consulta, a chave e o valor")
    ) { input in
      let right = PlainPullback().evidence(input)
      return [right[0]]
        + zip(names, [input.query, input.key, input.value]).map { Evidence($0, $1) }
        + right.dropFirst(4)
    },
    .init(
      Text("without 1/√d, forward and backward", "sem 1/√d, no forward e no backward pass")
    ) { try evidence($0, PlainHead(scale: { _, _ in 1 })) },
    .init(
      Text(
        "without the causal mask, forward and backward",
        "sem a máscara causal, no forward e no backward pass")
    ) { try evidence($0, PlainHead(mask: .none)) },
  ],
  variants: [
    .init("in plain loops over Doubles") { PlainPullback().evidence($0) },
    .init("by central differences") { evidenceOfAnyLength($0, PlainHead()) },
  ],
  contract: [
    .init("Causal attention of one head and its pullback"),
    .init("∂v = wᵀ · ∂c and ∂w"),
    .init("0 where the mask was"),
    .init("∂q = ∂s · k / √d"),
    .init(
      "what happens to the weights before they are used",
      triedBy: "query and key of [4, 3], value of [4, 2], with dropout"),
    .init(
      "It is called once, with w",
      triedBy: "query and key of [4, 3], value of [4, 2], with dropout",
      "dropout that drops some weights"),
    .init("each gradient has its input"),
    .init("Example, one token: w", triedBy: "query and key of [1, 3]"),
  ],
  courseSize: .init(Text(verbatim: "[128, 32]")) {
    HeadPullbackInput(
      query: $0.tensor([128, 32]), key: $0.tensor([128, 32]), value: $0.tensor([128, 32]),
      upstream: $0.upstream([128, 32]), factors: nil)
  })

@Test func `3.6 attention, pullback`() async throws {
  let attempt = Attempt("3.6")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(attentionPullbackGrader) {
      evidence(
        $0, gradients: { [$0.query, $0.key, $0.value] },
        plain: {
          Attention::scaledDotProductAttentionWithPullback(query: $0, key: $1, value: $2)
        },
        dropping: {
          Attention::scaledDotProductAttentionWithPullback(
            query: $0, key: $1, value: $2, dropout: $3)
        })
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.6 grader`() { #expect(attentionPullbackGrader.flaws() == []) }
