import CourseKit
import Foundation
import Grading
import InstructionTuning
import InstructionTuningSolution
import Testing

/// A template and its contents.
struct PromptInput: Sendable {
  let language: Language
  let isPassage: Bool
  let instruction: String
  let input: String
  let response: String
}

private func namedEvidence(_ prompt: String, _ followUp: String, _ continuation: String)
  -> [Evidence]
{
  [
    Evidence(Text("the prompt", "o prompt"), prompt),
    Evidence(Text("the follow-up", "a pergunta seguinte (followUp)"), followUp),
    Evidence(Text("the continuation", "a continuação"), continuation),
  ]
}

/// The template in pieces, each with a hook for mistakes.
private struct PlainTemplate: Sendable {
  var trims = true
  var end = ""
  var afterInput = "\n"
  var keepsEmptyInput = false
  var swapsParts = false
  var isAlwaysEnglish = false
  var beforeAnswer = " "
  var followUpStart = "\n"
  var continuationStart = " "
  var emptyContinuation = ""
  /// An additional transformation of each part.
  var change: @Sendable (String) -> String = { $0 }
  var trimmed = CharacterSet.whitespacesAndNewlines
  var followUpKeepsInput = false

  func evidence(_ given: PromptInput) -> [Evidence] {
    namedEvidence(
      prompt(given, given.input),
      followUpStart + prompt(given, followUpKeepsInput ? given.input : ""),
      continuation(given.response))
  }

  private func prompt(_ given: PromptInput, _ input: String) -> String {
    func word(_ english: String, _ portuguese: String) -> String {
      isAlwaysEnglish || given.language == .english ? english : portuguese
    }
    let (instruction, input) = (stripped(given.instruction), stripped(input))
    let hasInput = !input.isEmpty || keepsEmptyInput
    if given.isPassage {
      let passage = hasInput ? input + afterInput : ""
      let question = word("Question", "Pergunta") + ": " + instruction
      let answer = word("Answer", "Resposta") + ":" + end
      return swapsParts
        ? question + (hasInput ? afterInput + input : "") + beforeAnswer + answer
        : passage + question + beforeAnswer + answer
    }
    let title = word("Instruction", "Instrução") + ": " + instruction + "\n"
    let passage = hasInput ? word("Input", "Entrada") + ": " + input + afterInput : ""
    return (swapsParts ? passage + title : title + passage) + word("Response", "Resposta") + ":"
      + end
  }

  private func continuation(_ response: String) -> String {
    let response = stripped(response)
    return response.isEmpty ? emptyContinuation : continuationStart + response
  }

  private func stripped(_ text: String) -> String {
    trims ? change(text.trimmingCharacters(in: trimmed)) : text
  }
}

