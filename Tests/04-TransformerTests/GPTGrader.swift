import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

/// A model, and a separate head to try alone.
struct GPTInput: Sendable {
  let model: ModelInput
  let vectors: Tensor
  let headWeight: Tensor
  let headBias: Tensor
}

private func named(head: Tensor, hidden: Tensor, logits: Tensor) -> [Evidence] {
  [Evidence(headName, head), Evidence(hiddenName, hidden), Evidence(logitsName, logits)]
}

private let headName = Text("the output of OutputHead", "a saída de OutputHead")
private let hiddenName = Text("the hidden states", "os estados ocultos")
private let logitsName = Text("the logits", "os logits")

let gptGrader = Grader<GPTInput>(
  "4.7",
  cases: { data in
    let drawn = [
      ModelInput(layers: 2, context: 4, tiesHead: false, tokens: (2, 3), &data),
      ModelInput(layers: 3, context: 5, tiesHead: true, tokens: (1, 4), &data),
      ModelInput(layers: 1, context: 3, tiesHead: true, tokens: (2, 1), &data),
      ModelInput(layers: 0, context: 2, tiesHead: false, tokens: (1, 2), &data),
      ModelInput(layers: 0, context: 3, tiesHead: true, tokens: (1, 2), &data),
      ModelInput(layers: 9, context: 5, tiesHead: false, tokens: (1, 3), &data),
      ModelInput(layers: 1, context: 37, tiesHead: true, tokens: (3, 37), &data),
      ModelInput(
        layers: 2, context: 4, tiesHead: false, dropoutRate: 0.5, tokens: (2, 3), &data),
      ModelInput(
        layers: 1, context: 4, tiesHead: true, dropoutRate: 0.5, tokens: (2, 3), &data),
      ModelInput(layers: 1, context: 2, tiesHead: false, tokens: (17, 2), &data),
    ]
    let model = ModelInput(layers: 1, context: 4, tiesHead: false, tokens: (1, 1), &data)
    let cases =
      drawn.map { ($0.spoken, $0) }
      + [[[0]], [[0, 0, 0, 0]], [[5, 5], [0, 5]]].map { rows in
        (Text("the tokens \(rows), 1 block", "os tokens \(rows), 1 bloco"), model.with(rows))
      }
    return cases.enumerated().map { position, named in
      // Also a head of 67 tokens, and one whose bias is 0.
      let vocabulary = position == 1 ? 67 : 5
      return .init(
        named.0,
        GPTInput(
          model: named.1, vectors: data.tensor([2, 3, 4]),
          headWeight: data.tensor([vocabulary, 4]),
          headBias: (position == 2 ? 0 : 1) * data.tensor([vocabulary])))
    } + [
      .init(
        Text("the head of the comment's example", "a cabeça do exemplo do comentário"),
        GPTInput(
          model: model, vectors: Tensor([1, -1], shape: [1, 1, 2]),
          headWeight: Tensor(rows: [[1, 2], [3, 4], [5, 6]]), headBias: Tensor([10, 20, 30])))
    ]
  },
  expected: { input in
    let model = input.model.reference
    let head = TransformerSolution::OutputHead(weight: input.headWeight, bias: input.headBias)
    return named(
      head: head(input.vectors), hidden: model.hiddenStates(input.model.tokens),
      logits: model(input.model.tokens))
  },
  misconceptions: [
    .init(
      Text("without the position embedding", "sem o embedding de posição")
    ) { RecomposedModel(positions: .none).evidence($0) },
    .init(
      Text(
        "if every token gets the vector of the first position",
        "quando todo token recebe o vetor da primeira posição")
    ) { RecomposedModel(positions: .first).evidence($0) },
    .init(
      Text(
        "if the positions are added after the blocks", "com as posições somadas depois dos blocos")
    ) { RecomposedModel(positions: .afterBlocks).evidence($0) },
    .init(
      Text(
        "if the tokens' vectors are multiplied by √width, as in the first transformer",
        "quando os vetores dos tokens são multiplicados por √largura, como no primeiro transformer")
    ) { RecomposedModel(scalesEmbedding: true).evidence($0) },
    .init(
      Text("without the last norm", "sem a última layer norm")
    ) { RecomposedModel(finalNorm: .none).evidence($0) },
    .init(
      Text(
        "if the last norm comes before the blocks", "com a última layer norm antes dos blocos")
    ) { RecomposedModel(finalNorm: .beforeBlocks).evidence($0) },
    .init(
      Text(
        "if the last norm is applied after every block",
        "com a última layer norm depois de cada bloco")
    ) { RecomposedModel(finalNorm: .afterEach).evidence($0) },
    .init(
      Text("if the blocks are left out", "quando os blocos ficam de fora")
    ) { RecomposedModel(order: { _ in [] }).evidence($0) },
    .init(
      Text("if only the first block is used", "quando só o primeiro bloco é usado")
    ) { RecomposedModel(order: { Array((0..<$0).prefix(1)) }).evidence($0) },
    .init(
      Text(
        "if every block gets the embeddings, so only the last one counts",
        "quando todo bloco recebe os embeddings, e só o último conta")
    ) { RecomposedModel(order: { Array((0..<$0).suffix(1)) }).evidence($0) },
    .init(
      Text("if the blocks run from the last to the first", "com os blocos do último ao primeiro")
    ) { RecomposedModel(order: { (0..<$0).reversed() }).evidence($0) },
    .init(
      Text(
        "if the head sees the vectors before the last norm",
        "quando a cabeça vê os vetores antes da última layer norm")
    ) { RecomposedModel(head: .beforeNorm).evidence($0) },
    .init(
      Text("if the head's bias is subtracted", "quando o bias da cabeça é subtraído")
    ) { RecomposedModel(head: .negativeBias).evidence($0) },
    .init(
      Text("if every block runs twice", "quando cada bloco roda duas vezes")
    ) { RecomposedModel(order: { (0..<$0).flatMap { [$0, $0] } }).evidence($0) },
    .init(
      Text(
        "if the first block runs in the place of every one",
        "quando o primeiro bloco roda no lugar de todos")
    ) { RecomposedModel(order: { (0..<$0).map { _ in 0 } }).evidence($0) },
    .init(
      Text("if the last block is left out", "quando o último bloco fica de fora")
    ) { RecomposedModel(order: { Array((0..<$0).dropLast()) }).evidence($0) },
    .init(
      Text("without the head's bias", "sem o bias da cabeça")
    ) { RecomposedModel(head: .withoutBias).evidence($0) },
    .init(
      Text(
        "if the token embedding serves as the head though the model has one of its own",
        "quando o embedding de tokens serve de cabeça, embora o modelo tenha a sua")
    ) { RecomposedModel(head: .alwaysTied).evidence($0) },
    .init(
      Text(
        "if softmax turns the logits into probabilities already here",
        "quando o softmax já transforma os logits em probabilidades aqui")
    ) { RecomposedModel(head: .softmax).evidence($0) },
  ],
  variants: [
    .init("sequence by sequence") { RecomposedModel(oneByOne: true).evidence($0) }
  ],
  contract: [
    .init("The logits of the next token at every position"),
    .init("and no probabilities yet"),
    .init("No dropout here", triedBy: "tokens of [2, 3], 2 blocks, a head of its own, dropout"),
    .init("2 sequences of 3 tokens", triedBy: "tokens of [2, 3], 2 blocks"),
    .init("What the model knows at every position"),
    .init("Token embedding, plus position embedding", triedBy: "tokens of [2, 3], 2 blocks"),
    .init("A model without blocks", triedBy: "tokens of [1, 2], 0 blocks"),
    .init("The head: a logit for each token"),
    .init("`[…, width] → […, vocabulary]`"),
    .init("Where the head is tied (nil)", triedBy: "tokens of [1, 4], 3 blocks, a tied head"),
    .init(
      "Example: the embedding [[1, 2]",
      untested: "the head alone is not to be called from here; the tied logits are tried"),
    .init("its row of the weight, multiplied"),
    .init("Example: with the weight", triedBy: "the head of the comment's example"),
  ])

