import CourseKit
import FoundationsSolution
import Grading
import Tensors
import Testing
import Transformer
import TransformerSolution

/// The parameters of a layer, its input, and the upstream gradient.
struct FeedForwardInput: Sendable {
  var x: Tensor
  let upstream: Tensor
  /// `[width, 4 · width]` and `[4 · width]`
  var upWeight: Tensor
  var upBias: Tensor
  /// `[4 · width, width]` and `[width]`
  var downWeight: Tensor
  var downBias: Tensor
  var activation: GPTConfiguration.Activation
}

private let inputGradient = Text("the gradient of the input", "o gradiente da entrada")

private func named(
  _ output: Tensor, _ training: Tensor, _ input: Tensor,
  _ gradients: [(name: String, tensor: Tensor)]
) -> [Evidence] {
  [outputEvidence(output)] + trainingEvidence(training, input, gradients)
}

private func outputEvidence(_ output: Tensor) -> Evidence {
  Evidence(Text("the output", "a saída"), output, tolerance: 1e-5)
}

private func trainingEvidence(
  _ training: Tensor, _ input: Tensor, _ gradients: [(name: String, tensor: Tensor)]
) -> [Evidence] {
  [
    Evidence(
      Text("the output of withPullback", "a saída de withPullback"), training, tolerance: 1e-5),
    Evidence(inputGradient, input, tolerance: 1e-5),
  ]
    + gradients.map { name, tensor in
      Evidence(
        gradientName(ofParameter: name, isInFeedForward: true), tensor, tolerance: 1e-5)
    }
}

