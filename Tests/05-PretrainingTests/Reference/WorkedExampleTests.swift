import CourseKit
import Foundation
import Grading
import PretrainingSolution
import Tensors
import Testing

/// A model of one weight and one bias.
private struct TwoParameters: Layer {
  var weight: Tensor
  var bias: Tensor

  init(_ weight: Float, _ bias: Float) {
    self.weight = Tensor([weight], shape: [1, 1])
    self.bias = Tensor([bias])
  }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    body(prefix + "weight", &weight)
    body(prefix + "bias", &bias)
  }
}

/// Collects the chapter's numbers in the order of its text.
private struct Page {
  var numbers: [PrintedNumber] = []

  mutating func print(_ values: [Double], decimals: Int) {
    numbers += values.map { PrintedNumber($0, decimals: decimals) }
  }

  mutating func print(_ value: Double, decimals: Int) { print([value], decimals: decimals) }

  mutating func print(_ values: [Int]) { numbers += values.map { PrintedNumber($0) } }

  /// Numbers of which a kept or dropped one may be 0: that is printed as 0.
  mutating func print(kept values: [Float], decimals: Int) {
    for value in values {
      if value == 0 { print([0]) } else { print(Double(value), decimals: decimals) }
    }
  }
}

@Suite struct WorkedExampleTests {
  private let logits = Tensor(rows: [[2, 1, 0, -1], [0, 3, 0, 0], [5, 5, 5, 5]])
  private let targets = TokenBatch([[1, 1, TokenBatch.ignored]])

  @Test func `the loss and the gradient of chapter 5 are what the code computes`() throws {
    var page = Page()
    // Row by row: the exponentials, their sum, its logarithm, and the loss.
    for (row, largest) in [(0, 2.0), (1, 3)] {
      let z = (0..<4).map { Double(logits[row, $0]) }
      let powers = z.map { exp($0 - largest) }
      let loss = crossEntropy(Tensor(rows: [z.map { Float($0) }]), targets: TokenBatch([1]))
      for power in powers {
        if power == 1 { page.print([1]) } else { page.print(power, decimals: 3) }
      }
      let sum = powers.reduce(0, +)
      page.print([sum, log(sum)], decimals: 3)
      #expect(abs(log(sum) + largest - z[1] - loss) < 1e-6)
      page.print(loss, decimals: 3)
    }
    let (loss, pullback) = crossEntropyWithPullback(logits, targets: targets)
    page.print(loss, decimals: 3)
    page.print(exp(loss), decimals: 2)

    let gradient = pullback(1)
    for row in 0..<2 {
      // 2 · gradient + 1 at the target is the probability.
      let derivatives = (0..<4).map { Double(gradient[row, $0]) }
      var probabilities = derivatives.map { 2 * $0 }
      probabilities[1] += 1
      page.print(probabilities, decimals: 3)
      page.print(derivatives, decimals: 3)
    }
    #expect((0..<4).allSatisfy { gradient[2, $0] == 0 })

    var nudged = logits
    nudged[1] += 0.1
    page.print(crossEntropy(nudged, targets: targets), decimals: 3)
    try expectInChapter(5, page.numbers)
  }

  @Test func `the batches of chapter 5 are what the code cuts`() throws {
    var page = Page()
    let tokens = [7, 3, 8, 1, 5, 2, 9, 4, 6, 0]
    page.print(tokens)
    let (training, validation) = splitForValidation(tokens, validationShare: 0.35)
    page.print(validation)
    page.print(training)
    let text = TrainingText(tokens: training, windowLength: 2)
    page.print(Array(text.startPositions))
    let batches = text.consecutiveBatches(of: 2)
    #expect(batches.map(\.inputs.count) == [2, 1])
    var start = 0
    for batch in batches {
      for row in 0..<batch.inputs.count {
        page.print([start])
        page.print(Array(batch.inputs[row]))
        page.print(Array(batch.targets[row]))
        start += 2
      }
    }

    // After token 0 a loss of 1.5, after token 1 one of 3.
    let model = TableModel(
      weight: Tensor(rows: [[Float(log(exp(1.5) - 1)), 0], [Float(log(exp(3.0) - 1)), 0]]))
    func batch(_ token: Int, rows: Int) -> TrainingBatch {
      TrainingBatch(
        inputs: TokenBatch([[Int]](repeating: [token, token], count: rows)),
        targets: TokenBatch([[Int]](repeating: [1, 1], count: rows)))
    }
    page.print(evaluate(model, on: [batch(0, rows: 2), batch(1, rows: 1)]), decimals: 1)
    try expectInChapter(5, page.numbers)
  }

