import CourseKit
import FineTuning
import Foundations
import Grading
import Tensors
import Testing

/// Two texts of three positions; the first has two real tokens.
private let x = Tensor([1, 2, 3, 4, 100, 200, 5, 6, 7, 8, 9, 13], shape: [2, 3, 2])

@Suite struct PoolingTests {
  @Test func `6.2 the last real token's vector`() {
    let pooled = FineTuning::pool(x, lengths: [2, 3], by: .lastToken)
    #expect(pooled == Tensor(rows: [[3, 4], [9, 13]]))
    #expect(
      FineTuning::pool(x, lengths: [1, 1], by: .lastToken) == Tensor(rows: [[1, 2], [5, 6]]))
  }

  @Test func `6.2 the mean over the real tokens alone`() {
    let pooled = FineTuning::pool(x, lengths: [2, 3], by: .mean)
    #expect(difference(between: pooled, and: Tensor(rows: [[2, 3], [7, 9]])) == nil)
    #expect(FineTuning::pool(x, lengths: [1, 1], by: .mean) == Tensor(rows: [[1, 2], [5, 6]]))
  }

  @Test(arguments: Pooling.allCases)
  func `6.2 padding is not read, not even where it is not a number`(pooling: Pooling) {
    var spoilt = x
    (spoilt[0, 2, 0], spoilt[0, 2, 1]) = (.nan, .infinity)
    #expect(
      FineTuning::pool(spoilt, lengths: [2, 3], by: pooling)
        == FineTuning::pool(x, lengths: [2, 3], by: pooling))
  }

  @Test(arguments: [("poolLast", Pooling.lastToken), ("poolMean", .mean)])
  func `6.2 pooling is PyTorch's, forward and backward`(name: String, pooling: Pooling) throws {
    let fixture = try Fixture("finetuning")
    let (output, pullback) = FineTuning::poolWithPullback(
      try fixture.tensor("\(name).input"), lengths: try fixture.integers("\(name).lengths"),
      by: pooling)
    #expect(difference(between: output, and: try fixture.tensor("\(name).output")) == nil)
    let gradient = pullback(try fixture.tensor("\(name).upstream"))
    let expected = try fixture.tensor("\(name).gradient.input")
    #expect(difference(between: gradient, and: expected) == nil)
  }

  @Test(arguments: Pooling.allCases, [[3, 5, 1, 4], [5, 5, 5, 5], [1, 1, 1, 1]])
  func `6.2 the gradient is as measured, and that of padding is 0`(
    pooling: Pooling, lengths: [Int]
  ) {
    var data = TestData(seed: 62)
    let x = data.tensor([4, 5, 3])
    let problem = GradientCheck().problem(
      at: [("the vectors", x)],
      of: { FineTuning::pool($0[0], lengths: lengths, by: pooling) },
      gradients: {
        [FineTuning::poolWithPullback(x, lengths: lengths, by: pooling).pullback($0)]
      })
    #expect(problem == nil)
    let upstream = data.upstream([4, 3])
    let gradient = FineTuning::poolWithPullback(x, lengths: lengths, by: pooling)
      .pullback(upstream)
    for (text, length) in lengths.enumerated() {
      for position in length..<5 {
        #expect((0..<3).allSatisfy { gradient[text, position, $0].bitPattern == 0 })
      }
    }
  }

  @Test func `6.2 lengths that do not fit are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = FineTuning::pool(Tensor(zeros: [2, 3, 2]), lengths: [1], by: .mean)
    }
    await #expect(processExitsWith: .failure) {
      _ = FineTuning::pool(Tensor(zeros: [1, 3, 2]), lengths: [4], by: .lastToken)
    }
  }
}

@Suite struct ClassificationHeadTests {
  private let head = ClassificationHead(
    Linear(weight: Tensor(rows: [[1, 0, -1], [0, 2, 1]]), bias: Tensor([0.5, 0, 0])))

  @Test func `6.3 the logits are x · W + b`() {
    let logits = head(Tensor(rows: [[1, 1], [2, -1]]))
    #expect(difference(between: logits, and: Tensor(rows: [[1.5, 2, 0], [2.5, -2, -3]])) == nil)
  }

  @Test func `6.3 probabilities add up to 1 and stand to each other as exp of the logits`() {
    let probabilities = head.probabilities(Tensor(rows: [[1, 1], [200, -100]]))
    // exp 1.5, exp 2 and exp 0, by their sum.
    let expected: [Float] = [0.348_208, 0.574_097, 0.077_696]
    for (column, wanted) in expected.enumerated() {
      #expect(abs(probabilities[0, column] - wanted) < 2e-6)
    }
    #expect((0..<3).map { probabilities[1, $0] } == [1, 0, 0])
  }

  @Test func `6.3 the head's gradients are as measured`() {
    var data = TestData(seed: 63)
    let head = data.filling(self.head)
    let problem = GradientCheck().problem(in: head, at: data.tensor([4, 2])) { $0.withPullback($1) }
    #expect(problem == nil)
  }

  @Test func `6.3 a new head has a column for each class and favours none much`() {
    var generator = SeededGenerator(seed: 630)
    let head = ClassificationHead(width: 64, classCount: 5, using: &generator)
    #expect(head.parameters.map(\.name) == ["weight", "bias"])
    #expect(head.linear.weight.shape == [64, 5])
    #expect(head.linear.bias == Tensor(zeros: [5]))
    let deviation = (head.linear.weight.sumOfSquares() / 320).squareRoot()
    #expect(abs(deviation / 0.02 - 1) < 0.15)
  }
}
