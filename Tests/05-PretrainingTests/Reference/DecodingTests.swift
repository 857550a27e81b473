import CourseKit
import Foundation
import Grading
import Pretraining
import Tensors
import Testing

/// Whether a distribution has these shares, to rounding.
private func equal(_ actual: [Float], _ shares: [Float]) -> Bool {
  let sum = shares.reduce(0, +)
  let expected = Tensor(shares.map { $0 / sum })
  return difference(between: Tensor(actual), and: expected, tolerance: 1e-6) == nil
}

/// Logits whose softmax these are.
private func logits(_ probabilities: [Float]) -> Tensor { Tensor(probabilities.map { log($0) }) }

@Suite struct DecodingTests {
  // MARK: Temperature

  @Test func `5.8 a temperature is a power of the probabilities`() {
    let shares = logits([0.1, 0.2, 0.3, 0.4])
    #expect(equal(Pretraining::softmax(shares, temperature: 1), [0.1, 0.2, 0.3, 0.4]))
    // Halved: squares, 1 : 4 : 9 : 16. Doubled: roots.
    #expect(
      equal(Pretraining::softmax(shares, temperature: 0.5), [1, 4, 9, 16]))
    let roots = [0.1, 0.2, 0.3, 0.4].map { Float($0).squareRoot() }
    #expect(equal(Pretraining::softmax(shares, temperature: 2), roots))
  }

  @Test func `5.8 extreme logits and temperatures stay finite`() {
    let large = Tensor([1e4, 0, -1e4, 1e4])
    #expect(equal(Pretraining::softmax(large, temperature: 1), [0.5, 0, 0, 0.5]))
    #expect(equal(Pretraining::softmax(large, temperature: 1e-3), [0.5, 0, 0, 0.5]))
    let even = Pretraining::softmax(large, temperature: 1e9)
    #expect(even.allSatisfy { abs($0 - 0.25) < 1e-5 })
    #expect(equal(Pretraining::softmax(Tensor([0, -.infinity]), temperature: 0.7), [1, 0]))
  }

  // MARK: Top-k

  @Test func `5.8 the k likeliest stay and add up to 1`() {
    let shares: [Float] = [0.1, 0.4, 0.05, 0.3, 0.15]
    #expect(equal(Pretraining::keepTopK(shares, 1), [0, 1, 0, 0, 0]))
    #expect(equal(Pretraining::keepTopK(shares, 2), [0, 4, 0, 3, 0]))
    #expect(equal(Pretraining::keepTopK(shares, 3), [0, 8, 0, 6, 3]))
    #expect(Pretraining::keepTopK(shares, 5) == shares)
    #expect(Pretraining::keepTopK(shares, 50) == shares)
  }

  @Test func `5.8 of equal ones exactly k stay, the first`() {
    let shares: [Float] = [0.2, 0.2, 0.2, 0.2, 0.2]
    #expect(equal(Pretraining::keepTopK(shares, 2), [0.5, 0.5, 0, 0, 0]))
    #expect(equal(Pretraining::keepTopK([0.1, 0.3, 0.3, 0.3], 2), [0, 0.5, 0.5, 0]))
  }

  // MARK: Top-p

  @Test func `5.8 the token that crosses p stays`() {
    let shares: [Float] = [0.125, 0.5, 0.25, 0.125]
    #expect(equal(Pretraining::keepTopP(shares, 0.4), [0, 1, 0, 0]))
    // ½ reaches ½: nothing more is needed.
    #expect(equal(Pretraining::keepTopP(shares, 0.5), [0, 1, 0, 0]))
    #expect(equal(Pretraining::keepTopP(shares, 0.51), [0, 2, 1, 0]))
    #expect(equal(Pretraining::keepTopP(shares, 0.75), [0, 2, 1, 0]))
    #expect(equal(Pretraining::keepTopP(shares, 0.8), [1, 4, 2, 0]))
    #expect(equal(Pretraining::keepTopP(shares, 1), shares))
    #expect(equal(Pretraining::keepTopP(shares, 1e-6), [0, 1, 0, 0]))
  }

  @Test func `5.8 of equal ones the first make up the nucleus`() {
    #expect(
      equal(Pretraining::keepTopP([0.25, 0.25, 0.25, 0.25], 0.6), [1, 1, 1, 0]))
    #expect(equal(Pretraining::keepTopP([1], 0.5), [1]))
  }

  @Test func `5.8 shares that rounding keeps from adding up to 1 all stay`() {
    let many = [Float](repeating: 1 / 1000, count: 1000)
    let kept = Pretraining::keepTopP(many, 1)
    #expect(kept.reduce(0, +) > 0.999)
    #expect(kept.filter { $0 > 0 }.count >= 999)
  }

  // MARK: All together

  @Test func `5.8 temperature comes first, then top-k, then top-p`() {
    // Squares 1 : 4 : 9 : 16; the top three 4 : 9 : 16 of 29; of those 16 + 9 reach 80 %.
    let decoding = Decoding(temperature: 0.5, topK: 3, topP: 0.8)
    #expect(
      equal(decoding.probabilities(logits([0.1, 0.2, 0.3, 0.4])), [0, 0, 9, 16]))
    // Without top-k, 25 of 30 reach 80 % just so; with 84 % 4 more are needed.
    #expect(
      equal(
        Decoding(temperature: 0.5, topP: 0.84).probabilities(logits([0.1, 0.2, 0.3, 0.4])),
        [0, 4, 9, 16]))
  }

  @Test func `5.8 a temperature of 0 always takes the likeliest, the first of equals`() {
    var generator = SeededGenerator(seed: 58)
    let scores = Tensor([1, 3, 2, 3])
    #expect(Decoding.greedy.probabilities(scores) == [0, 1, 0, 0])
    for _ in 0..<20 { #expect(Decoding.greedy.choose(scores, using: &generator) == 1) }
  }

  @Test(arguments: [
    Decoding(), Decoding(temperature: 0.5), Decoding(topK: 2), Decoding(topP: 0.7),
    Decoding(temperature: 2, topK: 3, topP: 0.9),
  ])
  func `5.8 tokens come as often as their probabilities say`(decoding: Decoding) {
    var generator = SeededGenerator(seed: 580)
    let scores = logits([0.1, 0.4, 0.05, 0.3, 0.15])
    let probabilities = decoding.probabilities(scores)
    let count = 20_000
    var drawn = [Int](repeating: 0, count: 5)
    for _ in 0..<count { drawn[decoding.choose(scores, using: &generator)] += 1 }
    for (token, p) in probabilities.map(Double.init).enumerated() {
      let deviation = (p * (1 - p) * Double(count)).squareRoot()
      #expect(abs(Double(drawn[token]) - p * Double(count)) <= 5 * deviation, "\(drawn)")
    }
  }

  @Test func `5.8 impossible settings are refused`() async {
    await #expect(processExitsWith: .failure) { _ = Pretraining::keepTopK([1], 0) }
    await #expect(processExitsWith: .failure) { _ = Pretraining::keepTopP([1], 0) }
    await #expect(processExitsWith: .failure) { _ = Pretraining::keepTopP([1], 1.1) }
    await #expect(processExitsWith: .failure) {
      _ = Pretraining::softmax(Tensor([1]), temperature: 0)
    }
  }
}

