import CourseKit
import Foundation
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing

/// A model with everything that an optimizer must distinguish: a matrix, a one-dimensional bias,
/// and more parameters if a case needs them, such as a norm's weight, which is one-dimensional
/// though its name is like a matrix's.
struct MatrixAndBias: Layer {
  var weight: Tensor
  var bias: Tensor
  var more: [Tensor] = []

  /// The names of `more`, which follow the first parameters.
  static let moreNames = [
    "norm.weight", "embedding", "row", "norm.bias", "scale", "table.weight", "last",
  ]

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    body(prefix + "weight", &weight)
    body(prefix + "bias", &bias)
    for place in more.indices { body(prefix + MatrixAndBias.moreNames[place], &more[place]) }
  }
}

/// A model, the gradients of its updates, and the optimizer's settings.
struct AdamWInput: Sendable {
  let model: MatrixAndBias
  let gradients: [MatrixAndBias]
  let rates: [Float]
  let beta1: Float
  let beta2: Float
  let epsilon: Float
  let weightDecay: Float
}

/// The parameters after the first and the last update, and the optimizer's state.
private func adamWEvidence(
  first: MatrixAndBias, last: MatrixAndBias, step: Int, firstMoments: [Tensor],
  secondMoments: [Tensor]
) -> [Evidence] {
  func numbers(_ tensors: [Tensor]) -> Tensor { Tensor(tensors.flatMap(\.scalars)) }
  var evidence: [Evidence] = []
  for (name, first, last) in [
    (Text("weight", "peso"), first.weight, last.weight),
    (Text("bias", "bias"), first.bias, last.bias),
  ] {
    let (english, portuguese) = (name.in(.english), name.in(.portuguese))
    for (time, tempo, tensor) in [("first", "primeira", first), ("last", "última", last)] {
      evidence.append(
        Evidence(
          Text(
            "the \(english) after the \(time) update",
            "o \(portuguese) depois da \(tempo) atualização"), tensor))
    }
  }
  evidence += zip(MatrixAndBias.moreNames, last.more).map { name, tensor in
    Evidence(Text("\(name) after the last update", "\(name) depois da última atualização"), tensor)
  }
  return evidence + [
    Evidence(Text("step, the number of updates", "step, o número de atualizações"), [step]),
    Evidence(
      Text(
        "how many firstMoments and secondMoments there are",
        "quantos firstMoments e secondMoments há"),
      [firstMoments.count, secondMoments.count]),
    Evidence(
      Text(
        "the elements of firstMoments, one after the other",
        "os elementos de firstMoments, um depois do outro"), numbers(firstMoments)),
    Evidence(
      Text(
        "the elements of secondMoments, one after the other",
        "os elementos de secondMoments, um depois do outro"), numbers(secondMoments)),
  ]
}

