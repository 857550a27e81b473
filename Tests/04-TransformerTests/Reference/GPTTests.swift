import CourseKit
import Grading
import Tensors
import Testing
import Transformer

private func withPullback(
  _ model: GPT, _ tokens: TokenBatch
) -> (output: Tensor, pullback: Pullback<GPT>) {
  var generator = SeededGenerator(seed: 480)
  return model.withPullback(tokens, using: &generator)
}

/// A tiny model with dropout.
private func dropping(_ preset: FixtureModel, rate: Float) -> GPT {
  var configuration = preset.configuration
  (configuration.headCount, configuration.width, configuration.layerCount) = (2, 4, 2)
  configuration.dropoutRate = rate
  var data = TestData(seed: 47)
  var generator = data.split()
  return data.filling(GPT(configuration, using: &generator), in: -0.5...0.5)
}

// MARK: Output head

@Test func `4.7 the head has a row for each token of the vocabulary`() {
  let head = OutputHead(
    weight: Tensor(rows: [[1, 2], [3, 4], [5, 6]]), bias: Tensor([10, 20, 30]))
  #expect(head(Tensor(rows: [[1, 0], [1, -1]])) == Tensor(rows: [[11, 23, 35], [9, 19, 29]]))
}

@Test(arguments: [[3], [5, 3], [2, 4, 3]])
func `4.7 the head's gradients are as measured`(axes: [Int]) {
  var data = TestData(seed: 470)
  let head = OutputHead(weight: data.tensor([7, 3]), bias: data.tensor([7]))
  let problem = GradientCheck().problem(in: head, at: data.tensor(Shape(axes))) {
    $0.withPullback($1)
  }
  #expect(problem == nil)
}

// MARK: The model

@Suite struct GPTTests {
  @Test(arguments: FixtureModel.allCases)
  func `4.8 the gradient of every single parameter is as measured`(preset: FixtureModel) throws {
    let (model, tokens) = (try preset.model(), try preset.fixture().tokens("short.tokens"))
    let problem = GradientCheck(step: 0x1p-4).problem(in: model) { withPullback($0, tokens) }
    #expect(problem == nil)
  }

  @Test(arguments: FixtureModel.allCases)
  func `4.8 with dropout the gradients are those of what was kept`(preset: FixtureModel) {
    var data = TestData(seed: 481)
    let tokens = data.tokens(count: 2, length: 3, vocabularySize: 17)
    let model = dropping(preset, rate: 0.2)
    let problem = GradientCheck(step: 0x1p-4).problem(in: model) { withPullback($0, tokens) }
    #expect(problem == nil)
  }

  @Test(arguments: FixtureModel.allCases)
  func `4.7 a later token changes no earlier logit, bit for bit`(preset: FixtureModel) throws {
    let model = try preset.model()
    let tokens = [3, 1, 4, 1, 5, 9, 2]
    let before = model(TokenBatch([tokens, tokens]))
    for changed in 1..<7 {
      var other = tokens
      other[changed] = 16
      let after = model(TokenBatch([tokens, other]))
      let row = 7 + changed
      #expect(Tensor(after.matrix.rows(0..<row)) == Tensor(before.matrix.rows(0..<row)))
      #expect(Tensor(after.matrix.rows(row..<14)) != Tensor(before.matrix.rows(row..<14)))
    }
  }

