import CourseKit
import FineTuning
import FineTuningSolution
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

/// The parameters of a linear layer and of its adapter, and the input of both.
struct LoRAInput: Sendable {
  /// `[in, out]` and `[out]`
  let weight: Tensor
  let bias: Tensor
  /// A, `[in, r]`, and B, `[r, out]`
  let down: Tensor
  let up: Tensor
  let alpha: Float
  /// `[…, in]`, and the upstream gradient, `[…, out]`.
  let x: Tensor
  let upstream: Tensor
  /// A gradient of the whole weight, `[in, out]`.
  let weightGradient: Tensor
  /// The seed of the generator for a new adapter.
  let seed: UInt64
}

/// The results of an adapter and of the layer that it is attached to.
private struct LoRAResult: Sendable {
  var scale: Float
  var newDown: Tensor
  var newUp: Tensor
  /// The generator's next number after a new adapter was initialized.
  var next: UInt64
  var output: Tensor
  var trainingOutput: Tensor
  var input: Tensor
  var down: Tensor
  var up: Tensor
  /// The gradients of A and B from that of the weight.
  var downOfWeight: Tensor
  var upOfWeight: Tensor

  var evidence: [Evidence] {
    [
      Evidence(Text("the scale", "a escala"), Double(scale)),
      Evidence(Text("A of a new adapter", "A de um adaptador novo"), newDown),
      Evidence(Text("B of a new adapter", "B de um adaptador novo"), newUp),
      Evidence(
        Text(
          "the generator's next number after a new adapter",
          "o próximo número do gerador depois de um adaptador novo"), "\(next)"),
      Evidence(Text("the output", "a saída"), output),
      Evidence(Text("the output of withPullback", "a saída de withPullback"), trainingOutput),
      Evidence(Text("the gradient of the input", "o gradiente da entrada"), input),
      Evidence(Text("the gradient of A", "o gradiente de A"), down),
      Evidence(Text("the gradient of B", "o gradiente de B"), up),
      Evidence(Text("A of gradient(ofWeight:)", "A de gradient(ofWeight:)"), downOfWeight),
      Evidence(Text("B of gradient(ofWeight:)", "B de gradient(ofWeight:)"), upOfWeight),
    ]
  }

  /// The same result with a change.
  func changing(_ change: (inout LoRAResult) -> Void) -> [Evidence] {
    var changed = self
    change(&changed)
    return changed.evidence
  }
}

extension LoRAResult {
  fileprivate init<Linear: GradedLoRALinear>(_ input: LoRAInput, of layer: Linear) {
    let new = LoRAResult.newAdapter(input, of: Linear.Adapter.self)
    let (trainingOutput, pullback) = layer.withPullback(input.x)
    let (inputGradient, gradient) = repeatedly(pullback)(input.upstream)
    let byWeight = layer.adapter.gradient(ofWeight: input.weightGradient)
    self.init(
      scale: layer.adapter.scale, newDown: new.down, newUp: new.up, next: new.next,
      output: layer(input.x), trainingOutput: trainingOutput, input: inputGradient,
      down: gradient.adapter.down, up: gradient.adapter.up, downOfWeight: byWeight.down,
      upOfWeight: byWeight.up)
  }

  /// A and B of a new adapter, and the generator's next number.
  fileprivate static func newAdapter<Adapter: GradedAdapter>(
    _ input: LoRAInput, of _: Adapter.Type
  ) -> (down: Tensor, up: Tensor, next: UInt64) {
    var generator = SeededGenerator(seed: input.seed)
    let new = Adapter(
      from: input.down.shape[0], to: input.up.shape[1], rank: input.up.shape[0],
      alpha: input.alpha, using: &generator)
    return (new.down, new.up, generator.next())
  }
}

private func reference(_ input: LoRAInput, alpha: Float? = nil) -> LoRAResult {
  LoRAResult(
    input,
    of: FineTuningSolution::LoRALinear(
      FoundationsSolution::Linear(weight: input.weight, bias: input.bias),
      adapter: FineTuningSolution::LowRankAdapter(
        down: input.down, up: input.up, alpha: alpha ?? input.alpha)))
}

/// The reference's result with a change.
private func reference(
  _ input: LoRAInput, changing change: (inout LoRAResult, LoRAInput) -> Void
) -> [Evidence] { reference(input).changing { change(&$0, input) } }

