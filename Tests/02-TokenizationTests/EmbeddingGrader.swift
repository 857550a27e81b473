import CourseKit
import Grading
import Tensors
import Testing
import Tokenization
import TokenizationSolution

struct EmbeddingInput: Sendable {
  /// `[vocabulary, width]`
  let weight: Tensor
  let tokens: TokenBatch
  let upstream: Tensor
}

private func embeddingEvidence(_ output: Tensor, _ training: Tensor, _ gradient: Tensor)
  -> [Evidence]
{
  [outputEvidence(output)] + trainingEvidence(training, gradient)
}

private func outputEvidence(_ output: Tensor) -> Evidence {
  Evidence(Text("the output", "a saída"), output, tolerance: 0)
}

private func trainingEvidence(_ output: Tensor, _ gradient: Tensor) -> [Evidence] {
  [
    Evidence(Text("the output of withPullback", "a saída de withPullback"), output, tolerance: 0),
    Evidence(Text("the gradient of the weight", "o gradiente do peso"), gradient),
  ]
}

/// The table in plain loops, with hooks for mistakes.
private struct PlainEmbedding: Sendable {
  /// The token at a position of the output.
  var id: @Sendable (_ tokens: TokenBatch, _ sequence: Int, _ position: Int) -> Int = {
    $0.ids[$1 * $0.length + $2]
  }
  /// Combines an element of the gradient with another contribution to it.
  var adding: @Sendable (_ sum: Float, _ new: Float, _ isFirst: Bool) -> Float = { sum, new, _ in
    sum + new
  }
  /// Whether the first upstream gradient goes to the first row, whatever the token.
  var addsByPosition = false
  /// The factor for the sum of `occurrences` upstream gradients, out of `positions` in all.
  var factor: @Sendable (_ occurrences: Int, _ positions: Int) -> Float = { _, _ in 1 }
  var startsFromWeight = false
  /// Whether token 0 is treated as padding: its vector and its gradient are 0.
  var zeroIsPadding = false
  /// The factor for the vectors.
  var scale: @Sendable (_ width: Int) -> Float = { _ in 1 }
  var usesFirstSequenceOnly = false

  func evidence(_ input: EmbeddingInput) -> [Evidence] {
    let (weight, tokens) = (input.weight, input.tokens)
    let width = weight.shape[1]
    let upstream = input.upstream.scalars
    var output: [Float] = []
    var gradient = Tensor(zeros: weight.shape)
    var occurrences = [Int](repeating: 0, count: weight.shape[0])
    for sequence in 0..<tokens.count {
      for position in 0..<tokens.length {
        let id = id(tokens, sequence, position)
        let first = output.count
        for column in 0..<width {
          let isPadding = zeroIsPadding && id == 0
          output.append(isPadding ? 0 : weight[id, column] * scale(width))
          guard !isPadding else { continue }
          guard sequence == 0 || !usesFirstSequenceOnly else { continue }
          let row = addsByPosition ? sequence * tokens.length + position : id
          gradient[row, column] = adding(
            gradient[row, column], upstream[first + column] * scale(width),
            occurrences[id] == 0)
        }
        occurrences[id] += 1
      }
    }
    for id in 0..<weight.shape[0] {
      for column in 0..<width {
        gradient[id, column] *= factor(occurrences[id], tokens.ids.count)
        if startsFromWeight { gradient[id, column] += weight[id, column] }
      }
    }
    let result = Tensor(output, shape: [tokens.count, tokens.length, width])
    return embeddingEvidence(result, result, gradient)
  }
}

