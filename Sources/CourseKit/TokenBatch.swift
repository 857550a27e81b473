import Tensors

/// Token ids in rows of equal length: one row for each sequence.
public struct TokenBatch: Hashable, Sendable {
  /// The rows, one after the other.
  public let ids: [Int]
  /// How many sequences there are.
  public let count: Int
  /// How many tokens each has.
  public let length: Int

  public init(_ rows: [[Int]]) {
    let length = rows.first?.count ?? 0
    precondition(
      rows.allSatisfy { $0.count == length }, "the sequences of a batch must be equally long")
    ids = rows.flatMap { $0 }
    count = rows.count
    self.length = length
  }

  /// One sequence.
  public init(_ row: [Int]) { self.init([row]) }

  /// The tokens of one sequence.
  public subscript(row: Int) -> ArraySlice<Int> { ids[row * length..<(row + 1) * length] }

  /// A target that the loss leaves out.
  public static let ignored = -1

  /// Which of all ids are targets that count.
  public var countedPlaces: [Int] { ids.indices.filter { ids[$0] != TokenBatch.ignored } }

  /// Requires that these are targets of `logits`: one for each row, each a token of the vocabulary or
  /// ``ignored``.
  public func requireTargets(of logits: Tensor) {
    precondition(
      ids.count == logits.rowCount, "\(ids.count) targets for logits of \(logits.shape)")
    precondition(
      ids.allSatisfy { $0 >= TokenBatch.ignored && $0 < logits.columnCount },
      "a target outside of a vocabulary of \(logits.columnCount)")
  }
}

/// What a training step learns from: sequences, and for each of their tokens the one that follows.
public struct TrainingBatch: Hashable, Sendable {
  public var inputs: TokenBatch
  public var targets: TokenBatch

  public init(inputs: TokenBatch, targets: TokenBatch) {
    precondition(
      inputs.count == targets.count && inputs.length == targets.length,
      "\(inputs.count) × \(inputs.length) inputs for \(targets.count) × \(targets.length) targets")
    self.inputs = inputs
    self.targets = targets
  }
}