let feedForwardGrader = Grader<FeedForwardInput>(
  "4.5",
  cases: { data in
    [
      ([2, 3, 4], GPTConfiguration.Activation.gelu), ([2, 1, 3], .geluTanh), ([1, 1, 2], .gelu),
      ([5, 3], .geluTanh), ([3, 17, 9], .gelu), ([67, 2], .geluTanh), ([4], .gelu),
      ([0, 2, 3], .gelu),
    ].map { axes, activation in
      let width = axes[axes.count - 1]
      return .init(
        Text(
          "an input of \(axes), GELU \(activation.spoken.in(.english))",
          "uma entrada de \(axes), GELU \(activation.spoken.in(.portuguese))"),
        FeedForwardInput(
          x: data.tensor(Shape(axes)), upstream: data.upstream(Shape(axes)),
          upWeight: data.tensor([width, 4 * width]), upBias: data.tensor([4 * width]),
          downWeight: data.tensor([4 * width, width]), downBias: data.tensor([width]),
          activation: activation))
    }
      + GPTConfiguration.Activation.allCases.flatMap { activation in
        let spoken = activation.spoken
        return [
          Grader<FeedForwardInput>.Case(
            Text(
              "the example of the comment, GELU \(spoken.in(.english))",
              "o exemplo do comentário, GELU \(spoken.in(.portuguese))"),
            FeedForwardInput(
              x: Tensor(rows: [[1]]), upstream: Tensor(rows: [[1]]),
              upWeight: Tensor(rows: [[1, -1, 2, 0]]), upBias: Tensor(zeros: [4]),
              downWeight: Tensor(rows: [[1], [1], [1], [1]]), downBias: Tensor(zeros: [1]),
              activation: activation)),
          .init(
            Text(
              "zeros in x and in the weights, GELU \(spoken.in(.english))",
              "zeros em x e nos pesos, GELU \(spoken.in(.portuguese))"),
            FeedForwardInput(
              x: Tensor(rows: [[0, 0], [0, 1], [-2, 0]]),
              upstream: Tensor(rows: [[1, 0], [0, 0], [2, -1]]),
              upWeight: Tensor(rows: [[0, 1, -1, 2, 0, 0, 1, 0], [0, 0, 3, -1, 0, 1, 0, 0]]),
              upBias: Tensor([0, 0, 0, 0, 1, -1, 0, 0]), downWeight: data.tensor([8, 2]),
              downBias: Tensor([0, 1]), activation: activation)),
        ]
      }
  },
  expected: { input in
    let layer = TransformerSolution::FeedForward(
      upProjection: FoundationsSolution::Linear(weight: input.upWeight, bias: input.upBias),
      downProjection: FoundationsSolution::Linear(weight: input.downWeight, bias: input.downBias),
      activation: input.activation)
    let (output, pullback) = layer.withPullback(input.x)
    let (gradient, parameters) = repeatedly(pullback)(input.upstream)
    return named(layer(input.x), output, gradient, parameters.parameters)
  },
  misconceptions: [
    .init(
      Text(
        "without GELU between the layers, so both together are but one linear layer",
        "sem GELU entre as camadas, e as duas juntas não passam de uma só camada linear")
    ) { PlainFeedForward(middle: .none).evidence($0) },
    .init(
      Text(
        "if GELU comes once more after the second layer", "com GELU também depois da segunda camada"
      )
    ) { PlainFeedForward(activatesOutput: true).evidence($0) },
    .init(
      Text("if GELU comes before the first layer", "com GELU antes da primeira camada")
    ) { PlainFeedForward(middle: .none, activatesInput: true).evidence($0) },
    .init(
      Text("with ReLU in the place of GELU", "com ReLU no lugar de GELU")
    ) { PlainFeedForward(middle: .relu).evidence($0) },
    .init(
      Text(
        "if `activation` is ignored and GELU is always exact",
        "quando `activation` é ignorada e a GELU é sempre a exata")
    ) { input in
      var changed = input
      changed.activation = .gelu
      return PlainFeedForward().evidence(changed)
    },
    .init(
      Text(
        "if x is added to the output: the residual belongs to the block",
        "quando x é somado à saída: o residual é tarefa do bloco")
    ) { PlainFeedForward(addsInput: true).evidence($0) },
    .init(
      Text(
        "without the bias of the first layer", "sem o bias da primeira camada")
    ) { PlainFeedForward(usesUpBias: false).evidence($0) },
    .init(
      Text(
        "without the bias of the second layer", "sem o bias da segunda camada")
    ) { PlainFeedForward(usesDownBias: false).evidence($0) },
    .init(
      Text(
        "if the gradient of upProjection is left as the layer itself",
        "quando o gradiente de upProjection fica sendo a própria camada")
    ) { PlainFeedForward(leavesUp: true).evidence($0) },
    .init(
      Text(
        "if the gradient of downProjection is left as the layer itself",
        "quando o gradiente de downProjection fica sendo a própria camada")
    ) { PlainFeedForward(leavesDown: true).evidence($0) },
    .init(
      Text("if the backward pass leaves GELU out", "quando o backward pula a GELU")
    ) { PlainFeedForward(slope: .one).evidence($0) },
    .init(
      Text(
        "if GELU's slope is taken at its output instead of its input",
        "quando a inclinação da GELU é tomada na saída dela, e não na entrada")
    ) { PlainFeedForward(slope: .atOutput).evidence($0) },
    .init(
      Text(
        "if the second layer's gradient is made with what stands before GELU",
        "quando o gradiente da segunda camada é feito com o que vem antes da GELU")
    ) { PlainFeedForward(downSeesWide: true).evidence($0) },
    .init(
      Text(
        "if the upstream gradient itself is returned as the input's gradient",
        "quando o próprio gradiente upstream é devolvido como gradiente da entrada")
    ) { PlainFeedForward(returnsUpstream: true).evidence($0) },
  ],
  variants: [
    .init("with the products written out") { PlainFeedForward().evidence($0) }
  ],
  contract: [
    .init(
      "nothing is added to it here", triedBy: "an input of [2, 3, 4], GELU exact",
      "an input of [2, 1, 3], GELU with tanh"),
    .init(
      "`[…, width]` → `[…, 4 · width]`", triedBy: "an input of [4], GELU", "an input of [2, 3, 4]"),
    .init("Example: of width 1", triedBy: "the example of the comment, GELU exact"),
    .init("the three steps in reverse"),
    .init("The gradient is another `FeedForward`"),
    .init("Example: for x = 1 and the weights", triedBy: "the example of the comment, GELU exact"),
  ],
  courseSize: .init(Text(verbatim: "[128, 64]")) {
    FeedForwardInput(
      x: $0.tensor([1, 128, 64]), upstream: $0.upstream([1, 128, 64]),
      upWeight: $0.tensor([64, 256]), upBias: $0.tensor([256]),
      downWeight: $0.tensor([256, 64]), downBias: $0.tensor([64]), activation: .gelu)
  })

