import CourseKit
import Foundation
import Tensors
import Testing

@testable import Grading

private let square = Text("the square", "o quadrado")
private struct Unlucky: Error, Equatable {}

/// Squares of numbers: what is right is known.
private func grader(
  misconceptions: [Grader<Double>.Misconception] = doubling,
  variants: [Grader<Double>.Variant] = []
) -> Grader<Double> {
  Grader<Double>(
    "1.2",
    cases: { data in
      // Twice two is two squared: there the mistake does not show.
      [2, Double(data.number(in: 3...4))].map { number in
        .init(number == 2 ? Text("the two", "o dois") : Text("a number", "um número"), number)
      }
    },
    expected: { [Evidence(square, $0 * $0)] }, misconceptions: misconceptions, variants: variants)
}

private let doubling: [Grader<Double>.Misconception] = [
  .init(Text("if a number is divided by zero", "se um número é dividido por zero")) { _ in
    throw Unlucky()
  },
  .init(Text("if it is doubled", "se ele é dobrado")) { [Evidence(square, 2 * $0)] },
]

@Suite struct GraderTests {
  @Test func `what is right has no finding, and every input is heard of`() throws {
    var heard: [String] = []
    let finding = try grader().finding(
      in: { [Evidence(square, $0 * $0)] }, seed: 1, language: .english, onCase: { heard.append($0) }
    )
    #expect(finding == nil)
    #expect(heard == ["the two", "a number"])
  }

