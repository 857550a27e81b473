import CourseKit
import Foundation
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing

/// A model with what an optimizer has to tell apart: a matrix, and a bias of one axis.
struct MatrixAndBias: Layer {
  var weight: Tensor
  var bias: Tensor

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    body(prefix + "weight", &weight)
    body(prefix + "bias", &bias)
  }
}

/// A model, the gradients of its updates, and how the optimizer is set.
struct AdamWInput: Sendable {
  let model: MatrixAndBias
  let gradients: [MatrixAndBias]
  let rates: [Float]
  let beta1: Float
  let beta2: Float
  let epsilon: Float
  let weightDecay: Float
}

/// The parameters after the first and the last update, and what the optimizer has kept.
private func adamWEvidence(
  first: MatrixAndBias, last: MatrixAndBias, step: Int, firstMoments: [Tensor],
  secondMoments: [Tensor]
) -> [Evidence] {
  func numbers(_ tensors: [Tensor]) -> Tensor { Tensor(tensors.flatMap(\.scalars)) }
  return [
    Evidence(
      Text("the weight after the first update", "o peso depois da primeira atualização"),
      first.weight),
    Evidence(
      Text("the bias after the first update", "o bias depois da primeira atualização"), first.bias),
    Evidence(
      Text("the weight after the last update", "o peso depois da última atualização"), last.weight),
    Evidence(
      Text("the bias after the last update", "o bias depois da última atualização"), last.bias),
    Evidence(Text("step, the number of updates", "step, o número de atualizações"), [step]),
    Evidence(
      Text(
        "how many firstMoments and secondMoments there are",
        "quantos firstMoments e secondMoments há"),
      [firstMoments.count, secondMoments.count]),
    Evidence(
      Text(
        "the numbers of firstMoments, one after the other",
        "os números de firstMoments, um depois do outro"), numbers(firstMoments)),
    Evidence(
      Text(
        "the numbers of secondMoments, one after the other",
        "os números de secondMoments, um depois do outro"), numbers(secondMoments)),
  ]
}

/// AdamW in plain loops over Doubles, with places where it can be got wrong.
private struct PlainAdamW: Sendable {
  var corrects = true
  /// Whether the decay goes into the gradient (Adam with L2), and so through the moments.
  var decaysGradient = false
  var decaysBias = false
  var scalesDecay = true
  var epsilonInside = false
  var takesRoot = true
  var sign = 1.0
  var firstStep = 1
  var swapsBetas = false
  var keepsMoments = true
  var storesCorrected = false
  /// Whether t goes up with every parameter.
  var countsParameters = false

  func evidence(_ input: AdamWInput) -> [Evidence] {
    var parameters = numbers(input.model)
    let shapes = [input.model.weight.shape, input.model.bias.shape]
    var m = parameters.map { $0.map { _ in 0.0 } }
    var v = m
    var first: MatrixAndBias?
    let (beta1, beta2) =
      swapsBetas
      ? (Double(input.beta2), Double(input.beta1)) : (Double(input.beta1), Double(input.beta2))
    var step = firstStep - 1
    for (gradient, rate) in zip(input.gradients.map(numbers), input.rates.map(Double.init)) {
      step += 1
      for place in parameters.indices {
        if countsParameters, place > 0 { step += 1 }
        for index in parameters[place].indices {
          let p = parameters[place][index]
          let decay = place == 0 || decaysBias ? Double(input.weightDecay) : 0
          let g = gradient[place][index] + (decaysGradient ? decay * p : 0)
          let (m0, v0) = keepsMoments ? (m[place][index], v[place][index]) : (0, 0)
          let newM = beta1 * m0 + (1 - beta1) * g
          let newV = beta2 * v0 + (1 - beta2) * g * g
          let correctedM = corrects ? newM / (1 - pow(beta1, Double(step))) : newM
          let correctedV = corrects ? newV / (1 - pow(beta2, Double(step))) : newV
          m[place][index] = storesCorrected ? correctedM : newM
          v[place][index] = storesCorrected ? correctedV : newV
          let epsilon = Double(input.epsilon)
          let divisor =
            epsilonInside
            ? (correctedV + epsilon).squareRoot()
            : (takesRoot ? correctedV.squareRoot() : correctedV) + epsilon
          let decayed = decaysGradient ? 0 : (scalesDecay ? rate : 1) * decay * p
          parameters[place][index] = p - sign * rate * correctedM / divisor - decayed
        }
      }
      if first == nil { first = model(parameters, shapes) }
    }
    return adamWEvidence(
      first: first!, last: model(parameters, shapes), step: step - (firstStep - 1),
      firstMoments: zip(m, shapes).map { Tensor($0.map(Float.init), shape: $1) },
      secondMoments: zip(v, shapes).map { Tensor($0.map(Float.init), shape: $1) })
  }

