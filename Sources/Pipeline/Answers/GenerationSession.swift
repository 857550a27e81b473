import CourseKit
import Extensions
import Pretraining
import Runs
import Tensors
import Transformer

/// A model that goes on from tokens, however its logits are worked out. All that it gives is looked at:
/// where logits are no numbers, ``LogitsError`` is thrown.
public struct GenerationSession: Sendable {
  public let model: GPT
  /// What ends a text: the end of text.
  public let stop: Int?
  /// Reads with a cache, from floats or from bytes; nil where the whole text is read for each token.
  private let reader: (any DecodingModel)?

  public init(_ model: GPT, stop: Int?, inference: TrainedModel.Inference = .cached) {
    self.model = model
    self.stop = stop
    switch inference.possible {
    case .cached: reader = model
    case .int8: reader = QuantizedGPT(model)
    case .uncached: reader = nil
    }
  }

  /// The weights as bytes, where it reads from such.
  var quantized: QuantizedGPT? { reader as? QuantizedGPT }

  /// The new tokens, without ``stop``. `onChoice` gets each as it is chosen, ``stop`` too, and may end it
  /// by returning false.
  public func tokens(
    after prompt: [Int], maxTokens: Int, decoding: Decoding,
    using generator: inout SeededGenerator, onChoice: (TokenChoice) -> Bool = { _ in true }
  ) throws -> [Int] {
    let read: ([Int]) -> Tensor
    if let reader {
      read = reading(with: reader)
    } else {
      var text: [Int] = []
      read = { [model] in
        text += $0
        return model.nextTokenLogits(after: text)
      }
    }
    return try generate(
      from: prompt, maxTokens: maxTokens, decoding: decoding, stop: stop, using: &generator,
      reading: {
        let logits = read($0)
        guard logits.isFinite else { throw LogitsError() }
        return logits
      }, onChoice: onChoice)
  }

  private func reading(with reader: some DecodingModel) -> ([Int]) -> Tensor {
    var decoder = CachedDecoder(reader)
    return { decoder.read($0) }
  }

  /// The `width` likeliest ways to go on that beam search finds, the best first (chapter 8.2).
  public func beams(
    after prompt: [Int], maxTokens: Int, width: Int, lengthPenalty: Double = 0
  ) throws -> [Hypothesis] {
    let watch = LogitsWatch()
    func search(with reader: some DecodingModel) -> [Hypothesis] {
      beamSearchWithCache(
        with: watch.watching(reader), from: prompt, maxTokens: maxTokens, width: width,
        lengthPenalty: lengthPenalty, stop: stop)
    }
    let hypotheses =
      if let reader {
        search(with: reader)
      } else {
        beamSearch(
          with: WatchedLanguageModel(model: model, watch: watch), from: prompt,
          maxTokens: maxTokens, width: width, lengthPenalty: lengthPenalty, stop: stop)
      }
    try watch.requireFinite()
    return hypotheses
  }
}

extension Hypothesis {
  /// The new tokens alone.
  var tokensBeforeStop: [Int] { isFinished ? tokens.dropLast() : tokens }
}
