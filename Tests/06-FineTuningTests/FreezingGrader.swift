import Attention
import AttentionSolution
import CourseKit
import FineTuning
import FineTuningSolution
import Grading
import Tensors
import Testing
import Tokenization
import TokenizationSolution
import Transformer
import TransformerSolution

/// A layer of three parameters, some of which are frozen.
struct SmallModel: Layer {
  var bodyWeight: Tensor
  var bodyBias: Tensor
  var scoreWeight: Tensor

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    body(prefix + "body.weight", &bodyWeight)
    body(prefix + "body.bias", &bodyBias)
    body(prefix + "score.weight", &scoreWeight)
  }
}

/// What is frozen: either parameters of a small model, by name, or blocks of a GPT.
enum FreezingInput: Sendable {
  case parameters(SmallModel, gradient: SmallModel, learning: Set<String>)
  case blocks(FrozenBlocksInput)
}

/// A GPT from a seed, with some of its blocks frozen.
struct FrozenBlocksInput: Sendable {
  let configuration: GPTConfiguration
  let seed: UInt64
  let tokens: TokenBatch
  let frozenBlocks: Int
  let upstream: Tensor
}

// MARK: Evidence

/// The observable behaviour of a partly frozen model and its gradient. `model` unwraps the model.
private func frozenEvidence<Frozen: Layer>(
  _ frozen: Frozen, gradient: Frozen, model: (Frozen) -> SmallModel
) -> [Evidence] {
  var changed = frozen
  var names: [String] = []
  changed.visitParameters(under: "tuned.") { name, parameter in
    names.append(name)
    parameter = Tensor(repeating: 7, shape: parameter.shape)
  }
  return [
    Evidence(
      Text("the names visited under “tuned.”", "os nomes visitados sob “tuned.”"),
      names.joined(separator: " ")),
    Evidence(
      Text("the names visited without a prefix", "os nomes visitados sem prefixo"),
      frozen.parameters.map(\.name).joined(separator: " ")),
  ]
    + model(changed).parameters.map { name, tensor in
      Evidence(
        Text(
          "\(name) of the model, after every visited parameter was set to 7",
          "\(name) do modelo, depois de pôr 7 em cada parâmetro visitado"), tensor, tolerance: 0)
    }
    + model(changed).parameters.map { name, _ in
      let found = gradient.parameters.first { $0.name == name }
      return Evidence(
        Text("\(name) of gradient(from:)", "\(name) de gradient(from:)"),
        found?.tensor ?? Tensor([]))
    }
}

/// The results of the blocks; the generator's next number reveals how many were drawn.
private func blockEvidence(
  _ output: Tensor, _ next: UInt64, _ gradients: [(name: String, tensor: Tensor)]
) -> [Evidence] {
  [
    Evidence(Text("the hidden states", "os estados ocultos"), output),
    Evidence(
      Text("the generator's next number afterwards", "o próximo número do gerador depois disso"),
      "\(next)"),
  ]
    + gradients.map { name, tensor in
      Evidence(gradientName(ofParameter: name), tensor)
    }
}

// MARK: The reference

private func reference(_ input: FreezingInput) -> [Evidence] {
  switch input {
  case .parameters(let model, let gradient, let names):
    let frozen = FineTuningSolution::PartlyFrozen(
      model, learning: FineTuningSolution::ParameterSelection(names: names))
    return frozenEvidence(frozen, gradient: frozen.gradient(from: gradient)) { $0.model }
  case .blocks(let input):
    var (data, generator) = (TestData(seed: input.seed), SeededGenerator(seed: input.seed))
    let model = data.filling(TransformerSolution::GPT(input.configuration, using: &generator))
    let (output, pullback) = model.FineTuningSolution::hiddenStatesWithPullback(
      input.tokens, frozenBlocks: input.frozenBlocks, using: &generator)
    return blockEvidence(output, generator.next(), repeatedly(pullback)(input.upstream).parameters)
  }
}

// MARK: Mistakes

