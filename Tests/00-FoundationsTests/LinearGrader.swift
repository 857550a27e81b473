import CourseKit
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

/// The parameters of a linear layer, its input, and the range of output columns to compute.
struct LinearInput: Sendable {
  let x: Tensor
  let weight: Tensor
  let bias: Tensor
  let columns: Range<Int>
}

private let output = Text("the output", "a saída")
private let someColumns = Text(
  "the output for some columns alone", "a saída só para algumas colunas")

/// Thrown by a mistake that only works with square weights, and would trap with others.
private struct NotSquare: Error {}

/// The layer in plain loops: each element of the output from its row and column.
private func evidence(
  _ input: LinearInput,
  whole: (_ row: Int, _ column: Int) -> Float,
  part: ((_ row: Int, _ column: Int) -> Float)? = nil
) -> [Evidence] {
  func table(_ count: Int, _ number: (Int, Int) -> Float) -> Tensor {
    Tensor(
      (0..<input.x.rowCount).flatMap { row in (0..<count).map { number(row, $0) } },
      shape: input.x.shape.replacingColumns(with: count))
  }
  let chosen = table(input.columns.count) { row, column in
    part?(row, column) ?? whole(row, column + input.columns.lowerBound)
  }
  return [Evidence(output, table(input.bias.count, whole)), Evidence(someColumns, chosen)]
}

/// Σₖ x[row, k] · w[k]
private func product(_ input: LinearInput, _ row: Int, _ weight: (Int) -> Float) -> Float {
  let depth = input.x.columnCount
  return (0..<depth).reduce(0) { $0 + input.x[row * depth + $1] * weight($1) }
}

private func plain(_ input: LinearInput, _ row: Int, _ column: Int) -> Float {
  product(input, row) { input.weight[$0, column] }
}

