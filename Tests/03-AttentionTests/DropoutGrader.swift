import Attention
import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing

private let output = Text("the output", "a saída")
private let gradient = Text("the gradient of the input", "o gradiente da entrada")
private let taken = Text(
  "how many numbers it took from the generator", "quantos números tomou do gerador")

/// The arguments of dropout, and the upstream gradient.
struct DropoutInput: Sendable {
  let x: Tensor
  let upstream: Tensor
  let rate: Float
  let generator: SeededGenerator
}

/// How many numbers were drawn between two states; −1 if the second cannot follow from the first.
private func numbersTaken(
  from start: SeededGenerator, to end: SeededGenerator, count: Int
) -> Int {
  var generator = start
  for number in 0...4 * count + 16 {
    if generator == end { return number }
    generator.skip(1)
  }
  return -1
}

private func seenEvidence(
  _ input: DropoutInput, _ result: (output: Tensor, pullback: Pullback<Tensor>),
  _ generator: SeededGenerator
) -> [Evidence] {
  [
    Evidence(output, result.output, tolerance: 1e-6),
    Evidence(gradient, repeatedly(result.pullback)(input.upstream), tolerance: 1e-6),
    Evidence(taken, [numbersTaken(from: input.generator, to: generator, count: input.x.count)]),
  ]
}

/// Dropout element by element, with hooks for mistakes.
private struct PlainDropout: Sendable {
  /// The factor of an element, from the uniform number and the rate.
  typealias Factor = @Sendable (_ uniform: Float, _ rate: Float) -> Float

  enum Draws { case perNumber, perRow, perColumn }

  var factor: Factor = { $0 < $1 ? 0 : 1 / (1 - $1) }
  /// The factor in the backward pass, if it differs.
  var backFactor: Factor?
  var draws = Draws.perNumber
  var drawsAgainInPullback = false
  var movesGenerator = true
  var drawsAtRateZero = false
  /// Whether the backward pass takes every element with an output of 0 for a dropped one.
  var looksAtOutput = false

  func evidence(_ input: DropoutInput) -> [Evidence] {
    let (x, rate) = (input.x, input.rate)
    var generator = input.generator
    func mask() -> [Float] {
      let width = x.columnCount
      switch draws {
      case .perNumber: return (0..<x.count).map { _ in generator.nextUniform() }
      case .perRow:
        let numbers = (0..<x.rowCount).map { _ in generator.nextUniform() }
        return (0..<x.count).map { numbers[$0 / width] }
      case .perColumn:
        let numbers = (0..<width).map { _ in generator.nextUniform() }
        return (0..<x.count).map { numbers[$0 % width] }
      }
    }
    func times(_ tensor: Tensor, _ mask: [Float], _ factor: Factor) -> Tensor {
      Tensor(zip(tensor.scalars, mask).map { $0 * factor($1, rate) }, shape: tensor.shape)
    }
    guard rate > 0 || drawsAtRateZero else {
      return seenEvidence(input, (x, { $0 }), generator)
    }
    let uniform = mask()
    let after = generator
    let backUniform = drawsAgainInPullback ? mask() : uniform
    let y = times(x, uniform, factor)
    var back = times(input.upstream, backUniform, backFactor ?? factor)
    if looksAtOutput { for index in 0..<back.count where y[index] == 0 { back[index] = 0 } }
    return [
      Evidence(output, y), Evidence(gradient, back),
      Evidence(
        taken,
        [
          numbersTaken(
            from: input.generator, to: movesGenerator ? after : input.generator, count: x.count)
        ]),
    ]
  }
}

/// A rate that equals the uniform number of one element: numbers below the rate drop their
/// elements, but this one does not.
private func atRate(_ shape: Shape, index: Int, _ data: inout TestData) -> Grader<DropoutInput>.Case
{
  while true {
    let generator = data.split()
    var copy = generator
    copy.skip(index)
    let rate = copy.nextUniform()
    guard rate > 0.2, rate < 0.6 else { continue }
    return .init(
      Text(
        "a tensor of \(shape), a rate of \(rate), which is the uniform number of index \(index)",
        "um tensor de \(shape), uma taxa de \(rate), que é o número uniforme do índice \(index)"),
      DropoutInput(
        x: data.upstream(shape), upstream: data.upstream(shape), rate: rate, generator: generator
      )
    )
  }
}

