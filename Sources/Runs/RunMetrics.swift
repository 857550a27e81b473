import CourseKit

/// What a run measured, step by step. Nothing in it depends on the clock.
public struct RunMetrics: Codable, Sendable, Hashable {
  /// One measurement on the validation text.
  public struct Evaluation: Codable, Sendable, Hashable {
    /// After how many steps.
    public let step: Int
    public let validationLoss: Double

    public init(step: Int, validationLoss: Double) {
      self.step = step
      self.validationLoss = validationLoss
    }
  }

  /// The mean loss of the bigram model on the validation text.
  public var bigramLoss: Double
  public var steps: [StepReport] = []
  public var evaluations: [Evaluation] = []

  public init(bigramLoss: Double) { self.bigramLoss = bigramLoss }

  /// Forgets what came after `step`, where a run is taken up from a checkpoint.
  public mutating func rewind(to step: Int) {
    steps.removeAll { $0.step >= step }
    evaluations.removeAll { $0.step > step }
  }

  /// The mean loss of the last 50 training steps; single ones jump from batch to batch.
  public var recentLoss: Double? {
    let recent = steps.suffix(50).map(\.loss)
    return recent.isEmpty ? nil : recent.reduce(0, +) / Double(recent.count)
  }
}

extension RunFolder {
  /// What was measured up to the model that is there. A process that was killed while it saved may
  /// have left metrics of more steps; a model that came from elsewhere does not tell its step.
  public func metricsOfModel() throws -> RunMetrics {
    var metrics = try metrics()
    guard let step = try mark(of: modelFile, as: "step").map({ Int($0) ?? -1 }) else {
      return metrics
    }
    metrics.rewind(to: step)
    guard metrics.steps.count == step else {
      throw InputError(
        "\(metricsFile) and \(modelFile) are not of the same run: restore them, or begin a new run.",
        "\(metricsFile) e \(modelFile) não são da mesma execução: restaure-os ou comece outra.")
    }
    return metrics
  }
}

extension RunMetrics: Plausible {
  /// A report for every step from 0 on, and evaluations in between, in order.
  public var isPossible: Bool {
    bigramLoss.isMeasured && steps.allSatisfy(\.isPossible)
      && steps.enumerated().allSatisfy { $0.offset == $0.element.step }
      && evaluations.allSatisfy { $0.step.isCount && $0.validationLoss.isMeasured }
      && zip(evaluations, evaluations.dropFirst()).allSatisfy { $0.step < $1.step }
  }
}
