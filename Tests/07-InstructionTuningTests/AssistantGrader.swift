import CourseKit
import Foundation
import Grading
import InstructionTuning
import InstructionTuningSolution
import Pretraining
import PretrainingSolution
import Tensors
import Testing

/// A question, and the scripted answer of the model.
struct AnswerInput: Sendable {
  let instruction: String
  let input: String
  let script: String
  /// Whether the script ends with the end of text.
  var ends = true
  var stopText: String?
  var maxTokens = 60
  var temperature: Float = 0
  /// The number of tokens after which `onToken` returns false.
  var listensTo = Int.max
  var language = Language.english
  var isPassage = true

  var template: InstructionTuningSolution::PromptTemplate {
    .init(language: language, style: isPassage ? .passage : .sections)
  }

  /// A model that plays the script. If the prompt differs from the one used in tuning, it says "?".
  var model: RehearsedModel {
    let coder = LetterTokenizer()
    return RehearsedModel(
      prompt: coder.encode(template.prompt(instruction, input: input)),
      script: coder.encode(script) + (ends ? [LetterTokenizer.endOfText] : []))
  }
}

private func namedEvidence(
  _ prompt: [Int], _ answer: String, _ heard: [Int], _ generator: SeededGenerator,
  ofScript script: String, answer answerOf: ([Int]) -> String, hasEnded: ([Int]) -> Bool
) -> [Evidence] {
  let tokens = LetterTokenizer().encode(script)
  return [
    Evidence(Text("the prompt's tokens", "os tokens do prompt"), prompt),
    Evidence(Text("the answer", "a resposta"), answer),
    Evidence(Text("the tokens that onToken got", "os tokens que onToken recebeu"), heard),
    Evidence(
      Text("the random numbers that were used", "os números aleatórios usados"),
      "\(generator.state)"),
    Evidence(
      Text(
        "hasEnded after 0, 1, 2 … tokens of the script (1 or 0)",
        "hasEnded depois de 0, 1, 2 … tokens do roteiro (1 ou 0)"),
      (0...tokens.count).map { hasEnded(Array(tokens.prefix($0))) ? 1 : 0 }),
    Evidence(
      Text("answer(of:) of all the script's tokens", "answer(of:) de todos os tokens do roteiro"),
      answerOf(tokens)),
  ]
}

private func evidence<Assistant: GradedAssistant>(
  _ given: AnswerInput, of assistant: Assistant, decoding: Assistant.Decoding
) -> [Evidence] {
  var generator = SeededGenerator(seed: 3)
  var heard: [Int] = []
  let answer = assistant.respond(
    to: given.instruction, input: given.input, maxTokens: given.maxTokens, decoding: decoding,
    using: &generator
  ) { token in
    heard.append(token)
    return heard.count < given.listensTo
  }
  return namedEvidence(
    assistant.promptTokens(given.instruction, input: given.input), answer, heard, generator,
    ofScript: given.script, answer: assistant.answer, hasEnded: assistant.hasEnded)
}

/// Answering, with hooks for mistakes.
private struct PlainAnswer: Sendable {
  var addsSpace = false
  var stopsAtEnd = true
  var showsPrompt = false
  var keepsStopText = false
  var countsLeadingSpace = false
  var looksAtLastTokenOnly = false
  var neverEndsEarly = false
  var hears = true
  var trims = true
  var countsPrompt = false
  var isGreedy = false
  var checksBeforeHearing = false
  var ignoresTemplate = false
  /// Whether the last token is examined without trimming its leading white space.
  var looksAtLastTokenAsItIs = false
  var mustEndWithStop = false
  /// Whether leading white space counts in the answer but not in `hasEnded`.
  var cutsAtLeadingSpace = false
  var cutsAtLastStop = false
  var decodesEach = false

