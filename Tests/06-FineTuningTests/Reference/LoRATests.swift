import CourseKit
import FineTuning
import Foundations
import Grading
import Tensors
import Testing

@Suite struct LoRALinearTests {
  private func layer(seed: UInt64 = 67) -> LoRALinear {
    var data = TestData(seed: seed)
    let base = Linear(weight: data.tensor([5, 7]), bias: data.tensor([7]))
    return LoRALinear(
      base, adapter: LowRankAdapter(down: data.tensor([5, 2]), up: data.tensor([2, 7]), alpha: 3))
  }

  @Test func `6.7 the output by hand`() {
    let layer = LoRALinear(
      Linear(weight: Tensor(rows: [[1, 0], [0, 1]]), bias: Tensor([10, 20])),
      adapter: LowRankAdapter(
        down: Tensor(rows: [[1], [2]]), up: Tensor(rows: [[3, -1]]), alpha: 0.5))
    // x · A = 1 + 4 = 5; times B: 15, −5; times α / r = ½.
    #expect(layer(Tensor(rows: [[1, 2]])) == Tensor(rows: [[18.5, 19.5]]))
  }

  @Test func `6.7 the change is scaled by α over the rank`() {
    var data = TestData(seed: 670)
    let (down, up) = (data.tensor([3, 4]), data.tensor([4, 5]))
    let adapter = LowRankAdapter(down: down, up: up, alpha: 6)
    #expect(adapter.scale == 1.5)
    #expect(difference(between: adapter.weightChange, and: 1.5 * matmul(down, up)) == nil)
  }

  @Test func `6.7 a new adapter changes nothing, but its B can learn`() {
    var generator = SeededGenerator(seed: 671)
    var data = TestData(seed: 672)
    let base = Linear(weight: data.tensor([64, 9]), bias: data.tensor([9]))
    let adapter = LowRankAdapter(from: 64, to: 9, rank: 8, alpha: 16, using: &generator)
    #expect(adapter.up == Tensor(zeros: [8, 9]))
    let deviation = (adapter.down.sumOfSquares() / 512).squareRoot()
    #expect(abs(deviation / 0.125 - 1) < 0.1)
    let layer = LoRALinear(base, adapter: adapter)
    let x = data.tensor([3, 64])
    #expect(layer(x) == base(x))
    let gradient = layer.withPullback(x).pullback(data.upstream([3, 9])).gradient
    #expect(gradient.adapter.down == Tensor(zeros: [64, 8]))
    #expect(gradient.adapter.up.sumOfSquares() > 0.1)
  }

  @Test(arguments: [[4, 5], [2, 3, 5], [5]])
  func `6.7 the gradients of input, A and B are as measured`(axes: [Int]) {
    var data = TestData(seed: 673)
    let problem = GradientCheck().problem(
      in: layer(), at: data.tensor(Shape(axes.count == 1 ? [1] + axes : axes))
    ) { $0.withPullback($1) }
    #expect(problem == nil)
  }

  @Test func `6.7 the layer is PyTorch's, forward and backward`() throws {
    let fixture = try Fixture("finetuning")
    func tensor(_ name: String) throws -> Tensor { try fixture.tensor("lora.\(name)") }
    let layer = LoRALinear(
      Linear(weight: try tensor("weight"), bias: try tensor("bias")),
      adapter: LowRankAdapter(down: try tensor("lora_A"), up: try tensor("lora_B"), alpha: 6))
    let (output, pullback) = layer.withPullback(try tensor("input"))
    #expect(difference(between: output, and: try tensor("output")) == nil)
    let (input, gradient) = pullback(try tensor("upstream"))
    #expect(difference(between: input, and: try tensor("gradient.input")) == nil)
    #expect(try fixture.difference(between: gradient, and: "lora.gradient.") == nil)
    // The way round over the whole weight's gradient comes to the same.
    let byWeight = layer.adapter.gradient(ofWeight: try tensor("gradient.weight"))
    #expect(try fixture.difference(between: byWeight, and: "lora.gradient.") == nil)
  }

  @Test func `6.7 A and B alone learn`() {
    #expect(layer().parameters.map(\.name) == ["lora_A", "lora_B"])
    #expect(layer().parameterCount == 2 * (5 + 7))
  }

  @Test func `6.8 the merged layer does the same`() {
    var data = TestData(seed: 68)
    let (layer, x) = (layer(), data.tensor([6, 5]))
    #expect(layer.merged.weight.shape == [5, 7])
    #expect(difference(between: layer.merged(x), and: layer(x), tolerance: 1e-6) == nil)
    #expect(difference(between: layer.merged(x), and: layer.base(x), tolerance: 0.1) != nil)
  }

