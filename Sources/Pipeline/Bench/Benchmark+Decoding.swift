import CourseKit
import Extensions
import Pretraining
import TensorKernels
import Tensors
import Transformer

/// What the cache and the bytes of chapter 8 are worth.
extension Benchmark {
  // MARK: The small model

  /// How fast gptMini goes on from a full context.
  public struct CachedGeneration: Sendable, Codable {
    /// Each token from a whole forward pass.
    public let uncachedTokensPerSecond: Double
    /// The context's last token, all others being in the cache.
    public let cachedTokensPerSecond: Double
    /// The same with the weights as bytes.
    public let quantizedTokensPerSecond: Double
    /// The mean over a text of many contexts, with the cache: whenever the context is full, half of it
    /// is read again.
    public let longTextTokensPerSecond: Double
  }

  /// The four ways take turns, so that a busy moment meets all of them.
  public static func cachedGeneration(seconds: Double) -> CachedGeneration {
    let configuration = GPTConfiguration.gptMini(vocabularySize: 40)
    var generator = SeededGenerator(seed: 1)
    let model = GPT(configuration, using: &generator)
    let context = (0..<configuration.contextLength).map { $0 % 40 }
    let read = Array(context.dropLast())
    let quantized = QuantizedGPT(model)
    var cache = KeyValueCache(for: configuration)
    var quantizedCache = cache
    _ = model.nextTokenLogits(reading: read, into: &cache)
    _ = quantized.nextTokenLogits(reading: read, into: &quantizedCache)

    let times = medianSeconds(
      forAtLeast: seconds,
      takingTurns: [
        {
          _ = Decoding().choose(model.nextTokenLogits(after: context), using: &generator)
        },
        {
          let logits = model.nextTokenLogits(reading: [context.last!], into: &cache)
          _ = Decoding().choose(logits, using: &generator)
          cache.truncate(to: read.count)
        },
        {
          let logits = quantized.nextTokenLogits(reading: [context.last!], into: &quantizedCache)
          _ = Decoding().choose(logits, using: &generator)
          quantizedCache.truncate(to: read.count)
        },
      ])
    let longText = medianSeconds(forAtLeast: seconds / 4) {
      _ = generateWithCache(
        with: model, from: context, maxTokens: 4 * context.count, decoding: Decoding(),
        using: &generator)
    }
    return CachedGeneration(
      uncachedTokensPerSecond: 1 / times[0], cachedTokensPerSecond: 1 / times[1],
      quantizedTokensPerSecond: 1 / times[2],
      longTextTokensPerSecond: Double(4 * context.count) / longText)
  }

  /// The median of each of several bodies. A turn is twenty calls of one of them: the first ones find
  /// the numbers of another in the caches, the median call its own.
  private static func medianSeconds(
    forAtLeast seconds: Double, takingTurns bodies: [() -> Void]
  ) -> [Double] {
    var times = bodies.map { _ in [Double]() }
    let begin = now()
    while times[0].count < 40 || now() - begin < seconds {
      for (index, body) in bodies.enumerated() {
        for _ in 0..<20 {
          let start = now()
          body()
          times[index].append(now() - start)
        }
      }
    }
    return times.map { $0.sorted()[$0.count / 2] }
  }

  // MARK: GPT-2

  /// How fast the 124 million parameters of GPT-2 read and write.
  public struct LargeModel: Sendable, Codable {
    /// A prompt of 512 tokens, read at once.
    public let prefillTokensPerSecond: Double
    /// One token more, the prompt being in the cache.
    public let decodeTokensPerSecond: Double
    public let quantizedTokensPerSecond: Double
    /// What is read from memory for one token: the weights and the cache.
    public let decodeMegabytes: Double
    public let quantizedMegabytes: Double
    public let peakMegabytes: Double
  }

  /// Random weights: what they are makes no difference to the time.
  public static func largeModel(seconds: Double) -> LargeModel {
    let configuration = GPTConfiguration.gpt2
    var generator = SeededGenerator(seed: 1)
    let model = GPT(configuration, using: &generator)
    let prompt = (0..<512).map { $0 * 97 % configuration.vocabularySize }
    var cache = KeyValueCache(for: configuration)
    let prefill = medianSeconds(forAtLeast: seconds / 3) {
      cache.truncate(to: 0)
      _ = model.nextTokenLogits(reading: prompt, into: &cache)
    }
    let quantized = QuantizedGPT(model)
    let times = medianSeconds(
      forAtLeast: seconds,
      takingTurns: [
        {
          _ = model.nextTokenLogits(reading: [11], into: &cache)
          cache.truncate(to: prompt.count)
        },
        {
          _ = quantized.nextTokenLogits(reading: [11], into: &cache)
          cache.truncate(to: prompt.count)
        },
      ])
    // Of the positions one row is read.
    let positions = 4 * model.positionEmbedding.parameterCount
    let cacheBytes = 8 * configuration.layerCount * prompt.count * configuration.width
    return LargeModel(
      prefillTokensPerSecond: Double(prompt.count) / prefill,
      decodeTokensPerSecond: 1 / times[0], quantizedTokensPerSecond: 1 / times[1],
      decodeMegabytes: Double(4 * model.parameterCount - positions + cacheBytes) * 1e-6,
      quantizedMegabytes: Double(quantized.byteCount - positions + cacheBytes) * 1e-6,
      peakMegabytes: peakMegabytes())
  }
}
