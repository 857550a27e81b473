import CourseKit

extension InstructionExample {
  /// A small-world instruction in the form that chapter 7 uses.
  public init(_ instruction: Instruction) {
    self.init(
      instruction: instruction.instruction, input: instruction.input,
      response: instruction.response, task: instruction.task?.rawValue,
      followUps: instruction.followUps)
  }
}