  func evidence(_ given: AnswerInput) -> [Evidence] {
    let coder = LetterTokenizer()
    let template = ignoresTemplate ? .init(language: .english) : given.template
    let text = template.prompt(given.instruction, input: given.input)
    let prompt = coder.encode(text + (addsSpace ? " " : ""))
    func decode(_ tokens: [Int]) -> String {
      decodesEach ? tokens.map { coder.decode([$0]) }.joined() : coder.decode(tokens)
    }
    func ended(_ tokens: [Int]) -> Bool {
      guard let stop = given.stopText else { return false }
      if looksAtLastTokenAsItIs { return decode(tokens.suffix(1)).contains(stop) }
      if mustEndWithStop { return visible(tokens).hasSuffix(stop) }
      return visible(looksAtLastTokenOnly ? tokens.suffix(1) : tokens).contains(stop)
    }
    func visible(_ tokens: [Int]) -> String {
      let text = decode(tokens)
      return countsLeadingSpace ? text : String(text.drop(while: \.isWhitespace))
    }
    var generator = SeededGenerator(seed: 3)
    var heard: [Int] = []
    var made: [Int] = []
    let tokens = PretrainingSolution::generate(
      with: given.model, from: prompt,
      maxTokens: given.maxTokens - (countsPrompt ? prompt.count : 0),
      decoding: .init(temperature: isGreedy ? 0 : given.temperature),
      stop: stopsAtEnd ? LetterTokenizer.endOfText : nil, using: &generator
    ) { token in
      made.append(token)
      if checksBeforeHearing, ended(made) { return false }
      heard.append(token)
      return (!hears || heard.count < given.listensTo) && (neverEndsEarly || !ended(made))
    }
    func answer(_ tokens: [Int]) -> String {
      var answer = cutsAtLeadingSpace ? decode(tokens) : visible(tokens)
      if let stop = given.stopText,
        let range = answer.range(of: stop, options: cutsAtLastStop ? .backwards : [])
      {
        answer = String(answer[..<(keepsStopText ? range.upperBound : range.lowerBound)])
      }
      return trims ? answer.trimmingCharacters(in: .whitespacesAndNewlines) : answer
    }
    return namedEvidence(
      prompt, answer((showsPrompt ? prompt : []) + tokens), heard, generator,
      ofScript: given.script, answer: answer, hasEnded: ended)
  }
}

