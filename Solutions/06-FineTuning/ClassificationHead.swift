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

  /// The logits. Shapes: `[batch, width] → [batch, classes]`.
  public func callAsFunction(_ pooled: Tensor) -> Tensor { linear(pooled) }

  /// How likely each class is: softmax over the logits. Shapes: `[batch, width] → [batch, classes]`.
  public func probabilities(_ pooled: Tensor) -> Tensor { softmax(self(pooled)) }

  public func withPullback(
    _ pooled: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: ClassificationHead)>) {
    let (logits, linearPullback) = linear.withPullback(pooled)
    return (
      logits,
      { cotangent in
        let (input, gradient) = linearPullback(cotangent)
        return (input, ClassificationHead(gradient))
      }
    )
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    linear.visitParameters(under: prefix, body)
  }
}
