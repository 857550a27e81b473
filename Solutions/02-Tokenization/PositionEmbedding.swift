import CourseKit
import FoundationsSolution
import Tensors

// MARK: 2.9 Positions

/// A vector for every position of the context, added to the vector of the token at that position.
public struct PositionEmbedding: Layer {
  /// `[context length, width]`
  public var weight: Tensor

  public init(weight: Tensor) { self.weight = weight }

  /// Vectors drawn from the normal distribution.
  public init(
    contextLength: Int, width: Int, standardDeviation: Float = 0.02,
    using generator: inout SeededGenerator
  ) {
    weight = normal(
      [contextLength, width], standardDeviation: standardDeviation, using: &generator)
  }

  /// y[b, t] = x[b, t] + W[start + t]. Shapes: `[batch, length, width]` → the same.
  ///
  ///     // W = [[1, 2], [10, 20], [100, 200]]
  ///     positions(x)           // adds [1, 2] to the first vector of every sequence, [10, 20] to the second
  ///     positions(x, from: 1)  // adds [10, 20] to the first, [100, 200] to the second
  ///
  /// Every sequence begins at position `start`. There may be fewer tokens than positions, not more.
  public func callAsFunction(_ x: Tensor, from start: Int = 0) -> Tensor {
    // begin 2.9
    let length = x.shape[1]
    precondition(
      start + length <= weight.rowCount,
      "\(start + length) tokens do not fit into a context of \(weight.rowCount)")
    var output = x
    output.updateRows { row in row.add(weight, row: start + row.index % length) }
    return output
    // end 2.9
  }

  /// The output and its pullback: the input's gradient is the upstream gradient itself; a
  /// position's gradient is the sum of the upstream gradients of all sequences there.
  ///
  ///     ∂x = ∂y,  ∂W[t] = Σ over b of  ∂y[b, t]
  ///
  ///     // two sequences of two tokens, width 1, context 3: upstream gradient [[[1], [2]], [[10], [20]]]
  ///     // ∂W = [[11], [22], [0]]
  ///
  /// Here the positions begin at 0. Shapes: upstream gradient and ∂x `[batch, length, width]`, ∂W
  /// that of the weight; positions without a token get 0.
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: PositionEmbedding)>) {
    // begin 2.9
    let length = x.shape[1]
    return (
      self(x),
      { [shape = weight.shape] upstream in
        var gradient = PositionEmbedding(weight: Tensor(zeros: shape))
        for row in 0..<upstream.rowCount {
          gradient.weight.updateRow(row % length) { $0.add(upstream, row: row) }
        }
        return (upstream, gradient)
      }
    )
    // end 2.9
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    body(prefix + "weight", &weight)
  }
}