  @Test func `the two training steps of chapter 5 are what the code does`() throws {
    var page = Page()
    let schedule = LearningRateSchedule(peak: 0.1, minimum: 0.01, warmUpSteps: 2, totalSteps: 6)
    // The means over the two batches of each step, then clipped.
    var first = TwoParameters((2 + 4) / 2, (3 + 5) / 2)
    var second = TwoParameters((0.1 - 0.5) / 2, (0.7 + 0.1) / 2)
    let norms = [clip(&first, toNorm: 1), clip(&second, toNorm: 1)]

    // AdamW's table: its rows, the columns w (s = 1), w (s = 2), b (s = 1), b (s = 2).
    var model = TwoParameters(0.5, 0)
    var adam = AdamW(beta1: 0.9, beta2: 0.95, weightDecay: 0.1)
    var columns: [[Double]] = [[], [], [], []]
    for (step, gradient) in [first, second].enumerated() {
      let before = model
      let rate = schedule(step)
      adam.update(&model, gradient: gradient, learningRate: rate)
      for parameter in 0..<2 {
        let value = { (layer: TwoParameters) in Double(layer.parameters[parameter].tensor[0]) }
        let decay: Double = parameter == 0 ? 0.1 * value(before) : 0
        let m = Double(adam.firstMoments[parameter][0])
        let v = Double(adam.secondMoments[parameter][0])
        let correctedM: Double = m / (step == 0 ? 0.1 : 0.19)
        let correctedV: Double = v / (step == 0 ? 0.05 : 0.0975)
        let move: Double = (value(before) - value(model)) / Double(rate) - decay
        columns[2 * parameter + step] = [
          value(gradient), m, v, correctedM, correctedV, move, decay, value(model),
        ]
      }
    }
    let decimals: [[Int]] = [
      [1, 1, 1, 1], [2, 3, 2, 3], [3, 4, 3, 4], [1, 4, 1, 4], [2, 4, 2, 4], [0, 4, 0, 4],
      [2, 5], [4, 4, 2, 4],
    ]
    for (row, decimals) in decimals.enumerated() {
      for (column, decimals) in decimals.enumerated() {
        let value = columns[column][row]
        if decimals == 0 {
          #expect(abs(value - 1) < 1e-4)
          page.print([1])
        } else {
          page.print(value, decimals: decimals)
        }
      }
    }

    // The schedule, then the clipping.
    for (step, decimals) in [2, 1, 1, 4, 3, 4, 2].enumerated() {
      page.print(Double(schedule(step)), decimals: decimals)
    }
    page.print([3, 4, Int(norms[0])])
    page.print([Double(first.weight[0]), Double(first.bias[0])], decimals: 1)
    page.print([Double(second.weight[0]), Double(second.bias[0])], decimals: 1)
    page.print(norms[1], decimals: 3)

    // The checkpoint: parameters, first moments, second moments.
    page.print([Double(model.weight[0]), Double(model.bias[0])], decimals: 4)
    page.print(adam.firstMoments.map { Double($0[0]) }, decimals: 3)
    page.print(adam.secondMoments.map { Double($0[0]) }, decimals: 4)
    #expect(adam.step == 2)
    try expectInChapter(5, page.numbers)
  }

  @Test func `the ways of choosing a token of chapter 5 are what the code computes`() throws {
    var page = Page()
    let row = Tensor([2, 1, 0, -1])
    for decoding in [
      Decoding(), Decoding(temperature: 0.5), Decoding(temperature: 2), Decoding(topK: 2),
      Decoding(topP: 0.9),
    ] {
      page.print(kept: decoding.probabilities(row), decimals: 3)
    }
    let likely = Decoding().probabilities(row)
    page.print(
      [Double(likely[0] + likely[1]), Double(likely[0] + likely[1] + likely[2])], decimals: 3)
    try expectInChapter(5, page.numbers)
  }
}
