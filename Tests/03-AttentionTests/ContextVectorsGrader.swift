import Attention
import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing

private let contexts = Text("the context vectors", "os vetores de contexto")

/// Weights and values; the values are columns of a wider tensor, like those of a head.
struct ContextInput: Sendable {
  let weights: Tensor
  /// Whether the weights are passed with the promise that they are 0 above the diagonal.
  var isCausal = false
  /// Whether they are passed as a tensor instead of a view of one.
  var isTensor = false
  let wide: Tensor
  let columns: Range<Int>

  var values: MatrixView { wide.matrix.columns(columns) }
}

let contextVectorsGrader = Grader<ContextInput>(
  "3.3",
  cases: { data in
    func input(_ queries: Int, _ keys: Int, _ width: Int) -> ContextInput {
      ContextInput(
        weights: AttentionSolution::softmax(data.tensor([queries, keys])),
        wide: data.tensor([keys, width + 2]), columns: 1..<1 + width)
    }
    func name(_ queries: Int, _ keys: Int, _ width: Int) -> Text {
      let weights = "[\(queries), \(keys)]"
      let values = "[\(keys), \(width)]"
      return Text(
        "weights of \(weights), values of \(values)", "pesos de \(weights), valores de \(values)")
    }
    let keys = data.integer(in: 4...6)
    let square = input(4, 4, 2)
    let causal = ContextInput(
      weights: AttentionSolution::softmax(AttentionSolution::causalMask(data.tensor([3, 3]))),
      isCausal: true, wide: data.tensor([3, 5]), columns: 0..<5)
    return [
      .init(name(3, 3, 4), input(3, 3, 4)), .init(name(2, keys, 3), input(2, keys, 3)),
      .init(name(4, 4, 2), square),
      .init(
        Text(
          "causal weights of [3, 3], values of [3, 5]", "pesos causais de [3, 3], valores de [3, 5]"
        ), causal),
      .init(name(1, 1, 2), input(1, 1, 2)),
      .init(
        Text(
          "the example of the comment, the weights a tensor",
          "o exemplo do comentário, os pesos em um tensor"),
        ContextInput(
          weights: Tensor(rows: [[1, 0], [0.25, 0.75]]), isTensor: true,
          wide: Tensor(rows: [[4, 8], [0, 4]]), columns: 0..<2)),
      .init(
        Text(
          "weights and values with zeros, negative ones and equal rows",
          "pesos e valores com zeros, negativos e linhas iguais"),
        ContextInput(
          weights: Tensor(rows: [[0, 1, 0], [0.5, 0, 0.5], [0, 0, 0], [0.5, 0.5, 0]]),
          wide: Tensor(rows: [[0, -2, 3], [0, -2, 3], [4, 0, -1]]), columns: 0..<3)),
      .init(
        Text(
          "weights of [3, 3] as dropout leaves them, which do not add up to 1",
          "pesos de [3, 3] como o dropout os deixa, que não somam 1"),
        ContextInput(
          weights: Tensor(rows: [[2, 0, 0], [0.5, 1.5, 0.25], [0, 0, 0.5]]),
          wide: data.tensor([3, 4]), columns: 1..<4)),
      .init(
        Text(
          "causal weights of [4, 4] with zeros below the diagonal",
          "pesos causais de [4, 4] com zeros abaixo da diagonal"),
        ContextInput(
          weights: Tensor(rows: [
            [1, 0, 0, 0], [1, 0, 0, 0], [0, 0.5, 0.5, 0], [0.25, 0, 0, 0.75],
          ]),
          isCausal: true, wide: data.tensor([4, 3]), columns: 1..<3)),
      .init(
        Text(
          "causal weights of [67, 67], values of [67, 3]",
          "pesos causais de [67, 67], valores de [67, 3]"),
        ContextInput(
          weights: AttentionSolution::softmax(
            AttentionSolution::causalMask(data.tensor([67, 67]))),
          isCausal: true, wide: data.tensor([67, 5]), columns: 1..<4)),
      .init(name(9, 33, 17), input(9, 33, 17)), .init(name(67, 3, 2), input(67, 3, 2)),
      .init(name(2, 131, 3), input(2, 131, 3)), .init(name(3, 2, 70), input(3, 2, 70)),
      // Large enough that a wrong promise of zeros above the diagonal would change the sums.
      .init(name(67, 67, 2), input(67, 67, 2)),
    ]
  },
  expected: {
    [
      Evidence(
        contexts, AttentionSolution::contextVectors(weights: $0.weights, values: $0.values),
        tolerance: 1e-5)
    ]
  },
  misconceptions: [
    .init(
      Text(
        "if the weights are transposed, so that a query's weights are taken from its column",
        "quando os pesos são transpostos e os de uma consulta são lidos na coluna dela")
    ) { input in
      guard input.weights.shape[0] == input.weights.shape[1] else { throw NotPossible() }
      return [Evidence(contexts, averages(input) { input.weights[$1, $0] })]
    },
    .init(
      Text(
        "if all values count alike, whatever their weights",
        "quando todos os valores contam igual, sejam quais forem os pesos")
    ) { input in
      let share = 1 / Float(input.weights.shape[1])
      return [Evidence(contexts, averages(input) { _, _ in share })]
    },
    .init(
      Text(
        "if the values are added up without their weights",
        "quando os valores são somados sem os pesos")
    ) { [Evidence(contexts, averages($0) { _, _ in 1 })] },
    .init(
      Text(
        "if only the value of the last key is taken", "quando se toma só o valor da última chave")
    ) { input in
      let last = input.weights.shape[1] - 1
      return [Evidence(contexts, averages(input) { $1 == last ? input.weights[$0, $1] : 0 })]
    },
    .init(
      Text(
        "if each row of weights is divided by its sum once more, which dropout makes other than 1",
        "quando cada linha de pesos é dividida de novo pela soma, que com dropout não é 1")
    ) { input in
      let keys = input.weights.shape[1]
      let sums = (0..<input.weights.shape[0]).map { query in
        (0..<keys).reduce(Float(0)) { $0 + input.weights[query, $1] }
      }
      return [
        Evidence(
          contexts, averages(input) { input.weights[$0, $1] / (sums[$0] == 0 ? 1 : sums[$0]) })
      ]
    },
    .init(
      Text(
        "if only the value with the largest weight is taken",
        "quando se toma só o valor de maior peso")
    ) { input in
      let best = (0..<input.weights.shape[0]).map { query in
        input.weights.withRow(query) { $0.indexOfMax() }
      }
      return [Evidence(contexts, averages(input) { best[$0] == $1 ? 1 : 0 })]
    },
    .init(
      Text(
        "if each token takes its own value alone, times its weight",
        "quando cada token toma só o próprio valor, vezes o seu peso")
    ) { input in
      [Evidence(contexts, averages(input) { $0 == $1 ? input.weights[$0, $1] : 0 })]
    },
    .init(
      Text(
        "if the sum is divided by the number of keys: the weights have done that already",
        "quando a soma é dividida pelo número de chaves: os pesos já fazem isso")
    ) { input in
      let count = Float(input.weights.shape[1])
      return [Evidence(contexts, averages(input) { input.weights[$0, $1] / count })]
    },
    .init(
      Text(
        "if the weights go through softmax a second time",
        "quando os pesos passam pelo softmax uma segunda vez")
    ) { input in
      let twice = AttentionSolution::softmax(input.weights)
      return [Evidence(contexts, averages(input) { twice[$0, $1] })]
    },
  ],
  variants: [
    .init("element by element") { input in
      [Evidence(contexts, averages(input) { input.weights[$0, $1] })]
    },
    .init("row by row, one value after the other") { input in
      var result = Tensor(zeros: [input.weights.shape[0], input.columns.count])
      let values = Tensor(input.values)
      for query in 0..<result.shape[0] {
        for key in 0..<values.shape[0] {
          let weight = input.weights[query, key]
          result.updateRow(query) { row in
            values.withRow(key) { row.add($0, scaledBy: weight) }
          }
        }
      }
      return [Evidence(contexts, result)]
    },
  ],
  contract: [
    .init("the average of the value vectors"),
    .init("Shapes: weights `[queries, keys]`", triedBy: "weights of [2, "),
    .init("All averages together", untested: "says what it is"),
    .init("Example: the weights", triedBy: "the example of the comment"),
    .init(
      "may be a tensor or a view", triedBy: "the example of the comment, the weights a tensor",
      "causal weights of [3, 3]"),
  ])

/// Thrown by a mistake that is impossible with this input.
struct NotPossible: Error {}

/// Σⱼ weight(i, j) · vⱼ for every query i.
private func averages(
  _ input: ContextInput, _ weight: (_ query: Int, _ key: Int) -> Float
) -> Tensor {
  var result = Tensor(zeros: [input.weights.shape[0], input.columns.count])
  for query in 0..<result.shape[0] {
    for column in 0..<result.shape[1] {
      for key in 0..<input.weights.shape[1] {
        result[query, column] += weight(query, key) * input.values[key, column]
      }
    }
  }
  return result
}

@Test func `3.3 context vectors`() async throws {
  let attempt = Attempt("3.3")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(contextVectorsGrader) { input in
      if input.isTensor {
        return [
          Evidence(
            contexts, Attention::contextVectors(weights: input.weights, values: input.values))
        ]
      }
      let weights = input.isCausal ? input.weights.lowerTriangle : input.weights.matrix
      return [
        Evidence(
          contexts, Attention::contextVectors(weights: weights, values: input.values))
      ]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.3 grader`() { #expect(contextVectorsGrader.flaws() == []) }
