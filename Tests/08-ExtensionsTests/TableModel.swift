import CourseKit
import Tensors

/// A model that looks at the last token alone: row i of its weight are the logits after token i.
struct TableModel: LanguageModel {
  var weight: Tensor

  var configuration: GPTConfiguration {
    GPTConfiguration(
      vocabularySize: weight.shape[1], contextLength: 4, layerCount: 1, headCount: 1, width: 1)
  }

  func callAsFunction(_ tokens: TokenBatch) -> Tensor {
    Tensor(
      tokens.ids.flatMap { id in (0..<weight.shape[1]).map { weight[id, $0] } },
      shape: [tokens.count, tokens.length, weight.shape[1]])
  }

  func nextTokenLogits(after tokens: [Int]) -> Tensor {
    Tensor((0..<weight.shape[1]).map { weight[tokens[tokens.count - 1], $0] })
  }

  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<TableModel>) {
    (
      self(tokens),
      { [shape = weight.shape] cotangent in
        var gradient = Tensor(zeros: shape)
        for (row, id) in tokens.ids.enumerated() {
          gradient.updateRow(id) { $0.add(cotangent, row: row) }
        }
        return TableModel(weight: gradient)
      }
    )
  }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    body(prefix + "weight", &weight)
  }
}
