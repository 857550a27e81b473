import CourseKit

/// Some of a model's parameters, chosen by their names.
public struct ParameterSelection: Sendable {
  private let isIncluded: @Sendable (String) -> Bool

  /// The parameters whose name `isIncluded` says yes to.
  public init(where isIncluded: @escaping @Sendable (_ name: String) -> Bool) {
    self.isIncluded = isIncluded
  }

  /// The parameters with these names, such as `h.0.attn.c_attn.weight`; see `Layer`.
  public init(names: Set<String>) { self.init { names.contains($0) } }

  public func contains(_ name: String) -> Bool { isIncluded(name) }
}

/// What usually learns in a ``Classifier``.
extension ParameterSelection {
  public static let everything = ParameterSelection { _ in true }

  /// The classification head alone: the model is used as it is.
  public static let head = ParameterSelection { $0.hasPrefix("score.") }

  /// The head, the last norm, and the last blocks, which are the nearest to the task.
  public static func lastBlocks(_ count: Int = 1, of configuration: GPTConfiguration) -> Self {
    let layerCount = configuration.layerCount
    precondition(
      count >= 0 && count <= layerCount, "the last \(count) of a model's \(layerCount) blocks")
    let blocks = (layerCount - count..<layerCount).map { "h.\($0)." }
    return ParameterSelection { name in
      head.contains(name) || name.hasPrefix("ln_f.") || blocks.contains { name.hasPrefix($0) }
    }
  }
}

/// What LoRA usually adapts.
extension ParameterSelection {
  /// The weights of attention: query, key and value together, and the projection.
  public static let attentionWeights = ParameterSelection {
    $0.hasSuffix("attn.c_attn.weight") || $0.hasSuffix("attn.c_proj.weight")
  }

  /// Those of attention and of the feed-forward layer.
  public static let blockWeights = ParameterSelection {
    attentionWeights.contains($0)
      || $0.hasSuffix("mlp.c_fc.weight") || $0.hasSuffix("mlp.c_proj.weight")
  }
}