/// A partly frozen model, with hooks for mistakes.
private struct PlainFrozen: Layer {
  var model: SmallModel
  let names: Set<String>
  /// Whether a parameter is visited, given its name with and without the prefix.
  var isVisited: @Sendable (_ full: String, _ name: String, _ names: Set<String>) -> Bool = {
    $2.contains($1)
  }
  var keepsPrefix = true
  var repeatsPrefix = false
  var writesBack = true
  var gradient:
    @Sendable (_ model: SmallModel, _ whole: SmallModel, _ names: Set<String>) -> SmallModel =
      { _, whole, _ in whole }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    var copy = model
    var visited = model.parameters.filter { isVisited(prefix + $0.name, $0.name, names) }
    for index in visited.indices {
      body(
        (repeatsPrefix ? prefix : "") + (keepsPrefix ? prefix : "") + visited[index].name,
        &visited[index].tensor)
    }
    copy.visitParameters(under: "") { name, parameter in
      for one in visited where one.name == name { parameter = one.tensor }
    }
    if writesBack { model = copy }
  }

  static func evidence(
    _ input: FreezingInput, _ change: (inout PlainFrozen) -> Void
  ) -> [Evidence] {
    guard case .parameters(let model, let whole, let names) = input else { return reference(input) }
    var frozen = PlainFrozen(model: model, names: names)
    change(&frozen)
    var gradient = frozen
    gradient.model = frozen.gradient(model, whole, names)
    return frozenEvidence(frozen, gradient: gradient) { $0.model }
  }
}

/// The passes through partly frozen blocks, with hooks for mistakes.
private struct PlainFrozenBlocks: Sendable {
  var adds = 0
  var dropsInFrozen = false
  var addsPositions = true
  var clearsFrozen = true
  var clearsEmbeddings = true
  var goesBackInOrder = true
  var shiftsGradients = false
  var returnsToEverything = false
  var learnsNorm = true
  var skipsNorm = false
  var clearsHead = true
  var norms = true

  static func evidence(
    _ input: FreezingInput, _ change: (inout PlainFrozenBlocks) -> Void
  ) -> [Evidence] {
    guard case .blocks(let input) = input else { return reference(input) }
    var plain = PlainFrozenBlocks()
    change(&plain)
    return plain.evidence(input)
  }

  private func evidence(_ input: FrozenBlocksInput) -> [Evidence] {
    var (data, generator) = (TestData(seed: input.seed), SeededGenerator(seed: input.seed))
    let model = data.filling(TransformerSolution::GPT(input.configuration, using: &generator))
    if returnsToEverything {
      let (output, pullback) = model.hiddenStatesWithPullback(input.tokens, using: &generator)
      return blockEvidence(
        output, generator.next(), repeatedly(pullback)(input.upstream).parameters)
    }
    let frozen = max(0, min(model.blocks.count, input.frozenBlocks + adds))
    var x = model.tokenEmbedding(input.tokens)
    if addsPositions { x = model.positionEmbedding(x) }
    if dropsInFrozen {
      x =
        AttentionSolution::dropout(
          x, rate: input.configuration.dropoutRate, using: &generator
        ).output
    }
    for block in model.blocks[..<frozen] {
      x = dropsInFrozen ? block.withPullback(x, using: &generator).output : block(x)
    }
    var ways: [@Sendable (Tensor) -> (input: Tensor, gradient: TransformerSolution::Block)] = []
    for block in model.blocks[frozen...] {
      let (output, pullback) = block.withPullback(x, using: &generator)
      x = output
      ways.append(pullback)
    }
    let (normed, normPullback) = model.finalNorm.withPullback(x)
    guard norms else {
      var gradient = model
      gradient.visitParameters(under: "") { $1 = Tensor(zeros: $1.shape) }
      var onward = input.upstream
      for index in ways.indices.reversed() {
        (onward, gradient.blocks[frozen + index]) = ways[index](onward)
      }
      return blockEvidence(x, generator.next(), gradient.parameters)
    }
    var gradient = model
    if clearsFrozen { gradient.visitParameters(under: "") { $1 = Tensor(zeros: $1.shape) } }
    if !clearsHead { gradient.head = model.head }
    if !clearsEmbeddings {
      gradient.tokenEmbedding = model.tokenEmbedding
      gradient.positionEmbedding = model.positionEmbedding
    }
    var (onward, norm) = normPullback(input.upstream)
    if !learnsNorm { norm.visitParameters(under: "") { $1 = Tensor(zeros: $1.shape) } }
    gradient.finalNorm = norm
    if skipsNorm { onward = input.upstream }
    let order = goesBackInOrder ? Array(ways.indices.reversed()) : Array(ways.indices)
    for index in order {
      let place = shiftsGradients ? index : frozen + index
      (onward, gradient.blocks[place]) = ways[index](onward)
    }
    return blockEvidence(normed, generator.next(), gradient.parameters)
  }
}

