import CourseKit
import Extensions
import Testing

@Suite struct ConversationTests {
  /// System text of 3, turns of 5, 4 and 6 tokens.
  private let conversation = Conversation(
    system: [90, 91, 92],
    turns: [
      .init(question: [10, 11, 12], answer: [13, 14]), .init(question: [20], answer: [21, 22, 23]),
      .init(question: [30, 31, 32, 33], answer: [34, 35]),
    ])
  private let question = [1, 2]

  private func window(_ contextLength: Int, answer: Int = 4) throws -> ConversationWindow {
    try conversation.window(
      asking: question, contextLength: contextLength, answerLength: answer)
  }

  @Test func `8.6 what fits exactly stays whole, one token less and the oldest turn goes`() throws {
    let last = [30, 31, 32, 33, 34, 35]
    let middle = [20, 21, 22, 23]
    let first = [10, 11, 12, 13, 14]
    // 3 + 15 + 2 and 4 for the answer.
    #expect(try window(24).tokens == [90, 91, 92] + first + middle + last + [1, 2])
    #expect(try window(24).droppedTurnCount == 0)
    #expect(try window(1000).droppedTurnCount == 0)
    for length in 19...23 {
      #expect(try window(length).tokens == [90, 91, 92] + middle + last + [1, 2])
      #expect(try window(length).droppedTurnCount == 1)
    }
    for length in 15...18 {
      #expect(try window(length).tokens == [90, 91, 92] + last + [1, 2])
      #expect(try window(length).droppedTurnCount == 2)
    }
    for length in 9...14 {
      #expect(try window(length).tokens == [90, 91, 92, 1, 2])
      #expect(try window(length).droppedTurnCount == 3)
    }
  }

  @Test func `8.6 system text and question are never cut: one sentence says that they do not fit`()
  {
    #expect(throws: InputError.self) { try window(8) }
    do {
      _ = try window(8)
      Issue.record("8 positions are too few")
    } catch {
      #expect("\(error)".contains("5") && "\(error)".contains("8"))
    }
  }

  @Test func `8.6 room for the answer is kept, or none is asked for`() throws {
    #expect(try window(24, answer: 5).droppedTurnCount == 1)
    #expect(try window(20, answer: 0).droppedTurnCount == 0)
    for length in 9...30 { #expect(try window(length).tokens.count + 4 <= length) }
  }

  @Test func `8.6 an older turn that would fit does not jump over one that does not`() throws {
    let conversation = Conversation(turns: [
      .init(question: [1], answer: [2]), .init(question: [Int](repeating: 7, count: 9), answer: []),
      .init(question: [3], answer: [4]),
    ])
    let window = try conversation.window(asking: [5], contextLength: 8, answerLength: 2)
    #expect(window.tokens == [3, 4, 5])
    #expect(window.droppedTurnCount == 2)
  }

  @Test func `8.6 a first question stands alone`() throws {
    let window = try Conversation().window(asking: [5, 6], contextLength: 2, answerLength: 0)
    #expect(window.tokens == [5, 6])
    #expect(window.droppedTurnCount == 0)
  }
}
