/// An instruction with the response that an assistant should give.
public struct InstructionExample: Hashable, Sendable, Codable {
  public var instruction: String
  /// The text that the instruction refers to; empty if the instruction is self-contained.
  public var input: String
  public var response: String
  /// The kind of task, for tables of results.
  public var task: String?
  /// Later turns of the conversation, about the same input.
  public var followUps: [FollowUp]

  /// A later turn: an instruction and its response.
  public struct FollowUp: Hashable, Sendable, Codable {
    public var instruction: String
    public var response: String

    public init(instruction: String, response: String) {
      self.instruction = instruction
      self.response = response
    }
  }

  public init(
    instruction: String, input: String = "", response: String, task: String? = nil,
    followUps: [FollowUp] = []
  ) {
    self.instruction = instruction
    self.input = input
    self.response = response
    self.task = task
    self.followUps = followUps
  }
}
