import CourseKit
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

struct TwoMatrices: Sendable {
  let a: Tensor
  let b: Tensor
}

private let productName = Text("the product", "o produto")

/// Thrown by a mistake that only works with square matrices, and would trap with others.
private struct NotSquare: Error {}

private func product(
  _ matrices: TwoMatrices, _ number: (_ a: Tensor, _ b: Tensor, _ i: Int, _ j: Int) -> Float
) -> [Evidence] {
  let (a, b) = (matrices.a, matrices.b)
  var c = Tensor(zeros: [a.shape[0], b.shape[1]])
  for i in 0..<c.shape[0] {
    for j in 0..<c.shape[1] { c[i, j] = number(a, b, i, j) }
  }
  return [Evidence(productName, c)]
}

private func squareProduct(
  _ matrices: TwoMatrices, _ number: (_ a: Tensor, _ b: Tensor, _ i: Int, _ j: Int) -> Float
) throws -> [Evidence] {
  let (a, b) = (matrices.a, matrices.b)
  guard a.shape == b.shape, a.shape[0] == a.shape[1] else { throw NotSquare() }
  return product(matrices, number)
}

private func sum(_ count: Int, _ term: (Int) -> Float) -> Float {
  (0..<count).reduce(0) { $0 + term($1) }
}

