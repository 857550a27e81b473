import Attention
import CourseKit
import Foundation
import Grading
import Tensors
import Testing

@testable import ExtensionsSolution

struct WorkedExampleTests {
  @Test func `the examples of chapter 8 are what the code computes`() throws {
    try expectInChapter(
      8,
      cachedAttention() + beams() + preference() + retrieval() + bytes() + window())
  }

  /// A third token meets the keys and values of two.
  private func cachedAttention() -> [PrintedNumber] {
    var cache = KeyValueCache(
      for: GPTConfiguration(
        vocabularySize: 1, contextLength: 3, layerCount: 1, headCount: 1, width: 1))
    let read = Tensor([0, 0, 10, 0, 1, 20], shape: [1, 2, 3])
    _ = attend(read, headCount: 1, count: 0, extending: &cache.layers[0])
    let new = Tensor([1, 2, 30], shape: [1, 1, 3])
    let context = attend(new, headCount: 1, count: 2, extending: &cache.layers[0])
    let weights = softmax(Tensor([0, 1, 2])).scalars
    return weights.map { number($0, 3) } + [number(context.scalars[0], 2)]
  }

  /// "Anna found a": 0 a, 1 kite, 2 red, 3 ball, 4 the stop token, 5 and, 6 in, 7 others.
  private func beams() -> [PrintedNumber] {
    var rows = [[Float]](repeating: [Float](repeating: -.infinity, count: 8), count: 8)
    for (token, next, probability): (Int, Int, Float) in [
      (0, 1, 0.5), (0, 2, 0.4), (0, 7, 0.1), (1, 4, 0.4), (1, 5, 0.3), (1, 6, 0.3), (2, 3, 0.9),
      (2, 7, 0.1), (3, 4, 0.5), (3, 6, 0.3), (3, 5, 0.2),
    ] {
      rows[token][next] = log(probability)
    }
    let model = TableModel(weight: Tensor(rows: rows))
    func search(_ maxTokens: Int, penalty: Double = 0) -> [Hypothesis] {
      beamSearch(
        with: model, from: [0], maxTokens: maxTokens, width: 2, lengthPenalty: penalty, stop: 4)
    }
    let (first, second, third) = (search(1), search(2), search(3))
    #expect(first.map(\.tokens) == [[1], [2]])
    #expect(second.map(\.tokens) == [[2, 3], [1, 4]])
    #expect(third.map(\.tokens) == [[1, 4], [2, 3, 4]])
    let penalized = search(3, penalty: 1)
    #expect(penalized.map(\.tokens) == [[2, 3, 4], [1, 4]])
    return (first + second + [third[1]]).map { .init($0.logProbability, decimals: 3) }
      + penalized.flatMap { hypothesis -> [PrintedNumber] in
        let penalty = lengthPenalty(length: hypothesis.tokens.count, exponent: 1)
        return [.init(penalty, decimals: 3), .init(hypothesis.score, decimals: 2)]
      }
  }

  /// The log-probability of an answer, then one pair before and after learning.
  private func preference() -> [PrintedNumber] {
    let row: [Float] = [log(0.5), log(0.25), log(0.25)]
    let answer = sequenceLogProbabilities(
      Tensor(row + row, shape: [1, 2, 3]), targets: TokenBatch([[0, 1]]))
    let reference = PreferenceLogProbabilities(chosen: [-4], rejected: [-3])
    let later = PreferenceLogProbabilities(chosen: [-3.2], rejected: [-4.4])
    let (before, beforePullback) = preferenceLossWithPullback(
      policy: reference, reference: reference, beta: 0.5)
    let (after, afterPullback) = preferenceLossWithPullback(
      policy: later, reference: reference, beta: 0.5)
    let slopes = afterPullback(1)
    return [
      .init(answer[0], decimals: 3), .init(before.loss, decimals: 3),
      .init(beforePullback(1).chosen[0], decimals: 2), .init(after.rewardMargin, decimals: 1),
      .init(after.loss, decimals: 3), .init(slopes.chosen[0], decimals: 3),
      .init(slopes.rejected[0], decimals: 3),
    ]
  }

  /// Three passages, in the words of both chapters.
  private func retrieval() -> [PrintedNumber] {
    let english = scores(
      ["Anna found a red kite.", "Bruno found a kite and a ball.", "Anna slept early."],
      ["red", "kite", "red kite"])
    let portuguese = scores(
      ["Ana achou uma pipa vermelha.", "Bruno achou uma pipa e uma bola.", "Ana dormiu cedo."],
      ["vermelha", "pipa", "pipa vermelha"])
    for (one, other) in zip(english.joined(), portuguese.joined()) {
      #expect(abs(one - other) < 1e-12)
    }
    #expect(english[2][2] == 0)
    return [english[0][0], english[1][0], english[2][0], english[2][1]].map {
      .init($0, decimals: 2)
    }
  }

  /// The scores of all texts for each question.
  private func scores(_ texts: [String], _ questions: [String]) -> [[Double]] {
    let index = PassageIndex(
      texts.enumerated().map { Passage(document: "example", number: $0.offset, text: $0.element) })
    return questions.map { index.scores(for: $0) }
  }

  /// One column, its bytes, and the product with [1, 2, 10].
  private func bytes() -> [PrintedNumber] {
    let column = Tensor(rows: [[0.635], [-0.203], [0.012]])
    let x = Tensor(rows: [[1, 2, 10]])
    let layer = QuantizedLinear(weight: column.matrix, bias: nil)
    return [number(layer.scales[0], 3)] + Tensor(layer.dequantized).scalars.map { number($0, 3) }
      + [number(layer(x)[0, 0], 3), number(matmul(x, column)[0, 0], 3)]
  }

  /// Turns of 1, 6, 4 and 3 tokens in a context of 20.
  private func window() throws -> [PrintedNumber] {
    let turns = [1, 6, 4, 3].map { length in
      Conversation.Turn(question: [7], answer: [Int](repeating: 8, count: length - 1))
    }
    let window = try Conversation(system: [1, 2], turns: turns).window(
      asking: [3, 4, 5, 6], contextLength: 20, answerLength: 6)
    return [.init(window.tokens.count), .init(window.droppedTurnCount)]
  }

  private func number(_ value: Float, _ decimals: Int) -> PrintedNumber {
    .init(Double(value), decimals: decimals)
  }
}
