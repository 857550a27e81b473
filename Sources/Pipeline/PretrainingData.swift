import Corpora
import CourseKit
import NextToken
import Pretraining
import Tokenization

/// The text of a run, as tokens: what the model learns from, and what it is measured on.
public struct PretrainingData: Sendable {
  public let tokenizer: ByteLevelBPE
  public let training: TrainingText
  public let validation: TrainingText

  /// Documents of the training and of the validation part; a user's file is one document.
  public struct Documents: Sendable {
    public var training: [String]
    public var validation: [String]

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
      let text = try PlainText.read(path)
      guard fingerprint == self.fingerprint(of: text) else {
        throw InputError(
          "\(path) has changed since the run began: put the old text back, or begin a new run.")
      }
      return try split(text, path: path)
    }
  }

  /// The last tenth of a text is kept for validation; it begins with a word of its own.
  private static func split(_ text: String, path: String) throws -> Documents {
    let bytes = text.utf8
    var cut = bytes.index(bytes.startIndex, offsetBy: bytes.count - bytes.count / 10)
    while cut > bytes.startIndex, bytes[cut] != UInt8(ascii: " "), bytes[cut] != UInt8(ascii: "\n")
    {
      cut = bytes.index(before: cut)
    }
    guard cut > bytes.startIndex else {
      throw InputError("\(path) is one single word: give a text of some thousand words.")
    }
    return Documents(training: [String(text[..<cut])], validation: [String(text[cut...])])
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
      throw InputError("The tokenizer has no \(ByteLevelBPE.endOfTextToken): make a new run.")
    }
    func tokens(_ documents: [String]) -> [Int] {
      tokenizer.encode(documents: documents).flatMap { $0 + [endOfText] }
    }
    if configuration.language != nil {
      training = TrainingText(
        documents: tokenizer.encode(documents: documents.training), endOfText: endOfText,
        windowLength: length)
    } else {
      training = TrainingText(tokens: tokens(documents.training), windowLength: length)
    }
    validation = TrainingText(tokens: tokens(documents.validation), windowLength: length)
    for (part, name) in [(training, "training"), (validation, "validation")] {
      guard !part.starts.isEmpty else {
        throw InputError(
          "The text is too short: its \(name) part has \(part.tokens.count) tokens, and a context of "
            + "\(length) needs \(length + 1) at least. Give a longer text or a smaller --context.")
      }
    }
  }

  /// What a table of bigram counts makes of the validation text: the mean loss that the model has to
  /// beat.
  public func bigramLoss() -> Double {
    BigramModel(
      tokens: training.tokens, vocabularySize: tokenizer.vocabularySize, smoothing: 0.05
    ).negativeLogLikelihood(of: validation.tokens)
  }
}
