/// The scores of the answers to the examples of a task.
public struct TaskScore: Hashable, Sendable, Codable {
  /// The task; nil for the examples without one, and for all examples together.
  public let task: String?
  /// The number of answers.
  public let count: Int
  /// The fraction of exact matches, 0 to 1.
  public let exactMatch: Double
  /// The mean ROUGE-L, 0 to 1.
  public let rougeL: Double

  public init(task: String?, count: Int, exactMatch: Double, rougeL: Double) {
    self.task = task
    self.count = count
    self.exactMatch = exactMatch
    self.rougeL = rougeL
  }
}
