import CourseKit
import Grading
import Pretraining
import Tensors
import Transformer

/// The tiny models that the fixtures hold, one of either preset's making.
enum FixtureModel: String, CaseIterable, Sendable {
  case gptMini
  case gpt2

  func configuration(dropoutRate: Float = 0) -> GPTConfiguration {
    GPTConfiguration(
      vocabularySize: 17, contextLength: 7, layerCount: 2, headCount: 3, width: 12,
      dropoutRate: dropoutRate, activation: self == .gptMini ? .gelu : .geluTanh,
      tiesHead: self == .gpt2)
  }

  func fixture() throws -> Fixture { try Fixture(rawValue) }

  func model(dropoutRate: Float = 0) throws -> GPT {
    var generator = SeededGenerator(seed: 0)
    let model = GPT(configuration(dropoutRate: dropoutRate), using: &generator)
    return try fixture().filling(model, from: "parameter.")
  }
}
