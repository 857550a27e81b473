import CourseKit
import Foundation
import Grading
import InstructionTuning
import Pretraining
import Tensors
import Testing

/// A case of make_masked_losses.py.
private struct Case: Decodable {
  let name: String
  let shape: [Int]
  let logits: [Float]
  let targets: [[Int]]
  let upstream: Float
  let losses: [String: Double]
  let gradients: [String: [Float]]
}

private func cases() throws -> [Case] {
  let url = try #require(
    Bundle.module.url(
      forResource: "masked-losses", withExtension: "json", subdirectory: "Fixtures"))
  return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
}

private let targets = TokenBatch([[-1, -1, 3, 0], [-1, 2, -1, -1], [1, 1, 4, 3]])

@Suite struct MaskedCrossEntropyTests {
  @Test func `7.4 tokens or examples count the same`() {
    // Logits that are logarithms: p(target) = ½, ¼ and ⅛ in one example, ½ in the other.
    let half: [Float] = [log(4), log(2), log(1), log(1)]
    let quarter: [Float] = [log(1), log(1), log(1), log(1)]
    let eighth: [Float] = [log(1), log(5), log(1), log(1)]
    let logits = Tensor(
      half + quarter + eighth + eighth + half + eighth, shape: [2, 3, 4])
    let targets = TokenBatch([[0, 3, 0], [-1, 0, -1]])
    let bit = log(2.0)
    let byToken = InstructionTuning::maskedCrossEntropy(logits, targets: targets)
    #expect(abs(byToken - (1 + 2 + 3 + 1) * bit / 4) < 1e-6)
    let byExample = InstructionTuning::maskedCrossEntropy(
      logits, targets: targets, weighting: .examples)
    #expect(abs(byExample - (2 + 1) * bit / 2) < 1e-6)
  }

  @Test(arguments: LossWeighting.allCases)
  func `7.4 loss and gradient are PyTorch's`(weighting: LossWeighting) throws {
    for item in try cases() {
      let logits = Tensor(item.logits, shape: Shape(item.shape))
      let (loss, pullback) = InstructionTuning::maskedCrossEntropyWithPullback(
        logits, targets: TokenBatch(item.targets), weighting: weighting)
      let expected = try #require(item.losses[weighting.rawValue])
      #expect(difference(between: loss, and: expected) == nil, "\(item.name)")
      let gradient = Tensor(
        try #require(item.gradients[weighting.rawValue]), shape: Shape(item.shape))
      #expect(
        difference(between: pullback(item.upstream), and: gradient) == nil, "\(item.name)")
    }
  }

  @Test(arguments: LossWeighting.allCases)
  func `7.4 the gradients are as measured`(weighting: LossWeighting) {
    var data = TestData(seed: 74)
    let logits = data.tensor([3, 4, 6], in: -2...2)
    let gradient = InstructionTuning::maskedCrossEntropyWithPullback(
      logits, targets: targets, weighting: weighting
    ).pullback(1)
    let problem = GradientCheck().problem(at: [("the logits", logits)], claimed: [gradient]) {
      InstructionTuning::maskedCrossEntropy($0[0], targets: targets, weighting: weighting)
    }
    #expect(problem == nil)
  }

  @Test(arguments: LossWeighting.allCases)
  func `7.4 what is masked changes nothing and gets exactly no gradient`(
    weighting: LossWeighting
  ) {
    var data = TestData(seed: 740)
    let logits = data.tensor([3, 4, 6], in: -2...2)
    var changed = logits
    for row in 0..<12 where targets.ids[row] == TokenBatch.ignored {
      for column in 0..<6 { changed[row * 6 + column] = column == 3 ? 1e30 : -.infinity }
    }
    let (loss, pullback) = InstructionTuning::maskedCrossEntropyWithPullback(
      logits, targets: targets, weighting: weighting)
    let (changedLoss, changedPullback) = InstructionTuning::maskedCrossEntropyWithPullback(
      changed, targets: targets, weighting: weighting)
    #expect(loss > 0 && loss == changedLoss)
    #expect(bitDifference(between: changedPullback(1), and: pullback(1)) == nil)
    let gradient = pullback(-3)
    for row in 0..<12 {
      let isMasked = targets.ids[row] == TokenBatch.ignored
      for column in 0..<6 { #expect((gradient[row * 6 + column] == 0) == isMasked) }
    }
  }

  @Test func `7.4 with tokens that count the same it is the cross-entropy of pretraining`() {
    var data = TestData(seed: 741)
    let logits = data.tensor([3, 4, 6], in: -5...5)
    let (loss, pullback) = InstructionTuning::maskedCrossEntropyWithPullback(
      logits, targets: targets)
    let (expected, expectedPullback) = Pretraining::crossEntropyWithPullback(
      logits, targets: targets)
    #expect(difference(between: loss, and: expected, tolerance: 1e-6) == nil)
    #expect(difference(between: pullback(2), and: expectedPullback(2), tolerance: 1e-6) == nil)
  }

  @Test(arguments: LossWeighting.allCases)
  func `7.4 where nothing is learned the loss is 0`(weighting: LossWeighting) {
    let (loss, pullback) = InstructionTuning::maskedCrossEntropyWithPullback(
      Tensor(repeating: 2, shape: [2, 3, 4]), targets: TokenBatch([[-1, -1, -1], [-1, -1, -1]]),
      weighting: weighting)
    #expect(loss == 0)
    #expect(pullback(1) == Tensor(zeros: [2, 3, 4]))
  }

  @Test func `7.4 targets that do not fit are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = InstructionTuning::maskedCrossEntropy(
        Tensor(zeros: [1, 2, 3]), targets: TokenBatch([0]))
    }
    await #expect(processExitsWith: .failure) {
      _ = InstructionTuning::maskedCrossEntropy(
        Tensor(zeros: [1, 1, 3]), targets: TokenBatch([3]))
    }
  }
}
