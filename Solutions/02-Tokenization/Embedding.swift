import CourseKit
import FoundationsSolution
import Tensors

// MARK: 2.8 Token embedding

/// A vector for every token of the vocabulary: row i of the weight stands for token i.
public struct Embedding: Layer {
  /// `[vocabulary, width]`
  public var weight: Tensor

  public init(weight: Tensor) { self.weight = weight }

  /// Vectors drawn from the normal distribution.
  public init(
    count: Int, width: Int, standardDeviation: Float = 0.02, using generator: inout SeededGenerator
  ) {
    weight = normal([count, width], standardDeviation: standardDeviation, using: &generator)
  }

  /// The tokens' vectors: y[b, t] = W[id[b, t]]. Shapes: `[batch, length] → [batch, length, width]`.
  public func callAsFunction(_ tokens: TokenBatch) -> Tensor {
    var output = Tensor(zeros: [tokens.count, tokens.length, weight.columnCount])
    output.updateRows { row in row.copy(weight, row: tokens.ids[row.index]) }
    return output
  }

  /// The output and the way back: each row of the cotangent is added to the row of the weight that
  /// it came from. A token that occurs twice gets both.
  public func withPullback(
    _ tokens: TokenBatch
  ) -> (output: Tensor, pullback: Pullback<Embedding>) {
    (
      self(tokens),
      { [shape = weight.shape] cotangent in
        var gradient = Embedding(weight: Tensor(zeros: shape))
        for (place, id) in tokens.ids.enumerated() {
          gradient.weight.updateRow(id) { $0.add(cotangent, row: place) }
        }
        return gradient
      }
    )
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    body(prefix + "weight", &weight)
  }
}
