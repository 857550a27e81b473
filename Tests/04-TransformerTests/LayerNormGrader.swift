import CourseKit
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

private let normed = Text("the normed rows", "as linhas normalizadas")

/// The parameters of a layer, and its input.
struct LayerNormInput: Sendable {
  let x: Tensor
  let weight: Tensor
  let bias: Tensor
  var epsilon: Float = 1e-5
}

extension LayerNormInput {
  /// Random elements of the given range, with a scale and a shift for each column.
  init(_ x: Tensor, epsilon: Float = 1e-5, _ data: inout TestData) {
    self.init(
      x: x, weight: data.tensor([x.columnCount], in: 0.5...1.5),
      bias: data.tensor([x.columnCount]), epsilon: epsilon)
  }
}

let layerNormGrader = Grader<LayerNormInput>(
  "4.1",
  cases: { data in
    func input(_ axes: [Int], in range: ClosedRange<Float> = -1.5...1.5, epsilon: Float = 1e-5)
      -> LayerNormInput
    {
      LayerNormInput(data.tensor(Shape(axes), in: range), epsilon: epsilon, &data)
    }
    // Multiples of 1/64 around 512 have an exact mean, so only the squares can lose digits.
    let large = Tensor((0..<32).map { _ in 512 + Float(data.integer(in: -64...64)) / 64 })
    let shape = [2, 3, data.integer(in: 5...7)]
    return [
      .init(Text("an input of [3, 5]", "uma entrada de [3, 5]"), input([3, 5])),
      .init(
        Text(
          "an input of [2, 6] with hardly any variance",
          "uma entrada de [2, 6] quase sem variância"),
        input([2, 6], in: -0.002...0.002)),
      .init(
        Text("an input of [2, 4] and an ε of 0.1", "uma entrada de [2, 4] e um ε de 0.1"),
        input([2, 4], epsilon: 0.1)),
      .init(
        Text("an input of [4, 8] around 512", "uma entrada de [4, 8] em torno de 512"),
        LayerNormInput(large.reshaped(to: [4, 8]), &data)),
      .init(Text("an input of \(shape)", "uma entrada de \(shape)"), input(shape)),
      .init(
        Text("an input of one row, [4]", "uma entrada de uma só linha, [4]"), input([4])),
      .init(
        Text("an input of [2, 3], all 5", "uma entrada de [2, 3], tudo 5"),
        LayerNormInput(Tensor(repeating: 5, shape: [2, 3]), &data)),
      .init(
        Text("an input of one column, [3, 1]", "uma entrada de uma coluna, [3, 1]"), input([3, 1])),
      .init(
        Text("an input without rows, [0, 3]", "uma entrada sem linhas, [0, 3]"), input([0, 3])),
      .init(
        Text("the example of the comment", "o exemplo do comentário"),
        LayerNormInput(
          x: Tensor(rows: [[1, 3, 3, 5]]), weight: Tensor(repeating: 1, shape: [4]),
          bias: Tensor(zeros: [4]), epsilon: 1e-9)),
      .init(
        Text(
          "rows of zeros and of equal elements among others, and weights of 0 and below",
          "linhas de zeros e de elementos iguais entre outras, e pesos 0 e negativos"),
        LayerNormInput(
          x: Tensor(rows: [[0, 0, 0, 0], [1, -1, 0, 0], [-7, -7, -7, -7], [0, 0, 0, 2]]),
          weight: Tensor([0, -1, 2, -0.5]), bias: Tensor([1, 0, 0, -3]))),
      .init(
        Text(
          "elements of 10,000 and a row of nothing else, [3, 4]",
          "elementos de 10.000 e uma linha só deles, [3, 4]"),
        LayerNormInput(
          x: Tensor(rows: [
            [1e4, 1e4, 1e4, 1e4], [1e4, -1e4, 1e4, -1e4], [-1e4, 0, 0, 1e4],
          ]), weight: Tensor([1, 0.5, -1, 2]), bias: Tensor([0.5, 0, -1, 1]))),
      .init(
        Text(
          "[2, 5] with hardly any variance and an ε of 0.000001",
          "[2, 5] quase sem variância e um ε de 0.000001"),
        input([2, 5], in: -0.002...0.002, epsilon: 1e-6)),
      .init(Text("an input of [67, 33]", "uma entrada de [67, 33]"), input([67, 33])),
      .init(Text("an input of [3, 131]", "uma entrada de [3, 131]"), input([3, 131])),
      .init(Text("an input of [2, 1, 3, 5]", "uma entrada de [2, 1, 3, 5]"), input([2, 1, 3, 5])),
    ]
  },
  expected: { input in
    let norm = TransformerSolution::LayerNorm(
      weight: input.weight, bias: input.bias, epsilon: input.epsilon)
    // Float loses digits if numbers are large compared with their differences.
    let isLarge = input.x.scalars.contains { abs($0) > 100 }
    return [Evidence(normed, norm(input.x), tolerance: isLarge ? 1e-3 : 2e-5)]
  },
  misconceptions: [
    .init(
      Text(
        "if the variance is divided by N − 1 instead of N",
        "quando a variância é dividida por N − 1 em vez de N")
    ) { input in
      evidence(input) { row in
        let count = Double(row.count)
        return normalized(row, variance: variance(row) * count / (count - 1), input.epsilon)
      }
    },
    .init(
      Text("if ε is added to the root, not under it", "quando ε é somado à raiz, e não dentro dela")
    ) { input in
      evidence(input) { row in
        centered(row).map { $0 / (variance(row).squareRoot() + Double(input.epsilon)) }
      }
    },
    // Where ε is much larger than 0.00001, this gives the result without ε.
    .init(
      Text(
        "if ε is always 0.00001, whatever the layer's epsilon",
        "quando ε é sempre 0.00001, seja qual for o epsilon da camada")
    ) { input in
      evidence(input) { normalized($0, variance: variance($0), 1e-5) }
    },
    .init(Text("without ε", "sem o ε")) { input in
      evidence(input) { normalized($0, variance: variance($0), 0) }
    },
    .init(
      Text(
        "if a row of equal elements becomes 0 and not the bias",
        "quando uma linha de elementos iguais vira 0, e não o bias")
    ) { input in
      let width = input.x.columnCount
      let right = evidence(input) { normalized($0, variance: variance($0), input.epsilon) }
      guard case .tensor(var y) = right[0].value else { return right }
      for (index, row) in input.x.rowsInDouble.enumerated() where Set(row).count == 1 {
        for column in 0..<width { y[index * width + column] = 0 }
      }
      return [Evidence(normed, y)]
    },
    .init(
      Text(
        "if the deviations' mean size takes the place of the standard deviation",
        "quando o desvio médio toma o lugar do desvio padrão")
    ) { input in
      evidence(input) { row in
        let size = mean(centered(row).map(abs))
        return centered(row).map { $0 / (size * size + Double(input.epsilon)).squareRoot() }
      }
    },
    .init(
      Text("if the bias is subtracted", "quando o bias é subtraído")
    ) { input in
      evidence(input, scaling: { $0 * $1 - $2 }) {
        normalized($0, variance: variance($0), input.epsilon)
      }
    },
    .init(
      Text(
        "if 1 is added to the weight, as where it is kept as a difference from 1",
        "quando 1 é somado ao peso, como onde se guarda a diferença para 1")
    ) { input in
      evidence(input, scaling: { $0 * (1 + $1) + $2 }) {
        normalized($0, variance: variance($0), input.epsilon)
      }
    },
    .init(
      Text("if the mean is not subtracted", "quando a média não é subtraída")
    ) { input in
      evidence(input) { row in
        row.map { $0 / (variance(row) + Double(input.epsilon)).squareRoot() }
      }
    },
    .init(
      Text(
        "if a row is not divided by its standard deviation",
        "quando a linha não é dividida pelo desvio padrão")
    ) { input in
      evidence(input) { centered($0) }
    },
    .init(
      Text(
        "if a row is divided by the variance instead of its root",
        "quando a linha é dividida pela variância, e não pela raiz dela")
    ) { input in
      evidence(input) { row in
        centered(row).map { $0 / (variance(row) + Double(input.epsilon)) }
      }
    },
    .init(
      Text(
        "if mean and variance are taken over the whole tensor instead of each row",
        "quando média e variância são do tensor inteiro, e não de cada linha")
    ) { input in
      let all = input.x.scalars.map(Double.init)
      return scaledAndShifted(input, normalized(all, variance: variance(all), input.epsilon))
    },
    .init(
      Text(
        "if each column is normalized (that is batch norm) instead of each row",
        "quando cada coluna é normalizada (isso é batch norm), e não cada linha")
    ) { input in
      let width = input.x.columnCount
      var numbers = input.x.scalars.map(Double.init)
      for column in 0..<width {
        let offsets = stride(from: column, to: numbers.count, by: width)
        let one = offsets.map { numbers[$0] }
        let result = normalized(one, variance: variance(one), input.epsilon)
        for (offset, number) in zip(offsets, result) { numbers[offset] = number }
      }
      return scaledAndShifted(input, numbers)
    },
    .init(
      Text(
        "if the bias is added before the weight is multiplied",
        "quando o bias é somado antes de multiplicar pelo peso")
    ) { input in
      evidence(input, scaling: { ($0 + $2) * $1 }) {
        normalized($0, variance: variance($0), input.epsilon)
      }
    },
    .init(
      Text(
        "without the weight and the bias of the columns", "sem o peso e o bias das colunas")
    ) { input in
      evidence(input, scaling: { number, _, _ in number }) {
        normalized($0, variance: variance($0), input.epsilon)
      }
    },
    .init(
      Text(
        "if the variance is the mean of the squares minus the square of the mean, in Float",
        "quando a variância é a média dos quadrados menos o quadrado da média, em Float")
    ) { input in
      evidence(input) { row in
        let numbers = row.map { Float($0) }
        let mean = numbers.reduce(0, +) / Float(numbers.count)
        let squares = numbers.reduce(0) { $0 + $1 * $1 } / Float(numbers.count)
        return normalized(row, variance: Double(squares - mean * mean), input.epsilon)
      }
    },
  ],
  variants: [
    .init("element by element, in Double") { input in
      evidence(input) { normalized($0, variance: variance($0), input.epsilon) }
    },
    .init("in one pass over each row, after Welford") { input in
      evidence(input) { row in
        var (mean, squares): (Float, Float) = (0, 0)
        for (index, number) in row.enumerated() {
          let distance = Float(number) - mean
          mean += distance / Float(index + 1)
          squares += distance * (Float(number) - mean)
        }
        let deviation = (squares / Float(row.count) + input.epsilon).squareRoot()
        return row.map { Double((Float($0) - mean) / deviation) }
      }
    },
    .init("weight and deviation joined in one factor") { input in
      evidence(input, scaling: { number, _, _ in number }) { row in
        let deviation = (variance(row) + Double(input.epsilon)).squareRoot()
        return centered(row).enumerated().map { column, number in
          number * (Double(input.weight[column]) / deviation) + Double(input.bias[column])
        }
      }
    },
  ],
  contract: [
    .init(
      "the variance over all C columns", triedBy: "an input of [3, 5]",
      "an input of [2, 4] and an ε of 0.1"),
    .init("every row has a mean", triedBy: "an input of one row, [4]", "an input of [2, 1, 3, 5]"),
    .init("loses its digits where", triedBy: "an input of [4, 8] around 512"),
    .init(
      "A constant row becomes the bias", triedBy: "an input of [2, 3], all 5",
      "rows of zeros and of equal elements"),
    .init("Example: [1, 3, 3, 5]", triedBy: "the example of the comment"),
  ],
  courseSize: .init(
    Text(verbatim: "[128, 128]"),
    reference: { input in
      let norm = TransformerSolution::LayerNorm(
        weight: input.weight, bias: input.bias, epsilon: input.epsilon)
      return [Evidence(normed, norm(input.x))]
    }
  ) {
    LayerNormInput($0.tensor([128, 128]), &$0)
  })

