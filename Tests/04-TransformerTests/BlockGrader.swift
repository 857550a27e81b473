import AttentionSolution
import CourseKit
import FoundationsSolution
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

/// The parameters of a block, its input, and the upstream gradient.
struct BlockInput: Sendable {
  let x: Tensor
  let upstream: Tensor
  let headCount: Int
  /// The dropout rate of the feed-forward's output.
  let dropoutRate: Float
  /// The dropout rate inside the attention.
  var attentionRate: Float = 0
  /// Every parameter, in visiting order.
  var parameters: [Tensor]
}

private let output = Text("the output", "a saída")
private let trainingOutput = Text("the output in training", "a saída no treino")
private let inputGradient = Text("the gradient of the input", "o gradiente da entrada")

private func named(
  _ y: Tensor, _ training: Tensor, _ input: Tensor, _ gradients: [(name: String, tensor: Tensor)],
  after generator: SeededGenerator, _ problem: BlockInput
) -> [Evidence] {
  [Evidence(output, y)]
    + trainingEvidence(training, input, gradients, after: generator, problem)
}

private func trainingEvidence(
  _ training: Tensor, _ input: Tensor, _ gradients: [(name: String, tensor: Tensor)],
  after generator: SeededGenerator, _ problem: BlockInput
) -> [Evidence] {
  [Evidence(trainingOutput, training), Evidence(inputGradient, input)]
    + gradients.map { name, tensor in
      Evidence(gradientName(ofParameter: name), tensor)
    }
    // If the attention drops nothing, splitting the generator is optional.
    + (problem.attentionRate > 0
      ? [Evidence(numbersTakenName, [numbersTaken(from: firstGenerator, to: generator)])] : [])
}

private let firstGenerator = SeededGenerator(seed: 46)

