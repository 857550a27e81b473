import Attention
import CourseKit
import Foundation
import Pretraining
import Tensors

// MARK: 8.3 DPO

/// How likely the targets of each sequence are: ln P(y | x) = Σ ln p(target), for each sequence.
///
/// Targets of −1 are left out: those of the prompt x and of the padding. A sequence's terms are
/// added up in Double; within a row, Float will do. It is a sum, not a mean: of a sequence with
/// p = ½ at each of 3 targets it is 3 · ln ½ = −2.08, without targets 0. p = softmax(z), stable as
/// in 3.1: ln p(j) = zⱼ − zₘₐₓ − ln Σₖ exp(zₖ − zₘₐₓ).
///
/// Shapes: logits `[batch, length, vocabulary]`, targets `[batch, length]` → a value for each
/// sequence.
public func sequenceLogProbabilities(_ logits: Tensor, targets: TokenBatch) -> [Double] {
  targets.requireTargets(of: logits)
  todo("8.3")
}

/// The log-probabilities and their pullback: ∂zⱼ = ∂ln P · (δⱼₜ − softmax(z)ⱼ) in each row z of a
/// sequence whose log-probability has the upstream gradient ∂ln P. δⱼₜ is 1 for the row's target,
/// j = t, and 0 for every other j. A row whose target is left out gets 0.
public func sequenceLogProbabilitiesWithPullback(
  _ logits: Tensor, targets: TokenBatch
) -> (output: [Double], pullback: @Sendable ([Double]) -> Tensor) {
  todo("8.3")
}
