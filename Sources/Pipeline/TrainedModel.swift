import CourseKit
import Formats
import Pretraining
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
    configuration = try folder.configuration()
    try configuration.requireMemory(forTraining: false)
    tokenizer = try folder.tokenizer()
    var generator = SeededGenerator(seed: 0)
    var model = GPT(configuration.model, using: &generator)
    try model.loadFinite(from: folder[keyPath: file])
    self.model = model
    guard tokenizer.vocabularySize == configuration.model.vocabularySize else {
      let (tokens, places) = (tokenizer.vocabularySize, configuration.model.vocabularySize)
      throw InputError(
        "\(folder.path): the tokenizer has \(tokens) tokens and the model \(places): restore the "
          + "run's files.",
        "\(folder.path): o tokenizador tem \(tokens) tokens e o modelo \(places): restaure os "
          + "arquivos da execução.")
    }
  }

  /// Goes on from a prompt; `onText` gets the new text as it is made, and may end it by returning
  /// false. Returns how many tokens were made.
  ///
  /// The text ends at `<|endoftext|>` or after `maxTokens`.
  @discardableResult
  public func complete(
    _ prompt: String, maxTokens: Int, decoding: Decoding, seed: UInt64,
    onText: (String) -> Bool
  ) -> Int {
    let endOfText = tokenizer.endOfText
    var ids = tokenizer.encode(prompt)
    // A prompt is the beginning of a document, as in training; so it may be empty. A user's text is one
    // long document, and a prompt stands somewhere in it.
    if let endOfText, ids.isEmpty || configuration.language != nil { ids.insert(endOfText, at: 0) }
    var generator = SeededGenerator(seed: seed)
    var stream = UTF8Stream()
    let tokens = generate(
      with: model, from: ids, maxTokens: maxTokens, decoding: decoding, stop: endOfText,
      using: &generator
    ) { token in
      let text = stream.append(tokenizer.bytes(of: token))
      return text.isEmpty || onText(text)
    }
    let rest = stream.finish()
    if !rest.isEmpty { _ = onText(rest) }
    return tokens.count
  }

  /// The new text as a whole.
  public func completion(
    of prompt: String, maxTokens: Int, decoding: Decoding, seed: UInt64
  ) -> String {
    var text = ""
    complete(prompt, maxTokens: maxTokens, decoding: decoding, seed: seed) {
      text += $0
      return true
    }
    return text
  }
}
