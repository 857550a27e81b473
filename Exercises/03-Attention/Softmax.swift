import CourseKit
import Tensors

// MARK: 3.1 Stable softmax

/// Turns the scores of every row into weights from 0 to 1 that add up to 1.
///
/// softmax(x)ⱼ = exp(xⱼ − xₘₐₓ) / Σₖ exp(xₖ − xₘₐₓ), where xₘₐₓ is the row's largest score: it
/// changes nothing but keeps exp from overflowing. A score of −∞ gets the weight 0; a row of
/// nothing but −∞ has no softmax (NaN).
///
/// Shape: any → the same; a row runs along the innermost axis. A `consuming` parameter belongs to
/// the function: `var weights = scores` copies nothing.
///
/// `[[1, 2, 3], [1001, 1002, 1003]]` gives `[[0.090, 0.245, 0.665], [0.090, 0.245, 0.665]]`.
public func softmax(_ scores: consuming Tensor) -> Tensor {
  todo("3.1")
}

// MARK: 3.2 Softmax, pullback

/// The pullback of softmax, from its output w and the upstream gradient ∂w.
///
/// ∂xⱼ = wⱼ · (∂wⱼ − Σₖ wₖ ∂wₖ): raising one score lowers the weights of all others. The sum is
/// that of the row alone.
///
/// Shapes: weights and upstream gradient alike, as for ``softmax(_:)``. The weights `[[0.5, 0.25,
/// 0.25]]` and the upstream gradient `[[1, 2, 0]]` have Σ w ∂w = 1 and give `[[0, 0.25, -0.25]]`.
public func softmaxPullback(weights: Tensor, upstream: consuming Tensor) -> Tensor {
  todo("3.2")
}
