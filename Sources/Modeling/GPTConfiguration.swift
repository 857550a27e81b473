/// The hyperparameters of a GPT.
public struct GPTConfiguration: Hashable, Sendable, Codable {
  /// The activation function of the feed-forward layer: a form of GELU.
  public enum Activation: String, Sendable, Codable, CaseIterable {
    /// The exact GELU, x · Φ(x), by the error function.
    case gelu
    /// The tanh approximation, with which GPT-2 was trained.
    case geluTanh
  }

  /// The number of token ids.
  public var vocabularySize: Int
  /// The maximum number of tokens that the model sees at once.
  public var contextLength: Int
  /// The number of transformer blocks.
  public var layerCount: Int
  /// The number of attention heads per block; must divide `width`.
  public var headCount: Int
  /// The embedding width: the length of the vector that represents a token inside the model.
  public var width: Int
  /// The probability that training drops an element, in 0 ..< 1.
  public var dropoutRate: Float
  public var activation: Activation
  /// Whether the output head shares the token embedding's weights.
  public var tiesHead: Bool
  /// The ε that layer norm adds to the variance.
  public var normEpsilon: Float

  public init(
    vocabularySize: Int, contextLength: Int, layerCount: Int, headCount: Int, width: Int,
    dropoutRate: Float = 0, activation: Activation = .gelu, tiesHead: Bool = false,
    normEpsilon: Float = 1e-5
  ) {
    precondition(
      headCount > 0 && width % headCount == 0,
      "a width of \(width) cannot be split into \(headCount) heads")
    self.vocabularySize = vocabularySize
    self.contextLength = contextLength
    self.layerCount = layerCount
    self.headCount = headCount
    self.width = width
    self.dropoutRate = dropoutRate
    self.activation = activation
    self.tiesHead = tiesHead
    self.normEpsilon = normEpsilon
  }

  /// The course's small model: 3 layers, 4 heads, width 128, context 128, exact GELU, an untied
  /// head, dropout 0.1.
  public static func gptMini(vocabularySize: Int) -> GPTConfiguration {
    GPTConfiguration(
      vocabularySize: vocabularySize, contextLength: 128, layerCount: 3, headCount: 4, width: 128,
      dropoutRate: 0.1)
  }

  /// GPT-2 "small", 124 million parameters (Radford et al., *Language Models are Unsupervised
  /// Multitask Learners*, 2019, section 2.3).
  public static let gpt2 = GPTConfiguration(
    vocabularySize: 50_257, contextLength: 1024, layerCount: 12, headCount: 12, width: 768,
    dropoutRate: 0.1, activation: .geluTanh, tiesHead: true)
}
