import CourseKit
import Foundation
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

private let output = Text("the output", "a saída")
private let gradient = Text("the gradient of the input", "o gradiente da entrada")

struct GELUPullbackInput: Sendable {
  let x: Tensor
  let upstream: Tensor
  let activation: GPTConfiguration.Activation
}

/// With small numbers, strict enough to reveal a constant of three or four digits.
private func named(_ input: GELUPullbackInput, _ y: Tensor, _ slopes: Tensor) -> [Evidence] {
  let isSmall = input.x.isSmall
  return [
    Evidence(output, y, tolerance: isSmall ? y.tolerance(for: 1e-6) : 1e-5),
    Evidence(gradient, slopes, tolerance: isSmall ? slopes.tolerance(for: 1.6e-6) : 1e-5),
  ]
}

private func named(
  _ english: String, _ portuguese: String, x: Tensor, _ upstream: Tensor,
  _ activation: GPTConfiguration.Activation
) -> Grader<GELUPullbackInput>.Case {
  .init(
    Text(
      "\(english), \(activation.spoken.in(.english))",
      "\(portuguese), \(activation.spoken.in(.portuguese))"),
    GELUPullbackInput(x: x, upstream: upstream, activation: activation))
}

let geluPullbackGrader = Grader<GELUPullbackInput>(
  "4.4",
  cases: { data in
    GPTConfiguration.Activation.allCases.flatMap { activation in
      [([4, 6], 3), ([2, 3, 5], 2), ([1, data.integer(in: 3...4)], 1)].map { axes, limit in
        let range = -Float(limit)...Float(limit)
        return Grader<GELUPullbackInput>.Case(
          Text(
            "elements of \(axes) from −\(limit) to \(limit), \(activation.spoken.in(.english))",
            "elementos de \(axes) de −\(limit) a \(limit), \(activation.spoken.in(.portuguese))"),
          GELUPullbackInput(
            x: data.tensor(Shape(axes), in: range), upstream: data.upstream(Shape(axes)),
            activation: activation))
      }
        + [
          .init(
            Text(
              "[0, 40, −40], \(activation.spoken.in(.english))",
              "[0, 40, −40], \(activation.spoken.in(.portuguese))"),
            GELUPullbackInput(
              x: Tensor([0, 40, -40]), upstream: data.upstream([3]), activation: activation)),
          named(
            "[−1, 0, 1, 2], upstream gradients of 1", "[−1, 0, 1, 2], gradientes upstream 1",
            x: Tensor([-1, 0, 1, 2]), Tensor([1, 1, 1, 1]), activation),
          named(
            "[1e4, −1e4, −0, 0], upstream gradients of 0 among others",
            "[1e4, −1e4, −0, 0], gradientes upstream 0 entre outros",
            x: Tensor([1e4, -1e4, -0.0, 0]), Tensor([2, 3, -1, 0]), activation),
          named(
            "elements of [67, 5] from −2 to 2", "elementos de [67, 5] de −2 a 2",
            x: data.tensor([67, 5], in: -2...2), data.upstream([67, 5]), activation),
          named(
            "elements of [3, 131] from −9 to 9", "elementos de [3, 131] de −9 a 9",
            x: data.tensor([3, 131], in: -9...9), data.upstream([3, 131]), activation),
          named(
            "equal elements of [2, 1, 3, 2]", "elementos iguais de [2, 1, 3, 2]",
            x: Tensor(repeating: -0.75, shape: [2, 1, 3, 2]), data.upstream([2, 1, 3, 2]),
            activation),
          named(
            "no rows, [0, 3]", "nenhuma linha, [0, 3]", x: Tensor(zeros: [0, 3]),
            Tensor(zeros: [0, 3]), activation),
        ]
    }
  },
  expected: { input in
    let (y, pullback) = TransformerSolution::geluWithPullback(input.x, input.activation)
    return named(input, y, repeatedly(pullback)(input.upstream))
  },
  misconceptions: [
    .init(
      Text(
        "if the slope is Φ(x) alone and x · φ(x) is forgotten (the product rule)",
        "quando a inclinação é só Φ(x) e se esquece x · φ(x) (a regra do produto)")
    ) { input in
      evidence(input, exact: normalProbability, tanh: approximateProbability)
    },
    .init(
      Text(
        "if the density is not multiplied by x", "quando a densidade não é multiplicada por x")
    ) { input in
      evidence(
        input, exact: { normalProbability($0) + density($0) },
        tanh: { approximateProbability($0) + approximateDensity($0) })
    },
    .init(
      Text("if only x · φ(x) is used and Φ(x) is forgotten", "com x · φ(x) apenas, sem Φ(x)")
    ) { input in
      evidence(input, exact: { $0 * density($0) }, tanh: { $0 * approximateDensity($0) })
    },
    .init(
      Text(
        "if the slope is not multiplied by the upstream gradient",
        "quando a inclinação não é multiplicada pelo gradiente upstream")
    ) { input in
      evidence(input, usesUpstream: false)
    },
    .init(
      Text(
        "if the slope is taken at gelu(x) instead of x", "com a inclinação em gelu(x), e não em x")
    ) { input in
      evidence(
        input, exact: { slope($0 * normalProbability($0)) },
        tanh: { approximateSlope($0 * approximateProbability($0)) })
    },
    .init(
      Text("with the slope of ReLU, 0 or 1", "com a inclinação da ReLU, 0 ou 1")
    ) { input in
      evidence(input, exact: { $0 > 0 ? 1 : 0 }, tanh: { $0 > 0 ? 1 : 0 })
    },
    .init(
      Text("if the density lacks its 1/√(2π)", "quando falta 1/√(2π) na densidade")
    ) { input in
      evidence(input, exact: { normalProbability($0) + $0 * exp(-$0 * $0 / 2) })
    },
    .init(
      Text(
        "if the density is exp(−x²) / √(2π), without the ½ in the exponent",
        "quando a densidade é exp(−x²) / √(2π), sem o ½ no expoente")
    ) { input in
      evidence(
        input,
        exact: { normalProbability($0) + $0 * exp(-$0 * $0) / (2 * Double.pi).squareRoot() })
    },
    .init(
      Text(
        "if the slope of the exact form is used for the one with tanh",
        "com a inclinação da forma exata para a do tanh")
    ) { input in
      evidence(input, tanh: slope)
    },
    .init(
      Text(
        "if u′ has 0.0447 for 0.044715", "quando u′ tem 0.0447 no lugar de 0.044715")
    ) { input in
      evidence(
        input,
        tanh: {
          approximateSlope($0, inner: (2 / Double.pi).squareRoot() * (1 + 3 * 0.0447 * $0 * $0))
        })
    },
    .init(
      Text(
        "if the slope of the form with tanh is used for the exact one",
        "com a inclinação da forma com tanh para a exata")
    ) { input in
      evidence(input, exact: { approximateSlope($0) })
    },
    .init(
      Text(
        "if the slope is divided among the elements, as a mean is",
        "quando a inclinação é dividida pela quantidade de elementos, como numa média")
    ) { input in
      let count = Double(max(1, input.x.count))
      return evidence(input, exact: { slope($0) / count }, tanh: { approximateSlope($0) / count })
    },
    .init(
      Text(
        "if u′, the slope inside tanh, is forgotten",
        "quando se esquece u′, a inclinação dentro do tanh")
    ) { input in
      evidence(input, tanh: { approximateSlope($0, inner: 1) })
    },
    .init(
      Text(
        "if u′ lacks the 3 that x³ brings down", "quando falta em u′ o 3 que desce de x³")
    ) { input in
      evidence(
        input,
        tanh: {
          approximateSlope($0, inner: (2 / Double.pi).squareRoot() * (1 + 0.044715 * $0 * $0))
        })
    },
    .init(
      Text(
        "if p (1 − p) lacks its 2 in the form with tanh",
        "quando falta o 2 de 2p (1 − p) na forma com tanh")
    ) { input in
      evidence(input, tanh: { approximateProbability($0) + 0.5 * $0 * approximateDensity($0) })
    },
  ],
  variants: [
    .init("element by element, in Double") { evidence($0) },
    .init("with differences of the exact form, and 1 − tanh² for the other") { input in
      evidence(
        input,
        exact: { x in
          let (above, below) = (x + 1e-5, x - 1e-5)
          return (above * normalProbability(above) - below * normalProbability(below)) / 2e-5
        },
        tanh: { x in
          let root = (2 / Double.pi).squareRoot()
          let t = Foundation.tanh(root * cubic(x))
          return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * root * (1 + 3 * 0.044715 * x * x)
        })
    },
  ],
  contract: [
    .init("The output and its pullback: ∂x = ∂y"),
    .init("Exactly, gelu′(x) =", triedBy: "elements of [4, 6] from −3 to 3, exact"),
    .init("With tanh, let p", triedBy: "elements of [67, 5] from −2 to 2, with tanh"),
    .init("The slope is computed in the forward pass", untested: "where it is worked out is free"),
    .init(
      "output and gradient have the shape of x", triedBy: "elements of [2, 3, 5]",
      "equal elements of [2, 1, 3, 2]"),
    .init(
      "Example: gelu′", triedBy: "[−1, 0, 1, 2], upstream gradients of 1, exact",
      "[−1, 0, 1, 2], upstream gradients of 1, with tanh"),
    .init("The slope of a large number", triedBy: "[0, 40, −40]", "[1e4, −1e4"),
  ])

