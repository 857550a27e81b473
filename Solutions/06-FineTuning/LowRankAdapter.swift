import CourseKit
import FoundationsSolution
import Tensors

/// A change of a weight that has few numbers of its own: ΔW = (α / r) · A · B.
///
/// A weight of `[in, out]` has in · out numbers, its adapter r · (in + out). At first B is 0, so
/// nothing is changed yet (Hu et al., *LoRA: Low-Rank Adaptation of Large Language Models*, 2021,
/// section 4.1). There a weight is laid `[out, in]`, so the paper writes B · A.
public struct LowRankAdapter: Layer {
  /// A, `[in, r]`: the few directions of the input that the change looks at.
  public var down: Tensor
  /// B, `[r, out]`: what it makes of them.
  public var up: Tensor
  /// α / r. With a fixed α, a larger rank does not make larger changes.
  public let scale: Float

  public init(down: Tensor, up: Tensor, alpha: Float) {
    precondition(
      down.rank == 2 && up.rank == 2 && down.shape[1] == up.shape[0] && up.shape[0] > 0,
      "an adapter of \(down.shape) and \(up.shape): it takes [in, r] and [r, out]")
    self.down = down
    self.up = up
    scale = alpha / Float(up.shape[0])
  }

  /// A is normal with standard deviation 1 / √in, so x · A is about as large as x; B is 0.
  public init(
    from inputCount: Int, to outputCount: Int, rank: Int, alpha: Float,
    using generator: inout SeededGenerator
  ) {
    precondition(rank > 0, "a rank of \(rank): it must be 1 or more")
    let deviation = 1 / Float(inputCount).squareRoot()
    self.init(
      down: normal([inputCount, rank], standardDeviation: deviation, using: &generator),
      up: Tensor(zeros: [rank, outputCount]), alpha: alpha)
  }

  public var rank: Int { up.shape[0] }

  /// ΔW = (α / r) · A · B, `[in, out]`.
  public var weightChange: Tensor { matmul(down, up, scaledBy: scale) }

  /// The gradients of A and B from that of the whole weight.
  ///
  /// ∂A = (α / r) · ∂W · Bᵀ and ∂B = (α / r) · Aᵀ · ∂W, the pullback of the product.
  public func gradient(ofWeight gradient: Tensor) -> LowRankAdapter {
    var result = self
    result.down = matmul(gradient, up.transposed, scaledBy: scale)
    result.up = matmul(down.transposed, gradient, scaledBy: scale)
    return result
  }

  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    body(prefix + "lora_A", &down)
    body(prefix + "lora_B", &up)
  }
}