let dropoutGrader = Grader<DropoutInput>(
  "3.7",
  cases: { data in
    let wide: Shape = [3, data.integer(in: 11...14)]
    let inputs: [(Shape, Float)] = [
      ([6, 5], 0.3), ([2, 4, 6], 0.6), (wide, 0.1), ([2, 3], 0), ([1, 1], 0.4),
    ]
    return inputs.map { shape, rate in
      .init(
        Text(
          "a tensor of \(shape), a rate of \(rate)", "um tensor de \(shape), uma taxa de \(rate)"),
        DropoutInput(
          x: data.upstream(shape), upstream: data.upstream(shape), rate: rate,
          generator: data.split()))
    } + [
      atRate([2, 3], index: 0, &data), atRate([3, 5], index: 7, &data),
      .init(
        Text(
          "zeros among the elements, a rate of 0.5", "zeros entre os elementos, uma taxa de 0.5"),
        DropoutInput(
          x: Tensor(rows: [[0, 1, 0, -2, 0], [0, 0, 3, 0, 0], [0, 0, 0, 0, 0]]),
          upstream: data.upstream([3, 5]), rate: 0.5, generator: data.split())),
      .init(
        Text(
          "[4, 4, 4], an upstream gradient of [1, 2, 3], a rate of 0.2",
          "[4, 4, 4], um gradiente upstream de [1, 2, 3], uma taxa de 0.2"),
        DropoutInput(
          x: Tensor([4, 4, 4]), upstream: Tensor([1, 2, 3]), rate: 0.2, generator: data.split())),
      .init(
        Text("[3, 7], a rate of 0.000001", "[3, 7], uma taxa de 0.000001"),
        DropoutInput(
          x: data.upstream([3, 7]), upstream: data.upstream([3, 7]), rate: 1e-6,
          generator: data.split())),
      .init(
        Text("[3, 67], a rate of 0.99", "[3, 67], uma taxa de 0.99"),
        DropoutInput(
          x: data.upstream([3, 67]), upstream: data.upstream([3, 67]), rate: 0.99,
          generator: data.split())),
      .init(
        Text("[67, 3], a rate of 0.75", "[67, 3], uma taxa de 0.75"),
        DropoutInput(
          x: data.upstream([67, 3]), upstream: data.upstream([67, 3]), rate: 0.75,
          generator: data.split())),
      .init(
        Text("no elements, [0, 3], a rate of 0.5", "nenhum elemento, [0, 3], uma taxa de 0.5"),
        DropoutInput(
          x: Tensor(zeros: [0, 3]), upstream: Tensor(zeros: [0, 3]), rate: 0.5,
          generator: data.split())),
      .init(
        Text("[2, 3, 2, 5], a rate of 0.4", "[2, 3, 2, 5], uma taxa de 0.4"),
        DropoutInput(
          x: data.upstream([2, 3, 2, 5]), upstream: data.upstream([2, 3, 2, 5]), rate: 0.4,
          generator: data.split())),
    ]
  },
  expected: { input in
    var generator = input.generator
    let result = AttentionSolution::dropout(input.x, rate: input.rate, using: &generator)
    return seenEvidence(input, result, generator)
  },
  misconceptions: [
    .init(
      Text(
        "if the elements that stay are not scaled by 1 / (1 − rate)",
        "quando os elementos que ficam não são multiplicados por 1 / (1 − taxa)")
    ) { PlainDropout(factor: { $0 < $1 ? 0 : 1 }).evidence($0) },
    .init(
      Text(
        "if the elements that stay are divided by the rate, not by 1 − rate",
        "quando os elementos que ficam são divididos pela taxa, e não por 1 − taxa")
    ) { PlainDropout(factor: { $0 < $1 ? 0 : $1 > 0 ? 1 / $1 : 1 }).evidence($0) },
    .init(
      Text(
        "if the elements that stay are multiplied by 1 − rate, not divided",
        "quando os elementos que ficam são multiplicados por 1 − taxa, e não divididos")
    ) { PlainDropout(factor: { $0 < $1 ? 0 : 1 - $1 }).evidence($0) },
    .init(
      Text(
        "if the rate is the share that is kept, not the share that is dropped",
        "quando a taxa é a parte que fica, e não a que se descarta")
    ) { PlainDropout(factor: { $0 < $1 ? 1 / $1 : 0 }).evidence($0) },
    .init(
      Text(
        "if an element is dropped where the uniform number is at least the rate",
        "quando se descarta onde o número uniforme é maior ou igual à taxa")
    ) { PlainDropout(factor: { $0 < $1 ? 1 / (1 - $1) : 0 }).evidence($0) },
    .init(
      Text(
        "if an element is dropped where the uniform number is equal to the rate, too",
        "quando também se descarta onde o número uniforme é igual à taxa")
    ) { PlainDropout(factor: { $0 <= $1 ? 0 : 1 / (1 - $1) }).evidence($0) },
    .init(
      Text(
        "if the pullback takes an element for dropped where the output is 0, and x may be 0 itself",
        "quando o pullback toma como descartado o elemento cuja saída é 0, e o próprio x pode ser 0"
      )
    ) { PlainDropout(looksAtOutput: true).evidence($0) },
    .init(
      Text(
        "if numbers are drawn but nothing is dropped",
        "quando os números são sorteados, mas nada é descartado")
    ) { PlainDropout(factor: { _, _ in 1 }).evidence($0) },
    .init(
      Text(
        "if the pullback lets everything through", "quando o pullback deixa passar tudo")
    ) { PlainDropout(backFactor: { _, _ in 1 }).evidence($0) },
    .init(
      Text(
        "if the pullback drops but does not scale",
        "quando o pullback descarta, mas não escala")
    ) { PlainDropout(backFactor: { $0 < $1 ? 0 : 1 }).evidence($0) },
    .init(
      Text(
        "if the pullback scales but drops nothing",
        "quando o pullback escala, mas não descarta nada")
    ) { PlainDropout(backFactor: { 1 / (1 - $1) }).evidence($0) },
    .init(
      Text(
        "if the pullback draws new numbers, and so drops other elements",
        "quando o pullback sorteia de novo e descarta outros elementos")
    ) { PlainDropout(drawsAgainInPullback: true).evidence($0) },
    .init(
      Text(
        "if one number decides on a whole row", "quando um só número decide por uma linha inteira")
    ) { PlainDropout(draws: .perRow).evidence($0) },
    .init(
      Text(
        "if every row loses the same columns", "quando toda linha perde as mesmas colunas")
    ) { PlainDropout(draws: .perColumn).evidence($0) },
    .init(
      Text(
        "if the caller's generator stays where it was: the next dropout would drop the same elements",
        "quando o gerador de quem chama não avança: o próximo dropout descartaria os mesmos elementos"
      )
    ) { PlainDropout(movesGenerator: false).evidence($0) },
    .init(
      Text(
        "if a rate of 0 takes numbers too", "quando uma taxa de 0 também toma números")
    ) { PlainDropout(drawsAtRateZero: true).evidence($0) },
  ],
  variants: [
    .init("element by element, with the mask kept") { PlainDropout().evidence($0) }
  ],
  contract: [
    .init("scales those that stay by"),
    .init("is less than `rate`", triedBy: "a tensor of [3, 5], a rate of 0."),
    .init(
      "The backward pass drops and scales the same elements", triedBy: "zeros among the elements"),
    .init("The uniform numbers are taken in row-major order"),
    .init("A rate of 0 changes nothing", triedBy: "a tensor of [2, 3], a rate of 0.0"),
    .init("gives 0.7, 0.1, 0.4", triedBy: "[4, 4, 4], an upstream gradient of [1, 2, 3]"),
  ])

@Test func `3.7 dropout`() async throws {
  let attempt = Attempt("3.7")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(dropoutGrader) { input in
      var generator = input.generator
      let result = Attention::dropout(input.x, rate: input.rate, using: &generator)
      return seenEvidence(input, result, generator)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.7 grader`() { #expect(dropoutGrader.flaws() == []) }
