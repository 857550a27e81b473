import CourseKit
import FoundationsSolution
import Tensors
import TokenizationSolution
import TransformerSolution

/// A GPT for decoding whose matrices are bytes. Norms, biases and positions stay floats: they are
/// few, and small errors there reach every element.
public struct QuantizedGPT: DecodingModel {
  public let configuration: GPTConfiguration
  public let blocks: [QuantizedBlock]
  public let finalNorm: LayerNorm
  public let positionEmbedding: PositionEmbedding
  /// The token embedding as a layer `[width, vocabulary]`: each column is a token's vector.
  private let tokenVectors: QuantizedLinear
  /// Nil where the head is tied: then the tokens' vectors serve once more.
  private let head: QuantizedLinear?

  /// Quantizes every matrix of a model. Cost: one pass over its parameters.
  public init(_ model: GPT) {
    configuration = model.configuration
    blocks = model.blocks.map { QuantizedBlock($0) }
    finalNorm = model.finalNorm
    positionEmbedding = model.positionEmbedding
    tokenVectors = QuantizedLinear(weight: model.tokenEmbedding.weight.transposed, bias: nil)
    head = model.head.map { QuantizedLinear(weight: $0.weight.transposed, bias: $0.bias) }
  }

  public func embedding(of tokens: [Int], from start: Int) -> Tensor {
    precondition(
      tokens.allSatisfy { $0 >= 0 && $0 < configuration.vocabularySize },
      "a token outside of a vocabulary of \(configuration.vocabularySize)")
    var vectors = Tensor(zeros: [1, tokens.count, configuration.width])
    vectors.updateRows { row in tokenVectors.copy(column: tokens[row.index], into: &row) }
    return positionEmbedding(vectors, from: start)
  }

  public func logits(_ vectors: Tensor) -> Tensor { (head ?? tokenVectors)(vectors) }

  /// The float model that it stands for, ŵ in the place of every w: to measure what rounding costs.
  public func dequantized() -> GPT {
    var generator = SeededGenerator(seed: 0)
    var model = GPT(configuration, using: &generator)
    model.finalNorm = finalNorm
    model.positionEmbedding = positionEmbedding
    model.tokenEmbedding.weight = Tensor(tokenVectors.dequantized.transposed)
    if let head, let bias = head.bias {
      model.head = OutputHead(weight: Tensor(head.dequantized.transposed), bias: bias)
    }
    for (index, block) in blocks.enumerated() {
      model.blocks[index].attentionNorm = block.attentionNorm
      model.blocks[index].feedForwardNorm = block.feedForwardNorm
      model.blocks[index].attention.queryKeyValue = Linear(block.queryKeyValue)
      model.blocks[index].attention.projection = Linear(block.projection)
      model.blocks[index].feedForward.upProjection = Linear(block.upProjection)
      model.blocks[index].feedForward.downProjection = Linear(block.downProjection)
    }
    return model
  }

  /// What the model takes in memory, in bytes; the float model takes 4 · `parameterCount`.
  public var byteCount: Int {
    let norms = [finalNorm] + blocks.flatMap { [$0.attentionNorm, $0.feedForwardNorm] }
    let layers =
      blocks.flatMap { [$0.queryKeyValue, $0.projection, $0.upProjection, $0.downProjection] }
      + [tokenVectors] + (head.map { [$0] } ?? [])
    return layers.reduce(0) { $0 + $1.byteCount }
      + 4 * (norms.reduce(0) { $0 + $1.parameterCount } + positionEmbedding.parameterCount)
  }
}

/// A block whose four matrices are bytes.
public struct QuantizedBlock: DecodingBlock {
  public let attentionNorm: LayerNorm
  public let queryKeyValue: QuantizedLinear
  public let projection: QuantizedLinear
  public let headCount: Int
  public let feedForwardNorm: LayerNorm
  public let upProjection: QuantizedLinear
  public let downProjection: QuantizedLinear
  public let activation: GPTConfiguration.Activation

  public init(_ block: Block) {
    attentionNorm = block.attentionNorm
    queryKeyValue = QuantizedLinear(block.attention.queryKeyValue)
    projection = QuantizedLinear(block.attention.projection)
    headCount = block.attention.headCount
    feedForwardNorm = block.feedForwardNorm
    upProjection = QuantizedLinear(block.feedForward.upProjection)
    downProjection = QuantizedLinear(block.feedForward.downProjection)
    activation = block.feedForward.activation
  }
}

extension Linear {
  /// The layer that a quantized one stands for.
  fileprivate init(_ quantized: QuantizedLinear) {
    self.init(
      weight: Tensor(quantized.dequantized),
      bias: quantized.bias ?? Tensor(zeros: [quantized.integers.columnCount]))
  }
}