// MARK: The grader

let freezingGrader = Grader<FreezingInput>(
  "6.4",
  cases: { data in
    var cases: [Grader<FreezingInput>.Case] = []
    for names in [
      ["score.weight"], ["body.weight", "body.bias"], ["body.bias"],
      ["body.weight", "score.weight"], ["body.weight", "body.bias", "score.weight"],
    ] {
      func model() -> SmallModel {
        SmallModel(
          bodyWeight: data.upstream([2, 3]), bodyBias: data.upstream([3]),
          scoreWeight: data.upstream([3, 4]))
      }
      let list = names.joined(separator: ", ")
      cases.append(
        .init(
          Text("a model of which only \(list) learns", "um modelo em que só \(list) aprende"),
          .parameters(model(), gradient: model(), learning: Set(names))))
    }
    func add(
      layers: Int, frozen: Int, dropout rate: Float, heads: Int = 2, width: Int = 4,
      tokens: TokenBatch, tiesHead: Bool = false, activation: GPTConfiguration.Activation = .gelu
    ) {
      let head = tiesHead ? (", the head tied", ", cabeça compartilhada") : ("", "")
      cases.append(
        .init(
          Text(
            "a GPT of \(layers) blocks, \(frozen) of them frozen, dropout \(rate), heads: \(heads)"
              + head.0,
            "um GPT de \(layers) blocos, \(frozen) deles congelados, dropout \(rate), cabeças: "
              + "\(heads)" + head.1),
          .blocks(
            FrozenBlocksInput(
              configuration: GPTConfiguration(
                vocabularySize: 5, contextLength: 4, layerCount: layers, headCount: heads,
                width: width, dropoutRate: rate, activation: activation, tiesHead: tiesHead),
              seed: UInt64(data.integer(in: 1...1_000_000)), tokens: tokens, frozenBlocks: frozen,
              upstream: data.upstream([tokens.count, tokens.length, width])))))
    }
    for (layers, frozen, rate) in [(3, 1, Float(0.3)), (2, 2, 0.3), (2, 1, 0)] {
      add(
        layers: layers, frozen: frozen, dropout: rate,
        tokens: data.tokens(count: 2, length: 3, vocabularySize: 5))
    }
    add(layers: 4, frozen: 2, dropout: 0.2, heads: 1, tokens: TokenBatch([[0]]), tiesHead: true)
    add(
      layers: 2, frozen: 1, dropout: 0.2, heads: 3, width: 9,
      tokens: data.tokens(count: 3, length: 4, vocabularySize: 5), activation: .geluTanh)
    add(
      layers: 9, frozen: 4, dropout: 0.2, heads: 1, width: 3,
      tokens: data.tokens(count: 1, length: 2, vocabularySize: 5))
    return cases
  },
  expected: { reference($0) },
  misconceptions: [
    .init(Text("if nothing is frozen", "quando nada fica congelado")) {
      PlainFrozen.evidence($0) { $0.isVisited = { _, _, _ in true } }
    },
    .init(
      Text(
        "if what was chosen is frozen and the rest learns",
        "quando o que foi escolhido fica congelado e o resto aprende")
    ) { PlainFrozen.evidence($0) { $0.isVisited = { !$2.contains($1) } } },
    .init(
      Text(
        "if what is frozen is visited with a gradient of 0: weight decay would still shrink it",
        "quando o congelado é visitado com gradiente 0: o weight decay ainda o encolheria")
    ) { input in
      PlainFrozen.evidence(input) {
        $0.isVisited = { _, _, _ in true }
        $0.gradient = { _, whole, names in
          var masked = whole
          masked.visitParameters(under: "") { name, parameter in
            if !names.contains(name) { parameter = Tensor(zeros: parameter.shape) }
          }
          return masked
        }
      }
    },
    .init(
      Text(
        "if the selection is asked for the name with its prefix",
        "quando se pergunta à seleção pelo nome com o prefixo")
    ) { PlainFrozen.evidence($0) { $0.isVisited = { full, _, names in names.contains(full) } } },
    .init(
      Text("if the prefix is lost", "quando o prefixo se perde")
    ) { PlainFrozen.evidence($0) { $0.keepsPrefix = false } },
    .init(
      Text(
        "if a copy is visited, so the changes do not reach the model",
        "quando se visita uma cópia, e as mudanças não chegam ao modelo")
    ) { PlainFrozen.evidence($0) { $0.writesBack = false } },
    .init(
      Text(
        "if gradient(from:) gives back the parameters and not the gradient",
        "quando gradient(from:) devolve os parâmetros, e não o gradiente")
    ) { PlainFrozen.evidence($0) { $0.gradient = { model, _, _ in model } } },
    .init(
      Text(
        "if the frozen part runs as in training, with dropout",
        "quando a parte congelada roda como no treino, com dropout")
    ) { PlainFrozenBlocks.evidence($0) { $0.dropsInFrozen = true } },
    .init(
      Text(
        "if all blocks run as in training and the backward pass goes down to the embeddings",
        "quando todos os blocos rodam como no treino e o backward pass desce até os embeddings")
    ) { PlainFrozenBlocks.evidence($0) { $0.returnsToEverything = true } },
    .init(
      Text("if the positions are not added", "quando as posições não são somadas")
    ) { PlainFrozenBlocks.evidence($0) { $0.addsPositions = false } },
    .init(
      Text("if one block too many is frozen", "quando um bloco a mais fica congelado")
    ) { PlainFrozenBlocks.evidence($0) { $0.adds = 1 } },
    .init(
      Text(
        "if the gradient of what is frozen is not 0 but the parameters themselves",
        "quando o gradiente do que está congelado não é 0, mas os próprios parâmetros")
    ) { PlainFrozenBlocks.evidence($0) { $0.clearsFrozen = false } },
    .init(
      Text(
        "if the embeddings' gradient is not set to 0",
        "quando o gradiente dos embeddings não é posto em 0")
    ) { PlainFrozenBlocks.evidence($0) { $0.clearsEmbeddings = false } },
    .init(
      Text(
        "if the gradients of the blocks that learn are put into the first blocks",
        "quando os gradientes dos blocos que aprendem vão parar nos primeiros blocos")
    ) { PlainFrozenBlocks.evidence($0) { $0.shiftsGradients = true } },
    .init(
      Text(
        "if the backward pass takes the blocks in the order of the forward pass",
        "quando o backward pass percorre os blocos na ordem do forward pass")
    ) { PlainFrozenBlocks.evidence($0) { $0.goesBackInOrder = false } },
    .init(
      Text("if the last norm gets no gradient", "quando a última layer norm fica sem gradiente")
    ) { PlainFrozenBlocks.evidence($0) { $0.learnsNorm = false } },
    .init(
      Text(
        "if the backward pass leaves out the last norm",
        "quando o backward pass pula a última layer norm")
    ) { PlainFrozenBlocks.evidence($0) { $0.skipsNorm = true } },
    .init(
      Text(
        "if the output head's gradient is not set to 0: this is the head itself",
        "quando o gradiente da cabeça de saída não é posto em 0: este é a própria cabeça")
    ) { PlainFrozenBlocks.evidence($0) { $0.clearsHead = false } },
    .init(
      Text("if one block too few is frozen", "quando um bloco a menos fica congelado")
    ) { PlainFrozenBlocks.evidence($0) { $0.adds = -1 } },
    .init(
      Text(
        "if the last norm is left out", "quando a última norma fica de fora")
    ) { PlainFrozenBlocks.evidence($0) { $0.norms = false } },
    .init(
      Text(
        "if only the first parameter that was chosen is visited",
        "quando só se visita o primeiro parâmetro escolhido")
    ) {
      PlainFrozen.evidence($0) {
        $0.isVisited = { _, name, names in
          ["body.weight", "body.bias", "score.weight"].first(where: names.contains) == name
        }
      }
    },
    .init(
      Text(
        "if the prefix is put before the name twice",
        "quando o prefixo entra duas vezes antes do nome")
    ) { PlainFrozen.evidence($0) { $0.repeatsPrefix = true } },
  ],
  variants: [
    .init("parameters collected, changed and put back; blocks one by one") { input in
      switch input {
      case .parameters: PlainFrozen.evidence(input) { _ in }
      case .blocks: PlainFrozenBlocks.evidence(input) { _ in }
      }
    }
  ],
  contract: [
    .init("frozen in the same way"),
    .init("Nothing has to be set to 0"),
    .init(
      "in the model's order, under `prefix`",
      triedBy: "a model of which only body.weight, score.weight"),
    .init("not `tuned.score.weight`", triedBy: "a model"),
    .init("must not see what is frozen", triedBy: "a model"),
    .init("may not touch `self`", untested: "says what helps"),
    .init("with 0, everything does", untested: "the hole is not met with 0"),
    .init("it draws nothing from the generator", triedBy: "a GPT of 3 blocks"),
    .init("run as in training, in their order", triedBy: "a GPT of 3 blocks"),
    .init("of the frozen blocks and of the output head is 0", triedBy: "a GPT"),
    .init("If all blocks are frozen", triedBy: "a GPT of 2 blocks, 2 of them"),
    .init("about two thirds of the time", untested: "says what it costs"),
    .init("Shapes: tokens", untested: "the types and the shapes are compared with every answer"),
  ])

