import Console
import CourseKit
import Extensions
import InstructionTuning
import Pretraining
import Tensors
import Tokenization
import Transformer

/// An assistant at work: it answers with the KV cache of chapter 8, from floats or from bytes, or
/// without a cache. All of it throws ``LogitsError``.
public struct AssistantResponder: Sendable {
  /// For int8 its model holds the rounded weights, as floats.
  public let assistant: Assistant<GPT, ByteLevelBPE>
  let session: GenerationSession

  /// Without a cache its answers need nothing of chapter 8, and take longer; so it is where the cache is
  /// not written yet (``Written/hasCache``). A model of bytes answers only with one.
  public init(
    _ assistant: Assistant<GPT, ByteLevelBPE>, inference: TrainedModel.Inference = .cached
  ) {
    session = GenerationSession(
      assistant.model, stop: assistant.endOfText, inference: inference)
    var assistant = assistant
    if let rounded = session.quantized?.dequantized() { assistant.model = rounded }
    self.assistant = assistant
  }

  public var contextLength: Int { assistant.model.configuration.contextLength }

  // MARK: Answers

  /// An answer and how sure the model was of it.
  public struct Answer: Sendable, Hashable {
    public let text: String
    /// ln P(answer, end | prompt)
    public let logProbability: Double
    /// The mean entropy of the distributions that its tokens were chosen from, in nats.
    public let entropy: Double
  }

  /// Goes on from a prompt in tokens, until the answer ends; see `Assistant.respond`.
  public func answer(
    after prompt: [Int], maxTokens: Int, decoding: Decoding = .greedy,
    using generator: inout SeededGenerator, onToken: (Int) -> Bool = { _ in true }
  ) throws -> Answer {
    var made: [Int] = []
    var (logProbability, entropy, count) = (0.0, 0.0, 0.0)
    let tokens = try session.tokens(
      after: prompt, maxTokens: maxTokens, decoding: decoding, using: &generator
    ) { choice in
      logProbability += choice.logProbability
      entropy += choice.entropy
      count += 1
      guard choice.token != assistant.endOfText else { return true }
      made.append(choice.token)
      return onToken(choice.token) && !assistant.hasEnded(made)
    }
    return Answer(
      text: assistant.answer(of: tokens), logProbability: logProbability,
      entropy: entropy / max(1, count))
  }

  /// The answer to one instruction.
  public func answer(
    to instruction: String, input: String = "", maxTokens: Int, decoding: Decoding = .greedy,
    seed: UInt64 = 0
  ) throws -> String {
    var generator = SeededGenerator(seed: seed)
    return try answer(
      after: assistant.promptTokens(instruction, input: input), maxTokens: maxTokens,
      decoding: decoding, using: &generator
    ).text
  }

  /// The `width` best answers that beam search finds, the best first. `stopText` does not count.
  public func beams(
    to instruction: String, input: String = "", maxTokens: Int, width: Int
  ) throws -> [Beam] {
    try session.beams(
      after: assistant.promptTokens(instruction, input: input), maxTokens: maxTokens,
      width: width
    ).map { Beam($0, text: assistant.answer(of:)) }
  }

  // MARK: Many at once

  /// The likeliest answers to many prompts, several worked on at the same time.
  public func answers(after prompts: [[Int]], maxTokens: Int) throws -> [Answer] {
    try concurrentTry(prompts.count) { index in
      var unused = SeededGenerator(seed: 0)
      return try answer(after: prompts[index], maxTokens: maxTokens, using: &unused)
    }
  }

  /// The answers to many examples, beside those that were wanted.
  ///
  /// - Throws: what the observer has thrown, which is told now and then how many are answered.
  public func answers(
    to examples: [InstructionExample], maxTokens: Int, observer: Observer<Int> = { _ in }
  ) throws -> [JudgedAnswer] {
    var judged: [JudgedAnswer] = []
    let pieceLength = 32
    for first in stride(from: 0, to: examples.count, by: pieceLength) {
      let piece = examples[first..<min(first + pieceLength, examples.count)]
      let prompts = piece.map { assistant.promptTokens($0.instruction, input: $0.input) }
      judged += try zip(piece, answers(after: prompts, maxTokens: maxTokens))
        .map { JudgedAnswer($0, answer: $1.text) }
      try observer(judged.count)
    }
    return judged
  }
}