// MARK: In plain loops

private func density(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }

private func slope(_ x: Double) -> Double { normalProbability(x) + x * density(x) }

/// √(2/π)(1 + 3 · 0.044715 x²)
private func innerSlope(_ x: Double) -> Double {
  (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
}

/// 2p (1 − p) · u′
private func approximateDensity(_ x: Double, inner: Double? = nil) -> Double {
  let p = approximateProbability(x)
  return 2 * p * (1 - p) * (inner ?? innerSlope(x))
}

private func approximateSlope(_ x: Double, inner: Double? = nil) -> Double {
  approximateProbability(x) + x * approximateDensity(x, inner: inner)
}

/// GELU itself, with a possibly wrong slope.
private func evidence(
  _ input: GELUPullbackInput, exact: (Double) -> Double = { slope($0) },
  tanh: (Double) -> Double = { approximateSlope($0) }, usesUpstream: Bool = true
) -> [Evidence] {
  let isExact = input.activation == .gelu
  let numbers = input.x.scalars.map(Double.init)
  let outputs = numbers.map {
    Float($0 * (isExact ? normalProbability($0) : approximateProbability($0)))
  }
  let gradients = zip(numbers, input.upstream.scalars).map { x, upstream in
    Float((isExact ? exact : tanh)(x) * (usesUpstream ? Double(upstream) : 1))
  }
  return named(
    input, Tensor(outputs, shape: input.x.shape), Tensor(gradients, shape: input.x.shape))
}

@Test func `4.4 GELU, pullback`() async throws {
  let attempt = Attempt("4.4")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(geluPullbackGrader) { input in
      let (y, pullback) = Transformer::geluWithPullback(input.x, input.activation)
      return named(input, y, repeatedly(pullback)(input.upstream))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.4 grader`() { #expect(geluPullbackGrader.flaws() == []) }
