import CourseKit
import FineTuning
import Formats
import Pretraining
import Runs
import Tensors
import Tokenization
import Transformer

/// A classifier that a run's model was tuned to, ready for use.
public struct TrainedClassifier: Sendable {
  public let classifier: Classifier
  public let tokenizer: ByteLevelBPE

  /// What a text was taken for.
  public struct Prediction: Sendable, Hashable {
    public let label: String
    /// How sure the classifier is of it: 1 / classes … 1.
    public let probability: Double
    /// How likely each class is, in the order of the classifier's labels.
    public let probabilities: [Double]
  }

  public init(classifier: Classifier, tokenizer: ByteLevelBPE) {
    self.classifier = classifier
    self.tokenizer = tokenizer
  }

  /// Reads what `gpt classify train` has left in a run's folder.
  public init(readingFrom folder: RunFolder) throws {
    let configuration = try folder.configuration()
    try configuration.requireMemory(forTraining: false)
    tokenizer = try folder.tokenizer()
    guard let results = try folder.classificationResults() else {
      throw InputError(
        "\(folder.classificationFile) is missing: run gpt classify train to make it.",
        "Falta \(folder.classificationFile): rode gpt classify train para criá-lo.")
    }
    guard tokenizer.vocabularySize == configuration.model.vocabularySize else {
      throw InputError(
        "\(folder.path): tokenizer and configuration are not of the same run: restore the run's "
          + "files.",
        "\(folder.path): o tokenizador e a configuração não são da mesma execução: restaure os "
          + "arquivos da execução.")
    }
    try configuration.model.requireShapes(
      of: folder.classifierFile, classCount: results.labels.count)
    var generator = SeededGenerator(seed: 0)
    var classifier = Classifier(
      GPT(configuration.model, using: &generator), labels: results.labels,
      pooling: Pooling(rawValue: results.pooling.rawValue)!, paddingToken: tokenizer.endOfText ?? 0,
      using: &generator)
    try classifier.loadFinite(from: folder.classifierFile)
    self.classifier = classifier
  }

  /// What the text is taken for. What does not fit into the context is not read.
  /// Throws ``LogitsError``.
  public func predict(_ text: String) throws -> Prediction {
    let probabilities = classifier.probabilities(of: [text], with: tokenizer).scalars
      .map(Double.init)
    // A softmax of what is not finite is no number.
    guard probabilities.allSatisfy(\.isFinite) else { throw LogitsError() }
    // Of equals the first.
    let best = probabilities.indices.max {
      (probabilities[$0], $1) < (probabilities[$1], $0)
    }!
    return Prediction(
      label: classifier.labels[best], probability: probabilities[best],
      probabilities: probabilities)
  }

  /// Writes the classifier and what it came to into the run's folder, where it can be read again.
  public func save(_ results: ClassificationResults, to folder: RunFolder) throws {
    try folder.save(classifier, results, as: .classifier, meaning: classifier.labels)
  }
}
