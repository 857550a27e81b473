import CourseKit
import Tensors
import Transformer

// MARK: 6.4 Freezing

/// A model of which some parameters learn and the others stay as they are, bit for bit.
///
/// A gradient of 0 would not do: AdamW's decay would still shrink a frozen weight, and the moments
/// of earlier steps would still move it. So what is frozen is not even visited, and has no moments.
///
///     PartlyFrozen(classifier, learning: .head).parameterCount   // width · classes + classes
public struct PartlyFrozen<Model: Layer>: FineTunable {
  public private(set) var model: Model
  public let selection: ParameterSelection

  public init(_ model: Model, learning selection: ParameterSelection) {
    self.model = model
    self.selection = selection
    precondition(parameterCount > 0, "the selection holds none of the model's parameters")
  }

  public func learns(_ name: String) -> Bool { selection.contains(name) }

  /// The same, frozen in the same way, with the gradient of the whole model in the model's place.
  ///
  /// Nothing has to be set to 0: what is frozen is not visited here either.
  public func gradient(from whole: Model) -> PartlyFrozen {
    todo("6.4")
  }

  /// The parameters that learn, in the model's order, under `prefix` and the name they have there.
  ///
  /// The selection knows the names that the model has for itself, without any prefix:
  /// `score.weight`, not `tuned.score.weight`. `body` may change a parameter, and must not see what
  /// is frozen.
  ///
  /// While `model` is visited, the closure may not touch `self`: let it capture the selection,
  /// `{ [selection] name, parameter in … }`.
  public mutating func visitParameters(
    under prefix: String, _ body: (String, inout Tensor) -> Void
  ) {
    todo("6.4")
  }
}

extension GPT {
  /// ``hiddenStatesWithPullback(_:using:)`` where the embeddings and the first `frozenBlocks`
  /// blocks do not learn; with 0, everything does.
  ///
  /// What is frozen runs as in inference: it keeps nothing for the backward pass, and drops
  /// nothing, so it draws nothing from the generator. The blocks above it run as in training, in
  /// their order, then the last norm. The backward pass ends above what is frozen: the gradient of
  /// the embeddings, of the frozen blocks and of the output head is 0. If all blocks are frozen,
  /// the last norm alone has one.
  ///
  /// With half of the blocks frozen a step takes about two thirds of the time. Shapes: tokens
  /// `[batch, length]`, output `[batch, length, width]`.
  public func hiddenStatesWithPullback(
    _ tokens: TokenBatch, frozenBlocks: Int, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<GPT>) {
    guard frozenBlocks > 0 else { return hiddenStatesWithPullback(tokens, using: &generator) }
    precondition(
      frozenBlocks <= blocks.count, "\(frozenBlocks) frozen blocks of \(blocks.count)")
    todo("6.4")
  }
}