@Suite struct GenerationTests {
  /// Token 0 leads to 1, 1 to 2, 2 to 3, 3 to 0, for sure.
  private let circle = TableModel(
    weight: Tensor(rows: [[0, 99, 0, 0], [0, 0, 99, 0], [0, 0, 0, 99], [99, 0, 0, 0]]))

  @Test func `5.8 new tokens alone come back, as many as asked for`() {
    var generator = SeededGenerator(seed: 1)
    let tokens = Pretraining::generate(
      with: circle, from: [3, 0], maxTokens: 6, decoding: .greedy, using: &generator)
    #expect(tokens == [1, 2, 3, 0, 1, 2])
    #expect(
      Pretraining::generate(
        with: circle, from: [1], maxTokens: 0, decoding: .greedy, using: &generator) == [])
  }

  @Test func `5.8 it ends before the stop token, or when the listener has heard enough`() {
    var generator = SeededGenerator(seed: 1)
    #expect(
      Pretraining::generate(
        with: circle, from: [0], maxTokens: 9, decoding: Decoding(), stop: 3, using: &generator)
        == [1, 2])
    var heard: [Int] = []
    let tokens = Pretraining::generate(
      with: circle, from: [0], maxTokens: 9, decoding: .greedy, using: &generator
    ) { token in
      heard.append(token)
      return token != 0
    }
    #expect(tokens == [1, 2, 3, 0])
    #expect(heard == tokens)
  }

  @Test func `5.8 the same seed tells the same story`() throws {
    let model = try FixtureModel.gpt2.model()
    func story(_ seed: UInt64) -> [Int] {
      var generator = SeededGenerator(seed: seed)
      return Pretraining::generate(
        with: model, from: [1], maxTokens: 30, decoding: Decoding(temperature: 1.5),
        using: &generator)
    }
    #expect(story(1) == story(1))
    #expect(story(1) != story(2))
  }
}
