import AttentionSolution
import CourseKit
import FoundationsSolution
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

/// All numbers that make a block, its input, and the cotangent of its output.
struct BlockInput: Sendable {
  let x: Tensor
  let cotangent: Tensor
  let headCount: Int
  /// The share of the feed-forward's output that is dropped. The attention drops nothing here.
  let dropoutRate: Float
  /// Every parameter, in the order of the visit.
  var parameters: [Tensor]
}

private let output = Text("the output", "a saída")
private let trainingOutput = Text("the output in training", "a saída no treino")
private let inputGradient = Text("the gradient of the input", "o gradiente da entrada")

private func named(
  _ y: Tensor, _ training: Tensor, _ input: Tensor, _ gradients: [(name: String, tensor: Tensor)]
) -> [Evidence] {
  [
    Evidence(output, y), Evidence(trainingOutput, training), Evidence(inputGradient, input),
  ]
    + gradients.map { name, tensor in
      Evidence(Text("the gradient of \(name)", "o gradiente de \(name)"), tensor)
    }
}

let blockGrader = Grader<BlockInput>(
  "4.6",
  cases: { data in
    [([2, 3, 4], 2, 0), ([1, 1, 4], 1, 0), ([1, 3, 6], 3, 0.3)].map { axes, heads, rate in
      let width = axes[2]
      let dropped =
        rate == 0 ? Text("no dropout", "sem dropout") : Text("dropout \(rate)", "dropout \(rate)")
      // The norms' weights are neither 1 nor equal, and no bias is 0.
      let parameters = referenceBlock(width: width, headCount: heads).parameters.map {
        data.tensor($0.tensor.shape, in: -0.8...0.8)
      }
      return .init(
        Text(
          "an input of \(axes), \(dropped.in(.english))",
          "uma entrada de \(axes), \(dropped.in(.portuguese))"),
        BlockInput(
          x: data.tensor(Shape(axes)), cotangent: data.cotangent(Shape(axes)), headCount: heads,
          dropoutRate: Float(rate), parameters: parameters))
    }
  },
  expected: { input in
    let block = referenceBlock(input)
    var generator = SeededGenerator(seed: 46)
    let (training, pullback) = block.withPullback(input.x, using: &generator)
    let (gradient, parameters) = repeatedly(pullback)(input.cotangent)
    return named(block(input.x), training, gradient, parameters.parameters)
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
        "if the way back forgets that the residuals carry the cotangent too",
        "quando o caminho de volta esquece que os residuais também levam o cotangente")
    ) { RecomposedBlock(backResiduals: .none).evidence($0) },
    .init(
      Text(
        "if the way back carries the cotangent around the feed-forward, but not around the attention",
        "quando o cotangente contorna a feed-forward na volta, mas não a atenção")
    ) { RecomposedBlock(backResiduals: .secondAlone).evidence($0) },
    .init(
      Text(
        "if the attention's way back gets the block's cotangent without what came through the "
          + "feed-forward",
        "quando a volta da atenção recebe o cotangente do bloco sem o que veio pela feed-forward")
    ) { RecomposedBlock(backResiduals: .cotangentForAttention).evidence($0) },
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
        "if the way back does not drop what the way forth dropped",
        "quando a volta não descarta o que a ida descartou")
    ) { RecomposedBlock(dropout: .forthAlone).evidence($0) },
  ],
  variants: [
    .init("recomposed, with every gradient added up in place") { RecomposedBlock().evidence($0) }
  ])

// MARK: The reference

private func referenceBlock(
  width: Int, headCount: Int, dropoutRate: Float = 0
) -> TransformerSolution::Block {
  func linear(_ inputs: Int, _ outputs: Int) -> FoundationsSolution::Linear {
    FoundationsSolution::Linear(
      weight: Tensor(zeros: [inputs, outputs]), bias: Tensor(zeros: [outputs]))
  }
  return TransformerSolution::Block(
    attentionNorm: TransformerSolution::LayerNorm(width: width),
    attention: AttentionSolution::CausalSelfAttention(
      queryKeyValue: linear(width, 3 * width), projection: linear(width, width),
      headCount: headCount),
    feedForwardNorm: TransformerSolution::LayerNorm(width: width),
    feedForward: TransformerSolution::FeedForward(
      upProjection: linear(width, 4 * width), downProjection: linear(4 * width, width)),
    dropoutRate: dropoutRate)
}

private func referenceBlock(_ input: BlockInput) -> TransformerSolution::Block {
  referenceBlock(
    width: input.x.columnCount, headCount: input.headCount, dropoutRate: input.dropoutRate
  ).replacingParameters(input.parameters[...])
}

// MARK: The mistakes

/// A block made of the reference's layers, with places where it can be put together wrongly.
private struct RecomposedBlock: Sendable {
  enum Residual { case input, blockInput, normed, none }
  enum BackResiduals { case both, none, secondAlone, cotangentForAttention }
  enum Dropping { case right, none, afterSum, forthAlone }