  @Test func `a mistake is named in both languages`() throws {
    for (language, input, name, mistake) in [
      (Language.english, "a number", "the square: ", "if it is doubled"),
      (.portuguese, "um número", "o quadrado: ", "se ele é dobrado"),
    ] {
      let finding = try #require(
        try grader().finding(
          in: { [Evidence(square, $0 + $0)] }, seed: 3, language: language))
      #expect(finding.input == input)
      #expect(finding.difference.hasPrefix(name))
      #expect(finding.misconception == mistake)
    }
  }

  @Test func `what no mistake explains has no name`() throws {
    let finding = try #require(
      try grader().finding(in: { [Evidence(square, 3 * $0)] }, seed: 1, language: .english))
    #expect(finding.input == "the two")
    #expect(
      finding.difference == "the square: yours is 6.0, expected 4.0 (may be off by 0.0004)")
    #expect(finding.misconception == nil)
  }

  @Test func `a mistake in one function of two has its name, beside another one too`() throws {
    let (output, gradient) = (Text("the output", "a saída"), Text("the gradient", "o gradiente"))
    @Sendable func evidence(_ input: Double, _ factor: Float, _ slope: Float) -> [Evidence] {
      let x = Float(input)
      return [
        Evidence(output, Tensor([x, 2 * x]) * Tensor([factor, factor])),
        Evidence(gradient, Tensor([slope, slope])),
      ]
    }
    let two = Grader<Double>(
      "1.2", cases: { _ in [.init(Text("a number", "um número"), 3)] },
      expected: { evidence($0, 1, 1) },
      misconceptions: [
        .init(Text("if it is doubled and quartered", "…")) { evidence($0, 2, 4) },
        .init(Text("if it is doubled forward and backward", "…")) { evidence($0, 2, 2) },
        .init(Text("if the backward pass is halved", "…")) { evidence($0, 1, 0.5) },
      ])
    func name(_ factor: Float, _ slope: Float) throws -> String? {
      try two.finding(in: { evidence($0, factor, slope) }, seed: 1, language: .english)?
        .misconception
    }
    #expect(try name(2, 2) == "if it is doubled forward and backward")
    #expect(try name(2, 1) == "if it is doubled and quartered")
    #expect(try name(1, 2) == "if it is doubled forward and backward")
    #expect(try name(2, 7) == "if it is doubled and quartered")
    #expect(try name(7, 2) == nil)
    #expect(try name(1, 0.5) == "if the backward pass is halved")
  }

  @Test func `of two mistakes that fit in part, the one that explains more is named`() throws {
    @Sendable func evidence(_ words: [String]) -> [Evidence] {
      words.enumerated().map { Evidence(Text("word \($0)", "palavra \($0)"), $1) }
    }
    let three = Grader<Int>(
      "1.2", cases: { _ in [.init(Text("none", "nada"), 0)] },
      expected: { _ in evidence(["one", "two", "three"]) },
      misconceptions: [
        .init(Text("if one is lost", "…")) { _ in evidence(["lost", "two", "three"]) },
        .init(Text("if two are lost", "…")) { _ in evidence(["lost", "lost", "three"]) },
      ])
    func name(_ words: [String]) throws -> String? {
      try three.finding(in: { _ in evidence(words) }, seed: 1, language: .english)?.misconception
    }
    #expect(try name(["lost", "lost", "tree"]) == "if two are lost")
    #expect(try name(["lost", "two", "tree"]) == "if one is lost")
  }

  @Test func `a name must hold on the other inputs too, and in more than one number`() throws {
    /// Both numbers of the square and the cube, doubled.
    @Sendable func doubled(_ x: Double) -> [Evidence] {
      [Evidence(square, .numbers([2 * x * x, 2 * x * x * x]))]
    }
    func name(_ submission: @escaping Grader<Double>.Submission) throws -> String? {
      let powers = Grader<Double>(
        "1.2", cases: { _ in [3, 5].map { .init(Text("\($0)", "\($0)"), $0) } },
        expected: { [Evidence(square, .numbers([$0 * $0, $0 * $0 * $0]))] },
        misconceptions: [.init(Text("if it is doubled", "…"), doubled)])
      return try powers.finding(in: submission, seed: 1, language: .english)?.misconception
    }
    #expect(try name(doubled) == "if it is doubled")
    #expect(try name { $0 == 3 ? doubled(3) : [Evidence(square, .numbers([0, 0]))] } == nil)

    // The only input in which it shows itself is that of seed 1: one number.
    let rare = Grader<Double>(
      "1.2",
      cases: { data in
        var other = TestData(seed: 1)
        let isFirst = data.integer(in: 0...1_000_000) == other.integer(in: 0...1_000_000)
        return [.init(Text("one", "um"), isFirst ? 3 : 0)]
      },
      expected: { [Evidence(square, $0 * $0)] },
      misconceptions: [.init(Text("if it is doubled", "…")) { [Evidence(square, 2 * $0)] }])
    let finding = try rare.finding(in: { [Evidence(square, $0 + $0)] }, seed: 1, language: .english)
    #expect(finding != nil && finding?.misconception == nil)
  }

  @Test func `a promise that names a case which is not there is a flaw`() {
    func flaws(_ promise: Promise) -> [String] {
      Grader<Double>(
        "1.2", cases: { _ in [.init(Text("the number 3", "o número 3"), 3)] },
        expected: { [Evidence(square, $0 * $0)] }, misconceptions: [], contract: [promise]
      ).flaws(seeds: 1..<2)
    }
    #expect(flaws(Promise("a square", triedBy: "the number")) == [])
    #expect(flaws(Promise("a square", untested: "says why")) == [])
    #expect(
      flaws(Promise("a square", triedBy: "a number")) == [
        "1.2: there is no case “a number”, which is said to try “a square”"
      ])
  }

  @Test func `too many results are told, and an error is passed on`() throws {
    let finding = try grader().finding(
      in: { [Evidence(square, $0 * $0), Evidence(square, 0)] }, seed: 1, language: .portuguese)
    #expect(finding?.difference == "2 resultados, eram esperados 1")
    #expect(throws: Unlucky()) {
      try grader().finding(in: { _ in throw Unlucky() }, seed: 1)
    }
  }

  @Test func `a good grader has no flaws`() {
    let good = grader(
      misconceptions: Array(doubling.dropFirst()),
      variants: [.init("by a sum") { [Evidence(square, ($0 + 1) * $0 - $0)] }])
    #expect(good.flaws() == [])
  }

  @Test func `a grader's flaws are found, one for each mistake and variant`() {
    let flaws = grader(
      misconceptions: [
        .init(Text("if it is right", "se está certo")) { [Evidence(square, $0 * $0)] },
        .init(Text("if it is doubled", "se ele é dobrado")) { [Evidence(square, 2 * $0)] },
        .init(Text("if it is added to itself", "se é somado a si mesmo")) {
          [Evidence(square, $0 + $0)]
        },
        doubling[0],
      ],
      variants: [.init("the cube") { [Evidence(square, $0 * $0 * $0)] }]
    ).flaws(seeds: 1..<4)
    #expect(flaws.count == 4)
    #expect(flaws[0].hasPrefix("1.2, seed 1, variant “the cube”: is refused though it is right"))
    #expect(flaws[1] == "1.2, seed 1, misconception “if it is right”: passes")
    #expect(
      flaws[2] == "1.2, seed 1, misconception “if it is added to itself”: is not named, but "
        + "if it is doubled")
    #expect(flaws[3].hasPrefix("1.2, seed 1, misconception “if a number is divided by zero”: Unl"))
  }

  @Test func `a mistake that only some seeds show is a flaw`() {
    // With this mistake numbers above 3.5 come out right. Where it shows itself it does so twice,
    // so it has its name there.
    @Sendable func twice(_ number: Double) -> [Evidence] {
      [Evidence(square, .numbers([number, number]))]
    }
    let lucky = Grader<Double>(
      "1.2",
      cases: { data in
        [.init(Text("a number", "um número"), Double(data.number(in: 3...4)))]
      },
      expected: { twice($0 * $0) },
      misconceptions: [
        .init(Text("sometimes", "às vezes")) { twice($0 > 3.5 ? $0 * $0 : 2 * $0) }
      ])
    let flaws = lucky.flaws()
    #expect(flaws.count == 1)
    #expect(flaws.first?.hasSuffix("misconception “sometimes”: passes") == true)
  }
}

