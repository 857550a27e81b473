import Foundation
import NextToken
import Tensors
import Testing

private let probabilities = Tensor(rows: [[0.5, 0.25, 0.25], [0.125, 0.875, 0], [0.5, 0, 0.5]])

@Test func `1.5 the surprise is the mean of the negative logarithms`() {
  // 0 0, 0 1, 1 0, 0 2 have the probabilities 1/2, 1/4, 1/8, 1/4: together ln 2 · (1 + 2 + 3 + 2).
  let surprise = NextToken::bigramNegativeLogLikelihood(
    of: [0, 0, 1, 0, 2], probabilities: probabilities)
  #expect(abs(surprise - 2 * log(2)) < 1e-12)
  #expect(abs(NextToken::perplexity(negativeLogLikelihood: surprise) - 4) < 1e-12)
}

@Test func `1.5 the mean is over all bigrams, not over documents`() {
  // Three bigrams of 1 bit and one of 3, in documents of different lengths.
  let surprise = NextToken::bigramNegativeLogLikelihood(
    of: [[0, 0, 0, 0], [1, 0], [2], []], probabilities: probabilities)
  #expect(abs(surprise - 1.5 * log(2)) < 1e-12)
}

@Test func `1.5 an impossible bigram is infinitely surprising`() {
  let surprise = NextToken::bigramNegativeLogLikelihood(
    of: [0, 1, 2], probabilities: probabilities)
  #expect(surprise == .infinity)
  #expect(NextToken::perplexity(negativeLogLikelihood: surprise) == .infinity)
}

@Test func `1.5 where nothing is predicted there is no number`() {
  #expect(
    NextToken::bigramNegativeLogLikelihood(of: [1], probabilities: probabilities).isNaN)
}

@Test func `1.5 a guess among V tokens has the perplexity V`() {
  let uniform = Tensor(repeating: 1 / 64, shape: [64, 64])
  let tokens = (0..<200).map { ($0 * 29) % 64 }
  let surprise = NextToken::bigramNegativeLogLikelihood(of: tokens, probabilities: uniform)
  #expect(abs(surprise - log(64)) < 1e-12)
  #expect(abs(NextToken::perplexity(negativeLogLikelihood: surprise) - 64) < 1e-9)
  #expect(NextToken::perplexity(negativeLogLikelihood: 0) == 1)
}

@Test func `1.5 the sum does not lose small numbers`() {
  // A million and one bigrams, each of 2⁻¹⁰ bits or so: a sum in Float would be off by more.
  let p: Float = 1 - 0x1p-10
  let surprise = NextToken::bigramNegativeLogLikelihood(
    of: [Int](repeating: 0, count: 1_000_001),
    probabilities: Tensor(rows: [[p, 1 - p], [0.5, 0.5]]))
  #expect(abs(surprise + log(Double(p))) < 1e-12)
}
