import CourseKit
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

/// The parameters of a linear layer, its input, and the upstream gradient.
struct LinearPullbackInput: Sendable {
  let x: Tensor
  let weight: Tensor
  let bias: Tensor
  let upstream: Tensor
}

private let output = Text("the output", "a saída")
private let inputGradient = Text("the gradient of the input", "o gradiente da entrada")
private let weightGradient = Text("the gradient of weight", "o gradiente de weight")
private let biasGradient = Text("the gradient of bias", "o gradiente de bias")

/// Thrown by a mistake that only works with square weights, and would trap with others.
private struct NotSquare: Error {}

private func named(
  _ y: Tensor, _ input: Tensor, _ weight: Tensor, _ bias: Tensor
) -> [Evidence] {
  [
    Evidence(output, y), Evidence(inputGradient, input), Evidence(weightGradient, weight),
    Evidence(biasGradient, bias),
  ]
}

/// The reference, with some of the gradients replaced.
private func evidence(
  _ problem: LinearPullbackInput, input: Tensor? = nil, weight: Tensor? = nil, bias: Tensor? = nil
) -> [Evidence] {
  let layer = FoundationsSolution::Linear(weight: problem.weight, bias: problem.bias)
  let (y, pullback) = layer.withPullback(problem.x)
  let (gradient, parameters) = repeatedly(pullback)(problem.upstream)
  return named(y, input ?? gradient, weight ?? parameters.weight, bias ?? parameters.bias)
}

/// A matrix whose elements are sums of `terms` terms.
private func sums(
  _ shape: Shape, terms: Int, _ term: (_ row: Int, _ column: Int, _ k: Int) -> Float
) -> Tensor {
  let width = shape.columnCount
  return Tensor(
    (0..<shape.count).map { offset in
      (0..<terms).reduce(0) { $0 + term(offset / width, offset % width, $1) }
    }, shape: shape)
}

