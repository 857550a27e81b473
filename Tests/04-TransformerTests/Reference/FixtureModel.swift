import CourseKit
import Foundation
import Grading
import Tensors
import Transformer

/// The tiny models that the fixtures hold, one of either preset's making.
enum FixtureModel: String, CaseIterable, Sendable {
  case gptMini
  case gpt2

  var configuration: GPTConfiguration {
    GPTConfiguration(
      vocabularySize: 17, contextLength: 7, layerCount: 2, headCount: 3, width: 12,
      activation: self == .gptMini ? .gelu : .geluTanh, tiesHead: self == .gpt2)
  }

  func fixture() throws -> Fixture { try Fixture(rawValue) }

  func model() throws -> GPT {
    var generator = SeededGenerator(seed: 0)
    return try fixture().filling(GPT(configuration, using: &generator), from: "parameter.")
  }
}

/// The gradient of the mean cross-entropy in the logits, in Double: (softmax − one-hot) / rows.
func lossUpstream(_ logits: Tensor, _ targets: TokenBatch) -> Tensor {
  let (numbers, width) = (logits.scalars.map(Double.init), logits.columnCount)
  var gradient = logits
  for (row, target) in targets.ids.enumerated() {
    let scores = numbers[row * width..<(row + 1) * width]
    let sum = scores.reduce(0) { $0 + exp($1) }
    for (column, score) in scores.enumerated() {
      let slope = exp(score) / sum - (column == target ? 1 : 0)
      gradient[row * width + column] = Float(slope / Double(targets.ids.count))
    }
  }
  return gradient
}
