import CourseKit
import Foundations
import Tensors

// MARK: 6.8 LoRA merge

extension LowRankAdapter {
  /// ΔW = (α / r) · A · B, `[in, out]`.
  ///
  /// With A = [[1], [2]], B = [[3, −1]] and a scale of ½: [[1.5, −0.5], [3, −1]].
  public var weightChange: Tensor {
    todo("6.8")
  }
}

extension LoRALinear {
  /// One ordinary layer that does the same: W + (α / r) · A · B, and the same b. Using it costs
  /// nothing extra.
  public var merged: Linear {
    todo("6.8")
  }
}

extension LoRAModel {
  /// The model with every adapter merged into its weight: an ordinary one, to use or to save.
  ///
  /// ``base`` stays as it is. ``adapters`` stand in the order in which the model's parameters are
  /// visited, each with the name of its weight; a parameter without an adapter is not changed.
  public var model: Model {
    todo("6.8")
  }
}
