import Tensors

// MARK: 1.2 Probabilities with add-k smoothing

/// The probability of each token after each token, from counts.
///
///     p(b | a) = (counts[a, b] + k) / (Σ_d counts[a, d] + k·V)
///
/// Smoothing with k > 0 pretends that each bigram was seen k times more, so that what never
/// occurred is unlikely, not impossible. With k = 0 the probabilities are the plain relative
/// frequencies; a token that nothing ever followed then has the uniform distribution, 1/V.
///
///     bigramProbabilities(from: Tensor(rows: [[0, 2], [1, 1]]))   // [[0.25, 0.75], [0.5, 0.5]]
///     bigramProbabilities(from: Tensor(rows: [[0, 2], [0, 0]]), smoothing: 0)   // [[0, 1], [0.5, 0.5]]
///
/// - Parameters:
///   - counts: Shape `[V, V]`, the row is the token before.
///   - k: What is added to each count, 0 or more. 1 is Laplace's rule.
/// - Returns: A tensor of shape `[V, V]`. Each row sums to 1.
///
/// Source: Jurafsky and Martin, *Speech and Language Processing*, 3rd edition, section 3.6.
public func bigramProbabilities(from counts: Tensor, smoothing k: Float = 1) -> Tensor {
  precondition(k >= 0, "smoothing must be 0 or more, not \(k)")
  // begin 1.2
  return counts.mapRows { probabilities, counts in
    probabilities.copy(counts)
    probabilities.add(k)
    let total = probabilities.sum()
    if total > 0 {
      probabilities.scale(by: 1 / total)
    } else {
      probabilities.fill(1 / Float(counts.count))
    }
  }
  // end 1.2
}
