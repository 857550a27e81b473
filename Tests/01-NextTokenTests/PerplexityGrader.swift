import CourseKit
import Foundation
import Grading
import NextToken
import NextTokenSolution
import Tensors
import Testing

struct SurpriseInput: Sendable {
  let texts: [[Int]]
  let probabilities: Tensor
  /// The negative log-likelihood whose perplexity is computed separately.
  let surprise: Double
}

private let likelihood = Text("the negative log-likelihood", "a log-verossimilhança negativa")

private func evidence(_ input: SurpriseInput, _ surprise: Double, _ perplexity: Double)
  -> [Evidence]
{
  surpriseEvidence(surprise) + perplexityEvidence(input, perplexity)
}

// Both values are Doubles.
private func surpriseEvidence(_ surprise: Double) -> [Evidence] {
  [Evidence(likelihood, surprise, tolerance: 1e-9)]
}

private func perplexityEvidence(_ input: SurpriseInput, _ perplexity: Double) -> [Evidence] {
  [
    Evidence(
      Text("the perplexity of \(input.surprise)", "a perplexidade de \(input.surprise)"),
      perplexity, tolerance: 1e-9)
  ]
}

/// A wrong negative log-likelihood from the probabilities of all bigrams, together with the right
/// perplexity.
private func wrong(
  _ input: SurpriseInput, texts: [[Int]]? = nil, transposed: Bool = false,
  _ surprise: (_ probabilities: [Double]) -> Double
) -> [Evidence] {
  let all = (texts ?? input.texts).flatMap { text in
    zip(text, text.dropFirst()).map { before, after in
      Double(
        transposed ? input.probabilities[after, before] : input.probabilities[before, after])
    }
  }
  return evidence(input, surprise(all), exp(input.surprise))
}

private func mean(_ numbers: [Double]) -> Double {
  numbers.reduce(0, +) / Double(numbers.count)
}

private func surprise(_ probabilities: [Double]) -> Double { mean(probabilities.map { -log($0) }) }

/// The right negative log-likelihood together with a wrong perplexity.
private func wrongPerplexity(_ input: SurpriseInput, _ perplexity: Double) -> [Evidence] {
  evidence(
    input,
    NextTokenSolution::bigramNegativeLogLikelihood(
      of: input.texts, probabilities: input.probabilities),
    perplexity)
}

