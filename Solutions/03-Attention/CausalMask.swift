import Tensors

// MARK: 3.4 Causal mask

/// Hides the future: token i may look at tokens 0 … i, so its scores for j > i become −∞.
///
/// Shape: `[length, length]`, a row for each query. Done before softmax, which turns −∞ into 0.
///
/// Example: `[[1, 2, 3], [4, 5, 6], [7, 8, 9]]` becomes `[[1, −∞, −∞], [4, 5, −∞], [7, 8, 9]]`.
public func causalMask(_ scores: consuming Tensor) -> Tensor {
  // begin 3.4
  requireSquare(scores.shape)
  scores.updateRows { row in row.fill(-.infinity, from: row.index + 1) }
  return scores
  // end 3.4
}

// begin solution
/// softmax(causalMask(scores)) in one pass: what the mask hides is left out of the sum and gets the
/// weight 0, so it need not even have been computed.
public func causalSoftmax(_ scores: consuming Tensor) -> Tensor {
  requireSquare(scores.shape)
  scores.updateRows { row in
    row.withPrefix(row.index + 1) { $0.softmax() }
    row.fill(0, from: row.index + 1)
  }
  return scores
}

private func requireSquare(_ shape: Shape) {
  precondition(
    shape.rank == 2 && shape[0] == shape[1],
    "scores of \(shape): a causal mask needs as many keys as queries")
}
// end solution
