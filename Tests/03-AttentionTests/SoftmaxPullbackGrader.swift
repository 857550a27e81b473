import Attention
import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing

private let gradient = Text("the gradient of the scores", "o gradiente dos scores")

/// The arguments of the pullback: softmax's own output, and the upstream gradient.
struct SoftmaxPullbackInput: Sendable {
  let weights: Tensor
  let upstream: Tensor
}

let softmaxPullbackGrader = Grader<SoftmaxPullbackInput>(
  "3.2",
  cases: { data in
    func input(_ scores: Tensor) -> SoftmaxPullbackInput {
      SoftmaxPullbackInput(
        weights: AttentionSolution::softmax(scores), upstream: data.upstream(scores.shape))
    }
    return [[1, 3], [2, 4], [3, data.integer(in: 5...9)], [2, 3, 4], [3, 1]].map { axes in
      .init(Text("weights of \(axes)", "pesos de \(axes)"), input(data.tensor(Shape(axes))))
    } + [
      .init(
        Text("causal weights of [4, 4]", "pesos causais de [4, 4]"),
        input(AttentionSolution::causalMask(data.tensor([4, 4])))),
      .init(
        Text("the example of the comment", "o exemplo do comentário"),
        SoftmaxPullbackInput(
          weights: Tensor(rows: [[0.5, 0.25, 0.25]]), upstream: Tensor(rows: [[1, 2, 0]]))),
      .init(
        Text(
          "weights of 0 and 1, equal weights, and upstream gradients of 0, [4, 3]",
          "pesos 0 e 1, pesos iguais e gradientes upstream 0, [4, 3]"),
        SoftmaxPullbackInput(
          weights: Tensor(rows: [[0, 1, 0], [0.5, 0, 0.5], [0.25, 0.25, 0.5], [0.5, 0.5, 0]]),
          upstream: Tensor(rows: [[3, -2, 5], [0, 7, -4], [0, 0, 0], [2, 2, 2]]))),
      .init(
        Text("upstream gradients of 10,000, [2, 3]", "gradientes upstream de 10.000, [2, 3]"),
        SoftmaxPullbackInput(
          weights: AttentionSolution::softmax(data.tensor([2, 3])),
          upstream: data.tensor([2, 3], in: -1e4...1e4))),
      .init(Text("weights of [5]", "pesos de [5]"), input(data.tensor([5]))),
      .init(
        Text("weights of [2, 1, 3, 2]", "pesos de [2, 1, 3, 2]"), input(data.tensor([2, 1, 3, 2]))),
      .init(Text("weights of [67, 33]", "pesos de [67, 33]"), input(data.tensor([67, 33]))),
      .init(Text("weights of [3, 131]", "pesos de [3, 131]"), input(data.tensor([3, 131]))),
      .init(Text("no rows, [0, 3]", "nenhuma linha, [0, 3]"), input(Tensor(zeros: [0, 3]))),
    ]
  },
  expected: {
    [
      Evidence(
        gradient, AttentionSolution::softmaxPullback(weights: $0.weights, upstream: $0.upstream),
        tolerance: 1e-5)
    ]
  },
  misconceptions: [
    .init(
      Text(
        "if Σ w · ∂w is the row's mean of w · ∂w, not the sum",
        "quando Σ w · ∂w é a média da linha de w · ∂w, e não a soma")
    ) { input in
      let columns = Float(input.weights.columnCount)
      return [Evidence(gradient, mapped(input) { w, g, dot, _ in w * (g - dot / columns) })]
    },
    .init(
      Text(
        "if the upstream gradient itself comes back", "quando volta o próprio gradiente upstream")
    ) { [Evidence(gradient, $0.upstream)] },
    .init(
      Text(
        "if w² · ∂w is summed, the weights taken twice",
        "quando se soma w² · ∂w, com os pesos duas vezes")
    ) { input in
      let (w, g) = (input.weights, input.upstream)
      let width = w.columnCount
      var result = Tensor(zeros: w.shape)
      for index in 0..<w.count {
        let first = index / width * width
        let sum = (first..<first + width).reduce(Float(0)) { $0 + w[$1] * w[$1] * g[$1] }
        result[index] = w[index] * (g[index] - sum)
      }
      return [Evidence(gradient, result)]
    },
    .init(
      Text(
        "if each weight's slope w · (1 − w) is used and the other weights are forgotten",
        "quando se usa só a inclinação w · (1 − w) de cada peso e se esquecem os outros")
    ) { input in
      [Evidence(gradient, mapped(input) { w, g, _, _ in g * w * (1 - w) })]
    },
    .init(
      Text(
        "if the sum Σ w · ∂w is not subtracted", "quando não se subtrai a soma Σ w · ∂w")
    ) { input in
      [Evidence(gradient, mapped(input) { w, g, _, _ in g * w })]
    },
    .init(
      Text(
        "if the mean of the upstream gradient is subtracted in the place of Σ w · ∂w",
        "quando se subtrai a média do gradiente upstream em vez de Σ w · ∂w")
    ) { input in
      [Evidence(gradient, mapped(input) { w, g, _, mean in w * (g - mean) })]
    },
    .init(
      Text(
        "if the result is not multiplied by the weights",
        "quando o resultado não é multiplicado pelos pesos")
    ) { input in
      [Evidence(gradient, mapped(input) { _, g, dot, _ in g - dot })]
    },
    .init(Text("with the wrong sign", "com o sinal trocado")) { input in
      [Evidence(gradient, mapped(input) { w, g, dot, _ in w * (dot - g) })]
    },
    .init(
      Text(
        "if Σ w · ∂w is added and not subtracted", "quando se soma Σ w · ∂w em vez de subtrair")
    ) { input in
      [Evidence(gradient, mapped(input) { w, g, dot, _ in w * (g + dot) })]
    },
    .init(
      Text(
        "if Σ w · ∂w runs over the whole tensor, not over each row",
        "quando Σ w · ∂w percorre o tensor inteiro, e não cada linha")
    ) { input in
      let dot = zip(input.weights.scalars, input.upstream.scalars).reduce(0) { $0 + $1.0 * $1.1 }
      return [Evidence(gradient, mapped(input) { w, g, _, _ in w * (g - dot) })]
    },
    .init(
      Text(
        "if the plain sum Σ ∂w is subtracted, without the weights",
        "quando se subtrai a soma simples Σ ∂w, sem os pesos")
    ) { input in
      let columns = Float(input.weights.columnCount)
      return [Evidence(gradient, mapped(input) { w, g, _, mean in w * (g - mean * columns) })]
    },
  ],
  variants: [
    .init("with the Jacobian, element by element") { input in
      let (w, g) = (input.weights, input.upstream)
      let width = w.columnCount
      var result = Tensor(zeros: w.shape)
      for first in stride(from: 0, to: w.count, by: width) {
        for i in first..<first + width {
          for j in first..<first + width {
            result[i] += g[j] * w[j] * ((i == j ? 1 : 0) - w[i])
          }
        }
      }
      return [Evidence(gradient, result)]
    }
  ],
  contract: [
    .init("from its output w and the upstream gradient"),
    .init("raising one score lowers"),
    .init("that of the row alone", triedBy: "weights of [2, 4]"),
    .init(
      "weights and upstream gradient alike", triedBy: "weights of [5]", "weights of [2, 1, 3, 2]"),
    .init("have Σ w ∂w = 1", triedBy: "the example of the comment"),
  ],
  courseSize: .init(Text(verbatim: "[128, 128]")) {
    SoftmaxPullbackInput(
      weights: AttentionSolution::softmax($0.tensor([128, 128])),
      upstream: $0.upstream([128, 128]))
  })

/// Computes each element from its weight, its upstream gradient, and its row's Σ w · ∂w and mean
/// ∂w.
private func mapped(
  _ input: SoftmaxPullbackInput,
  _ number: (_ weight: Float, _ upstream: Float, _ dot: Float, _ mean: Float) -> Float
) -> Tensor {
  let (w, g) = (input.weights, input.upstream)
  let width = w.columnCount
  var result = Tensor(zeros: w.shape)
  for first in stride(from: 0, to: w.count, by: width) {
    let row = first..<first + width
    let dot = row.reduce(Float(0)) { $0 + w[$1] * g[$1] }
    let mean = row.reduce(Float(0)) { $0 + g[$1] } / Float(width)
    for index in row { result[index] = number(w[index], g[index], dot, mean) }
  }
  return result
}

@Test func `3.2 softmax, pullback`() async throws {
  let attempt = Attempt("3.2")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(softmaxPullbackGrader) { input in
      [
        Evidence(
          gradient,
          Attention::softmaxPullback(weights: input.weights, upstream: input.upstream))
      ]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.2 grader`() { #expect(softmaxPullbackGrader.flaws() == []) }
