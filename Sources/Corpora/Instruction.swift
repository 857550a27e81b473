/// What an instruction asks for.
public enum InstructionTask: String, CaseIterable, Sendable, Codable {
  case findWho, findWhat, findWhere, findWhen
  case opposite, plural, passive, classify, count
}

/// An instruction, the text it is about, and the response that is wanted.
public struct Instruction: Sendable, Hashable, Codable {
  public let instruction: String
  /// Empty where the instruction says everything.
  public let input: String
  public let response: String
  /// Nil for the user's own instructions.
  public let task: InstructionTask?

  public init(instruction: String, input: String, response: String, task: InstructionTask? = nil) {
    self.instruction = instruction
    self.input = input
    self.response = response
    self.task = task
  }
}
