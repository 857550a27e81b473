import CourseKit

/// What an instruction asks for.
public enum InstructionTask: String, CaseIterable, Sendable, Codable {
  case findWho, findWhat, findWhere, findWhen
  case opposite, plural, passive, classify, count

  /// Whether the answer has to be found in a story.
  public var isAboutStory: Bool {
    switch self {
    case .findWho, .findWhat, .findWhere, .findWhen: true
    case .opposite, .plural, .passive, .classify, .count: false
    }
  }
}

/// An instruction, the text it is about, and the desired response.
public struct Instruction: Sendable, Hashable, Codable {
  public let instruction: String
  /// Empty if the instruction is self-contained.
  public let input: String
  public let response: String
  /// Nil for the user's own instructions.
  public let task: InstructionTask?
  /// Later questions about the same text.
  public let followUps: [FollowUp]

  /// Another instruction of the same conversation.
  public typealias FollowUp = InstructionExample.FollowUp

  public init(
    instruction: String, input: String, response: String, task: InstructionTask? = nil,
    followUps: [FollowUp] = []
  ) {
    self.instruction = instruction
    self.input = input
    self.response = response
    self.task = task
    self.followUps = followUps
  }
}
