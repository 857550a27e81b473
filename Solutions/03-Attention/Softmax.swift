import Tensors

// MARK: 3.1 Stable softmax

/// Turns the scores of every row into weights that are positive and add up to 1.
///
/// softmax(x)ⱼ = exp(xⱼ − m) / Σₖ exp(xₖ − m) with m = max x, which changes nothing but keeps exp
/// from overflowing. A score of −∞ gets the weight 0.
public func softmax(_ scores: Tensor) -> Tensor {
  scores.mapRows { weights, scores in
    weights.copy(scores)
    weights.subtract(scores.max())
    weights.exponentiate()
    weights.scale(by: 1 / weights.sum())
  }
}

// MARK: 3.2 Softmax pullback

/// The way back through softmax, from its output w and the cotangent ∂w.
///
/// ∂xⱼ = wⱼ · (∂wⱼ − Σₖ wₖ ∂wₖ): raising one score lowers the weights of all others.
public func softmaxPullback(weights: Tensor, cotangent: Tensor) -> Tensor {
  var gradient = cotangent
  gradient.updateRows(with: weights) { gradient, weights in
    gradient.subtract(gradient.dot(weights))
    gradient.multiply(by: weights)
  }
  return gradient
}