let blockGrader = Grader<BlockInput>(
  "4.6",
  cases: { data in
    let sizes: [(axes: [Int], heads: Int, rate: Float, attentionRate: Float)] = [
      ([2, 3, 4], 2, 0, 0), ([1, 1, 4], 1, 0, 0), ([1, 3, 6], 3, 0.3, 0), ([2, 3, 4], 2, 0.4, 0.3),
      ([1, 4, 3], 1, 0, 0.5), ([3, 17, 6], 3, 0, 0), ([1, 33, 4], 1, 0.2, 0.2),
      ([5, 2, 12], 4, 0, 0),
    ]
    let drawn = sizes.map { axes, heads, rate, attentionRate in
      let width = axes[2]
      let dropped =
        rate == 0 && attentionRate == 0
        ? Text("no dropout", "sem dropout")
        : attentionRate == 0
          ? Text("dropout \(rate)", "dropout \(rate)")
          : Text(
            "dropout \(rate), in the attention \(attentionRate)",
            "dropout \(rate), na atenção \(attentionRate)")
      // The norms' weights are neither 1 nor equal, and no bias is 0.
      let parameters = referenceBlock(width: width, headCount: heads).parameters.map {
        data.tensor($0.tensor.shape, in: -0.8...0.8)
      }
      return Grader<BlockInput>.Case(
        Text(
          "an input of \(axes), \(dropped.in(.english))",
          "uma entrada de \(axes), \(dropped.in(.portuguese))"),
        BlockInput(
          x: data.tensor(Shape(axes)), upstream: data.upstream(Shape(axes)), headCount: heads,
          dropoutRate: rate, attentionRate: attentionRate, parameters: parameters))
    }
    // The attention's projection and the feed-forward's second layer are all zeros.
    let parameters = referenceBlock(width: 2, headCount: 1).parameters
    func special(_ english: String, _ portuguese: String, attentionBias: Tensor)
      -> Grader<BlockInput>.Case
    {
      .init(
        Text(english, portuguese),
        BlockInput(
          x: Tensor([1, -2, 0, 0], shape: [1, 2, 2]),
          upstream: Tensor([1, 0, -3, 2], shape: [1, 2, 2]), headCount: 1, dropoutRate: 0,
          parameters: parameters.map { name, tensor in
            if name == "attn.c_proj.bias" { return attentionBias }
            return name.contains("c_proj")
              ? Tensor(zeros: tensor.shape) : data.tensor(tensor.shape, in: -0.8...0.8)
          }))
    }
    return drawn + [
      special(
        "[1, −2] and [0, 0], where both layers give 0",
        "[1, −2] e [0, 0], em que as duas camadas dão 0",
        attentionBias: Tensor([0, 0])),
      special(
        "[1, −2] and [0, 0], where the attention gives [0.5, 0.5]",
        "[1, −2] e [0, 0], em que a atenção dá [0.5, 0.5]", attentionBias: Tensor([0.5, 0.5])),
    ]
  },
  expected: { input in
    let block = referenceBlock(input)
    var generator = firstGenerator
    let (training, pullback) = block.withPullback(input.x, using: &generator)
    let (gradient, parameters) = repeatedly(pullback)(input.upstream)
    return named(
      block(input.x), training, gradient, parameters.parameters, after: generator, input)
  },
  misconceptions: [
    .init(
      Text(
        "without the residual around the attention", "sem o residual em volta da atenção")
    ) { RecomposedBlock(firstResidual: .none).evidence($0) },
    .init(
      Text(
        "without the residual around the feed-forward", "sem o residual em volta da feed-forward")
    ) { RecomposedBlock(secondResidual: .none).evidence($0) },
    .init(
      Text(
        "if the block's input is added at the end, not what came out of the attention's half",
        "quando no fim se soma a entrada do bloco, e não o que saiu da metade da atenção")
    ) { RecomposedBlock(secondResidual: .blockInput).evidence($0) },
    .init(
      Text(
        "if the normed x is added instead of x itself",
        "quando se soma o x normalizado, e não o próprio x")
    ) { RecomposedBlock(firstResidual: .normed, secondResidual: .normed).evidence($0) },
    .init(
      Text(
        "if the norms come after the sums (post-norm), not before the layers",
        "quando as layer norms vêm depois das somas (post-norm), e não antes das camadas")
    ) { RecomposedBlock(normsAfter: true).evidence($0) },
    .init(
      Text("without the norm before the attention", "sem a layer norm antes da atenção")
    ) { RecomposedBlock(usesFirstNorm: false).evidence($0) },
    .init(
      Text("without the norm before the feed-forward", "sem a layer norm antes da feed-forward")
    ) { RecomposedBlock(usesSecondNorm: false).evidence($0) },
    .init(
      Text(
        "if the first norm is used in both places",
        "quando a primeira layer norm é usada nos dois lugares")
    ) { RecomposedBlock(sharesNorm: true).evidence($0) },
    .init(
      Text(
        "if the feed-forward comes before the attention", "com a feed-forward antes da atenção")
    ) { RecomposedBlock(feedForwardFirst: true).evidence($0) },
    .init(
      Text(
        "if the backward pass forgets that the residuals carry the upstream gradient too",
        "quando o backward esquece que os residuais também levam o gradiente upstream")
    ) { RecomposedBlock(backResiduals: .none).evidence($0) },
    .init(
      Text(
        "if the backward pass carries the upstream gradient around the feed-forward, but not around the attention",
        "quando, no backward, o gradiente upstream contorna a feed-forward, mas não a atenção")
    ) { RecomposedBlock(backResiduals: .secondAlone).evidence($0) },
    .init(
      Text(
        "if the attention's pullback gets the block's upstream gradient without what came through the "
          + "feed-forward",
        "quando o pullback da atenção recebe o gradiente upstream do bloco sem o que veio pela feed-forward"
      )
    ) { RecomposedBlock(backResiduals: .upstreamForAttention).evidence($0) },
    .init(
      Text(
        "if the block drops the attention's output too, which the attention does on its own",
        "quando o bloco também descarta da saída da atenção, o que a atenção já faz sozinha")
    ) { RecomposedBlock(dropout: .bothHalves).evidence($0) },
    .init(
      Text(
        "if elements are dropped outside of training too",
        "quando se descartam elementos também fora do treino")
    ) { RecomposedBlock(dropsAlways: true).evidence($0) },
    .init(
      Text(
        "if there is one split() too many: the feed-forward's dropout draws from the generator itself",
        "quando há um split() a mais: o dropout da feed-forward sorteia do próprio gerador")
    ) { RecomposedBlock(dropout: .fromSplit).evidence($0) },
    .init(
      Text(
        "if the gradient of attentionNorm is left as the norm itself",
        "quando o gradiente de attentionNorm fica sendo o próprio norm")
    ) { RecomposedBlock(leaves: "ln_1").evidence($0) },
    .init(
      Text(
        "if the gradient of attention is left as the layer itself",
        "quando o gradiente de attention fica sendo a própria camada")
    ) { RecomposedBlock(leaves: "attn").evidence($0) },
    .init(
      Text(
        "if the gradient of feedForwardNorm is left as the norm itself",
        "quando o gradiente de feedForwardNorm fica sendo o próprio norm")
    ) { RecomposedBlock(leaves: "ln_2").evidence($0) },
    .init(
      Text(
        "if the gradient of feedForward is left as the layer itself",
        "quando o gradiente de feedForward fica sendo a própria camada")
    ) { RecomposedBlock(leaves: "mlp").evidence($0) },
    .init(
      Text("if dropout is left out in training", "quando falta o dropout no treino")
    ) { RecomposedBlock(dropout: .none).evidence($0) },
    .init(
      Text(
        "if dropout also acts on the residual path, after the sum",
        "quando o dropout atinge também o caminho residual, depois da soma")
    ) { RecomposedBlock(dropout: .afterSum).evidence($0) },
    .init(
      Text(
        "if the backward pass does not drop what the forward pass dropped",
        "quando o backward não descarta o que o forward descartou")
    ) { RecomposedBlock(dropout: .forwardAlone).evidence($0) },
  ],
  variants: [
    .init("recomposed, with every gradient added up in place") { RecomposedBlock().evidence($0) }
  ],
  contract: [
    .init("to that, not to the first x"),
    .init("`[batch, length, width]` → the same"),
    .init(
      "No dropout here", triedBy: "an input of [1, 3, 6], dropout", "an input of [2, 3, 4], dropout"
    ),
    .init("a block changes nothing", triedBy: "[1, −2] and [0, 0], where both layers give 0"),
    .init(
      "Where the attention gives [0.5, 0.5]",
      triedBy: "[1, −2] and [0, 0], where the attention gives"),
    .init("which takes the same path in reverse"),
    .init("A sum passes its upstream gradient"),
    .init(
      "Dropout acts on the feed-forward's output", triedBy: "an input of [1, 3, 6], dropout",
      "an input of [2, 3, 4], dropout"),
    .init("with the four layers' gradients"),
    .init(
      "the input's gradient is the upstream gradient itself",
      triedBy: "[1, −2] and [0, 0], where both layers give 0"),
  ])

