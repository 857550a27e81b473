import CourseKit
import FoundationsSolution
import Tensors

/// Brings every token's vector to mean 0 and variance 1, then scales and shifts each column.
///
/// Ba, Kiros and Hinton, *Layer Normalization*, 2016, section 3.
public struct LayerNorm: Layer {
  /// The scale of each column, `[width]`; at first 1.
  public var weight: Tensor
  /// The shift of each column, `[width]`; at first 0.
  public var bias: Tensor
  /// Added to the variance, so that a constant row does not divide by 0.
  public let epsilon: Float

  /// A norm that has not learned anything yet: weight 1 and bias 0.
  public init(width: Int, epsilon: Float = 1e-5) {
    self.init(
      weight: Tensor(repeating: 1, shape: [width]), bias: Tensor(zeros: [width]), epsilon: epsilon)
  }

  public init(weight: Tensor, bias: Tensor, epsilon: Float = 1e-5) {
    precondition(
      weight.rank == 1 && bias.shape == weight.shape,
      "a scale of \(weight.shape) with a shift of \(bias.shape)")
    self.weight = weight
    self.bias = bias
    self.epsilon = epsilon
  }

  // MARK: 4.1 Layer norm

  /// y = weight · x̂ + bias with x̂ = (x − mean) / √(variance + ε), the variance over all C
  /// columns.
  ///
  /// Shapes: `[…, width]` → the same; every row has a mean and a variance of its own. The variance
  /// is Σ (x − mean)² / C: the mean of x² minus the square of the mean loses its digits where the
  /// elements are large and close together. A constant row becomes the bias.
  ///
  /// Example: [1, 3, 3, 5] has mean 3 and variance 2, so with weight 1, bias 0 and a tiny ε it
  /// becomes [−1.414, 0, 0, 1.414].
  public func callAsFunction(_ x: Tensor) -> Tensor {
    // begin 4.1
    x.mapRows { y, x in
      y.copy(x, adding: -x.mean())
      y.scale(by: inverseDeviation(ofCentered: y))
      y.multiply(by: weight)
      y.add(bias)
    }
    // end 4.1
  }

  // begin solution
  /// 1 / √(variance + ε) of a row whose mean is 0.
  private func inverseDeviation(ofCentered row: borrowing Row) -> Float {
    let variance = row.sumOfSquares() / Float(row.count)
    return 1 / (variance + epsilon).squareRoot()
  }
  // end solution

  // MARK: 4.2 Layer norm, pullback

  /// The output and its pullback.
  ///
  /// With g = ∂y · weight: ∂x = (g − mean(g) − x̂ · mean(g · x̂)) / √(variance + ε), for mean and
  /// variance depend on every x of the row. ∂weight = Σ ∂y · x̂ and ∂bias = Σ ∂y over all rows.
  ///
  /// Shapes: the input's gradient has the shape of x, those of weight and bias are `[width]`. The
  /// gradient is another `LayerNorm`, with ∂weight and ∂bias in the place of the parameters.
  ///
  /// Example: for the row [1, 3, 3, 5], weight 1 and ∂y = [1, 0, 0, 0]: x̂ = [−1.414, 0, 0, 1.414],
  /// mean(g) = 0.25, mean(g · x̂) = −0.354, so ∂x = [0.177, −0.177, −0.177, 0.177],
  /// ∂weight = [−1.414, 0, 0, 0] and ∂bias = [1, 0, 0, 0].
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: LayerNorm)>) {
    // begin 4.2
    let (normalized, inverse) = x.mapRowsWithValues { normalized, x in
      normalized.copy(x, adding: -x.mean())
      let inverse = inverseDeviation(ofCentered: normalized)
      normalized.scale(by: inverse)
      return inverse
    }
    let output = normalized.mapRows { [weight, bias] y, normalized in
      y.copy(normalized)
      y.multiply(by: weight)
      y.add(bias)
    }
    return (
      output,
      { [weight, epsilon] upstream in
        let gradient = LayerNorm(
          weight: upstream.sumOfRows(times: normalized), bias: upstream.sumOfRows(),
          epsilon: epsilon)
        let input = upstream.mapRows(with: normalized) { g, upstream, normalized in
          g.copy(upstream)
          g.multiply(by: weight)
          let along = g.dot(normalized) / Float(g.count)
          g.add(-g.mean())
          g.add(normalized, scaledBy: -along)
          g.scale(by: inverse[g.index])
        }
        return (input, gradient)
      }
    )
    // end 4.2
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    body(prefix + "weight", &weight)
    body(prefix + "bias", &bias)
  }
}
