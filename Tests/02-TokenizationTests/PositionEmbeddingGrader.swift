import CourseKit
import Grading
import Tensors
import Testing
import Tokenization
import TokenizationSolution

struct PositionInput: Sendable {
  /// `[context length, width]`
  let weight: Tensor
  /// `[batch, length, width]`
  let x: Tensor
  let start: Int
  let upstream: Tensor
}

private func positionEvidence(
  _ input: PositionInput, output: Tensor, from start: Tensor, training: Tensor,
  inputGradient: Tensor, gradient: Tensor
) -> [Evidence] {
  outputEvidence(input, output, from: start)
    + trainingEvidence(training, inputGradient: inputGradient, gradient: gradient)
}

private func outputEvidence(
  _ input: PositionInput, _ output: Tensor, from start: Tensor
) -> [Evidence] {
  [
    Evidence(Text("the output", "a saída"), output),
    Evidence(
      Text("the output from \(input.start) on", "a saída a partir de \(input.start)"), start),
  ]
}

private func trainingEvidence(
  _ training: Tensor, inputGradient: Tensor, gradient: Tensor
) -> [Evidence] {
  [
    Evidence(Text("the output of withPullback", "a saída de withPullback"), training),
    // The upstream gradient itself.
    Evidence(
      Text("the gradient of the input", "o gradiente da entrada"), inputGradient, tolerance: 0),
    Evidence(Text("the gradient of the weight", "o gradiente do peso"), gradient),
  ]
}

/// Position embeddings in plain loops, with hooks for mistakes.
private struct PlainPositions: Sendable {
  /// The row of the weight for a token.
  var row: @Sendable (_ shape: Shape, _ sequence: Int, _ position: Int) -> Int = { $2 }
  var ignoresStart = false
  var keepsInput = true
  var inputGradientFactor: Float = 1
  var overwrites = false
  var averages = false
  /// Whether the gradient has a row only for each token instead of for each position of the
  /// context.
  var gradientIsShort = false
  var keepsWeight = false
  var usesFirstSequenceOnly = false

  func evidence(_ input: PositionInput) -> [Evidence] {
    let (weight, x) = (input.weight, input.x)
    let (count, length, width) = (x.shape[0], x.shape[1], x.shape[2])
    var gradient = [Float](
      repeating: 0, count: (gradientIsShort ? length : weight.shape[0]) * width)
    let (numbers, upstream) = (x.scalars, input.upstream.scalars)
    func output(from start: Int) -> Tensor {
      var result: [Float] = []
      for sequence in 0..<count {
        for position in 0..<length {
          for column in 0..<width {
            let number = keepsInput ? numbers[result.count] : 0
            result.append(number + weight[start + row(x.shape, sequence, position), column])
          }
        }
      }
      return Tensor(result, shape: x.shape)
    }
    for sequence in 0..<count {
      for position in 0..<length {
        for column in 0..<width {
          let to = row(x.shape, sequence, position) * width + column
          guard sequence == 0 || !usesFirstSequenceOnly else { continue }
          let new = upstream[(sequence * length + position) * width + column]
          gradient[to] = overwrites ? new : gradient[to] + (averages ? new / Float(count) : new)
        }
      }
    }
    return positionEvidence(
      input, output: output(from: 0), from: output(from: ignoresStart ? 0 : input.start),
      training: output(from: 0),
      inputGradient: Tensor(upstream.map { $0 * inputGradientFactor }, shape: x.shape),
      gradient: keepsWeight
        ? weight : Tensor(gradient, shape: [gradient.count / width, width]))
  }
}

