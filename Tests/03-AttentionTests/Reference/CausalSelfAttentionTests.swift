import Attention
import CourseKit
import Foundations
import Grading
import Tensors
import Testing

// MARK: 3.8

@Test func `3.8 head h of a sequence has its own columns of its own rows`() {
  // [2, 3, 4]: the number 100·b + 10·t + c says where it stands.
  var numbers: [Float] = []
  for b in 0..<2 {
    for t in 0..<3 {
      for c in 0..<4 { numbers.append(Float(100 * b + 10 * t + c)) }
    }
  }
  let heads = Attention::splitHeads(Tensor(numbers, shape: [2, 3, 4]), headCount: 2)
  #expect(heads.count == 4)
  for (index, head) in heads.enumerated() {
    #expect(head.rowCount == 3 && head.columnCount == 2)
    for row in 0..<3 {
      for column in 0..<2 {
        let expected = 100 * (index / 2) + 10 * row + 2 * (index % 2) + column
        #expect(head[row, column] == Float(expected))
      }
    }
  }
}

@Test(arguments: [(2, 5, 3, 4), (1, 1, 1, 1), (3, 1, 2, 1), (1, 4, 6, 2), (2, 3, 1, 5)])
func `3.8 merging undoes splitting`(batch: Int, length: Int, headCount: Int, width: Int) {
  var data = TestData(seed: 38)
  let x = data.tensor([batch, length, headCount * width])
  let heads = Attention::splitHeads(x, headCount: headCount).map { Tensor($0) }
  #expect(heads.count == batch * headCount)
  #expect(Attention::mergeHeads(heads, headCount: headCount) == x)
}

@Test func `3.8 columns that cannot be shared out evenly are refused`() async {
  await #expect(processExitsWith: .failure) {
    _ = Attention::splitHeads(Tensor(zeros: [1, 2, 7]), headCount: 3)
  }
  await #expect(processExitsWith: .failure) {
    _ = Attention::mergeHeads([Tensor(zeros: [2, 2])], headCount: 2)
  }
}

// MARK: 3.9

/// An attention layer with random parameters.
private func layer(
  width: Int, headCount: Int, dropoutRate: Float = 0, seed: UInt64 = 39
) -> CausalSelfAttention {
  var data = TestData(seed: seed)
  func linear(_ from: Int, _ to: Int) -> Linear {
    Linear(
      weight: data.tensor([from, to], in: -0.6...0.6), bias: data.tensor([to], in: -0.5...0.5))
  }
  return CausalSelfAttention(
    queryKeyValue: linear(width, 3 * width), projection: linear(width, width),
    headCount: headCount, dropoutRate: dropoutRate)
}

private func withPullback(_ layer: CausalSelfAttention, _ x: Tensor) -> (
  output: Tensor, pullback: Pullback<(input: Tensor, gradient: CausalSelfAttention)>
) {
  var generator = SeededGenerator(seed: 390)
  return layer.withPullback(x, using: &generator)
}

@Suite struct CausalSelfAttentionTests {
  @Test func `3.9 multi-head attention is PyTorch's, forward and backward`() throws {
    let fixture = try Fixture("layers")
    let layer = try fixture.filling(layer(width: 12, headCount: 3), from: "selfAttention.")
    let x = try fixture.tensor("selfAttention.input")
    let expected = try fixture.tensor("selfAttention.output")
    #expect(difference(between: layer(x), and: expected) == nil)
    let (output, pullback) = withPullback(layer, x)
    #expect(difference(between: output, and: expected) == nil)
    let (input, gradient) = pullback(try fixture.tensor("selfAttention.upstream"))
    let expectedInput = try fixture.tensor("selfAttention.gradient.input")
    #expect(difference(between: input, and: expectedInput) == nil)
    #expect(try fixture.difference(between: gradient, and: "selfAttention.gradient.") == nil)
  }

  @Test(arguments: [(2, 4, 3), (1, 1, 3), (3, 1, 1), (1, 5, 2), (2, 3, 6)])
  func `3.9 the gradients of input and all parameters are as measured`(
    batch: Int, length: Int, headCount: Int
  ) {
    var data = TestData(seed: 391)
    let x = data.tensor([batch, length, 6])
    let problem = GradientCheck().problem(
      in: layer(width: 6, headCount: headCount), at: x, withPullback: withPullback)
    #expect(problem == nil)
  }

  @Test func `3.9 with dropout the gradients are those of what was kept`() {
    var data = TestData(seed: 392)
    let problem = GradientCheck().problem(
      in: layer(width: 6, headCount: 2, dropoutRate: 0.3), at: data.tensor([2, 4, 6]),
      withPullback: withPullback)
    #expect(problem == nil)
  }

