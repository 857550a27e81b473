import Console
import CourseKit

extension RunConfiguration {
  /// How large a number of a configuration may be. Far more than any machine can do, and small
  /// enough that no product of some of them overflows.
  public enum Limit {
    public static let steps = 1_000_000_000
    public static let batch = 100_000
    public static let accumulation = 10_000
    public static let vocabulary = 1_000_000
    public static let context = 1_000_000
    public static let layers = 1_000
    public static let width = 100_000
    public static let learningRate = 1_000.0
    /// Documents of the small world.
    public static let documents = 250_000
    /// Texts or answers that something was measured on.
    public static let texts = 1_000_000_000
    public static let classes = 50_000
  }
}

extension RunConfiguration: Plausible {
  public var isPossible: Bool {
    (1...Limit.vocabulary).contains(model.vocabularySize)
      && (2...Limit.context).contains(model.contextLength)
      && (1...Limit.layers).contains(model.layerCount)
      && (1...Limit.width).contains(model.width)
      && (1...model.width).contains(model.headCount)
      && model.width.isMultiple(of: model.headCount)
      && (0..<1).contains(model.dropoutRate)
      && (0...1).contains(model.normEpsilon)
      && (1...Limit.batch).contains(plan.batchSize)
      && (1...Limit.accumulation).contains(plan.accumulation)
      && plan.gradientNormLimit > 0 && plan.gradientNormLimit.isMeasured
      && plan.weightDecay.isMeasured && plan.schedule.isPossible
      && (1...Limit.steps).contains(evaluationInterval)
      && evaluationTokens.map { (1...Limit.steps).contains($0) } ?? true
      && hasPossibleSource
  }

  private var hasPossibleSource: Bool {
    if case .smallWorld(_, let count) = source { return (1...Limit.documents).contains(count) }
    return true
  }
}

extension RunConfiguration {
  /// Throws if the run cannot fit into the memory that this program may have, before it is asked for.
  ///
  /// Counted low: what is refused here has no chance.
  /// - Parameter forTraining: whether gradients, moments and activations are needed as well.
  public func requireMemory(
    forTraining: Bool, of usableMemory: UInt64 = usableMemory()
  ) throws {
    let width = Double(model.width)
    let vocabulary = Double(model.vocabularySize)
    let layers = Double(model.layerCount)
    let context = Double(model.contextLength)
    let head = model.tiesHead ? 0 : vocabulary * width
    var numbers = vocabulary * width + head + context * width + layers * 12 * width * width
    if forTraining {
      let tokens = Double(plan.batchSize) * context
      let batches = Double(plan.accumulation)
      let gradients = Double(min(plan.accumulation, TrainingPlan.gradientsHeldAtOnce))
      // Weights, two moments, and the gradients of batches that are worked on side by side; and of
      // every batch two integers a token, each as long as two numbers.
      numbers =
        (3 + gradients) * numbers + tokens * (8 * layers * width + 2 * vocabulary)
        + batches * tokens * 4
      // The bigram model, its counts and its probabilities.
      if !isImported { numbers = max(numbers, 2 * vocabulary * vocabulary) }
    }
    let needed = 4 * numbers
    guard needed > Double(usableMemory) else { return }
    func gigabytes(_ bytes: Double, _ rounding: FloatingPointRoundingRule) -> Text {
      let number = (bytes / 1e8).rounded(rounding) / 10
      return Text(decimal(number, 1, .english), decimal(number, 1, .portuguese))
    }
    let (least, most) = (gigabytes(needed, .up), gigabytes(Double(usableMemory), .down))
    throw InputError(
      "This model needs \(least.in(.english)) GB of memory at least, and this program may have "
        + "\(most.in(.english)): choose smaller numbers for --width, --layers, --vocabulary, "
        + "--context or --batch, or raise the limit of the shell (ulimit -v, ulimit -d) or of the "
        + "container.",
      "Este modelo precisa de pelo menos \(least.in(.portuguese)) GB de memória, e este programa "
        + "pode usar \(most.in(.portuguese)): escolha números menores para --width, --layers, "
        + "--vocabulary, --context ou --batch, ou aumente o limite do shell (ulimit -v, ulimit -d) "
        + "ou do contêiner.")
  }
}
