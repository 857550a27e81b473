import AttentionSolution
import CourseKit
import Foundation
import Tensors

// MARK: 5.1 Cross-entropy

/// How surprised the model is by what really came next: the mean of −ln p(target).
///
/// For one row of logits z with target t: −ln softmax(z)ₜ = ln Σₖ exp(zₖ − zₘₐₓ) + zₘₐₓ − zₜ with
/// zₘₐₓ = max z. Targets of −1 (``TokenBatch/ignored``) are left out: the mean is that of the
/// others, wherever they stand in the batch. If all are left out, the loss is 0.
///
///     // one row of two logits, p = [¼, ¾]
///     crossEntropy(Tensor([0, log(3)], shape: [1, 1, 2]), targets: TokenBatch([0]))   // ln 4 = 1.386
///
/// Logits of any size have a loss: exp(100) is too large for a Float, and the logarithm of a
/// probability that was rounded to 0 is −∞, so neither may occur on the way.
///
/// Shapes: logits `[batch, length, vocabulary]`, as many targets as rows.
public func crossEntropy(_ logits: Tensor, targets: TokenBatch) -> Double {
  targets.requireTargets(of: logits)
  // begin 5.1
  let losses = negativeLogLikelihoods(logits, targets: targets)
  return losses.sum() / Double(max(1, countedTargets(targets)))
  // end 5.1
}

// MARK: 5.2 Cross-entropy, pullback

/// The loss and the pullback to the logits: ∂zⱼ = (softmax(z)ⱼ − δⱼₜ) / number of targets, where
/// δⱼₜ is 1 for the target, j = t, and 0 for every other j.
///
/// The pullback takes the derivative of what is done with the loss (1 if it is minimized itself)
/// and multiplies every ∂z by it. A row whose target is left out gets 0, and is not counted.
///
///     // one row of two logits, p = [¼, ¾], target 0
///     pullback(1)   // [−¾, ¾]
///     pullback(2)   // [−1½, 1½]
public func crossEntropyWithPullback(
  _ logits: Tensor, targets: TokenBatch
) -> (loss: Double, pullback: @Sendable (Float) -> Tensor) {
  // begin 5.2
  targets.requireTargets(of: logits)
  let (losses, pullback) = negativeLogLikelihoodsWithPullback(logits, targets: targets)
  let count = Float(max(1, countedTargets(targets)))
  return (
    losses.sum() / Double(count),
    { upstream in pullback(Tensor(repeating: upstream / count, shape: losses.shape)) }
  )
  // end 5.2
}

/// How many targets are not left out.
func countedTargets(_ targets: TokenBatch) -> Int {
  targets.ids.reduce(0) { $1 == TokenBatch.ignored ? $0 : $0 + 1 }
}
