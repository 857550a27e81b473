import CourseKit
import InstructionTuning
import Tensors
import Testing

private let tokenizer = PieceTokenizer([
  "<end>", "Ana", " ran.", "\n", "Question:", " Who", " ran?", " Answer:", " Ana", ".", " ", " Bia",
])
/// "Ana ran.\nQuestion: Who ran? Answer:"
private let prompt = [1, 2, 3, 4, 5, 6, 7]

/// An assistant that says `script` after that prompt and " Bia" for ever after any other.
private func assistant(
  saying script: [Int], stopText: String? = nil
) -> Assistant<ScriptedModel, PieceTokenizer> {
  Assistant(
    model: ScriptedModel(
      prompt: prompt, script: script, confused: 11, vocabularySize: tokenizer.vocabularySize),
    tokenizer: tokenizer, template: PromptTemplate(language: .english), endOfText: 0,
    stopText: stopText)
}

@Suite struct AssistantTests {
  @Test func `7.7 the answer follows the prompt of tuning and ends at the end of text`() {
    let assistant = assistant(saying: [8, 9, 0, 11])
    #expect(assistant.respond(to: "Who ran?", input: "Ana ran.") == "Ana.")
    // Another prompt, another answer: the model saw it token for token.
    #expect(assistant.respond(to: "Who ran?", maxTokens: 2) == "Bia Bia")
  }

  @Test func `7.7 white space around the answer is taken away`() {
    #expect(
      assistant(saying: [10, 3, 8, 9, 3, 10, 0]).respond(to: "Who ran?", input: "Ana ran.")
        == "Ana.")
    #expect(assistant(saying: [0]).respond(to: "Who ran?", input: "Ana ran.") == "")
  }

  @Test func `7.7 an answer without an end stops after maxTokens`() {
    let assistant = assistant(saying: [8, 8, 8, 8, 8, 8])
    for count in 0...4 {
      let answer = assistant.respond(to: "Who ran?", input: "Ana ran.", maxTokens: count)
      #expect(answer == Array(repeating: "Ana", count: count).joined(separator: " "))
    }
  }

  @Test func `7.7 a base model's answer ends at the stop text`() {
    let script = [8, 9, 3, 4, 5, 6, 7, 11, 0]
    #expect(
      assistant(saying: script).respond(to: "Who ran?", input: "Ana ran.")
        == "Ana.\nQuestion: Who ran? Answer: Bia")
    #expect(
      assistant(saying: script, stopText: "\n").respond(to: "Who ran?", input: "Ana ran.")
        == "Ana.")
    // A line break before anything was said ends nothing.
    #expect(
      assistant(saying: [3] + script, stopText: "\n").respond(to: "Who ran?", input: "Ana ran.")
        == "Ana.")
    #expect(
      assistant(saying: script, stopText: " ran?").respond(to: "Who ran?", input: "Ana ran.")
        == "Ana.\nQuestion: Who")
  }

  @Test func `7.7 each token is shown as it comes, and the listener may end the answer`() {
    var generator = SeededGenerator(seed: 77)
    var seen: [Int] = []
    let answer = assistant(saying: [8, 9, 2, 0]).respond(
      to: "Who ran?", input: "Ana ran.", decoding: .greedy, using: &generator
    ) { token in
      seen.append(token)
      return seen.count < 2
    }
    #expect(seen == [8, 9])
    #expect(answer == "Ana.")
  }

  @Test func `7.7 no token comes after the stop text`() {
    var generator = SeededGenerator(seed: 77)
    var seen: [Int] = []
    _ = assistant(saying: [8, 9, 3, 4, 5], stopText: "\n").respond(
      to: "Who ran?", input: "Ana ran.", decoding: .greedy, using: &generator
    ) { token in
      seen.append(token)
      return true
    }
    #expect(seen == [8, 9, 3])
  }

  @Test func `7.7 many examples are answered in their order`() {
    let example = InstructionExample(
      instruction: "Who ran?", input: "Ana ran.", response: "ana", task: "findWho")
    let other = InstructionExample(instruction: "Who ran?", response: "Bia")
    let answers = assistant(saying: [8, 9, 0]).answers(
      to: [example, other, example], maxTokens: 3)
    #expect(answers.map(\.answer) == ["Ana.", "Bia Bia Bia", "Ana."])
    #expect(answers.map(\.example) == [example, other, example])
    #expect(answers.map(\.isExact) == [true, false, true])
  }
}
