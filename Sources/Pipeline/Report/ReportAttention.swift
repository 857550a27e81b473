import Attention
import CourseKit
import Tensors
import Transformer

/// The attention weights that a model uses when it reads `tokens`: by layer and head, each
/// `[length, length]`, a row for each query.
///
/// The forward pass keeps none of them, so every block's first half is done once more: its norm, its
/// queries and keys, and chapter 3's own weights. Cost: that of a forward pass and a bit.
public func attentionWeights(of model: GPT, reading tokens: [Int]) -> [[Tensor]] {
  precondition(
    !tokens.isEmpty && tokens.count <= model.configuration.contextLength,
    "\(tokens.count) tokens in a context of \(model.configuration.contextLength)")
  var x = model.positionEmbedding(model.tokenEmbedding(TokenBatch(tokens)))
  return model.blocks.map { block in
    let attention = block.attention
    let parts = splitHeads(
      attention.queryKeyValue(block.attentionNorm(x)), headCount: 3 * attention.headCount)
    let weights = (0..<attention.headCount).map { head in
      Attention.attentionWeights(query: parts[head], key: parts[attention.headCount + head])
    }
    x = block(x)
    return weights
  }
}
