import CourseKit
import Foundation
import Pretraining
import TensorKernels
import Tensors
import Transformer

/// The measurements of `gpt bench`. Times jump on a busy machine, so each is the median of many, and
/// what is told in the end are ratios.
public enum Benchmark {
  // MARK: Matrix products

  /// How fast one matrix product was.
  public struct Product: Sendable, Codable {
    /// What the product is for.
    public let name: String
    public let rows: Int
    public let depth: Int
    public let columns: Int
    public let gigaflops: Double
  }

  /// Products of the sizes of the two models, on all threads.
  public static func products() -> [Product] {
    let tokens = 2048
    return [
      product("forward, 128 → 384", tokens, 128, 384) { x, w, _ in matmul(x, w) },
      product("forward, 512 → 128", tokens, 512, 128) { x, w, _ in matmul(x, w) },
      product("∂input, 128 ← 512", tokens, 512, 128) { y, _, w in matmul(y, w.transposed) },
      product("∂weight, 128 × 512", 128, tokens, 512) { x, y, _ in
        matmul(x.reshaped(to: [tokens, 128]).transposed, y)
      },
      product("forward, 384 → 1536", tokens, 384, 1536) { x, w, _ in matmul(x, w) },
      product("∂weight, 384 × 1536", 384, tokens, 1536) { x, y, _ in
        matmul(x.reshaped(to: [tokens, 384]).transposed, y)
      },
    ]
  }

  private static func product(
    _ name: String, _ rows: Int, _ depth: Int, _ columns: Int,
    _ multiply: (_ a: Tensor, _ b: Tensor, _ bTransposed: Tensor) -> Tensor
  ) -> Product {
    let a = Tensor(repeating: 0.5, shape: [rows, depth])
    let b = Tensor(repeating: 0.25, shape: [depth, columns])
    let bTransposed = Tensor(repeating: 0.25, shape: [columns, depth])
    let seconds = medianSeconds(forAtLeast: 0.3) { _ = multiply(a, b, bTransposed) }
    return Product(
      name: name, rows: rows, depth: depth, columns: columns,
      gigaflops: 2 * Double(rows * depth * columns) / seconds * 1e-9)
  }

  // MARK: Training

  /// A model to train, and with which batches.
  public enum Model: String, Sendable, CaseIterable {
    case mini, six, large

    public var configuration: GPTConfiguration {
      switch self {
      case .mini: .gptMini(vocabularySize: 40)
      case .six:
        GPTConfiguration(
          vocabularySize: 65, contextLength: 256, layerCount: 6, headCount: 6, width: 384)
      case .large:
        GPTConfiguration(
          vocabularySize: 4096, contextLength: 1024, layerCount: 12, headCount: 12, width: 768)
      }
    }

    /// How many sequences a step learns from. They are worked on by twos, side by side.
    public var sequencesPerStep: Int {
      switch self {
      case .mini: 16
      case .six: 8
      case .large: 1
      }
    }
  }

  /// How fast one model was trained, and with how much memory.
  public struct Training: Sendable, Codable {
    public let millisecondsPerStep: Double
    public let tokensPerSecond: Double
    /// Counted as 6 operations per weight and token and 12 · layers · length · width per token for
    /// attention, whether or not the mask saves some of them (Chowdhery et al., *PaLM*, 2022,
    /// appendix B).
    public let gigaflops: Double
    public let peakMegabytes: Double
  }

  /// The median of training steps over at least `seconds`.
  public static func training(_ model: Model, seconds: Double) -> Training {
    let configuration = model.configuration
    var generator = SeededGenerator(seed: 1)
    let text = randomText(configuration, using: &generator)
    let batchSize = min(2, model.sequencesPerStep)
    let plan = TrainingPlan(
      schedule: LearningRateSchedule(
        peak: 3e-4, minimum: 3e-5, warmUpSteps: 10, totalSteps: 10_000),
      batchSize: batchSize, accumulation: model.sequencesPerStep / batchSize)
    var training = Pretraining::Training(
      GPT(configuration, using: &generator), plan: plan, generator: generator)
    // A step of the large model takes seconds: a few of them tell enough.
    let step = medianSeconds(
      forAtLeast: seconds, atLeast: model == .large ? 3 : 5, after: model == .large ? 1 : 3
    ) { _ = training.advance(on: text) }

    let tokens = Double(model.sequencesPerStep * configuration.contextLength)
    let weights = training.model.parameters
      .filter { $0.tensor.rank == 2 && !$0.name.hasPrefix("wte") && !$0.name.hasPrefix("wpe") }
      .reduce(0) { $0 + $1.tensor.count }
    let attention =
      12 * configuration.layerCount * configuration.contextLength * configuration.width
    return Training(
      millisecondsPerStep: step * 1e3, tokensPerSecond: tokens / step,
      gigaflops: tokens * Double(6 * weights + attention) / step * 1e-9,
      peakMegabytes: peakMegabytes())
  }

  private static func randomText(
    _ configuration: GPTConfiguration, using generator: inout SeededGenerator
  ) -> TrainingText {
    let tokens = (0..<50_000).map { _ in
      Int.random(in: 0..<configuration.vocabularySize, using: &generator)
    }
    return TrainingText(tokens: tokens, windowLength: configuration.contextLength)
  }

  // MARK: Generation

  /// Tokens per second of gptMini with a full context, each from a whole forward pass.
  public static func generation(seconds: Double) -> Double {
    let configuration = GPTConfiguration.gptMini(vocabularySize: 40)
    var generator = SeededGenerator(seed: 1)
    let model = GPT(configuration, using: &generator)
    var tokens = (0..<configuration.contextLength).map { $0 % 40 }
    return 1
      / medianSeconds(forAtLeast: seconds) {
        let logits = model.nextTokenLogits(after: tokens)
        tokens.append(Decoding().choose(logits, using: &generator))
      }
  }

  // MARK: The clock

  static func medianSeconds(
    forAtLeast seconds: Double, atLeast runs: Int = 5, after warmUps: Int = 3, _ body: () -> Void
  ) -> Double {
    for _ in 0..<warmUps { body() }
    var times: [Double] = []
    let begin = now()
    while times.count < runs || now() - begin < seconds {
      let start = now()
      body()
      times.append(now() - start)
    }
    return times.sorted()[times.count / 2]
  }

  static func now() -> Double { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 }

  /// The most memory that this process has held so far.
  static func peakMegabytes() -> Double {
    var usage = rusage()
    // RUSAGE_SELF, which is 0 everywhere and has another type on every system.
    getrusage(0, &usage)
    #if os(Linux)
      return Double(usage.ru_maxrss) / 1024
    #else
      return Double(usage.ru_maxrss) / 1_048_576
    #endif
  }
}
