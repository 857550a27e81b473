import Foundation
import Tensors

// MARK: 1.5 Negative log-likelihood and perplexity

/// How surprised the probabilities are by texts: the mean of −ln p over all their bigrams.
///
///     NLL = −(1/n) Σ ln p(b | a)        over the n bigrams a b
///
/// Natural logarithm, in Double. 0 is no surprise at all, ln V is that of a guess among V tokens.
/// It is infinite as soon as one bigram has the probability 0 (which smoothing avoids), and NaN
/// where there is no bigram: nothing was predicted.
///
///     let p = Tensor(rows: [[0.5, 0.5], [0.25, 0.75]])
///     bigramNegativeLogLikelihood(of: [0, 1, 0], probabilities: p)   // (ln 2 + ln 4) / 2 ≈ 1.0397
///
/// - Parameters:
///   - documents: The token ids of each text. No bigram crosses from one to the next.
///   - probabilities: Shape `[V, V]`, the row is the token before.
public func bigramNegativeLogLikelihood(of documents: [[Int]], probabilities: Tensor) -> Double {
  // begin 1.5
  var sum = 0.0
  var count = 0
  for document in documents {
    for (previous, next) in zip(document, document.dropFirst()) {
      sum -= log(Double(probabilities[previous, next]))
      count += 1
    }
  }
  return sum / Double(count)
  // end 1.5
}

/// How surprised the probabilities are by one text; see above.
public func bigramNegativeLogLikelihood(of tokens: [Int], probabilities: Tensor) -> Double {
  bigramNegativeLogLikelihood(of: [tokens], probabilities: probabilities)
}

/// Among how many equally likely tokens a model with this surprise seems to choose.
///
///     perplexity = exp(NLL)
///
/// 1 is a model that always knew, V one that knows nothing. For a surprise of 1.0397 it is 2.83.
public func perplexity(negativeLogLikelihood: Double) -> Double {
  // begin 1.5
  exp(negativeLogLikelihood)
  // end 1.5
}
