import CourseKit

extension InstructionExample {
  /// An instruction of the small world as chapter 7 learns from it.
  public init(_ instruction: Instruction) {
    self.init(
      instruction: instruction.instruction, input: instruction.input,
      response: instruction.response, task: instruction.task?.rawValue,
      followUps: instruction.followUps)
  }
}
