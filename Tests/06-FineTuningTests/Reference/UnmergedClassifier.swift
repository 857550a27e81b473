import Attention
import FineTuning
import Foundation
import Foundations
import Tensors
import Tokenization
import Transformer

/// The logits with every adapter beside its layer: `LoRALinear` in the place of each adapted
/// `Linear`, the model's steps written out around it.
func unmergedLogits(_ tuned: LoRAModel<Classifier>, _ batch: PaddedBatch) -> Tensor {
  let backbone = tuned.base.backbone
  let adapters = Dictionary(uniqueKeysWithValues: tuned.adapters.map { ($0.name, $0.adapter) })
  func adapted(_ layer: Linear, _ name: String) -> LoRALinear {
    LoRALinear(layer, adapter: adapters["\(name).weight"]!)
  }
  var x = backbone.positionEmbedding(backbone.tokenEmbedding(batch.tokens))
  for (index, block) in backbone.blocks.enumerated() {
    let attention = block.attention
    let joined = adapted(attention.queryKeyValue, "h.\(index).attn.c_attn")(block.attentionNorm(x))
    let heads = splitHeads(joined, headCount: 3 * attention.headCount)
    let count = attention.headCount
    let contexts = (0..<batch.tokens.count * count).map { place in
      let first = place / count * 3 * count + place % count
      return scaledDotProductAttention(
        query: heads[first], key: heads[first + count], value: heads[first + 2 * count])
    }
    let projection = adapted(attention.projection, "h.\(index).attn.c_proj")
    x = x + projection(mergeHeads(contexts, headCount: count))
    x = x + block.feedForward(block.feedForwardNorm(x))
  }
  return tuned.base.head(
    FineTuning::pool(backbone.finalNorm(x), lengths: batch.lengths, by: tuned.base.pooling))
}

/// The mean cross-entropy and its gradient in the logits, in Double.
func lossAndUpstream(_ logits: Tensor, _ labels: [Int]) -> (loss: Double, upstream: Tensor) {
  var (loss, upstream) = (0.0, logits)
  for (row, label) in labels.enumerated() {
    let scores = (0..<logits.columnCount).map { Double(logits[row, $0]) }
    let sum = scores.reduce(0) { $0 + exp($1) }
    loss += (log(sum) - scores[label]) / Double(labels.count)
    for (column, score) in scores.enumerated() {
      let slope = exp(score) / sum - (column == label ? 1 : 0)
      upstream[row, column] = Float(slope / Double(labels.count))
    }
  }
  return (loss, upstream)
}
