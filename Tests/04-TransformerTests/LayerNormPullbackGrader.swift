import CourseKit
import Foundation
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

private let output = Text("the output", "a saída")
private let inputGradient = Text("the gradient of the input", "o gradiente da entrada")
private let weightGradient = Text("the gradient of the weight", "o gradiente do peso")
private let biasGradient = Text("the gradient of the bias", "o gradiente do bias")

private func named(
  _ y: Tensor, _ input: Tensor, weight: Tensor, bias: Tensor
) -> [Evidence] {
  [
    Evidence(output, y), Evidence(inputGradient, input), Evidence(weightGradient, weight),
    Evidence(biasGradient, bias),
  ]
}

struct LayerNormPullbackInput: Sendable {
  let norm: LayerNormInput
  let upstream: Tensor
}

let layerNormPullbackGrader = Grader<LayerNormPullbackInput>(
  "4.2",
  cases: { data in
    func input(
      _ axes: [Int], in range: ClosedRange<Float> = -1.5...1.5, epsilon: Float = 1e-5
    ) -> LayerNormPullbackInput {
      LayerNormPullbackInput(
        norm: LayerNormInput(data.tensor(Shape(axes), in: range), epsilon: epsilon, &data),
        upstream: data.upstream(Shape(axes)))
    }
    let shape = [2, 3, data.integer(in: 5...7)]
    return [
      .init(Text("an input of [3, 5]", "uma entrada de [3, 5]"), input([3, 5])),
      .init(
        Text("an input of one row, [1, 4]", "uma entrada de uma linha, [1, 4]"), input([1, 4])),
      .init(
        Text(
          "an input of [2, 6] with little variance", "uma entrada de [2, 6] com pouca variância"),
        input([2, 6], in: -0.004...0.004)),
      .init(
        Text("an input of [2, 4] and an ε of 0.1", "uma entrada de [2, 4] e um ε de 0.1"),
        input([2, 4], epsilon: 0.1)),
      .init(Text("an input of \(shape)", "uma entrada de \(shape)"), input(shape)),
      .init(
        Text("the example of the comment", "o exemplo do comentário"),
        LayerNormPullbackInput(
          norm: LayerNormInput(
            x: Tensor(rows: [[1, 3, 3, 5]]), weight: Tensor(repeating: 1, shape: [4]),
            bias: Tensor(zeros: [4])), upstream: Tensor(rows: [[1, 0, 0, 0]]))),
      .init(
        Text(
          "rows of zeros and of equal elements, weights of 0 and below, upstream gradients of 0",
          "linhas de zeros e de elementos iguais, pesos 0 e negativos, gradientes upstream 0"),
        LayerNormPullbackInput(
          norm: LayerNormInput(
            x: Tensor(rows: [[1, -1, 0, 0], [0, 0, 0, 0], [-7, -7, -7, -7], [0, 0, 0, 2]]),
            weight: Tensor([0, -1, 2, -0.5]), bias: Tensor([1, 0, 0, -3])),
          upstream: Tensor(rows: [[1, 0, -2, 3], [0, 1, 0, 0], [0, 0, 0, 0], [2, 2, 2, 2]]))),
      .init(
        Text("an input of one column, [3, 1]", "uma entrada de uma coluna, [3, 1]"), input([3, 1])),
      .init(Text("an input of [4]", "uma entrada de [4]"), input([4])),
      .init(Text("an input of [67, 33]", "uma entrada de [67, 33]"), input([67, 33])),
      .init(Text("an input of [3, 131]", "uma entrada de [3, 131]"), input([3, 131])),
      .init(
        Text("an input without rows, [0, 3]", "uma entrada sem linhas, [0, 3]"), input([0, 3])),
    ]
  },
  expected: { input in
    let norm = TransformerSolution::LayerNorm(
      weight: input.norm.weight, bias: input.norm.bias, epsilon: input.norm.epsilon)
    let (output, pullback) = norm.withPullback(input.norm.x)
    let (gradient, parameters) = repeatedly(pullback)(input.upstream)
    return named(output, gradient, weight: parameters.weight, bias: parameters.bias)
  },
  misconceptions: [
    .init(
      Text(
        "if mean and variance are taken for constants, so ∂x is g / √(variance + ε) alone",
        "quando média e variância são tratadas como constantes, e ∂x é só g / √(variância + ε)")
    ) { PlainNorm(subtractsMean: false, subtractsAlong: false).evidence($0) },
    .init(
      Text(
        "if − mean(g) is forgotten: every x moves the mean",
        "quando se esquece − média(g): todo x mexe na média")
    ) { PlainNorm(subtractsMean: false).evidence($0) },
    .init(
      Text(
        "if − x̂ · mean(g · x̂) is forgotten: every x moves the variance",
        "quando se esquece − x̂ · média(g · x̂): todo x mexe na variância")
    ) { PlainNorm(subtractsAlong: false).evidence($0) },
    .init(
      Text(
        "if the upstream gradient is not multiplied by the weight on its way to the input",
        "quando o gradiente upstream não é multiplicado pelo peso a caminho da entrada")
    ) { PlainNorm(weighsUpstream: false).evidence($0) },
    .init(
      Text(
        "if the input's gradient is not divided by √(variance + ε)",
        "quando o gradiente da entrada não é dividido por √(variância + ε)")
    ) { PlainNorm(power: 0).evidence($0) },
    .init(
      Text(
        "if the input's gradient is divided by the variance instead of its root",
        "quando o gradiente da entrada é dividido pela variância, e não pela raiz dela")
    ) { PlainNorm(power: 1).evidence($0) },
    .init(
      Text(
        "if sums stand where the means of g and g · x̂ belong",
        "quando há somas no lugar das médias de g e de g · x̂")
    ) { PlainNorm(takesMeans: false).evidence($0) },
    .init(
      Text(
        "if the weight's gradient is made with x instead of x̂",
        "quando o gradiente do peso é feito com x, e não com x̂")
    ) { PlainNorm(weightSees: .input).evidence($0) },
    .init(
      Text(
        "if the weight's gradient is made with the output instead of x̂",
        "quando o gradiente do peso é feito com a saída, e não com x̂")
    ) { PlainNorm(weightSees: .output).evidence($0) },
    .init(
      Text(
        "if the backward pass divides by the root of the variance without ε",
        "quando o backward divide pela raiz da variância sem o ε")
    ) { PlainNorm(usesEpsilonBack: false).evidence($0) },
    .init(
      Text(
        "if the gradients of weight and bias are made with ∂y · weight, not with ∂y",
        "quando os gradientes do peso e do bias são feitos com ∂y · peso, e não com ∂y")
    ) { PlainNorm(parametersSeeG: true).evidence($0) },
    .init(
      Text(
        "if the weight's gradient is left as the weight itself",
        "quando o gradiente do peso fica sendo o próprio peso")
    ) { PlainNorm(leavesWeight: true).evidence($0) },
    .init(
      Text(
        "if the bias's gradient is left as the bias itself",
        "quando o gradiente do bias fica sendo o próprio bias")
    ) { PlainNorm(leavesBias: true).evidence($0) },
    .init(
      Text(
        "if the gradients of weight and bias are means over the rows, not sums",
        "quando os gradientes do peso e do bias são médias das linhas, e não somas")
    ) { PlainNorm(parameterRows: .mean).evidence($0) },
    .init(
      Text(
        "if each row overwrites the gradients of weight and bias, so only the last counts",
        "quando cada linha sobrescreve os gradientes do peso e do bias, e só a última conta")
    ) { PlainNorm(parameterRows: .last).evidence($0) },
  ],
  variants: [
    .init("element by element, in Double") { PlainNorm().evidence($0) },
    .init("with the Jacobian of each row") { PlainNorm(usesJacobian: true).evidence($0) },
  ],
  contract: [
    .init("The output and its pullback"),
    .init("With g = ∂y · weight"),
    .init("and ∂bias = Σ ∂y over all rows", triedBy: "an input of [3, 5]"),
    .init("the input's gradient has the shape of x", triedBy: "an input of [4]"),
    .init("The gradient is another `LayerNorm`"),
    .init("for the row [1, 3, 3, 5]", triedBy: "the example of the comment"),
  ],
  courseSize: .init(Text(verbatim: "[128, 128]")) {
    LayerNormPullbackInput(
      norm: LayerNormInput($0.tensor([128, 128]), &$0), upstream: $0.upstream([128, 128]))
  })