let positionEmbeddingGrader = Grader<PositionInput>(
  "2.9",
  cases: { data in
    let batches =
      [(1, 1, 2), (1, 3, 2), (3, 4, 2)]
      + [(data.integer(in: 2...4), data.integer(in: 1...5), data.integer(in: 1...6))]
    return batches.map { count, length, width in
      // There is room for all tokens of all sequences, so that a wrong row is reported and not out
      // of range.
      let context = count * length + data.integer(in: 3...5)
      return .init(
        Text(
          "an input of [\(count), \(length), \(width)] in a context of \(context)",
          "uma entrada de [\(count), \(length), \(width)] em um contexto de \(context)"),
        PositionInput(
          weight: data.tensor([context, width]), x: data.tensor([count, length, width]),
          start: data.integer(in: 1...2), upstream: data.upstream([count, length, width])))
    } + [
      .init(
        Text(
          "an input of [1, 4, 3] that fills its context of 4",
          "uma entrada de [1, 4, 3] que enche o seu contexto de 4"),
        PositionInput(
          weight: data.tensor([4, 3]), x: data.tensor([1, 4, 3]), start: 0,
          upstream: data.upstream([1, 4, 3]))),
      .init(
        Text(
          "[2, 3, 2] in a context of 5, from 2 on to its end",
          "[2, 3, 2] em um contexto de 5, de 2 até o fim dele"),
        PositionInput(
          weight: data.tensor([5, 2]), x: data.tensor([2, 3, 2]), start: 2,
          upstream: data.upstream([2, 3, 2]))),
      .init(
        Text(
          "[2, 2, 1] in a context of 3, with zeros, and gradients whose sum is 0",
          "[2, 2, 1] em um contexto de 3, com zeros e gradientes cuja soma é 0"),
        PositionInput(
          weight: Tensor(rows: [[0], [2], [0]]), x: Tensor([0, 0, 3, -2], shape: [2, 2, 1]),
          start: 1, upstream: Tensor([1, 0, -1, 20], shape: [2, 2, 1]))),
      .init(
        Text(
          "[2, 2, 1] in a context of 3, the upstream gradient of the comment's example",
          "[2, 2, 1] em um contexto de 3, o gradiente upstream do exemplo do comentário"),
        PositionInput(
          weight: data.tensor([3, 1]), x: data.tensor([2, 2, 1]), start: 1,
          upstream: Tensor([1, 2, 10, 20], shape: [2, 2, 1]))),
      .init(
        Text(
          "no sequence, [0, 3, 2], in a context of 5",
          "nenhuma sequência, [0, 3, 2], em um contexto de 5"),
        PositionInput(
          weight: data.tensor([5, 2]), x: data.tensor([0, 3, 2]), start: 1,
          upstream: data.tensor([0, 3, 2]))),
      .init(
        Text(
          "[3, 67, 33] in a context of 131", "[3, 67, 33] em um contexto de 131"),
        PositionInput(
          weight: data.tensor([131, 33]), x: data.tensor([3, 67, 33]), start: 64,
          upstream: data.upstream([3, 67, 33]))),
      .init(
        Text("[17, 5, 3] in a context of 90", "[17, 5, 3] em um contexto de 90"),
        PositionInput(
          weight: data.tensor([90, 3]), x: data.tensor([17, 5, 3]), start: 2,
          upstream: data.upstream([17, 5, 3]))),
    ]
  },
  expected: { input in
    let positions = TokenizationSolution::PositionEmbedding(weight: input.weight)
    let (output, pullback) = positions.withPullback(input.x)
    let (inputGradient, gradient) = repeatedly(pullback)(input.upstream)
    return positionEvidence(
      input, output: positions(input.x), from: positions(input.x, from: input.start),
      training: output, inputGradient: inputGradient, gradient: gradient.weight)
  },
  misconceptions: [
    .init(
      Text(
        "if the positions always begin at 0, and start is not looked at",
        "quando as posições sempre começam em 0 e start é ignorado")
    ) { PlainPositions(ignoresStart: true).evidence($0) },
    .init(
      Text(
        "if the position's vector takes the place of the token's, and is not added to it",
        "quando o vetor da posição substitui o do token, em vez de ser somado a ele")
    ) { PlainPositions(keepsInput: false).evidence($0) },
    .init(
      Text(
        "if the positions start with 1, so that the first token gets the second vector",
        "quando as posições começam em 1, e o primeiro token recebe o segundo vetor")
    ) { input in
      // If the context is full, there is no row for the last token.
      guard input.x.shape[0] * input.x.shape[1] + input.start < input.weight.shape[0] else {
        throw NoSuchPosition()
      }
      return PlainPositions(row: { $2 + 1 }).evidence(input)
    },
    .init(
      Text(
        "if the gradient is left as the weight itself",
        "quando o gradiente fica sendo o próprio peso")
    ) { PlainPositions(keepsWeight: true).evidence($0) },
    .init(
      Text(
        "if only the first sequence of the batch gives a gradient",
        "quando só a primeira sequência do lote dá gradiente")
    ) { PlainPositions(usesFirstSequenceOnly: true).evidence($0) },
    .init(
      Text(
        "if the input's gradient is divided by the number of sequences",
        "quando o gradiente da entrada é dividido pelo número de sequências")
    ) {
      PlainPositions(inputGradientFactor: 1 / Float(max(1, $0.x.shape[0]))).evidence($0)
    },
    .init(
      Text(
        "if the input gets no gradient", "quando a entrada fica sem gradiente")
    ) { PlainPositions(inputGradientFactor: 0).evidence($0) },
    .init(
      Text(
        "if the gradient has a row for each token, not for each position of the context",
        "quando o gradiente tem uma linha por token, e não por posição do contexto")
    ) { PlainPositions(gradientIsShort: true).evidence($0) },
    .init(
      Text(
        "if the positions are counted on from one sequence to the next",
        "quando a contagem das posições continua de uma sequência para a seguinte")
    ) { input in
      guard input.x.shape[0] * input.x.shape[1] + input.start <= input.weight.shape[0] else {
        throw NoSuchPosition()
      }
      return PlainPositions(row: { $1 * $0[1] + $2 }).evidence(input)
    },
    .init(
      Text(
        "if a sequence gets the vector of its number in the batch, not each token that of its position",
        "quando a sequência recebe o vetor do seu número no lote, e não cada token o da sua posição"
      )
    ) { input in
      guard input.x.shape[0] + input.start <= input.weight.shape[0] else { throw NoSuchPosition() }
      return PlainPositions(row: { _, sequence, _ in sequence }).evidence(input)
    },
    .init(
      Text(
        "if a position gets the gradient of the last sequence only",
        "quando uma posição recebe só o gradiente da última sequência")
    ) { PlainPositions(overwrites: true).evidence($0) },
    .init(
      Text(
        "if the gradient of a position is the mean over the sequences, not the sum",
        "quando o gradiente de uma posição é a média sobre as sequências, e não a soma")
    ) { PlainPositions(averages: true).evidence($0) },
  ],
  variants: [.init("in plain loops") { PlainPositions().evidence($0) }],
  contract: [
    .init("y[b, t] = x[b, t]"),
    .init("`[batch, length, width]` → the same"),
    .init("positions(x, from: 1)"),
    .init("Every sequence begins at position", triedBy: "an input of [3, 4, 2]"),
    .init("There may be fewer tokens than positions", triedBy: "an input of [1, 4, 3] that fills"),
    .init("the input's gradient is the upstream gradient itself"),
    .init("∂x = ∂y"),
    .init(
      "two sequences of two tokens", triedBy: "[2, 2, 1] in a context of 3, the upstream gradient"),
    .init("Here the positions begin at 0"),
    .init("positions without a token"),
  ])

private struct NoSuchPosition: Error {}

@Test func `2.9 positions, forward and backward`() async throws {
  let attempt = Attempt("2.9")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func forward(_ input: PositionInput) -> [Evidence] {
      let positions = Tokenization::PositionEmbedding(weight: input.weight)
      return outputEvidence(
        input, positions(input.x), from: positions(input.x, from: input.start))
    }
    @Sendable func backward(_ input: PositionInput) -> [Evidence] {
      let positions = Tokenization::PositionEmbedding(weight: input.weight)
      let (output, pullback) = positions.withPullback(input.x)
      let (inputGradient, gradient) = repeatedly(pullback)(input.upstream)
      return trainingEvidence(output, inputGradient: inputGradient, gradient: gradient.weight)
    }
    attempt.grade(
      positionEmbeddingGrader,
      parts: [
        .init(Text("the output", "a saída"), forward),
        .init(Text(verbatim: "withPullback"), backward),
      ]
    ) { forward($0) + backward($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.9 grader`() { #expect(positionEmbeddingGrader.flaws() == []) }