// MARK: The reference

private func referenceBlock(
  width: Int, headCount: Int, dropoutRate: Float = 0, attentionRate: Float = 0
) -> TransformerSolution::Block {
  func linear(_ inputs: Int, _ outputs: Int) -> FoundationsSolution::Linear {
    FoundationsSolution::Linear(
      weight: Tensor(zeros: [inputs, outputs]), bias: Tensor(zeros: [outputs]))
  }
  return TransformerSolution::Block(
    attentionNorm: TransformerSolution::LayerNorm(width: width),
    attention: AttentionSolution::CausalSelfAttention(
      queryKeyValue: linear(width, 3 * width), projection: linear(width, width),
      headCount: headCount, dropoutRate: attentionRate),
    feedForwardNorm: TransformerSolution::LayerNorm(width: width),
    feedForward: TransformerSolution::FeedForward(
      upProjection: linear(width, 4 * width), downProjection: linear(4 * width, width)),
    dropoutRate: dropoutRate)
}

private func referenceBlock(
  _ input: BlockInput, isTraining: Bool = true
) -> TransformerSolution::Block {
  referenceBlock(
    width: input.x.columnCount, headCount: input.headCount,
    dropoutRate: isTraining ? input.dropoutRate : 0,
    attentionRate: isTraining ? input.attentionRate : 0
  ).replacingParameters(input.parameters[...])
}

