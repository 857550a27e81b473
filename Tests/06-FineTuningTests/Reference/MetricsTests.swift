import FineTuning
import Foundation
import Grading
import Testing

@Suite struct ConfusionMatrixTests {
  @Test func `6.5 rows are the true classes, columns the predicted ones`() {
    let matrix = ConfusionMatrix(
      actual: [0, 0, 0, 1, 1, 2], predicted: [0, 1, 1, 1, 2, 0], classCount: 3)
    #expect(matrix.counts == [[1, 2, 0], [0, 1, 1], [1, 0, 0]])
    #expect(matrix[actual: 0, predicted: 1] == 2)
    #expect(matrix[actual: 1, predicted: 0] == 0)
    #expect(matrix.total == 6)
    #expect((0..<3).map { matrix.actualCount(of: $0) } == [3, 2, 1])
    #expect((0..<3).map { matrix.predictedCount(of: $0) } == [2, 3, 1])
  }

  @Test func `6.5 exchanging truth and prediction transposes the matrix`() {
    var data = TestData(seed: 65)
    let actual = (0..<200).map { _ in data.integer(in: 0...4) }
    let predicted = (0..<200).map { _ in data.integer(in: 0...4) }
    let matrix = ConfusionMatrix(actual: actual, predicted: predicted, classCount: 5)
    let other = ConfusionMatrix(actual: predicted, predicted: actual, classCount: 5)
    for row in 0..<5 {
      for column in 0..<5 { #expect(matrix.counts[row][column] == other.counts[column][row]) }
    }
    #expect(matrix.total == 200)
    #expect(matrix.accuracy == other.accuracy)
    for label in 0..<5 { #expect(matrix.precision(of: label) == other.recall(of: label)) }
  }

  @Test func `6.5 a class that never occurs has a row and a column of 0`() {
    let matrix = ConfusionMatrix(actual: [0, 2], predicted: [2, 2], classCount: 4)
    #expect(matrix.counts == [[0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]])
    #expect(ConfusionMatrix(actual: [], predicted: [], classCount: 2).counts == [[0, 0], [0, 0]])
  }

  @Test func `6.5 what does not fit is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = ConfusionMatrix(actual: [0, 1], predicted: [0], classCount: 2)
    }
    await #expect(processExitsWith: .failure) {
      _ = ConfusionMatrix(actual: [0], predicted: [2], classCount: 2)
    }
  }
}

@Suite struct MetricsTests {
  /// 8 spam found, 2 missed, 4 false alarms, 86 left alone.
  private let spam = ConfusionMatrix(
    actual: [Int](repeating: 1, count: 10) + [Int](repeating: 0, count: 90),
    predicted: [Int](repeating: 1, count: 8) + [0, 0] + [Int](repeating: 1, count: 4)
      + [Int](repeating: 0, count: 86), classCount: 2)

  @Test func `6.6 precision, recall, F1 and accuracy by hand`() {
    #expect(spam.counts == [[86, 4], [2, 8]])
    #expect(abs(spam.precision(of: 1) - 8.0 / 12) < 1e-12)
    #expect(abs(spam.recall(of: 1) - 0.8) < 1e-12)
    // 2 · ⅔ · ⅘ / (⅔ + ⅘) = 8/11.
    #expect(abs(spam.f1(of: 1) - 8.0 / 11) < 1e-12)
    #expect(abs(spam.precision(of: 0) - 86.0 / 88) < 1e-12)
    #expect(abs(spam.recall(of: 0) - 86.0 / 90) < 1e-12)
    #expect(abs(spam.accuracy - 0.94) < 1e-12)
  }

  @Test func `6.6 the macro figures are means over the classes, of F1 too`() {
    let f1 = (8.0 / 11 + 172.0 / 178) / 2
    #expect(abs(spam.macroPrecision - (8.0 / 12 + 86.0 / 88) / 2) < 1e-12)
    #expect(abs(spam.macroRecall - (0.8 + 86.0 / 90) / 2) < 1e-12)
    #expect(abs(spam.macroF1 - f1) < 1e-12)
    let ofTheMeans =
      2 * spam.macroPrecision * spam.macroRecall / (spam.macroPrecision + spam.macroRecall)
    #expect(abs(spam.macroF1 - ofTheMeans) > 1e-3)
  }

  @Test func `6.6 what is undefined is 0`() {
    let matrix = ConfusionMatrix(actual: [0, 0, 1], predicted: [0, 0, 0], classCount: 3)
    // Class 1 is never predicted, class 2 is neither there nor predicted.
    for label in 1...2 {
      #expect(matrix.precision(of: label) == 0)
      #expect(matrix.recall(of: label) == 0)
      #expect(matrix.f1(of: label) == 0)
    }
    #expect(abs(matrix.macroF1 - 0.8 / 3) < 1e-12)
    let nothing = ConfusionMatrix(actual: [], predicted: [], classCount: 2)
    #expect(nothing.accuracy == 0)
    #expect(nothing.macroF1 == 0)
  }

  @Test func `6.6 calling everything normal is accurate and useless`() {
    let matrix = ConfusionMatrix(
      actual: [1] + [Int](repeating: 0, count: 99), predicted: [Int](repeating: 0, count: 100),
      classCount: 2)
    #expect(abs(matrix.accuracy - 0.99) < 1e-12)
    #expect(matrix.f1(of: 1) == 0)
    #expect(matrix.macroF1 < 0.5)
  }

  @Test(arguments: ["mixed", "missing", "binary"])
  func `6.6 matrix and metrics are those of the fixtures`(name: String) throws {
    let fixture = try Fixture("finetuning")
    func numbers(_ key: String) throws -> [Double] {
      try fixture.doubles("metrics.\(name).\(key)")
    }
    let classCount = try numbers("f1").count
    let matrix = ConfusionMatrix(
      actual: try fixture.integers("metrics.\(name).actual"),
      predicted: try fixture.integers("metrics.\(name).predicted"), classCount: classCount)
    #expect(Array(matrix.counts.joined()) == (try fixture.integers("metrics.\(name).matrix")))
    let labels = 0..<classCount
    let pairs = [
      (labels.map { matrix.precision(of: $0) }, try numbers("precision")),
      (labels.map { matrix.recall(of: $0) }, try numbers("recall")),
      (labels.map { matrix.f1(of: $0) }, try numbers("f1")),
      ([matrix.macroPrecision, matrix.macroRecall, matrix.macroF1], try numbers("means")),
      ([matrix.accuracy], try numbers("accuracy")),
    ]
    for (ours, theirs) in pairs {
      #expect(ours.count == theirs.count)
      for (a, b) in zip(ours, theirs) { #expect(abs(a - b) < 1e-12, "\(ours) and \(theirs)") }
    }
  }
}
