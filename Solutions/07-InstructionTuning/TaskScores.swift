import CourseKit

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

/// How well the examples of a task were answered: CourseKit's, since a run's files hold it.
public typealias TaskScore = CourseKit.TaskScore

extension TaskScore {
  /// The score of all answers together; 0 where there are none.
  public init(of answers: some Collection<JudgedAnswer>, task: String? = nil) {
    let count = Double(max(1, answers.count))
    self.init(
      task: task, count: answers.count,
      exactMatch: answers.reduce(0) { $1.isExact ? $0 + 1 : $0 } / count,
      rougeL: answers.reduce(0) { $0 + $1.rougeL } / count)
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