/// A feed-forward layer with explicit products, with hooks for mistakes.
private struct PlainFeedForward: Sendable {
  enum Middle { case gelu, relu, none }
  enum Slope { case right, one, atOutput }

  var middle = Middle.gelu
  var activatesInput = false
  var activatesOutput = false
  var addsInput = false
  var usesUpBias = true
  var slope = Slope.right
  var downSeesWide = false
  var returnsUpstream = false
  var usesDownBias = true
  /// Layers whose parameters are returned in place of their gradients.
  var leavesUp = false
  var leavesDown = false

  func evidence(_ input: FeedForwardInput) -> [Evidence] {
    func gelu(_ x: Tensor, if isWanted: Bool = true) -> (output: Tensor, pullback: Pullback<Tensor>)
    {
      guard isWanted else { return (x, { $0 }) }
      return TransformerSolution::geluWithPullback(x, input.activation)
    }
    let (start, startPullback) = gelu(input.x, if: activatesInput)
    let upBias = usesUpBias ? input.upBias : Tensor(zeros: input.upBias.shape)
    let wide = matmul(start, input.upWeight, plus: upBias)
    let (activated, middlePullback): (Tensor, Pullback<Tensor>) =
      switch middle {
      case .gelu: gelu(wide)
      case .relu: relu(wide)
      case .none: (wide, { $0 })
      }
    let downBias = usesDownBias ? input.downBias : Tensor(zeros: input.downBias.shape)
    let narrow = matmul(activated, input.downWeight, plus: downBias)
    var (output, endPullback) = gelu(narrow, if: activatesOutput)
    if addsInput { output += input.x }

    let end = endPullback(input.upstream)
    let activatedGradient = matmul(end, input.downWeight.transposed)
    let wideGradient =
      switch slope {
      case .right: middlePullback(activatedGradient)
      case .one: activatedGradient
      case .atOutput: gelu(activated).pullback(activatedGradient)
      }
    var gradient = startPullback(matmul(wideGradient, input.upWeight.transposed))
    if addsInput { gradient += input.upstream }
    if returnsUpstream { gradient = input.upstream }
    let seen = downSeesWide ? wide : activated
    var up = (matmul(start.transposed, wideGradient), wideGradient.sumOfRows())
    if !usesUpBias { up.1 = Tensor(zeros: input.upBias.shape) }
    if leavesUp { up = (input.upWeight, input.upBias) }
    var down = (matmul(seen.transposed, end), end.sumOfRows())
    if !usesDownBias { down.1 = Tensor(zeros: input.downBias.shape) }
    if leavesDown { down = (input.downWeight, input.downBias) }
    return named(
      output, output, gradient,
      [
        ("c_fc.weight", up.0), ("c_fc.bias", up.1), ("c_proj.weight", down.0),
        ("c_proj.bias", down.1),
      ])
  }

  private func relu(_ x: Tensor) -> (output: Tensor, pullback: Pullback<Tensor>) {
    let isOpen = Tensor(x.scalars.map { $0 > 0 ? 1 : 0 }, shape: x.shape)
    return (x * isOpen, { $0 * isOpen })
  }
}

@Test func `4.5 feed-forward, forward and backward`() async throws {
  let attempt = Attempt("4.5")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func layer(_ input: FeedForwardInput) -> Transformer::FeedForward {
      Transformer::FeedForward(
        upProjection: .init(weight: input.upWeight, bias: input.upBias),
        downProjection: .init(weight: input.downWeight, bias: input.downBias),
        activation: input.activation)
    }
    @Sendable func forward(_ input: FeedForwardInput) -> [Evidence] {
      [outputEvidence(layer(input)(input.x))]
    }
    @Sendable func backward(_ input: FeedForwardInput) -> [Evidence] {
      let (output, pullback) = layer(input).withPullback(input.x)
      let (gradient, parameters) = repeatedly(pullback)(input.upstream)
      return trainingEvidence(output, gradient, parameters.parameters)
    }
    attempt.grade(
      feedForwardGrader,
      parts: [
        .init(Text("the output", "a saída"), forward),
        .init(Text(verbatim: "withPullback"), backward),
      ]
    ) { forward($0) + backward($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `4.5 grader`() { #expect(feedForwardGrader.flaws() == []) }
