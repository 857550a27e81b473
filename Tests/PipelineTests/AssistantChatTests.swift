import CourseKit
import InstructionTuning
import Pipeline
import Pretraining
import Tensors
import TestSupport
import Testing

@Suite struct AssistantChatTests {
  private let model = untrainedModel()
  private static let passage = "Tom found a kite in the park."

  private func responder(_ style: PromptTemplate.Style = .passage) -> AssistantResponder {
    AssistantResponder(model.assistant(PromptTemplate(language: .english, style: style)))
  }

  private func chat(
    _ style: PromptTemplate.Style = .passage, maxTokens: Int = 8, decoding: Decoding = .greedy
  ) throws -> AssistantChat {
    var chat = AssistantChat(responder(style), decoding: decoding, maxTokens: maxTokens)
    try chat.setPassage(Self.passage)
    return chat
  }

  /// The greedy answer to a prompt in text; each part but the last is an answer's end.
  private func answer(after prompt: String..., maxTokens: Int = 8) throws -> String {
    var generator = SeededGenerator(seed: 0)
    let responder = responder()
    let parts = prompt.map { model.tokenizer.encode($0) }
    return try responder.answer(
      after: Array(parts.joined(separator: [responder.assistant.endOfText])),
      maxTokens: maxTokens, using: &generator
    ).text
  }

  @Test(arguments: PromptTemplate.Style.allCases)
  func `a first question is put as in tuning`(style: PromptTemplate.Style) throws {
    var chat = try chat(style)
    let reply = try chat.ask("Who found it?") { _ in true }
    #expect(
      try reply.answer
        == responder(style).answer(to: "Who found it?", input: Self.passage, maxTokens: 8))
    #expect(!reply.isStopped && reply.droppedTurnCount == 0)
  }

  @Test func `later questions follow as in tuning, each answer with the end of text`() throws {
    var chat = try chat()
    let first = try chat.ask("Who?") { _ in true }.answer
    let continuation = first.isEmpty ? "" : " \(first)"
    let expected = try answer(
      after: "\(Self.passage)\nQuestion: Who? Answer:\(continuation)",
      "\nQuestion: Where? Answer:")
    #expect(try chat.ask("Where?") { _ in true }.answer == expected)
    #expect(chat.turnCount == 2)
    chat.reset()
    #expect(chat.turnCount == 0 && chat.passage == Self.passage)
    #expect(try chat.ask("Who?") { _ in true }.answer == first)
    try chat.setPassage("")
    #expect(
      try chat.ask("Who?") { _ in true }.answer == answer(after: "Question: Who? Answer:"))
  }

  @Test func `the oldest turns go where there is no room, and the talk goes on`() throws {
    var chat = try chat()
    var dropped: [Int] = []
    for _ in 0..<12 {
      dropped.append(try chat.ask("Who found a kite?") { _ in true }.droppedTurnCount)
    }
    #expect(dropped.first == 0 && dropped.last! > 0)
    #expect(dropped == dropped.sorted())
    #expect(chat.turnCount == 12)
  }

  @Test func `the pieces of a stream are the answer`() throws {
    for seed in 0..<10 as Range<UInt64> {
      var chat = AssistantChat(
        responder(), decoding: Decoding(temperature: 1.5), maxTokens: 30, seed: seed)
      var pieces: [String] = []
      let reply = try chat.ask("Who?") {
        pieces.append($0)
        return true
      }
      #expect(pieces.count > 1 && !pieces.contains(""))
      let text = pieces.joined()
      #expect(text.first?.isWhitespace == false)
      #expect(text.hasPrefix(reply.answer))
    }
  }

  @Test func `an answer that is stopped is not remembered`() throws {
    var chat = try chat()
    var count = 0
    let reply = try chat.ask("Who?") { _ in
      count += 1
      return count < 2
    }
    #expect(reply.isStopped && count == 2 && chat.turnCount == 0)
    #expect(
      try chat.ask("Who?") { _ in true }.answer
        == answer(after: "\(Self.passage)\nQuestion: Who? Answer:"))
  }

  @Test func `a passage that leaves no room is refused, and the old one stays`() throws {
    var chat = try chat()
    let long = String(repeating: "The kite is red. ", count: 40)
    let told = try sentence { try chat.setPassage(long) }
    #expect(told.contains("\(model.tokenizer.encode(long).count)"))
    #expect(chat.passage == Self.passage)
    _ = try sentence { _ = try chat.ask(long) { _ in true } }
    #expect(chat.turnCount == 0)
  }

  @Test func `an answer comes in whole letters, without white space before it`() {
    var stream = AnswerStream()
    #expect(stream.append([0x20, 0x0A]) == "")
    #expect(stream.append([0x20, 0x61, 0xC3]) == "a")
    #expect(stream.append([0xA9, 0x20]) == "é ")
    #expect(stream.append([0xE2, 0x82]) == "")
    #expect(stream.finish() == "\u{FFFD}")
  }
}
