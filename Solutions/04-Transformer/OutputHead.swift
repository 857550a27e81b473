import CourseKit
import FoundationsSolution
import Tensors

/// From a token's vector to a logit for every token of the vocabulary: x · Wᵀ + b.
///
/// The weight has a row for each token, as the token embedding has; GPT-2 uses that one for both.
public struct OutputHead: Layer {
  /// `[vocabulary, width]`
  public var weight: Tensor
  /// `[vocabulary]`
  public var bias: Tensor

  public init(weight: Tensor, bias: Tensor) {
    self.weight = weight
    self.bias = bias
  }

  /// Shapes: `[…, width] → […, vocabulary]`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    matmul(x, weight.transposed, plus: bias)
  }

  /// The output and the way back: ∂x = ∂y · W, ∂W = ∂yᵀ · x, ∂b = the sum of ∂y's rows.
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: OutputHead)>) {
    (
      self(x),
      { [weight] cotangent in
        let gradient = OutputHead(
          weight: matmul(cotangent.transposed, x), bias: cotangent.sumOfRows())
        return (matmul(cotangent, weight), gradient)
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
