import CourseKit
import Tensors

/// A model with known answers: it looks only at the last token, and row i of its weight holds the
/// logits after token i. For grading code that works with any model: losses, decoding, beam search.
public struct TableModel: LanguageModel {
  /// The logits of the next token after each token. Shape: `[vocabulary, vocabulary]`.
  public var weight: Tensor

  public init(weight: Tensor) { self.weight = weight }

  public var configuration: GPTConfiguration {
    GPTConfiguration(
      vocabularySize: weight.shape[1], contextLength: 4, layerCount: 1, headCount: 1, width: 1)
  }

  /// The rows of the weight for each token. Shape: `[batch, length, vocabulary]`.
  public func callAsFunction(_ tokens: TokenBatch) -> Tensor {
    Tensor(
      tokens.ids.flatMap { id in (0..<weight.shape[1]).map { weight[id, $0] } },
      shape: [tokens.count, tokens.length, weight.shape[1]])
  }

  public func nextTokenLogits(after tokens: [Int]) -> Tensor {
    Tensor((0..<weight.shape[1]).map { weight[tokens[tokens.count - 1], $0] })
  }

  public func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<TableModel>) {
    (
      self(tokens),
      { [shape = weight.shape] upstream in
        var gradient = Tensor(zeros: shape)
        for (row, id) in tokens.ids.enumerated() {
          gradient.updateRow(id) { $0.add(upstream, row: row) }
        }
        return TableModel(weight: gradient)
      }
    )
  }

  public mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void)
  {
    body(prefix + "weight", &weight)
  }
}
