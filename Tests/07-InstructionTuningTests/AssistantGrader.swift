import CourseKit
import Foundation
import Grading
import InstructionTuning
import InstructionTuningSolution
import Pretraining
import PretrainingSolution
import Tensors
import Testing

/// A question, and what the model has rehearsed to say to it.
struct AnswerInput: Sendable {
  let instruction: String
  let input: String
  let script: String
  /// Whether the script ends with the end of text.
  var ends = true
  var stopText: String?
  var maxTokens = 60
  var temperature: Float = 0
  /// After so many tokens `onToken` returns false.
  var listensTo = Int.max

  /// The model that has rehearsed it. Where the prompt is not what tuning saw, it says "?".
  var model: RehearsedModel {
    let template = InstructionTuningSolution::PromptTemplate(language: .english)
    let coder = LetterTokenizer()
    return RehearsedModel(
      prompt: coder.encode(template.prompt(instruction, input: input)),
      script: coder.encode(script) + (ends ? [LetterTokenizer.endOfText] : []))
  }
}

private func namedEvidence(
  _ prompt: [Int], _ answer: String, _ heard: [Int], _ generator: SeededGenerator, _ ended: Bool
) -> [Evidence] {
  [
    Evidence(Text("the prompt's tokens", "os tokens do prompt"), prompt),
    Evidence(Text("the answer", "a resposta"), answer),
    Evidence(Text("the tokens that onToken got", "os tokens que onToken recebeu"), heard),
    Evidence(
      Text("the random numbers that were used", "os números aleatórios usados"),
      "\(generator.state)"),
    Evidence(
      Text("hasEnded at the script's end", "hasEnded no final do roteiro"), ended),
  ]
}

/// The answer with places where it can be got wrong.
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

  func evidence(_ given: AnswerInput) -> [Evidence] {
    let coder = LetterTokenizer()
    let text = InstructionTuningSolution::PromptTemplate(language: .english)
      .prompt(given.instruction, input: given.input)
    let prompt = coder.encode(text + (addsSpace ? " " : ""))
    func ended(_ tokens: [Int]) -> Bool {
      guard let stop = given.stopText else { return false }
      return visible(looksAtLastTokenOnly ? tokens.suffix(1) : tokens).contains(stop)
    }
    func visible(_ tokens: [Int]) -> String {
      let text = coder.decode(tokens)
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
    var answer = visible((showsPrompt ? prompt : []) + tokens)
    if let stop = given.stopText, let range = answer.range(of: stop) {
      answer = String(answer[..<(keepsStopText ? range.upperBound : range.lowerBound)])
    }
    if trims { answer = answer.trimmingCharacters(in: .whitespacesAndNewlines) }
    return namedEvidence(prompt, answer, heard, generator, ended(coder.encode(given.script)))
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
    ]
  },
  expected: { given in
    let assistant = InstructionTuningSolution::Assistant(
      model: given.model, tokenizer: LetterTokenizer(), template: .init(language: .english),
      endOfText: LetterTokenizer.endOfText, stopText: given.stopText)
    var generator = SeededGenerator(seed: 3)
    var heard: [Int] = []
    let answer = assistant.respond(
      to: given.instruction, input: given.input, maxTokens: given.maxTokens,
      decoding: .init(temperature: given.temperature), using: &generator
    ) { token in
      heard.append(token)
      return heard.count < given.listensTo
    }
    return namedEvidence(
      assistant.promptTokens(given.instruction, input: given.input), answer, heard, generator,
      assistant.hasEnded(LetterTokenizer().encode(given.script)))
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
  ],
  variants: [.init("with its own closure") { PlainAnswer().evidence($0) }])

@Test func `7.7 respond`() async throws {
  let attempt = Attempt("7.7")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(assistantGrader) { given in
      let assistant = InstructionTuning::Assistant(
        model: given.model, tokenizer: LetterTokenizer(), template: .init(language: .english),
        endOfText: LetterTokenizer.endOfText, stopText: given.stopText)
      var generator = SeededGenerator(seed: 3)
      var heard: [Int] = []
      let answer = assistant.respond(
        to: given.instruction, input: given.input, maxTokens: given.maxTokens,
        decoding: .init(temperature: given.temperature), using: &generator
      ) { token in
        heard.append(token)
        return heard.count < given.listensTo
      }
      return namedEvidence(
        assistant.promptTokens(given.instruction, input: given.input), answer, heard, generator,
        assistant.hasEnded(LetterTokenizer().encode(given.script)))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `7.7 grader`() { #expect(assistantGrader.flaws() == []) }
