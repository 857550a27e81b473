import CourseKit
import Grading
import Tensors
import Testing

@testable import AttentionSolution

/// What drops a head's weights, the same ones at each call.
private func dropping(rate: Float)
  -> @Sendable (Tensor) -> (output: Tensor, pullback: Pullback<Tensor>)
{
  { weights in
    var generator = SeededGenerator(seed: 36)
    return dropout(weights, rate: rate, using: &generator)
  }
}

@Test(arguments: [1, 5, 40], [0, 0.3] as [Float])
func `3.6 attention that works out its weights again has the same bits`(length: Int, rate: Float) {
  var data = TestData(seed: UInt64(length))
  let (query, key) = (data.tensor([length, 4]), data.tensor([length, 4]))
  let (value, upstream) = (data.tensor([length, 3]), data.tensor([length, 3]))
  let kept = scaledDotProductAttentionWithPullback(
    query: query.matrix, key: key.matrix, value: value.matrix, dropout: dropping(rate: rate))
  let forgotten = forgetfulAttentionWithPullback(
    query: query.matrix, key: key.matrix, value: value.matrix, dropout: dropping(rate: rate))
  #expect(forgotten.output == kept.output)
  let (a, b) = (forgotten.pullback(upstream), kept.pullback(upstream))
  #expect(a.query == b.query && a.key == b.key && a.value == b.value)
}

@Test func `3.9 texts longer than those whose weights are kept have right gradients`() {
  // One number of the input at a time would take hours: a directional derivative tells as much.
  let (length, width) = (520, 4)
  var data = TestData(seed: 39)
  let attention = CausalSelfAttention(
    queryKeyValue: .init(weight: data.tensor([width, 3 * width]), bias: data.tensor([3 * width])),
    projection: .init(weight: data.tensor([width, width]), bias: data.tensor([width])), headCount: 2
  )
  let x = data.tensor([1, length, width])
  let direction = data.tensor([1, length, width])
  let upstream = data.tensor([1, length, width])
  var generator = SeededGenerator(seed: 1)
  let gradient = attention.withPullback(x, using: &generator).pullback(upstream).input
  let step: Float = 1.0 / 64
  let slope =
    ((attention(x + step * direction) - attention(x + -step * direction)) * upstream).sum()
    / Double(2 * step)
  let expected = (gradient * direction).sum()
  #expect(abs(slope - expected) < 0.02 * max(1, abs(expected)), "\(slope), expected \(expected)")
}
