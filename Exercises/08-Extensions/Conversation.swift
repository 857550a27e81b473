import CourseKit

/// A conversation in tokens: what is said of the assistant, and the turns so far.
///
/// All tokens are as they will stand in the prompt, with the template's markers.
public struct Conversation: Hashable, Sendable {
  /// A question and its answer.
  public struct Turn: Hashable, Sendable {
    public var question: [Int]
    public var answer: [Int]

    public init(question: [Int], answer: [Int]) {
      self.question = question
      self.answer = answer
    }

    var count: Int { question.count + answer.count }
  }

  /// The instructions that hold for all turns; may be empty.
  public var system: [Int]
  /// The finished turns, the oldest first.
  public var turns: [Turn]

  public init(system: [Int] = [], turns: [Turn] = []) {
    self.system = system
    self.turns = turns
  }
}

/// The part of a conversation that the model sees.
public struct ConversationWindow: Hashable, Sendable {
  /// System text, the turns that stayed, the new question.
  public let tokens: [Int]
  /// How many of the oldest turns were left out.
  public let droppedTurnCount: Int
}

extension Conversation {
  // MARK: 8.6 Multi-turn window

  /// The prompt for the next question, made to fit: system text, as many of the newest turns as
  /// there is room for, the question; then `answerLength` positions are left for the answer.
  ///
  /// The oldest turns go first, and a turn goes as a whole: an answer without its question only
  /// misleads. A turn that does not fit ends the search, even if an older, shorter one would fit,
  /// for a conversation with a hole is hard to follow. The system text and the question always
  /// stay; if they alone do not fit, an `InputError` says so in one sentence with the numbers, and
  /// what to do; it takes that sentence in English, then in Portuguese. What fits to the last
  /// position fits.
  ///
  ///     // context 10, answer 3, system 1 token, question 2: room for 4; turns of 1, 5, 2, 2 tokens
  ///     // the last two stay (2 + 2); the 5 ends the search, and the 1 before it goes too
  public func window(
    asking question: [Int], contextLength: Int, answerLength: Int
  ) throws(InputError) -> ConversationWindow {
    precondition(answerLength >= 0, "\(answerLength) positions for the answer")
    todo("8.6")
  }
}
