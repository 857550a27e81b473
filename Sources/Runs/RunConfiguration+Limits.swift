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
    var numbers = leastParameterCount
    if forTraining {
      let (width, layers) = (Double(model.width), Double(model.layerCount))
      let vocabulary = Double(model.vocabularySize)
      let context = Double(model.contextLength)
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
    try require(numbers, forTraining: forTraining, of: usableMemory)
  }

  /// The same for tuning a part of a model.
  ///
  /// - Parameters:
  ///   - share: the share of the parameters that is trained, 0 to 1; each has two moments.
  ///   - models: how many models are there at once: the one that is tuned, and those that it is
  ///     compared with.
  ///   - gradients: the number of batches whose gradients are in memory at once.
  public func requireMemory(
    forTuning share: Double, models: Int = 1, gradients: Int,
    of usableMemory: UInt64 = usableMemory()
  ) throws {
    let copies = Double(models) + share * Double(2 + gradients)
    try require(copies * leastParameterCount, forTraining: true, of: usableMemory)
  }

  /// The share of the parameters that one block has.
  public var shareOfBlock: Double {
    12 * Double(model.width) * Double(model.width) / leastParameterCount
  }

  /// Matrices and embeddings alone.
  private var leastParameterCount: Double {
    let (width, vocabulary) = (Double(model.width), Double(model.vocabularySize))
    let head = model.tiesHead ? 0 : vocabulary * width
    return vocabulary * width + head + Double(model.contextLength) * width
      + Double(model.layerCount) * 12 * width * width
  }

  private func require(_ numbers: Double, forTraining: Bool, of usableMemory: UInt64) throws {
    let needed = 4 * numbers
    guard needed > Double(usableMemory) else { return }
    func gigabytes(_ bytes: Double, _ rounding: FloatingPointRoundingRule) -> Text {
      let number = (bytes / 1e8).rounded(rounding) / 10
      return Text(decimal(number, 1, .english), decimal(number, 1, .portuguese))
    }
    let (least, most) = (gigabytes(needed, .up), gigabytes(Double(usableMemory), .down))
    guard !isImported else {
      throw InputError(
        "\(forTraining ? "Training this model takes" : "This model takes") at least \(least.in(.english)) GB "
          + "of memory, and this program may use \(most.in(.english)): choose a smaller model, or "
          + "raise the limit of the shell (ulimit -v, ulimit -d) or of the container.",
        "\(forTraining ? "Treinar este modelo exige" : "Este modelo exige") pelo menos "
          + "\(least.in(.portuguese)) GB de memória, e este programa pode usar "
          + "\(most.in(.portuguese)): escolha um modelo menor ou aumente o limite do shell (ulimit -v, "
          + "ulimit -d) ou do contêiner.")
    }
    throw InputError(
      "This model needs at least \(least.in(.english)) GB of memory, and this program may use "
        + "\(most.in(.english)): choose smaller numbers for --width, --layers, --vocabulary, "
        + "--context or --batch, or raise the limit of the shell (ulimit -v, ulimit -d) or of the "
        + "container.",
      "Este modelo precisa de pelo menos \(least.in(.portuguese)) GB de memória, e este programa "
        + "pode usar \(most.in(.portuguese)): escolha números menores para --width, --layers, "
        + "--vocabulary, --context ou --batch, ou aumente o limite do shell (ulimit -v, ulimit -d) "
        + "ou do contêiner.")
  }
}
