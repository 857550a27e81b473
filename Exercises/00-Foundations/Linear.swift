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

  // MARK: 0.6 Linear layer, forward

  /// y = x · W + b, for every row. Shapes: `[…, in] → […, out]`.
  ///
  /// x may have any number of axes: all but the innermost count as rows. `matmul` comes in several
  /// forms.
  ///
  ///     let layer = Linear(weight: Tensor(rows: [[1, 2, 3], [4, 5, 6]]), bias: Tensor([10, 20, 30]))
  ///     layer(Tensor([2, -1]))   // [2·1 − 4 + 10, 2·2 − 5 + 20, 2·3 − 6 + 30] = [8, 19, 30]
  public func callAsFunction(_ x: Tensor) -> Tensor {
    todo("0.6")
  }

  /// Only some of the output's columns. Shapes: `[…, in] → […, columns]`.
  ///
  /// The same as taking these columns of the whole output, but the others are not computed. A part
  /// of a matrix without a copy is a `MatrixView`. For the layer above, the columns 1 ..< 3 of (2,
  /// −1) are `[19, 30]`.
  public func callAsFunction(_ x: Tensor, columns: Range<Int>) -> Tensor {
    todo("0.6")
  }

  // MARK: 0.7 Linear layer, pullback

  /// The output and its pullback: ∂x = ∂y · Wᵀ, ∂W = xᵀ · ∂y, ∂b = the sum of ∂y's rows.
  ///
  /// The pullback is a closure from the upstream gradient ∂y, `[…, out]`, to the derivative of the
  /// input, `[…, in]` as x, and a `Linear` that holds those of weight and bias. x may have any
  /// rank: ∂W and ∂b add up over all rows. It may be called more than once, and gives the same each
  /// time.
  ///
  /// For x = (1, 3) in one row, W = (2, 5) in one column and ∂y = (10): ∂x = (20, 50),
  /// ∂W = (10, 30) in one column, ∂b = (10). A tensor and a view of it have `transposed`; a tensor
  /// has `sumOfRows()`.
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: Linear)>) {
    todo("0.7")
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    body(prefix + "weight", &weight)
    body(prefix + "bias", &bias)
  }
}
