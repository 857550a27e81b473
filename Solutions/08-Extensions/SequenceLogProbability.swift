import AttentionSolution
import CourseKit
import Foundation
import Tensors

// MARK: 8.3 DPO

/// How likely the targets of each sequence are: ln P(y | x) = Σₜ ln p(targetₜ), for each sequence.
///
/// Targets of −1 are left out: those of the prompt x and of the padding. Sums are in Double. It is a sum,
/// not a mean: of a sequence with p = ½ at each of 3 targets it is 3 · ln ½ = −2.08, without targets 0.
/// p = softmax(z), stable as in 3.1: ln p(j) = zⱼ − max z − ln Σ exp(z − max z).
///
/// Shapes: logits `[batch, length, vocabulary]`, targets `[batch, length]` → `batch` numbers.
public func sequenceLogProbabilities(_ logits: Tensor, targets: TokenBatch) -> [Double] {
  precondition(
    targets.ids.count == logits.rowCount
      && targets.ids.allSatisfy { $0 >= TokenBatch.ignored && $0 < logits.columnCount },
    "targets of \(targets.count) × \(targets.length) for logits of \(logits.shape)")
  // begin 8.3
  let rows = logits.reduceRows { row in
    let target = targets.ids[row.index]
    return target == TokenBatch.ignored ? 0 : logProbability(of: target, logits: row)
  }
  return (0..<targets.count).map { sequence in
    (0..<targets.length).reduce(0) { $0 + Double(rows[sequence * targets.length + $1]) }
  }
  // end 8.3
}

// begin solution
/// ln softmax(logits)[target]
private func logProbability(of target: Int, logits: borrowing Row) -> Float {
  let largest = logits.max()
  let sum = logits.withMutableCopy { exponentials in
    exponentials.exponentiate(adding: -largest)
    return exponentials.sum()
  }
  return logits[target] - largest - log(sum)
}
// end solution

/// The numbers and the way back: ∂zⱼ = ∂s · ([j = target] − softmax(z)ⱼ) in each row of a sequence
/// whose number has the cotangent ∂s. A row whose target is left out gets 0.
public func sequenceLogProbabilitiesWithPullback(
  _ logits: Tensor, targets: TokenBatch
) -> (output: [Double], pullback: @Sendable ([Double]) -> Tensor) {
  // begin 8.3
  (
    sequenceLogProbabilities(logits, targets: targets),
    { cotangents in
      precondition(
        cotangents.count == targets.count,
        "\(cotangents.count) cotangents for \(targets.count) sequences")
      return logits.mapRows { gradient, logits in
        let target = targets.ids[logits.index]
        guard target != TokenBatch.ignored else { return gradient.fill(0) }
        gradient.copy(logits)
        gradient.exponentiate(adding: -logits.max())
        gradient.scale(by: -1 / gradient.sum())
        gradient[target] += 1
        gradient.scale(by: Float(cotangents[logits.index / targets.length]))
      }
    }
  )
  // end 8.3
}
