import CourseKit
import Tensors

/// A linear layer: y = x · W + b.
public struct Linear: Layer {
  /// `[in, out]`
  public var weight: Tensor
  /// `[out]`
  public var bias: Tensor

  public init(weight: Tensor, bias: Tensor) {
    precondition(
      weight.rank == 2 && bias.shape == [weight.shape[1]],
      "a weight of \(weight.shape) with a bias of \(bias.shape)")
    self.weight = weight
    self.bias = bias
  }

  /// Weights drawn from the normal distribution, no bias.
  public init(
    from inputCount: Int, to outputCount: Int, standardDeviation: Float = 0.02,
    using generator: inout SeededGenerator
  ) {
    weight = normal(
      [inputCount, outputCount], standardDeviation: standardDeviation, using: &generator)
    bias = Tensor(zeros: [outputCount])
  }

  // MARK: 0.6 Linear forward

  /// y = x · W + b, for every row. Shapes: `[…, in] → […, out]`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    matmul(x, weight, plus: bias)
  }

  /// Some of the output's columns alone. Shapes: `[…, in] → […, columns]`.
  public func callAsFunction(_ x: Tensor, columns: Range<Int>) -> Tensor {
    matmul(
      x, weight.matrix.columns(columns), plus: Tensor(Array(bias.scalars[columns])))
  }

  // MARK: 0.7 Linear pullback

  /// The output and the way back: ∂x = ∂y · Wᵀ, ∂W = xᵀ · ∂y, ∂b = the sum of ∂y's rows.
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: Linear)>) {
    (
      self(x),
      { [weight] cotangent in
        let gradient = Linear(
          weight: matmul(x.transposed, cotangent), bias: cotangent.sumOfRows())
        return (matmul(cotangent, weight.transposed), gradient)
      }
    )
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    body(prefix + "weight", &weight)
    body(prefix + "bias", &bias)
  }
}
