import CourseKit
import FoundationsSolution
import Tensors

// MARK: 3.9 Causal multi-head self-attention

/// Causal multi-head self-attention: every token gathers what it needs from those before it.
///
/// One linear layer makes query, key and value of all heads side by side; each head attends on its
/// own; another linear layer mixes what the heads found.
public struct CausalSelfAttention: Layer {
  /// `[width, 3 · width]`: the columns of all queries, then all keys, then all values.
  public var queryKeyValue: Linear
  /// `[width, width]`
  public var projection: Linear
  /// How many heads share the width, which must be a multiple of it.
  public let headCount: Int
  /// The share of attention weights, and of output elements, that training drops.
  public let dropoutRate: Float

  public init(
    queryKeyValue: Linear, projection: Linear, headCount: Int, dropoutRate: Float = 0
  ) {
    self.queryKeyValue = queryKeyValue
    self.projection = projection
    self.headCount = headCount
    self.dropoutRate = dropoutRate
  }

  /// The output at inference: nothing is dropped.
  ///
  /// q, k, v = the columns of `queryKeyValue(x)`, in this order, `width` of each. Each is split
  /// among the heads; a head attends with its own q, k, v of d = width / headCount columns; the
  /// heads' contexts are merged and go through `projection`.
  ///
  /// Shapes: `[batch, length, width]` → the same. (Splitting the joined columns among 3 · headCount
  /// heads gives, for each sequence, all heads' queries, then all keys, then all values.)
  ///
  /// Example, one token: it attends to itself alone, whatever query and key say, so the output is
  /// `projection` of its value, which is the last third of `queryKeyValue(x)`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    // begin 3.9
    let parts = splitHeads(queryKeyValue(x), headCount: 3 * headCount)
    let contexts = concurrentMap(
      x.shape[0] * headCount, operations: headOperations(x.shape)
    ) { index in
      let (query, key, value) = head(index, of: parts)
      return scaledDotProductAttention(query: query, key: key, value: value)
    }
    return projection(mergeHeads(contexts, headCount: headCount))
    // end 3.9
  }

  /// The output for the last token of each sequence alone, which is what generation needs.
  ///
  /// Shapes: `[batch, length, width] → [batch, 1, width]`.
  public func lastToken(_ x: Tensor) -> Tensor {
    // begin solution
    if x.shape[1] > 1 { return lastOfManyTokens(x) }
    // end solution
    return self(x).lastRows
  }

  // begin solution
  /// Keys and values of all tokens, but one query, from which nothing is hidden.
  private func lastOfManyTokens(_ x: Tensor) -> Tensor {
    let width = x.shape[2]
    let queries = splitHeads(queryKeyValue(x.lastRows, columns: 0..<width), headCount: headCount)
    let keysAndValues = splitHeads(
      queryKeyValue(x, columns: width..<3 * width), headCount: 2 * headCount)
    let scale = 1 / Float(width / headCount).squareRoot()
    let contexts = queries.indices.map { index in
      let (sequence, head) = index.quotientAndRemainder(dividingBy: headCount)
      let key = keysAndValues[sequence * 2 * headCount + head]
      let value = keysAndValues[sequence * 2 * headCount + headCount + head]
      let weights = softmax(matmul(queries[index], key.transposed, scaledBy: scale))
      return contextVectors(weights: weights, values: value)
    }
    return projection(mergeHeads(contexts, headCount: headCount))
  }
  // end solution

  /// The output in training and its pullback.
  ///
  /// In training, `dropoutRate` of each head's weights and of the projection's output elements are
  /// dropped. The generator is used in this order: one `split()` for each head of each sequence, in
  /// the order of ``splitHeads(_:headCount:)``, with which that head's weights are dropped; then
  /// itself, for the output. (With generators of their own, heads may run on several threads.)
  ///
  /// The backward pass goes through the same steps in the reverse order. What each head gives for
  /// q, k and v must stand side by side as they came, all queries first, before it goes back
  /// through `queryKeyValue`. The gradient is a layer whose `queryKeyValue` and `projection` are
  /// those layers' gradients.
  public func withPullback(
    _ x: Tensor, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: CausalSelfAttention)>) {
    // begin 3.9
    let headCount = self.headCount
    let count = x.shape[0] * headCount
    let (joined, joinedPullback) = queryKeyValue.withPullback(x)
    let parts = splitHeads(joined, headCount: 3 * headCount)
    let generators = (0..<count).map { _ in generator.split() }
    let operations = headOperations(x.shape)
    let heads = concurrentMap(count, operations: operations) { index in
      let (query, key, value) = head(index, of: parts)
      @Sendable func drop(_ weights: Tensor) -> (output: Tensor, pullback: Pullback<Tensor>) {
        var generator = generators[index]
        return dropout(weights, rate: dropoutRate, using: &generator)
      }
      return parts[0].rowCount <= longestKept
        ? scaledDotProductAttentionWithPullback(query: query, key: key, value: value, dropout: drop)
        : forgetfulAttentionWithPullback(query: query, key: key, value: value, dropout: drop)
    }
    let contexts = mergeHeads(heads.map(\.output), headCount: headCount)
    let (mixed, projectionPullback) = projection.withPullback(contexts)
    let (output, dropoutPullback) = dropout(mixed, rate: dropoutRate, using: &generator)
    let pullbacks = heads.map(\.pullback)

    return (
      output,
      { [dropoutRate] upstream in
        let (contextGradient, projection) = projectionPullback(dropoutPullback(upstream))
        let upstreams = splitHeads(contextGradient, headCount: headCount)
        let gradients = concurrentMap(count, operations: 2 * operations) {
          pullbacks[$0](Tensor(upstreams[$0]))
        }
        let parts = stride(from: 0, to: count, by: headCount).flatMap { first in
          let heads = gradients[first..<first + headCount]
          return heads.map(\.query) + heads.map(\.key) + heads.map(\.value)
        }
        let (input, queryKeyValue) = joinedPullback(mergeHeads(parts, headCount: 3 * headCount))
        let gradient = CausalSelfAttention(
          queryKeyValue: queryKeyValue, projection: projection, headCount: headCount,
          dropoutRate: dropoutRate)
        return (input, gradient)
      }
    )
    // end 3.9
  }

  // begin solution
  /// Up to this length the weights of all heads are kept for the backward pass: for more they would
  /// be the larger part of what a layer keeps.
  private var longestKept: Int { 512 }

  /// What one head costs: two products of length × length × d, of an addition and a multiplication
  /// for every pair of elements.
  private func headOperations(_ shape: Shape) -> Int {
    4 * shape[1] * shape[1] * shape[2] / headCount
  }

  /// Query, key and value of one head: a sequence's 3 · headCount parts hold all queries first.
  private func head(
    _ index: Int, of parts: [MatrixView]
  ) -> (query: MatrixView, key: MatrixView, value: MatrixView) {
    let (sequence, head) = index.quotientAndRemainder(dividingBy: headCount)
    let first = sequence * 3 * headCount + head
    return (parts[first], parts[first + headCount], parts[first + 2 * headCount])
  }
  // end solution

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    queryKeyValue.visitParameters(under: prefix + "c_attn.", body)
    projection.visitParameters(under: prefix + "c_proj.", body)
  }
}
