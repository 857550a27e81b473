import CourseKit
import Extensions
import InstructionTuning
import Pretraining
import Tensors
import Tokenization

/// A talk with an assistant about a passage, in several turns.
///
/// Each question is put with the passage and as many of the newest turns as there is room for
/// (exercise 8.6), in the form of the documents that the model was pretrained on. Where 8.6 is not
/// written yet, each question stands alone.
public struct AssistantChat: Sendable {
  public let responder: AssistantResponder
  public var decoding: Decoding
  public var maxTokens: Int
  /// What is talked about; may be empty.
  public private(set) var passage = ""
  private var conversation = Conversation()
  private var generator: SeededGenerator

  public init(
    _ responder: AssistantResponder, decoding: Decoding = .greedy, maxTokens: Int = 48,
    seed: UInt64 = 1
  ) {
    self.responder = responder
    self.decoding = decoding
    self.maxTokens = maxTokens
    generator = SeededGenerator(seed: seed)
  }

  /// How many questions were answered since the passage was set.
  public var turnCount: Int { conversation.turns.count }

  /// Forgets all turns; the passage stays.
  public mutating func reset() { conversation.turns = [] }

  /// Talks about something else, and forgets all turns. Throws `InputError`, and changes nothing,
  /// where no room would be left for a question.
  public mutating func setPassage(_ text: String) throws {
    let text = text.split(whereSeparator: \.isNewline).joined(separator: "\n")
    let count = responder.assistant.tokenizer.encode(text).count
    // A question of the small world has some ten tokens.
    let room = responder.contextLength - answerLength - responder.contextLength / 8
    guard count <= room else {
      throw InputError(
        "The passage takes \(count) tokens, and \(room) is the most that leaves room for a question and "
          + "its answer: give a shorter one.",
        "O texto ocupa \(count) tokens, e \(room) é o máximo que deixa espaço para uma pergunta e a "
          + "resposta: dê um texto mais curto.")
    }
    passage = text
    conversation = Conversation(system: systemTokens)
  }

  /// What came of a question.
  public struct Reply: Sendable, Hashable {
    public let answer: String
    /// How many of the oldest turns the model could not see any more.
    public let droppedTurnCount: Int
    /// Whether `onText` has ended it. Then the turn is not remembered: half an answer misleads.
    public let isStopped: Bool
  }

  /// Puts a question. `onText` gets the answer piece by piece and may end it by returning false.
  /// Throws `InputError` where the question is too long, and ``LogitsError``.
  public mutating func ask(_ question: String, onText: (String) -> Bool) throws -> Reply {
    let assistant = responder.assistant
    let asked = questionTokens(question, input: inputOfQuestion)
    let (visible, droppedTurnCount): ([Int], Int)
    if Written.hasWindow {
      let window = try conversation.window(
        asking: asked, contextLength: responder.contextLength, answerLength: answerLength)
      (visible, droppedTurnCount) = (window.tokens, window.droppedTurnCount)
    } else {
      (visible, droppedTurnCount) = (systemTokens + asked, 0)
    }
    var stream = AnswerStream()
    var isStopped = false
    func show(_ text: String) -> Bool {
      if !text.isEmpty, !onText(text) { isStopped = true }
      return !isStopped
    }
    let answer = try responder.answer(
      after: visible, maxTokens: maxTokens, decoding: decoding, using: &generator
    ) { show(stream.append(assistant.tokenizer.bytes(of: $0))) }.text
    if !isStopped { _ = show(stream.finish()) }
    if !isStopped {
      conversation.turns.append(
        .init(
          question: questionTokens(question, input: ""),
          answer: assistant.turnTokens(answering: answer)))
    }
    return Reply(
      answer: answer, droppedTurnCount: droppedTurnCount, isStopped: isStopped)
  }

  // MARK: The prompt

  /// Positions that are kept for an answer; one that is longer pushes the oldest tokens out.
  private var answerLength: Int { min(maxTokens, responder.contextLength / 4) }

  /// In the style of a document the passage comes once, before all questions.
  private var systemTokens: [Int] {
    guard responder.assistant.template.style == .passage, !passage.isEmpty else { return [] }
    return responder.assistant.tokenizer.encode(passage + "\n")
  }

  /// With titled sections, the passage is a part of the newest question.
  private var inputOfQuestion: String {
    responder.assistant.template.style == .sections ? passage : ""
  }

  private func questionTokens(_ question: String, input: String) -> [Int] {
    responder.assistant.promptTokens(question, input: input)
  }
}

/// The text of an answer as its bytes come in, without white space before it.
public struct AnswerStream: Sendable {
  private var stream = UTF8Stream()
  private var hasBegun = false

  public init() {}

  public mutating func append(_ bytes: [UInt8]) -> String { shown(stream.append(bytes)) }

  public mutating func finish() -> String { shown(stream.finish()) }

  private mutating func shown(_ text: String) -> String {
    let text = hasBegun ? text : String(text.drop(while: \.isWhitespace))
    if !text.isEmpty { hasBegun = true }
    return text
  }
}
