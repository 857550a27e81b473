import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing
import TokenizationSolution
import Transformer
import TransformerSolution

/// A model, the upstream gradients of its logits and of its hidden states, and a head to try alone.
struct GPTPullbackInput: Sendable {
  let model: ModelInput
  let logitsUpstream: Tensor
  let hiddenUpstream: Tensor
  let vectors: Tensor
  let headWeight: Tensor
  /// Whether the blocks use dropout too, not only the embeddings.
  var blocksDrop = false
}

private let firstGenerator = SeededGenerator(seed: 48)

/// The results of a model's forward and backward pass.
private struct Results {
  typealias Gradients = [(name: String, tensor: Tensor)]

  /// The gradients of an output head's input and parameters.
  var head: (input: Tensor, parameters: Gradients)
  var hidden: (output: Tensor, gradients: Gradients)
  var logits: (output: Tensor, gradients: Gradients)
  /// The generator after the logits if the blocks use dropout; otherwise splitting it is optional.
  var generator: SeededGenerator?

  var evidence: [Evidence] {
    Results.evidence(head: head) + Results.evidence(hidden: hidden)
      + Results.evidence(logits: logits, generator)
  }

  static func evidence(head: (input: Tensor, parameters: Gradients)) -> [Evidence] {
    [
      Evidence(
        Text(
          "OutputHead's gradient of the input", "o gradiente da entrada de OutputHead"), head.input)
    ]
      + head.parameters.map { name, tensor in
        Evidence(
          Text("OutputHead's gradient of \(name)", "o gradiente de \(name) de OutputHead"), tensor)
      }
  }

  static func evidence(hidden: (output: Tensor, gradients: Gradients)) -> [Evidence] {
    [
      Evidence(
        Text("the hidden states in training", "os estados ocultos no treino"), hidden.output)
    ]
      + hidden.gradients.map { name, tensor in
        Evidence(
          Text(
            "the gradient of \(shownName(ofParameter: name)) from the hidden states",
            "o gradiente de \(shownName(ofParameter: name)) a partir dos estados ocultos"), tensor)
      }
  }

  static func evidence(
    logits: (output: Tensor, gradients: Gradients), _ generator: SeededGenerator?
  ) -> [Evidence] {
    [Evidence(Text("the logits in training", "os logits no treino"), logits.output)]
      + logits.gradients.map { name, tensor in
        Evidence(
          Text(
            "the gradient of \(shownName(ofParameter: name)) from the logits",
            "o gradiente de \(shownName(ofParameter: name)) a partir dos logits"), tensor)
      }
      + (generator.map {
        [Evidence(numbersTakenName, [numbersTaken(from: firstGenerator, to: $0, atMost: 5000)])]
      } ?? [])
  }
}