/// Layer norm and its backward pass in plain loops, with hooks for mistakes.
private struct PlainNorm: Sendable {
  enum Factor { case normalized, input, output }
  enum Rows { case sum, mean, last }

  var subtractsMean = true
  var subtractsAlong = true
  var weighsUpstream = true
  /// The power of (variance + ε) that divides the input's gradient.
  var power = 0.5
  var takesMeans = true
  var weightSees = Factor.normalized
  var parameterRows = Rows.sum
  var usesJacobian = false
  var usesEpsilonBack = true
  /// Whether the gradients of weight and bias use g, which is ∂y · weight.
  var parametersSeeG = false
  var leavesWeight = false
  var leavesBias = false

  func evidence(_ input: LayerNormPullbackInput) -> [Evidence] {
    let norm = input.norm
    let (weight, bias) = (norm.weight.rowsInDouble[0], norm.bias.rowsInDouble[0])
    let columns = weight.indices
    let rows = norm.x.rowsInDouble
    var (outputs, gradients): ([Double], [Double]) = ([], [])
    var weightGradient = [Double](repeating: 0, count: columns.count)
    var biasGradient = weightGradient
    for (x, upstream) in zip(rows, input.upstream.rowsInDouble) {
      let variance = variance(x)
      let normalized = normalized(x, variance: variance, norm.epsilon)
      let output = columns.map { normalized[$0] * weight[$0] + bias[$0] }
      outputs += output
      let factor =
        switch weightSees {
        case .normalized: normalized
        case .input: x
        case .output: output
        }
      for column in columns {
        if parameterRows == .last { (weightGradient[column], biasGradient[column]) = (0, 0) }
        let share = parameterRows == .mean ? 1 / Double(rows.count) : 1
        let seen = upstream[column] * (parametersSeeG ? weight[column] : 1)
        weightGradient[column] += seen * factor[column] * share
        biasGradient[column] += seen * share
      }
      let g = weighsUpstream ? columns.map { upstream[$0] * weight[$0] } : upstream
      let divisor = pow(variance + (usesEpsilonBack ? Double(norm.epsilon) : 0), power)
      gradients += (usesJacobian ? viaJacobian : viaFormula)(g, normalized).map { $0 / divisor }
    }
    return named(
      Tensor(outputs.map(Float.init), shape: norm.x.shape),
      Tensor(gradients.map(Float.init), shape: norm.x.shape),
      weight: leavesWeight ? norm.weight : Tensor(weightGradient.map(Float.init)),
      bias: leavesBias ? norm.bias : Tensor(biasGradient.map(Float.init)))
  }

