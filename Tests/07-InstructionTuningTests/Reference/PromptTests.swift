import Corpora
import CourseKit
import InstructionTuning
import Testing
import Tokenization

@Suite struct PromptTests {
  @Test func `7.1 a prompt has the input as a passage, then the question`() {
    let english = PromptTemplate(language: .english)
    #expect(
      english.prompt("Who ran?", input: "Ana ran.") == "Ana ran.\nQuestion: Who ran? Answer:")
    #expect(english.prompt("Say hello.") == "Question: Say hello. Answer:")
    let portuguese = PromptTemplate(language: .portuguese)
    #expect(
      portuguese.prompt("Quem correu?", input: "Ana correu.")
        == "Ana correu.\nPergunta: Quem correu? Resposta:")
    #expect(portuguese.prompt("Diga olá.") == "Pergunta: Diga olá. Resposta:")
  }

  @Test func `7.1 sections name each part in order`() {
    let english = PromptTemplate(language: .english, style: .sections)
    #expect(
      english.prompt("Who ran?", input: "Ana ran.")
        == "Instruction: Who ran?\nInput: Ana ran.\nResponse:")
    #expect(english.prompt("Say hello.") == "Instruction: Say hello.\nResponse:")
    let portuguese = PromptTemplate(language: .portuguese, style: .sections)
    #expect(
      portuguese.prompt("Quem correu?", input: "Ana correu.")
        == "Instrução: Quem correu?\nEntrada: Ana correu.\nResposta:")
  }

  @Test(arguments: PromptTemplate.Style.allCases)
  func `7.1 white space around the parts does not count`(style: PromptTemplate.Style) {
    let template = PromptTemplate(language: .english, style: style)
    #expect(
      template.prompt(" Who ran?\n", input: "\n Ana ran. ")
        == template.prompt("Who ran?", input: "Ana ran."))
    #expect(template.prompt("Who ran?", input: " \n") == template.prompt("Who ran?"))
    #expect(template.continuation("\n Ana. ") == " Ana.")
    #expect(template.continuation("  ") == "")
    #expect(template.prompt("Who ran?").last == ":")
  }

  @Test(arguments: Language.allCases)
  func `7.1 questions look as they did in pretraining`(language: Language) throws {
    let template = PromptTemplate(language: language)
    for story in SmallWorld(language: language, seed: 71).stories(20, split: .training) {
      let asked = try #require(story.questions.first)
      let text =
        template.prompt(asked.question, input: story.text)
        + template.continuation("\(asked.answer).")
      #expect(text == "\(story.text)\n\(asked.text(in: language))")
    }
  }

  @Test func `7.2 prompt, response and end of text are marked token by token`() {
    let tokenizer = PieceTokenizer([
      "<end>", "Ana", " ran.", "\n", "Question:", " Who", " ran?", " Answer:", " Ana", ".",
    ])
    let tokenized = InstructionTuning::tokenize(
      InstructionExample(instruction: "Who ran?", input: "Ana ran.", response: "Ana."),
      template: PromptTemplate(language: .english), tokenizer: tokenizer, endOfText: 0)
    #expect(tokenized.tokens == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0])
    #expect(tokenized.responseStart == 7)
    #expect(tokenized.responseSpans == [7..<10])
  }

  @Test func `7.2 in a conversation each response ends with the end of text`() {
    let tokenizer = PieceTokenizer([
      "<end>", "Ana", " ran.", "\n", "Question:", " Who", " ran?", " Answer:", " Ana", ".", " Why?",
      " Fun",
    ])
    let example = InstructionExample(
      instruction: "Who ran?", input: "Ana ran.", response: "Ana.",
      followUps: [.init(instruction: "Why?", response: "Fun.")])
    let tokenized = InstructionTuning::tokenize(
      example, template: PromptTemplate(language: .english), tokenizer: tokenizer, endOfText: 0)
    #expect(
      tokenized.tokens == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 3, 4, 10, 7, 11, 9, 0])
    #expect(tokenized.responseSpans == [7..<10, 14..<17])
    // Cut at its start, the responses stay whole: 16 fit, so one token of the prompt goes.
    let cut = InstructionTuning::fit([tokenized], contextLength: 15, overflow: .cutPrompt)
    #expect(cut.map(\.responseSpans) == [[6..<9, 13..<16]])
    #expect(InstructionTuning::fit([tokenized], contextLength: 15, overflow: .drop) == [])
  }

  @Test func `7.2 no token straddles the boundary of prompt and response`() {
    // Encoded as one text, ": A" would be a token that is half prompt and half response.
    let tokenizer = PieceTokenizer(["<end>", "Question", ":", " Go! Answer", ": A", " A", "na"])
    let template = PromptTemplate(language: .english)
    let tokenized = InstructionTuning::tokenize(
      InstructionExample(instruction: "Go!", response: "Ana"), template: template,
      tokenizer: tokenizer, endOfText: 0)
    #expect(tokenizer.encode("Question: Go! Answer: Ana") == [1, 2, 3, 4, 6])
    #expect(tokenized.tokens == [1, 2, 3, 2, 5, 6, 0])
    #expect(
      Array(tokenized.tokens[..<tokenized.responseStart])
        == tokenizer.encode(template.prompt("Go!")))
  }

  @Test func `7.2 an empty response teaches to say nothing`() {
    let tokenizer = PieceTokenizer(["<end>", "Question:", " Go!", " Answer:"])
    let tokenized = InstructionTuning::tokenize(
      InstructionExample(instruction: "Go!", response: " "),
      template: PromptTemplate(language: .english), tokenizer: tokenizer, endOfText: 0)
    #expect(tokenized.tokens == [1, 2, 3, 0])
    #expect(tokenized.responseSpans == [3..<4])
  }

  @Test func `7.2 an example without a prompt or without a token to learn is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = TokenizedExample(tokens: [1, 2, 0], responseStart: 0)
    }
    await #expect(processExitsWith: .failure) {
      _ = TokenizedExample(tokens: [1, 2, 0], responseStart: 3)
    }
  }

  @Test(arguments: Language.allCases)
  func `7.2 the Small World's instructions come back from their tokens, and fit`(
    language: Language
  ) throws {
    let world = SmallWorld(language: language, seed: 72)
    let tokenizer = ByteLevelBPE(
      documents: world.pretrainingDocuments(count: 1_500, split: .training), vocabularySize: 1_024)
    let endOfText = try #require(tokenizer.endOfText)
    let template = PromptTemplate(language: language)
    let tokenized = world.instructions(400, split: .heldOut).map { item in
      let example = InstructionExample(
        instruction: item.instruction, input: item.input, response: item.response)
      let tokenized = InstructionTuning::tokenize(
        example, template: template, tokenizer: tokenizer, endOfText: endOfText)
      #expect(
        tokenizer.decode(Array(tokenized.tokens[..<tokenized.responseStart]))
          == template.prompt(item.instruction, input: item.input))
      #expect(
        tokenizer.decode(Array(tokenized.tokens[tokenized.responseSpans[0]].dropLast()))
          == " \(item.response)")
      #expect(tokenized.tokens.last == endOfText)
      return tokenized
    }
    let fitting = InstructionTuning::fit(tokenized, contextLength: 128)
    #expect(fitting.count >= 396, "\(fitting.count) of 400")
  }
}
