// MARK: 6.5 Confusion matrix

/// How often each class was predicted for each: the row is the true class, the column the predicted
/// one.
///
///     let matrix = ConfusionMatrix(actual: [0, 0, 1], predicted: [0, 1, 1], classCount: 2)
///     matrix[actual: 0, predicted: 1]   // 1
///
/// What is right stands on the diagonal.
public struct ConfusionMatrix: Hashable, Sendable, Codable {
  /// `counts[actual][predicted]`
  public private(set) var counts: [[Int]]

  /// Counts the pairs of true and predicted class.
  ///
  /// Classes are numbers 0 ..< classCount; one that never occurs has a row and a column of 0. The
  /// example above has the counts [[1, 1], [0, 1]].
  public init(actual: [Int], predicted: [Int], classCount: Int) {
    precondition(
      actual.count == predicted.count,
      "\(predicted.count) predictions for \(actual.count) true classes")
    precondition(
      (actual + predicted).allSatisfy { $0 >= 0 && $0 < classCount },
      "a class that is not one of 0 ..< \(classCount)")
    // begin 6.5
    counts = [[Int]](repeating: [Int](repeating: 0, count: classCount), count: classCount)
    for (actual, predicted) in zip(actual, predicted) { counts[actual][predicted] += 1 }
    // end 6.5
  }

  /// A matrix that was counted before, such as the one that a run's files hold.
  public init(counts: [[Int]]) {
    precondition(
      counts.allSatisfy { $0.count == counts.count },
      "rows of \(counts.map(\.count)) counts for \(counts.count) classes")
    self.counts = counts
  }

  public var classCount: Int { counts.count }

  /// How many predictions there are.
  public var total: Int { counts.joined().reduce(0, +) }

  public subscript(actual actual: Int, predicted predicted: Int) -> Int {
    counts[actual][predicted]
  }

  /// How often a class really occurs: the sum of its row. Also called its support.
  public func actualCount(of label: Int) -> Int {
    // begin 6.5
    counts[label].reduce(0, +)
    // end 6.5
  }

  /// How often a class was predicted: the sum of its column.
  public func predictedCount(of label: Int) -> Int {
    // begin 6.5
    counts.reduce(0) { $0 + $1[label] }
    // end 6.5
  }
}
