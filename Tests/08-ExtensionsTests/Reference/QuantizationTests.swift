import CourseKit
import Extensions
import Foundation
import Foundations
import Grading
import Pretraining
import Tensors
import Testing
import Transformer

@Suite struct QuantizedLinearTests {
  @Test func `8.5 every column has its own scale, its largest weight becomes ±127`() {
    let layer = QuantizedLinear(
      weight: Tensor(rows: [[1.27, -0.5, 0], [-0.635, 0.25, 0], [0.004, 0.1, 0]]).matrix,
      bias: Tensor([1, 2, 3]))
    #expect(difference(between: layer.scales, and: Tensor([0.01, 0.5 / 127, 0])) == nil)
    // 0.635 / 0.01 = 63.5 rounds to either side in floats; 0.25 · 254 = 63.5 as well.
    #expect(layer.integers[0, 0] == 127)
    #expect([-64, -63].contains(layer.integers[1, 0]))
    #expect(layer.integers[2, 0] == 0)
    #expect(layer.integers[0, 1] == -127)
    #expect(layer.integers[2, 1] == 25)
    #expect((0..<3).allSatisfy { layer.integers[$0, 2] == 0 })
    #expect(layer(Tensor([0, 0, 0])).scalars == [1, 2, 3])
  }

  @Test func `8.5 a column so small that its scale has no inverse becomes zeros`() {
    // max|w| / 127 is subnormal, and 1 / s infinite.
    let layer = QuantizedLinear(
      weight: Tensor(rows: [[0x1p-133, 127], [0, -1]]).matrix, bias: nil)
    #expect(layer.integers[0, 0] == 0 && layer.integers[1, 0] == 0)
    #expect(layer.integers[0, 1] == 127 && layer.integers[1, 1] == -1)
    #expect(layer(Tensor([1, 1])).scalars.allSatisfy { $0.isFinite })
  }

  @Test func `8.5 no weight is off by more than half a scale`() {
    var data = TestData(seed: 85)
    for shape in [[1, 1], [7, 5], [64, 64], [130, 65], [33, 200]] as [Shape] {
      var weight = data.tensor(shape, in: -0.3...0.3)
      for row in 0..<shape[0] { weight[row, 0] *= 1e-6 }
      let layer = QuantizedLinear(Linear(weight: weight, bias: Tensor(zeros: [shape[1]])))
      let rounded = layer.dequantized
      for column in 0..<shape[1] {
        let largest = (0..<shape[0]).map { abs(weight[$0, column]) }.max()!
        let scale = layer.scales[column]
        #expect(abs(scale - largest / 127) <= largest * 1e-6)
        for row in 0..<shape[0] {
          let error = abs(weight[row, column] - rounded[row, column])
          #expect(error <= scale * 0.50001, "\(shape) at \(row), \(column)")
        }
      }
    }
  }

  @Test(arguments: [1, 3, 7, 8, 20])
  func `8.5 few rows and many give the product with the rounded weights`(rows: Int) {
    var data = TestData(seed: 850)
    let linear = Linear(weight: data.tensor([50, 71]), bias: data.tensor([71]))
    let layer = QuantizedLinear(linear)
    let x = data.tensor([1, rows, 50])
    let expected = Linear(weight: Tensor(layer.dequantized), bias: linear.bias)(x)
    #expect(difference(between: layer(x), and: expected, tolerance: 1e-5) == nil)
    // Fifty errors of at most half a scale each, times numbers of at most 1.5.
    let bound = 50 * 1.5 * 0.5 * Double(layer.scales.scalars.max()!)
    for (a, b) in zip(layer(x).scalars, linear(x).scalars) {
      #expect(abs(Double(a - b)) <= bound)
    }
  }

  @Test func `8.5 weights that are whole multiples of a scale are kept exactly`() {
    let numbers = (0..<255 * 3).map { Float($0 / 3 - 127) * 0x1p-5 }
    let weight = Tensor(numbers, shape: [255, 3])
    let layer = QuantizedLinear(weight: weight.matrix, bias: nil)
    #expect(Tensor(layer.dequantized) == weight)
  }
}

@Suite struct QuantizedGPTTests {
  @Test(arguments: Preset.allCases)
  func `8.5 decoding gives the logits of the model with rounded weights`(preset: Preset) {
    let quantized = QuantizedGPT(preset.model())
    let rounded = quantized.dequantized()
    let tokens = [3, 1, 4, 1, 5, 9, 2, 6, 16]
    for prompt in [1, 4, 9] {
      var cache = KeyValueCache(for: quantized.configuration)
      var logits = quantized.nextTokenLogits(
        reading: Array(tokens.prefix(prompt)), into: &cache)
      for count in prompt...9 {
        let expected = rounded.nextTokenLogits(after: Array(tokens.prefix(count)))
        #expect(difference(between: logits, and: expected, tolerance: 1e-5) == nil)
        if count < 9 { logits = quantized.nextTokenLogits(reading: [tokens[count]], into: &cache) }
      }
    }
  }

  @Test func `8.5 at GPT-2's proportions a weight takes little more than a byte`() {
    for tied in [false, true] {
      var generator = SeededGenerator(seed: 2)
      let model = GPT(
        GPTConfiguration(
          vocabularySize: 1024, contextLength: 64, layerCount: 2, headCount: 4, width: 256,
          tiesHead: tied), using: &generator)
      let ratio = Double(QuantizedGPT(model).byteCount) / Double(4 * model.parameterCount)
      #expect(ratio > 0.25 && ratio < 0.28, "\(ratio)")
    }
  }

  @Test func `8.5 a trained model's perplexity changes by less than two percent`() {
    // Text with something to learn: each token says which two may follow.
    var data = TestData(seed: 851)
    var text = [0]
    for _ in 0..<4000 { text.append((text.last! * 3 + 1 + 5 * data.integer(in: 0...1)) % 23) }
    let (training, validation) = splitForValidation(text, validationShare: 0.2)
    var generator = SeededGenerator(seed: 85)
    let configuration = GPTConfiguration(
      vocabularySize: 23, contextLength: 16, layerCount: 2, headCount: 2, width: 32)
    var run = Training(
      GPT(configuration, using: &generator),
      plan: TrainingPlan(
        schedule: LearningRateSchedule(peak: 5e-3, minimum: 0, warmUpSteps: 10, totalSteps: 150),
        batchSize: 8), generator: generator)
    let windows = TrainingText(tokens: training, windowLength: 16)
    for _ in 0..<150 { _ = run.advance(on: windows) }

    let batches = TrainingText(tokens: validation, windowLength: 16).consecutiveBatches(of: 16)
    let loss = evaluate(run.model, on: batches)
    let rounded = evaluate(QuantizedGPT(run.model).dequantized(), on: batches)
    // Two tokens may follow: the best perplexity is 2.
    #expect(exp(loss) < 2.6, "the model has not learned: \(exp(loss))")
    #expect(rounded != loss)
    #expect(abs(exp(rounded - loss) - 1) < 0.02)
  }
}
