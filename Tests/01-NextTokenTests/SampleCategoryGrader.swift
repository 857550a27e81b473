import CourseKit
import Grading
import NextToken
import NextTokenSolution
import Tensors
import Testing

/// A sequence of draws from the same categories.
struct Draws: Sendable {
  let probabilities: [Float]
  let count: Int
  let generator: SeededGenerator
}

private let categories = Text("the categories drawn", "as categorias sorteadas")

private func evidence(
  _ draws: Draws, _ sample: (_ probabilities: [Float], inout SeededGenerator) -> Int
) -> [Evidence] {
  var generator = draws.generator
  let drawn = (0..<draws.count).map { _ in sample(draws.probabilities, &generator) }
  return [
    Evidence(categories, drawn),
    Evidence(numbersTakenName, [numbersTaken(from: draws.generator, to: generator)]),
  ]
}

/// The categories drawn with one uniform number each.
private func oneNumberEach(
  _ draws: Draws, _ category: (_ probabilities: [Float], _ u: Float) -> Int
) -> [Evidence] {
  evidence(draws) { probabilities, generator in category(probabilities, generator.nextUniform()) }
}

/// The first category for which the cumulative probability exceeds u.
private func firstAbove(
  _ u: Float, _ probabilities: [Float], orEqual: Bool = false
) -> Int? {
  var sum = 0.0
  return probabilities.firstIndex {
    sum += Double($0)
    return sum > Double(u) || (orEqual && sum == Double(u))
  }
}

private func lastPossible(_ probabilities: [Float]) -> Int {
  probabilities.lastIndex { $0 > 0 } ?? 0
}

/// Probabilities with a cumulative sum of exactly u, so that u falls into the interval that starts
/// there. The boundary is moved by `beyond`.
private func atBoundary(
  _ generator: SeededGenerator, first: Float = 0, beyond: Float = 0
) -> Grader<Draws>.Case {
  var generator = generator
  var start = generator
  var u = generator.nextUniform()
  while u < 0.25 || u > 0.75 {
    start = generator
    u = generator.nextUniform()
  }
  let boundary = u + beyond
  let rest = 1 - boundary
  let probabilities = first > 0 ? [first, boundary - first, rest] : [boundary, rest]
  return .init(
    Text(
      "\(probabilities), where the first u is \(u)",
      "\(probabilities), em que o primeiro u é \(u)"),
    Draws(probabilities: probabilities, count: 1, generator: start))
}

