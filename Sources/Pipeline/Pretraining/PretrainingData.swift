import Console
import Corpora
import CourseKit
import NextToken
import Pretraining
import Runs
import Tokenization

/// The text of a run, as tokens: what the model learns from, and what it is measured on.
public struct PretrainingData: Sendable {
  public let tokenizer: ByteLevelBPE
  public let training: TrainingText
  public let validation: TrainingText

  /// Documents of the training and of the validation part. In a user's text `<|endoftext|>` ends
  /// one.
  public struct Documents: Sendable {
    public var training: [String]
    public var validation: [String]

    public init(training: [String], validation: [String]) {
      self.training = training
      self.validation = validation
    }

    /// How many bytes of UTF-8 there are to learn from.
    public var byteCount: Int { training.reduce(0) { $0 + $1.utf8.count } }
  }

  // MARK: Documents

  /// Makes or reads the text of a run.
  public static func documents(of configuration: RunConfiguration) throws -> Documents {
    switch configuration.source {
    case .smallWorld(let language, let count):
      let world = SmallWorld(language: language, seed: configuration.seed)
      return Documents(
        training: world.pretrainingDocuments(count: count, split: .training),
        validation: world.pretrainingDocuments(count: max(400, count / 60), split: .heldOut))
    case .file(let path, let fingerprint):
      let text = try text(at: path)
      guard fingerprint == self.fingerprint(of: text) else {
        throw InputError(
          "\(path) has changed since the run began: put the old text back, or begin a new run.",
          "\(path) mudou desde o início da execução: restaure o texto antigo ou comece outra.")
      }
      return split(documents(of: text))
    case .imported(let name, _):
      throw InputError(
        "This model was imported (\(name)), and the text that it was trained on did not come along: give "
          + "one to measure it on with gpt evaluate --text FILE.",
        "Este modelo foi importado (\(name)), e o texto com que ele foi treinado não veio junto: dê um "
          + "texto em que medi-lo com gpt evaluate --text ARQUIVO.")
    }
  }

  /// The text of a user's file or folder; see `PlainText.readCollection`.
  public static func text(at path: String) throws -> String {
    try PlainText.readCollection(path, separatedBy: ByteLevelBPE.endOfTextToken)
  }

  /// What `<|endoftext|>` divides a text into.
  public static func documents(of text: String) -> [String] {
    PlainText.documents(of: text, endedBy: ByteLevelBPE.endOfTextToken)
  }

  /// The last documents, a tenth of all at most, are kept for validation; where the last one is
  /// longer, its end.
  static func split(_ documents: [String]) -> Documents {
    let length = documents.reduce(0) { $0 + $1.utf8.count }
    var kept = 0
    var first = documents.count
    while first > 1, kept + documents[first - 1].utf8.count <= length / 10 {
      first -= 1
      kept += documents[first].utf8.count
    }
    guard first == documents.count, let last = documents.last else {
      return Documents(training: Array(documents[..<first]), validation: Array(documents[first...]))
    }
    let parts = split(last, keeping: length / 10)
    return Documents(
      training: documents.dropLast() + parts.training, validation: parts.validation)
  }

  /// So many bytes at the end of a text are kept for validation; they begin with a word of their
  /// own where words have spaces between them.
  private static func split(_ text: String, keeping count: Int) -> Documents {
    let bytes = text.utf8
    let middle = bytes.index(bytes.startIndex, offsetBy: bytes.count - count)
    // A word has less than 200 bytes; Chinese has no spaces to look for.
    let limit = bytes.index(middle, offsetBy: -200, limitedBy: bytes.startIndex)
    var cut = middle
    while cut > limit ?? bytes.startIndex, !startsWord(text, at: cut) {
      cut = bytes.index(before: cut)
    }
    if !startsWord(text, at: cut) { cut = scalarStart(text, before: middle) }
    return Documents(training: [String(text[..<cut])], validation: [String(text[cut...])])
  }