let loraGrader = Grader<LoRAInput>(
  "6.7",
  cases: { data in
    func makeCase(
      _ axes: [Int], _ inputs: Int, _ outputs: Int, _ rank: Int, alpha: Float = 5,
      _ english: String = "", _ portuguese: String = "",
      changing change: (inout Tensor, inout Tensor, inout Tensor) -> Void = { _, _, _ in }
    ) -> Grader<LoRAInput>.Case {
      let xShape = Shape(axes + [inputs])
      var down = data.upstream([inputs, rank])
      var up = data.upstream([rank, outputs])
      var x = data.upstream(xShape)
      change(&down, &up, &x)
      return .init(
        Text(
          "an input of \(xShape), \(outputs) outputs, a rank of \(rank), α = \(alpha)\(english)",
          "uma entrada de \(xShape), \(outputs) saídas, posto \(rank), α = \(alpha)\(portuguese)"),
        LoRAInput(
          weight: data.tensor([inputs, outputs]), bias: data.tensor([outputs]), down: down, up: up,
          alpha: alpha, x: x, upstream: data.upstream(Shape(axes + [outputs])),
          weightGradient: data.upstream([inputs, outputs]),
          seed: UInt64(data.integer(in: 1...1_000_000))))
    }
    return [
      makeCase([4], 3, 5, 2), makeCase([2, 3], 6, 4, 3), makeCase([1], 4, 2, 1),
      makeCase([2, 3], 4, 3, 2, ", B still 0", ", B ainda 0") { _, up, _ in
        up = Tensor(zeros: up.shape)
      },
      makeCase([3], 3, 4, 2, ", A of 0 and an input with rows of 0", ", A 0 e linhas 0 na entrada")
      {
        down, _, x in
        down = Tensor(zeros: down.shape)
        x.updateRow(1) { $0.fill(0) }
      },
      makeCase([3], 1, 4, 2), makeCase([2], 5, 6, 19),
      makeCase([2, 2], 3, 2, 5, alpha: 0.5), makeCase([3, 7], 37, 19, 6, alpha: 9),
      .init(
        Text("the comment's example, the row [1, 2]", "o exemplo do comentário, a linha [1, 2]"),
        LoRAInput(
          weight: Tensor([1, 0, 0, 1], shape: [2, 2]), bias: Tensor([10, 20]),
          down: Tensor([1, 2], shape: [2, 1]), up: Tensor([3, -1], shape: [1, 2]), alpha: 0.5,
          x: Tensor([1, 2], shape: [1, 2]), upstream: Tensor([1, -2], shape: [1, 2]),
          weightGradient: Tensor(repeating: 1, shape: [2, 2]), seed: 7)),
    ]
  },
  expected: { reference($0).evidence },
  misconceptions: [
    .init(
      Text(
        "if the scale is α, not divided by the rank", "quando a escala é α, sem dividir pelo posto")
    ) { reference($0, alpha: $0.alpha * Float($0.up.shape[0])).evidence },
    .init(
      Text("if there is no scale, so α plays no part", "quando não há escala, e α não tem efeito")
    ) { reference($0, alpha: Float($0.up.shape[0])).evidence },
    .init(
      Text(
        "if α is divided by the root of the rank", "quando α é dividido pela raiz do posto")
    ) { reference($0, alpha: $0.alpha * Float($0.up.shape[0]).squareRoot()).evidence },
    .init(
      Text("if the scale is r / α", "quando a escala é r / α")
    ) { input in
      let rank = Float(input.up.shape[0])
      return reference(input, alpha: rank * rank / input.alpha).evidence
    },
    .init(
      Text(
        "if B of a new adapter is drawn too: then it changes the model at once",
        "quando B de um adaptador novo também é sorteado: aí ele já muda o modelo de saída")
    ) { input in
      reference(input) { result, input in
        var generator = SeededGenerator(seed: input.seed)
        let deviation = 1 / Float(input.down.shape[0]).squareRoot()
        result.newDown = FoundationsSolution::normal(
          input.down.shape, standardDeviation: deviation, using: &generator)
        result.newUp = FoundationsSolution::normal(
          input.up.shape, standardDeviation: deviation, using: &generator)
        result.next = generator.next()
      }
    },
    .init(
      Text(
        "if A of a new adapter is 0 like B: then neither ever gets a gradient",
        "quando A de um adaptador novo é 0 como B: aí nenhum dos dois recebe gradiente")
    ) { input in
      reference(input) { result, input in
        var generator = SeededGenerator(seed: input.seed)
        result.newDown = Tensor(zeros: input.down.shape)
        result.next = generator.next()
      }
    },
    .init(
      Text(
        "if A is 0 and B is drawn", "quando A é 0 e B é sorteado")
    ) { input in
      reference(input) { result, input in
        var generator = SeededGenerator(seed: input.seed)
        result.newDown = Tensor(zeros: input.down.shape)
        result.newUp = FoundationsSolution::normal(
          input.up.shape, standardDeviation: 1 / Float(input.down.shape[0]).squareRoot(),
          using: &generator)
        result.next = generator.next()
      }
    },
    .init(
      Text(
        "if A has the standard deviation 1 / in, without the root",
        "quando o desvio padrão de A é 1 / in, sem a raiz")
    ) {
      reference($0) { $0.newDown *= 1 / Float($1.down.shape[0]).squareRoot() }
    },
    .init(
      Text(
        "if A has the standard deviation 1 / √r, by the rank and not by the inputs",
        "quando o desvio padrão de A é 1 / √r, pelo posto e não pelas entradas")
    ) {
      reference($0) {
        $0.newDown *= (Float($1.down.shape[0]) / Float($1.up.shape[0])).squareRoot()
      }
    },
    .init(
      Text(
        "of the adapter alone, without the frozen layer",
        "só do adaptador, sem a camada congelada")
    ) {
      reference($0) {
        let frozen = FoundationsSolution::Linear(weight: $1.weight, bias: $1.bias)($1.x)
        $0.output -= frozen
        $0.trainingOutput -= frozen
        $0.input -= matmul($1.upstream, $1.weight.transposed)
      }
    },
    .init(
      Text(
        "if the frozen layer passes nothing back to the input",
        "quando a camada congelada não devolve nada à entrada")
    ) { reference($0) { $0.input -= matmul($1.upstream, $1.weight.transposed) } },
    .init(
      Text(
        "if the adapter passes nothing back to the input",
        "quando o adaptador não devolve nada à entrada")
    ) { reference($0) { $0.input = matmul($1.upstream, $1.weight.transposed) } },
    .init(
      Text(
        "if the layer's pullback has no scale",
        "quando o pullback da camada fica sem a escala")
    ) {
      reference($0) {
        $0.down *= 1 / $0.scale
        $0.up *= 1 / $0.scale
        let base = matmul($1.upstream, $1.weight.transposed)
        $0.input = base + 1 / $0.scale * ($0.input - base)
      }
    },
    .init(
      Text(
        "if the gradient of A is scaled twice", "quando o gradiente de A é escalado duas vezes")
    ) { reference($0) { result, _ in result.down *= result.scale } },
    .init(
      Text("if gradient(ofWeight:) has no scale", "quando gradient(ofWeight:) fica sem a escala")
    ) {
      reference($0) { result, _ in
        result.downOfWeight *= 1 / result.scale
        result.upOfWeight *= 1 / result.scale
      }
    },
    .init(
      Text(
        "if numbers are drawn for B, too, though it is 0",
        "quando também se sorteiam números para B, embora ele seja 0")
    ) { input in
      reference(input) { result, input in
        var generator = SeededGenerator(seed: input.seed)
        for shape in [input.down.shape, input.up.shape] {
          _ = FoundationsSolution::normal(shape, standardDeviation: 0, using: &generator)
        }
        result.next = generator.next()
      }
    },
    .init(
      Text(
        "if A has the standard deviation 0.02, whatever the number of inputs",
        "quando o desvio padrão de A é 0,02, seja qual for o número de entradas")
    ) {
      reference($0) { $0.newDown *= 0.02 * Float($1.down.shape[0]).squareRoot() }
    },
    .init(
      Text(
        "if A has the standard deviation 1 / √out, by the outputs and not by the inputs",
        "quando o desvio padrão de A é 1 / √out, pelas saídas e não pelas entradas")
    ) {
      reference($0) {
        $0.newDown *= (Float($1.down.shape[0]) / Float($1.up.shape[1])).squareRoot()
      }
    },
    .init(
      Text(
        "if the gradient of A is left as it was: this is A itself",
        "quando o gradiente de A fica como estava: este é o próprio A")
    ) { reference($0) { $0.down = $1.down } },
    .init(
      Text(
        "if the gradient of B is left as it was: this is B itself",
        "quando o gradiente de B fica como estava: este é o próprio B")
    ) { reference($0) { $0.up = $1.up } },
    .init(
      Text(
        "if A of gradient(ofWeight:) is left as it was: this is A itself",
        "quando A de gradient(ofWeight:) fica como estava: este é o próprio A")
    ) { reference($0) { $0.downOfWeight = $1.down } },
    .init(
      Text(
        "if B of gradient(ofWeight:) is left as it was: this is B itself",
        "quando B de gradient(ofWeight:) fica como estava: este é o próprio B")
    ) { reference($0) { $0.upOfWeight = $1.up } },
    .init(
      Text(
        "if in gradient(ofWeight:) B's is taken from the new A",
        "quando em gradient(ofWeight:) o de B sai do A novo")
    ) {
      reference($0) { result, input in
        result.upOfWeight = matmul(
          result.downOfWeight.transposed, input.weightGradient, scaledBy: result.scale)
      }
    },
    .init(
      Text(
        "if only A's gradient has the scale, B's has none",
        "quando só o gradiente de A tem a escala, e o de B não tem")
    ) { reference($0) { result, _ in result.up *= 1 / result.scale } },
    .init(
      Text(
        "if only B's gradient has the scale, A's has none",
        "quando só o gradiente de B tem a escala, e o de A não tem")
    ) { reference($0) { result, _ in result.down *= 1 / result.scale } },
    .init(
      Text(
        "if the bias is left out", "quando o viés fica de fora")
    ) {
      reference($0) {
        let bias = (0..<$1.x.rowCount).flatMap { [bias = $1.bias] _ in bias.scalars }
        $0.output -= Tensor(bias, shape: $0.output.shape)
        $0.trainingOutput -= Tensor(bias, shape: $0.output.shape)
      }
    },
  ],
  variants: [
    .init("by the whole weight W + (α / r) · A · B") { input in
      reference(input) { result, input in
        let change = (input.alpha / Float(input.up.shape[0])) * matmul(input.down, input.up)
        let whole = FoundationsSolution::Linear(weight: input.weight + change, bias: input.bias)
        let (output, pullback) = whole.withPullback(input.x)
        let (inputGradient, gradient) = repeatedly(pullback)(input.upstream)
        (result.output, result.trainingOutput) = (output, output)
        result.input = inputGradient
        result.down = result.scale * matmul(gradient.weight, input.up.transposed)
        result.up = matmul(input.down.transposed, gradient.weight, scaledBy: result.scale)
      }
    }
  ],
  contract: [
    .init(
      "An adapter of A, `[in, r]`",
      untested: "the types and the shapes are compared with every answer"),
    .init("the scale is 1.5"),
    .init("B is 0"),
    .init("and nothing else is drawn"),
    .init("Were both 0", untested: "says why"),
    .init("from that of the whole weight"),
    .init("the pullback of the product"),
    .init("from A and B as they are now"),
    .init("a scale of ½ and ∂W all ones", triedBy: "the comment's example"),
    .init("y = x · W + b"),
    .init("Shapes: `[…, in]", untested: "the types and the shapes are compared with every answer"),
    .init("A · B is never formed", untested: "says what it costs"),
    .init("the row [1, 2] gives", triedBy: "the comment's example"),
    .init("The output and its pullback"),
    .init("∂x = ∂y · Wᵀ + ∂z · Aᵀ"),
    .init("all rows of x and ∂y count", triedBy: "an input of [2, 3, 6]"),
    .init("W and b have none", untested: "they are no parameters of the layer"),
  ])

