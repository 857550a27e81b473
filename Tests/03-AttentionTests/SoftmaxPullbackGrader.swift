import Attention
import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing

private let gradient = Text("the gradient of the scores", "o gradiente dos scores")

/// What goes into the way back: softmax's own output, and the cotangent.
struct SoftmaxPullbackInput: Sendable {
  let weights: Tensor
  let cotangent: Tensor
}

let softmaxPullbackGrader = Grader<SoftmaxPullbackInput>(
  "3.2",
  cases: { data in
    [[1, 3], [2, 4], [3, data.integer(in: 5...9)]].map { axes in
      .init(
        Text("weights of \(axes)", "pesos de \(axes)"),
        SoftmaxPullbackInput(
          weights: AttentionSolution::softmax(data.tensor(Shape(axes))),
          cotangent: data.cotangent(Shape(axes))))
    }
  },
  expected: {
    [
      Evidence(
        gradient, AttentionSolution::softmaxPullback(weights: $0.weights, cotangent: $0.cotangent))
    ]
  },
  misconceptions: [
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
        "if the mean of the cotangent is subtracted in the place of Σ w · ∂w",
        "quando se subtrai a média do cotangente em vez de Σ w · ∂w")
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
  ],
  variants: [
    .init("with the Jacobian, number by number") { input in
      let (w, g) = (input.weights, input.cotangent)
      var result = Tensor(zeros: w.shape)
      for row in 0..<w.shape[0] {
        for i in 0..<w.shape[1] {
          for j in 0..<w.shape[1] {
            result[row, i] += g[row, j] * w[row, j] * ((i == j ? 1 : 0) - w[row, i])
          }
        }
      }
      return [Evidence(gradient, result)]
    }
  ])

/// Each number from its weight, its cotangent, and its row's Σ w · ∂w and mean ∂w.
private func mapped(
  _ input: SoftmaxPullbackInput,
  _ number: (_ weight: Float, _ cotangent: Float, _ dot: Float, _ mean: Float) -> Float
) -> Tensor {
  let (w, g) = (input.weights, input.cotangent)
  var result = Tensor(zeros: w.shape)
  for row in 0..<w.shape[0] {
    let columns = 0..<w.shape[1]
    let dot = columns.reduce(Float(0)) { $0 + w[row, $1] * g[row, $1] }
    let mean = columns.reduce(Float(0)) { $0 + g[row, $1] } / Float(columns.count)
    for j in columns { result[row, j] = number(w[row, j], g[row, j], dot, mean) }
  }
  return result
}

@Test func `3.2 the way back through softmax`() async throws {
  let attempt = Attempt("3.2")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(softmaxPullbackGrader) { input in
      [
        Evidence(
          gradient,
          Attention::softmaxPullback(weights: input.weights, cotangent: input.cotangent))
      ]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.2 grader`() { #expect(softmaxPullbackGrader.flaws() == []) }
