import Attention
import CourseKit
import Foundations
import Grading
import Tensors
import Testing
import Transformer

private func feedForward(
  width: Int, _ activation: GPTConfiguration.Activation, using data: inout TestData
) -> FeedForward {
  func linear(_ from: Int, _ to: Int) -> Linear {
    Linear(
      weight: data.tensor([from, to], in: -0.6...0.6), bias: data.tensor([to], in: -0.5...0.5))
  }
  return FeedForward(
    upProjection: linear(width, 4 * width), downProjection: linear(4 * width, width),
    activation: activation)
}

private func block(
  width: Int, headCount: Int, _ activation: GPTConfiguration.Activation = .gelu,
  dropoutRate: Float = 0, seed: UInt64 = 46
) -> Block {
  var data = TestData(seed: seed)
  func linear(_ from: Int, _ to: Int) -> Linear {
    Linear(
      weight: data.tensor([from, to], in: -0.6...0.6), bias: data.tensor([to], in: -0.5...0.5))
  }
  let attention = CausalSelfAttention(
    queryKeyValue: linear(width, 3 * width), projection: linear(width, width),
    headCount: headCount, dropoutRate: dropoutRate)
  return Block(
    attentionNorm: data.filling(LayerNorm(width: width), in: 0.3...1.4), attention: attention,
    feedForwardNorm: data.filling(LayerNorm(width: width), in: 0.3...1.4),
    feedForward: feedForward(width: width, activation, using: &data), dropoutRate: dropoutRate)
}

private func withPullback(_ block: Block, _ x: Tensor) -> (
  output: Tensor, pullback: Pullback<(input: Tensor, gradient: Block)>
) {
  var generator = SeededGenerator(seed: 460)
  return block.withPullback(x, using: &generator)
}

private func suffix(_ activation: GPTConfiguration.Activation) -> String {
  activation == .gelu ? "Exact" : "Tanh"
}

// MARK: 4.5

@Test(arguments: GPTConfiguration.Activation.allCases)
func `4.5 feed-forward is PyTorch's, forward and backward`(
  activation: GPTConfiguration.Activation
) throws {
  let fixture = try Fixture("layers")
  let name = "feedForward" + suffix(activation)
  var data = TestData(seed: 45)
  let layer = try fixture.filling(
    feedForward(width: 12, activation, using: &data), from: "\(name).")
  let x = try fixture.tensor("\(name).input")
  let expected = try fixture.tensor("\(name).output")
  #expect(difference(between: layer(x), and: expected) == nil)
  let (output, pullback) = layer.withPullback(x)
  #expect(difference(between: output, and: expected) == nil)
  let (input, gradient) = pullback(try fixture.tensor("\(name).upstream"))
  #expect(difference(between: input, and: try fixture.tensor("\(name).gradient.input")) == nil)
  #expect(try fixture.difference(between: gradient, and: "\(name).gradient.") == nil)
}

@Test(arguments: GPTConfiguration.Activation.allCases, [[4], [5, 4], [2, 3, 4], [1, 1, 4]])
func `4.5 feed-forward gradients are as measured`(
  activation: GPTConfiguration.Activation, axes: [Int]
) {
  var data = TestData(seed: 450)
  let layer = feedForward(width: 4, activation, using: &data)
  let problem = GradientCheck().problem(in: layer, at: data.tensor(Shape(axes))) {
    $0.withPullback($1)
  }
  #expect(problem == nil)
}

