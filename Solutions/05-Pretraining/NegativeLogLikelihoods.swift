// begin solution
import CourseKit
import Foundation
import Tensors

/// The negative log-likelihood of every target: −ln softmax(z)ₜ = ln Σₖ exp(zₖ − zₘₐₓ) + zₘₐₓ − zₜ
/// for the row z with the target t, and 0 where the target is left out.
///
/// Shapes: logits `[…, vocabulary]`, a target for each row → a value for each row, `[…]`.
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

/// ``negativeLogLikelihoods(_:targets:)`` and their pullback: ∂zⱼ = ∂y · (softmax(z)ⱼ − δⱼₜ) for
/// the row z with the target t and the output y, and 0 where the target is left out.
///
/// Shapes: the pullback takes an upstream gradient for each row, `[…]`, to the gradient of the
/// logits, `[…, vocabulary]`. Cost: the probabilities are kept, as many values as there are
/// logits.
public func negativeLogLikelihoodsWithPullback(
  _ logits: Tensor, targets: TokenBatch
) -> (output: Tensor, pullback: Pullback<Tensor>) {
  let (probabilities, losses) = logits.mapRowsWithValues { probabilities, logits in
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
    { upstream in
      probabilities.mapRows { gradient, probabilities in
        let target = targets.ids[probabilities.index]
        guard target != TokenBatch.ignored else { return gradient.fill(0) }
        gradient.copy(probabilities)
        gradient[target] -= 1
        gradient.scale(by: upstream[probabilities.index])
      }
    }
  )
}
// end solution
