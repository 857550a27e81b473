import CourseKit
import Tensors

/// A whole model with adapters on some of its weights. The base stays as it is; the adapters learn,
/// and with them whatever was chosen, such as a new head.
///
/// It works through ``model``, where every adapted weight is W + (α / r) · A · B, so the layers
/// need not know of adapters. The gradients of A and B follow from that of the weight.
///
///     let tuned = LoRAModel(classifier, adapting: .attentionWeights, rank: 4, alpha: 8,
///                           alsoLearning: .head, using: &generator)
///     tuned.parameterCount    // the adapters and the head
///     tuned.model             // the classifier with all adapters merged
public struct LoRAModel<Model: Layer>: FineTunable {
  public private(set) var base: Model
  /// The adapters in the order of the model's parameters, with the name of the weight they change.
  public private(set) var adapters: [(name: String, adapter: LowRankAdapter)]
  /// Parameters of the base that learn in full.
  public let alsoLearning: ParameterSelection

  /// Adapters for the matrices of `selection`; what is no matrix has none.
  public init(
    _ base: Model, adapting selection: ParameterSelection, rank: Int, alpha: Float,
    alsoLearning: ParameterSelection = ParameterSelection(names: []),
    using generator: inout SeededGenerator
  ) {
    self.base = base
    self.alsoLearning = alsoLearning
    adapters = []
    for (name, weight) in base.parameters where selection.contains(name) && weight.rank == 2 {
      precondition(!alsoLearning.contains(name), "\(name) would learn both in full and by LoRA")
      let adapter = LowRankAdapter(
        from: weight.shape[0], to: weight.shape[1], rank: rank, alpha: alpha, using: &generator)
      adapters.append((name, adapter))
    }
    precondition(!adapters.isEmpty, "the selection holds none of the model's weights")
  }

  public func learns(_ name: String) -> Bool {
    alsoLearning.contains(name) || adapters.contains { $0.name == name }
  }

  public func gradient(from whole: Model) -> LoRAModel {
    var gradient = self
    gradient.base = whole
    var index = 0
    for (name, slope) in whole.parameters
    where index < adapters.count && adapters[index].name == name {
      gradient.adapters[index].adapter = adapters[index].adapter.gradient(ofWeight: slope)
      index += 1
    }
    return gradient
  }

  /// The adapters, as `h.0.attn.c_attn.weight.lora_A`, then what learns in full.
  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    for index in adapters.indices {
      adapters[index].adapter.visitParameters(
        under: prefix + adapters[index].name + ".", body)
    }
    base.visitParameters(under: "") { [alsoLearning] name, parameter in
      if alsoLearning.contains(name) { body(prefix + name, &parameter) }
    }
  }
}
