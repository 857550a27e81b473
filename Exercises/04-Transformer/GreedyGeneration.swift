import CourseKit
import Tensors

// MARK: 4.9 Greedy generation

extension GPT {
  /// Goes on from `prompt` by `count` tokens, each time the one with the largest logit.
  ///
  /// Five steps: crop to the context, forward pass, take the last position's logits, choose,
  /// append. Returns the prompt, all of it, and the new tokens. Of several equal logits the first
  /// wins. A `count` of 0 gives the prompt back.
  ///
  /// Example: a model in which 7 is likeliest after [3, 5], and 2 after [3, 5, 7], goes on from [3, 5]
  /// by 2 tokens with [3, 5, 7, 2].
  public func generateGreedily(from prompt: [Int], count: Int) -> [Int] {
    precondition(!prompt.isEmpty, "the prompt is empty: give at least one token to go on from")
    todo("4.9")
  }

  /// The logits of the token that follows: `[vocabulary]`. Only the last `contextLength` tokens count.
  ///
  /// They come from the last position, so the last block computes that position alone. The last row
  /// of what the whole model gives is right as well.
  ///
  /// Example: with a context of 4, the tokens [9, 1, 2, 3, 4] have the same logits as [1, 2, 3, 4].
  public func nextTokenLogits(after tokens: [Int]) -> Tensor {
    precondition(!tokens.isEmpty, "no token to go on from: a model needs at least one")
    todo("4.9")
  }
}