// MARK: In plain loops

func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

func centered(_ row: [Double]) -> [Double] {
  let mean = mean(row)
  return row.map { $0 - mean }
}

func variance(_ row: [Double]) -> Double { mean(centered(row).map { $0 * $0 }) }

func normalized(_ row: [Double], variance: Double, _ epsilon: Float) -> [Double] {
  centered(row).map { $0 / (variance + Double(epsilon)).squareRoot() }
}

/// Applies `normalize` to each row, then each column's weight and bias.
private func evidence(
  _ input: LayerNormInput,
  scaling: (_ number: Double, _ weight: Double, _ bias: Double) -> Double = { $0 * $1 + $2 },
  _ normalize: ([Double]) -> [Double]
) -> [Evidence] {
  let numbers = input.x.rowsInDouble.flatMap(normalize)
  return scaledAndShifted(input, numbers, scaling)
}

private func scaledAndShifted(
  _ input: LayerNormInput, _ numbers: [Double],
  _ scaling: (_ number: Double, _ weight: Double, _ bias: Double) -> Double = { $0 * $1 + $2 }
) -> [Evidence] {
  let width = input.x.columnCount
  let result = numbers.enumerated().map { offset, number in
    Float(
      scaling(number, Double(input.weight[offset % width]), Double(input.bias[offset % width])))
  }
  return [Evidence(normed, Tensor(result, shape: input.x.shape), tolerance: 1e-3)]
}

extension Tensor {
  /// The elements of each row.
  var rowsInDouble: [[Double]] {
    let numbers = scalars.map(Double.init)
    return (0..<rowCount).map { Array(numbers[$0 * columnCount..<($0 + 1) * columnCount]) }
  }
}

@Test func `4.1 layer norm`() async throws {
  let attempt = Attempt("4.1")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(layerNormGrader) { input in
      let norm = Transformer::LayerNorm(
        weight: input.weight, bias: input.bias, epsilon: input.epsilon)
      return [Evidence(normed, norm(input.x))]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.1 grader`() { #expect(layerNormGrader.flaws() == []) }