private func learnersAdapter(_ input: LoRAInput) -> FineTuning::LowRankAdapter {
  FineTuning::LowRankAdapter(down: input.down, up: input.up, alpha: input.alpha)
}

private func learnersLayer(_ input: LoRAInput) -> FineTuning::LoRALinear {
  FineTuning::LoRALinear(
    Foundations::Linear(weight: input.weight, bias: input.bias), adapter: learnersAdapter(input))
}

/// Parts that can be graded while other holes are still open.
private let loraParts: [Part<LoRAInput>] = [
  .init(Text("the scale", "a escala")) { input in
    var result = reference(input)
    result.scale = learnersAdapter(input).scale
    return Array(result.evidence[0..<1])
  },
  .init(Text("a new adapter", "um adaptador novo")) { input in
    var result = reference(input)
    (result.newDown, result.newUp, result.next) = LoRAResult.newAdapter(
      input, of: FineTuning::LowRankAdapter.self)
    return Array(result.evidence[1..<4])
  },
  .init(Text("the forward pass", "o forward pass")) { input in
    var result = reference(input)
    result.output = learnersLayer(input)(input.x)
    return Array(result.evidence[4..<5])
  },
  .init(Text("withPullback", "withPullback")) { input in
    var result = reference(input)
    let (output, pullback) = learnersLayer(input).withPullback(input.x)
    let (inputGradient, gradient) = repeatedly(pullback)(input.upstream)
    (result.trainingOutput, result.input) = (output, inputGradient)
    (result.down, result.up) = (gradient.adapter.down, gradient.adapter.up)
    return Array(result.evidence[5..<9])
  },
  .init(Text("gradient(ofWeight:)", "gradient(ofWeight:)")) { input in
    var result = reference(input)
    let gradient = learnersAdapter(input).gradient(ofWeight: input.weightGradient)
    (result.downOfWeight, result.upOfWeight) = (gradient.down, gradient.up)
    return Array(result.evidence[9...])
  },
]

@Test func `6.7 LoRA, forward and backward`() async throws {
  let attempt = Attempt("6.7")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(loraGrader, parts: loraParts) { input in
      LoRAResult(input, of: learnersLayer(input)).evidence
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `6.7 grader`() { #expect(loraGrader.flaws() == []) }
