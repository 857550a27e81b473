import CourseKit
import Extensions
import Foundation
import Pipeline
import Pretraining
import Runs
import Tensors
import TestSupport
import Testing
import Transformer

struct QuantizationTests {
  @Test func `bytes change the perplexity of held-out stories by less than two percent`() throws {
    try withTemporaryFolder { parent in
      var configuration = tinyConfiguration(
        steps: 300, source: .smallWorld(language: .english, documentCount: 1_000),
        learningRate: 1e-2)
      configuration.model = GPTConfiguration(
        vocabularySize: 400, contextLength: 32, layerCount: 2, headCount: 2, width: 64)
      configuration.evaluationInterval = 300
      let data = try data(for: configuration)
      var run = try PretrainingRun(
        beginning: configuration, in: RunFolder(path: parent), data: data)
      try run.train()
      let model = run.training.model

      let batches = data.validation.consecutiveBatches(of: 16)
      let (loss, rounded) = (
        meanLoss(of: model, on: batches), meanLoss(of: QuantizedGPT(model), on: batches)
      )
      // The model has learned something that bytes could spoil, and bytes are not floats.
      #expect(loss < 0.6 * log(400))
      #expect(rounded != loss)
      #expect(abs(exp(rounded - loss) - 1) < 0.02, "\(exp(loss)) has become \(exp(rounded))")
      // One token after the other, from the cache, gives what all at once give.
      #expect(abs(loss - evaluate(model, on: batches)) < 1e-5)
    }
  }

  /// As ``evaluate(_:on:)``, from the logits of decoding.
  private func meanLoss(of model: some DecodingModel, on batches: [TrainingBatch]) -> Double {
    var losses: [Double] = []
    for batch in batches {
      for row in 0..<batch.inputs.count {
        var cache = KeyValueCache(for: model.configuration)
        for (input, target) in zip(batch.inputs[row], batch.targets[row]) {
          let logits = model.nextTokenLogits(reading: [input], into: &cache)
          guard target != TokenBatch.ignored else { continue }
          losses.append(
            crossEntropy(
              logits.reshaped(to: [1, 1, logits.count]), targets: TokenBatch([target])))
        }
      }
    }
    return losses.reduce(0, +) / Double(losses.count)
  }
}
