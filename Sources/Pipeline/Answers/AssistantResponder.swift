import CourseKit
import Extensions
import Foundation
import InstructionTuning
import Pretraining
import Runs
import Tensors
import Tokenization
import Transformer

/// An assistant at work: it answers with the KV cache of chapter 8, from floats or from bytes, or
/// without a cache.
public struct AssistantResponder: Sendable {
  /// For int8 its model holds the rounded weights, as floats.
  public let assistant: Assistant<GPT, ByteLevelBPE>
  private let reader: any DecodingModel
  private let usesCache: Bool

  /// Without a cache its answers need nothing of chapter 8, and take longer; so it is where the cache is
  /// not written yet (``Written/hasCache``). A model of bytes answers only with one.
  public init(
    _ assistant: Assistant<GPT, ByteLevelBPE>, isQuantized: Bool = false,
    usesCache: Bool = Written.hasCache
  ) {
    self.usesCache = usesCache || isQuantized
    var assistant = assistant
    if isQuantized {
      let quantized = QuantizedGPT(assistant.model)
      assistant.model = quantized.dequantized()
      reader = quantized
    } else {
      reader = assistant.model
    }
    self.assistant = assistant
  }

  public var contextLength: Int { assistant.model.configuration.contextLength }

  // MARK: Answers

  /// Goes on from a prompt in tokens, until the answer ends; see `Assistant.respond`. Throws
  /// ``LogitsError``, as all that follows.
  public func tokens(
    after prompt: [Int], maxTokens: Int, decoding: Decoding = .greedy,
    using generator: inout SeededGenerator, onToken: (Int) -> Bool = { _ in true }
  ) throws -> [Int] {
    let watch = LogitsWatch()
    var made: [Int] = []
    let hear = { (token: Int) -> Bool in
      guard !watch.hasSeenWrong else { return false }
      made.append(token)
      return onToken(token) && !assistant.hasEnded(made)
    }
    let tokens =
      usesCache
      ? cachedTokens(
        reader, after: prompt, maxTokens: maxTokens, decoding: decoding, watch,
        using: &generator, onToken: hear)
      : generate(
        with: WatchedLanguageModel(model: assistant.model, watch: watch), from: prompt,
        maxTokens: maxTokens, decoding: decoding, stop: assistant.endOfText, using: &generator,
        onToken: hear)
    try watch.requireFinite()
    return tokens
  }

  private func cachedTokens(
    _ reader: some DecodingModel, after prompt: [Int], maxTokens: Int, decoding: Decoding,
    _ watch: LogitsWatch, using generator: inout SeededGenerator, onToken: (Int) -> Bool
  ) -> [Int] {
    generateWithCache(
      with: watch.watching(reader), from: prompt, maxTokens: maxTokens, decoding: decoding,
      stop: assistant.endOfText, using: &generator, onToken: onToken)
  }

  /// The answer to one instruction.
  public func answer(
    to instruction: String, input: String = "", maxTokens: Int, decoding: Decoding = .greedy,
    seed: UInt64 = 0
  ) throws -> String {
    var generator = SeededGenerator(seed: seed)
    return try assistant.answer(
      of: tokens(
        after: assistant.promptTokens(instruction, input: input), maxTokens: maxTokens,
        decoding: decoding, using: &generator))
  }

  /// An answer that beam search found.
  public struct Candidate: Codable, Sendable, Hashable {
    public let answer: String
    /// How likely the model finds exactly this answer.
    public let probability: Double
  }

  /// The `width` best answers that beam search finds, the best first. `stopText` does not count.
  public func candidates(
    to instruction: String, input: String = "", maxTokens: Int, width: Int
  ) throws -> [Candidate] {
    let watch = LogitsWatch(substitute: -.infinity)
    func search(_ reader: some DecodingModel) -> [Hypothesis] {
      beamSearchWithCache(
        with: watch.watching(reader), from: assistant.promptTokens(instruction, input: input),
        maxTokens: maxTokens, width: width, stop: assistant.endOfText)
    }
    let hypotheses =
      usesCache
      ? search(reader)
      : beamSearch(
        with: WatchedLanguageModel(model: assistant.model, watch: watch),
        from: assistant.promptTokens(instruction, input: input), maxTokens: maxTokens,
        width: width, stop: assistant.endOfText)
    try watch.requireFinite()
    return hypotheses.map { hypothesis in
      let tokens = hypothesis.isFinished ? hypothesis.tokens.dropLast() : hypothesis.tokens[...]
      return Candidate(
        answer: assistant.answer(of: Array(tokens)), probability: exp(hypothesis.logProbability))
    }
  }

  /// The answers to many examples, several worked on at the same time; nil if it was stopped.
  ///
  /// Now and then `progress` gets how many are answered, and may stop it by returning false.
  public func answers(
    to examples: [InstructionExample], maxTokens: Int, progress: (Int) -> Bool = { _ in true }
  ) throws -> [JudgedAnswer]? {
    var answers: [JudgedAnswer] = []
    let pieceLength = 32
    for first in stride(from: 0, to: examples.count, by: pieceLength) {
      let piece = examples[first..<min(first + pieceLength, examples.count)]
      answers += try concurrentTry(piece.count) { index in
        let example = piece[first + index]
        return JudgedAnswer(
          example,
          answer: try answer(to: example.instruction, input: example.input, maxTokens: maxTokens))
      }
      guard progress(answers.count) else { return nil }
    }
    return answers
  }
}
