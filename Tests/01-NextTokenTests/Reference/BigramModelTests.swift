import Foundation
import NextToken
import Tensors
import Testing

@Test func `1.5 a model that knows its text is less surprised than one that guesses`() {
  // Tokens from a chain that mostly goes one step further.
  var generator = SeededGenerator(seed: 21)
  func text(_ count: Int) -> [Int] {
    var tokens = [0]
    while tokens.count < count {
      let step = generator.nextUniform() < 0.75 ? 1 : Int.random(in: 0..<20, using: &generator)
      tokens.append((tokens.last! + step) % 20)
    }
    return tokens
  }
  let model = NextToken::BigramModel(tokens: text(20_000), vocabularySize: 20)
  let perplexity = NextToken::perplexity(
    negativeLogLikelihood: model.negativeLogLikelihood(of: text(5_000)))
  // What is to be known: p = 0.75 + 0.0125 for one step, 0.0125 for each other.
  let best = exp(-0.7625 * log(0.7625) - 0.2375 * log(0.0125))
  #expect(perplexity > 0.95 * best)
  #expect(perplexity < 1.1 * best)
}

@Test func `1.5 unseen bigrams cost surprise, but not an infinite one`() {
  let model = NextToken::BigramModel(documents: [[0, 1], [1, 0]], vocabularySize: 3)
  // Nothing ever followed 2; 0 2 was never seen: (0 + 1) / (1 + 3).
  #expect(abs(model.negativeLogLikelihood(of: [2, 0]) - log(3)) < 1e-6)
  #expect(abs(model.negativeLogLikelihood(of: [0, 2]) - log(4)) < 1e-6)
  #expect(model.vocabularySize == 3)
}

@Test func `1.4 a model goes on in the way of its text`() {
  let model = NextToken::BigramModel(
    tokens: [0, 1, 2, 3, 0, 1, 2, 3, 0], vocabularySize: 4, smoothing: 0)
  var generator = SeededGenerator(seed: 22)
  #expect(model.generate(6, after: 2, using: &generator) == [3, 0, 1, 2, 3, 0])
}
