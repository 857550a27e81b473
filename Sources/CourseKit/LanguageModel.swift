import Tensors

/// A model that predicts, for each token of a sequence, the one that follows.
public protocol LanguageModel: Layer {
  /// Its size and choices.
  var configuration: GPTConfiguration { get }

  /// The logits of the next token at every place: `[batch, length, vocabulary]`.
  func callAsFunction(_ tokens: TokenBatch) -> Tensor

  /// The logits of the token that follows the last of `tokens`: `[vocabulary]`.
  ///
  /// Only the last `contextLength` tokens count.
  func nextTokenLogits(after tokens: [Int]) -> Tensor

  /// The logits in training (with dropout), and the way back to the gradient of every parameter.
  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<Self>)

  /// The same for some places alone, `places` being rows of the tokens taken as one column, in rising
  /// order: where only a few targets count, the head has only those to work out.
  ///
  /// Shapes: logits `[places.count, vocabulary]`. A model that does not say how works out all of them.
  func withPullback(
    _ tokens: TokenBatch, at places: [Int], using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<Self>)
}

extension LanguageModel {
  public func withPullback(
    _ tokens: TokenBatch, at places: [Int], using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<Self>) {
    let (logits, pullback) = withPullback(tokens, using: &generator)
    let shape = logits.shape
    return (
      logits.gatheringRows(places), { pullback($0.scatteringRows(to: places, of: shape)) }
    )
  }
}