/// The reference's parts, assembled with hooks for mistakes.
private struct RecomposedModel: Sendable {
  enum Positions { case right, none, first, afterBlocks }
  enum Norm { case right, none, beforeBlocks, afterEach }
  enum Head { case right, withoutBias, negativeBias, alwaysTied, softmax, beforeNorm }

  var positions = Positions.right
  var finalNorm = Norm.right
  /// The order of the blocks, from their number.
  var order: @Sendable (Int) -> [Int] = { Array(0..<$0) }
  var head = Head.right
  var oneByOne = false
  /// Whether the token embeddings are multiplied by √width.
  var scalesEmbedding = false

  func evidence(_ input: GPTInput) -> [Evidence] {
    let model = input.model.reference
    let tokens = input.model.tokens
    var hidden = hiddenStates(model, tokens)
    if oneByOne {
      let rows = (0..<tokens.count).flatMap {
        hiddenStates(model, TokenBatch(Array(tokens[$0]))).scalars
      }
      hidden = Tensor(rows, shape: hidden.shape)
    }
    var own = TransformerSolution::OutputHead(weight: input.headWeight, bias: input.headBias)
    var modelHead = model.head
    if head == .withoutBias {
      own.bias *= 0
      modelHead?.bias *= 0
    }
    if head == .negativeBias {
      own.bias *= -1
      modelHead?.bias *= -1
    }
    if head == .beforeNorm {
      var other = self
      other.finalNorm = .none
      let vectors = other.hiddenStates(model, tokens)
      return named(
        head: own(input.vectors), hidden: hidden,
        logits: modelHead?(vectors)
          ?? matmul(vectors, model.tokenEmbedding.weight.transposed))
    }
    let tied = matmul(hidden, model.tokenEmbedding.weight.transposed)
    var logits = head == .alwaysTied ? tied : modelHead?(hidden) ?? tied
    if head == .softmax { logits = AttentionSolution::softmax(logits) }
    return named(head: own(input.vectors), hidden: hidden, logits: logits)
  }