  var firstResidual = Residual.input
  var secondResidual = Residual.input
  var normsAfter = false
  var usesFirstNorm = true
  var usesSecondNorm = true
  var sharesNorm = false
  var feedForwardFirst = false
  var backResiduals = BackResiduals.both
  var dropout = Dropping.right

  func evidence(_ input: BlockInput) -> [Evidence] {
    let plain = run(input, rate: 0)
    let training = run(input, rate: input.dropoutRate)
    return named(
      plain.output, training.output, training.gradient,
      Array(zip(referenceBlock(input).parameters.map(\.name), training.parameters))
        .map { ($0, $1) })
  }

  private func run(
    _ input: BlockInput, rate: Float
  ) -> (output: Tensor, gradient: Tensor, parameters: [Tensor]) {
    typealias LayerNorm = TransformerSolution::LayerNorm
    var block = referenceBlock(input)
    if sharesNorm { block.feedForwardNorm = block.attentionNorm }
    let (x, cotangent) = (input.x, input.cotangent)
    var generator = SeededGenerator(seed: 46)
    var gradient = referenceBlock(width: x.columnCount, headCount: input.headCount)
    gradient.scale(by: 0)

    // Forth, and each step's way back, which adds to the gradient.
    let (first, second) = (
      normsAfter || !usesFirstNorm ? nil : block.attentionNorm,
      normsAfter || !usesSecondNorm ? nil : block.feedForwardNorm
    )
    func norm(_ norm: LayerNorm?, _ x: Tensor) -> (Tensor, (Tensor) -> (Tensor, LayerNorm?)) {
      guard let (y, back) = norm?.withPullback(x) else { return (x, { ($0, nil) }) }
      return (y, { back($0) })
    }
    /// One half of the block: its output, and its way back from cotangent to input.
    func attend(_ x: Tensor) -> (Tensor, (Tensor) -> Tensor) {
      let (y, back) = block.attention.withPullback(x, using: &generator)
      return (
        y,
        { cotangent in
          let (onward, layer) = back(cotangent)
          gradient.attention.add(layer)
          return onward
        }
      )
    }
    func transform(_ x: Tensor) -> (Tensor, (Tensor) -> Tensor) {
      let (y, back) = block.feedForward.withPullback(x)
      let drops = dropout != .none && dropout != .afterSum
      let (kept, dropBack) = AttentionSolution::dropout(
        y, rate: drops ? rate : 0, using: &generator)
      return (
        kept,
        { cotangent in
          let (onward, layer) = back(dropout == .forthAlone ? cotangent : dropBack(cotangent))
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

    // Back.
    func addToFirst(_ layer: LayerNorm?) {
      if let layer { gradient.attentionNorm.add(layer) }
    }
    func addToSecond(_ layer: LayerNorm?) {
      if let layer { gradient.feedForwardNorm.add(layer) }
    }
    let (end, endNorm) = afterSecond(endBack(cotangent))
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
    var toNormed = firstBack(backResiduals == .cotangentForAttention ? cotangent : toSum)
    if firstResidual == .normed { toNormed += toSum }
    let (onward, firstNorm) = normBack(toNormed)
    addToFirst(firstNorm)
    toInput += onward
    if firstResidual == .input, backResiduals == .both || backResiduals == .cotangentForAttention {
      toInput += toSum
    }
    return (y, toInput, gradient.parameters.map(\.tensor))
  }
}

@Test func `4.6 block with residuals, forth and back`() async throws {
  let attempt = Attempt("4.6")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(blockGrader) { input in
      func zeros(_ axes: Int...) -> Tensor { Tensor(zeros: Shape(axes)) }
      let width = input.x.columnCount
      let block = Transformer::Block(
        attentionNorm: Transformer::LayerNorm(width: width),
        attention: .init(
          queryKeyValue: .init(weight: zeros(width, 3 * width), bias: zeros(3 * width)),
          projection: .init(weight: zeros(width, width), bias: zeros(width)),
          headCount: input.headCount),
        feedForwardNorm: Transformer::LayerNorm(width: width),
        feedForward: Transformer::FeedForward(
          upProjection: .init(weight: zeros(width, 4 * width), bias: zeros(4 * width)),
          downProjection: .init(weight: zeros(4 * width, width), bias: zeros(width))),
        dropoutRate: input.dropoutRate
      ).replacingParameters(input.parameters[...])
      var generator = SeededGenerator(seed: 46)
      let (training, pullback) = block.withPullback(input.x, using: &generator)
      let (gradient, parameters) = repeatedly(pullback)(input.cotangent)
      return named(block(input.x), training, gradient, parameters.parameters)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.6 grader`() { #expect(blockGrader.flaws() == []) }