let linearPullbackGrader = Grader<LinearPullbackInput>(
  "0.7",
  cases: { data in
    let side = data.integer(in: 3...5)
    let sizes = [
      ([side, side], side), ([5, 4], 3), ([2, 3, 4], 5), ([4], 3), ([1, 2], 1), ([2, 1, 2, 3], 2),
      ([9, 33], 17), ([67, 3], 2), ([2, 70], 3), ([3, 2], 37), ([3, 1], 1),
    ]
    return sizes.map { axes, out in
      let depth = axes.last!
      return .init(
        Text(
          "x of \(axes), a weight of [\(depth), \(out)]",
          "x de \(axes), um peso de [\(depth), \(out)]"),
        LinearPullbackInput(
          x: data.tensor(Shape(axes)), weight: data.tensor([depth, out]), bias: data.tensor([out]),
          upstream: data.upstream(Shape(axes.dropLast() + [out]))))
    } + [
      .init(
        Text("the example of the comment", "o exemplo do comentário"),
        LinearPullbackInput(
          x: Tensor(rows: [[1, 3]]), weight: Tensor(rows: [[2], [5]]), bias: Tensor([0]),
          upstream: Tensor(rows: [[10]]))),
      .init(
        Text(
          "zeros in x, in the weight and in the upstream gradient, and equal rows",
          "zeros em x, no peso e no gradiente upstream, e linhas iguais"),
        LinearPullbackInput(
          x: Tensor(rows: [[0, 2], [0, 2], [-1, 0], [0, 0]]),
          weight: Tensor(rows: [[0, 3, 3], [0, 0, -2]]), bias: Tensor([0, 0, 1]),
          upstream: Tensor(rows: [[1, 0, -2], [1, 0, -2], [0, 0, 0], [4, 0, 0.5]]))),
    ]
  },
  expected: { evidence($0) },
  misconceptions: [
    .init(
      Text(
        "if ∂W is left as the weight itself", "se ∂W fica sendo o próprio peso")
    ) { evidence($0, weight: $0.weight) },
    .init(
      Text("if ∂b is left as the bias itself", "se ∂b fica sendo o próprio bias")
    ) { evidence($0, bias: $0.bias) },
    .init(
      Text(
        "if each row replaces what the rows before gave ∂W, and is not added to it",
        "se cada linha substitui o que as anteriores deram a ∂W, em vez de somar")
    ) { problem in
      let (x, g) = (problem.x, problem.upstream)
      let (depth, width, last) = (x.columnCount, g.columnCount, x.rowCount - 1)
      return evidence(
        problem,
        weight: sums(problem.weight.shape, terms: 1) { k, j, _ in
          x[last * depth + k] * g[last * width + j]
        })
    },
    .init(
      Text(
        "if each row replaces what the rows before gave ∂b, and is not added to it",
        "se cada linha substitui o que as anteriores deram a ∂b, em vez de somar")
    ) { problem in
      let (g, width) = (problem.upstream, problem.bias.count)
      let first = (g.rowCount - 1) * width
      return evidence(problem, bias: Tensor((0..<width).map { g[first + $0] }))
    },
    .init(
      Text("if the output lacks the bias", "se falta o bias na saída")
    ) { problem in
      let right = evidence(problem)
      let layer = FoundationsSolution::Linear(
        weight: problem.weight, bias: Tensor(zeros: problem.bias.shape))
      return [Evidence(output, layer(problem.x))] + right.dropFirst()
    },
    .init(
      Text("if W is not transposed: ∂x = ∂y · W", "se W não é transposto: ∂x = ∂y · W")
    ) { problem in
      let (w, g, side) = (problem.weight, problem.upstream, problem.bias.count)
      guard w.shape[0] == side else { throw NotSquare() }
      return evidence(
        problem,
        input: sums(problem.x.shape, terms: side) { g[$0 * side + $2] * w[$2, $1] })
    },
    .init(
      Text("if ∂W comes out transposed: ∂yᵀ · x", "se ∂W sai transposto: ∂yᵀ · x")
    ) { problem in
      let (x, g, side) = (problem.x, problem.upstream, problem.bias.count)
      guard problem.weight.shape[0] == side else { throw NotSquare() }
      return evidence(
        problem,
        weight: sums(problem.weight.shape, terms: x.rowCount) {
          g[$2 * side + $0] * x[$2 * side + $1]
        })
    },
    .init(
      Text("if x is not transposed: ∂W = x · ∂y", "se x não é transposto: ∂W = x · ∂y")
    ) { problem in
      let (x, g, side) = (problem.x, problem.upstream, problem.bias.count)
      guard x.shape == problem.weight.shape, x.shape == [side, side] else { throw NotSquare() }
      return evidence(
        problem, weight: sums(x.shape, terms: side) { x[$0, $2] * g[$2, $1] })
    },
    .init(
      Text(
        "if ∂W is made with the output in the place of the upstream gradient",
        "se ∂W é feito com a saída no lugar do gradiente upstream")
    ) { problem in
      let layer = FoundationsSolution::Linear(weight: problem.weight, bias: problem.bias)
      let (x, y) = (problem.x, layer(problem.x))
      let (depth, width) = (x.columnCount, y.columnCount)
      return evidence(
        problem,
        weight: sums(problem.weight.shape, terms: x.rowCount) {
          x[$2 * depth + $0] * y[$2 * width + $1]
        })
    },
    .init(
      Text(
        "if ∂W and ∂b are divided by the number of rows",
        "se ∂W e ∂b são divididos pelo número de linhas")
    ) { problem in
      let (x, g) = (problem.x, problem.upstream)
      let (depth, width, share) = (x.columnCount, g.columnCount, 1 / Float(x.rowCount))
      return evidence(
        problem,
        weight: sums(problem.weight.shape, terms: x.rowCount) {
          share * x[$2 * depth + $0] * g[$2 * width + $1]
        },
        bias: sums([width], terms: x.rowCount) { share * g[$2 * width + $1] })
    },
    .init(
      Text(
        "if ∂b is the mean of the upstream gradient's rows, not their sum",
        "se ∂b é a média das linhas do gradiente upstream, e não a soma")
    ) { problem in
      let (g, width) = (problem.upstream, problem.bias.count)
      return evidence(
        problem,
        bias: sums([width], terms: g.rowCount) { g[$2 * width + $1] / Float(g.rowCount) })
    },
    .init(
      Text(
        "if ∂b has a sum for each row, not for each column",
        "se ∂b tem uma soma para cada linha, e não para cada coluna")
    ) { problem in
      let (g, width) = (problem.upstream, problem.bias.count)
      return evidence(
        problem, bias: sums([g.rowCount], terms: width) { g[$1 * width + $2] })
    },
    .init(
      Text(
        "if ∂b is 1, whatever the upstream gradient",
        "se ∂b é 1, seja qual for o gradiente upstream")
    ) { problem in
      evidence(problem, bias: Tensor(repeating: 1, shape: problem.bias.shape))
    },
    .init(
      Text("if the bias gets no gradient", "se o bias fica sem gradiente")
    ) { problem in
      evidence(problem, bias: Tensor(zeros: problem.bias.shape))
    },
  ],
  variants: [
    .init("in plain loops") { problem in
      let (x, w, g) = (problem.x, problem.weight, problem.upstream)
      let (depth, width) = (x.columnCount, g.columnCount)
      return evidence(
        problem,
        input: sums(x.shape, terms: width) { g[$0 * width + $2] * w[$1, $2] },
        weight: sums(w.shape, terms: x.rowCount) { x[$2 * depth + $0] * g[$2 * width + $1] },
        bias: sums([width], terms: x.rowCount) { g[$2 * width + $1] })
    },
    .init("measured by differences") { problem in
      let (x, width) = (problem.x, problem.bias.count)
      let rows = x.rowCount
      let forward = WrongForward(outputShape: problem.upstream.shape) { tensors in
        let depth = tensors[0].count / rows
        return (0..<rows * width).map { offset in
          (0..<depth).reduce(tensors[2][offset % width]) {
            $0 + tensors[0][offset / width * depth + $1] * tensors[1][$1 * width + offset % width]
          }
        }
      }
      let tensors = [x, problem.weight, problem.bias]
      let gradients = forward.gradients(tensors, upstream: problem.upstream)
      return named(forward.output(tensors), gradients[0], gradients[1], gradients[2])
    },
  ],
  contract: [
    .init("The output and its pullback: ∂x"),
    .init("x may have any rank", triedBy: "x of [2, 3, 4]", "x of [4]", "x of [2, 1, 2, 3]"),
    .init("It may be called more than once"),
    .init("For x = (1, 3) in one row", triedBy: "the example of the comment"),
    .init("have `transposed`", untested: "says what to use"),
  ],
  courseSize: .init(Text(verbatim: "x [128, 64], W [64, 128]")) {
    LinearPullbackInput(
      x: $0.tensor([128, 64]), weight: $0.tensor([64, 128]), bias: $0.tensor([128]),
      upstream: $0.upstream([128, 128]))
  })

@Test func `0.7 linear layer, pullback`() async throws {
  let attempt = Attempt("0.7")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(linearPullbackGrader) { problem in
      let layer = Foundations::Linear(weight: problem.weight, bias: problem.bias)
      let (y, pullback) = layer.withPullback(problem.x)
      _ = pullback(Tensor(zeros: problem.upstream.shape))  // it may be called repeatedly
      let (gradient, parameters) = repeatedly(pullback)(problem.upstream)
      return named(y, gradient, parameters.weight, parameters.bias)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `0.7 grader`() { #expect(linearPullbackGrader.flaws() == []) }