// MARK: The mistakes

/// A block assembled from the reference's layers, with hooks for mistakes.
private struct RecomposedBlock: Sendable {
  enum Residual { case input, blockInput, normed, none }
  enum BackResiduals { case both, none, secondAlone, upstreamForAttention }
  enum Dropping { case right, none, afterSum, forwardAlone, fromSplit, bothHalves }

  var firstResidual = Residual.input
  var secondResidual = Residual.input
  var normsAfter = false
  var usesFirstNorm = true
  var usesSecondNorm = true
  var sharesNorm = false
  var feedForwardFirst = false
  var backResiduals = BackResiduals.both
  var dropout = Dropping.right
  /// Whether dropout is applied outside of training too.
  var dropsAlways = false
  /// The name of a layer whose parameters are returned in place of their gradients.
  var leaves: String?

  func evidence(_ input: BlockInput) -> [Evidence] {
    let plain = run(input, isTraining: false)
    let training = run(input, isTraining: true)
    let gradients = zip(referenceBlock(input).parameters, training.parameters).map {
      own, gradient in
      (own.name, leaves.map(own.name.hasPrefix) == true ? own.tensor : gradient)
    }
    return named(
      dropsAlways ? training.output : plain.output, training.output, training.gradient, gradients,
      after: training.generator, input)
  }

  private func run(
    _ input: BlockInput, isTraining: Bool
  ) -> (output: Tensor, gradient: Tensor, parameters: [Tensor], generator: SeededGenerator) {
    typealias LayerNorm = TransformerSolution::LayerNorm
    let rate = isTraining ? input.dropoutRate : 0
    var block = referenceBlock(input, isTraining: isTraining)
    if sharesNorm { block.feedForwardNorm = block.attentionNorm }
    let (x, upstream) = (input.x, input.upstream)
    var generator = firstGenerator
    var gradient = referenceBlock(width: x.columnCount, headCount: input.headCount)
    gradient.scale(by: 0)

    // The forward pass, and each step's backward pass, which adds to the gradient.
    let (first, second) = (
      normsAfter || !usesFirstNorm ? nil : block.attentionNorm,
      normsAfter || !usesSecondNorm ? nil : block.feedForwardNorm
    )
    func norm(_ norm: LayerNorm?, _ x: Tensor) -> (Tensor, (Tensor) -> (Tensor, LayerNorm?)) {
      guard let (y, back) = norm?.withPullback(x) else { return (x, { ($0, nil) }) }
      return (y, { back($0) })
    }
    /// One half of the block: its output, and its backward pass from the upstream gradient to the
    /// input's.
    func attend(_ x: Tensor) -> (Tensor, (Tensor) -> Tensor) {
      let (y, back) = block.attention.withPullback(x, using: &generator)
      let (kept, dropBack) = AttentionSolution::dropout(
        y, rate: dropout == .bothHalves ? rate : 0, using: &generator)
      return (
        kept,
        { upstream in
          let (onward, layer) = back(dropBack(upstream))
          gradient.attention.add(layer)
          return onward
        }
      )
    }
    func transform(_ x: Tensor) -> (Tensor, (Tensor) -> Tensor) {
      let (y, back) = block.feedForward.withPullback(x)
      let drops = dropout != .none && dropout != .afterSum
      var own = dropout == .fromSplit ? generator.split() : generator
      let (kept, dropBack) = AttentionSolution::dropout(
        y, rate: drops ? rate : 0, using: &own)
      if dropout != .fromSplit { generator = own }
      return (
        kept,
        { upstream in
          let (onward, layer) = back(dropout == .forwardAlone ? upstream : dropBack(upstream))
          gradient.feedForward.add(layer)
          return onward
        }
      )
    }
    let (firstLayer, secondLayer) = feedForwardFirst ? (transform, attend) : (attend, transform)

    let (normed, normBack) = norm(first, x)
    let (found, firstBack) = firstLayer(normed)
    var middle = found
    switch firstResidual {
    case .input, .blockInput: middle += x
    case .normed: middle += normed
    case .none: break
    }
    var afterFirst: (Tensor) -> (Tensor, LayerNorm?) = { ($0, nil) }
    if normsAfter { (middle, afterFirst) = norm(block.attentionNorm, middle) }
    let (normedMiddle, middleNormBack) = norm(second, middle)
    let (made, secondBack) = secondLayer(normedMiddle)
    var y = made
    switch secondResidual {
    case .input: y += middle
    case .blockInput: y += x
    case .normed: y += normedMiddle
    case .none: break
    }
    var afterSecond: (Tensor) -> (Tensor, LayerNorm?) = { ($0, nil) }
    if normsAfter { (y, afterSecond) = norm(block.feedForwardNorm, y) }
    var endBack: (Tensor) -> Tensor = { $0 }
    if dropout == .afterSum {
      let (kept, back) = AttentionSolution::dropout(y, rate: rate, using: &generator)
      (y, endBack) = (kept, { back($0) })
    }

    // The backward pass.
    func addToFirst(_ layer: LayerNorm?) {
      if let layer { gradient.attentionNorm.add(layer) }
    }
    func addToSecond(_ layer: LayerNorm?) {
      if let layer { gradient.feedForwardNorm.add(layer) }
    }
    let (end, endNorm) = afterSecond(endBack(upstream))
    addToSecond(endNorm)
    var toInput = Tensor(zeros: x.shape)
    var toNormedMiddle = secondBack(end)
    if secondResidual == .normed { toNormedMiddle += end }
    var (toMiddle, secondNorm) = middleNormBack(toNormedMiddle)
    addToSecond(secondNorm)
    if secondResidual == .input, backResiduals != .none { toMiddle += end }
    if secondResidual == .blockInput { toInput += end }
    let (toSum, sumNorm) = afterFirst(toMiddle)
    addToFirst(sumNorm)
    var toNormed = firstBack(backResiduals == .upstreamForAttention ? upstream : toSum)
    if firstResidual == .normed { toNormed += toSum }
    let (onward, firstNorm) = normBack(toNormed)
    addToFirst(firstNorm)
    toInput += onward
    if firstResidual == .input, backResiduals == .both || backResiduals == .upstreamForAttention {
      toInput += toSum
    }
    return (y, toInput, gradient.parameters.map(\.tensor), generator)
  }
}

