import CourseKit
import Foundations
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

  /// A logit for each token: its row of the weight, multiplied with x, plus its element of the
  /// bias.
  ///
  /// Shapes: `[…, width] → […, vocabulary]`. Example: with the weight [[1, 2], [3, 4], [5, 6]] and
  /// the bias [10, 20, 30], x = [1, −1] gets the logits [9, 19, 29].
  public func callAsFunction(_ x: Tensor) -> Tensor {
    todo("4.7")
  }

  /// The output and its pullback: ∂x = ∂y · W, ∂W = ∂yᵀ · x, ∂b = the sum of ∂y's rows.
  ///
  /// Shapes: ∂x as x, ∂W `[vocabulary, width]`, ∂b `[vocabulary]`.
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: OutputHead)>) {
    todo("4.8")
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    body(prefix + "weight", &weight)
    body(prefix + "bias", &bias)
  }
}