let perplexityGrader = Grader<SurpriseInput>(
  "1.5",
  cases: { data in
    func table(_ size: Int) -> Tensor {
      var table = data.tensor([size, size], in: 0.1...1.5)
      for before in 0..<size {
        let sum = (0..<size).reduce(Float(0)) { $0 + table[before, $1] }
        for after in 0..<size { table[before, after] /= sum }
      }
      return table
    }
    func text(_ length: Int, of size: Int) -> [Int] {
      (0..<length).map { _ in data.integer(in: 0...size - 1) }
    }
    let size = data.integer(in: 4...6)
    let certain = Tensor(rows: [[0, 1, 0], [0, 0, 1], [1, 0, 0]])
    let even = Tensor(repeating: 0.125, shape: [8, 8])
    let named: [(Text, [[Int]], Tensor)] = [
      (
        Text("texts of 9, 2 and 5 tokens", "textos de 9, 2 e 5 tokens"),
        [9, 2, 5].map { text($0, of: size) }, table(size)
      ),
      (
        Text("texts of 0, 7, 1 and 3 tokens", "textos de 0, 7, 1 e 3 tokens"),
        [0, 7, 1, 3].map { text($0, of: 4) }, table(4)
      ),
      (Text("a text of 7 tokens", "um texto de 7 tokens"), [text(7, of: 3)], table(3)),
      (
        Text("bigrams that are all certain", "bigramas que são todos certos"),
        [[0, 1, 2, 0], [2, 0]], certain
      ),
      (
        Text("probabilities of 1/8 throughout", "probabilidades de 1/8 em toda parte"),
        [text(6, of: 8)], even
      ),
      (
        Text("a bigram of probability 0", "um bigrama de probabilidade 0"), [[0, 1, 2, 1, 2]],
        certain
      ),
      (Text("texts without a bigram", "textos sem bigramas"), [[], [1], [0]], certain),
    ]
    let cases = named.map {
      Grader<SurpriseInput>.Case(
        $0,
        SurpriseInput(
          texts: $1, probabilities: $2, surprise: Double(data.integer(in: 2...12)) / 4))
    }
    let small = Tensor(rows: [[1e-30, 1], [1, 1e-38]])
    let special: [(Text, [[Int]], Tensor, Double)] = [
      (
        Text("the example of the comment", "o exemplo do comentário"), [[0, 1, 0]],
        Tensor(rows: [[0.5, 0.5], [0.25, 0.75]]), 1.0397
      ),
      (
        Text("bigrams of probability 1e-30 and 1e-38", "bigramas de probabilidade 1e-30 e 1e-38"),
        [[0, 0, 1, 1]], small, 0
      ),
      (
        Text(
          "a bigram of probability 0 among three texts",
          "um bigrama de probabilidade 0 entre três textos"),
        [[0, 1], [0, 0], [1, 2]], certain, .infinity
      ),
      (Text("no text at all", "nenhum texto"), [], certain, .nan),
      (
        Text("[0, 0] twice and [0, 1]", "[0, 0] duas vezes e [0, 1]"), [[0, 0], [0, 0], [0, 1]],
        Tensor(rows: [[0.75, 0.25], [0.5, 0.5]]), 50
      ),
      (
        Text("70 texts of 0 to 33 tokens", "70 textos de 0 a 33 tokens"),
        (0..<70).map { _ in text(data.integer(in: 0...33), of: 35) }, table(35), log(67)
      ),
      (Text("a text of 131 tokens", "um texto de 131 tokens"), [text(131, of: 9)], table(9), -0.5),
    ]
    return cases
      + special.map {
        .init($0, SurpriseInput(texts: $1, probabilities: $2, surprise: $3))
      }
  },
  expected: { input in
    evidence(
      input,
      NextTokenSolution::bigramNegativeLogLikelihood(
        of: input.texts, probabilities: input.probabilities),
      NextTokenSolution::perplexity(negativeLogLikelihood: input.surprise))
  },
  misconceptions: [
    .init(
      Text(
        "if 0 comes out where there is no bigram, as if all were known",
        "se sai 0 onde não há bigrama, como se tudo fosse sabido")
    ) { wrong($0) { $0.isEmpty ? 0 : surprise($0) } },
    .init(
      Text("without the minus sign", "sem o sinal de menos")
    ) { wrong($0) { -surprise($0) } },
    .init(
      Text(
        "with the logarithm to base 2 and not the natural one",
        "com o logaritmo de base 2, e não o natural")
    ) { wrong($0) { surprise($0) / log(2) } },
    .init(
      Text(
        "if the logarithms are taken and added up in Float, not in Double",
        "se os logaritmos são tirados e somados em Float, e não em Double")
    ) {
      wrong($0) { probabilities in
        let sum = probabilities.reduce(Float(0)) { $0 + log(Float($1)) }
        return -Double(sum) / Double(probabilities.count)
      }
    },
    .init(
      Text(
        "with the logarithm to base 10 and not the natural one",
        "com o logaritmo de base 10, e não o natural")
    ) { wrong($0) { surprise($0) / log(10) } },
    .init(
      Text("if the perplexity is worked out in Float", "se a perplexidade é calculada em Float")
    ) { wrongPerplexity($0, Double(exp(Float($0.surprise)))) },
    .init(
      Text("if the sum is not divided by n", "se a soma não é dividida por n")
    ) { wrong($0) { surprise($0) * Double($0.count) } },
    .init(
      Text(
        "if one divides by the number of tokens, not of bigrams",
        "se a divisão é pelo número de tokens, e não de bigramas")
    ) { input in
      let count = Double(input.texts.reduce(0) { $0 + $1.count })
      return wrong(input) { $0.reduce(0) { $0 - log($1) } / count }
    },
    .init(
      Text(
        "if each text's own mean is taken first, and then the mean of these",
        "se primeiro se tira a média de cada texto e depois a média das médias")
    ) { input in
      let means = input.texts.filter { $0.count > 1 }.map { text in
        mean(zip(text, text.dropFirst()).map { -log(Double(input.probabilities[$0, $1])) })
      }
      return wrong(input) { _ in mean(means) }
    },
    .init(
      Text(
        "if the last token of a text and the first of the next count as a bigram",
        "se o último token de um texto e o primeiro do seguinte contam como bigrama")
    ) { wrong($0, texts: [$0.texts.flatMap { $0 }], surprise) },
    .init(
      Text(
        "if row and column are swapped: p(a | b) for the bigram a b",
        "se linha e coluna são trocadas: p(a | b) para o bigrama a b")
    ) { wrong($0, transposed: true, surprise) },
    .init(
      Text(
        "if the logarithm is taken of the mean probability",
        "se o logaritmo é tirado da probabilidade média")
    ) { wrong($0) { -log(mean($0)) } },
    .init(
      Text(
        "if the perplexity is 2 to the NLL, which belongs to the base 2",
        "se a perplexidade é 2 elevado à NLL, o que combina com a base 2")
    ) { wrongPerplexity($0, pow(2, $0.surprise)) },
    .init(
      Text(
        "if the perplexity is exp(−NLL), the mean probability",
        "se a perplexidade é exp(−NLL), a probabilidade média")
    ) { wrongPerplexity($0, exp(-$0.surprise)) },
    .init(
      Text(
        "if a small number is added to p, so that nothing is impossible any more",
        "se um número pequeno é somado a p, e nada mais é impossível")
    ) { wrong($0) { mean($0.map { -log($0 + 1e-9) }) } },
    .init(
      Text(
        "if bigrams of probability 0 are skipped", "se os bigramas de probabilidade 0 são pulados")
    ) { wrong($0) { mean($0.map { $0 > 0 ? -log($0) : 0 }) } },
  ],
  variants: [
    .init("a running mean") {
      wrong($0) { probabilities in
        var (mean, count) = (Double.nan, 0.0)
        for p in probabilities {
          count += 1
          mean = count == 1 ? -log(p) : mean.isInfinite ? mean : mean + (-log(p) - mean) / count
        }
        return mean
      }
    },
    .init("the logarithms divided one by one") {
      wrong($0) { probabilities in
        guard !probabilities.isEmpty else { return .nan }
        return probabilities.reversed().reduce(0) { $0 + log(1 / $1) / Double(probabilities.count) }
      }
    },
  ],
  contract: [
    .init("How surprised the probabilities are by texts"),
    .init("NLL = −(1/n)"),
    .init("Natural logarithm, in Double"),
    .init(
      "0 is no surprise at all", triedBy: "bigrams that are all certain", "probabilities of 1/8"),
    .init(
      "It is infinite as soon as", triedBy: "a bigram of probability 0", "texts without a bigram",
      "no text at all"),
    .init("let p = Tensor(rows:", triedBy: "the example of the comment"),
    .init("- Parameters:", untested: "a heading"),
    .init("- documents: The token ids"),
    .init("No bigram crosses", triedBy: "texts of 9, 2 and 5 tokens"),
    .init("- probabilities: Shape"),
    .init("Among how many equally likely", untested: "a meaning"),
    .init("perplexity = exp(NLL)"),
    .init(
      "1 is a model that always knew", triedBy: "bigrams of probability 1e-30",
      "70 texts of 0 to 33 tokens"),
    .init("For a surprise of 1.0397", triedBy: "the example of the comment"),
  ])

@Test func `1.5 negative log-likelihood and perplexity`() async throws {
  let attempt = Attempt("1.5")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func surprise(_ input: SurpriseInput) -> [Evidence] {
      surpriseEvidence(
        NextToken::bigramNegativeLogLikelihood(
          of: input.texts, probabilities: input.probabilities))
    }
    @Sendable func perplexity(_ input: SurpriseInput) -> [Evidence] {
      perplexityEvidence(input, NextToken::perplexity(negativeLogLikelihood: input.surprise))
    }
    attempt.grade(
      perplexityGrader,
      parts: [
        .init(Text(verbatim: "bigramNegativeLogLikelihood"), surprise),
        .init(Text(verbatim: "perplexity"), perplexity),
      ]
    ) { surprise($0) + perplexity($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `1.5 grader`() { #expect(perplexityGrader.flaws() == []) }
