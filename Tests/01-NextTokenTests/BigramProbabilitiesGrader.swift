import CourseKit
import Foundation
import Grading
import NextToken
import NextTokenSolution
import Tensors
import Testing

struct SmoothingInput: Sendable {
  let counts: Tensor
  let smoothing: Float
}

private let probabilities = Text("the probabilities", "as probabilidades")

/// Without smoothing, zeros are compared exactly: a small number instead would be within the
/// tolerance of a probability.
private func evidence(_ input: SmoothingInput, _ table: Tensor) -> [Evidence] {
  let zeros = Evidence(
    Text(
      "the indices, counted row by row, where the probability is exactly 0",
      "as posições, contadas linha por linha, em que a probabilidade é exatamente 0"),
    (0..<table.count).filter { table[$0] == 0 })
  return [Evidence(probabilities, table)] + (input.smoothing == 0 ? [zeros] : [])
}

/// Computes each row of the result from a row of counts and k.
private func mapped(
  _ input: SmoothingInput, _ row: (_ counts: [Float], _ k: Float) -> [Float]
) -> [Evidence] {
  let size = input.counts.shape[0]
  let rows = (0..<size).map { before in
    row((0..<size).map { input.counts[before, $0] }, input.smoothing)
  }
  return evidence(input, Tensor(rows.flatMap { $0 }, shape: input.counts.shape))
}

/// Relative frequencies of the counts; if there are none, `none` or a uniform distribution.
private func shares(
  _ numbers: [Float], of total: Float? = nil, none: Float? = nil
) -> [Float] {
  let total = total ?? numbers.reduce(0, +)
  guard total > 0 else {
    return numbers.map { _ in none ?? 1 / Float(numbers.count) }
  }
  return numbers.map { $0 / total }
}

