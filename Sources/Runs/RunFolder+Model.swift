import CourseKit
import Formats
import Tensors

extension RunFolder {
  /// Reads the run's configuration, its tokenizer and one of its models: the pretrained one, or what it
  /// was tuned to, which has the same shape.
  ///
  /// Tokenizer and model are of the caller's chapters. Throws `InputError`, and takes no memory for a
  /// model, where the files are not of one run or the model cannot fit.
  /// - Parameters:
  ///   - file: the model's parameters.
  ///   - makeTokenizer: makes one of a vocabulary's tokens, its merges and the names of its special and added tokens.
  ///   - makeModel: makes a model of a configuration; its parameters are replaced.
  public func read<Coder: Tokenizer, Model: Layer>(
    _ file: KeyPath<RunFolder, String> = \.modelFile,
    tokenizer makeTokenizer: (
      _ tokens: [[UInt8]], _ merges: [(left: [UInt8], right: [UInt8])], _ specialTokens: [String]
    ) throws -> Coder,
    model makeModel: (GPTConfiguration, inout SeededGenerator) -> Model
  ) throws -> (configuration: RunConfiguration, tokenizer: Coder, model: Model) {
    let configuration = try configuration()
    try configuration.requireMemory(forTraining: false)
    let vocabulary = try vocabulary()
    let tokenizer = try makeTokenizer(vocabulary.tokens, vocabulary.pairs, tokenNames().all)
    guard tokenizer.vocabularySize == configuration.model.vocabularySize else {
      let (tokens, places) = (tokenizer.vocabularySize, configuration.model.vocabularySize)
      throw InputError(
        "\(path): the tokenizer has \(tokens) tokens and the model \(places): restore the run's files.",
        "\(path): o tokenizador tem \(tokens) tokens e o modelo \(places): restaure os arquivos da "
          + "execução.")
    }
    try configuration.model.requireShapes(of: self[keyPath: file])
    var generator = SeededGenerator(seed: 0)
    var model = makeModel(configuration.model, &generator)
    try model.loadFinite(from: self[keyPath: file])
    return (configuration, tokenizer, model)
  }
}

extension GPT2Vocabulary {
  /// The merges as a tokenizer takes them.
  public var pairs: [(left: [UInt8], right: [UInt8])] {
    merges.map { (left: $0.first, right: $0.second) }
  }
}