@Suite struct WrongForwardTests {
  /// yᵢ = tanh(xᵢ) · w₀ + xᵢ · w₁² + w₀ · w₁
  private let forward = WrongForward(outputShape: [1, 3]) { tensors in
    let w = tensors[1]
    return tensors[0].map { hyperbolicTangent($0) * w[0] + $0 * w[1] * w[1] + w[0] * w[1] }
  }
  private let x = Tensor([0.5, -1, 2], shape: [3, 1])
  private let w = Tensor([0.75, -1.5])

  @Test func `the output has its shape and its numbers`() {
    let output = forward.output([x, w])
    #expect(output.shape == [1, 3])
    let expected = x.scalars.map {
      Float(hyperbolicTangent(Double($0)) * 0.75 + Double($0) * 2.25 - 1.125)
    }
    #expect(output.scalars == expected)
  }

  @Test func `the gradients are those of the closed form`() {
    let c: [Double] = [1, -0.5, 2]
    let gradients = forward.gradients([x, w], upstream: Tensor([1, -0.5, 2], shape: [1, 3]))
    #expect(gradients.map(\.shape) == [[3, 1], [2]])
    let numbers = x.scalars.map(Double.init)
    for (place, number) in numbers.enumerated() {
      let t = hyperbolicTangent(number)
      let expected = c[place] * ((1 - t * t) * 0.75 + 2.25)
      #expect(abs(Double(gradients[0][place]) - expected) < 1e-6)
    }
    let ofFirst = zip(c, numbers).reduce(0) { $0 + $1.0 * (hyperbolicTangent($1.1) - 1.5) }
    let ofSecond = zip(c, numbers).reduce(0) { $0 + $1.0 * ($1.1 * -3 + 0.75) }
    #expect(abs(Double(gradients[1][0]) - ofFirst) < 1e-6)
    #expect(abs(Double(gradients[1][1]) - ofSecond) < 1e-6)
  }
}

private func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