@Test func `4.6 block with residuals, forward and backward`() async throws {
  let attempt = Attempt("4.6")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func learners(_ input: BlockInput) -> Transformer::Block {
      func zeros(_ axes: Int...) -> Tensor { Tensor(zeros: Shape(axes)) }
      let width = input.x.columnCount
      return Transformer::Block(
        attentionNorm: Transformer::LayerNorm(width: width),
        attention: .init(
          queryKeyValue: .init(weight: zeros(width, 3 * width), bias: zeros(3 * width)),
          projection: .init(weight: zeros(width, width), bias: zeros(width)),
          headCount: input.headCount, dropoutRate: input.attentionRate),
        feedForwardNorm: Transformer::LayerNorm(width: width),
        feedForward: Transformer::FeedForward(
          upProjection: .init(weight: zeros(width, 4 * width), bias: zeros(4 * width)),
          downProjection: .init(weight: zeros(4 * width, width), bias: zeros(width))),
        dropoutRate: input.dropoutRate
      ).replacingParameters(input.parameters[...])
    }
    @Sendable func forward(_ input: BlockInput) -> [Evidence] {
      [Evidence(output, learners(input)(input.x))]
    }
    @Sendable func backward(_ input: BlockInput) -> [Evidence] {
      var generator = firstGenerator
      let (training, pullback) = learners(input).withPullback(input.x, using: &generator)
      let (gradient, parameters) = repeatedly(pullback)(input.upstream)
      return trainingEvidence(
        training, gradient, parameters.parameters, after: generator, input)
    }
    attempt.grade(
      blockGrader,
      parts: [
        .init(Text("the output", "a saída"), forward),
        .init(Text(verbatim: "withPullback"), backward),
      ]
    ) { forward($0) + backward($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.6 grader`() { #expect(blockGrader.flaws() == []) }
