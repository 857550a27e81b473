import CourseKit
import FineTuning

/// What fine-tuning a run's model to classify texts came to, measured on texts that it never saw.
public struct ClassificationResults: Codable, Sendable, Hashable {
  /// How much of the model learns.
  public enum Strategy: String, Codable, Sendable, CaseIterable {
    case head, lastBlock, lora, everything
  }

  /// One row of the comparison.
  public struct Row: Codable, Sendable, Hashable {
    public let strategy: Strategy
    /// The F1 of the class that is looked for, where there are two, else the mean over all classes.
    public let f1: Double
    public let trainableParameterCount: Int
    /// How long its training took. The only thing here that depends on the clock.
    public let seconds: Double

    public init(strategy: Strategy, f1: Double, trainableParameterCount: Int, seconds: Double) {
      self.strategy = strategy
      self.f1 = f1
      self.trainableParameterCount = trainableParameterCount
      self.seconds = seconds
    }
  }

  /// A text that was taken for something else.
  public struct Mistake: Codable, Sendable, Hashable {
    public let text: String
    public let actual: String
    public let predicted: String
    /// How sure the classifier was of it.
    public let probability: Double

    public init(text: String, actual: String, predicted: String, probability: Double) {
      self.text = text
      self.actual = actual
      self.predicted = predicted
      self.probability = probability
    }
  }

  /// The names of the classes, in the order of the matrix.
  public var labels: [String]
  /// Empty where only one strategy was asked for.
  public var comparison: [Row]
  /// The strategy of the classifier that was kept, which the rest is about.
  public var strategy: Strategy
  public var matrix: ConfusionMatrix
  /// Beginning with what the classifier was surest of.
  public var worstMistakes: [Mistake]
  /// The mean training loss of each step of the classifier that was kept.
  public var losses: [Double]
  public var trainingCount: Int
  public var testCount: Int

  public init(
    labels: [String], comparison: [Row], strategy: Strategy, matrix: ConfusionMatrix,
    worstMistakes: [Mistake], losses: [Double], trainingCount: Int, testCount: Int
  ) {
    self.labels = labels
    self.comparison = comparison
    self.strategy = strategy
    self.matrix = matrix
    self.worstMistakes = worstMistakes
    self.losses = losses
    self.trainingCount = trainingCount
    self.testCount = testCount
  }
}
