import CourseKit
import Tensors
import TokenizationSolution

// MARK: 5.3 Batches, split, evaluation

/// Tokens to learn from, and the positions where a window of them may begin.
public struct TrainingText: Sendable {
  public let tokens: [Int]
  /// How many tokens a window has; its targets reach one further.
  public let windowLength: Int
  /// Where windows may begin, without an array of them: a long text has a billion of them.
  public let startPositions: WindowStarts

  /// Windows may begin at every token.
  public init(tokens: [Int], windowLength: Int) {
    self.init(
      tokens: tokens, windowLength: windowLength,
      startPositions: WindowStarts(0..<max(0, tokens.count - windowLength)))
  }

  /// Windows begin with a document, so that the model sees all that a document builds on; in one
  /// that is longer, another begins after every half of a window.
  ///
  /// The documents follow each other, each ended by `endOfText`.
  public init(documents: [[Int]], endOfText: Int, windowLength: Int) {
    let tokens = documents.flatMap { $0 + [endOfText] }
    self.init(
      tokens: tokens, windowLength: windowLength,
      startPositions: WindowStarts(
        documentWindowStarts(
          in: tokens, endOfText: endOfText, contextLength: windowLength,
          stride: max(1, windowLength / 2))))
  }

  private init(tokens: [Int], windowLength: Int, startPositions: WindowStarts) {
    self.tokens = tokens
    self.windowLength = windowLength
    self.startPositions = startPositions
  }

  /// `count` windows, each from a start drawn at random: one of `startPositions`, drawn for the
  /// first window, then for the second, and so on, with
  /// `startPositions.randomElement(using: &generator)`.
  public func randomBatch(
    of count: Int, using generator: inout SeededGenerator
  ) -> TrainingBatch {
    precondition(
      !startPositions.isEmpty,
      "\(tokens.count) tokens hold no window of \(windowLength) and its targets")
    // begin 5.3
    return batch(from: (0..<count).map { _ in startPositions.randomElement(using: &generator)! })
    // end 5.3
  }

  /// Windows side by side that cover the text once, in batches: for evaluation.
  ///
  /// They begin at 0, `windowLength`, 2 · `windowLength` … wherever the documents begin. Each batch
  /// has `count` of them, the last one what is left. Tokens that fill no window are left out.
  ///
  ///     TrainingText(tokens: [5, 8, 2, 9, 4, 7, 1, 3], windowLength: 2).consecutiveBatches(of: 2)
  ///     // [5, 8] → [8, 2] and [2, 9] → [9, 4];  then [4, 7] → [7, 1] alone
  public func consecutiveBatches(of count: Int) -> [TrainingBatch] {
    // begin 5.3
    let starts = windowStarts(
      tokenCount: tokens.count, contextLength: windowLength, stride: windowLength)
    return stride(from: 0, to: starts.count, by: count).map { first in
      batch(from: Array(starts[first..<min(first + count, starts.count)]))
    }
    // end 5.3
  }

  /// The windows that begin at these positions, in this order: one row of the inputs and one of the
  /// targets, which are the inputs one position further, for each.
  private func batch(from starts: [Int]) -> TrainingBatch {
    // begin 5.3
    let windows = starts.map { TokenWindow(of: tokens, start: $0, contextLength: windowLength) }
    return TrainingBatch(
      inputs: TokenBatch(windows.map { Array($0.input) }),
      targets: TokenBatch(windows.map { Array($0.target) }))
    // end 5.3
  }
}

/// Cuts a text in two: what the model learns from, and the end of it, which it never sees.
///
/// The validation part has tokens.count · validationShare tokens, rounded down.
///
///     splitForValidation([5, 8, 2, 9, 4], validationShare: 0.5)   // [5, 8, 2] and [9, 4]
public func splitForValidation(
  _ tokens: [Int], validationShare: Double
) -> (training: [Int], validation: [Int]) {
  precondition(
    validationShare > 0 && validationShare < 1,
    "a validation share of \(validationShare): it must be between 0 and 1")
  // begin 5.3
  let trainingCount = tokens.count - Int(Double(tokens.count) * validationShare)
  return (Array(tokens[..<trainingCount]), Array(tokens[trainingCount...]))
  // end 5.3
}

/// The mean loss of a model over batches, each target counting once. Nothing is dropped.
///
/// A batch's loss is the mean of its targets, so it weighs as much as it has targets (those of −1
/// do not count). No batch, or none with a target: 0.
///
///     // batches of 3 targets with a loss of 2 and of 1 target with a loss of 6
///     // (3 · 2 + 1 · 6) / 4 = 3
public func evaluate(_ model: some LanguageModel, on batches: [TrainingBatch]) -> Double {
  // begin 5.3
  var sum = 0.0
  var count = 0
  for batch in batches {
    let loss = crossEntropy(model(batch.inputs), targets: batch.targets)
    let targets = countedTargets(batch.targets)
    sum += loss * Double(targets)
    count += targets
  }
  return sum / Double(max(1, count))
  // end 5.3
}
