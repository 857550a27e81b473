import Foundation
import Grading
import NextTokenSolution
import Tensors
import Testing

/// The numbers of "By hand" in chapter 1, computed by the reference.
struct WorkedExampleTests {
  /// the 0, cat 1, saw 2, dog 3, . 4
  private let documents = [[0, 1, 2, 0, 3, 4], [0, 3, 2, 0, 1, 4], [0, 1, 2, 0, 1, 4]]

  private func four(_ number: some BinaryFloatingPoint) -> PrintedNumber {
    PrintedNumber(Double(number), decimals: 4)
  }

  @Test func `the example of chapter 1 is what the code computes`() throws {
    let counts = NextTokenSolution::bigramCounts(of: documents, vocabularySize: 5)
    let probabilities = NextTokenSolution::bigramProbabilities(from: counts)
    var numbers: [PrintedNumber] = []
    for token in 0..<5 {
      let row = (0..<5).map { counts[token, $0] }
      numbers += (row + [row.reduce(0, +)]).map { PrintedNumber(Int($0)) }
    }
    numbers += probabilities.scalars.map(four)

    var generator = SeededGenerator(seed: 21)
    var draws = generator
    let written = NextTokenSolution::generateTokens(
      5, after: 0, probabilities: probabilities, using: &generator)
    #expect(written == [3, 2, 0, 3, 4])
    for (token, drawn) in zip([0] + written, written) {
      numbers.append(four(draws.nextUniform()))
      var sum: Float = 0
      for category in 0...drawn {
        sum += probabilities[token, category]
        numbers.append(four(sum))
      }
    }

    let sentence = [0] + written
    for (token, next) in zip(sentence, written) {
      numbers += [
        four(probabilities[token, next]), four(-log(Double(probabilities[token, next]))),
      ]
    }
    let surprise = NextTokenSolution::bigramNegativeLogLikelihood(
      of: sentence, probabilities: probabilities)
    numbers += [
      four(5 * surprise), four(surprise),
      PrintedNumber(
        NextTokenSolution::perplexity(negativeLogLikelihood: surprise), decimals: 3),
      four(log(Double(5))),
    ]

    let plain = NextTokenSolution::bigramProbabilities(from: counts, smoothing: 0)
    let less = NextTokenSolution::bigramNegativeLogLikelihood(of: sentence, probabilities: plain)
    numbers += [
      four(less),
      PrintedNumber(NextTokenSolution::perplexity(negativeLogLikelihood: less), decimals: 3),
    ]
    let strange = [0, 2, 0, 1, 4]
    #expect(
      NextTokenSolution::bigramNegativeLogLikelihood(of: strange, probabilities: plain)
        == .infinity)
    numbers.append(
      four(
        NextTokenSolution::bigramNegativeLogLikelihood(of: strange, probabilities: probabilities)))
    try expectInChapter(1, numbers)
  }
}
