import AttentionSolution
import CourseKit
import Foundation
import Tensors

// MARK: 5.1 Cross-entropy

/// How surprised the model is by what really came next: the mean of −ln p(target).
///
/// For one row of logits z with target t: −ln softmax(z)ₜ = ln Σₖ exp(zₖ − m) + m − zₜ with
/// m = max z. Targets of −1 (``TokenBatch/ignored``) are left out: the mean is that of the others,
/// wherever they stand in the batch. If all are left out, the loss is 0.
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

// begin solution
/// The negative log-likelihood of every target: −ln softmax(zᵣ)[targetᵣ] = ln Σₖ exp(zₖ − m) + m − zₜ,
/// and 0 where the target is left out.
///
/// Shapes: logits `[…, vocabulary]`, a target for each row → a number for each row, `[…]`.
public func negativeLogLikelihoods(_ logits: Tensor, targets: TokenBatch) -> Tensor {
  logits.reduceRows { logits in
    let target = targets.ids[logits.index]
    guard target != TokenBatch.ignored else { return 0 }
    let largest = logits.max()
    let sum = logits.withMutableCopy { exponentials in
      exponentials.exponentiate(adding: -largest)
      return exponentials.sum()
    }
    return log(sum) + (largest - logits[target])
  }
}
// end solution

// MARK: 5.2 Cross-entropy pullback

/// The loss and the pullback to the logits: ∂zⱼ = (softmax(z)ⱼ − [j = target]) / number of targets.
///
/// The pullback takes the derivative of what is done with the loss (1 if it is minimized itself) and
/// multiplies every ∂z by it. A row whose target is left out gets 0, and is not counted.
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
    { cotangent in pullback(Tensor(repeating: cotangent / count, shape: losses.shape)) }
  )
  // end 5.2
}

// begin solution
/// ``negativeLogLikelihoods(_:targets:)`` and their pullback: ∂zᵣⱼ = ∂yᵣ · (softmax(zᵣ)ⱼ − [j = targetᵣ]),
/// and 0 where the target is left out.
///
/// Shapes: the pullback takes a cotangent for each row, `[…]`, to the gradient of the logits,
/// `[…, vocabulary]`. Cost: the probabilities are kept, as many numbers as there are logits.
public func negativeLogLikelihoodsWithPullback(
  _ logits: Tensor, targets: TokenBatch
) -> (output: Tensor, pullback: Pullback<Tensor>) {
  let (probabilities, losses) = logits.mapRowsWithNumbers { probabilities, logits in
    let target = targets.ids[logits.index]
    guard target != TokenBatch.ignored else {
      probabilities.fill(0)
      return 0
    }
    let largest = logits.max()
    probabilities.copy(logits)
    probabilities.exponentiate(adding: -largest)
    let sum = probabilities.sum()
    probabilities.scale(by: 1 / sum)
    return log(sum) + (largest - logits[target])
  }
  return (
    losses,
    { cotangent in
      probabilities.mapRows { gradient, probabilities in
        let target = targets.ids[probabilities.index]
        guard target != TokenBatch.ignored else { return gradient.fill(0) }
        gradient.copy(probabilities)
        gradient[target] -= 1
        gradient.scale(by: cotangent[probabilities.index])
      }
    }
  )
}
// end solution

/// How many targets are not left out.
func countedTargets(_ targets: TokenBatch) -> Int {
  targets.ids.reduce(0) { $1 == TokenBatch.ignored ? $0 : $0 + 1 }
}
