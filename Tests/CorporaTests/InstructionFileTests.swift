import CourseKit
import Testing

@testable import Corpora

/// Instructions as people have them: Alpaca's array, JSONL, chats.
@Suite struct InstructionShapesTests {
  private func read(_ text: String, skips: Bool = false) throws -> InstructionFile {
    try InstructionFile(text, named: "file.json", skipsBadItems: skips)
  }
  private func complaint(_ text: String) -> String {
    do {
      _ = try read(text)
      return "no error"
    } catch { return "\(error)" }
  }
  private func words(_ english: String, _ portuguese: String) -> String {
    Language.current.text(english, portuguese)
  }

  @Test func `items with an empty output are left out and counted`() throws {
    let file = try read(
      #"[{"instruction": "a", "output": "b"}, {"instruction": "c", "output": " "}, {"instruction": "d", "input": "", "output": "e"}]"#
    )
    #expect(file.items.map(\.response) == ["b", "e"])
    #expect(file.emptyCount == 1 && file.skippedCount == 0)
  }

  @Test func `the place of a missing comma is told`() {
    let told = complaint(
      "[\n {\"instruction\": \"Name a color.\", \"output\": \"red\"},\n"
        + " {\"instruction\": \"Name an ánimal.\" \"output\": \"cat\"}\n]\n")
    #expect(told.contains(words("line 3, column 3", "linha 3, coluna 3")))
  }

  @Test func `a line that says something twice is refused`() {
    let told = complaint(
      #"{"instruction": "a", "output": "b"}"# + "\n"
        + #"{"instruction": "a", "output": "b", "output": "c"}"# + "\n")
    #expect(
      told.contains(words("the name output stands twice", "o nome output aparece duas vezes")))
  }

  @Test func `bad items are named at once, and may be left out`() throws {
    let text = #"{"instruction": "a", "output": "b"}"# + "\nnonsense\n{\"output\": \"c\"}\n[1]\n"
    #expect(complaint(text).contains(words("line 2: not valid JSON", "linha 2: não é JSON")))
    #expect(complaint(text).contains(words("(and 2 more). --skip", "(e mais 2). --skip")))
    let file = try read(text, skips: true)
    #expect(file.items.count == 1 && file.skippedCount == 3)
  }

  @Test func `chats are read, turn by turn`() throws {
    let expected = Instruction(
      instruction: "Hi", input: "Be kind.", response: "Hello!",
      followUps: [.init(instruction: "Who are you?", response: "A model.")])
    let chat =
      #"{"messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello!"}, {"role": "user", "content": [{"type": "text", "text": "Who are you?"}]}, {"role": "assistant", "content": "A model."}, {"role": "user", "content": "unanswered"}]}"#
    let shared =
      #"{"conversations": [{"from": "system", "value": "Be kind."}, {"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello!"}, {"from": "human", "value": "Who are you?"}, {"from": "gpt", "value": "A model."}]}"#
    #expect(try read("\(chat)\n\(shared)\n").items == [expected, expected])
    #expect(try read("[\(chat)]").items == [expected])
  }

  @Test(arguments: [
    #"{"messages": [{"role": "assistant", "content": "Hello!"}]}"#,
    #"{"messages": [{"role": "user", "content": "Hi"}]}"#, #"{"messages": []}"#,
    #"{"messages": [{"role": "user", "content": 3}]}"#, #"{"messages": ["Hi"]}"#,
  ])
  func `a chat without question and answer is told`(text: String) {
    #expect(complaint(text).contains("role"))
  }

  @Test func `an empty answer ends a chat, and is nothing where it is the first`() throws {
    func chat(_ answers: [String]) -> String {
      let turns = answers.map {
        #"{"role": "user", "content": "q"}, {"role": "assistant", "content": "\#($0)"}"#
      }
      return "{\"messages\": [\(turns.joined(separator: ", "))]}"
    }
    let file = try read([chat(["a", "", "b"]), chat([""])].joined(separator: "\n"))
    #expect(file.items.map(\.response) == ["a"] && file.items[0].followUps.isEmpty)
    #expect(file.emptyCount == 1)
  }
}
