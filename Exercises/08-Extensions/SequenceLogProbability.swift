import Attention
import CourseKit
import Foundation
import Pretraining
import Tensors

// MARK: 8.3 DPO

/// How likely the targets of each sequence are: ln P(y | x) = Σₜ ln p(targetₜ), for each sequence.
///
/// Targets of −1 are left out: those of the prompt x and of the padding. A sequence's terms are
/// added up in Double; within a row, Float will do. It is a sum, not a mean: of a sequence with
/// p = ½ at each of 3 targets it is 3 · ln ½ = −2.08, without targets 0. p = softmax(z), stable as
/// in 3.1: ln p(j) = zⱼ − max z − ln Σ exp(z − max z).
///
/// Shapes: logits `[batch, length, vocabulary]`, targets `[batch, length]` → `batch` numbers.
public func sequenceLogProbabilities(_ logits: Tensor, targets: TokenBatch) -> [Double] {
  targets.requireTargets(of: logits)
  todo("8.3")
}

/// The log-probabilities and their pullback: ∂zⱼ = ∂s · ([j = target] − softmax(z)ⱼ) in each row of
/// a sequence whose log-probability has the upstream gradient ∂s. A row whose target is left out
/// gets 0.
public func sequenceLogProbabilitiesWithPullback(
  _ logits: Tensor, targets: TokenBatch
) -> (output: [Double], pullback: @Sendable ([Double]) -> Tensor) {
  todo("8.3")
}
