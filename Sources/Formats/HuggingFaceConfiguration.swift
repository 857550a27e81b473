import CourseKit

/// The architecture of a GPT-2 model, as stated in its Hugging Face `config.json`.
public struct HuggingFaceConfiguration: Sendable, Equatable {
  /// `n_layer`.
  public var layerCount: Int
  /// `n_head`.
  public var headCount: Int
  /// `n_embd`.
  public var embeddingWidth: Int
  /// `n_positions`; older files call it `n_ctx`.
  public var contextLength: Int
  /// `vocab_size`.
  public var vocabularySize: Int
  /// `activation_function`.
  public var activation: GPTConfiguration.Activation
  /// `layer_norm_epsilon`.
  public var layerNormEpsilon: Double
  /// `tie_word_embeddings`: whether the output head shares the token embedding's weights.
  public var tiesWordEmbeddings: Bool
  /// `resid_pdrop`: the share that training drops. GPT-2 has the same for all its places.
  public var dropoutRate: Double
  /// `small_world`, which the course's own export states: the language of the built-in text that the
  /// model was trained on.
  public var smallWorld: Language?

  public init(
    layerCount: Int, headCount: Int, embeddingWidth: Int, contextLength: Int, vocabularySize: Int,
    activation: GPTConfiguration.Activation = .geluTanh, layerNormEpsilon: Double = 1e-5,
    tiesWordEmbeddings: Bool = true, dropoutRate: Double = 0.1, smallWorld: Language? = nil
  ) {
    self.layerCount = layerCount
    self.headCount = headCount
    self.embeddingWidth = embeddingWidth
    self.contextLength = contextLength
    self.vocabularySize = vocabularySize
    self.activation = activation
    self.layerNormEpsilon = layerNormEpsilon
    self.tiesWordEmbeddings = tiesWordEmbeddings
    self.dropoutRate = dropoutRate
    self.smallWorld = smallWorld
  }

  // MARK: Reading

  /// Reads a `config.json`. Keys that may be missing take GPT-2's defaults.
  ///
  /// - Throws: `InputError` if the file is malformed, describes another kind of model, or asks for
  ///   something that the course's GPT does not support.
  public init(readingFrom path: String) throws {
    let fields = Fields(path: path, object: .object(try JSONValue.object(readFrom: path)))
    if let kind = try fields.text("model_type"), kind != "gpt2" {
      throw InputError(
        file: path, "this is a model of the kind \(kind); choose one of the kind gpt2",
        "este modelo é do tipo \(kind); escolha um do tipo gpt2")
    }
    layerCount = try fields.size("n_layer", "num_hidden_layers") ?? 12
    headCount = try fields.size("n_head", "num_attention_heads") ?? 12
    embeddingWidth = try fields.size("n_embd", "hidden_size") ?? 768
    contextLength = try fields.size("n_positions", "max_position_embeddings", "n_ctx") ?? 1_024
    vocabularySize = try fields.size("vocab_size") ?? 50_257
    guard embeddingWidth % headCount == 0 else {
      throw InputError(
        file: path,
        "n_embd \(embeddingWidth) cannot be shared out among \(headCount) heads; "
          + "make it a multiple of n_head",
        "não dá para repartir n_embd \(embeddingWidth) entre \(headCount) cabeças; "
          + "use um múltiplo de n_head")
    }
    let name = try fields.text("activation_function") ?? "gelu_new"
    guard let activation = GPTConfiguration.Activation(named: name) else {
      throw InputError(
        file: path, "the activation_function \(name) is not known here; use gelu_new or gelu",
        "a activation_function \(name) não é conhecida aqui; use gelu_new ou gelu")
    }
    self.activation = activation
    layerNormEpsilon = try fields.epsilon("layer_norm_epsilon") ?? 1e-5
    tiesWordEmbeddings = try fields.flag("tie_word_embeddings") ?? true
    dropoutRate = try fields.share("resid_pdrop") ?? 0.1
    // Other programs may write anything under this name.
    smallWorld = (try? fields.text("small_world")).flatMap { $0 }.flatMap(Language.init(rawValue:))

    try fields.require("scale_attn_weights", true)
    try fields.require("scale_attn_by_inverse_layer_idx", false)
    try fields.require("add_cross_attention", false)
    if let width = try fields.optionalSize("n_inner"), width != 4 * embeddingWidth {
      throw InputError(
        file: path,
        "n_inner is \(width), but the course's feed-forward layer is 4 times as wide as n_embd; "
          + "choose another model",
        "n_inner é \(width), mas a camada feed-forward do curso tem 4 vezes a largura de n_embd; "
          + "escolha outro modelo")
    }
  }

  /// The members of the file, with their expected types checked.
  private struct Fields {
    let path: String
    let object: JSONValue

