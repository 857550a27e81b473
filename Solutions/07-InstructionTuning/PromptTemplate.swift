import CourseKit
import Foundation

/// What an assistant is to do, and what it should say: CourseKit's, since a run's files hold some.
public typealias InstructionExample = CourseKit.InstructionExample

// MARK: 7.1 Prompt template

/// How instruction and input become the text that the model continues.
///
/// The model only ever continues a text. The template is what tells it that an answer comes next, so
/// it must be the same, letter for letter, in tuning and in use.
public struct PromptTemplate: Hashable, Sendable, Codable {
  public enum Style: String, Sendable, Codable, CaseIterable {
    /// The input as a passage, then a question, as in the documents that the Small World pretrains
    /// on. What was learned there helps at once, and titles cost few tokens of a short context:
    ///
    ///     Ana found a kite in the park.
    ///     Question: Who found the kite? Answer: Ana.
    case passage
    /// A title for each part, in the order of Alpaca (Taori et al., *Stanford Alpaca*, 2023):
    ///
    ///     Instruction: Who found the kite?
    ///     Input: Ana found a kite in the park.
    ///     Response: Ana.
    case sections
  }

  public var language: Language
  public var style: Style

  public init(language: Language, style: Style = .passage) {
    self.language = language
    self.style = style
  }

  /// The text up to where the answer begins: it ends with a colon and no space, since a space
  /// belongs to the token of the word after it.
  ///
  /// Without an input its part is left out, with its line break. White space and line breaks around
  /// the parts do not count (``trimmed(_:)``). An input stands on a line of its own, which ends in one
  /// line break:
  ///
  ///     passage     input⏎  Question: instruction Answer:
  ///     sections    Instruction: instruction⏎  Input: input⏎  Response:
  ///
  /// (one text without the spaces before and after ⏎). In Portuguese the words are Pergunta and
  /// Resposta; Instrução, Entrada and Resposta.
  ///
  ///     PromptTemplate(language: .english).prompt(" Who ran? ", input: "Ana ran.\n")
  ///     // "Ana ran.\nQuestion: Who ran? Answer:"
  public func prompt(_ instruction: String, input: String = "") -> String {
    // begin 7.1
    let instruction = trimmed(instruction)
    let input = trimmed(input)
    switch style {
    case .passage:
      let question = language.text("Question", "Pergunta")
      let answer = language.text("Answer", "Resposta")
      return (input.isEmpty ? "" : "\(input)\n") + "\(question): \(instruction) \(answer):"
    case .sections:
      let title = language.text("Instruction", "Instrução")
      let inputTitle = language.text("Input", "Entrada")
      let response = language.text("Response", "Resposta")
      return "\(title): \(instruction)\n" + (input.isEmpty ? "" : "\(inputTitle): \(input)\n")
        + "\(response):"
    }
    // end 7.1
  }

  /// The text of a further question of the same conversation, after an answer and the end of text: a
  /// line break and the prompt of an instruction without an input.
  public func followUp(_ instruction: String) -> String {
    // begin 7.1
    "\n" + prompt(instruction)
    // end 7.1
  }

  /// The answer as it follows the prompt: after one space. An empty one stays empty.
  public func continuation(_ response: String) -> String {
    // begin 7.1
    let response = trimmed(response)
    return response.isEmpty ? "" : " \(response)"
    // end 7.1
  }
}

/// Without white space and line breaks at either end.
func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
