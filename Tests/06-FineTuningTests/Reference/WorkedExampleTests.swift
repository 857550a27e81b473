import CourseKit
import FineTuning
import Foundations
import Grading
import Pretraining
import Tensors
import Testing

struct WorkedExampleTests {
  @Test func `the example of chapter 6 is what the code computes`() throws {
    try expectInChapter(6, try classification() + metrics() + adapter())
  }

  /// Pooling, head and loss of one text, the backward pass, and the loss after a step of 0.1.
  private func classification() throws -> [PrintedNumber] {
    let vectors = Tensor([1, 2, 3, 0, 99, 99], shape: [1, 3, 2])
    let (pooled, poolingPullback) = poolWithPullback(vectors, lengths: [2], by: .mean)
    #expect(pooled == Tensor(rows: [[2, 1]]))
    #expect(pool(vectors, lengths: [2], by: .lastToken) == Tensor(rows: [[3, 0]]))

    var head = ClassificationHead(
      Linear(weight: Tensor(rows: [[-0.5, 0.5], [1, 0]]), bias: Tensor([0, 0.5])))
    let (logits, headPullback) = head.withPullback(pooled)
    #expect(logits == Tensor(rows: [[0, 1.5]]))
    let probabilities = head.probabilities(pooled)
    let isNormal = TokenBatch([[0]])
    let (loss, lossPullback) = crossEntropyWithPullback(logits, targets: isNormal)
    let slope = lossPullback(1)
    let (input, gradient) = headPullback(slope)
    let positions = poolingPullback(input)
    #expect(positions[0, 2, 0] == 0 && positions[0, 2, 1] == 0)

    head.linear.weight -= 0.1 * gradient.linear.weight
    head.linear.bias -= 0.1 * gradient.linear.bias
    let after = head(pooled)
    return [
      number(probabilities[0, 0], 3), number(probabilities[0, 1], 3), .init(loss, decimals: 2),
      number(slope[0, 0], 3), number(slope[0, 1], 3),
      number(gradient.linear.weight[0, 0], 2), number(gradient.linear.weight[0, 1], 2),
      number(gradient.linear.weight[1, 0], 2), number(gradient.linear.weight[1, 1], 2),
      number(input[0, 0], 2), number(input[0, 1], 2),
      number(positions[0, 1, 0], 2), number(positions[0, 1, 1], 2),
      number(head.linear.weight[0, 0], 3), number(head.linear.weight[0, 1], 3),
      number(head.linear.weight[1, 0], 3), number(head.linear.weight[1, 1], 3),
      number(head.linear.bias[0], 3), number(head.linear.bias[1], 3),
      number(after[0, 0], 2), number(after[0, 1], 2),
      number(head.probabilities(pooled)[0, 0], 2),
      .init(crossEntropy(after, targets: isNormal), decimals: 2),
    ]
  }

  /// Twenty messages, six of them spam.
  private func metrics() -> [PrintedNumber] {
    let pairs = [(0, 0, 12), (0, 1, 2), (1, 0, 1), (1, 1, 5)]
    let matrix = ConfusionMatrix(
      actual: pairs.flatMap { [Int](repeating: $0.0, count: $0.2) },
      predicted: pairs.flatMap { [Int](repeating: $0.1, count: $0.2) }, classCount: 2)
    return [
      .init(matrix.actualCount(of: 0)), .init(matrix.actualCount(of: 1)),
      .init(matrix.predictedCount(of: 0)), .init(matrix.predictedCount(of: 1)),
      .init(matrix.total), .init(matrix.accuracy, decimals: 2),
      .init(matrix.precision(of: 1), decimals: 3), .init(matrix.recall(of: 1), decimals: 3),
      .init(matrix.f1(of: 1), decimals: 3), .init(matrix.f1(of: 0), decimals: 3),
      .init(matrix.macroF1, decimals: 3),
    ]
  }

  /// A layer with an adapter of rank 1, its backward pass, and its merged weight.
  private func adapter() -> [PrintedNumber] {
    let layer = LoRALinear(
      Linear(weight: Tensor(rows: [[2, 0], [1, 1]]), bias: Tensor([0, 0])),
      adapter: LowRankAdapter(
        down: Tensor(rows: [[1], [-1]]), up: Tensor(rows: [[0.5, 2]]), alpha: 2))
    let x = Tensor(rows: [[2, 1]])
    let (y, pullback) = layer.withPullback(x)
    let (input, gradient) = pullback(Tensor(rows: [[1, -1]]))
    let (down, up) = (gradient.adapter.down, gradient.adapter.up)
    let merged = layer.merged
    #expect(merged(x) == y)
    let whole = layer.adapter.gradient(ofWeight: Tensor(rows: [[2, -2], [1, -1]]))
    #expect(whole.down == down && whole.up == up)
    let numbers: [[Float]] = [
      layer.base(x).scalars, y.scalars, down.scalars, up.scalars, input.scalars,
      merged.weight.scalars, y.scalars,
    ]
    return numbers.joined().map { number($0, 0) }
  }

  private func number(_ value: Float, _ decimals: Int) -> PrintedNumber {
    .init(Double(value), decimals: decimals)
  }
}
