import Attention
import CourseKit
import Foundation
import Pretraining
import Tensors

/// What has equal weight in a masked loss.
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
/// With `.tokens` it is the cross-entropy of 5.1. If nothing is learned, the loss is 0. As there,
/// the largest logit of a row comes off before exp, and the sum over rows runs in Double.
///
///     // −ln p of the learned targets: 1, 2 and 3 in one example, 8 in another
///     .tokens      (1 + 2 + 3 + 8) / 4 = 3.5
///     .examples    ((1 + 2 + 3) / 3 + 8) / 2 = 5
///
/// Shapes: logits `[batch, length, vocabulary]`, targets of the same batch and length.
public func maskedCrossEntropy(
  _ logits: Tensor, targets: TokenBatch, weighting: LossWeighting = .tokens
) -> Double {
  targets.requireTargets(of: logits)
  todo("7.4")
}

/// The masked loss and the pullback to the logits: ∂zᵣⱼ = wᵣ · (softmax(zᵣ)ⱼ − δⱼₜ), where
/// δⱼₜ is 1 for the row's target, j = t, and 0 for every other j.
///
/// A row that is not learned gets exactly 0. The pullback takes the derivative of what is done with
/// the loss (1 if it is minimized itself).
public func maskedCrossEntropyWithPullback(
  _ logits: Tensor, targets: TokenBatch, weighting: LossWeighting = .tokens
) -> (loss: Double, pullback: @Sendable (Float) -> Tensor) {
  todo("7.4")
}

/// w, one for each target, row after row: what the loss and its pullback share; see
/// ``maskedCrossEntropy(_:targets:weighting:)``. All are 0 if nothing is learned.
func lossWeights(_ targets: TokenBatch, _ weighting: LossWeighting) -> [Double] {
  todo("7.4")
}