let matrixProductGrader = Grader<TwoMatrices>(
  "0.2",
  cases: { data in
    let axes = data.shape(rank: 3)
    let side = data.integer(in: 3...5)
    return [
      (side, side, side), (axes[0], axes[1], axes[2]), (1, 4, 3), (5, 1, 2), (3, 4, 1), (1, 1, 1),
      (2, 0, 3), (0, 2, 3), (3, 2, 0), (9, 33, 17), (67, 3, 5), (2, 131, 3), (3, 2, 70),
    ].map { rows, depth, columns in
      .init(
        Text(
          "[\(rows), \(depth)] · [\(depth), \(columns)]",
          "[\(rows), \(depth)] · [\(depth), \(columns)]"),
        TwoMatrices(a: data.tensor([rows, depth]), b: data.tensor([depth, columns])))
    } + [
      .init(
        Text("the example of the comment", "o exemplo do comentário"),
        TwoMatrices(
          a: Tensor(rows: [[1, 2, 3], [4, 5, 6]]), b: Tensor(rows: [[7, 8], [9, 10], [11, 12]]))),
      .init(
        Text(
          "[3, 4] · [4, 2] with zeros, equal elements and a row and a column of zeros",
          "[3, 4] · [4, 2] com zeros, elementos iguais e uma linha e uma coluna de zeros"),
        TwoMatrices(
          a: Tensor(rows: [[0, 2, 2, 0], [0, 0, 0, 0], [-3, 0, 2, 2]]),
          b: Tensor(rows: [[5, 0], [0, 0], [-4, 0], [-4, 0]]))),
      .init(
        Text(
          "[2, 2] · [2, 2] of elements around 1e15", "[2, 2] · [2, 2] de elementos em torno de 1e15"
        ),
        TwoMatrices(
          a: data.tensor([2, 2], in: -2e15...2e15), b: data.tensor([2, 2], in: -2e15...2e15))),
    ]
  },
  expected: { [Evidence(productName, FoundationsSolution::matrixProduct($0.a, $0.b))] },
  misconceptions: [
    .init(
      Text(
        "if elements of the same index are multiplied, as * does",
        "se os elementos do mesmo índice são multiplicados, como faz o *")
    ) { try squareProduct($0) { a, b, i, j in a[i, j] * b[i, j] } },
    .init(
      Text(
        "if a row of a meets a row of b, not a column (a · bᵀ)",
        "se uma linha de a encontra uma linha de b, e não uma coluna (a · bᵀ)")
    ) {
      try squareProduct($0) { a, b, i, j in sum(a.shape[1]) { a[i, $0] * b[j, $0] } }
    },
    .init(
      Text(
        "if a column of a meets a column of b (aᵀ · b)",
        "se uma coluna de a encontra uma coluna de b (aᵀ · b)")
    ) {
      try squareProduct($0) { a, b, i, j in sum(a.shape[1]) { a[$0, i] * b[$0, j] } }
    },
    .init(
      Text(
        "if the factors are taken the other way round (b · a)",
        "se os fatores trocam de lugar (b · a)")
    ) {
      try squareProduct($0) { a, b, i, j in sum(a.shape[1]) { b[i, $0] * a[$0, j] } }
    },
    .init(
      Text(
        "if row and column of the result are swapped",
        "se a linha e a coluna do resultado são trocadas"
      )
    ) {
      try squareProduct($0) { a, b, i, j in sum(a.shape[1]) { a[j, $0] * b[$0, i] } }
    },
    .init(
      Text(
        "if each product replaces the sum instead of being added to it",
        "se cada produto substitui a soma em vez de ser somado a ela")
    ) {
      product($0) { a, b, i, j in
        let last = a.shape[1] - 1
        return last < 0 ? 0 : a[i, last] * b[last, j]
      }
    },
    .init(
      Text(
        "if the sum is not set to 0 again for the next element",
        "se a soma não volta a 0 para o elemento seguinte")
    ) {
      var running: Float = 0
      return product($0) { a, b, i, j in
        running += sum(a.shape[1]) { a[i, $0] * b[$0, j] }
        return running
      }
    },
    .init(
      Text(
        "if the first of the products is left out of the sum: k begins at 0",
        "se o primeiro dos produtos fica fora da soma: k começa em 0")
    ) {
      product($0) { a, b, i, j in
        sum(max(0, a.shape[1] - 1)) { a[i, $0 + 1] * b[$0 + 1, j] }
      }
    },
    .init(
      Text(
        "if the sum is divided by K, as a mean is", "se a soma é dividida por K, como numa média")
    ) {
      product($0) { a, b, i, j in
        sum(a.shape[1]) { a[i, $0] * b[$0, j] } / Float(max(1, a.shape[1]))
      }
    },
    .init(
      Text(
        "if the last of the products is left out of the sum: k has all values below K",
        "se o último dos produtos fica fora da soma: k tem todos os valores abaixo de K")
    ) {
      product($0) { a, b, i, j in sum(max(0, a.shape[1] - 1)) { a[i, $0] * b[$0, j] } }
    },
  ],
  variants: [
    .init("three loops, summed in Double") {
      product($0) { a, b, i, j in
        Float((0..<a.shape[1]).reduce(0.0) { $0 + Double(a[i, $1]) * Double(b[$1, j]) })
      }
    },
    .init("as a sum of outer products") { matrices in
      let (a, b) = (matrices.a, matrices.b)
      var c = Tensor(zeros: [a.shape[0], b.shape[1]])
      for k in 0..<a.shape[1] {
        for i in 0..<a.shape[0] {
          for j in 0..<b.shape[1] { c[i, j] += a[i, k] * b[k, j] }
        }
      }
      return [Evidence(productName, c)]
    },
  ],
  contract: [
    .init("The matrix product c[i, j]"),
    .init("Shapes: `[M, K]"),
    .init("Row i of the result is"),
    .init("The layers use", untested: "says what others use"),
    .init("[1, 2, 3]   [ 7,", triedBy: "the example of the comment"),
    .init("With K = 0", triedBy: "[2, 0] · [0, 3]"),
    .init("makes a tensor,", untested: "says what to use"),
    .init("What else a tensor", untested: "says where to look"),
  ])

@Test func `0.2 the matrix product`() async throws {
  let attempt = Attempt("0.2")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(matrixProductGrader) {
      [Evidence(productName, Foundations::matrixProduct($0.a, $0.b))]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `0.2 grader`() { #expect(matrixProductGrader.flaws() == []) }
