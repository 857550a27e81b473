import CourseKit
import Pretraining
import Runs
import Tensors
import Tokenization
import Transformer

/// What a run has learned, ready for use.
public struct TrainedModel: Sendable {
  public let configuration: RunConfiguration
  public let model: GPT
  public let tokenizer: ByteLevelBPE

  public init(configuration: RunConfiguration, model: GPT, tokenizer: ByteLevelBPE) {
    self.configuration = configuration
    self.model = model
    self.tokenizer = tokenizer
  }

  /// Reads the tokenizer of a run and one of its models: the pretrained one, or what it was tuned to,
  /// which has the same shape.
  public init(
    readingFrom folder: RunFolder, parameters file: KeyPath<RunFolder, String> = \.modelFile
  ) throws {
    (configuration, tokenizer, model) = try folder.read(
      file,
      tokenizer: { try ByteLevelBPE(tokens: $0, merges: $1, specialTokens: $2) },
      model: { GPT($0, using: &$1) })
  }

  // MARK: Going on from a prompt

  /// How the next token's logits are worked out.
  public enum Inference: String, Codable, Sendable, CaseIterable {
    /// Each token is read once; its keys and values are kept (chapter 8.1).
    case cached
    /// The whole text is read again for each token (chapter 4.9), to compare.
    case uncached
    /// With a cache and with weights of one byte (chapter 8.5).
    case int8

    /// The same without a cache, where none is written yet (``Written/hasCache``).
    var possible: Inference { self == .cached && !Written.hasCache ? .uncached : self }
  }

  /// Goes on from a prompt; `onText` gets the new text as it is made, and may end it by returning
  /// false. Returns how many tokens were made. Throws ``LogitsError``.
  ///
  /// The text ends at `<|endoftext|>` or after `maxTokens`. It may go beyond the context: the model
  /// then sees the newest tokens alone, half a context at least.
  @discardableResult
  public func complete(
    _ prompt: String, maxTokens: Int, decoding: Decoding, seed: UInt64,
    inference: Inference = .cached, allowingSpecialTokens: Bool = false,
    onText: (String) -> Bool
  ) throws -> Int {
    var generator = SeededGenerator(seed: seed)
    var stream = UTF8Stream()
    let tokens = try session(inference).tokens(
      after: promptTokens(prompt, allowingSpecialTokens: allowingSpecialTokens),
      maxTokens: maxTokens, decoding: decoding, using: &generator
    ) { choice in
      guard choice.token != tokenizer.endOfText else { return true }
      let text = stream.append(tokenizer.bytes(of: choice.token))
      return text.isEmpty || onText(text)
    }
    let rest = stream.finish()
    if !rest.isEmpty { _ = onText(rest) }
    return tokens.count
  }

  /// The new text as a whole.
  public func completion(
    of prompt: String, maxTokens: Int, decoding: Decoding, seed: UInt64,
    inference: Inference = .cached
  ) throws -> String {
    var text = ""
    try complete(
      prompt, maxTokens: maxTokens, decoding: decoding, seed: seed, inference: inference
    ) {
      text += $0
      return true
    }
    return text
  }

  /// A prompt is the beginning of a document, as in training; so it may be empty. A user's text is one
  /// long document, and a prompt stands somewhere in it.
  func promptTokens(_ prompt: String, allowingSpecialTokens: Bool = false) -> [Int] {
    let ids = tokenizer.encode(prompt, allowingSpecialTokens: allowingSpecialTokens)
    guard let endOfText = tokenizer.endOfText, ids.isEmpty || configuration.language != nil,
      ids.first != endOfText
    else { return ids }
    return [endOfText] + ids
  }

  /// The `width` likeliest ways to go on that beam search finds, the best first (chapter 8.2).
  /// Throws ``LogitsError``.
  public func beams(
    of prompt: String, maxTokens: Int, width: Int, lengthPenalty: Double = 0,
    inference: Inference = .cached, allowingSpecialTokens: Bool = false
  ) throws -> [Beam] {
    try session(inference).beams(
      after: promptTokens(prompt, allowingSpecialTokens: allowingSpecialTokens),
      maxTokens: maxTokens, width: width,
      lengthPenalty: lengthPenalty
    ).map { Beam($0, text: tokenizer.decode) }
  }

  func session(_ inference: Inference) -> GenerationSession {
    GenerationSession(model, stop: tokenizer.endOfText, inference: inference)
  }
}
