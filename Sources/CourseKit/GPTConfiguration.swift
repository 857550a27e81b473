/// The size and the choices of a GPT.
public struct GPTConfiguration: Hashable, Sendable, Codable {
  /// The activation function of the feed-forward layer: which form of GELU.
  public enum Activation: String, Sendable, Codable, CaseIterable {
    /// x · Φ(x) with the error function.
    case gelu
    /// The approximation by a hyperbolic tangent, which GPT-2 was trained with.
    case geluTanh
  }

  public var vocabularySize: Int
  /// The most tokens that the model sees at once.
  public var contextLength: Int
  public var layerCount: Int
  public var headCount: Int
  /// How many numbers stand for a token inside the model: the embedding's width.
  public var width: Int
  /// The share of numbers that training drops, 0 ..< 1.
  public var dropoutRate: Float
  public var activation: Activation
  /// Whether the output head uses the token embedding's weights.
  public var tiesHead: Bool
  /// What layer norm adds to the variance.
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

  /// The small model of the course: 3 layers × 4 heads × 128, context 128, exact GELU, a head of its
  /// own, dropout 0.1.
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