  private func viaFormula(_ g: [Double], _ normalized: [Double]) -> [Double] {
    let count = takesMeans ? Double(g.count) : 1
    let mean = subtractsMean ? g.reduce(0, +) / count : 0
    let along = subtractsAlong ? zip(g, normalized).reduce(0) { $0 + $1.0 * $1.1 } / count : 0
    return zip(g, normalized).map { $0 - mean - $1 * along }
  }

  /// ∂x̂ᵢ / ∂xⱼ = (δᵢⱼ − 1/N − x̂ᵢ x̂ⱼ / N) / √(variance + ε)
  private func viaJacobian(_ g: [Double], _ normalized: [Double]) -> [Double] {
    let share = 1 / Double(g.count)
    return g.indices.map { j in
      g.indices.reduce(0) { sum, i in
        sum + g[i] * ((i == j ? 1 : 0) - share - normalized[i] * normalized[j] * share)
      }
    }
  }
}

@Test func `4.2 layer norm, pullback`() async throws {
  let attempt = Attempt("4.2")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(layerNormPullbackGrader) { input in
      let norm = Transformer::LayerNorm(
        weight: input.norm.weight, bias: input.norm.bias, epsilon: input.norm.epsilon)
      let (output, pullback) = norm.withPullback(input.norm.x)
      let (gradient, parameters) = repeatedly(pullback)(input.upstream)
      return named(output, gradient, weight: parameters.weight, bias: parameters.bias)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.2 grader`() { #expect(layerNormPullbackGrader.flaws() == []) }
