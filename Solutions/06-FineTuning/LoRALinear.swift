import CourseKit
import FoundationsSolution
import Tensors

/// A linear layer that is frozen, and an adapter beside it that learns.
public struct LoRALinear: Layer {
  /// W and b, which do not learn.
  public let base: Linear
  public var adapter: LowRankAdapter

  public init(_ base: Linear, adapter: LowRankAdapter) {
    precondition(
      base.weight.shape == [adapter.down.shape[0], adapter.up.shape[1]],
      "an adapter of \(adapter.down.shape) and \(adapter.up.shape) for a weight of "
        + "\(base.weight.shape)")
    self.base = base
    self.adapter = adapter
  }

  // MARK: 6.7 LoRA

  /// y = x · W + b + (α / r) · (x · A) · B. Shapes: `[…, in] → […, out]`.
  ///
  /// A · B is never formed: for a row that takes r · (in + out) multiplications, not in · out.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    base(x) + matmul(matmul(x, adapter.down), adapter.up, scaledBy: adapter.scale)
  }

  /// The output and the way back. With z = x · A and ∂z = (α / r) · ∂y · Bᵀ: ∂B = (α / r) · zᵀ · ∂y,
  /// ∂A = xᵀ · ∂z, ∂x = ∂y · Wᵀ + ∂z · Aᵀ.
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: LoRALinear)>) {
    let z = matmul(x, adapter.down)
    return (
      base(x) + matmul(z, adapter.up, scaledBy: adapter.scale),
      { [self] cotangent in
        let zGradient = matmul(cotangent, adapter.up.transposed, scaledBy: adapter.scale)
        var gradient = self
        gradient.adapter.up = matmul(z.transposed, cotangent, scaledBy: adapter.scale)
        gradient.adapter.down = matmul(x.transposed, zGradient)
        let input =
          matmul(cotangent, base.weight.transposed) + matmul(zGradient, adapter.down.transposed)
        return (input, gradient)
      }
    )
  }

  // MARK: 6.8 LoRA merge

  /// One ordinary layer that does the same: W + (α / r) · A · B. Using it costs nothing extra.
  public var merged: Linear {
    Linear(weight: base.weight + adapter.weightChange, bias: base.bias)
  }

  /// A and B: the base does not learn.
  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    adapter.visitParameters(under: prefix, body)
  }
}
