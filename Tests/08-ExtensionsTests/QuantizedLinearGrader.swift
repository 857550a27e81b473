import CourseKit
import Extensions
import ExtensionsSolution
import Grading
import Tensors
import Testing

/// The parameters of a layer and its input.
struct QuantizationInput: Sendable {
  /// `[in, out]`
  let weight: Tensor
  let bias: Tensor?
  let x: Tensor
}

private func namedEvidence(
  _ scales: Tensor, _ integers: [Int], _ dequantized: Tensor, _ output: Tensor
) -> [Evidence] {
  [
    Evidence(Text("the scales", "as escalas"), scales, tolerance: 1e-6),
    Evidence(
      Text("the integers, row after row", "os inteiros, linha após linha"), integers),
    Evidence(Text("the dequantized weight", "o peso desquantizado"), dequantized, tolerance: 1e-6),
    Evidence(Text("the output", "a saída"), output, tolerance: 1e-5),
  ]
}

private func integers(_ matrix: Int8Matrix) -> [Int] {
  (0..<matrix.rowCount).flatMap { row in
    (0..<matrix.columnCount).map { Int(matrix[row, $0]) }
  }
}

/// The layer in plain loops, with hooks for mistakes.
private struct PlainQuantization: Sendable {
  enum Groups { case columns, matrix, rows }
  enum Largest { case magnitude, signed, width }

  var groups = Groups.columns
  var largest = Largest.magnitude
  var levels: Float = 127
  var rounding = FloatingPointRoundingRule.toNearestOrAwayFromZero
  var scalesOutput = true
  var scalesBias = false
  var forgetsBias = false
  var zeroScale: Float = 0
  var dividesByScale = false

  func evidence(_ input: QuantizationInput) -> [Evidence] {
    let (rows, columns) = (input.weight.shape[0], input.weight.shape[1])
    let weight = input.weight.scalars
    func scale(of group: [Float]) -> Float {
      let size =
        switch largest {
        case .magnitude: group.map(abs).max()!
        case .signed: group.max()!
        case .width: (group.max()! - group.min()!) / 2
        }
      return size == 0 ? zeroScale : size / levels
    }
    let groupScales: [Float] =
      switch groups {
      case .columns:
        (0..<columns).map { column in scale(of: (0..<rows).map { weight[$0 * columns + column] }) }
      case .matrix: [scale(of: weight)]
      case .rows: (0..<rows).map { scale(of: Array(weight[$0 * columns..<($0 + 1) * columns])) }
      }
    func scale(_ row: Int, _ column: Int) -> Float {
      switch groups {
      case .columns: groupScales[column]
      case .matrix: groupScales[0]
      case .rows: groupScales[row]
      }
    }
    let quantized = weight.enumerated().map { index, number in
      let s = scale(index / columns, index % columns)
      let whole = (s == 0 ? 0 : number / s).rounded(rounding)
      return Int(min(max(whole, -127), 127))
    }
    let dequantized = Tensor(
      quantized.enumerated().map { scale($0 / columns, $0 % columns) * Float($1) },
      shape: [rows, columns])
    let scales = Tensor((0..<columns).map { scale(min($0, rows - 1), $0) })
    let x = input.x.scalars
    var output = Tensor(zeros: input.x.shape.replacingColumns(with: columns))
    for index in 0..<output.count {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      let bias = forgetsBias ? 0 : input.bias?[column] ?? 0
      var sum: Float = 0
      for i in 0..<rows {
        let q = Float(quantized[i * columns + column])
        sum +=
          x[row * rows + i] * q * (scalesOutput && !dividesByScale ? scale(i, column) : 1)
      }
      if dividesByScale { sum /= max(scale(0, column), 1e-6) }

      output[index] = sum + bias * (scalesBias ? scale(0, column) : 1)
    }
    return namedEvidence(scales, quantized, dequantized, output)
  }
}