  @Test func `6.7 an adapter of another shape is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = LoRALinear(
        Linear(weight: Tensor(zeros: [3, 4]), bias: Tensor(zeros: [4])),
        adapter: LowRankAdapter(down: Tensor(zeros: [4, 1]), up: Tensor(zeros: [1, 3]), alpha: 1))
    }
  }
}

@Suite struct LoRAModelTests {
  @Test func `6.7 at first the model is what it was`() {
    var generator = SeededGenerator(seed: 674)
    let classifier = untrained()
    let tuned = LoRAModel(
      classifier, adapting: .blockWeights, rank: 3, alpha: 6, using: &generator)
    #expect(bitDifference(between: tuned.model, and: classifier) == nil)
  }

  @Test func `6.7 trainable parameters are the adapters and what was chosen`() {
    var generator = SeededGenerator(seed: 675)
    let tuned = LoRAModel(
      untrained(), adapting: .attentionWeights, rank: 4, alpha: 8, alsoLearning: .head,
      using: &generator)
    let names = tuned.parameters.map(\.name)
    #expect(names.count == 2 * 2 * 2 + 2)
    #expect(names.first == "h.0.attn.c_attn.weight.lora_A")
    #expect(names.suffix(2) == ["score.weight", "score.bias"])
    // r (in + out) for c_attn [8, 24] and c_proj [8, 8] of both blocks; the head is [8, 3].
    #expect(tuned.parameterCount == 2 * 4 * (8 + 24 + 8 + 8) + 8 * 3 + 3)
    #expect(tuned.learns("h.1.attn.c_proj.weight") && tuned.learns("score.bias"))
    #expect(!tuned.learns("h.1.attn.c_proj.bias") && !tuned.learns("wte.weight"))
  }

  @Test func `6.8 merged weights are W + (α / r) · A · B and nothing else is changed`() throws {
    let tuned = try FixtureClassifier().adapted()
    let merged = tuned.model
    let adapters = Dictionary(uniqueKeysWithValues: tuned.adapters.map { ($0.name, $0.adapter) })
    #expect(adapters.count == 4)
    for (before, after) in zip(tuned.base.parameters, merged.parameters) {
      if let adapter = adapters[before.name] {
        // In Double, by the definition.
        var expected = before.tensor
        for row in 0..<expected.shape[0] {
          for column in 0..<expected.shape[1] {
            let change = (0..<2).reduce(0.0) {
              $0 + Double(adapter.down[row, $1]) * Double(adapter.up[$1, column])
            }
            expected[row, column] = Float(Double(before.tensor[row, column]) + 3 * change)
          }
        }
        #expect(difference(between: after.tensor, and: expected, tolerance: 1e-6) == nil)
      } else {
        #expect(bitDifference(between: before.tensor, and: after.tensor) == nil)
      }
    }
  }

  @Test func `6.8 merged and unmerged classifiers give the same logits`() throws {
    let fixture = try FixtureClassifier()
    let tuned = try fixture.adapted()
    let merged = tuned.model(fixture.batch)
    // PyTorch's logits come from the adapted weights; ours, unmerged, from both layers side by
    // side.
    #expect(
      difference(between: merged, and: try fixture.fixture.tensor("adapted.logits")) == nil)
    #expect(difference(between: merged, and: unmergedLogits(tuned, fixture.batch)) == nil)
  }

  @Test func `6.7 loss and every gradient of the adapted classifier are PyTorch's`() throws {
    let fixture = try FixtureClassifier()
    let tuned = try fixture.adapted()
    var generator = SeededGenerator(seed: 1)
    let (logits, pullback) = tuned.model.withPullback(fixture.batch, using: &generator)
    let (loss, upstream) = lossAndUpstream(logits, fixture.labels)
    #expect(
      difference(between: loss, and: try fixture.fixture.doubles("adapted.loss")[0]) == nil)
    let gradient = tuned.gradient(from: pullback(upstream))
    #expect(try fixture.fixture.difference(between: gradient, and: "adapted.gradient.") == nil)
  }

  @Test func `6.7 the gradient of every adapter is as measured`() throws {
    let fixture = try FixtureClassifier()
    let batch = fixture.batch
    let problem = GradientCheck(step: 0x1p-4).problem(in: try fixture.adapted()) { tuned in
      var generator = SeededGenerator(seed: 1)
      let (output, pullback) = tuned.model.withPullback(batch, using: &generator)
      return (output, { tuned.gradient(from: pullback($0)) })
    }
    #expect(problem == nil)
  }

  @Test func `6.7 a selection without a weight is refused`() async {
    await #expect(processExitsWith: .failure) {
      var generator = SeededGenerator(seed: 1)
      _ = LoRAModel(
        untrained(), adapting: ParameterSelection(names: ["nothing"]), rank: 1, alpha: 1,
        using: &generator)
    }
    await #expect(processExitsWith: .failure) {
      var generator = SeededGenerator(seed: 1)
      _ = LoRAModel(
        untrained(), adapting: .attentionWeights, rank: 1, alpha: 1, alsoLearning: .everything,
        using: &generator)
    }
  }
}
