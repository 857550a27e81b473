import Formats
import InstructionTuning

extension PromptTemplate {
  /// The template as Jinja, for messages of the roles system, user and assistant: what the system says is the
  /// input, a user's message an instruction.
  ///
  /// Made of what chapter 7's own functions give for two marks, so that it cannot say anything else.
  var jinja: String {
    let (question, passage) = ("\u{E000}", "\u{E001}")
    let content = "(m.content | trim)"
    /// A text with marks as a Jinja expression that joins its parts.
    func expression(_ text: String) -> String {
      var parts: [String] = []
      var literal = ""
      for letter in text {
        if letter == Character(question) || letter == Character(passage) {
          if !literal.isEmpty { parts.append("'\(literal)'") }
          literal = ""
          parts.append(letter == Character(question) ? content : "ns.system")
        } else {
          literal += letter == "\n" ? "\\n" : letter == "'" ? "\\'" : String(letter)
        }
      }
      if !literal.isEmpty { parts.append("'\(literal)'") }
      return "{{ " + parts.joined(separator: " + ") + " }}"
    }
    let (first, later) = (prompt(question), followUp(question))
    let parts: [String] = [
      "{% set ns = namespace(system='', first=true) %}{% for m in messages %}",
      "{% if m.role == 'system' %}{% set ns.system = \(content) %}",
      "{% elif m.role == 'user' %}{% if ns.first and ns.system %}",
      expression(prompt(question, input: passage)),
      "{% elif ns.first %}\(expression(first)){% else %}\(expression(later)){% endif %}",
      "{% set ns.first = false %}",
      "{% else %}{% if \(content) %}\(expression(continuation(question))){% endif %}",
      "{{ '\(HuggingFaceTokenizer.endOfText)' }}{% endif %}{% endfor %}",
    ]
    return parts.joined()
  }
}