let quantizedLinearGrader = Grader<QuantizationInput>(
  "8.5",
  cases: { data in
    func input(_ rows: Int, _ columns: Int, x count: Int, bias: Bool) -> QuantizationInput {
      QuantizationInput(
        weight: data.tensor([rows, columns]), bias: bias ? data.tensor([columns]) : nil,
        x: data.tensor([1, count, rows]))
    }
    func text(_ rows: Int, _ columns: Int, _ count: Int) -> Text {
      Text(
        "a weight of [\(rows), \(columns)], x of [1, \(count), \(rows)]",
        "um peso de [\(rows), \(columns)], x de [1, \(count), \(rows)]")
    }
    // The element of largest magnitude in each column is negative: −2 in one of them.
    var negative = data.tensor([4, 3], in: -1...1)
    for column in 0..<3 { negative[data.integer(in: 0...3), column] = -2 - 0.3 * Float(column) }
    var withZeros = data.tensor([3, 4])
    for row in 0..<3 { withZeros[row, 2] = 0 }
    return [
      .init(text(3, 5, 2), input(3, 5, x: 2, bias: true)),
      .init(text(6, 4, 1), input(6, 4, x: 1, bias: false)),
      .init(text(5, 3, 12), input(5, 3, x: 12, bias: true)),
      .init(
        Text(
          "columns whose largest element is negative", "colunas cujo maior elemento é negativo"),
        QuantizationInput(weight: negative, bias: data.tensor([3]), x: data.tensor([1, 2, 4]))),
      .init(
        Text("a column of zeros", "uma coluna de zeros"),
        QuantizationInput(weight: withZeros, bias: data.tensor([4]), x: data.tensor([1, 2, 3]))),
      .init(
        Text(
          "the comment's column 1.27, −0.5, 0.004", "a coluna do comentário 1,27, −0,5, 0,004"),
        QuantizationInput(
          weight: Tensor([1.27, -0.5, 0.004], shape: [3, 1]), bias: nil,
          x: Tensor([1, 0, 0, 0, 1, 1], shape: [2, 3]))),
      .init(
        Text("one element, and an x of 0", "um só elemento, e um x 0"),
        QuantizationInput(
          weight: Tensor([-3], shape: [1, 1]), bias: Tensor([0.5]),
          x: Tensor([0, 2], shape: [2, 1])
        )),
      .init(
        Text(
          "columns of 1e30, of 1e-30 and of −0", "colunas de 1e30, de 1e-30 e de −0"),
        QuantizationInput(
          weight: Tensor([1e30, 1e-30, -0.0, -2e29, -7e-31, 0], shape: [2, 3]), bias: nil,
          x: Tensor([1, -1], shape: [1, 2]))),
      .init(text(37, 19, 7), input(37, 19, x: 7, bias: true)),
      .init(text(83, 5, 3), input(83, 5, x: 3, bias: true)),
      .init(text(70, 33, 9), input(70, 33, x: 9, bias: false)),
      .init(
        Text("a weight of [4, 3], x of [3, 5, 4]", "um peso de [4, 3], x de [3, 5, 4]"),
        QuantizationInput(
          weight: data.tensor([4, 3]), bias: data.tensor([3]), x: data.tensor([3, 5, 4]))),
    ]
  },
  expected: { input in
    let layer = ExtensionsSolution::QuantizedLinear(weight: input.weight.matrix, bias: input.bias)
    return namedEvidence(
      layer.scales, integers(layer.integers), Tensor(layer.dequantized), layer(input.x))
  },
  misconceptions: [
    .init(
      Text(
        "if one scale serves the whole matrix", "se uma única escala serve à matriz inteira")
    ) { PlainQuantization(groups: .matrix).evidence($0) },
    .init(
      Text(
        "if the rows have scales and not the columns", "se as linhas têm escalas, e não as colunas")
    ) { PlainQuantization(groups: .rows).evidence($0) },
    .init(
      Text(
        "if the scale is max w / 127, without the absolute value",
        "se a escala é max w / 127, sem o valor absoluto")
    ) { PlainQuantization(largest: .signed).evidence($0) },
    .init(
      Text(
        "if the scale is (max w − min w) / 254", "se a escala é (max w − min w) / 254")
    ) { PlainQuantization(largest: .width).evidence($0) },
    .init(
      Text("if the scale is max|w| / 128", "se a escala é max|w| / 128")
    ) { PlainQuantization(levels: 128).evidence($0) },
    .init(
      Text(
        "if weights are cut off and not rounded to the nearest",
        "se os pesos são truncados, e não arredondados para o mais próximo")
    ) { PlainQuantization(rounding: .towardZero).evidence($0) },
    .init(
      Text(
        "if the product is not multiplied by the scales",
        "se o produto não é multiplicado pelas escalas")
    ) { PlainQuantization(scalesOutput: false).evidence($0) },
    .init(
      Text(
        "if the product is divided by the scales", "se o produto é dividido pelas escalas")
    ) { PlainQuantization(dividesByScale: true).evidence($0) },
    .init(
      Text(
        "if the bias is multiplied by the scales too",
        "se o bias também é multiplicado pelas escalas")
    ) { PlainQuantization(scalesBias: true).evidence($0) },
    .init(
      Text("if the bias is forgotten", "se o bias é esquecido")
    ) { PlainQuantization(forgetsBias: true).evidence($0) },
    .init(
      Text(
        "if a column of zeros gets a scale of 1", "se uma coluna de zeros recebe a escala 1")
    ) { PlainQuantization(zeroScale: 1).evidence($0) },
    .init(
      Text(
        "if weights are rounded down and not to the nearest",
        "se os pesos são arredondados para baixo, e não para o mais próximo")
    ) { PlainQuantization(rounding: .down).evidence($0) },
    .init(
      Text(
        "if weights are rounded away from 0 and not to the nearest",
        "se os pesos são arredondados para longe de 0, e não para o mais próximo")
    ) { PlainQuantization(rounding: .awayFromZero).evidence($0) },
  ],
  variants: [
    .init("in plain loops") { PlainQuantization().evidence($0) }
  ],
  contract: [
    .init("Quantizes a weight"),
    .init("one pass over a transposed copy", untested: "says what it costs"),
    .init("rounded to the nearest whole number"),
    .init("does the rounding", untested: "says what helps"),
    .init("nothing is divided by its scale of 0", triedBy: "a column of zeros"),
    .init("zeros will do", untested: "other values do as well"),
    .init("// one column: 1.27", triedBy: "the comment's column"),
    .init("for every row"),
    .init("Shapes: `[…, in]", untested: "the types and the shapes are compared with every answer"),
    .init("gives x · Q", untested: "says what helps"),
    .init(
      "the result is the same but for rounding", triedBy: "a weight of [5, 3], x of [1, 12",
      "a weight of [70, 33]"),
    .init("each entry of Q times"),
    .init("the view of a transposed tensor", untested: "says what helps"),
  ])

/// Parts that can be graded while other holes are still open.
private let quantizedLinearParts: [Part<QuantizationInput>] = [
  .init(Text("the scales and the integers", "as escalas e os inteiros")) { input in
    let layer = Extensions::QuantizedLinear(weight: input.weight.matrix, bias: input.bias)
    return Array(
      namedEvidence(layer.scales, integers(layer.integers), layer.scales, layer.scales)[0..<2])
  },
  .init(Text("dequantized", "dequantized")) { input in
    let layer = Extensions::QuantizedLinear(weight: input.weight.matrix, bias: input.bias)
    let weight = Tensor(layer.dequantized)
    return Array(namedEvidence(layer.scales, integers(layer.integers), weight, weight)[0..<3])
  },
]

@Test func `8.5 int8 quantization`() async throws {
  let attempt = Attempt("8.5")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(quantizedLinearGrader, parts: quantizedLinearParts) { input in
      let layer = Extensions::QuantizedLinear(weight: input.weight.matrix, bias: input.bias)
      return namedEvidence(
        layer.scales, integers(layer.integers), Tensor(layer.dequantized), layer(input.x))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `8.5 grader`() { #expect(quantizedLinearGrader.flaws() == []) }
