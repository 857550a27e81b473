import AttentionSolution
import CourseKit
import FoundationsSolution
import Tensors

// MARK: 6.3 Classification head

/// From a text's vector to a logit for every class: y = x · W + b.
public struct ClassificationHead: Layer {
  /// `[width, classes]`
  public var linear: Linear

  public init(_ linear: Linear) { self.linear = linear }

  /// A head that has not learned anything yet: small normal weights, no bias.
  public init(width: Int, classCount: Int, using generator: inout SeededGenerator) {
    linear = Linear(from: width, to: classCount, using: &generator)
  }

  /// The logits, as they are: no softmax yet. Shapes: `[batch, width] → [batch, classes]`.
  ///
  /// With W = [[1, 0], [0, 2]] and b = [0.5, 0] the vector [1, 3] has the logits [1.5, 6].
  public func callAsFunction(_ pooled: Tensor) -> Tensor {
    // begin 6.3
    linear(pooled)
    // end 6.3
  }

  /// How likely each class is: softmax over the logits of each text.
  ///
  /// Shapes: `[batch, width] → [batch, classes]`. Each row is positive and sums to 1: the logits
  /// [0, ln 3] become [0.25, 0.75].
  public func probabilities(_ pooled: Tensor) -> Tensor {
    // begin 6.3
    softmax(self(pooled))
    // end 6.3
  }

  /// The logits and the pullback from their upstream gradient, `[batch, classes]`: to the gradient
  /// of the text's vectors, `[batch, width]`, and to that of the head.
  ///
  /// ∂x = ∂y · Wᵀ, ∂W = xᵀ · ∂y, ∂b = the sum of ∂y's rows. The linear layer has this pullback;
  /// what it gives for W and b is the head's gradient, again a ``ClassificationHead``.
  public func withPullback(
    _ pooled: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: ClassificationHead)>) {
    // begin 6.3
    let (logits, linearPullback) = linear.withPullback(pooled)
    return (
      logits,
      { upstream in
        let (input, gradient) = linearPullback(upstream)
        return (input, ClassificationHead(gradient))
      }
    )
    // end 6.3
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    linear.visitParameters(under: prefix, body)
  }
}