let linearGrader = Grader<LinearInput>(
  "0.6",
  cases: { data in
    let side = data.integer(in: 3...5)
    let sizes: [(axes: [Int], out: Int, columns: Range<Int>)] = [
      ([side, side], side, 1..<side), ([4], 3, 1..<2), ([2, 3, 4], 5, 2..<5), ([1, 2], 3, 0..<3),
      ([3, 2], 1, 0..<1), ([2, 1, 1, 3], 4, 1..<3), ([0, 4], 3, 1..<3), ([3, 4], 5, 2..<2),
      ([9, 33], 17, 3..<14), ([67, 3], 2, 0..<1), ([2, 131], 3, 1..<3), ([3, 2], 70, 37..<70),
    ]
    return sizes.map { axes, out, columns in
      let depth = axes.last!
      let part = "\(columns.lowerBound) ..< \(columns.upperBound)"
      return .init(
        Text(
          "x of \(axes), a weight of [\(depth), \(out)], columns \(part)",
          "x de \(axes), um peso de [\(depth), \(out)], colunas \(part)"),
        LinearInput(
          x: data.tensor(Shape(axes)), weight: data.tensor([depth, out]),
          bias: data.upstream([out]), columns: columns))
    } + [
      .init(
        Text(
          "the example of the comment, columns 1 ..< 3",
          "o exemplo do comentário, colunas 1 ..< 3"),
        LinearInput(
          x: Tensor([2, -1]), weight: Tensor(rows: [[1, 2, 3], [4, 5, 6]]),
          bias: Tensor([10, 20, 30]), columns: 1..<3)),
      .init(
        Text(
          "zeros in x, in the weight and in the bias", "zeros em x, no peso e no bias"),
        LinearInput(
          x: Tensor(rows: [[0, 0], [0, 2], [-1, 0]]),
          weight: Tensor(rows: [[0, 3, 3], [0, 0, -2]]),
          bias: Tensor([5, 0, -1]), columns: 0..<2)),
    ]
  },
  expected: { input in
    let layer = FoundationsSolution::Linear(weight: input.weight, bias: input.bias)
    return [
      Evidence(output, layer(input.x)),
      Evidence(someColumns, layer(input.x, columns: input.columns)),
    ]
  },
  misconceptions: [
    .init(
      Text(
        "if the weight is transposed, as where it is laid [out, in]",
        "se o peso é transposto, como onde ele é guardado em [out, in]")
    ) { input in
      guard input.weight.shape[0] == input.weight.shape[1] else { throw NotSquare() }
      return evidence(
        input,
        whole: { row, column in
          product(input, row) { input.weight[column, $0] } + input.bias[column]
        })
    },
    .init(Text("without the bias", "sem o bias")) { input in
      evidence(input, whole: { plain(input, $0, $1) })
    },
    .init(
      Text("if only the first row gets the bias", "se só a primeira linha recebe o bias")
    ) { input in
      evidence(
        input,
        whole: { row, column in
          plain(input, row, column) + (row == 0 ? input.bias[column] : 0)
        })
    },
    .init(
      Text(
        "if the bias is added to x before the product",
        "se o bias é somado a x antes do produto")
    ) { input in
      guard input.weight.shape[0] == input.weight.shape[1] else { throw NotSquare() }
      let depth = input.x.columnCount
      return evidence(
        input,
        whole: { row, column in
          (0..<depth).reduce(0) {
            $0 + (input.x[row * depth + $1] + input.bias[$1]) * input.weight[$1, column]
          }
        })
    },
    .init(
      Text(
        "if the weight stands before x in the product (W · x)",
        "se o peso vem antes de x no produto (W · x)")
    ) { input in
      let side = input.bias.count
      guard input.x.shape == input.weight.shape, input.x.shape == [side, side] else {
        throw NotSquare()
      }
      return evidence(
        input,
        whole: { row, column in
          (0..<side).reduce(input.bias[column]) {
            $0 + input.weight[row, $1] * input.x[$1, column]
          }
        })
    },
    .init(
      Text(
        "if the bias of the chosen columns is taken from column 0 on",
        "se o bias das colunas escolhidas é lido a partir da coluna 0")
    ) { input in
      evidence(
        input, whole: { plain(input, $0, $1) + input.bias[$1] },
        part: { row, column in
          plain(input, row, column + input.columns.lowerBound) + input.bias[column]
        })
    },
    .init(
      Text(
        "if the weight of the chosen columns is taken from column 0 on",
        "se o peso das colunas escolhidas é lido a partir da coluna 0")
    ) { input in
      evidence(
        input, whole: { plain(input, $0, $1) + input.bias[$1] },
        part: { row, column in
          plain(input, row, column) + input.bias[column + input.columns.lowerBound]
        })
    },
    .init(
      Text(
        "if all columns come out where only some are asked for",
        "se saem todas as colunas quando só algumas foram pedidas")
    ) { input in
      let whole = { (row: Int, column: Int) in plain(input, row, column) + input.bias[column] }
      let all = LinearInput(
        x: input.x, weight: input.weight, bias: input.bias, columns: 0..<input.bias.count)
      return [evidence(input, whole: whole)[0], evidence(all, whole: whole)[1]]
    },
    .init(
      Text(
        "if the chosen columns get no bias", "se as colunas escolhidas ficam sem bias")
    ) { input in
      evidence(
        input, whole: { plain(input, $0, $1) + input.bias[$1] },
        part: { plain(input, $0, $1 + input.columns.lowerBound) })
    },
    .init(
      Text("if the bias is subtracted", "se o bias é subtraído")
    ) { input in
      evidence(input, whole: { plain(input, $0, $1) - input.bias[$1] })
    },
    .init(
      Text("if the bias is added twice", "se o bias é somado duas vezes")
    ) { input in
      evidence(input, whole: { plain(input, $0, $1) + 2 * input.bias[$1] })
    },
    .init(
      Text(
        "if columns is only counted, and as many are taken from column 0 on",
        "se de columns só se usa a quantidade, e as colunas são lidas a partir da 0")
    ) { input in
      evidence(
        input, whole: { plain(input, $0, $1) + input.bias[$1] },
        part: { plain(input, $0, $1) + input.bias[$1] })
    },
  ],
  variants: [
    .init("in plain loops") { input in
      evidence(input, whole: { plain(input, $0, $1) + input.bias[$1] })
    },
    .init("with 0.2 and 0.3, the columns cut out of the whole") { input in
      let rows = input.x.reshaped(to: [input.x.rowCount, input.x.columnCount])
      let y = FoundationsSolution::addBias(
        FoundationsSolution::matrixProduct(rows, input.weight), input.bias)
      let part = y.scalars.indices.filter { input.columns.contains($0 % input.bias.count) }
      return [
        Evidence(output, y.reshaped(to: input.x.shape.replacingColumns(with: input.bias.count))),
        Evidence(
          someColumns,
          Tensor(
            part.map { y[$0] }, shape: input.x.shape.replacingColumns(with: input.columns.count))),
      ]
    },
  ],
  contract: [
    .init("y = x · W + b, for every row"),
    .init("`[…, in] → […, out]`", triedBy: "x of [2, 3, 4]", "x of [4]"),
    .init("any number of axes", triedBy: "x of [2, 3, 4]", "x of [4]"),
    .init("comes in several forms", untested: "says what to use"),
    .init("let layer = Linear(weight", triedBy: "the example of the comment"),
    .init("Only some of the output's columns"),
    .init("`[…, in] → […, columns]`", triedBy: "x of [2, 3, 4]", "x of [4]"),
    .init("The same as taking these columns"),
    .init("without a copy is a `MatrixView`", untested: "says what to use"),
    .init("For the layer above", triedBy: "the example of the comment"),
  ],
  courseSize: .init(Text(verbatim: "x [128, 64], W [64, 128]")) {
    LinearInput(
      x: $0.tensor([128, 64]), weight: $0.tensor([64, 128]), bias: $0.tensor([128]),
      columns: 32..<64)
  })

@Test func `0.6 linear layer, forward`() async throws {
  let attempt = Attempt("0.6")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func layer(_ input: LinearInput) -> Foundations::Linear {
      Foundations::Linear(weight: input.weight, bias: input.bias)
    }
    @Sendable func whole(_ input: LinearInput) -> [Evidence] {
      [Evidence(output, layer(input)(input.x))]
    }
    @Sendable func part(_ input: LinearInput) -> [Evidence] {
      [Evidence(someColumns, layer(input)(input.x, columns: input.columns))]
    }
    attempt.grade(
      linearGrader,
      parts: [
        .init(Text("the whole output", "a saída inteira"), whole),
        .init(Text("a part of its columns", "uma parte das colunas dela"), part),
      ]
    ) { whole($0) + part($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `0.6 grader`() { #expect(linearGrader.flaws() == []) }
