import CourseKit
import Foundation
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

private let activations = Text("gelu(x)", "gelu(x)")

struct GELUInput: Sendable {
  let x: Tensor
  let activation: GPTConfiguration.Activation
}

extension GPTConfiguration.Activation {
  /// The variant's name, appended to an input's shape.
  var spoken: Text { self == .gelu ? Text("exact", "exata") : Text("with tanh", "com tanh") }
}

/// With small numbers, strict enough to reveal a constant of three or four digits.
private func named(_ input: GELUInput, _ y: Tensor) -> [Evidence] {
  [Evidence(activations, y, tolerance: input.x.isSmall ? y.tolerance(for: 1e-6) : 1e-5)]
}

let geluGrader = Grader<GELUInput>(
  "4.3",
  cases: { data in
    GPTConfiguration.Activation.allCases.flatMap { activation in
      func named(_ english: String, _ portuguese: String) -> Text {
        Text(
          "\(english), \(activation.spoken.in(.english))",
          "\(portuguese), \(activation.spoken.in(.portuguese))")
      }
      let shape = [2, data.integer(in: 3...4), 5]
      return [
        Grader<GELUInput>.Case(
          named("elements of [4, 6] from −3 to 3", "elementos de [4, 6] de −3 a 3"),
          GELUInput(x: data.tensor([4, 6], in: -3...3), activation: activation)),
        .init(
          named("an input of \(shape)", "uma entrada de \(shape)"),
          GELUInput(x: data.tensor(Shape(shape)), activation: activation)),
        .init(
          named("[0, 40, −40, 1e4, −1e4]", "[0, 40, −40, 1e4, −1e4]"),
          GELUInput(x: Tensor([0, 40, -40, 1e4, -1e4]), activation: activation)),
        .init(
          named("an input without rows, [0, 3]", "uma entrada sem linhas, [0, 3]"),
          GELUInput(x: Tensor(zeros: [0, 3]), activation: activation)),
        .init(
          named("elements of [67, 5] from −2 to 2", "elementos de [67, 5] de −2 a 2"),
          GELUInput(x: data.tensor([67, 5], in: -2...2), activation: activation)),
        .init(
          named("[−1, 0, 1, 2]", "[−1, 0, 1, 2]"),
          GELUInput(x: Tensor([-1, 0, 1, 2]), activation: activation)),
        .init(
          named(
            "zeros, −0, tiny and equal elements, [2, 5]",
            "zeros, −0, elementos mínimos e iguais, [2, 5]"),
          GELUInput(
            x: Tensor(rows: [[0, -0.0, 1e-20, -1e-20, 0], [-1.5, -1.5, 0.001, -0.001, 0]]),
            activation: activation)),
        .init(
          named("elements of [3, 131] from −9 to 9", "elementos de [3, 131] de −9 a 9"),
          GELUInput(x: data.tensor([3, 131], in: -9...9), activation: activation)),
        .init(
          named("elements of [2, 1, 3, 5]", "elementos de [2, 1, 3, 5]"),
          GELUInput(x: data.tensor([2, 1, 3, 5]), activation: activation)),
      ]
    }
  },
  expected: { input in
    named(input, TransformerSolution::gelu(input.x, input.activation))
  },
  misconceptions: [
    .init(
      Text("without √2, if Φ is taken as ½ (1 + erf(x))", "sem o √2, com Φ como ½ (1 + erf(x))")
    ) { input in
      evidence(input, exact: { $0 * 0.5 * (1 + erf($0)) })
    },
    .init(
      Text(
        "if the formula with tanh is used, though the exact one is asked for",
        "com a fórmula do tanh quando se pediu a exata")
    ) { input in
      evidence(input, exact: { $0 * approximateProbability($0) })
    },
    .init(
      Text(
        "if the exact formula is used, though the one with tanh is asked for",
        "com a fórmula exata quando se pediu a do tanh")
    ) { input in
      evidence(input, tanh: { $0 * normalProbability($0) })
    },
    .init(Text("with ReLU, max(0, x)", "com a ReLU, max(0, x)")) { input in
      evidence(input, exact: { max(0, $0) }, tanh: { max(0, $0) })
    },
    .init(
      Text("with SiLU, x · sigmoid(x)", "com a SiLU, x · sigmoid(x)")
    ) { input in
      let silu = { @Sendable (x: Double) in x / (1 + exp(-x)) }
      return evidence(input, exact: silu, tanh: silu)
    },
    .init(
      Text(
        "with the quick approximation x · sigmoid(1.702 x)",
        "com a aproximação rápida x · sigmoid(1.702 x)")
    ) { input in
      let quick = { @Sendable (x: Double) in x / (1 + exp(-1.702 * x)) }
      return evidence(input, exact: quick, tanh: quick)
    },
    .init(
      Text("if Φ(x) is not multiplied by x", "quando Φ(x) não é multiplicado por x")
    ) { input in
      evidence(input, exact: normalProbability, tanh: approximateProbability)
    },
    .init(Text("without the factor ½", "sem o fator ½")) { input in
      evidence(
        input, exact: { 2 * $0 * normalProbability($0) },
        tanh: { 2 * $0 * approximateProbability($0) })
    },
    .init(
      Text(
        "if tanh is given 2/π instead of its root √(2/π)",
        "quando o tanh recebe 2/π em vez da raiz √(2/π)")
    ) { input in
      evidence(input, tanh: { x in x * 0.5 * (1 + Foundation.tanh(2 / .pi * cubic(x))) })
    },
    .init(
      Text(
        "if √(2/π) multiplies x alone and not the cubic term",
        "quando √(2/π) multiplica só o x, e não o termo cúbico")
    ) { input in
      evidence(
        input,
        tanh: { x in
          x * 0.5 * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * x + 0.044715 * x * x * x))
        })
    },
    .init(
      Text(
        "if the cubic term has x² in the place of x³", "quando o termo cúbico tem x² em vez de x³")
    ) { input in
      evidence(
        input,
        tanh: { x in
          x * 0.5 * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x)))
        })
    },
    .init(
      Text("if 0.044715 is rounded to 0.0447", "quando 0.044715 é arredondado para 0.0447")
    ) { input in
      evidence(
        input,
        tanh: { x in
          x * 0.5 * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * (x + 0.0447 * x * x * x)))
        })
    },
    .init(
      Text("if √(2/π) is rounded to 0.8", "quando √(2/π) é arredondado para 0.8")
    ) { input in
      evidence(input, tanh: { x in x * 0.5 * (1 + Foundation.tanh(0.8 * cubic(x))) })
    },
    .init(
      Text(
        "if the cubic term is subtracted, not added",
        "quando o termo cúbico é subtraído, e não somado")
    ) { input in
      evidence(
        input,
        tanh: { x in
          x * 0.5 * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * (2 * x - cubic(x))))
        })
    },
    .init(
      Text("if the cubic term is left out", "quando o termo cúbico é esquecido")
    ) { input in
      evidence(
        input, tanh: { x in x * 0.5 * (1 + Foundation.tanh((2 / Double.pi).squareRoot() * x)) })
    },
    .init(
      Text(
        "if tanh is made of exponentials that overflow for large elements",
        "quando o tanh é feito de exponenciais que estouram para elementos grandes")
    ) { input in
      evidence(
        input,
        tanh: { x in
          let power = exp(2 * (2 / Double.pi).squareRoot() * cubic(x))
          return x * 0.5 * (1 + (power - 1) / (power + 1))
        })
    },
  ],
  variants: [
    .init("element by element, in Double") { evidence($0) },
    .init("with the complementary error function, and tanh as a sigmoid") { input in
      evidence(
        input, exact: { $0 * 0.5 * erfc(-$0 / 2.0.squareRoot()) },
        tanh: { x in x / (1 + exp(-2 * (2 / Double.pi).squareRoot() * cubic(x))) })
    },
    .init("in Float") { input in
      let result = input.x.scalars.map { x in
        let u = (2 / Float.pi).squareRoot() * (x + 0.044715 * x * x * x)
        let share = input.activation == .gelu ? erf(x / Float(2).squareRoot()) : Foundation.tanh(u)
        return 0.5 * x * (1 + share)
      }
      return named(input, Tensor(result, shape: input.x.shape))
    },
  ],
  contract: [
    .init("The Gaussian error linear unit"),
    .init("Exactly, Φ(x)", triedBy: "elements of [4, 6] from −3 to 3, exact"),
    .init("GPT-2 was trained with", triedBy: "elements of [67, 5] from −2 to 2, with tanh"),
    .init("Shape: any → the same", triedBy: "elements of [2, 1, 3, 5]"),
    .init("A large negative number becomes 0", triedBy: "[0, 40, −40, 1e4, −1e4]"),
    .init("asks for the exact form"),
    .init("Rows have `errorFunction()`", untested: "says what to use"),
    .init(
      "Example: gelu([−1, 0, 1, 2])", triedBy: "[−1, 0, 1, 2], exact", "[−1, 0, 1, 2], with tanh"),
  ])

