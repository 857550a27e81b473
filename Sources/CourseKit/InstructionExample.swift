/// What an assistant is to do, and what it should say.
public struct InstructionExample: Hashable, Sendable, Codable {
  public var instruction: String
  /// What the instruction is about; empty where it says everything itself.
  public var input: String
  public var response: String
  /// The kind of task, for tables of results.
  public var task: String?
  /// What is asked next about the same input, with its response.
  public var followUps: [FollowUp]

  /// Another instruction in the same conversation.
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
