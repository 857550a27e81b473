import CourseKit
import FoundationsSolution
import Tensors

// MARK: 6.8 LoRA merge

extension LowRankAdapter {
  /// ΔW = (α / r) · A · B, `[in, out]`.
  ///
  /// With A = [[1], [2]], B = [[3, −1]] and a scale of ½: [[1.5, −0.5], [3, −1]].
  public var weightChange: Tensor {
    // begin 6.8
    matmul(down, up, scaledBy: scale)
    // end 6.8
  }
}

extension LoRALinear {
  /// One ordinary layer that does the same: W + (α / r) · A · B, and the same b. Using it costs
  /// nothing extra.
  public var merged: Linear {
    // begin 6.8
    Linear(weight: base.weight + adapter.weightChange, bias: base.bias)
    // end 6.8
  }
}

extension LoRAModel {
  /// The model with every adapter merged into its weight: an ordinary one, to use or to save.
  ///
  /// ``base`` stays as it is. ``adapters`` stand in the order in which the model's parameters are
  /// visited, each with the name of its weight; a parameter without an adapter is not changed.
  public var model: Model {
    // begin 6.8
    var merged = base
    var rest = adapters[...]
    merged.visitParameters(under: "") { name, parameter in
      guard let next = rest.first, next.name == name else { return }
      parameter += next.adapter.weightChange
      rest.removeFirst()
    }
    return merged
    // end 6.8
  }
}
