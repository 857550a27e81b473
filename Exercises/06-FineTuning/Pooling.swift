import CourseKit
import Tensors

// MARK: 6.2 Pooling

/// How the vectors of a text's tokens become one vector for the text.
public enum Pooling: String, Sendable, Codable, CaseIterable {
  /// The last real token's: the only one that has seen the whole text (Radford et al., *Improving
  /// Language Understanding by Generative Pre-Training*, 2018, section 3.2).
  case lastToken
  /// The mean over all real tokens.
  case mean
}

/// One vector for each text, from its real tokens alone.
///
/// With n real tokens: y = xₙ₋₁, or y = (x₀ + … + xₙ₋₁) / n.
/// Shapes: `[batch, length, width] → [batch, width]`; text i has `lengths[i]` real tokens, 1 …
/// length, and they come first. Padding is not even read: there may be anything, NaN included.
///
///     let x = Tensor([1, 2, 3, 6, 9, 9], shape: [1, 3, 2])    // one text, the last token is padding
///     pool(x, lengths: [2], by: .lastToken)                   // [3, 6]
///     pool(x, lengths: [2], by: .mean)                        // [2, 4]
public func pool(_ x: Tensor, lengths: [Int], by pooling: Pooling) -> Tensor {
  requireLengths(lengths, for: x)
  todo("6.2")
}

/// The text's vector and its pullback: the last real token gets the whole upstream gradient, or
/// each real token the n-th part of it. Padding gets 0, for it had no part in the output.
///
/// Shapes in the backward pass: `[batch, width] → [batch, length, width]`. In the example above
/// an upstream gradient of [1, −2] gives [0, 0, 1, −2, 0, 0] by `.lastToken` and [½, −1, ½, −1, 0, 0]
/// by `.mean`.
public func poolWithPullback(
  _ x: Tensor, lengths: [Int], by pooling: Pooling
) -> (output: Tensor, pullback: Pullback<Tensor>) {
  todo("6.2")
}

private func requireLengths(_ lengths: [Int], for x: Tensor) {
  precondition(
    x.rank == 3 && x.shape[0] == lengths.count
      && lengths.allSatisfy { $0 >= 1 && $0 <= x.shape[1] },
    "lengths of \(lengths) for vectors of \(x.shape)")
}