@Test func `4.5 each token is worked on alone`() {
  var data = TestData(seed: 451)
  let layer = feedForward(width: 4, .gelu, using: &data)
  let x = data.tensor([2, 6, 4])
  let order = data.permutation(6)
  var moved = x
  for b in 0..<2 {
    for t in 0..<6 { for c in 0..<4 { moved[b, t, c] = x[b, order[t], c] } }
  }
  let (y, movedY) = (layer(x), layer(moved))
  for b in 0..<2 {
    for t in 0..<6 { for c in 0..<4 { #expect(movedY[b, t, c] == y[b, order[t], c]) } }
  }
}

// MARK: 4.6

@Suite struct BlockTests {
  @Test(arguments: GPTConfiguration.Activation.allCases)
  func `4.6 the block is PyTorch's, forward and backward`(
    activation: GPTConfiguration.Activation
  ) throws {
    let fixture = try Fixture("layers")
    let name = "block" + suffix(activation)
    let block = try fixture.filling(
      block(width: 12, headCount: 3, activation), from: "\(name).")
    let x = try fixture.tensor("\(name).input")
    let expected = try fixture.tensor("\(name).output")
    #expect(difference(between: block(x), and: expected) == nil)
    let (output, pullback) = withPullback(block, x)
    #expect(difference(between: output, and: expected) == nil)
    let (input, gradient) = pullback(try fixture.tensor("\(name).upstream"))
    #expect(difference(between: input, and: try fixture.tensor("\(name).gradient.input")) == nil)
    #expect(try fixture.difference(between: gradient, and: "\(name).gradient.") == nil)
  }

  @Test(arguments: GPTConfiguration.Activation.allCases, [(2, 3), (1, 1), (1, 4)])
  func `4.6 the gradients of input and all parameters are as measured`(
    activation: GPTConfiguration.Activation, size: (Int, Int)
  ) {
    var data = TestData(seed: 461)
    let problem = GradientCheck(step: 0x1p-4).problem(
      in: block(width: 6, headCount: 2, activation),
      at: data.tensor([size.0, size.1, 6], in: -2...2), withPullback: withPullback)
    #expect(problem == nil)
  }

  @Test func `4.6 with dropout the gradients are those of what was kept`() {
    var data = TestData(seed: 462)
    let problem = GradientCheck(step: 0x1p-4).problem(
      in: block(width: 6, headCount: 2, dropoutRate: 0.3),
      at: data.tensor([2, 3, 6], in: -2...2), withPullback: withPullback)
    #expect(problem == nil)
  }

  @Test func `4.6 layers that give nothing leave the residual path as it was`() {
    var block = block(width: 6, headCount: 2)
    block.attention.projection.weight *= 0
    block.attention.projection.bias *= 0
    block.feedForward.downProjection.weight *= 0
    block.feedForward.downProjection.bias *= 0
    var data = TestData(seed: 463)
    let x = data.tensor([2, 3, 6])
    #expect(block(x) == x)
    let upstream = data.upstream([2, 3, 6])
    #expect(withPullback(block, x).pullback(upstream).input == upstream)
  }

  @Test(arguments: [2, 5, 19])
  func `4.6 a later token changes no earlier one, bit for bit`(length: Int) {
    var data = TestData(seed: 464)
    let block = block(width: 12, headCount: 3)
    let x = data.tensor([1, length, 12])
    let before = block(x)
    for changed in 1..<length {
      var other = x
      for column in 0..<12 { other[0, changed, column] = Float(column * column) - 5 }
      let after = block(other)
      #expect(
        Tensor(after.matrix.rows(0..<changed)) == Tensor(before.matrix.rows(0..<changed)))
    }
  }

  @Test func `4.6 dropout acts in training alone`() {
    var data = TestData(seed: 465)
    let x = data.tensor([2, 3, 6])
    let dropping = block(width: 6, headCount: 2, dropoutRate: 0.5)
    #expect(dropping(x) == block(width: 6, headCount: 2)(x))
    #expect(withPullback(dropping, x).output != dropping(x))
  }

  @Test func `4.6 parameters have GPT-2's names, in GPT-2's order`() {
    #expect(
      block(width: 6, headCount: 2).parameters.map(\.name) == [
        "ln_1.weight", "ln_1.bias", "attn.c_attn.weight", "attn.c_attn.bias",
        "attn.c_proj.weight", "attn.c_proj.bias", "ln_2.weight", "ln_2.bias", "mlp.c_fc.weight",
        "mlp.c_fc.bias", "mlp.c_proj.weight", "mlp.c_proj.bias",
      ])
  }
}