private func evidence<Optimizer: GradedOptimizer>(
  _ input: AdamWInput, of _: Optimizer.Type
) -> [Evidence] {
  var optimizer = Optimizer(
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

/// AdamW in plain loops over Doubles, with hooks for mistakes.
private struct PlainAdamW: Sendable {
  var corrects = true
  /// Whether the decay is added to the gradient (Adam with L2), and so goes through the moments.
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
  /// Whether t is incremented for every parameter.
  var countsParameters = false
  var correctsFirst = true
  var correctsSecond = true
  /// Whether the gradient and its square are multiplied by (1 − β).
  var mixes = true
  /// Whether the decay is computed from p after its update.
  var decaysAfter = false
  var ratesInDecay = 1
  /// Whether √v + ε is formed before the bias correction.
  var correctsQuotient = false
  var decaysMatrices = true
  var decaysByName = false
  var lastGradientOnly = false
  var beginsWithGradient = false

  func evidence(_ input: AdamWInput) -> [Evidence] {
    var parameters = numbers(input.model)
    let shapes = input.model.parameters.map(\.tensor.shape)
    let decays = input.model.parameters.map { name, tensor in
      decaysByName
        ? name.hasSuffix("weight") : tensor.shape.rank >= 2 ? decaysMatrices : decaysBias
    }
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
          let decay = decays[place] ? Double(input.weightDecay) : 0
          let g = gradient[place][index] + (decaysGradient ? decay * p : 0)
          let (m0, v0) = keepsMoments ? (m[place][index], v[place][index]) : (0, 0)
          let isFirst = beginsWithGradient && step == 1
          let newM = isFirst ? g : beta1 * m0 + (mixes ? 1 - beta1 : 1) * g
          let newV = isFirst ? g * g : beta2 * v0 + (mixes ? 1 - beta2 : 1) * g * g
          let (c1, c2) = (1 - pow(beta1, Double(step)), 1 - pow(beta2, Double(step)))
          let correctedM = corrects && correctsFirst ? newM / c1 : newM
          let correctedV = corrects && correctsSecond ? newV / c2 : newV
          m[place][index] = storesCorrected ? correctedM : newM
          v[place][index] = storesCorrected ? correctedV : newV
          let epsilon = Double(input.epsilon)
          let divisor =
            epsilonInside
            ? (correctedV + epsilon).squareRoot()
            : (takesRoot ? correctedV.squareRoot() : correctedV) + epsilon
          let factor = (scalesDecay ? pow(rate, Double(ratesInDecay)) : 1) * decay
          let move =
            correctsQuotient
            ? newM / (newV.squareRoot() + epsilon) * c2.squareRoot() / c1
            : (lastGradientOnly ? g : correctedM) / divisor
          let moved = p - sign * rate * move
          let decayed = decaysGradient ? 0 : factor * (decaysAfter ? moved : p)
          parameters[place][index] = moved - decayed
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
    model.parameters.map { $0.tensor.scalars.map(Double.init) }
  }

  private func model(_ numbers: [[Double]], _ shapes: [Shape]) -> MatrixAndBias {
    let tensors = zip(numbers, shapes).map { Tensor($0.map(Float.init), shape: $1) }
    return MatrixAndBias(weight: tensors[0], bias: tensors[1], more: Array(tensors.dropFirst(2)))
  }
}

let adamWGrader = Grader<AdamWInput>(
  "5.4",
  cases: { data in
    func makeCase(
      _ updates: Int, gradientScale: Float = 1, epsilon: Float, weightDecay: Float = 0.3,
      of given: Shape? = nil, and more: [Shape] = [], modelScale: Float = 1,
      rates: [Float]? = nil, zeroesFirst: Bool = false, beta2: Float? = nil,
      _ english: String = "", _ portuguese: String = ""
    ) -> Grader<AdamWInput>.Case {
      let shape = given ?? data.shape(rank: 2, axes: 2...5)
      func tensors() -> MatrixAndBias {
        MatrixAndBias(
          weight: data.upstream(shape), bias: data.upstream([shape[1]]),
          more: more.map { data.upstream($0) })
      }
      var model = tensors()
      model.scale(by: modelScale)
      let gradients = (0..<updates).map { update in
        var gradient = tensors()
        gradient.scale(by: gradientScale * data.number(in: 0.5...2))
        if zeroesFirst, update > 0 { gradient.weight[0] = 0 }
        return gradient
      }
      return .init(
        Text(
          "\(updates == 1 ? "1 update" : "\(updates) updates") of a weight \(shape)\(english)",
          "\(updates == 1 ? "1 atualização" : "\(updates) atualizações") de um peso \(shape)\(portuguese)"
        ),
        AdamWInput(
          model: model, gradients: gradients,
          rates: rates ?? (0..<updates).map { _ in data.number(in: 0.02...0.1) },
          beta1: data.number(in: 0.7...0.8), beta2: beta2 ?? data.number(in: 0.9...0.95),
          epsilon: epsilon, weightDecay: weightDecay))
    }
    return [
      makeCase(4, epsilon: 1e-8),
      makeCase(1, epsilon: 1e-8),
      makeCase(
        3, epsilon: 0.05, ", with an epsilon of 0.05", ", com um epsilon de 0,05"),
      makeCase(
        2, gradientScale: 0, epsilon: 1e-8, ", all gradients 0", ", todos os gradientes 0"),
      .init(
        Text(
          "the comment's example, 1 update of a weight [1, 1]",
          "o exemplo do comentário, 1 atualização de um peso [1, 1]"),
        AdamWInput(
          model: MatrixAndBias(weight: Tensor([1], shape: [1, 1]), bias: Tensor([1])),
          gradients: [MatrixAndBias(weight: Tensor([0.5], shape: [1, 1]), bias: Tensor([0.5]))],
          rates: [0.1], beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1)),
      makeCase(
        13, epsilon: 1e-8, of: [3, 37],
        and: [[5], [4, 3], [1, 6], [3], [1], [7, 2], [2, 2]],
        " and 8 more parameters", " e mais 8 parâmetros"),
      // Here only the moment term remains, and ε is as large as the gradients.
      makeCase(
        2, gradientScale: 1e-7, epsilon: 1e-8, modelScale: 0,
        ", parameters of 0, gradients around 1e-7",
        ", parâmetros 0, gradientes em torno de 1e-7"),
      makeCase(
        3, epsilon: 1e-8, weightDecay: 0, modelScale: 0, zeroesFirst: true,
        ", parameters of 0, no decay, one gradient 0 from the second on",
        ", parâmetros 0, sem decaimento, um gradiente 0 da segunda em diante"),
      makeCase(
        3, epsilon: 1e-8, rates: [0.05, 0, 0.1],
        ", with a rate of 0 in the second", ", com taxa 0 na segunda"),
      makeCase(
        3, epsilon: 1e-8, and: [[2, 3, 2]], beta2: 0.998,
        " and a parameter of 3 axes, β₂ = 0.998", " e um parâmetro de 3 eixos, β₂ = 0,998"),
    ]
  },
  expected: { evidence($0, of: PretrainingSolution::AdamW.self) },
  misconceptions: [
    .init(
      Text(
        "without the bias correction by 1 − βˢ", "sem a correção do viés inicial por 1 − βˢ")
    ) { PlainAdamW(corrects: false).evidence($0) },
    .init(
      Text(
        "if s is 0 in the first update: 1 − β⁰ = 0",
        "quando s é 0 na primeira atualização: 1 − β⁰ = 0")
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
        "if s counts parameters, not updates", "quando s conta parâmetros, e não atualizações")
    ) { PlainAdamW(countsParameters: true).evidence($0) },
    .init(
      Text(
        "if only v is corrected by 1 − β₂ˢ and m is not by 1 − β₁ˢ",
        "quando só v é corrigido por 1 − β₂ˢ, e m não é por 1 − β₁ˢ")
    ) { PlainAdamW(correctsFirst: false).evidence($0) },
    .init(
      Text(
        "if only m is corrected by 1 − β₁ˢ and v is not by 1 − β₂ˢ",
        "quando só m é corrigido por 1 − β₁ˢ, e v não é por 1 − β₂ˢ")
    ) { PlainAdamW(correctsSecond: false).evidence($0) },
    .init(
      Text(
        "if ε is added to √v before the correction and not to √v̂",
        "quando o ε é somado a √v antes da correção, e não a √v̂")
    ) { PlainAdamW(correctsQuotient: true).evidence($0) },
    .init(
      Text(
        "if the factors 1 − β before g and g² are left out",
        "quando faltam os fatores 1 − β antes de g e g²")
    ) { PlainAdamW(mixes: false).evidence($0) },
    .init(
      Text(
        "if the decay takes θ as it is after the step, not before",
        "quando o decaimento usa o θ de depois do passo, e não o de antes")
    ) { PlainAdamW(decaysAfter: true).evidence($0) },
    .init(
      Text(
        "if the decay is multiplied by the learning rate twice",
        "quando o decaimento é multiplicado duas vezes pela taxa de aprendizado")
    ) { PlainAdamW(ratesInDecay: 2).evidence($0) },
    .init(
      Text("if nothing decays", "quando nada decai")
    ) { PlainAdamW(decaysMatrices: false).evidence($0) },
    .init(
      Text(
        "if the biases decay and the matrices do not",
        "quando os vieses decaem e as matrizes não")
    ) { PlainAdamW(decaysBias: true, decaysMatrices: false).evidence($0) },
    .init(
      Text(
        "if what decays is chosen by the name “weight”: a norm's weight has one axis",
        "quando o que decai é escolhido pelo nome “weight”: o peso de uma norma tem um eixo só")
    ) { PlainAdamW(decaysByName: true).evidence($0) },
    .init(
      Text(
        "if the gradient itself is divided by √v̂ and not its running mean",
        "quando o próprio gradiente é dividido por √v̂, e não a média móvel dele")
    ) { PlainAdamW(lastGradientOnly: true).evidence($0) },
    .init(
      Text(
        "if the moments begin with the first gradient and its square, not with 0",
        "quando os momentos começam no primeiro gradiente e no quadrado dele, e não em 0")
    ) { PlainAdamW(beginsWithGradient: true).evidence($0) },
  ],
  variants: [
    .init("in Double, element by element") { PlainAdamW().evidence($0) },
    .init("element by element in Float, the decay at the end") { input in
      var p = input.model.parameters.map(\.tensor.scalars)
      let shapes = input.model.parameters.map(\.tensor.shape)
      var m = p.map { $0.map { _ in Float(0) } }
      var v = m
      var first = p
      for (index, gradient) in input.gradients.enumerated() {
        let g = gradient.parameters.map(\.tensor.scalars)
        let rate = input.rates[index]
        let t = Float(index + 1)
        for i in p.indices {
          for j in p[i].indices {
            let before = p[i][j]
            m[i][j] += (1 - input.beta1) * (g[i][j] - m[i][j])
            v[i][j] += (1 - input.beta2) * (g[i][j] * g[i][j] - v[i][j])
            let size = (v[i][j] / (1 - pow(input.beta2, t))).squareRoot() + input.epsilon
            p[i][j] -= rate * m[i][j] / (1 - pow(input.beta1, t)) / size
            if shapes[i].rank > 1 { p[i][j] -= rate * input.weightDecay * before }
          }
        }
        if index == 0 { first = p }
      }
      func model(_ numbers: [[Float]]) -> MatrixAndBias {
        let tensors = zip(numbers, shapes).map { Tensor($0, shape: $1) }
        return MatrixAndBias(
          weight: tensors[0], bias: tensors[1], more: Array(tensors.dropFirst(2)))
      }
      return adamWEvidence(
        first: model(first), last: model(p), step: input.gradients.count,
        firstMoments: zip(m, shapes).map { Tensor($0, shape: $1) },
        secondMoments: zip(v, shapes).map { Tensor($0, shape: $1) })
    },
  ],
  contract: [
    .init("Moves every parameter"),
    .init("counts as s = 1", triedBy: "1 update"),
    .init("The decay takes θ as it was"),
    .init("stand in the same order", triedBy: "13 updates"),
  ])

@Test func `5.4 AdamW moves the parameters`() async throws {
  let attempt = Attempt("5.4")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(adamWGrader) { evidence($0, of: Pretraining::AdamW.self) }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.4 grader`() { #expect(adamWGrader.flaws() == []) }
