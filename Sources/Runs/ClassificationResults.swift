import CourseKit

/// What fine-tuning a run's model to classify texts came to, measured on texts that it never saw.
public struct ClassificationResults: Codable, Sendable, Hashable {
  /// How much of the model learns.
  public enum Strategy: String, Codable, Sendable, CaseIterable {
    case head, lastBlock, lora, everything
  }

  /// Which vectors of a text became its own: the last token's, or the mean of all.
  public enum Pooling: String, Codable, Sendable { case lastToken, mean }

  /// How often each class was taken for each.
  public struct Matrix: Codable, Sendable, Hashable {
    /// `counts[actual][predicted]`
    public let counts: [[Int]]

    public init(counts: [[Int]]) { self.counts = counts }
  }

  /// One row of the comparison.
  public struct Row: Codable, Sendable, Hashable {
    public let strategy: Strategy
    /// The F1 of the class that is looked for, where there are two, else the mean over all classes.
    public let f1: Double
    /// The same on the validation texts. It decides which classifier is kept.
    public let validationF1: Double
    /// The mean cross-entropy there, which decides between equals.
    public let validationLoss: Double
    public let trainableParameterCount: Int
    /// How long its training took. The only thing here that depends on the clock.
    public let seconds: Double

    public init(
      strategy: Strategy, f1: Double, validationF1: Double, validationLoss: Double,
      trainableParameterCount: Int, seconds: Double
    ) {
      self.strategy = strategy
      self.f1 = f1
      self.validationF1 = validationF1
      self.validationLoss = validationLoss
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
  /// The class that is looked for, where there are two.
  public var soughtLabel: String?
  /// One row for each strategy that was tried.
  public var comparison: [Row]
  /// The strategy of the classifier that was kept, which the rest is about.
  public var strategy: Strategy
  public var pooling: Pooling
  public var matrix: Matrix
  /// Beginning with what the classifier was surest of.
  public var worstMistakes: [Mistake]
  /// The mean training loss of each step of the classifier that was kept.
  public var losses: [Double]
  public var trainingCount: Int
  public var validationCount: Int
  public var testCount: Int

  public init(
    labels: [String], soughtLabel: String?, comparison: [Row], strategy: Strategy,
    pooling: Pooling, matrix: Matrix, worstMistakes: [Mistake], losses: [Double],
    trainingCount: Int, validationCount: Int, testCount: Int
  ) {
    self.labels = labels
    self.soughtLabel = soughtLabel
    self.comparison = comparison
    self.strategy = strategy
    self.pooling = pooling
    self.matrix = matrix
    self.worstMistakes = worstMistakes
    self.losses = losses
    self.trainingCount = trainingCount
    self.validationCount = validationCount
    self.testCount = testCount
  }
}

extension ClassificationResults.Matrix: Plausible {
  /// A row and a column for each class.
  public var isPossible: Bool {
    counts.allSatisfy { $0.count == counts.count && $0.allSatisfy(\.isCount) }
      && counts.count <= RunConfiguration.Limit.classes
  }
}

extension ClassificationResults: Plausible {
  /// Labels and matrix must fit together as well.
  public var isPossible: Bool {
    labels.count >= 2 && Set(labels).count == labels.count
      && matrix.isPossible && matrix.counts.count == labels.count
      && soughtLabel.map(labels.contains) ?? true
      && comparison.allSatisfy { row in
        row.f1.isShare && row.validationF1.isShare && row.validationLoss.isMeasured
          && row.trainableParameterCount >= 0 && row.seconds.isMeasured
      }
      && worstMistakes.allSatisfy { $0.probability.isShare }
      && losses.allSatisfy(\.isMeasured)
      && [trainingCount, validationCount, testCount].allSatisfy(\.isCount)
  }
}