extension Tensor {
  /// Whether GELU of these numbers is accurate to seven digits in Float.
  var isSmall: Bool { scalars.allSatisfy { abs($0) <= 2 } }

  /// An absolute difference as a fraction of the largest element.
  func tolerance(for difference: Double) -> Double {
    difference / scalars.reduce(1e-6) { max($0, Double(abs($1))) }
  }
}

// MARK: In plain loops

/// ½ (1 + erf(x / √2))
@Sendable func normalProbability(_ x: Double) -> Double { 0.5 * (1 + erf(x / 2.0.squareRoot())) }

/// ½ (1 + tanh(√(2/π) · (x + 0.044715 x³)))
@Sendable func approximateProbability(_ x: Double) -> Double {
  0.5 * (1 + tanh((2 / Double.pi).squareRoot() * cubic(x)))
}

/// x + 0.044715 x³
func cubic(_ x: Double) -> Double { x + 0.044715 * x * x * x }

private func evidence(
  _ input: GELUInput, exact: (Double) -> Double = { $0 * normalProbability($0) },
  tanh: (Double) -> Double = { $0 * approximateProbability($0) }
) -> [Evidence] {
  let result = input.x.scalars.map { Float((input.activation == .gelu ? exact : tanh)(Double($0))) }
  return named(input, Tensor(result, shape: input.x.shape))
}

@Test func `4.3 GELU, exact and with tanh`() async throws {
  let attempt = Attempt("4.3")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(geluGrader) { input in
      named(input, Transformer::gelu(input.x, input.activation))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.3 grader`() { #expect(geluGrader.flaws() == []) }