let gptPullbackGrader = Grader<GPTPullbackInput>(
  "4.8",
  cases: { data in
    let models = [
      ModelInput(layers: 2, context: 4, tiesHead: false, tokens: (2, 3), &data),
      ModelInput(layers: 2, context: 3, tiesHead: true, tokens: (2, 2), &data),
      ModelInput(layers: 1, context: 4, tiesHead: true, dropoutRate: 0.4, tokens: (2, 4), &data),
      ModelInput(layers: 3, context: 2, tiesHead: true, tokens: (1, 1), &data),
      ModelInput(layers: 2, context: 4, tiesHead: false, dropoutRate: 0.3, tokens: (2, 3), &data),
      ModelInput(layers: 0, context: 3, tiesHead: true, tokens: (1, 2), &data),
      ModelInput(layers: 0, context: 3, tiesHead: false, tokens: (2, 1), &data),
      ModelInput(layers: 5, context: 21, tiesHead: true, tokens: (3, 17), &data),
      ModelInput(layers: 1, context: 4, tiesHead: true, tokens: (1, 1), &data)
        .with([[0, 0, 0], [0, 5, 0]]),
    ]
    return models.enumerated().map { position, model in
      let blocksDrop = position == 4
      let (count, length) = (model.tokens.count, model.tokens.length)
      return .init(
        blocksDrop
          ? Text(
            model.spoken.in(.english) + " and in the blocks",
            model.spoken.in(.portuguese) + " e nos blocos")
          : model.spoken,
        GPTPullbackInput(
          model: model, logitsUpstream: data.upstream([count, length, 6]),
          hiddenUpstream: data.upstream([count, length, 4]), vectors: data.tensor([2, 3, 4]),
          headWeight: data.tensor([6, 4]), blocksDrop: blocksDrop))
    }
  },
  expected: { input in
    let head = TransformerSolution::OutputHead(
      weight: input.headWeight, bias: Tensor(zeros: [6]))
    let tokens = input.model.tokens
    let model = referenceModel(input)
    let (vectors, headGradient) = repeatedly(head.withPullback(input.vectors).pullback)(
      headUpstream(input))
    var generator = firstGenerator
    let (hidden, hiddenPullback) = model.hiddenStatesWithPullback(tokens, using: &generator)
    generator = firstGenerator
    let (logits, pullback) = model.withPullback(tokens, using: &generator)
    return Results(
      head: (vectors, headGradient.parameters),
      hidden: (hidden, repeatedly(hiddenPullback)(input.hiddenUpstream).parameters),
      logits: (logits, repeatedly(pullback)(input.logitsUpstream).parameters),
      generator: input.blocksDrop ? generator : nil
    ).evidence
  },
  misconceptions: [
    .init(
      Text(
        "if the backward pass runs through the blocks from the first to the last",
        "quando o backward percorre os blocos do primeiro ao último")
    ) { RecomposedPullback(blocks: .firstToLast).evidence($0) },
    .init(
      Text(
        "if every block's pullback gets the last norm's upstream gradient instead of the next block's",
        "quando o pullback de todo bloco recebe o gradiente upstream da última layer norm, e não o do bloco seguinte"
      )
    ) { RecomposedPullback(blocks: .sameUpstream).evidence($0) },
    .init(
      Text(
        "if the last norm's pullback is left out", "quando falta o pullback da última layer norm")
    ) { RecomposedPullback(skipsNorm: true).evidence($0) },
    .init(
      Text(
        "if the embeddings' gradients are left out, so their weights stand in their place",
        "quando faltam os gradientes dos embeddings, e os pesos ficam no lugar deles")
    ) { RecomposedPullback(embeddings: .left).evidence($0) },
    .init(
      Text(
        "if the embeddings get the upstream gradient of the last norm and not what the first block gives",
        "quando os embeddings recebem o gradiente upstream da última layer norm, e não o que sai do primeiro bloco"
      )
    ) { RecomposedPullback(embeddings: .seeNorm).evidence($0) },
    .init(
      Text(
        "if the hidden states' gradient of the head is not 0 but the head's weights",
        "quando o gradiente da cabeça pelos estados ocultos não é 0, e sim os pesos dela")
    ) { RecomposedPullback(keepsHead: true).evidence($0) },
    .init(
      Text(
        "if the head's own gradient is left at 0", "quando o gradiente da cabeça fica em 0")
    ) { RecomposedPullback(headGradient: .zero).evidence($0) },
    .init(
      Text(
        "if the head's bias gets the mean over all positions, not the sum",
        "quando o bias da cabeça recebe a média das posições, e não a soma")
    ) { RecomposedPullback(headGradient: .meanBias).evidence($0) },
    .init(
      Text(
        "if the tied weight gets the embedding's gradient alone",
        "quando o peso compartilhado só recebe o gradiente do embedding")
    ) { RecomposedPullback(tied: .embedding).evidence($0) },
    .init(
      Text(
        "if the head's gradient replaces the embedding's in the tied weight; they add up",
        "quando o gradiente da cabeça substitui o do embedding no peso compartilhado; eles se somam"
      )
    ) { RecomposedPullback(tied: .head).evidence($0) },
    .init(
      Text(
        "if the head's gradient is added twice to the tied weight",
        "quando o gradiente da cabeça é somado duas vezes ao peso compartilhado")
    ) { RecomposedPullback(tied: .headTwice).evidence($0) },
    .init(
      Text(
        "if the tied weight's gradient is doubled: each use adds its own, no more",
        "quando o gradiente do peso compartilhado é dobrado: cada uso soma o seu, e só")
    ) { RecomposedPullback(tied: .doubled).evidence($0) },
    .init(
      Text(
        "if the head's gradient is left as the head itself",
        "quando o gradiente da cabeça fica sendo a própria cabeça")
    ) { RecomposedPullback(headGradient: .left).evidence($0) },
    .init(
      Text(
        "if the gradient of finalNorm is left as the norm itself",
        "quando o gradiente de finalNorm fica sendo o próprio norm")
    ) { RecomposedPullback(leavesNorm: true).evidence($0) },
    .init(
      Text(
        "if the gradients of the blocks are left as the blocks themselves",
        "quando os gradientes dos blocos ficam sendo os próprios blocos")
    ) { RecomposedPullback(leavesBlocks: true).evidence($0) },
    .init(
      Text(
        "if the gradient of positionEmbedding is left as the embedding itself",
        "quando o gradiente de positionEmbedding fica sendo o próprio embedding")
    ) { RecomposedPullback(leavesPositions: true).evidence($0) },
    .init(
      Text(
        "if every block gets a copy of the generator, so that all drop the same elements",
        "quando todo bloco recebe uma cópia do gerador, e todos descartam as mesmas posições")
    ) { RecomposedPullback(blocksShareGenerator: true).evidence($0) },
    .init(
      Text(
        "without dropout on the embeddings", "sem o dropout nos embeddings")
    ) { RecomposedPullback(dropout: .none).evidence($0) },
    .init(
      Text(
        "if dropout acts on the token embedding before the positions are added",
        "quando o dropout atinge o embedding de tokens antes da soma das posições")
    ) { RecomposedPullback(dropout: .beforePositions).evidence($0) },
    .init(
      Text(
        "if the backward pass leaves the embeddings' dropout out",
        "quando o backward pula o dropout dos embeddings")
    ) { RecomposedPullback(dropout: .forwardAlone).evidence($0) },
  ],
  variants: [
    .init("recomposed, with a loop of its own") { RecomposedPullback().evidence($0) }
  ],
  contract: [
    .init("The logits in training and the pullback"),
    .init("The hidden states' pullback, after the head"),
    .init("A tied weight is used twice", triedBy: "tokens of [2, 2], 2 blocks, a tied head"),
    .init("even a token that is not in the batch"),
    .init("The vectors before the head in training"),
    .init("The head's is 0", triedBy: "tokens of [2, 3], 2 blocks, a head of its own"),
    .init(
      "with dropout on the sum of both embeddings",
      triedBy: "tokens of [2, 4], 1 block, a tied head, dropout on the embeddings",
      "tokens of [2, 3], 2 blocks, a head of its own, dropout on the embeddings and in the blocks"),
    .init("each pullback gets what the one after it gave"),
    .init("start from a copy of the model"),
    .init("The output and its pullback: ∂x = ∂y · W"),
    .init("∂W `[vocabulary, width]`"),
  ])

