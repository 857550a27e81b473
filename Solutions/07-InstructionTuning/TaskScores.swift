/// An answer beside the one that was expected.
public struct JudgedAnswer: Hashable, Sendable {
  public let example: InstructionExample
  public let answer: String
  /// See ``isExactMatch(_:_:)``.
  public let isExact: Bool
  /// The ``RougeL/score``, between 0 and 1.
  public let rougeL: Double

  public init(_ example: InstructionExample, answer: String) {
    self.example = example
    self.answer = answer
    isExact = isExactMatch(answer, example.response)
    rougeL = RougeL(answer, reference: example.response).score
  }
}

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

  /// The score of all answers together; 0 where there are none.
  public init(of answers: some Collection<JudgedAnswer>, task: String? = nil) {
    let count = Double(max(1, answers.count))
    self.task = task
    self.count = answers.count
    exactMatch = answers.reduce(0) { $1.isExact ? $0 + 1 : $0 } / count
    rougeL = answers.reduce(0) { $0 + $1.rougeL } / count
  }
}

/// A row for each task, in the order in which the tasks first appear.
public func taskScores(_ answers: [JudgedAnswer]) -> [TaskScore] {
  var tasks: [String?] = []
  for answer in answers where !tasks.contains(answer.example.task) {
    tasks.append(answer.example.task)
  }
  return tasks.map { task in
    TaskScore(of: answers.filter { $0.example.task == task }, task: task)
  }
}
