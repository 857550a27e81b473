import CourseKit
import Tensors
import Tokenization

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
    todo("5.3")
  }

  /// Windows side by side that cover the text once, in batches: for evaluation.
  ///
  /// They begin at 0, `windowLength`, 2 · `windowLength` … wherever the documents begin. Each batch
  /// has `count` of them, the last one what is left. Tokens that fill no window are left out.
  ///
  ///     TrainingText(tokens: [5, 8, 2, 9, 4, 7, 1, 3], windowLength: 2).consecutiveBatches(of: 2)
  ///     // [5, 8] → [8, 2] and [2, 9] → [9, 4];  then [4, 7] → [7, 1] alone
  public func consecutiveBatches(of count: Int) -> [TrainingBatch] {
    todo("5.3")
  }

  /// The windows that begin at these positions, in this order: one row of the inputs and one of the
  /// targets, which are the inputs one position further, for each.
  private func batch(from starts: [Int]) -> TrainingBatch {
    todo("5.3")
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
  todo("5.3")
}

/// The mean loss of a model over batches, each target counting once. Nothing is dropped.
///
/// A batch's loss is the mean of its targets, so it weighs as much as it has targets (those of −1
/// do not count). No batch, or none with a target: 0.
///
///     // batches of 3 targets with a loss of 2 and of 1 target with a loss of 6
///     // (3 · 2 + 1 · 6) / 4 = 3
public func evaluate(_ model: some LanguageModel, on batches: [TrainingBatch]) -> Double {
  todo("5.3")
}