/// The upstream gradient of the separate head, `[2, 3, 6]`, filled with numbers from the others.
private func headUpstream(_ input: GPTPullbackInput) -> Tensor {
  let numbers = input.logitsUpstream.scalars + input.hiddenUpstream.scalars
  return Tensor((0..<36).map { numbers[$0 % numbers.count] }, shape: [2, 3, 6])
}

// MARK: Only the embeddings drop

// Dropout inside the blocks is graded by their own exercise.

private func referenceModel(_ input: GPTPullbackInput) -> TransformerSolution::GPT {
  var model = input.model.reference
  if !input.blocksDrop { model.blocks = input.model.withoutDropout.reference.blocks }
  return model
}

private func learnersModel(_ input: GPTPullbackInput) -> Transformer::GPT {
  var model = input.model.learners
  if !input.blocksDrop { model.blocks = input.model.withoutDropout.learners.blocks }
  return model
}

// MARK: The mistakes

/// The reference's pullbacks, assembled with hooks for mistakes.
private struct RecomposedPullback: Sendable {
  enum Blocks { case right, firstToLast, sameUpstream }
  enum Embeddings { case right, left, seeNorm }
  enum HeadGradient { case right, zero, meanBias, left }
  enum Tied { case sum, embedding, head, headTwice, doubled }
  enum Dropping { case right, none, beforePositions, forwardAlone }

  var blocks = Blocks.right
  var skipsNorm = false
  var embeddings = Embeddings.right
  var keepsHead = false
  var headGradient = HeadGradient.right
  var tied = Tied.sum
  var dropout = Dropping.right
  /// Whether every block draws from a copy of the initial generator.
  var blocksShareGenerator = false
  /// Parts whose parameters are returned in place of their gradients.
  var leavesNorm = false
  var leavesBlocks = false
  var leavesPositions = false

  func evidence(_ input: GPTPullbackInput) -> [Evidence] {
    let model = referenceModel(input)
    let (hidden, back, generator) = hiddenStates(model, input.model.tokens)
    let upstream = input.logitsUpstream

    var gradient: TransformerSolution::GPT
    let logits: Tensor
    if let head = model.head {
      logits = head(hidden)
      gradient = back(matmul(upstream, head.weight))
      gradient.head = self.gradient(of: head, hidden, upstream)
    } else {
      let weight = model.tokenEmbedding.weight
      logits = matmul(hidden, weight.transposed)
      gradient = back(matmul(upstream, weight))
      let toWeight = matmul(upstream.transposed, hidden)
      switch tied {
      case .sum: gradient.tokenEmbedding.weight += toWeight
      case .headTwice: gradient.tokenEmbedding.weight += 2 * toWeight
      case .doubled:
        gradient.tokenEmbedding.weight += toWeight
        gradient.tokenEmbedding.weight *= 2
      case .embedding: break
      case .head: gradient.tokenEmbedding.weight = toWeight
      }
    }
    let own = TransformerSolution::OutputHead(weight: input.headWeight, bias: Tensor(zeros: [6]))
    let ownUpstream = headUpstream(input)
    return Results(
      head: (
        matmul(ownUpstream, own.weight),
        self.gradient(of: own, input.vectors, ownUpstream).parameters
      ),
      hidden: (hidden, back(input.hiddenUpstream).parameters),
      logits: (logits, gradient.parameters),
      generator: input.blocksDrop ? generator : nil
    ).evidence
  }