  private func numbers(_ model: MatrixAndBias) -> [[Double]] {
    [model.weight, model.bias].map { $0.scalars.map(Double.init) }
  }

  private func model(_ numbers: [[Double]], _ shapes: [Shape]) -> MatrixAndBias {
    MatrixAndBias(
      weight: Tensor(numbers[0].map(Float.init), shape: shapes[0]),
      bias: Tensor(numbers[1].map(Float.init), shape: shapes[1]))
  }
}

let adamWGrader = Grader<AdamWInput>(
  "5.4",
  cases: { data in
    func makeCase(
      _ updates: Int, gradientScale: Float = 1, epsilon: Float, weightDecay: Float = 0.3,
      _ english: String = "", _ portuguese: String = ""
    ) -> Grader<AdamWInput>.Case {
      let shape = data.shape(rank: 2, axes: 2...5)
      func tensors() -> MatrixAndBias {
        MatrixAndBias(weight: data.cotangent(shape), bias: data.cotangent([shape[1]]))
      }
      let model = tensors()
      let gradients = (0..<updates).map { _ in
        var gradient = tensors()
        gradient.scale(by: gradientScale * data.number(in: 0.5...2))
        return gradient
      }
      return .init(
        Text(
          "\(updates == 1 ? "1 update" : "\(updates) updates") of a weight \(shape)\(english)",
          "\(updates == 1 ? "1 atualização" : "\(updates) atualizações") de um peso \(shape)\(portuguese)"
        ),
        AdamWInput(
          model: model, gradients: gradients,
          rates: (0..<updates).map { _ in data.number(in: 0.02...0.1) },
          beta1: data.number(in: 0.7...0.8), beta2: data.number(in: 0.9...0.95), epsilon: epsilon,
          weightDecay: weightDecay))
    }
    return [
      makeCase(1, epsilon: 1e-8),
      makeCase(4, epsilon: 1e-8),
      makeCase(
        3, epsilon: 0.05, ", with an epsilon of 0.05", ", com um epsilon de 0,05"),
      makeCase(
        2, gradientScale: 0, epsilon: 1e-8, ", all gradients 0", ", todos os gradientes 0"),
    ]
  },
  expected: { input in
    var optimizer = PretrainingSolution::AdamW(
      beta1: input.beta1, beta2: input.beta2, epsilon: input.epsilon,
      weightDecay: input.weightDecay)
    var models = [input.model]
    for (gradient, rate) in zip(input.gradients, input.rates) {
      var model = models.last!
      optimizer.update(&model, gradient: gradient, learningRate: rate)
      models.append(model)
    }
    return adamWEvidence(
      first: models[1], last: models.last!, step: optimizer.step,
      firstMoments: optimizer.firstMoments, secondMoments: optimizer.secondMoments)
  },
  misconceptions: [
    .init(
      Text(
        "without the bias correction by 1 − βᵗ", "sem a correção do viés inicial por 1 − βᵗ")
    ) { PlainAdamW(corrects: false).evidence($0) },
    .init(
      Text(
        "if t is 0 in the first update: 1 − β⁰ = 0",
        "quando t é 0 na primeira atualização: 1 − β⁰ = 0")
    ) { PlainAdamW(firstStep: 0).evidence($0) },
    .init(
      Text(
        "if the decay is added to the gradient and goes through the moments: Adam with L2, not AdamW",
        "quando o decaimento é somado ao gradiente e passa pelos momentos: Adam com L2, não AdamW")
    ) { PlainAdamW(decaysGradient: true).evidence($0) },
    .init(
      Text("if the biases decay too", "quando os biases também decaem")
    ) { PlainAdamW(decaysBias: true).evidence($0) },
    .init(
      Text(
        "if the decay is not multiplied by the learning rate",
        "quando o decaimento não é multiplicado pela taxa de aprendizado")
    ) { PlainAdamW(scalesDecay: false).evidence($0) },
    .init(
      Text(
        "if it climbs: the step is added, not subtracted",
        "quando se sobe o morro: o passo é somado em vez de subtraído")
    ) { PlainAdamW(sign: -1).evidence($0) },
    .init(
      Text(
        "if m̂ is divided by v̂ and not by its root", "quando m̂ é dividido por v̂ e não pela raiz dele"
      )
    ) { PlainAdamW(takesRoot: false).evidence($0) },
    .init(
      Text("if ε stands inside the root", "quando o ε fica dentro da raiz")
    ) { PlainAdamW(epsilonInside: true).evidence($0) },
    .init(
      Text("if β₁ and β₂ are swapped", "quando β₁ e β₂ são trocados")
    ) { PlainAdamW(swapsBetas: true).evidence($0) },
    .init(
      Text(
        "if the moments begin at 0 in every update",
        "quando os momentos recomeçam em 0 a cada atualização")
    ) { PlainAdamW(keepsMoments: false).evidence($0) },
    .init(
      Text(
        "if the corrected moments are kept, and so corrected again and again",
        "quando se guardam os momentos já corrigidos, que assim são corrigidos de novo e de novo")
    ) { PlainAdamW(storesCorrected: true).evidence($0) },
    .init(
      Text(
        "if t counts parameters, not updates", "quando t conta parâmetros, e não atualizações")
    ) { PlainAdamW(countsParameters: true).evidence($0) },
  ],
  variants: [
    .init("in Double, number by number") { PlainAdamW().evidence($0) },
    .init("number by number in Float, the decay at the end") { input in
      var p = [input.model.weight.scalars, input.model.bias.scalars]
      var m = p.map { $0.map { _ in Float(0) } }
      var v = m
      var first = p
      for (index, gradient) in input.gradients.enumerated() {
        let g = [gradient.weight.scalars, gradient.bias.scalars]
        let rate = input.rates[index]
        let t = Float(index + 1)
        for i in 0..<2 {
          for j in p[i].indices {
            let before = p[i][j]
            m[i][j] += (1 - input.beta1) * (g[i][j] - m[i][j])
            v[i][j] += (1 - input.beta2) * (g[i][j] * g[i][j] - v[i][j])
            let size = (v[i][j] / (1 - pow(input.beta2, t))).squareRoot() + input.epsilon
            p[i][j] -= rate * m[i][j] / (1 - pow(input.beta1, t)) / size
            if i == 0 { p[i][j] -= rate * input.weightDecay * before }
          }
        }
        if index == 0 { first = p }
      }
      let shapes = [input.model.weight.shape, input.model.bias.shape]
      func model(_ numbers: [[Float]]) -> MatrixAndBias {
        MatrixAndBias(
          weight: Tensor(numbers[0], shape: shapes[0]), bias: Tensor(numbers[1], shape: shapes[1]))
      }
      return adamWEvidence(
        first: model(first), last: model(p), step: input.gradients.count,
        firstMoments: zip(m, shapes).map { Tensor($0, shape: $1) },
        secondMoments: zip(v, shapes).map { Tensor($0, shape: $1) })
    },
  ])

@Test func `5.4 AdamW moves the parameters`() async throws {
  let attempt = Attempt("5.4")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(adamWGrader) { input in
      var optimizer = Pretraining::AdamW(
        beta1: input.beta1, beta2: input.beta2, epsilon: input.epsilon,
        weightDecay: input.weightDecay)
      var models = [input.model]
      for (gradient, rate) in zip(input.gradients, input.rates) {
        var model = models.last!
        optimizer.update(&model, gradient: gradient, learningRate: rate)
        models.append(model)
      }
      return adamWEvidence(
        first: models[1], last: models.last!, step: optimizer.step,
        firstMoments: optimizer.firstMoments, secondMoments: optimizer.secondMoments)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.4 grader`() { #expect(adamWGrader.flaws() == []) }
