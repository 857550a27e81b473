import CourseKit
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

struct RowsAndBias: Sendable {
  let x: Tensor
  let bias: Tensor
}

private let result = Text("the result", "o resultado")

/// Computes each element of the result from x, its row and its column.
private func mapped(
  _ input: RowsAndBias, _ number: (_ x: Float, _ row: Int, _ column: Int) -> Float
) -> [Evidence] {
  let width = input.x.columnCount
  var y = input.x
  for offset in 0..<y.count {
    y[offset] = number(input.x[offset], offset / width, offset % width)
  }
  return [Evidence(result, y)]
}

let addBiasGrader = Grader<RowsAndBias>(
  "0.3",
  cases: { data in
    let side = data.integer(in: 3...5)
    return [
      [side, side], [2, 5], [2, 3, 4], [2, 1, 3, 2], [4], [1, 3], [3, 1], [0, 3],
      [67, 33], [3, 9, 17], [2, 3, 5, 19], [131],
    ].map { axes in
      .init(
        Text(
          "x of \(axes) and a bias of [\(axes.last!)]", "x de \(axes) e um bias de [\(axes.last!)]"),
        RowsAndBias(x: data.tensor(Shape(axes)), bias: data.upstream([axes.last!])))
    } + [
      .init(
        Text("the example of the comment", "o exemplo do comentário"),
        RowsAndBias(x: Tensor(rows: [[1, 2, 3], [4, 5, 6]]), bias: Tensor([10, 20, 30]))),
      .init(
        Text(
          "zeros in x and in the bias, and rows that are equal",
          "zeros em x e no bias, e linhas iguais"),
        RowsAndBias(
          x: Tensor(rows: [[0, 1, -2, 0], [0, 1, -2, 0], [0, 0, 0, 0]]),
          bias: Tensor([3, 0, 0, -4]))),
    ]
  },
  expected: { [Evidence(result, FoundationsSolution::addBias($0.x, $0.bias))] },
  misconceptions: [
    .init(
      Text(
        "if row i gets bias[i], and not column j bias[j]",
        "se a linha i recebe bias[i], e não a coluna j o bias[j]")
    ) { input in
      mapped(input) { x, row, _ in x + input.bias[row % input.bias.count] }
    },
    .init(Text("if only the first row gets the bias", "se só a primeira linha recebe o bias")) {
      input in
      mapped(input) { x, row, column in row == 0 ? x + input.bias[column] : x }
    },
    .init(
      Text(
        "if only as many rows get the bias as the first axis is long",
        "se só recebem o bias tantas linhas quanto o comprimento do primeiro eixo")
    ) { input in
      mapped(input) { x, row, column in row < input.x.shape[0] ? x + input.bias[column] : x }
    },
    .init(
      Text(
        "if the bias is written over x instead of being added",
        "se o bias é escrito por cima de x em vez de somado")
    ) { input in
      mapped(input) { _, _, column in input.bias[column] }
    },
    .init(
      Text("if x is multiplied by the bias", "se x é multiplicado pelo bias")
    ) { input in
      mapped(input) { x, _, column in x * input.bias[column] }
    },
    .init(
      Text("if the bias is subtracted", "se o bias é subtraído")
    ) { input in
      mapped(input) { x, _, column in x - input.bias[column] }
    },
    .init(
      Text(
        "if the last row is left out", "se a última linha fica de fora")
    ) { input in
      mapped(input) { x, row, column in
        row == input.x.rowCount - 1 ? x : x + input.bias[column]
      }
    },
    .init(
      Text(
        "if every element gets the sum of the whole bias",
        "se todos os elementos recebem a soma do bias inteiro")
    ) { input in
      let sum = input.bias.scalars.reduce(0, +)
      return mapped(input) { x, _, _ in x + sum }
    },
    .init(
      Text(
        "if every element gets the first element of the bias",
        "se todos os elementos recebem o primeiro do bias")
    ) { input in
      mapped(input) { x, _, _ in x + input.bias[0] }
    },
  ],
  variants: [
    .init("element by element") { input in
      mapped(input) { x, _, column in input.bias[column] + x }
    },
    .init("in place, on all rows at once") { input in
      var y = input.x
      y.updateRows { $0.add(input.bias) }
      return [Evidence(result, y)]
    },
  ],
  contract: [
    .init("Adds the same bias to every row"),
    .init("whatever axes come before", triedBy: "x of [2, 3, 4]", "x of [2, 1, 3, 2]", "x of [4]"),
    .init("addBias(Tensor(rows:", triedBy: "the example of the comment"),
    .init("`+` takes two of the same shape", untested: "says what + does"),
    .init("hands you one row", untested: "says what to use"),
  ],
  courseSize: .init(Text(verbatim: "[128, 64]")) {
    RowsAndBias(x: $0.tensor([128, 64]), bias: $0.tensor([64]))
  })

@Test func `0.3 the same bias for every row`() async throws {
  let attempt = Attempt("0.3")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(addBiasGrader) { [Evidence(result, Foundations::addBias($0.x, $0.bias))] }
  }
  try attempt.conclude()
}

@Test(.graders) func `0.3 grader`() { #expect(addBiasGrader.flaws() == []) }