let assistantGrader = Grader<AnswerInput>(
  "7.7",
  cases: { data in
    let name = ["Ana", "Tom", "Bia", "Leo"][data.integer(in: 0...3)]
    let count = data.integer(in: 2...9)
    let question = "Who has \(count) kites?"
    let passage = "\(name) has \(count) kites."
    return [
      .init(
        Text("an answer and the end of text", "uma resposta e o fim de texto"),
        AnswerInput(instruction: question, input: passage, script: " \(name) has them.")),
      .init(
        Text(
          "an answer that goes on after the stop text",
          "uma resposta que continua depois do texto de parada"),
        AnswerInput(
          instruction: question, input: "", script: " \(name) has cats\nQuestion: Who?",
          stopText: "\n")),
      .init(
        Text(
          "a stop text of several tokens, and a blank line first",
          "um texto de parada de vários tokens e uma linha em branco antes"),
        AnswerInput(
          instruction: question, input: passage, script: "\n\n \(name).\n\nQuestion: Why?",
          stopText: "\n\n")),
      .init(
        Text(
          "an answer without an end, at most 9 tokens", "uma resposta sem fim, no máximo 9 tokens"),
        AnswerInput(
          instruction: question, input: "", script: " \(name) and and and and and", ends: false,
          maxTokens: 9)),
      .init(
        Text("onToken says stop after 5 tokens", "onToken manda parar depois de 5 tokens"),
        AnswerInput(
          instruction: question, input: passage, script: " \(name) has them all.", listensTo: 5)),
      .init(
        Text("a temperature of 1", "temperatura 1"),
        AnswerInput(
          instruction: question, input: passage, script: " \(name) has \(count) of them.",
          temperature: 1)),
      .init(
        Text("an empty answer", "uma resposta vazia"),
        AnswerInput(instruction: question, input: "", script: "")),
      .init(
        Text(
          "letters of several tokens, in Portuguese", "letras de vários tokens, em português"),
        AnswerInput(
          instruction: "Quem e\u{301} \u{E9}? ", input: "\u{C9} a cafe\u{301}.",
          script: "\u{A0}\u{C9} a a\u{E7}\u{E3}o, cafe\u{301}, 日本 👩‍🚀.\u{2003}", language: .portuguese
        )),
      .init(
        Text(
          "a stop text of letters of several tokens, style .sections",
          "um texto de parada com letras de vários tokens, estilo .sections"),
        AnswerInput(
          instruction: question, input: passage, script: " \(name) é\u{E7} 日本 é\u{E7} e mais",
          stopText: "日本", isPassage: false)),
      .init(
        Text(
          "a token that holds the stop text and more",
          "um token que contém o texto de parada e mais"),
        AnswerInput(
          instruction: question, input: passage, script: " \(name) has it.\n\(name). Ana. Or",
          stopText: ".")),
      .init(
        Text(
          "an answer of 70 letters, and as many after the stop text",
          "uma resposta de 70 letras, e outras tantas depois do texto de parada"),
        AnswerInput(
          instruction: question, input: passage,
          script: String(repeating: "one and a ", count: 7) + "\n\n"
            + String(repeating: "two or an ", count: 7), stopText: "\n\n", maxTokens: 200)),
      .init(
        Text(
          "line breaks before and after the answer, none of them a stop text",
          "quebras de linha antes e depois da resposta, sem texto de parada"),
        AnswerInput(
          instruction: question, input: passage, script: "\n\n\(name)\nand Tom\n \n")),
      .init(
        Text("nothing but line breaks before the stop text is met", "só quebras de linha"),
        AnswerInput(
          instruction: question, input: passage, script: "\n\n \n", stopText: "\n")),
      .init(
        Text("no token at all", "nenhum token"),
        AnswerInput(
          instruction: question, input: passage, script: " \(name) has them.", maxTokens: 0)),
      .init(
        Text("exactly as many tokens as may be made", "exatamente o número máximo de tokens"),
        AnswerInput(
          instruction: question, input: passage, script: " Yes", ends: false, maxTokens: 4)),
    ]
  },
  expected: { given in
    evidence(
      given,
      of: InstructionTuningSolution::Assistant(
        model: given.model, tokenizer: LetterTokenizer(), template: given.template,
        endOfText: LetterTokenizer.endOfText, stopText: given.stopText),
      decoding: .init(temperature: given.temperature))
  },
  misconceptions: [
    .init(
      Text(
        "if a space is added to the prompt, which tuning never saw",
        "se o prompt ganha um espaço que o ajuste nunca viu")
    ) { PlainAnswer(addsSpace: true).evidence($0) },
    .init(
      Text(
        "if the model does not stop at the end of text", "se o modelo não para no fim de texto")
    ) { PlainAnswer(stopsAtEnd: false).evidence($0) },
    .init(
      Text("if the answer holds the prompt too", "se a resposta inclui também o prompt")
    ) { PlainAnswer(showsPrompt: true).evidence($0) },
    .init(
      Text(
        "if a stop text at the very beginning ends the answer",
        "se um texto de parada logo no começo encerra a resposta")
    ) { PlainAnswer(countsLeadingSpace: true).evidence($0) },
    .init(
      Text(
        "if white space around the answer stays", "se os espaços em volta da resposta permanecem")
    ) { PlainAnswer(countsLeadingSpace: true, trims: false).evidence($0) },
    .init(
      Text("if the stop text stays in the answer", "se o texto de parada fica na resposta")
    ) { PlainAnswer(keepsStopText: true, trims: false).evidence($0) },
    .init(
      Text(
        "if each token is searched for the stop text by itself, though it may be split",
        "se o texto de parada é procurado em cada token sozinho, embora possa estar dividido")
    ) { PlainAnswer(looksAtLastTokenOnly: true).evidence($0) },
    .init(
      Text(
        "if the model goes on after the stop text and the rest is cut off later",
        "se o modelo continua depois do texto de parada e o resto só é cortado no final")
    ) { PlainAnswer(neverEndsEarly: true).evidence($0) },
    .init(
      Text(
        "if onToken does not hear of the token that completes the stop text",
        "se onToken não recebe o token que completa o texto de parada")
    ) { PlainAnswer(checksBeforeHearing: true).evidence($0) },
    .init(
      Text("if onToken's answer is not listened to", "se a resposta de onToken é ignorada")
    ) { PlainAnswer(hears: false).evidence($0) },
    .init(
      Text(
        "if the prompt's tokens are counted among maxTokens",
        "se os tokens do prompt entram na conta de maxTokens")
    ) { PlainAnswer(countsPrompt: true).evidence($0) },
    .init(
      Text(
        "if the likeliest token is taken whatever the temperature",
        "se o token mais provável é escolhido seja qual for a temperatura")
    ) { PlainAnswer(isGreedy: true).evidence($0) },
    .init(
      Text(
        "if only the last token is looked at for the stop text, which may have come in several",
        "se só o último token é examinado em busca do texto de parada, que pode ter vindo em vários"
      )
    ) { PlainAnswer(looksAtLastTokenAsItIs: true).evidence($0) },
    .init(
      Text(
        "if the text must end with the stop text: a token may hold more than that",
        "se o texto precisa terminar com o texto de parada: um token pode conter mais do que ele")
    ) { PlainAnswer(mustEndWithStop: true).evidence($0) },
    .init(
      Text(
        "if the answer is cut at a stop text at its very beginning, though it has not ended there",
        "se a resposta é cortada num texto de parada logo no começo, embora não tenha acabado ali")
    ) { PlainAnswer(cutsAtLeadingSpace: true).evidence($0) },
    .init(
      Text(
        "if the answer is cut at the last stop text, not at the first",
        "se a resposta é cortada no último texto de parada, e não no primeiro")
    ) { PlainAnswer(cutsAtLastStop: true).evidence($0) },
    .init(
      Text(
        "if tokens are decoded one by one: an é may be two of them",
        "se os tokens são decodificados um a um: um é pode ser dois deles")
    ) { PlainAnswer(decodesEach: true).evidence($0) },
    .init(
      Text(
        "if the template's language and style are not asked for",
        "se o idioma e o estilo do template não são consultados")
    ) { PlainAnswer(ignoresTemplate: true).evidence($0) },
  ],
  variants: [
    .init("with its own closure") { PlainAnswer().evidence($0) }
  ],
  contract: [
    .init("without white space around it", triedBy: "line breaks before and after"),
    .init("The prompt is what tuning saw"),
    .init(
      "The answer ends with the end of text", triedBy: "an answer and the end of text",
      "an answer that goes on", "an answer without an end"),
    .init("may end the answer by returning false", triedBy: "onToken says stop"),
    .init("only the end is seen", untested: "generate and the model see to it"),
    .init("what it returns is only what is new"),
    .init("hears of every token first", triedBy: "an answer that goes on"),
    .init("and no others"),
    .init("never where it is nil", triedBy: "an answer and the end of text"),
    .init(
      "or hold ``stopText`` and more", triedBy: "a token that holds the stop text",
      "letters of several tokens"),
    .init(
      "White space at the beginning does not count", triedBy: "a stop text of several tokens",
      "nothing but line breaks"),
    .init("up to the first ``stopText``", triedBy: "a token that holds"),
    .init("// stop text", triedBy: "an answer that goes on"),
  ])