  /// The place itself, or where the character begins that it would tear apart.
  private static func scalarStart(_ text: String, before place: String.Index) -> String.Index {
    var start = place
    while start < text.endIndex, text.utf8[start] & 0b1100_0000 == 0b1000_0000 {
      start = text.utf8.index(before: start)
    }
    return start
  }

  private static func startsWord(_ text: String, at place: String.Index) -> Bool {
    guard place < text.endIndex else { return true }
    return text.utf8[place] == UInt8(ascii: " ") || text.utf8[place] == UInt8(ascii: "\n")
  }

  /// A number that changes when the text does (FNV-1a, 64 bits).
  public static func fingerprint(of text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return String(hash, radix: 16)
  }

  // MARK: Tokens

  /// The documents as tokens of `tokenizer`, in windows of the model's context.
  public init(
    _ documents: Documents, tokenizer: ByteLevelBPE, configuration: RunConfiguration
  ) throws {
    self.tokenizer = tokenizer
    let length = configuration.model.contextLength
    guard let endOfText = tokenizer.endOfText else {
      let name = ByteLevelBPE.endOfTextToken
      throw InputError(
        "The tokenizer has no \(name): begin a new run.",
        "O tokenizador não tem \(name): comece outra execução.")
    }
    func tokens(_ documents: [String]) -> [Int] {
      tokenizer.encode(documents: documents, endedBy: endOfText)
    }
    if configuration.language != nil {
      training = TrainingText(
        documents: tokenizer.encode(documents: documents.training), endOfText: endOfText,
        windowLength: length)
    } else {
      training = TrainingText(tokens: tokens(documents.training), windowLength: length)
    }
    validation = TrainingText(tokens: tokens(documents.validation), windowLength: length)
    let parts = [
      (training, Text("training", "treino")), (validation, Text("validation", "validação")),
    ]
    for (part, name) in parts where part.startPositions.isEmpty {
      let count = part.tokens.count
      throw InputError(
        "The text is too short: its \(name.in(.english)) part has \(count) tokens, and a context of "
          + "\(length) needs \(length + 1) at least; give a longer text or a smaller --context.",
        "O texto é curto demais: a parte de \(name.in(.portuguese)) tem \(count) tokens, e um "
          + "contexto de \(length) precisa de pelo menos \(length + 1); dê um texto mais longo ou um "
          + "--context menor.")
    }
  }

  /// The whole of a text as batches to measure a model on: windows of the model's context, one
  /// after the other.
  ///
  /// A text shorter than the context is one window. Throws `InputError` where there is no token to
  /// predict.
  static func batches(of text: String, for model: TrainedModel) throws -> [TrainingBatch] {
    let end = model.tokenizer.endOfText
    let documents = documents(of: text)
    // A document begins after the end of the one before, which a model of documents has learned
    // from.
    let tokens =
      end.map { end in [end] + documents.flatMap { model.encode(text: $0) + [end] } }
      ?? model.encode(text: text)
    guard tokens.count > 1 else {
      throw InputError(
        "The text is empty: give one with at least a word.",
        "O texto está vazio: dê um com pelo menos uma palavra.")
    }
    let length = min(model.configuration.model.contextLength, tokens.count - 1)
    return TrainingText(tokens: tokens, windowLength: length).consecutiveBatches(of: 1)
  }

  /// What a table of bigram counts makes of the same targets that the model is measured on: the
  /// mean loss that it has to beat.
  public func bigramLoss(on batches: [TrainingBatch]) -> Double {
    let windows = batches.flatMap { batch in
      (0..<batch.inputs.count).map { batch.inputs[$0] + batch.targets[$0].suffix(1) }
    }
    return BigramModel(
      tokens: training.tokens, vocabularySize: tokenizer.vocabularySize, smoothing: 0.05
    ).negativeLogLikelihood(of: windows.map(Array.init))
  }
}
