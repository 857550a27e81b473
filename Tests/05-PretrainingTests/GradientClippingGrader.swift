import CourseKit
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing

struct ClippingInput: Sendable {
  let gradient: MatrixAndBias
  let limit: Double
  /// Whether it is so much shorter than the limit that no bit of it may change.
  let stays: Bool

  var tensors: [Tensor] { gradient.parameters.map(\.tensor) }
}

private func clippingEvidence(
  norm: Double, returned: Double, clipped: [Tensor], of input: ClippingInput
) -> [Evidence] {
  [
    Evidence(Text("the global norm", "a norma global"), norm, tolerance: 1e-5),
    Evidence(Text("what clip returns", "o que clip devolve"), returned, tolerance: 1e-5),
  ]
    + zip(input.gradient.parameters, clipped).map { parameter, tensor in
      Evidence(
        Text(
          "the gradient of \(parameter.name) after clipping",
          "o gradiente de \(parameter.name) depois do corte"), tensor,
        tolerance: input.stays ? 0 : 1e-5)
    }
}

/// Clipping in plain loops over Doubles, from a norm and the new value of each element.
private func plainClipping(
  _ input: ClippingInput,
  norm: ([[Double]]) -> Double = { tensors in length(tensors.flatMap { $0 }) },
  returned: ((Double) -> Double)? = nil,
  clip: (_ tensor: [Double], _ norm: Double) -> [Double]
) -> [Evidence] {
  let tensors = input.tensors
  let numbers = tensors.map { $0.scalars.map(Double.init) }
  let norm = norm(numbers)
  return clippingEvidence(
    norm: norm, returned: returned?(norm) ?? norm,
    clipped: zip(numbers, tensors).map { Tensor(clip($0, norm).map(Float.init), shape: $1.shape) },
    of: input)
}

private func length(_ numbers: [Double]) -> Double {
  numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
}

/// Correct clipping, for mistakes that are elsewhere.
private func shortened(_ numbers: [Double], _ norm: Double, _ limit: Double) -> [Double] {
  norm > limit ? numbers.map { $0 * (limit / norm) } : numbers
}