    private func value(_ name: String) -> JSONValue? {
      let value = object[name]
      return value == .null ? nil : value
    }

    private func wrong(_ name: String, _ english: String, _ portuguese: String) -> InputError {
      InputError(
        file: path, "\(name) is not \(english); correct it or download the file again",
        "\(name) não é \(portuguese); corrija o valor ou baixe o arquivo de novo")
    }

    func text(_ name: String) throws -> String? {
      guard let value = value(name) else { return nil }
      guard let text = value.string else { throw wrong(name, "a text", "um texto") }
      return text
    }

    func flag(_ name: String) throws -> Bool? {
      guard let value = value(name) else { return nil }
      guard let flag = value.bool else { throw wrong(name, "true or false", "true nem false") }
      return flag
    }

    func epsilon(_ name: String) throws -> Double? {
      guard let value = value(name) else { return nil }
      guard let number = value.double, number > 0, number <= 1 else {
        throw wrong(name, "a number above 0 and at most 1", "um número maior que 0 e de até 1")
      }
      return number
    }

    func share(_ name: String) throws -> Double? {
      guard let value = value(name) else { return nil }
      guard let number = value.double, (0..<1).contains(number) else {
        throw wrong(
          name, "a number from 0 to less than 1", "um número maior ou igual a 0 e menor que 1")
      }
      return number
    }

    /// Far larger than in any model, yet the product of two such sizes does not overflow.
    private static let greatestSize = 1_000_000_000

    func optionalSize(_ name: String) throws -> Int? {
      guard let value = value(name) else { return nil }
      guard let size = value.int, size > 0, size <= Self.greatestSize else {
        throw wrong(
          name, "a whole number above 0 and at most a billion",
          "um número inteiro maior que 0 e de até um bilhão")
      }
      return size
    }

    /// The first of the names that the file has.
    func size(_ names: String...) throws -> Int? {
      for name in names {
        if let size = try optionalSize(name) { return size }
      }
      return nil
    }

    func require(_ name: String, _ wanted: Bool) throws {
      guard let flag = try flag(name), flag != wanted else { return }
      throw InputError(
        file: path, "\(name) is \(flag), which the course's GPT does not do; choose another model",
        "\(name) é \(flag), o que o GPT do curso não faz; escolha outro modelo")
    }
  }

  // MARK: Writing

  /// Writes a `config.json` that Hugging Face's GPT-2 classes load.
  ///
  /// - Parameters:
  ///   - architecture: the class whose weights lie beside it.
  ///   - endOfText: the token that ends a text, and that fills up the shorter texts of a batch.
  ///   - labels: the classes of a classifier, by the index of their logits.
  /// - Throws: `InputError` if it cannot be written.
  public func write(
    to path: String, architecture: String = "GPT2LMHeadModel", endOfText: Int? = nil,
    labels: [String] = []
  ) throws {
    var more = ""
    if let endOfText {
      for name in ["bos", "eos", "pad"] { more += "\n  \"\(name)_token_id\": \(endOfText)," }
    }
    if !labels.isEmpty {
      let names = labels.enumerated()
      let byId = names.map { "\"\($0)\": \(JSONValue.quoted($1))" }.joined(separator: ", ")
      let byName = names.map { "\(JSONValue.quoted($1)): \($0)" }.joined(separator: ", ")
      more += "\n  \"id2label\": {\(byId)},\n  \"label2id\": {\(byName)},"
    }
    if let smallWorld { more += "\n  \"small_world\": \"\(smallWorld.rawValue)\"," }
    try AtomicFile.write(
      """
      {
        "architectures": [\(JSONValue.quoted(architecture))],\(more)
        "model_type": "gpt2",
        "n_layer": \(layerCount),
        "n_head": \(headCount),
        "n_embd": \(embeddingWidth),
        "n_positions": \(contextLength),
        "n_ctx": \(contextLength),
        "vocab_size": \(vocabularySize),
        "activation_function": \(JSONValue.quoted(activation.fileName)),
        "layer_norm_epsilon": \(layerNormEpsilon),
        "resid_pdrop": \(dropoutRate),
        "embd_pdrop": \(dropoutRate),
        "attn_pdrop": \(dropoutRate),
        "dtype": "float32",
        "tie_word_embeddings": \(tiesWordEmbeddings)
      }

      """, to: path)
  }
}

/// The names used in the file.
extension GPTConfiguration.Activation {
  fileprivate var fileName: String {
    switch self {
    case .gelu: "gelu"
    case .geluTanh: "gelu_new"
    }
  }

  fileprivate init?(named name: String) {
    switch name {
    case "gelu", "gelu_python": self = .gelu
    case "gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_accurate": self = .geluTanh
    default: return nil
    }
  }
}