  @Test(arguments: [(1, 2), (4, 3), (8, 20)])
  func `3.9 a later token changes no earlier one, bit for bit`(headCount: Int, length: Int) {
    var data = TestData(seed: 393)
    let layer = layer(width: 24, headCount: headCount)
    let x = data.tensor([2, length, 24])
    let before = layer(x)
    for changed in 1..<length {
      var other = x
      for column in 0..<24 { other[1, changed, column] += 1 + Float(column) }
      let after = layer(other)
      let row = length + changed
      #expect(
        Tensor(after.matrix.rows(0..<row)) == Tensor(before.matrix.rows(0..<row)),
        "token \(changed) was seen before its time")
      #expect(
        Tensor(after.matrix.rows(row..<row + 1)) != Tensor(before.matrix.rows(row..<row + 1)))
    }
  }

  @Test func `3.9 an earlier token is seen by all later ones`() {
    var data = TestData(seed: 394)
    let layer = layer(width: 6, headCount: 2)
    let x = data.tensor([1, 5, 6])
    var other = x
    for column in 0..<6 { other[0, 0, column] += 1 }
    let (before, after) = (layer(x), layer(other))
    for token in 0..<5 {
      #expect((0..<6).contains { before[0, token, $0] != after[0, token, $0] }, "token \(token)")
    }
  }

  @Test func `3.9 the sequences of a batch do not see each other`() {
    var data = TestData(seed: 395)
    let layer = layer(width: 6, headCount: 3)
    let x = data.tensor([3, 4, 6])
    let together = layer(x)
    for sequence in 0..<3 {
      let rows = sequence * 4..<(sequence + 1) * 4
      let alone = layer(Tensor(x.matrix.rows(rows)).reshaped(to: [1, 4, 6]))
      #expect(
        difference(
          between: alone.reshaped(to: [4, 6]), and: Tensor(together.matrix.rows(rows)),
          tolerance: 1e-6) == nil)
    }
  }

  @Test func `3.9 one head's value columns reach its own columns alone`() {
    // The projection is the identity, so a head's context is seen in its columns of the output.
    var layer = layer(width: 6, headCount: 3)
    layer.projection = Linear(weight: Tensor(zeros: [6, 6]), bias: Tensor(zeros: [6]))
    for i in 0..<6 { layer.projection.weight[i, i] = 1 }
    var data = TestData(seed: 396)
    let x = data.tensor([1, 4, 6])
    let before = layer(x)
    // Column 12 + 2 is the first value column of head 1.
    layer.queryKeyValue.bias[12 + 2] += 1
    let after = layer(x)
    for token in 0..<4 {
      for column in 0..<6 {
        // The weights add up to 1, so a bias of the values goes straight through.
        let expected = before[0, token, column] + (column == 2 ? 1 : 0)
        #expect(abs(after[0, token, column] - expected) < 1e-5)
      }
    }
  }

  @Test func `3.9 dropout acts in training alone, and differs from step to step`() {
    var data = TestData(seed: 397)
    let x = data.tensor([2, 4, 6])
    let plain = layer(width: 6, headCount: 2)
    let dropping = layer(width: 6, headCount: 2, dropoutRate: 0.5)
    #expect(dropping(x) == plain(x))
    var generator = SeededGenerator(seed: 1)
    let first = dropping.withPullback(x, using: &generator).output
    let second = dropping.withPullback(x, using: &generator).output
    #expect(first != second)
    #expect(first != plain(x))
    // About half of the output is dropped: of 48 numbers 24 ± 3.5.
    #expect((7...41).contains(first.scalars.filter { $0 == 0 }.count))
    // Attention weights are dropped too: what is kept of the output is not the plain output's
    // double.
    let kept = (0..<48).filter { first[$0] != 0 }
    #expect(kept.contains { abs(first[$0] - 2 * plain(x)[$0]) > 1e-3 })
  }

  @Test func `3.9 parameters have GPT-2's names`() {
    #expect(
      layer(width: 6, headCount: 2).parameters.map(\.name)
        == ["c_attn.weight", "c_attn.bias", "c_proj.weight", "c_proj.bias"])
  }

  @Test func `3.9 the result does not depend on the number of threads`() {
    var data = TestData(seed: 398)
    let layer = layer(width: 24, headCount: 4, dropoutRate: 0.2)
    let (x, upstream) = (data.tensor([3, 33, 24]), data.upstream([3, 33, 24]))
    let results = onEachThreadCount {
      let (output, pullback) = withPullback(layer, x)
      let (input, gradient) = pullback(upstream)
      return [output, input] + gradient.parameters.map(\.tensor)
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }
}