private func learnersAssistant(
  _ given: AnswerInput
) -> InstructionTuning::Assistant<RehearsedModel, LetterTokenizer> {
  InstructionTuning::Assistant(
    model: given.model, tokenizer: LetterTokenizer(),
    template: .init(
      language: given.language, style: given.isPassage ? .passage : .sections),
    endOfText: LetterTokenizer.endOfText, stopText: given.stopText)
}

private func evidence(
  of given: AnswerInput, prompt: [Int] = [], answer: ([Int]) -> String = { _ in "" },
  hasEnded: ([Int]) -> Bool = { _ in false }
) -> [Evidence] {
  namedEvidence(
    prompt, "", [], SeededGenerator(seed: 3), ofScript: given.script, answer: answer,
    hasEnded: hasEnded)
}

/// Parts that can be graded while other holes are still open.
private let assistantParts: [Part<AnswerInput>] = [
  .init(Text("promptTokens", "promptTokens")) { given in
    let prompt = learnersAssistant(given).promptTokens(given.instruction, input: given.input)
    return Array(evidence(of: given, prompt: prompt)[0..<1])
  },
  .init(Text("hasEnded", "hasEnded")) { given in
    Array(evidence(of: given, hasEnded: learnersAssistant(given).hasEnded)[4..<5])
  },
  .init(Text("answer(of:)", "answer(of:)")) { given in
    Array(evidence(of: given, answer: learnersAssistant(given).answer)[5...])
  },
]

@Test func `7.7 respond`() async throws {
  let attempt = Attempt("7.7")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(assistantGrader, parts: assistantParts) { given in
      evidence(
        given, of: learnersAssistant(given), decoding: .init(temperature: given.temperature))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `7.7 grader`() { #expect(assistantGrader.flaws() == []) }
