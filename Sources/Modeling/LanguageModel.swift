import Tensors

/// A model that predicts the next token at every position of a sequence.
public protocol LanguageModel: Layer {
  /// The model's hyperparameters.
  var configuration: GPTConfiguration { get }

  /// The logits of the next token at every position. Shape: `[batch, length, vocabulary]`.
  func callAsFunction(_ tokens: TokenBatch) -> Tensor

  /// The logits of the token that follows the last of `tokens`. Shape: `[vocabulary]`.
  ///
  /// Only the last `contextLength` tokens are used.
  func nextTokenLogits(after tokens: [Int]) -> Tensor

  /// The forward pass for training (with dropout), and its pullback, which returns the gradient of
  /// every parameter.
  ///
  /// Shapes: logits and upstream gradient `[batch, length, vocabulary]`.
  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<Self>)

  /// The same at selected positions only. `positions` are row indices in ascending order, with the
  /// tokens of the whole batch flattened into one column. Where only a few targets count, the head
  /// computes only those.
  ///
  /// Shapes: logits and upstream gradient `[positions.count, vocabulary]`. The default
  /// implementation computes all positions and selects.
  func withPullback(
    _ tokens: TokenBatch, at positions: [Int], using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<Self>)
}

extension LanguageModel {
  public func withPullback(
    _ tokens: TokenBatch, at positions: [Int], using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<Self>) {
    let (logits, pullback) = withPullback(tokens, using: &generator)
    let shape = logits.shape
    return (
      logits.gatheringRows(positions), { pullback($0.scatteringRows(to: positions, of: shape)) }
    )
  }
}
