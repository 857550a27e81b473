import CourseKit
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

struct Points: Sendable {
  let x: Tensor
  let y: Tensor
  let weight: Tensor
  let bias: Tensor
  let learningRate: Float
  let steps: Int
}

private let losses = Text("the losses", "as perdas")
private let fittedWeight = Text("the fitted weight", "o peso ajustado")
private let fittedBias = Text("the fitted bias", "o bias ajustado")

private func named(_ numbers: [Double], _ weight: Tensor, _ bias: Tensor) -> [Evidence] {
  [
    Evidence(losses, .numbers(numbers)), Evidence(fittedWeight, weight),
    Evidence(fittedBias, bias),
  ]
}

/// Gradient descent in plain loops over Doubles, with hooks for mistakes.
private struct PlainDescent: Sendable {
  enum Divisor { case numbers, points, one }

  /// The divisor of the loss, and that of its derivative.
  var lossDivisor = Divisor.numbers
  var gradientDivisor = Divisor.numbers
  /// The factor 2 in the derivative of r².
  var factor = 2.0
  /// Whether the loss is measured before or after the step.
  var measuresBefore = true
  var movesBias = true
  var movesWeight = true
  /// Whether the loss after the last step is included too.
  var measuresAtTheEnd = false
  /// Whether gradients accumulate from step to step.
  var keepsGradient = false

  func evidence(_ points: Points) -> [Evidence] {
    let (count, width) = (points.y.shape[0], points.y.shape[1])
    let depth = points.x.shape[1]
    var weight = points.weight.scalars.map(Double.init)
    var bias = points.bias.scalars.map(Double.init)
    func residuals() -> [Double] {
      (0..<count * width).map { index in
        let (row, column) = index.quotientAndRemainder(dividingBy: width)
        return (0..<depth).reduce(bias[column] - Double(points.y[row, column])) {
          $0 + Double(points.x[row, $1]) * weight[$1 * width + column]
        }
      }
    }
    func share(_ divisor: Divisor) -> Double {
      switch divisor {
      case .numbers: 1 / Double(count * width)
      case .points: 1 / Double(count)
      case .one: 1
      }
    }
    var weightGradient = weight.map { _ in 0.0 }
    var biasGradient = bias.map { _ in 0.0 }
    var numbers: [Double] = []
    for _ in 0..<points.steps {
      let before = residuals()
      if !keepsGradient {
        weightGradient = weight.map { _ in 0 }
        biasGradient = bias.map { _ in 0 }
      }
      for (index, residual) in before.enumerated() {
        let (row, column) = index.quotientAndRemainder(dividingBy: width)
        let slope = factor * residual * share(gradientDivisor)
        biasGradient[column] += slope
        for k in 0..<depth {
          weightGradient[k * width + column] += slope * Double(points.x[row, k])
        }
      }
      let rate = Double(points.learningRate)
      if movesWeight {
        for index in weight.indices { weight[index] -= rate * weightGradient[index] }
      }
      if movesBias { for index in bias.indices { bias[index] -= rate * biasGradient[index] } }
      let measured = measuresBefore ? before : residuals()
      numbers.append(measured.reduce(0) { $0 + $1 * $1 } * share(lossDivisor))
    }
    if measuresAtTheEnd {
      numbers.append(residuals().reduce(0) { $0 + $1 * $1 } * share(lossDivisor))
    }
    return named(
      numbers, Tensor(weight.map(Float.init), shape: points.weight.shape),
      Tensor(bias.map(Float.init)))
  }
}