  private func gradient(
    of head: TransformerSolution::OutputHead, _ x: Tensor, _ upstream: Tensor
  ) -> TransformerSolution::OutputHead {
    var gradient = TransformerSolution::OutputHead(
      weight: matmul(upstream.transposed, x), bias: upstream.sumOfRows())
    switch headGradient {
    case .right: break
    case .left: gradient = head
    case .zero: gradient.scale(by: 0)
    case .meanBias: gradient.bias *= 1 / Float(upstream.rowCount)
    }
    return gradient
  }

  private func hiddenStates(
    _ model: TransformerSolution::GPT, _ tokens: TokenBatch
  ) -> (Tensor, (Tensor) -> TransformerSolution::GPT, SeededGenerator) {
    var generator = firstGenerator
    let rate = dropout == .none ? 0 : model.configuration.dropoutRate
    var (x, tokenBack) = model.tokenEmbedding.withPullback(tokens)
    var early: Pullback<Tensor> = { $0 }
    if dropout == .beforePositions {
      (x, early) = AttentionSolution::dropout(x, rate: rate, using: &generator)
    }
    let positionBack: Pullback<(input: Tensor, gradient: PositionEmbedding)>
    (x, positionBack) = model.positionEmbedding.withPullback(x)
    var late: Pullback<Tensor> = { $0 }
    if dropout != .beforePositions {
      (x, late) = AttentionSolution::dropout(x, rate: rate, using: &generator)
    }
    if dropout == .forwardAlone { late = { $0 } }
    var backs: [Pullback<(input: Tensor, gradient: Block)>] = []
    let atBlocks = generator
    for block in model.blocks {
      if blocksShareGenerator { generator = atBlocks }
      let (output, back) = block.withPullback(x, using: &generator)
      x = output
      backs.append(back)
    }
    let (normed, normBack) = model.finalNorm.withPullback(x)

    return (
      normed,
      { upstream in
        var gradient = model
        if !keepsHead { gradient.head?.scale(by: 0) }
        var onward = upstream
        if !skipsNorm { (onward, gradient.finalNorm) = normBack(upstream) }
        let atNorm = onward
        for index in blocks == .firstToLast ? Array(backs.indices) : backs.indices.reversed() {
          (onward, gradient.blocks[index]) = backs[index](
            blocks == .sameUpstream ? atNorm : onward)
        }
        if embeddings == .left { return gradient }
        if embeddings == .seeNorm { onward = atNorm }
        (onward, gradient.positionEmbedding) = positionBack(late(onward))
        gradient.tokenEmbedding = tokenBack(early(onward))
        if leavesNorm { gradient.finalNorm = model.finalNorm }
        if leavesBlocks { gradient.blocks = model.blocks }
        if leavesPositions { gradient.positionEmbedding = model.positionEmbedding }
        return gradient
      }, generator
    )
  }

  private typealias Block = TransformerSolution::Block
  private typealias PositionEmbedding = TokenizationSolution::PositionEmbedding
}

@Test func `4.8 the whole model, pullback`() async throws {
  let attempt = Attempt("4.8")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func head(_ input: GPTPullbackInput) -> [Evidence] {
      let head = Transformer::OutputHead(weight: input.headWeight, bias: Tensor(zeros: [6]))
      let (vectors, gradient) = repeatedly(head.withPullback(input.vectors).pullback)(
        headUpstream(input))
      return Results.evidence(head: (vectors, gradient.parameters))
    }
    @Sendable func hidden(_ input: GPTPullbackInput) -> [Evidence] {
      var generator = firstGenerator
      let (hidden, pullback) = learnersModel(input).hiddenStatesWithPullback(
        input.model.tokens, using: &generator)
      return Results.evidence(
        hidden: (hidden, repeatedly(pullback)(input.hiddenUpstream).parameters))
    }
    @Sendable func logits(_ input: GPTPullbackInput) -> [Evidence] {
      var generator = firstGenerator
      let (logits, pullback) = learnersModel(input).withPullback(
        input.model.tokens, using: &generator)
      return Results.evidence(
        logits: (logits, repeatedly(pullback)(input.logitsUpstream).parameters),
        input.blocksDrop ? generator : nil)
    }
    attempt.grade(
      gptPullbackGrader,
      parts: [
        .init(Text("OutputHead's withPullback", "o withPullback de OutputHead"), head),
        .init(Text(verbatim: "hiddenStatesWithPullback"), hidden),
        .init(Text("the model's withPullback", "o withPullback do modelo"), logits),
      ]
    ) { head($0) + hidden($0) + logits($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.8 grader`() { #expect(gptPullbackGrader.flaws() == []) }