  @Test(arguments: FixtureModel.allCases)
  func `4.7 one token, one sequence`(preset: FixtureModel) throws {
    let model = try preset.model()
    let whole = model(TokenBatch([[5, 6, 7], [8, 9, 10]]))
    let alone = model(TokenBatch([8]))
    #expect(alone.shape == [1, 1, 17])
    #expect(
      difference(
        between: alone.reshaped(to: [1, 17]), and: Tensor(whole.matrix.rows(3..<4)),
        tolerance: 1e-5) == nil)
  }

  @Test func `4.7 more tokens than the context holds are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = try FixtureModel.gptMini.model()(TokenBatch([Int](repeating: 0, count: 8)))
    }
  }

  @Test(arguments: FixtureModel.allCases)
  func `4.7 dropout acts in training alone`(preset: FixtureModel) {
    let tokens = TokenBatch([[1, 2, 3], [4, 5, 6]])
    let model = dropping(preset, rate: 0.4)
    #expect(model(tokens) == dropping(preset, rate: 0)(tokens))
    var generator = SeededGenerator(seed: 1)
    let first = model.withPullback(tokens, using: &generator).output
    #expect(first != model(tokens))
    #expect(model.withPullback(tokens, using: &generator).output != first)
  }

  @Test func `4.7 a new model has GPT-2's names and sizes, and deviations that fit the width`() {
    var generator = SeededGenerator(seed: 7)
    var configuration = GPTConfiguration.gptMini(vocabularySize: 300)
    let model = GPT(configuration, using: &generator)
    let names = model.parameters.map(\.name)
    #expect(names.first == "wte.weight")
    #expect(names[1] == "wpe.weight")
    #expect(names[2] == "h.0.ln_1.weight")
    #expect(names.suffix(4) == ["ln_f.weight", "ln_f.bias", "lm_head.weight", "lm_head.bias"])
    #expect(names.count == 2 + 3 * 12 + 4)
    // 12 C² + 13 C for each block, 2 C for the last norm, the embeddings and the head.
    let (c, v) = (128, 300)
    #expect(
      model.parameterCount == v * c + 128 * c + 3 * (12 * c * c + 13 * c) + 2 * c + v * c + v)
    for (name, tensor) in model.parameters where tensor.rank == 2 {
      let deviation = (tensor.sumOfSquares() / Double(tensor.count)).squareRoot()
      // √(2 / (5 · 128)) = 0.0559; at the end of a residual branch that over √(2 · 3 layers).
      let expected = name.hasSuffix("c_proj.weight") ? 0.05590 / 6.0.squareRoot() : 0.05590
      #expect(abs(deviation / expected - 1) < 0.02, "\(name): \(deviation)")
    }
    for (name, tensor) in model.parameters where tensor.rank == 1 {
      let start: Float = name.contains("ln_") && name.hasSuffix("weight") ? 1 : 0
      #expect(tensor == Tensor(repeating: start, shape: tensor.shape), "\(name)")
    }
    configuration.tiesHead = true
    generator = SeededGenerator(seed: 7)
    #expect(GPT(configuration, using: &generator).parameters.map(\.name) == names.dropLast(2))
  }

  @Test(arguments: FixtureModel.allCases)
  func `4.8 the result does not depend on the number of threads`(preset: FixtureModel) {
    var data = TestData(seed: 482)
    let tokens = data.tokens(count: 5, length: 7, vocabularySize: 17)
    let model = dropping(preset, rate: 0.1)
    let upstream = data.upstream([5, 7, 17])
    let results = onEachThreadCount {
      let (output, pullback) = withPullback(model, tokens)
      return [output] + pullback(upstream).parameters.map(\.tensor)
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }
}

// MARK: 4.9

/// A model whose next token is always (last + 1) mod 5: it looks at the last token alone.
private func counting(context: Int = 3) -> GPT {
  var generator = SeededGenerator(seed: 9)
  var model = GPT(
    GPTConfiguration(
      vocabularySize: 5, contextLength: context, layerCount: 1, headCount: 1, width: 5),
    using: &generator)
  // Everything gives nothing, but for the embedding, an identity, and the head, which shifts it.
  model.visitParameters(under: "") { name, parameter in
    if !name.contains("ln_") { parameter *= 0 }
  }
  for token in 0..<5 {
    model.tokenEmbedding.weight[token, token] = 1
    model.head?.weight[(token + 1) % 5, token] = 1
  }
  return model
}

@Test func `4.9 the likeliest token is appended, again and again`() {
  #expect(counting().generateGreedily(from: [2], count: 6) == [2, 3, 4, 0, 1, 2, 3])
  #expect(counting().generateGreedily(from: [4, 4, 1], count: 2) == [4, 4, 1, 2, 3])
  #expect(counting().generateGreedily(from: [1], count: 0) == [1])
}

@Test func `4.9 of equal logits the first is taken`() {
  var model = counting()
  model.visitParameters(under: "") { _, parameter in parameter *= 0 }
  #expect(model.generateGreedily(from: [3], count: 2) == [3, 0, 0])
}

@Test(arguments: FixtureModel.allCases)
func `4.9 each token is the largest logit of what the context holds`(preset: FixtureModel) throws {
  let model = try preset.model()
  var expected = [3, 14, 15]
  for _ in 0..<9 {
    let visible = Array(expected.suffix(7))
    let logits = model(TokenBatch(visible))
    let last = (0..<17).map { logits[0, visible.count - 1, $0] }
    expected.append(last.firstIndex(of: last.max()!)!)
  }
  #expect(model.generateGreedily(from: [3, 14, 15], count: 9) == expected)
  #expect(Set(expected).count > 3)
}

@Test func `4.9 the next token's logits are those of the last position`() throws {
  let model = try FixtureModel.gpt2.model()
  let tokens = [1, 2, 3, 4, 5, 6, 7, 8, 9]
  let next = model.nextTokenLogits(after: tokens)
  #expect(next.shape == [17])
  let whole = model(TokenBatch(Array(tokens.suffix(7))))
  #expect(
    difference(
      between: next, and: Tensor(whole.matrix.rows(6..<7)).reshaped(to: [17]), tolerance: 1e-5)
      == nil)
}

@Test func `4.9 an empty prompt is refused`() async {
  await #expect(processExitsWith: .failure) {
    _ = try FixtureModel.gptMini.model().generateGreedily(from: [], count: 1)
  }
}
