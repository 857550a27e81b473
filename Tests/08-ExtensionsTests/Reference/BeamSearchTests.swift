import CourseKit
import Extensions
import Foundation
import Grading
import Tensors
import Testing
import Transformer

/// Every way to go on, from the definition: all sequences that end with `stop` or at `maxTokens`.
private func allWays(
  _ model: GPT, _ prompt: [Int], maxTokens: Int, stop: Int?
) -> [(tokens: [Int], logProbability: Double)] {
  var open: [(tokens: [Int], logProbability: Double)] = [([], 0)]
  var ended = open.filter { _ in false }
  for _ in 0..<maxTokens {
    var next = ended.filter { _ in false }
    for path in open {
      let logits = model.nextTokenLogits(after: prompt + path.tokens).scalars.map(Double.init)
      let logSum = log(logits.reduce(0) { $0 + exp($1) })
      for (token, logit) in logits.enumerated() {
        let way = (path.tokens + [token], path.logProbability + logit - logSum)
        if token == stop { ended.append(way) } else { next.append(way) }
      }
    }
    open = next
  }
  return ended + open
}

private func model(_ preset: Preset, seed: UInt64) -> GPT {
  preset.model(
    preset.configuration(vocabularySize: 4, contextLength: 8, headCount: 1, width: 6), seed: seed)
}

@Suite struct BeamSearchTests {
  @Test(arguments: Preset.allCases, [nil, 2])
  func `8.2 a width for everything finds what looking at everything finds`(
    preset: Preset, stop: Int?
  ) {
    for seed in 0..<4 as Range<UInt64> {
      let model = model(preset, seed: seed)
      let ways = allWays(model, [1, 3], maxTokens: 4, stop: stop)
      for exponent in [0, 0.6, 1] {
        let ranked = ways.map { way in
          (way.tokens, way.logProbability / pow((5 + Double(way.tokens.count)) / 6, exponent))
        }.sorted { $0.1 > $1.1 }
        let found = beamSearch(
          with: model, from: [1, 3], maxTokens: 4, width: 256, lengthPenalty: exponent, stop: stop)
        #expect(found.count == min(256, ways.count))
        for (hypothesis, (tokens, score)) in zip(found, ranked) {
          #expect(abs(hypothesis.score - score) < 1e-6)
          #expect(hypothesis.isFinished == (tokens.last == stop && stop != nil))
        }
        #expect(found[0].tokens == ranked[0].0)
      }
    }
  }

  @Test(arguments: Preset.allCases, [nil, 2])
  func `8.2 a width of one is greedy`(preset: Preset, stop: Int?) {
    for seed in 0..<8 as Range<UInt64> {
      let model = model(preset, seed: seed)
      var greedy = Array(model.generateGreedily(from: [3, 0], count: 5).dropFirst(2))
      if let stop, let end = greedy.firstIndex(of: stop) { greedy = Array(greedy[...end]) }
      let found = beamSearch(with: model, from: [3, 0], maxTokens: 5, width: 1, stop: stop)
      #expect(found.map(\.tokens) == [greedy])
    }
  }

  @Test func `8.2 the likeliest sentence need not begin with the likeliest token`() {
    // From 0: 1 with 0.6, 2 with 0.4. After 1, three tokens share the rest; after 2 comes 3 for sure.
    var table = [[Float]](repeating: [-99, -99, -99, 0], count: 4)
    table[0] = [-99, log(0.6), log(0.4), -99]
    table[1] = [log(0.3), log(0.3), log(0.4), -99]
    let model = TableModel(weight: Tensor(rows: table))
    let narrow = beamSearch(with: model, from: [0], maxTokens: 2, width: 1)
    #expect(narrow[0].tokens == [1, 2])
    #expect(abs(narrow[0].logProbability - log(0.24)) < 1e-6)
    let wide = beamSearch(with: model, from: [0], maxTokens: 2, width: 2)
    #expect(wide.map(\.tokens) == [[2, 3], [1, 2]])
    #expect(abs(wide[0].logProbability - log(0.4)) < 1e-6)
  }

  @Test func `8.2 the length penalty lets longer answers win`() {
    // Stop (0) at once with 0.3; or 1 with 0.7, which is then followed by itself or by stop evenly.
    let model = TableModel(weight: Tensor(rows: [[log(0.3), log(0.7)], [log(0.5), log(0.5)]]))
    func best(_ exponent: Double) -> Hypothesis {
      beamSearch(
        with: model, from: [0], maxTokens: 3, width: 8, lengthPenalty: exponent, stop: 0)[0]
    }
    // ln 0.35 = −1.05 for "1 stop", ln 0.3 = −1.20 for "stop"; "1 1 stop": ln 0.175 = −1.74.
    #expect(best(0).tokens == [1, 0])
    #expect(abs(best(0).score - log(0.35)) < 1e-6)
    // lp(2) = (7/6)³ = 1.588, lp(3) = (8/6)³ = 2.370: −1.05 / 1.588 = −0.661, −1.74 / 2.370 = −0.735.
    #expect(best(3).tokens == [1, 0])
    #expect(abs(best(3).score - log(0.35) / 1.587963) < 1e-5)
    // (7/6)⁵ = 2.161, (8/6)⁵ = 4.214: −0.486 and −0.414.
    #expect(best(5).tokens == [1, 1, 0])
    #expect(lengthPenalty(length: 1, exponent: 0.7) == 1)
    #expect(abs(lengthPenalty(length: 7, exponent: 1) - 2) < 1e-12)
  }

  @Test func `8.2 of equal ones the earlier path comes first, then the smaller token`() {
    let even = TableModel(weight: Tensor(zeros: [3, 3]))
    let found = beamSearch(with: even, from: [1], maxTokens: 2, width: 4)
    #expect(found.map(\.tokens) == [[0, 0], [0, 1], [0, 2], [1, 0]])
  }

  @Test func `8.2 tokens that cannot come are not taken`() {
    let model = TableModel(
      weight: Tensor(rows: [[-.infinity, 0, -.infinity], [0, -.infinity, 0], [0, 0, 0]]))
    let found = beamSearch(with: model, from: [0], maxTokens: 2, width: 9)
    #expect(found.map(\.tokens) == [[1, 0], [1, 2]])
  }

  @Test func `8.2 no token to add, and impossible settings`() async {
    let even = TableModel(weight: Tensor(zeros: [3, 3]))
    #expect(beamSearch(with: even, from: [1], maxTokens: 0, width: 2).map(\.tokens) == [[]])
    await #expect(processExitsWith: .failure) {
      let even = TableModel(weight: Tensor(zeros: [3, 3]))
      _ = beamSearch(with: even, from: [1], maxTokens: 2, width: 0)
    }
    await #expect(processExitsWith: .failure) {
      let even = TableModel(weight: Tensor(zeros: [3, 3]))
      _ = beamSearch(with: even, from: [], maxTokens: 2, width: 1)
    }
  }
}
