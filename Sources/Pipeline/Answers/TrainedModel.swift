import CourseKit
import Formats
import Pretraining
import Runs
import Tensors
import Tokenization
import Transformer

/// What a run has learned, ready for use.
public struct TrainedModel: Sendable {
  public let configuration: RunConfiguration
  public private(set) var model: GPT
  public let tokenizer: ByteLevelBPE
  /// The same tokenizer, to which the added tokens of an imported model alone are special; nil where it
  /// has none.
  private var addingTokenizer: ByteLevelBPE?

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
    let added = try folder.tokenNames().added
    if !added.isEmpty {
      addingTokenizer = try ByteLevelBPE(
        tokens: tokenizer.tokens, merges: folder.vocabulary().pairs, specialTokens: added)
    }
  }

  /// The same run with other parameters, such as those that it was tuned to.
  public func replacing(_ model: GPT) -> TrainedModel {
    var copy = self
    copy.model = model
    return copy
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
      after: beginning(prompt, allowingSpecialTokens), maxTokens: maxTokens, decoding: decoding,
      using: &generator
    ) { choice in
      guard choice.token != tokenizer.endOfText else { return true }
      let text = stream.append(bytes(of: choice.token))
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

  /// The tokens of a text, in which no name stands for a special token, but for an added one.
  func encode(text: String) -> [Int] {
    addingTokenizer?.encode(text, allowingSpecialTokens: true) ?? tokenizer.encode(text)
  }

  /// A prompt is the beginning of a document, as in training; so it may be empty. A user's text is one
  /// long document, and a prompt stands somewhere in it.
  func promptTokens(_ prompt: String, allowingSpecialTokens: Bool = false) -> [Int] {
    let ids =
      allowingSpecialTokens
      ? tokenizer.encode(prompt, allowingSpecialTokens: true) : encode(text: prompt)
    guard let endOfText = tokenizer.endOfText, ids.isEmpty || configuration.language != nil,
      ids.first != endOfText
    else { return ids }
    return [endOfText] + ids
  }

  /// The same, where there is something for the model to read.
  private func beginning(_ prompt: String, _ allowsSpecialTokens: Bool) throws -> [Int] {
    let tokens = promptTokens(prompt, allowingSpecialTokens: allowsSpecialTokens)
    guard !tokens.isEmpty else {
      throw InputError(
        "The prompt is empty, and this model's tokenizer has no \(ByteLevelBPE.endOfTextToken) that a text "
          + "begins after: give a --prompt.",
        "O prompt está vazio, e o tokenizador deste modelo não tem \(ByteLevelBPE.endOfTextToken), depois do "
          + "qual um texto começa: dê um --prompt.")
    }
    return tokens
  }

  /// What a token writes: nothing, where an imported vocabulary only fills the model's places.
  func bytes(of token: Int) -> [UInt8] {
    let bytes = tokenizer.bytes(of: token)
    return GPT2Vocabulary.isUnused(bytes, id: token) ? [] : bytes
  }

  /// The `width` likeliest ways to go on that beam search finds, the best first (chapter 8.2).
  /// Throws ``LogitsError``.
  public func beams(
    of prompt: String, maxTokens: Int, width: Int, lengthPenalty: Double = 0,
    inference: Inference = .cached, allowingSpecialTokens: Bool = false
  ) throws -> [Beam] {
    try session(inference).beams(
      after: beginning(prompt, allowingSpecialTokens), maxTokens: maxTokens, width: width,
      lengthPenalty: lengthPenalty
    ).map { Beam($0) { String(decoding: $0.flatMap(bytes), as: UTF8.self) } }
  }

  func session(_ inference: Inference) -> GenerationSession {
    GenerationSession(model, stop: tokenizer.endOfText, inference: inference)
  }
}
