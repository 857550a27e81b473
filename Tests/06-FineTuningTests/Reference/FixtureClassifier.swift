import CourseKit
import FineTuning
import Foundations
import Grading
import Tensors
import Transformer

/// The tiny classifier that the fixtures hold.
struct FixtureClassifier {
  static let configuration = GPTConfiguration(
    vocabularySize: 11, contextLength: 6, layerCount: 2, headCount: 2, width: 8, tiesHead: true)

  let fixture: Fixture
  let batch: PaddedBatch
  let labels: [Int]

  init() throws {
    fixture = try Fixture("finetuning")
    batch = PaddedBatch(
      tokens: try fixture.tokens("classifier.tokens"),
      lengths: try fixture.integers("classifier.lengths"))
    labels = try fixture.integers("classifier.labels")
  }

  func classifier(_ pooling: Pooling) throws -> Classifier {
    try fixture.filling(untrained(pooling), from: "classifier.parameter.")
  }

  /// With the fixture's adapters on the weights of attention, head learning in full.
  func adapted() throws -> LoRAModel<Classifier> {
    var generator = SeededGenerator(seed: 0)
    var tuned = LoRAModel(
      try classifier(.mean), adapting: .attentionWeights, rank: 2, alpha: 6, alsoLearning: .head,
      using: &generator)
    var problem: (any Error)?
    tuned.visitParameters(under: "") { name, parameter in
      guard name.contains("lora") else { return }
      do { parameter = try fixture.tensor("adapted.parameter.\(name)") } catch { problem = error }
    }
    if let problem { throw problem }
    return tuned
  }

  var examples: [LabelledSequence] {
    batch.lengths.indices.map {
      LabelledSequence(
        tokens: Array(batch.tokens[$0].prefix(batch.lengths[$0])), label: labels[$0])
    }
  }
}

/// A classifier of three classes with small random parameters, of a tiny GPT.
func untrained(
  _ pooling: Pooling = .lastToken, layerCount: Int = 2, dropoutRate: Float = 0,
  tiesHead: Bool = true
) -> Classifier {
  var configuration = FixtureClassifier.configuration
  (configuration.layerCount, configuration.tiesHead) = (layerCount, tiesHead)
  configuration.dropoutRate = dropoutRate
  var generator = SeededGenerator(seed: 60)
  let model = GPT(configuration, using: &generator)
  return Classifier(
    model, labels: ["a", "b", "c"], pooling: pooling, paddingToken: 0, using: &generator)
}

/// A tokenizer with a token for each letter, a = 1.
struct Letters: Tokenizer {
  let vocabularySize = 27

  func encode(_ text: String) -> [Int] { text.unicodeScalars.map { Int($0.value) - 96 } }

  func decode(_ ids: [Int]) -> String {
    String(String.UnicodeScalarView(ids.map { Unicode.Scalar(UInt8($0 + 96)) }))
  }
}

/// The first parameter in which two models differ, be it a single bit; nil if none does.
func bitDifference<Model: Layer>(
  between a: Model, and b: Model, where isCompared: (String) -> Bool = { _ in true }
) -> String? {
  for (ours, theirs) in zip(a.parameters, b.parameters) where isCompared(ours.name) {
    if let difference = Grading.bitDifference(between: ours.tensor, and: theirs.tensor) {
      return "\(ours.name): \(difference)"
    }
  }
  return nil
}
