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

  /// The tokens' vectors: y[b, t] = W[id[b, t]]. Shapes: `[batch, length] → [batch, length,
  /// width]`.
  ///
  ///     Embedding(weight: Tensor(rows: [[1, 2], [3, 4], [5, 6]]))(TokenBatch([[2, 0]]))
  ///     // [[[5, 6], [1, 2]]]
  ///
  /// `tokens.ids` has the ids of all sequences, one sequence after the other.
  public func callAsFunction(_ tokens: TokenBatch) -> Tensor {
    // begin 2.8
    var output = Tensor(zeros: [tokens.count, tokens.length, weight.columnCount])
    output.updateRows { row in row.copy(weight, row: tokens.ids[row.index]) }
    return output
    // end 2.8
  }

  /// The output and its pullback: each row of the upstream gradient is added to the row of the
  /// weight that it came from. A token that occurs twice gets both.
  ///
  ///     ∂W[i] = Σ over the positions (b, t) where id[b, t] = i of  ∂y[b, t]
  ///
  ///     // ids [[2, 0, 2]], upstream gradient [[[1, 10], [2, 20], [3, 30]]]
  ///     // ∂W = [[2, 20], [0, 0], [4, 40]]
  ///
  /// Shapes: upstream gradient `[batch, length, width]`, gradient `[vocabulary, width]`. A token
  /// that does not occur has the gradient 0; the ids themselves have none.
  public func withPullback(
    _ tokens: TokenBatch
  ) -> (output: Tensor, pullback: Pullback<Embedding>) {
    // begin 2.8
    (
      self(tokens),
      { [shape = weight.shape] upstream in
        var gradient = Embedding(weight: Tensor(zeros: shape))
        for (position, id) in tokens.ids.enumerated() {
          gradient.weight.updateRow(id) { $0.add(upstream, row: position) }
        }
        return gradient
      }
    )
    // end 2.8
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    body(prefix + "weight", &weight)
  }
}