  private func hiddenStates(_ model: TransformerSolution::GPT, _ tokens: TokenBatch) -> Tensor {
    var x = model.tokenEmbedding(tokens)
    if scalesEmbedding { x *= Float(x.columnCount).squareRoot() }
    switch positions {
    case .right: x = model.positionEmbedding(x)
    case .first: x.updateRows { $0.add(model.positionEmbedding.weight, row: 0) }
    case .none, .afterBlocks: break
    }
    if finalNorm == .beforeBlocks { x = model.finalNorm(x) }
    for index in order(model.blocks.count) {
      x = model.blocks[index](x)
      if finalNorm == .afterEach { x = model.finalNorm(x) }
    }
    if positions == .afterBlocks { x = model.positionEmbedding(x) }
    return finalNorm == .right ? model.finalNorm(x) : x
  }
}

@Test func `4.7 from tokens to logits`() async throws {
  let attempt = Attempt("4.7")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func head(_ input: GPTInput) -> [Evidence] {
      let head = Transformer::OutputHead(weight: input.headWeight, bias: input.headBias)
      return [Evidence(headName, head(input.vectors))]
    }
    @Sendable func hidden(_ input: GPTInput) -> [Evidence] {
      [Evidence(hiddenName, input.model.learners.hiddenStates(input.model.tokens))]
    }
    @Sendable func logits(_ input: GPTInput) -> [Evidence] {
      [Evidence(logitsName, input.model.learners(input.model.tokens))]
    }
    attempt.grade(
      gptGrader,
      parts: [
        .init(Text(verbatim: "OutputHead"), head), .init(Text(verbatim: "hiddenStates"), hidden),
        .init(Text("the logits", "os logits"), logits),
      ]
    ) { head($0) + hidden($0) + logits($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.7 grader`() { #expect(gptGrader.flaws() == []) }
