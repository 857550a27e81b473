import CourseKit
import Tensors

// MARK: 4.9 Greedy generation

extension GPT {
  /// Goes on from `prompt` by `count` tokens, each time the one with the largest logit.
  ///
  /// Five steps: crop to the context, forward pass, take the last place's logits, choose, append.
  /// Returns the prompt and the new tokens.
  public func generateGreedily(from prompt: [Int], count: Int) -> [Int] {
    precondition(!prompt.isEmpty, "the prompt is empty: give at least one token to go on from")
    var tokens = prompt
    for _ in 0..<count {
      let logits = nextTokenLogits(after: tokens)
      tokens.append(logits.withRow(0) { $0.indexOfMax() })
    }
    return tokens
  }

  /// The logits of the token that follows: `[vocabulary]`. Only the last `contextLength` tokens count.
  ///
  /// They come from the last place, so the last block works out that place alone.
  public func nextTokenLogits(after tokens: [Int]) -> Tensor {
    precondition(!tokens.isEmpty, "no token to go on from: a model needs at least one")
    let visible = TokenBatch(Array(tokens.suffix(configuration.contextLength)))
    var x = positionEmbedding(tokenEmbedding(visible))
    for block in blocks.dropLast() { x = block(x) }
    x = blocks.last?.lastToken(x) ?? x.lastRows
    return logits(finalNorm(x)).reshaped(to: [configuration.vocabularySize])
  }
}