let sampleCategoryGrader = Grader<Draws>(
  "1.3",
  cases: { data in
    let weights = (0..<5).map { _ in data.number(in: 0.5...1.5) }
    let sum = weights.reduce(0, +)
    // The first state yields 0, as the hash of 0 is 0; the second yields the largest value, 1 −
    // 2⁻²⁴.
    let zero = SeededGenerator(state: 0 &- 0x9E37_79B9_7F4A_7C15)
    let largest = SeededGenerator(state: 3_747_935)
    /// Multiples of 1/1024, whose sum is exact in any order; many are 0.
    func many() -> [Float] {
      var shares = [Float](repeating: 0, count: 131)
      for _ in 0..<1024 { shares[data.integer(in: 0...130) / 3 * 3] += 1 }
      return shares.map { $0 / 1024 }
    }
    return [
      .init(
        Text("5 categories, 30 draws", "5 categorias, 30 sorteios"),
        Draws(probabilities: weights.map { $0 / sum }, count: 30, generator: data.split())),
      .init(
        Text("[0, 0.4, 0, 0.6], 20 draws", "[0, 0.4, 0, 0.6], 20 sorteios"),
        Draws(probabilities: [0, 0.4, 0, 0.6], count: 20, generator: data.split())),
      .init(
        Text(
          "[0, 0.4, 0.6, 0] where the first u is 0", "[0, 0.4, 0.6, 0], em que o primeiro u é 0"),
        Draws(probabilities: [0, 0.4, 0.6, 0], count: 12, generator: zero)),
      .init(
        Text(
          "[0.25, 0.49999976, 0.25, 0] where the first u is above their sum",
          "[0.25, 0.49999976, 0.25, 0], em que o primeiro u passa da soma"),
        Draws(probabilities: [0.25, 0.49999976, 0.25, 0], count: 12, generator: largest)),
      .init(
        Text("[1], 3 draws", "[1], 3 sorteios"),
        Draws(probabilities: [1], count: 3, generator: largest)),
      atBoundary(data.split()), atBoundary(data.split(), first: 0.0625),
      atBoundary(data.split(), beyond: 0x1p-24),
      .init(
        Text("[0.2, 0.5, 0.3], 20 draws", "[0.2, 0.5, 0.3], 20 sorteios"),
        Draws(probabilities: [0.2, 0.5, 0.3], count: 20, generator: data.split())),
      .init(
        Text("[0, 0, 1, 0], 5 draws", "[0, 0, 1, 0], 5 sorteios"),
        Draws(probabilities: [0, 0, 1, 0], count: 5, generator: data.split())),
      .init(
        Text(
          "[1, 0] where the first u is almost 1", "[1, 0], em que o primeiro u é quase 1"),
        Draws(probabilities: [1, 0], count: 3, generator: largest)),
      .init(
        Text(
          "[0.25, 0.25, 0.25, 0.25], 20 draws", "[0.25, 0.25, 0.25, 0.25], 20 sorteios"),
        Draws(probabilities: [0.25, 0.25, 0.25, 0.25], count: 20, generator: data.split())),
      .init(
        Text(
          "[0.9999, 0.0001] where the first u is almost 1",
          "[0.9999, 0.0001], em que o primeiro u é quase 1"),
        Draws(probabilities: [0.9999, 0.0001], count: 3, generator: largest)),
      .init(
        Text("131 categories, 80 draws", "131 categorias, 80 sorteios"),
        Draws(probabilities: many(), count: 80, generator: data.split())),
    ]
  },
  expected: { evidence($0) { NextTokenSolution::sampleCategory($0, using: &$1) } },
  misconceptions: [
    .init(
      Text(
        "if u on the boundary belongs to the piece that ends there, not to the one that begins",
        "se um u na fronteira pertence ao pedaço que termina ali, e não ao que começa")
    ) {
      oneNumberEach($0) { p, u in
        var sum = 0.0
        return p.firstIndex {
          sum += Double($0)
          return $0 > 0 && sum >= Double(u)
        } ?? lastPossible(p)
      }
    },
    .init(
      Text(
        "if the most likely category always comes out",
        "se sempre sai a categoria mais provável")
    ) { oneNumberEach($0) { p, u in p.firstIndex(of: p.max()!)! } },
    .init(
      Text(
        "if u is compared with each probability alone, not with their running sum",
        "se u é comparado com cada probabilidade sozinha, e não com a soma acumulada")
    ) { oneNumberEach($0) { p, u in p.firstIndex { $0 > u } ?? lastPossible(p) } },
    .init(
      Text(
        "if all categories are equally likely, whatever their probabilities",
        "se todas as categorias são igualmente prováveis, sejam quais forem as probabilidades")
    ) { oneNumberEach($0) { p, u in Int(u * Float(p.count)) } },
    .init(
      Text(
        "if u is compared with the sum before the category's own probability is added",
        "se u é comparado com a soma antes de somar a probabilidade da própria categoria")
    ) { oneNumberEach($0) { p, u in min((firstAbove(u, p) ?? p.count) + 1, p.count - 1) } },
    .init(
      Text(
        "if the pieces are laid out from the last category to the first",
        "se os pedaços são dispostos da última categoria para a primeira")
    ) {
      oneNumberEach($0) { p, u in
        firstAbove(u, p.reversed()).map { p.count - 1 - $0 } ?? p.firstIndex { $0 > 0 }!
      }
    },
    .init(
      Text(
        "if a new u is drawn for every category", "se um novo u é sorteado para cada categoria")
    ) {
      evidence($0) { p, generator in
        var sum: Float = 0
        for (category, probability) in p.enumerated() {
          sum += probability
          if sum > generator.nextUniform() { return category }
        }
        return lastPossible(p)
      }
    },
    .init(
      Text(
        "if each category has a new u, compared with its own probability alone",
        "se cada categoria tem um novo u, comparado só com a probabilidade dela")
    ) {
      evidence($0) { p, generator in
        for (category, probability) in p.enumerated() where generator.nextUniform() < probability {
          return category
        }
        return lastPossible(p)
      }
    },
    .init(
      Text(
        "if ≥ stands where > should, so that u = 0 can draw a category of probability 0",
        "se há ≥ no lugar de >, e u = 0 pode sortear uma categoria de probabilidade 0")
    ) { oneNumberEach($0) { p, u in firstAbove(u, p, orEqual: true) ?? lastPossible(p) } },
    .init(
      Text(
        "if the very last category comes out where the sum stays below u, though it may have probability 0",
        "se sai a última de todas quando a soma fica abaixo de u, mesmo que tenha probabilidade 0")
    ) { oneNumberEach($0) { p, u in firstAbove(u, p) ?? p.count - 1 } },
    .init(
      Text(
        "if category 0 comes out where the sum stays below u",
        "se sai a categoria 0 quando a soma fica abaixo de u")
    ) { oneNumberEach($0) { p, u in firstAbove(u, p) ?? 0 } },
    .init(
      Text(
        "if the most likely category comes out where the sum stays below u",
        "se sai a categoria mais provável quando a soma fica abaixo de u")
    ) { oneNumberEach($0) { p, u in firstAbove(u, p) ?? p.firstIndex(of: p.max()!)! } },
  ],
  variants: [
    .init("what is left of u, in Float") {
      oneNumberEach($0) { p, u in
        var left = u
        for (category, probability) in p.enumerated() {
          if left < probability { return category }
          left -= probability
        }
        return lastPossible(p)
      }
    },
    .init("all sums first, then a search") {
      oneNumberEach($0) { p, u in
        var sums: [Double] = []
        for probability in p { sums.append((sums.last ?? 0) + Double(probability)) }
        let index = sums.filter { $0 <= Double(u) }.count
        return index < p.count ? index : lastPossible(p)
      }
    },
  ],
  contract: [
    .init("comes out with the probability"),
    .init("laid end to end"),
    .init("is a point on that line"),
    .init("the first i with", triedBy: "[0."),
    .init("sampleCategory([0.2, 0.5", triedBy: "[0.2, 0.5, 0.3], 20 draws"),
    .init("A category of probability 0", triedBy: "[0, 0.4, 0.6, 0] where the first u is 0"),
    .init("Where rounding leaves the sum", triedBy: "[0.25, 0.49999976"),
    .init("- Parameters:", untested: "a heading"),
    .init("together 1 (up to rounding)", triedBy: "[0.25, 0.49999976"),
    .init("Asked for exactly one number"),
    .init("One of the indices"),
  ])

@Test func `1.3 a category drawn by its probability`() async throws {
  let attempt = Attempt("1.3")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(sampleCategoryGrader) {
      evidence($0) { NextToken::sampleCategory($0, using: &$1) }
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `1.3 grader`() { #expect(sampleCategoryGrader.flaws() == []) }