let bigramProbabilitiesGrader = Grader<SmoothingInput>(
  "1.2",
  cases: { data in
    // Counts with a 0 and a larger number in each row, so that every rule gives different results.
    func counts(_ size: Int) -> Tensor {
      var counts = Tensor(
        (0..<size * size).map { _ in Float(data.integer(in: 0...6)) }, shape: [size, size])
      for row in 0..<size where size > 1 {
        counts[row, (row + 1) % size] = 0
        counts[row, row] = Float(2 + row)
      }
      return counts
    }
    var gap = counts(4)
    for column in 0..<4 { gap[2, column] = 0 }
    let named: [(Text, Tensor, Float)] = [
      (Text("counts of [5, 5]", "contagens de [5, 5]"), counts(5), data.number(in: 0.3...0.7)),
      (Text("counts of [3, 3]", "contagens de [3, 3]"), counts(3), 1),
      (
        Text("counts of [4, 4], a row of zeros", "contagens de [4, 4], uma linha de zeros"), gap,
        0.25
      ),
      (
        Text("counts of [4, 4], a row of zeros", "contagens de [4, 4], uma linha de zeros"), gap, 0
      ),
      (Text("counts of [2, 2]", "contagens de [2, 2]"), counts(2), 0),
      (Text("counts of [1, 1]", "contagens de [1, 1]"), counts(1), 2),
      (
        Text("counts of [4, 4], a row of zeros", "contagens de [4, 4], uma linha de zeros"), gap,
        1e-7
      ),
      (
        Text("[[0, 2], [1, 1]]", "[[0, 2], [1, 1]]"), Tensor(rows: [[0, 2], [1, 1]]), 1
      ),
      (
        Text("[[0, 2], [0, 0]]", "[[0, 2], [0, 0]]"), Tensor(rows: [[0, 2], [0, 0]]), 0
      ),
      (
        Text("nothing but zeros, [3, 3]", "só zeros, [3, 3]"), Tensor(zeros: [3, 3]), 0
      ),
      (
        Text("nothing but zeros, [3, 3]", "só zeros, [3, 3]"), Tensor(zeros: [3, 3]), 1
      ),
      (
        Text("equal counts, [3, 3]", "contagens iguais, [3, 3]"),
        Tensor(repeating: 4, shape: [3, 3]), 0.5
      ),
      (
        Text("counts up to 10 million, [3, 3]", "contagens de até 10 milhões, [3, 3]"),
        Tensor(rows: [[1e7, 1, 0], [0, 3, 1e6], [1, 1, 1]]), 0.01
      ),
      (Text("counts of [2, 2]", "contagens de [2, 2]"), counts(2), 1000),
      (Text("counts of [67, 67]", "contagens de [67, 67]"), counts(67), 0.01),
    ]
    return named.map { name, counts, k in
      .init(
        Text("\(name.in(.english)), k = \(k)", "\(name.in(.portuguese)), k = \(k)"),
        SmoothingInput(counts: counts, smoothing: k))
    }
  },
  expected: {
    evidence(
      $0, NextTokenSolution::bigramProbabilities(from: $0.counts, smoothing: $0.smoothing))
  },
  misconceptions: [
    .init(
      Text(
        "if k is added to the counts but not to their sum",
        "se k é somado às contagens, mas não à soma delas")
    ) { mapped($0) { counts, k in shares(counts.map { $0 + k }, of: counts.reduce(0, +)) } },
    .init(
      Text(
        "if the sum grows by k, not by k for each of the V tokens",
        "se a soma cresce só k, e não k para cada um dos V tokens")
    ) { mapped($0) { counts, k in shares(counts.map { $0 + k }, of: counts.reduce(k, +)) } },
    .init(
      Text(
        "if k·V is added to the sum, but k not to the counts",
        "se k·V é somado à soma, mas k não é somado às contagens")
    ) {
      mapped($0) { counts, k in
        shares(counts, of: counts.reduce(k * Float(counts.count), +))
      }
    },
    .init(
      Text(
        "if all rows are divided by the sum of the whole table",
        "se todas as linhas são divididas pela soma da tabela inteira")
    ) { input in
      let size = Float(input.counts.count)
      let total = input.counts.scalars.reduce(0, +) + size * input.smoothing
      return mapped(input) { counts, k in shares(counts.map { $0 + k }, of: total) }
    },
    .init(
      Text(
        "if the columns sum to 1, not the rows", "se as colunas somam 1, e não as linhas")
    ) { input in
      let size = input.counts.shape[0]
      var sums = [Float](repeating: Float(size) * input.smoothing, count: size)
      for row in 0..<size { for column in 0..<size { sums[column] += input.counts[row, column] } }
      return mapped(input) { counts, k in
        counts.indices.map { sums[$0] > 0 ? (counts[$0] + k) / sums[$0] : 1 / Float(size) }
      }
    },
    .init(
      Text(
        "if 1 is added, whatever k is", "se o que se soma é 1, seja qual for o k")
    ) { mapped($0) { counts, _ in shares(counts.map { $0 + 1 }) } },
    .init(
      Text(
        "if k is given only to what never occurred", "se k só é dado ao que nunca ocorreu")
    ) { mapped($0) { counts, k in shares(counts.map { $0 == 0 ? k : $0 }) } },
    .init(
      Text("if the smoothing is left out", "se a suavização é esquecida")
    ) { mapped($0) { counts, _ in shares(counts) } },
    .init(
      Text(
        "if the rows go through softmax instead of being divided by their sum",
        "se as linhas passam por um softmax em vez de serem divididas pela soma")
    ) { mapped($0) { counts, k in shares(counts.map { exp($0 + k) }) } },
    .init(
      Text(
        "if a row of zeros is divided by its sum, 0, all the same",
        "se uma linha de zeros é dividida pela sua soma, 0, assim mesmo")
    ) { mapped($0) { counts, k in shares(counts.map { $0 + k }, none: .nan) } },
    .init(
      Text(
        "if a row of zeros stays zeros instead of 1/V",
        "se uma linha de zeros continua zerada, em vez de 1/V")
    ) { mapped($0) { counts, k in shares(counts.map { $0 + k }, none: 0) } },
  ],
  variants: [
    .init("element by element, in Double") {
      mapped($0) { counts, k in
        let total = counts.reduce(Double(k) * Double(counts.count)) { $0 + Double($1) }
        return counts.map {
          Float(total > 0 ? (Double($0) + Double(k)) / total : 1 / Double(counts.count))
        }
      }
    }
  ],
  contract: [
    .init("The probability of each token"),
    .init("p(b | a) ="),
    .init(
      "Smoothing with k > 0", triedBy: "counts of [5, 5]",
      "counts of [4, 4], a row of zeros, k = 0.25"),
    .init(
      "With k = 0 the probabilities", triedBy: "counts of [2, 2], k = 0.0",
      "counts of [4, 4], a row of zeros, k = 0.0"),
    .init(
      "bigramProbabilities(from: Tensor(rows: [[0, 2], [1, 1]]))", triedBy: "[[0, 2], [1, 1]]",
      "[[0, 2], [0, 0]]"),
    .init("- Parameters:", untested: "a heading"),
    .init("- counts: Shape"),
    .init(
      "What is added to each count", triedBy: "counts of [2, 2], k = 0.0",
      "counts of [2, 2], k = 1000.0"),
    .init("1 is Laplace's rule", untested: "gives it its name"),
    .init("- Returns: A tensor"),
    .init("Each row sums to 1"),
    .init("Source: Jurafsky", untested: "a source"),
  ])

@Test func `1.2 probabilities with add-k smoothing`() async throws {
  let attempt = Attempt("1.2")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(bigramProbabilitiesGrader) {
      evidence($0, NextToken::bigramProbabilities(from: $0.counts, smoothing: $0.smoothing))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `1.2 grader`() { #expect(bigramProbabilitiesGrader.flaws() == []) }