private func learnersBlocks(_ input: FrozenBlocksInput) -> [Evidence] {
  var (data, generator) = (TestData(seed: input.seed), SeededGenerator(seed: input.seed))
  let model = data.filling(Transformer::GPT(input.configuration, using: &generator))
  let (output, pullback) = model.FineTuning::hiddenStatesWithPullback(
    input.tokens, frozenBlocks: input.frozenBlocks, using: &generator)
  return blockEvidence(
    output, generator.next(), repeatedly(pullback)(input.upstream).parameters)
}

/// Parts that can be graded while other holes are still open.
private let freezingParts: [Part<FreezingInput>] = [
  .init(Text("visitParameters", "visitParameters")) { input in
    guard case .parameters(let model, _, let names) = input else { return [] }
    let frozen = FineTuning::PartlyFrozen(
      model, learning: FineTuning::ParameterSelection(names: names))
    return Array(frozenEvidence(frozen, gradient: frozen) { $0.model }[0..<5])
  },
  .init(Text("hiddenStatesWithPullback", "hiddenStatesWithPullback")) { input in
    guard case .blocks(let input) = input else { return [] }
    return learnersBlocks(input)
  },
]

@Test func `6.4 what is frozen does not learn`() async throws {
  let attempt = Attempt("6.4")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(freezingGrader, parts: freezingParts) { input in
      switch input {
      case .parameters(let model, let gradient, let names):
        let frozen = FineTuning::PartlyFrozen(
          model, learning: FineTuning::ParameterSelection(names: names))
        return frozenEvidence(frozen, gradient: frozen.gradient(from: gradient)) { $0.model }
      case .blocks(let input): return learnersBlocks(input)
      }
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `6.4 grader`() { #expect(freezingGrader.flaws() == []) }