let promptTemplateGrader = Grader<PromptInput>(
  "7.1",
  cases: { data in
    let names = ["Ana", "Tom", "Bia", "Leo"]
    let name = names[data.integer(in: 0...3)]
    let count = data.integer(in: 2...9)
    var cases: [Grader<PromptInput>.Case] = []
    for (language, languageName) in [
      (Language.english, Text("in English", "em inglês")),
      (.portuguese, Text("in Portuguese", "em português")),
    ] {
      for (isPassage, styleName) in [
        (true, Text("style .passage", "estilo .passage")),
        (false, Text("style .sections", "estilo .sections")),
      ] {
        func add(_ what: Text, _ instruction: String, _ input: String, _ response: String) {
          cases.append(
            .init(
              Text(
                "\(styleName.in(.english)) \(languageName.in(.english)), \(what.in(.english))",
                "\(styleName.in(.portuguese)) \(languageName.in(.portuguese)), \(what.in(.portuguese))"
              ),
              PromptInput(
                language: language, isPassage: isPassage, instruction: instruction, input: input,
                response: response)))
        }
        add(
          Text("with an input", "com entrada"), "Who has \(count) kites?",
          "\(name) has \(count) kites.", "\(name).")
        add(
          Text("without an input", "sem entrada"), "Name \(count) animals.", "", "A cat, \(name).")
        add(
          Text("with white space around the parts", "com espaços em volta das partes"),
          " \tWho ran?\n", "\n\(name) ran \(count) km. \n", "  \(name). \n")
        add(
          Text("with letters beyond ASCII", "com letras além do ASCII"),
          "\u{2028}\u{C9} o cafe\u{301} da \(name)?\u{85}",
          "\u{A0}O caf\u{E9} \u{E9} da \(name): a\u{E7}\u{E3}o, 日本, 👩‍🚀.\r\n",
          "\t\u{C9} sim, cafe\u{301},\u{A0}👍🏽.\u{3000}")
        add(
          Text(
            "with line breaks, two spaces and titles within the parts",
            "com quebras de linha, dois espaços e títulos dentro das partes"),
          "Who  ran\n\nQuestion: \(count)%?", "Answer:  \(name).\nInput: \(count)\n\n\(name).",
          "Response: \(name)  and\nAnswer:")
        add(
          Text("with an empty response", "com resposta vazia"), "Say nothing to \(name).", " \n ",
          " ")
      }
    }
    cases.append(
      .init(
        Text("the comment's example, “ Who ran? ”", "o exemplo do comentário, “ Who ran? ”"),
        PromptInput(
          language: .english, isPassage: true, instruction: " Who ran? ", input: "Ana ran.\n",
          response: "Ana")))
    return cases
  },
  expected: { given in
    let template = InstructionTuningSolution::PromptTemplate(
      language: given.language, style: given.isPassage ? .passage : .sections)
    return namedEvidence(
      template.prompt(given.instruction, input: given.input),
      template.followUp(given.instruction), template.continuation(given.response))
  },
  misconceptions: [
    .init(
      Text(
        "if a space follows the last colon: it belongs to the answer's first word",
        "se um espaço segue os últimos dois-pontos: ele pertence à primeira palavra da resposta")
    ) { PlainTemplate(end: " ").evidence($0) },
    .init(
      Text(
        "if the input and what follows stand on one line",
        "se a entrada e o que vem depois ficam na mesma linha")
    ) { PlainTemplate(afterInput: " ").evidence($0) },
    .init(
      Text(
        "if an empty line stands after the input", "se uma linha vazia fica depois da entrada")
    ) { PlainTemplate(afterInput: "\n\n").evidence($0) },
    .init(
      Text(
        "if the input's part stays where there is no input",
        "se a parte da entrada continua lá quando não há entrada")
    ) { PlainTemplate(keepsEmptyInput: true).evidence($0) },
    .init(
      Text(
        "if instruction and input change places", "se a instrução e a entrada trocam de lugar")
    ) { PlainTemplate(swapsParts: true).evidence($0) },
    .init(
      Text(
        "if the words of the template are English in every language",
        "se as palavras do template ficam em inglês em qualquer idioma")
    ) { PlainTemplate(isAlwaysEnglish: true).evidence($0) },
    .init(
      Text(
        "if white space around the parts stays", "se os espaços em volta das partes permanecem")
    ) { PlainTemplate(trims: false).evidence($0) },
    .init(
      Text(
        "if the answer's word begins a line of its own in style .passage",
        "se a palavra da resposta começa uma linha nova no estilo .passage")
    ) { PlainTemplate(beforeAnswer: "\n").evidence($0) },
    .init(
      Text(
        "if no line break stands before a further question",
        "se falta a quebra de linha antes de uma nova pergunta")
    ) { PlainTemplate(followUpStart: "").evidence($0) },
    .init(
      Text(
        "if no space stands between the prompt and the answer",
        "se falta o espaço entre o prompt e a resposta")
    ) { PlainTemplate(continuationStart: "").evidence($0) },
    .init(
      Text("if an empty response becomes a space", "se uma resposta vazia vira um espaço")
    ) { PlainTemplate(emptyContinuation: " ").evidence($0) },
    .init(
      Text(
        "if only spaces and tabs are taken off around the parts, not line breaks",
        "se em volta das partes só se tiram espaços e tabulações, e não quebras de linha")
    ) { PlainTemplate(trimmed: .whitespaces).evidence($0) },
    .init(
      Text(
        "if only ASCII white space is taken off around the parts",
        "se em volta das partes só se tira o espaço em branco do ASCII")
    ) { PlainTemplate(trimmed: CharacterSet(charactersIn: " \t\r\n")).evidence($0) },
    .init(
      Text(
        "if white space within the parts is made one space, too",
        "se o espaço dentro das partes também é reduzido a um só")
    ) {
      PlainTemplate(change: { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") })
        .evidence($0)
    },
    .init(
      Text(
        "if the parts are put into lower case", "se as partes passam para minúsculas")
    ) { PlainTemplate(change: { $0.lowercased() }).evidence($0) },
    .init(
      Text(
        "if letters with accents are recomposed: their bytes must stay",
        "se as letras com acento são recompostas: os bytes delas devem ficar")
    ) {
      PlainTemplate(change: { $0.precomposedStringWithCanonicalMapping }).evidence($0)
    },
    .init(
      Text(
        "if a follow-up repeats the input", "se a pergunta seguinte repete a entrada")
    ) { PlainTemplate(followUpKeepsInput: true).evidence($0) },
  ],
  variants: [
    .init("piece by piece") { PlainTemplate().evidence($0) }
  ],
  contract: [
    .init("ends with a colon and no space"),
    .init("Without an input its part is left out", triedBy: "style .passage in English, without"),
    .init(
      "White space and line breaks around", triedBy: "style .passage in English, with white space",
      "style .sections in Portuguese, with letters beyond ASCII"),
    .init("which ends in one line break", triedBy: "style .passage in English, with an input"),
    .init("passage     input⏎"),
    .init("one text without the spaces", untested: "says what helps"),
    .init(
      "Pergunta and Resposta", triedBy: "style .passage in Portuguese",
      "style .sections in Portuguese"),
    .init("PromptTemplate(language: .english).prompt", triedBy: "the comment's example"),
    .init("The text of a further question"),
    .init("after one space"),
    .init("An empty one stays empty", triedBy: "style .passage in English, with an empty"),
  ])

private func learnersTemplate(_ given: PromptInput) -> InstructionTuning::PromptTemplate {
  InstructionTuning::PromptTemplate(
    language: given.language, style: given.isPassage ? .passage : .sections)
}

/// Parts that can be graded while other holes are still open.
private let promptTemplateParts: [Part<PromptInput>] = [
  .init(Text("prompt", "prompt")) { given in
    let prompt = learnersTemplate(given).prompt(given.instruction, input: given.input)
    return Array(namedEvidence(prompt, prompt, prompt)[0..<1])
  },
  .init(Text("followUp", "followUp")) { given in
    let text = learnersTemplate(given).followUp(given.instruction)
    return Array(namedEvidence(text, text, text)[1..<2])
  },
  .init(Text("continuation", "continuation")) { given in
    let text = learnersTemplate(given).continuation(given.response)
    return Array(namedEvidence(text, text, text)[2...])
  },
]

@Test func `7.1 prompt template`() async throws {
  let attempt = Attempt("7.1")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(promptTemplateGrader, parts: promptTemplateParts) { given in
      let template = learnersTemplate(given)
      return namedEvidence(
        template.prompt(given.instruction, input: given.input),
        template.followUp(given.instruction), template.continuation(given.response))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `7.1 grader`() { #expect(promptTemplateGrader.flaws() == []) }
