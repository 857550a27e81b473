import CourseKit
import Foundations
import Tensors

// MARK: 6.7 LoRA

/// A change of a weight that has few parameters of its own: ΔW = (α / r) · A · B.
///
/// A weight of `[in, out]` has in · out parameters, its adapter r · (in + out). At first B is 0, so
/// nothing is changed yet (Hu et al., *LoRA: Low-Rank Adaptation of Large Language Models*, 2021,
/// section 4.1). There a weight is laid `[out, in]`, so the paper writes B · A.
public struct LowRankAdapter: Layer {
  /// A, `[in, r]`: the few directions of the input that the change looks at.
  public var down: Tensor
  /// B, `[r, out]`: what it makes of them.
  public var up: Tensor
  /// α / r. With a fixed α, a larger rank does not make larger changes.
  public let scale: Float

  /// An adapter of A, `[in, r]`, and B, `[r, out]`. With α = 6 and a rank of 4 the scale is 1.5.
  public init(down: Tensor, up: Tensor, alpha: Float) {
    precondition(
      down.rank == 2 && up.rank == 2 && down.shape[1] == up.shape[0] && up.shape[0] > 0,
      "an adapter of \(down.shape) and \(up.shape): it takes [in, r] and [r, out]")
    self.down = down
    self.up = up
    todo("6.7")
  }

  /// An adapter that changes nothing yet: B is 0.
  ///
  /// A is normal with standard deviation 1 / √in, so x · A is about as large as x: for 4 inputs and
  /// a rank of 2 it is `normal([4, 2], standardDeviation: 0.5, using: &generator)`, and nothing
  /// else is drawn. Were both 0, neither would ever get a gradient.
  public init(
    from inputCount: Int, to outputCount: Int, rank: Int, alpha: Float,
    using generator: inout SeededGenerator
  ) {
    precondition(rank > 0, "a rank of \(rank): it must be 1 or more")
    todo("6.7")
  }

  /// r, how many directions the change has.
  public var rank: Int { up.shape[0] }

  /// The gradients of A and B from that of the whole weight, `[in, out]`, as an adapter.
  ///
  /// ∂A = (α / r) · ∂W · Bᵀ and ∂B = (α / r) · Aᵀ · ∂W, the pullback of the product. Both are taken
  /// from A and B as they are now. With A = [[1], [2]], B = [[3, −1]], a scale of ½ and ∂W all
  /// ones: ∂A = [[1], [1]], ∂B = [[1.5, 1.5]].
  public func gradient(ofWeight gradient: Tensor) -> LowRankAdapter {
    todo("6.7")
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    body(prefix + "lora_A", &down)
    body(prefix + "lora_B", &up)
  }
}

/// A linear layer that is frozen, and an adapter beside it that learns.
public struct LoRALinear: Layer {
  /// W and b, which do not learn.
  public let base: Linear
  /// What learns.
  public var adapter: LowRankAdapter

  public init(_ base: Linear, adapter: LowRankAdapter) {
    precondition(
      base.weight.shape == [adapter.down.shape[0], adapter.up.shape[1]],
      "an adapter of \(adapter.down.shape) and \(adapter.up.shape) for a weight of "
        + "\(base.weight.shape)")
    self.base = base
    self.adapter = adapter
  }

  /// y = x · W + b + (α / r) · (x · A) · B. Shapes: `[…, in] → […, out]`.
  ///
  /// A · B is never formed: for a row that takes r · (in + out) multiplications, not in · out.
  ///
  /// With W = [[1, 0], [0, 1]], b = [10, 20], A = [[1], [2]], B = [[3, −1]] and a scale of ½, the
  /// row [1, 2] gives [11, 22] + ½ · 5 · [3, −1] = [18.5, 19.5].
  public func callAsFunction(_ x: Tensor) -> Tensor {
    todo("6.7")
  }

  /// The output and its pullback. With z = x · A and ∂z = (α / r) · ∂y · Bᵀ:
  /// ∂B = (α / r) · zᵀ · ∂y, ∂A = xᵀ · ∂z, ∂x = ∂y · Wᵀ + ∂z · Aᵀ.
  ///
  /// Here all rows of x and ∂y count, whatever their axes. The gradient is this layer with ∂A and
  /// ∂B in its adapter; W and b have none.
  public func withPullback(
    _ x: Tensor
  ) -> (output: Tensor, pullback: Pullback<(input: Tensor, gradient: LoRALinear)>) {
    todo("6.7")
  }

  /// A and B: the base does not learn.
  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    adapter.visitParameters(under: prefix, body)
  }
}