let gradientClippingGrader = Grader<ClippingInput>(
  "5.6",
  cases: { data in
    func makeCase(
      _ english: String, _ portuguese: String, share: Double, scale: Float = 1,
      of given: Shape? = nil, and more: [Shape] = []
    ) -> Grader<ClippingInput>.Case {
      let shape = given ?? data.shape(rank: 2, axes: 2...5)
      var gradient = MatrixAndBias(
        weight: data.upstream(shape), bias: data.upstream([shape[1] + 1]),
        more: more.map { data.upstream($0) })
      gradient.scale(by: scale)
      let norm = length(gradient.parameters.flatMap(\.tensor.scalars).map(Double.init))
      let text = "\(shape), [\(shape[1] + 1)]"
      return .init(
        Text("a gradient of \(text), \(english)", "um gradiente de \(text), \(portuguese)"),
        ClippingInput(
          gradient: gradient, limit: norm == 0 ? 1 : norm * share, stays: share > 1 || scale == 0))
    }
    // Parameters [3, 0] and [4]: a norm of 5.
    func example(_ english: String, _ portuguese: String, limit: Double)
      -> Grader<ClippingInput>.Case
    {
      .init(
        Text(
          "the comment's example, [3, 0] and [4], \(english)",
          "o exemplo do comentário, [3, 0] e [4], \(portuguese)"),
        ClippingInput(
          gradient: MatrixAndBias(weight: Tensor([3, 0], shape: [1, 2]), bias: Tensor([4])),
          limit: limit, stays: limit > 5))
    }
    return [
      makeCase(
        "much longer than the limit", "bem mais longo que o limite",
        share: Double(data.number(in: 0.05...0.12)), scale: 3, and: [[4, 3]]),
      makeCase(
        "somewhat longer than the limit", "um pouco mais longo que o limite",
        share: Double(data.number(in: 0.82...0.9)), scale: 2),
      makeCase(
        "shorter than the limit", "mais curto que o limite",
        share: Double(data.number(in: 1.5...3))),
      makeCase("all zeros", "só de zeros", share: 1, scale: 0),
      makeCase(
        "and 7 more, a little longer than the limit", "e mais 7, um pouco mais longo que o limite",
        share: 0.97, of: [3, 37], and: [[5], [4, 3], [1, 6], [3], [1], [7, 2], [2, 2]]),
      makeCase(
        "a little shorter than the limit", "um pouco mais curto que o limite", share: 1.01),
      makeCase(
        "short, and longer than the limit", "curto, e mais longo que o limite",
        share: 0.4, scale: 0.1),
      makeCase(
        "hardly longer than the limit", "quase nada mais longo que o limite",
        share: 1 / 1.00007),
      makeCase("to a norm of 0", "para uma norma de 0", share: 0),
      example("to a norm of 1", "para uma norma de 1", limit: 1),
      example("to a norm of 10", "para uma norma de 10", limit: 10),
      example("to a norm of 5, its own", "para uma norma de 5, a própria", limit: 5),
    ]
  },
  expected: { input in
    var gradient = input.gradient
    let returned = PretrainingSolution::clip(&gradient, toNorm: input.limit)
    return clippingEvidence(
      norm: PretrainingSolution::globalNorm(input.gradient), returned: returned,
      clipped: gradient.parameters.map(\.tensor), of: input)
  },
  misconceptions: [
    .init(
      Text(
        "if each parameter is clipped by its own norm, not by that of all",
        "quando cada parâmetro é cortado pela própria norma, e não pela de todos")
    ) { input in
      plainClipping(input) { numbers, _ in shortened(numbers, length(numbers), input.limit) }
    },
    .init(
      Text(
        "if the norms of the parameters are added up: the root comes after the sum of all squares",
        "quando se somam as normas dos parâmetros: a raiz vem depois da soma de todos os quadrados")
    ) { input in
      plainClipping(input, norm: { $0.reduce(0) { $0 + length($1) } }) {
        shortened($0, $1, input.limit)
      }
    },
    .init(
      Text(
        "if every element is clipped to ±limit: the direction changes",
        "quando cada elemento é cortado em ±limite: a direção muda")
    ) { input in
      plainClipping(input) { numbers, _ in
        numbers.map { max(-input.limit, min(input.limit, $0)) }
      }
    },
    .init(
      Text(
        "if short gradients are lengthened to the limit too",
        "quando gradientes curtos também são esticados até o limite")
    ) { input in
      plainClipping(input) { numbers, norm in numbers.map { $0 * (input.limit / norm) } }
    },
    .init(
      Text("if the norm is not the root of the sum", "quando não se tira a raiz da soma")
    ) { input in
      plainClipping(
        input, norm: { $0.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * $1 } } }
      ) { shortened($0, $1, input.limit) }
    },
    .init(
      Text(
        "of the sum of |g| in the place of the root of Σ g²",
        "da soma de |g| no lugar da raiz de Σ g²")
    ) { input in
      plainClipping(input, norm: { $0.reduce(0) { $0 + $1.reduce(0) { $0 + abs($1) } } }) {
        shortened($0, $1, input.limit)
      }
    },
    .init(
      Text(
        "of the largest |g| in the place of the norm", "do maior |g| no lugar da norma")
    ) { input in
      plainClipping(input, norm: { $0.flatMap { $0.map(abs) }.max()! }) {
        shortened($0, $1, input.limit)
      }
    },
    .init(
      Text(
        "if clip returns the norm after clipping, not before",
        "quando clip devolve a norma de depois do corte, e não a de antes")
    ) { input in
      plainClipping(input, returned: { min($0, input.limit) }) {
        shortened($0, $1, input.limit)
      }
    },
    .init(
      Text(
        "if the gradient is divided by its norm: that makes it 1 long, not as long as the limit",
        "quando o gradiente é dividido pela norma: ele fica com 1 de comprimento, e não com o limite"
      )
    ) { input in
      plainClipping(input) { numbers, norm in
        norm > input.limit ? numbers.map { $0 / norm } : numbers
      }
    },
    .init(
      Text(
        "if long gradients are scaled by norm / limit, which lengthens them",
        "quando gradientes longos são multiplicados por norma / limite, o que os estica")
    ) { input in
      plainClipping(input) { numbers, norm in
        norm > input.limit ? numbers.map { $0 * (norm / input.limit) } : numbers
      }
    },
    .init(
      Text(
        "of the root of the mean of g² in the place of the root of the sum",
        "da raiz da média de g² no lugar da raiz da soma")
    ) { input in
      plainClipping(
        input,
        norm: { tensors in
          let all = tensors.flatMap { $0 }
          return length(all) / Double(all.count).squareRoot()
        }
      ) { shortened($0, $1, input.limit) }
    },
    .init(
      Text(
        "if only the first parameter counts for the norm",
        "quando só o primeiro parâmetro conta na norma")
    ) { input in
      plainClipping(input, norm: { length($0[0]) }) { shortened($0, $1, input.limit) }
    },
    .init(
      Text(
        "if only the matrices count for the norm", "quando só as matrizes contam na norma")
    ) { input in
      plainClipping(
        input,
        norm: { numbers in
          length(zip(numbers, input.tensors).flatMap { $1.shape.rank > 1 ? $0 : [] })
        }
      ) { shortened($0, $1, input.limit) }
    },
    .init(
      Text(
        "if the gradient is multiplied by the limit and not divided by the norm",
        "quando o gradiente é multiplicado pelo limite sem ser dividido pela norma")
    ) { input in
      plainClipping(input) { numbers, norm in
        norm > input.limit ? numbers.map { $0 * input.limit } : numbers
      }
    },
    .init(
      Text(
        "if the first parameter alone is shortened", "quando só o primeiro parâmetro é encurtado")
    ) { input in
      var isFirst = true
      return plainClipping(input) { numbers, norm in
        defer { isFirst = false }
        return isFirst ? shortened(numbers, norm, input.limit) : numbers
      }
    },
  ],
  variants: [
    .init("in plain loops, always times min(1, limit / norm)") { input in
      plainClipping(input) { numbers, norm in
        let factor = norm == 0 ? 1 : min(1, input.limit / norm)
        return numbers.map { $0 * factor }
      }
    },
    .init("with a small number beside the norm, against a division by 0") { input in
      plainClipping(input) { numbers, norm in
        numbers.map { $0 * min(1, input.limit / (norm + 1e-6)) }
      }
    },
    .init("divided by a number that is never 0") { input in
      plainClipping(input) { numbers, norm in
        numbers.map { $0 * min(1, input.limit / max(norm, .leastNormalMagnitude)) }
      }
    },
  ],
  contract: [
    .init("all parameters taken as one vector"),
    .init("// parameters [3, 0]", triedBy: "the comment's example"),
    .init("keeping its direction"),
    .init(
      "stays as it is; one of zeros", triedBy: "a gradient of",
      "the comment's example, [3, 0] and [4], to a norm of 10"),
    .init("to a norm of 1: [0.6, 0]", triedBy: "the comment's example"),
    .init("Returns the norm before"),
  ])

/// Parts that can be graded while other holes are still open.
private let gradientClippingParts: [Part<ClippingInput>] = [
  .init(Text("globalNorm", "globalNorm")) { input in
    let norm = Pretraining::globalNorm(input.gradient)
    return Array(
      clippingEvidence(norm: norm, returned: norm, clipped: input.tensors, of: input)[0..<1])
  },
  .init(Text("clip", "clip")) { input in
    var gradient = input.gradient
    let norm = Pretraining::clip(&gradient, toNorm: input.limit)
    return Array(
      clippingEvidence(
        norm: norm, returned: norm, clipped: gradient.parameters.map(\.tensor), of: input)[1...])
  },
]

@Test func `5.6 clip by global norm`() async throws {
  let attempt = Attempt("5.6")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(gradientClippingGrader, parts: gradientClippingParts) { input in
      var gradient = input.gradient
      let norm = Pretraining::globalNorm(gradient)
      let returned = Pretraining::clip(&gradient, toNorm: input.limit)
      return clippingEvidence(
        norm: norm, returned: returned, clipped: gradient.parameters.map(\.tensor),
        of: input)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.6 grader`() { #expect(gradientClippingGrader.flaws() == []) }
