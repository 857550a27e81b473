/// How well the examples of a task were answered.
public struct TaskScore: Hashable, Sendable, Codable {
  /// Nil for the examples that name no task, and for all together.
  public let task: String?
  /// How many answers there are.
  public let count: Int
  /// The share of exact matches.
  public let exactMatch: Double
  /// The mean ROUGE-L.
  public let rougeL: Double

  public init(task: String?, count: Int, exactMatch: Double, rougeL: Double) {
    self.task = task
    self.count = count
    self.exactMatch = exactMatch
    self.rougeL = rougeL
  }
}
