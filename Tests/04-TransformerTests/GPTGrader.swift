import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

/// A model and a head of its own to try alone.
struct GPTInput: Sendable {
  let model: ModelInput
  let vectors: Tensor
  let headWeight: Tensor
  let headBias: Tensor
}

private func named(head: Tensor, hidden: Tensor, logits: Tensor) -> [Evidence] {
  [
    Evidence(Text("the output of OutputHead", "a saída de OutputHead"), head),
    Evidence(Text("the hidden states", "os estados ocultos"), hidden),
    Evidence(Text("the logits", "os logits"), logits),
  ]
}

let gptGrader = Grader<GPTInput>(
  "4.7",
  cases: { data in
    [
      ModelInput(layers: 2, context: 4, tiesHead: false, tokens: (2, 3), &data),
      ModelInput(layers: 3, context: 5, tiesHead: true, tokens: (1, 4), &data),
      ModelInput(layers: 1, context: 3, tiesHead: true, tokens: (2, 1), &data),
      ModelInput(layers: 0, context: 2, tiesHead: false, tokens: (1, 2), &data),
    ].map { model in
      .init(
        model.spoken,
        GPTInput(
          model: model, vectors: data.tensor([2, 3, 4]), headWeight: data.tensor([5, 4]),
          headBias: data.tensor([5])))
    }
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
        "if every token gets the vector of the first place",
        "quando todo token recebe o vetor da primeira posição")
    ) { RecomposedModel(positions: .first).evidence($0) },
    .init(
      Text(
        "if the positions are added after the blocks", "com as posições somadas depois dos blocos")
    ) { RecomposedModel(positions: .afterBlocks).evidence($0) },
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
  ])

/// The reference's parts, put together with places where it can go wrong.
private struct RecomposedModel: Sendable {
  enum Positions { case right, none, first, afterBlocks }
  enum Norm { case right, none, beforeBlocks, afterEach }
  enum Head { case right, withoutBias, alwaysTied, softmax }

  var positions = Positions.right
  var finalNorm = Norm.right
  /// Which blocks run, of how many.
  var order: @Sendable (Int) -> [Int] = { Array(0..<$0) }
  var head = Head.right
  var oneByOne = false

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
    let tied = matmul(hidden, model.tokenEmbedding.weight.transposed)
    var logits = head == .alwaysTied ? tied : modelHead?(hidden) ?? tied
    if head == .softmax { logits = AttentionSolution::softmax(logits) }
    return named(head: own(input.vectors), hidden: hidden, logits: logits)
  }

  private func hiddenStates(_ model: TransformerSolution::GPT, _ tokens: TokenBatch) -> Tensor {
    var x = model.tokenEmbedding(tokens)
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
    attempt.grade(gptGrader) { input in
      var generator = SeededGenerator(seed: 4)
      let model = Transformer::GPT(input.model.configuration, using: &generator)
        .replacingParameters(input.model.parameters[...])
      let head = Transformer::OutputHead(weight: input.headWeight, bias: input.headBias)
      return named(
        head: head(input.vectors), hidden: model.hiddenStates(input.model.tokens),
        logits: model(input.model.tokens))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.7 grader`() { #expect(gptGrader.flaws() == []) }
