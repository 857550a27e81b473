import Attention
import AttentionSolution
import CourseKit
import Foundation
import Grading
import Tensors
import Testing

private let weightsName = Text("the weights", "os pesos")
private let output = Text("the output", "a saída")

/// Query, key and value of one head: `[length, d]` twice and `[length, e]`.
struct HeadInput: Sendable {
  let query: Tensor
  let key: Tensor
  let value: Tensor
}

private func evidence(_ input: HeadInput, _ head: PlainHead) -> [Evidence] {
  let (query, key, value) = (rows(input.query), rows(input.key), rows(input.value))
  return [
    Evidence(weightsName, tensor(head.weights(query, key))),
    Evidence(output, tensor(head.contexts(query, key, value))),
  ]
}

let scaledDotProductAttentionGrader = Grader<HeadInput>(
  "3.5",
  cases: { data in
    [(4, 3, 3), (5, 2, 3), (3, data.integer(in: 5...8), 2), (2, 1, 1), (1, 3, 2)].map {
      length, width, valueWidth in
      let (query, value) = ("[\(length), \(width)]", "[\(length), \(valueWidth)]")
      return .init(
        Text(
          "query and key of \(query), value of \(value)",
          "consulta e chave de \(query), valor de \(value)"),
        HeadInput(
          query: data.tensor([length, width]), key: data.tensor([length, width]),
          value: data.tensor([length, valueWidth])))
    } + [
      .init(
        Text(
          "scores near 100, query, key and value of [3, 4]",
          "scores perto de 100, consulta, chave e valor de [3, 4]"),
        HeadInput(
          query: data.tensor([3, 4], in: 6...8), key: data.tensor([3, 4], in: 6...8),
          value: data.tensor([3, 4]))),
      .init(
        Text("the example of the comment", "o exemplo do comentário"),
        HeadInput(
          query: Tensor(rows: [[0, 0, 0, 0], [2, 0, 0, 0]]),
          key: Tensor(rows: [[1, 0, 0, 0], [0, 1, 0, 0]]), value: Tensor(rows: [[10], [0]]))),
      .init(
        Text(
          "queries of 0, so that all scores are 0, of [4, 2]",
          "consultas 0, e todos os scores são 0, de [4, 2]"),
        HeadInput(
          query: Tensor(zeros: [4, 2]), key: data.tensor([4, 2]), value: data.tensor([4, 3]))),
      .init(
        Text(
          "a key of 0 among others, and values of 0, [4, 2]",
          "uma chave 0 entre outras, e valores 0, [4, 2]"),
        HeadInput(
          query: data.tensor([4, 2]),
          key: Tensor(rows: [[1, -1], [0, 0], [-2, 1], [1, -1]]),
          value: Tensor(rows: [[0, 2], [0, 0], [-3, 0], [0, 2]]))),
      .init(
        Text(
          "visible scores near −10 billion, [3, 1]", "scores visíveis perto de −10 bilhões, [3, 1]"),
        HeadInput(
          query: Tensor(rows: [[1e5], [1e5], [1e5]]), key: Tensor(rows: [[-2e5], [-1e5], [-3e5]]),
          value: Tensor(rows: [[1, 2], [3, 4], [5, 6]]))),
      .init(
        Text("scores of a million, [3, 2]", "scores de um milhão, [3, 2]"),
        HeadInput(
          query: Tensor(rows: [[1e6, 0], [0, 1e6], [1e6, 1e6]]),
          key: Tensor(rows: [[1, 0], [0, 1], [1, 2]]), value: data.tensor([3, 2]))),
      .init(
        Text(
          "query and key of [67, 5], value of [67, 3]",
          "consulta e chave de [67, 5], valor de [67, 3]"),
        HeadInput(
          query: data.tensor([67, 5]), key: data.tensor([67, 5]), value: data.tensor([67, 3]))),
      .init(
        Text(
          "query and key of [5, 67], value of [5, 33]",
          "consulta e chave de [5, 67], valor de [5, 33]"),
        HeadInput(
          query: data.tensor([5, 67]), key: data.tensor([5, 67]), value: data.tensor([5, 33]))),
      .init(
        Text(
          "query and key of [131, 2], value of [131, 1]",
          "consulta e chave de [131, 2], valor de [131, 1]"),
        HeadInput(
          query: data.tensor([131, 2]), key: data.tensor([131, 2]), value: data.tensor([131, 1]))),
    ]
  },
  expected: { input in
    let (query, key, value) = (input.query.matrix, input.key.matrix, input.value.matrix)
    return [
      Evidence(weightsName, AttentionSolution::attentionWeights(query: query, key: key)),
      Evidence(
        output,
        AttentionSolution::scaledDotProductAttention(query: query, key: key, value: value)),
    ]
  },
  misconceptions: [
    .init(Text("without 1/√d", "sem 1/√d")) { evidence($0, PlainHead(scale: { _, _ in 1 })) },
    .init(
      Text("if the scores are divided by d and not by √d", "quando se divide por d, e não por √d")
    ) { evidence($0, PlainHead(scale: { width, _ in 1 / width })) },
    .init(
      Text(
        "if the scores are multiplied by √d, not divided",
        "quando os scores são multiplicados por √d, e não divididos")
    ) { evidence($0, PlainHead(scale: { width, _ in width.squareRoot() })) },
    .init(
      Text(
        "if the scores are divided by the root of the length, not of d",
        "quando se divide pela raiz do comprimento, e não pela de d")
    ) { evidence($0, PlainHead(scale: { _, length in 1 / length.squareRoot() })) },
    .init(
      Text(
        "if the weights are scaled after softmax, not the scores before it",
        "quando se escalam os pesos depois do softmax, e não os scores antes")
    ) { evidence($0, PlainHead(scalesWeights: true)) },
    .init(Text("without the causal mask", "sem a máscara causal")) {
      evidence($0, PlainHead(mask: .none))
    },
    .init(
      Text(
        "if the mask comes after softmax, so that the weights of a row no longer add up to 1",
        "quando a máscara vem depois do softmax e os pesos de uma linha deixam de somar 1")
    ) { evidence($0, PlainHead(mask: .afterSoftmax)) },
    .init(
      Text(
        "if a token may look one position ahead", "quando um token pode olhar uma posição adiante")
    ) { evidence($0, PlainHead(mask: .oneAhead)) },
    .init(
      Text(
        "if softmax runs over the queries (columns), not over the keys of each query (rows)",
        "quando o softmax percorre as consultas (colunas), e não as chaves de cada uma (linhas)")
    ) { evidence($0, PlainHead(normalizesColumns: true)) },
    .init(
      Text(
        "if query and key are exchanged, k · qᵀ for q · kᵀ",
        "quando consulta e chave são trocadas, k · qᵀ em vez de q · kᵀ")
    ) { evidence($0, PlainHead(exchangesQueryAndKey: true)) },
    .init(
      Text(
        "if a visible score of 0 is taken for a hidden one",
        "quando um score 0 visível é tomado como escondido")
    ) { evidence($0, PlainHead(hidesZeros: true)) },
    .init(
      Text(
        "if the keys are averaged and not the values",
        "quando se faz a média das chaves, e não dos valores")
    ) { evidence($0, PlainHead(usesKeysAsValues: true)) },
  ],
  variants: [
    .init("in plain loops over Doubles") { evidence($0, PlainHead()) },
    .init("with the query scaled, softmax online, nothing above the diagonal") { input in
      let (query, key, value) = (rows(input.query), rows(input.key), rows(input.value))
      let scale = 1 / Double(query[0].count).squareRoot()
      var weights = [[Double]](
        repeating: [Double](repeating: 0, count: query.count), count: query.count)
      for i in query.indices {
        let scaled = query[i].map { $0 * scale }
        var (largest, sum) = (-Double.infinity, 0.0)
        for j in 0...i {
          let score = dot(scaled, key[j])
          let newest = max(largest, score)
          sum = sum * exp(largest - newest) + exp(score - newest)
          largest = newest
        }
        for j in 0...i { weights[i][j] = exp(dot(scaled, key[j]) - largest) / sum }
      }
      return [
        Evidence(weightsName, tensor(weights)), Evidence(output, tensor(product(weights, value))),
      ]
    },
  ],
  contract: [
    .init("How much each token attends"),
    .init("Above the diagonal the weights are 0"),
    .init("query and key `[length, d]` → `[length, length]`"),
    .init("Without 1/√d the scores grow", untested: "says why"),
    .init("Example, d = 4", triedBy: "the example of the comment"),
    .init("Causal attention of one head: the weights' averages"),
    .init(
      "value `[length, e]` → `[length, e]`", triedBy: "query and key of [4, 3], value of [4, 3]",
      "query and key of [5, 2], value of [5, 3]"),
    .init("With the weights of the example above", triedBy: "the example of the comment"),
  ],
  courseSize: .init(Text(verbatim: "[128, 32]")) {
    HeadInput(
      query: $0.tensor([128, 32]), key: $0.tensor([128, 32]), value: $0.tensor([128, 32]))
  })

@Test func `3.5 scaled dot-product attention`() async throws {
  let attempt = Attempt("3.5")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func weights(_ input: HeadInput) -> [Evidence] {
      [
        Evidence(
          weightsName,
          Attention::attentionWeights(query: input.query.matrix, key: input.key.matrix))
      ]
    }
    @Sendable func contexts(_ input: HeadInput) -> [Evidence] {
      [
        Evidence(
          output,
          Attention::scaledDotProductAttention(
            query: input.query.matrix, key: input.key.matrix, value: input.value.matrix))
      ]
    }
    attempt.grade(
      scaledDotProductAttentionGrader,
      parts: [
        .init(Text(verbatim: "attentionWeights"), weights),
        .init(Text(verbatim: "scaledDotProductAttention"), contexts),
      ]
    ) { weights($0) + contexts($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.5 grader`() { #expect(scaledDotProductAttentionGrader.flaws() == []) }