let fitLineGrader = Grader<Points>(
  "0.8",
  cases: { data in
    [
      (count: 5, depth: 3, width: 2, steps: 3), (4, 1, 1, 5), (1, 2, 3, 2), (6, 2, 1, 1),
      (3, 1, 2, 0), (67, 3, 2, 4), (9, 17, 5, 3), (3, 2, 1, 33),
    ].map { count, depth, width, steps in
      .init(
        Text(
          "x of [\(count), \(depth)], y of [\(count), \(width)], steps: \(steps)",
          "x de [\(count), \(depth)], y de [\(count), \(width)], passos: \(steps)"),
        Points(
          x: data.tensor([count, depth]), y: data.tensor([count, width], in: 2...4),
          weight: data.tensor([depth, width]), bias: data.upstream([width]),
          learningRate: data.number(in: 0.05...0.15) / Float(max(1, depth / 3)), steps: steps))
    } + [
      .init(
        Text("the example of the comment", "o exemplo do comentário"),
        Points(
          x: Tensor(rows: [[1], [3]]), y: Tensor(rows: [[2], [4]]), weight: Tensor(rows: [[0]]),
          bias: Tensor([0]), learningRate: 0.5, steps: 1)),
      .init(
        Text(
          "points that the start fits already, and a column of zeros in x, steps: 3",
          "pontos em que o início já se ajusta, e uma coluna de zeros em x, passos: 3"),
        Points(
          x: Tensor(rows: [[1, 0], [2, 0], [-1, 0]]), y: Tensor(rows: [[3], [5], [-1]]),
          weight: Tensor(rows: [[2], [4]]), bias: Tensor([1]), learningRate: 0.25, steps: 3)),
      .init(
        Text("a rate of 0, steps: 3", "uma taxa de 0, passos: 3"),
        Points(
          x: data.tensor([4, 2]), y: data.tensor([4, 1]), weight: data.tensor([2, 1]),
          bias: data.tensor([1]), learningRate: 0, steps: 3)),
      .init(
        Text("a rate of 1.5, too large, steps: 5", "uma taxa de 1.5, grande demais, passos: 5"),
        Points(
          x: data.tensor([5, 2], in: 1...2), y: data.tensor([5, 2]), weight: data.tensor([2, 2]),
          bias: data.tensor([2]), learningRate: 1.5, steps: 5)),
    ]
  },
  expected: { points in
    let (layer, numbers) = FoundationsSolution::fitLine(
      points.x, points.y,
      from: FoundationsSolution::Linear(weight: points.weight, bias: points.bias),
      learningRate: points.learningRate, steps: points.steps)
    return named(numbers, layer.weight, layer.bias)
  },
  misconceptions: [
    .init(
      Text(
        "if the gradient is added, so that the loss goes up",
        "se o gradiente é somado, e a perda sobe")
    ) { PlainDescent(factor: -2).evidence($0) },
    .init(
      Text(
        "if the 2 of the derivative of r² is forgotten",
        "se o 2 da derivada de r² é esquecido")
    ) { PlainDescent(factor: 1).evidence($0) },
    .init(
      Text(
        "if the derivative is not divided by the count, as the loss is",
        "se a derivada não é dividida pela quantidade, como a perda é")
    ) { PlainDescent(gradientDivisor: .one).evidence($0) },
    .init(
      Text(
        "if the loss is the sum of the squares, not their mean",
        "se a perda é a soma dos quadrados, e não a média")
    ) { PlainDescent(lossDivisor: .one).evidence($0) },
    .init(
      Text(
        "if loss and derivative are divided by the number of points, not of elements",
        "se a perda e a derivada são divididas pelo número de pontos, e não de elementos")
    ) { PlainDescent(lossDivisor: .points, gradientDivisor: .points).evidence($0) },
    .init(
      Text("if the loss is measured after the step", "se a perda é medida depois do passo")
    ) { PlainDescent(measuresBefore: false).evidence($0) },
    .init(
      Text(
        "if the derivative alone is divided by the number of points: 2r / rows",
        "se só a derivada é dividida pelo número de pontos: 2r / linhas")
    ) { PlainDescent(gradientDivisor: .points).evidence($0) },
    .init(
      Text(
        "if the loss alone is divided by the number of points, not of elements",
        "se só a perda é dividida pelo número de pontos, e não de elementos")
    ) { PlainDescent(lossDivisor: .points).evidence($0) },
    .init(
      Text(
        "if the loss after the last step is given too, one more than there are steps",
        "se a perda depois do último passo também é devolvida, uma a mais do que os passos")
    ) { PlainDescent(measuresAtTheEnd: true).evidence($0) },
    .init(
      Text("if the weight never moves", "se o peso nunca se move")
    ) { PlainDescent(movesWeight: false).evidence($0) },
    .init(
      Text("if the loss is the root of the mean", "se a perda é a raiz da média")
    ) { points in
      let right = PlainDescent().evidence(points)
      guard case .numbers(let numbers) = right[0].value else { return right }
      return [Evidence(losses, .numbers(numbers.map { $0.squareRoot() }))] + right.dropFirst()
    },
    .init(
      Text("if the bias never moves", "se o bias nunca se move")
    ) { PlainDescent(movesBias: false).evidence($0) },
    .init(
      Text(
        "if each step adds its gradient to those of the steps before",
        "se cada passo soma o seu gradiente aos dos passos anteriores")
    ) { PlainDescent(keepsGradient: true).evidence($0) },
  ],
  variants: [
    .init("in plain loops, in Double") { PlainDescent().evidence($0) }
  ],
  contract: [
    .init("by gradient descent on the mean"),
    .init("Each step: residual r"),
    .init(
      "so `steps` losses", triedBy: "x of [5, 3], y of [5, 2], steps: 3",
      "x of [3, 1], y of [3, 2], steps: 0"),
    .init("the mean is over all points", triedBy: "x of [5, 3], y of [5, 2]"),
    .init("One step from W = 0", triedBy: "the example of the comment"),
  ])

@Test func `0.8 a line fitted by gradient descent`() async throws {
  let attempt = Attempt("0.8")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(fitLineGrader) { points in
      let (layer, numbers) = Foundations::fitLine(
        points.x, points.y,
        from: Foundations::Linear(weight: points.weight, bias: points.bias),
        learningRate: points.learningRate, steps: points.steps)
      return named(numbers, layer.weight, layer.bias)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `0.8 grader`() { #expect(fitLineGrader.flaws() == []) }