let embeddingGrader = Grader<EmbeddingInput>(
  "2.8",
  cases: { data in
    var inputs: [(weight: Tensor, tokens: TokenBatch)] = [
      (data.tensor([3, 2]), TokenBatch([[data.integer(in: 0...2)]])),
      (data.tensor([4, 3]), TokenBatch([[2, 0, 2]])),
      (data.tensor([5, 2]), TokenBatch([[1, 4, 1], [4, 3, 1]])),
      (data.tensor([4, 2]), TokenBatch([[Int]]())),
    ]
    let size = data.shape(rank: 4, axes: 2...6)
    inputs.append(
      (
        data.tensor([size[0], size[1]]),
        data.tokens(count: size[2], length: size[3], vocabularySize: size[0])
      ))
    inputs += [
      (data.tensor([3, 2]), TokenBatch([[0]])), (data.tensor([1, 3]), TokenBatch([[0, 0, 0]])),
      (data.tensor([4, 2]), TokenBatch([[3, 3, 3, 3], [3, 3, 3, 3]])),
      // Equal rows, and a row of zeros.
      (Tensor(rows: [[0, 0], [1, 2], [1, 2], [0, -1]]), TokenBatch([[0, 1, 2], [3, 2, 0]])),
      (data.tensor([5, 1]), TokenBatch([[4], [0], [4]])),
      (data.tensor([67, 33]), data.tokens(count: 3, length: 17, vocabularySize: 67)),
      (data.tensor([131, 2]), data.tokens(count: 17, length: 5, vocabularySize: 131)),
      // Ids that do not fit into a byte.
      (data.tensor([301, 2]), TokenBatch([[300, 44, 256], [0, 300, 257]])),
    ]
    return inputs.map { weight, tokens in
      let rows = (0..<tokens.count).map { Array(tokens[$0]) }
      let shape = "[\(tokens.count), \(tokens.length)]"
      return .init(
        tokens.ids.count > 40
          ? Text(
            "a weight of \(weight.shape), tokens of \(shape)",
            "um peso de \(weight.shape), tokens de \(shape)")
          : Text(
            "a weight of \(weight.shape), the tokens \(rows)",
            "um peso de \(weight.shape), os tokens \(rows)"),
        EmbeddingInput(
          weight: weight, tokens: tokens,
          upstream: data.upstream([tokens.count, tokens.length, weight.shape[1]])))
    } + [
      .init(
        Text(
          "the example of the comment: the tokens [[2, 0, 2]]",
          "o exemplo do comentário: os tokens [[2, 0, 2]]"),
        EmbeddingInput(
          weight: Tensor(rows: [[1, 2], [3, 4], [5, 6]]), tokens: TokenBatch([[2, 0, 2]]),
          upstream: Tensor([1, 10, 2, 20, 3, 30], shape: [1, 3, 2]))),
      .init(
        Text(
          "the tokens [[1, 0, 1]], with zeros in the upstream gradient and a sum of 0",
          "os tokens [[1, 0, 1]], com zeros no gradiente upstream e uma soma 0"),
        EmbeddingInput(
          weight: Tensor(rows: [[1, 2], [3, 4]]), tokens: TokenBatch([[1, 0, 1]]),
          upstream: Tensor([2, 0, 0, 0, -2, 5], shape: [1, 3, 2]))),
    ]
  },
  expected: { input in
    let embedding = TokenizationSolution::Embedding(weight: input.weight)
    let (output, pullback) = embedding.withPullback(input.tokens)
    return embeddingEvidence(
      embedding(input.tokens), output, repeatedly(pullback)(input.upstream).weight)
  },
  misconceptions: [
    .init(
      Text(
        "if a token that occurs again overwrites what came before, and does not add to it",
        "quando um token que se repete sobrescreve o que veio antes, em vez de somar")
    ) { PlainEmbedding(adding: { _, new, _ in new }).evidence($0) },
    .init(
      Text(
        "if only the first position of a token gives a gradient",
        "quando só a primeira posição de um token dá gradiente")
    ) { PlainEmbedding(adding: { sum, new, isFirst in isFirst ? new : sum }).evidence($0) },
    .init(
      Text(
        "if the gradient's row is the position, not the token's id",
        "quando a linha do gradiente é a posição, e não o id do token")
    ) { input in
      guard input.tokens.ids.count <= input.weight.shape[0] else { throw NoSuchRow() }
      return PlainEmbedding(addsByPosition: true).evidence(input)
    },
    .init(
      Text(
        "if token 0 is taken for padding, and has neither a vector nor a gradient",
        "quando o token 0 é tomado como preenchimento, sem vetor e sem gradiente")
    ) { PlainEmbedding(zeroIsPadding: true).evidence($0) },
    .init(
      Text(
        "if the vectors are multiplied by √width, as in the first transformer",
        "quando os vetores são multiplicados por √largura, como no primeiro transformer")
    ) { PlainEmbedding(scale: { Float($0).squareRoot() }).evidence($0) },
    .init(
      Text(
        "if the gradients of a token's positions are averaged, not added",
        "quando se tira a média dos gradientes das posições de um token, em vez de somar")
    ) { PlainEmbedding(factor: { number, _ in 1 / Float(max(1, number)) }).evidence($0) },
    .init(
      Text(
        "if the gradient is divided by the number of tokens, which the loss has done already",
        "quando o gradiente é dividido pelo número de tokens, o que a perda já fez")
    ) { PlainEmbedding(factor: { _, positions in 1 / Float(max(1, positions)) }).evidence($0) },
    .init(
      Text(
        "if the gradient is left as the weight itself",
        "quando o gradiente fica sendo o próprio peso")
    ) { PlainEmbedding(factor: { _, _ in 0 }, startsFromWeight: true).evidence($0) },
    .init(
      Text(
        "if the gradient begins as the weight, not as 0",
        "quando o gradiente começa como o peso, e não como 0")
    ) { PlainEmbedding(startsFromWeight: true).evidence($0) },
    .init(
      Text(
        "if the sign of the gradient is turned, which is the optimizer's work",
        "quando o sinal do gradiente é trocado, o que é trabalho do otimizador")
    ) { PlainEmbedding(factor: { _, _ in -1 }).evidence($0) },
    .init(
      Text(
        "if only the first sequence of the batch gives a gradient",
        "quando só a primeira sequência do lote dá gradiente")
    ) { PlainEmbedding(usesFirstSequenceOnly: true).evidence($0) },
    .init(
      Text(
        "if the ids are read with sequences and positions exchanged",
        "quando os ids são lidos com sequências e posições trocadas")
    ) { PlainEmbedding(id: { $0.ids[$2 * $0.count + $1] }).evidence($0) },
  ],
  variants: [
    .init("in plain loops") { PlainEmbedding().evidence($0) },
    .init("as a matrix product with one-hot rows") { input in
      let (weight, tokens) = (input.weight, input.tokens)
      let oneHot = tokens.ids.map { id in
        (0..<weight.shape[0]).map { Float($0 == id ? 1 : 0) }
      }
      let width = weight.shape[1]
      var output: [Float] = []
      var gradient = Tensor(zeros: weight.shape)
      let upstream = input.upstream.scalars
      for (position, row) in oneHot.enumerated() {
        for column in 0..<width {
          output.append(row.indices.reduce(0) { $0 + row[$1] * weight[$1, column] })
          for id in row.indices {
            gradient[id, column] += row[id] * upstream[position * width + column]
          }
        }
      }
      let result = Tensor(output, shape: [tokens.count, tokens.length, width])
      return embeddingEvidence(result, result, gradient)
    },
  ],
  contract: [
    .init("The tokens' vectors"),
    .init("`[batch, length] → [batch, length, width]`"),
    .init("TokenBatch([[2, 0]])", triedBy: "the example of the comment"),
    .init(
      "one sequence after the other",
      triedBy: "a weight of [5, 2], the tokens [[1, 4, 1], [4, 3, 1]]"),
    .init("each row of the upstream gradient is added"),
    .init(
      "A token that occurs twice gets both", triedBy: "the example of the comment",
      "a weight of [5, 2], the tokens [[1, 4, 1], [4, 3, 1]]"),
    .init("∂W[i] = Σ"),
    .init("ids [[2, 0, 2]], upstream gradient", triedBy: "the example of the comment"),
    .init("gradient `[vocabulary, width]`"),
    .init("A token that does not occur", triedBy: "the example of the comment"),
  ])

private struct NoSuchRow: Error {}

@Test func `2.8 token embedding, forward and backward`() async throws {
  let attempt = Attempt("2.8")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func forward(_ input: EmbeddingInput) -> [Evidence] {
      [outputEvidence(Tokenization::Embedding(weight: input.weight)(input.tokens))]
    }
    @Sendable func backward(_ input: EmbeddingInput) -> [Evidence] {
      let embedding = Tokenization::Embedding(weight: input.weight)
      let (output, pullback) = embedding.withPullback(input.tokens)
      return trainingEvidence(output, repeatedly(pullback)(input.upstream).weight)
    }
    attempt.grade(
      embeddingGrader,
      parts: [
        .init(Text("the output", "a saída"), forward),
        .init(Text(verbatim: "withPullback"), backward),
      ]
    ) { forward($0) + backward($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `2.8 grader`() { #expect(embeddingGrader.flaws() == []) }
