import CourseKit
import Foundation
import Grading
import Pretraining
import Tensors
import Testing

@Suite struct TrainingTextTests {
  @Test func `5.3 a batch holds windows and the same one position further`() {
    let text = TrainingText(tokens: (0..<30).map { $0 * 2 }, windowLength: 4)
    var generator = SeededGenerator(seed: 53)
    let batch = text.randomBatch(of: 50, using: &generator)
    #expect(batch.inputs.count == 50 && batch.inputs.length == 4)
    for row in 0..<50 {
      let input = Array(batch.inputs[row])
      #expect(input == (0..<4).map { input[0] + 2 * $0 })
      #expect(Array(batch.targets[row]) == input.map { $0 + 2 })
    }
  }

  @Test func `5.3 every window is drawn equally often`() {
    // Seven tokens have four windows of three with a target each.
    let text = TrainingText(tokens: Array(0..<7), windowLength: 3)
    #expect(Array(text.startPositions) == [0, 1, 2, 3])
    var generator = SeededGenerator(seed: 530)
    var counts = [0, 0, 0, 0]
    let batch = text.randomBatch(of: 8_000, using: &generator)
    for row in 0..<8_000 { counts[Array(batch.inputs[row])[0]] += 1 }
    // 2000 ± 39: five deviations.
    for count in counts { #expect(abs(count - 2_000) < 195, "\(counts)") }
  }

  @Test func `5.3 the same seed draws the same batch, the next draw another`() {
    let text = TrainingText(tokens: Array(0..<500), windowLength: 5)
    var (a, b) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
    let first = text.randomBatch(of: 4, using: &a)
    #expect(text.randomBatch(of: 4, using: &b) == first)
    #expect(text.randomBatch(of: 4, using: &a) != first)
  }

  @Test func `5.3 windows of documents begin with a document`() {
    let documents = [[1, 1, 1, 1, 1], [2, 2, 2], [3, 3, 3, 3]]
    let text = TrainingText(documents: documents, endOfText: 0, windowLength: 4)
    #expect(text.tokens == [1, 1, 1, 1, 1, 0, 2, 2, 2, 0, 3, 3, 3, 3, 0])
    #expect(Set([0, 6, 10]).isSubset(of: text.startPositions))
    #expect(text.startPositions.allSatisfy { $0 + 4 < text.tokens.count })
  }

  @Test func `5.3 consecutive batches cover the text once`() {
    let text = TrainingText(tokens: Array(0..<24), windowLength: 3)
    let batches = text.consecutiveBatches(of: 3)
    // 23 targets make seven whole windows: batches of 3, 3 and 1.
    #expect(batches.map(\.inputs.count) == [3, 3, 1])
    #expect(batches.flatMap(\.inputs.ids) == Array(0..<21))
    #expect(batches.flatMap(\.targets.ids) == Array(1..<22))
  }

  @Test func `5.3 the end of the text is kept for validation`() {
    let tokens = Array(0..<10)
    let split = Pretraining::splitForValidation(tokens, validationShare: 0.3)
    #expect(split.training == [0, 1, 2, 3, 4, 5, 6])
    #expect(split.validation == [7, 8, 9])
    let (training, validation) = Pretraining::splitForValidation([], validationShare: 0.5)
    #expect(training.isEmpty && validation.isEmpty)
  }

  @Test func `5.3 in the evaluation each target counts once`() {
    // After token 0: ¼, ¾. After token 1: ½, ½.
    let model = TableModel(weight: Tensor(rows: [[0, log(3)], [0, 0]]))
    let batches = [
      TrainingBatch(inputs: TokenBatch([[0, 0, 0]]), targets: TokenBatch([[0, 0, 0]])),
      TrainingBatch(inputs: TokenBatch([[1]]), targets: TokenBatch([[1]])),
      TrainingBatch(inputs: TokenBatch([[0, 1]]), targets: TokenBatch([[-1, 0]])),
    ]
    let expected = (3 * log(4.0) + 2 * log(2.0)) / 5
    #expect(abs(Pretraining::evaluate(model, on: batches) - expected) < 1e-6)
    #expect(Pretraining::evaluate(model, on: []) == 0)
  }

  @Test func `5.3 nothing is dropped in the evaluation`() throws {
    let text = TrainingText(tokens: (0..<60).map { $0 * 5 % 17 }, windowLength: 6)
    let batches = text.consecutiveBatches(of: 4)
    let plain = Pretraining::evaluate(try FixtureModel.gptMini.model(), on: batches)
    let dropping = try FixtureModel.gptMini.model(dropoutRate: 0.5)
    #expect(Pretraining::evaluate(dropping, on: batches) == plain)
  }
}
