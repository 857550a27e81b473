import Tensors

// MARK: 3.1 Stable softmax

/// Turns the scores of every row into weights from 0 to 1 that add up to 1.
///
/// softmax(x)ⱼ = exp(xⱼ − m) / Σₖ exp(xₖ − m) with m = max x, which changes nothing but keeps exp
/// from overflowing. A score of −∞ gets the weight 0; a row of nothing else has no softmax (NaN).
public func softmax(_ scores: consuming Tensor) -> Tensor {
  scores.updateRows { row in row.softmax() }
  return scores
}

extension Row {
  /// x ← softmax(x)
  mutating func softmax() {
    // begin 3.1
    exponentiate(adding: -max())
    scale(by: 1 / sum())
    // end 3.1
  }
}

// MARK: 3.2 Softmax pullback

/// The way back through softmax, from its output w and the cotangent ∂w.
///
/// ∂xⱼ = wⱼ · (∂wⱼ − Σₖ wₖ ∂wₖ): raising one score lowers the weights of all others.
public func softmaxPullback(weights: Tensor, cotangent: consuming Tensor) -> Tensor {
  // begin 3.2
  cotangent.updateRows(with: weights) { row, weights in
    row.subtract(row.dot(weights))
    row.multiply(by: weights)
  }
  return cotangent
  // end 3.2
}
