import AttentionSolution
import CourseKit
import Foundation
import Tensors

/// What counts the same in a masked loss.
public enum LossWeighting: String, Sendable, Codable, CaseIterable {
  /// Every learned token: long responses count more.
  case tokens
  /// Every example: a token of a long response counts less.
  case examples
}

// MARK: 7.4 Masked cross-entropy

/// How surprised the model is by the responses: Σ wᵣ · −ln softmax(zᵣ)[targetᵣ].
///
/// The weights w are 0 where the target is ``TokenBatch/ignored`` and sum to 1:
///
///     .tokens     wᵣ = 1 / n                n learned targets in the whole batch
///     .examples   wᵣ = 1 / (m · nᵢ)         nᵢ of them in example i, m examples that have any
///
/// With `.tokens` it is the cross-entropy of 5.1. If nothing is learned, the loss is 0. As there, the
/// largest logit of a row comes off before exp, and the sum over rows runs in Double.
///
///     // −ln p of the learned targets: 1, 2 and 3 in one example, 8 in another
///     .tokens      (1 + 2 + 3 + 8) / 4 = 3.5
///     .examples    ((1 + 2 + 3) / 3 + 8) / 2 = 5
///
/// Shapes: logits `[batch, length, vocabulary]`, targets of the same batch and length.
public func maskedCrossEntropy(
  _ logits: Tensor, targets: TokenBatch, weighting: LossWeighting = .tokens
) -> Double {
  requireTargets(targets, for: logits)
  // begin 7.4
  let losses = logits.reduceRows { row in
    let target = targets.ids[row.index]
    guard target != TokenBatch.ignored else { return 0 }
    let largest = row.max()
    let sum = row.withMutableCopy { exponentials in
      exponentials.exponentiate(adding: -largest)
      return exponentials.sum()
    }
    return log(sum) + (largest - row[target])
  }
  return zip(losses.scalars, lossWeights(targets, weighting)).reduce(0) { sum, pair in
    // 0 · ∞ would be no number.
    pair.1 == 0 ? sum : sum + Double(pair.0) * pair.1
  }
  // end 7.4
}

/// The masked loss and the way back to the logits: ∂zᵣⱼ = wᵣ · (softmax(zᵣ)ⱼ − [j = targetᵣ]).
///
/// A row that is not learned gets exactly 0. The pullback takes the derivative of what is done with
/// the loss (1 if it is minimized itself).
public func maskedCrossEntropyWithPullback(
  _ logits: Tensor, targets: TokenBatch, weighting: LossWeighting = .tokens
) -> (loss: Double, pullback: @Sendable (Float) -> Tensor) {
  // begin 7.4
  (
    maskedCrossEntropy(logits, targets: targets, weighting: weighting),
    { cotangent in
      let weights = lossWeights(targets, weighting)
      return logits.mapRows { gradient, logits in
        let target = targets.ids[logits.index]
        guard target != TokenBatch.ignored else { return gradient.fill(0) }
        gradient.copy(logits)
        gradient.exponentiate(adding: -logits.max())
        gradient.scale(by: 1 / gradient.sum())
        gradient[target] -= 1
        gradient.scale(by: cotangent * Float(weights[logits.index]))
      }
    }
  )
  // end 7.4
}

/// w, one for each target, row after row: what the loss and its pullback share; see
/// ``maskedCrossEntropy(_:targets:weighting:)``. All are 0 if nothing is learned.
func lossWeights(_ targets: TokenBatch, _ weighting: LossWeighting) -> [Double] {
  // begin 7.4
  let learned = (0..<targets.count).map { example in
    targets[example].reduce(0) { $1 == TokenBatch.ignored ? $0 : $0 + 1 }
  }
  let total = learned.reduce(0, +)
  let examples = learned.reduce(0) { $1 > 0 ? $0 + 1 : $0 }
  return targets.ids.indices.map { row in
    guard targets.ids[row] != TokenBatch.ignored else { return 0 }
    switch weighting {
    case .tokens: return 1 / Double(total)
    case .examples: return 1 / Double(examples * learned[row / targets.length])
    }
  }
  // end 7.4
}

private func requireTargets(_ targets: TokenBatch, for logits: Tensor) {
  precondition(
    targets.ids.count == logits.rowCount,
    "\(targets.ids.count) targets for logits of \(logits.shape)")
  precondition(
    targets.ids.allSatisfy { $0 >= TokenBatch.ignored && $0 < logits.columnCount },
    "a target outside of a vocabulary of \(logits.columnCount)")
}
