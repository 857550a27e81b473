import Tensors

/// Token ids of a batch of sequences of equal length. Shape: `[count, length]`.
public struct TokenBatch: Hashable, Sendable {
  /// All ids, row by row.
  public let ids: [Int]
  /// The number of sequences.
  public let count: Int
  /// The number of tokens in each sequence.
  public let length: Int

  /// A batch from its sequences.
  ///
  /// - Precondition: all sequences have the same length.
  public init(_ rows: [[Int]]) {
    let length = rows.first?.count ?? 0
    precondition(
      rows.allSatisfy { $0.count == length }, "the sequences of a batch must be equally long")
    ids = rows.flatMap { $0 }
    count = rows.count
    self.length = length
  }

  /// A batch of one sequence.
  public init(_ row: [Int]) { self.init([row]) }

  /// The tokens of one sequence.
  public subscript(row: Int) -> ArraySlice<Int> { ids[row * length..<(row + 1) * length] }

  /// The target value that excludes a position from the loss.
  public static let ignored = -1

  /// The flat indices of the targets that count, in ascending order.
  public var countedPositions: [Int] { ids.indices.filter { ids[$0] != TokenBatch.ignored } }

  /// Traps unless these are valid targets of `logits`: one per row, each a token id of the
  /// vocabulary or ``ignored``.
  public func requireTargets(of logits: Tensor) {
    precondition(
      ids.count == logits.rowCount, "\(ids.count) targets for logits of \(logits.shape)")
    precondition(
      ids.allSatisfy { $0 >= TokenBatch.ignored && $0 < logits.columnCount },
      "a target outside of a vocabulary of \(logits.columnCount)")
  }
}

/// The data of one training step: input sequences and, for each of their tokens, the one that
/// follows.
public struct TrainingBatch: Hashable, Sendable {
  public var inputs: TokenBatch
  /// The next token after each position of `inputs`, or ``TokenBatch/ignored``. The same shape.
  public var targets: TokenBatch

  public init(inputs: TokenBatch, targets: TokenBatch) {
    precondition(
      inputs.count == targets.count && inputs.length == targets.length,
      "\(inputs.count) × \(inputs.length) inputs for \(targets.count) × \(targets.length) targets")
    self.inputs = inputs
    self.targets = targets
  }
}
