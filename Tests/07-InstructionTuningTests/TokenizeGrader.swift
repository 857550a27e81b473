import CourseKit
import Grading
import InstructionTuning
import InstructionTuningSolution
import Testing

/// An example, as texts.
struct ConversationTexts: Sendable {
  let isPassage: Bool
  let instruction: String
  let input: String
  let response: String
  var next: [(instruction: String, response: String)] = []
  var language = Language.english
  var endOfText = LetterTokenizer.endOfText

  var example: CourseKit::InstructionExample {
    CourseKit::InstructionExample(
      instruction: instruction, input: input, response: response,
      followUps: next.map { .init(instruction: $0.instruction, response: $0.response) })
  }
}

private func namedEvidence(_ tokens: [Int], _ spans: [Range<Int>]) -> [Evidence] {
  [
    // As text, which makes the first difference easy to see; a line break is shown as ⏎.
    Evidence(
      Text("the tokens, with | between them", "os tokens, separados por |"),
      tokens.map { coder.piece($0).replacing("\n", with: "⏎") }.joined(separator: "|")),
    Evidence(Text("the tokens' ids", "os ids dos tokens"), tokens),
    Evidence(
      Text(
        "the spans (start, end, start, end, …)",
        "os trechos das respostas (início, fim, início, fim, …)"),
      spans.flatMap { [$0.lowerBound, $0.upperBound] }),
  ]
}

/// The conversation as pairs of a prompt and its answer.
private func turns(_ texts: ConversationTexts) -> [(prompt: String, answer: String)] {
  let template = InstructionTuningSolution::PromptTemplate(
    language: texts.language, style: texts.isPassage ? .passage : .sections)
  return [
    (
      template.prompt(texts.instruction, input: texts.input),
      template.continuation(texts.response)
    )
  ]
    + texts.next.map { (template.followUp($0.instruction), template.continuation($0.response)) }
}

/// Joins the turns: `encode` returns the tokens of a turn, and the range of its response in them.
private func joined(
  _ texts: ConversationTexts, movesSpans: Bool = true,
  keeping kept: ([Range<Int>]) -> ArraySlice<Range<Int>> = { $0[...] },
  _ encode: (_ prompt: String, _ answer: String, _ isLast: Bool) -> ([Int], Range<Int>)
) -> [Evidence] {
  var tokens: [Int] = []
  var spans: [Range<Int>] = []
  let turns = turns(texts)
  for (index, turn) in turns.enumerated() {
    let (new, span) = encode(turn.prompt, turn.answer, index == turns.count - 1)
    let start = movesSpans ? tokens.count : 0
    spans.append(start + span.lowerBound..<start + span.upperBound)
    tokens += new
  }
  return namedEvidence(tokens, Array(kept(spans)))
}

private let coder = LetterTokenizer()

private func rightTurn(_ prompt: String, _ answer: String, _ end: Int) -> ([Int], Range<Int>) {
  let (before, after) = (coder.encode(prompt), coder.encode(answer) + [end])
  return (before + after, before.count..<before.count + after.count)
}

let tokenizeGrader = Grader<ConversationTexts>(
  "7.2",
  cases: { data in
    let count = data.integer(in: 2...9)
    let name = ["Ana", "Tom", "Bia"][data.integer(in: 0...2)]
    let first = ConversationTexts(
      isPassage: true, instruction: "Who has \(count) cats?",
      input: "\(name) has \(count) cats.", response: "\(name).")
    var sections = ConversationTexts(
      isPassage: false, instruction: "Plural of cat", input: "", response: "cats")
    let plain = sections
    sections.next = [("Plural of dog", "dogs"), ("Say \(count)", "\(count)")]
    var portuguese = ConversationTexts(
      isPassage: true, instruction: " Quem tem \(count) p\u{E3}es? ",
      input: "A \(name) tem o cafe\u{301} e \(count) p\u{E3}es.", response: "\(name), 日本 👩‍🚀.",
      language: .portuguese)
    let alone = portuguese
    portuguese.endOfText = 7
    portuguese.next = (0..<12).map { turn in
      turn == 4 ? ("", "") : ("E \(turn)? \u{E9}", turn % 3 == 0 ? " \n" : "N\u{E3}o \(turn)s")
    }
    portuguese.next[4] = ("Nada?", "")
    return [
      .init(Text("one question", "uma pergunta"), first),
      .init(Text("style .sections, no input", "estilo .sections, sem entrada"), plain),
      .init(
        Text("an empty response", "uma resposta vazia"),
        ConversationTexts(
          isPassage: true, instruction: "Say nothing to \(name).", input: "", response: "")),
      .init(
        Text("a question with two follow-ups", "uma pergunta com duas perguntas seguintes"),
        sections
      ),
      .init(
        Text("a response of 91 letters", "uma resposta de 91 letras"),
        ConversationTexts(
          isPassage: true, instruction: "Count.", input: "",
          response: String(repeating: "one and \(count), ", count: 7))),
      .init(Text("a question in Portuguese", "uma pergunta em português"), alone),
      .init(
        Text(
          "12 follow-ups in Portuguese, some without a response, the end of text is token 7",
          "12 perguntas seguintes em português, algumas sem resposta, o fim de texto é o token 7"),
        portuguese),
    ]
  },
  expected: { texts in
    let example = InstructionTuningSolution::tokenize(
      texts.example,
      template: InstructionTuningSolution::PromptTemplate(
        language: texts.language, style: texts.isPassage ? .passage : .sections),
      tokenizer: coder, endOfText: texts.endOfText)
    return namedEvidence(example.tokens, example.responseSpans)
  },
  misconceptions: [
    .init(
      Text(
        "if prompt and response are encoded as one text: a token straddles the boundary",
        "se o prompt e a resposta são codificados como um só texto: um token fica em cima da fronteira"
      )
    ) { texts in
      joined(texts) { prompt, answer, _ in
        let tokens = coder.encode(prompt + answer) + [texts.endOfText]
        return (tokens, coder.encode(prompt).count..<tokens.count)
      }
    },
    .init(
      Text(
        "if the end of text is not in the span: the model never learns to stop",
        "se o fim de texto não está no trecho: o modelo nunca aprende a parar")
    ) { texts in
      joined(texts) { prompt, answer, _ in
        let (tokens, span) = rightTurn(prompt, answer, texts.endOfText)
        return (tokens, span.lowerBound..<span.upperBound - 1)
      }
    },
    .init(
      Text(
        "if no end of text follows a response", "se nenhum fim de texto segue a resposta")
    ) { texts in
      joined(texts) { prompt, answer, _ in
        let (tokens, span) = rightTurn(prompt, answer, texts.endOfText)
        return (tokens.dropLast(), span.lowerBound..<span.upperBound - 1)
      }
    },
    .init(
      Text(
        "if the span begins at the last token of the prompt",
        "se o trecho começa no último token do prompt")
    ) { texts in
      joined(texts) { prompt, answer, _ in
        let (tokens, span) = rightTurn(prompt, answer, texts.endOfText)
        return (tokens, span.lowerBound - 1..<span.upperBound)
      }
    },
    .init(
      Text("if the span holds the prompt too", "se o trecho inclui também o prompt")
    ) { texts in
      joined(texts) { prompt, answer, _ in
        let (tokens, span) = rightTurn(prompt, answer, texts.endOfText)
        return (tokens, 0..<span.upperBound)
      }
    },
    .init(
      Text(
        "if an end of text stands between prompt and response",
        "se há um fim de texto entre o prompt e a resposta")
    ) { texts in
      joined(texts) { prompt, answer, _ in
        let before = coder.encode(prompt) + [texts.endOfText]
        let after = coder.encode(answer) + [texts.endOfText]
        return (before + after, before.count..<before.count + after.count)
      }
    },
    .init(
      Text(
        "if only the last response of a conversation gets an end of text",
        "se só a última resposta de uma conversa recebe o fim de texto")
    ) { texts in
      joined(texts) { prompt, answer, isLast in
        let (tokens, span) = rightTurn(prompt, answer, texts.endOfText)
        return isLast
          ? (tokens, span) : (tokens.dropLast(), span.lowerBound..<span.upperBound - 1)
      }
    },
    .init(
      Text(
        "if the spans of the follow-ups are counted from their own questions",
        "se os trechos das perguntas seguintes são contados a partir de cada pergunta")
    ) { texts in
      joined(texts, movesSpans: false) { prompt, answer, _ in
        rightTurn(prompt, answer, texts.endOfText)
      }
    },
    .init(
      Text("if the follow-ups are left out", "se as perguntas seguintes ficam de fora")
    ) { texts in
      var first = texts
      first.next = []
      return joined(first) { prompt, answer, _ in rightTurn(prompt, answer, texts.endOfText) }
    },
    .init(
      Text(
        "if a follow-up gets a prompt without the line break before it",
        "se a pergunta seguinte recebe um prompt sem a quebra de linha antes dele")
    ) { texts in
      joined(texts) { prompt, answer, _ in
        rightTurn(
          prompt.hasPrefix("\n") ? String(prompt.dropFirst()) : prompt, answer, texts.endOfText)
      }
    },
    .init(
      Text(
        "if the end of text is always token 0", "se o fim de texto é sempre o token 0")
    ) { texts in
      joined(texts) { prompt, answer, _ in rightTurn(prompt, answer, 0) }
    },
    .init(
      Text(
        "if only the last response has a span", "se só a última resposta tem um trecho")
    ) { texts in
      joined(texts, keeping: { $0.suffix(1) }) { prompt, answer, _ in
        rightTurn(prompt, answer, texts.endOfText)
      }
    },
    .init(
      Text(
        "if only the first response has a span", "se só a primeira resposta tem um trecho")
    ) { texts in
      joined(texts, keeping: { $0.prefix(1) }) { prompt, answer, _ in
        rightTurn(prompt, answer, texts.endOfText)
      }
    },
    .init(
      Text(
        "if the end of text of an empty response is left out",
        "se falta o fim de texto de uma resposta vazia")
    ) { texts in
      joined(texts) { prompt, answer, _ in
        let (tokens, span) = rightTurn(prompt, answer, texts.endOfText)
        return answer.isEmpty
          ? (tokens.dropLast(), span.lowerBound..<span.lowerBound) : (tokens, span)
      }
    },
    .init(
      Text(
        "if the response is encoded without the space before it",
        "se a resposta é codificada sem o espaço antes dela")
    ) { texts in
      joined(texts) { prompt, answer, _ in
        rightTurn(prompt, String(answer.drop { $0 == " " }), texts.endOfText)
      }
    },
  ],
  variants: [
    .init("all turns first, then their lengths added up") { texts in
      let pieces = turns(texts).flatMap {
        [coder.encode($0.prompt), coder.encode($0.answer) + [texts.endOfText]]
      }
      let starts = pieces.reduce(into: [0]) { $0.append($0.last! + $1.count) }
      return namedEvidence(
        pieces.flatMap { $0 },
        stride(from: 1, to: pieces.count, by: 2).map { starts[$0]..<starts[$0 + 1] })
    }
  ],
  contract: [
    .init("then those of the questions that follow", triedBy: "a question with two follow-ups"),
    .init("The texts are the template's", triedBy: "one question", "a question in Portuguese"),
    .init(
      "an empty response is the end of text alone", triedBy: "an empty response", "12 follow-ups"),
    .init("Each text is encoded by itself", triedBy: "one question"),
    .init("might straddle the boundary", untested: "says why"),
    .init("// with words for tokens"),
  ])

@Test func `7.2 tokens and response spans`() async throws {
  let attempt = Attempt("7.2")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(tokenizeGrader) { texts in
      let example = InstructionTuning::tokenize(
        texts.example,
        template: InstructionTuning::PromptTemplate(
          language: texts.language, style: texts.isPassage ? .passage : .sections),
        tokenizer: LetterTokenizer(), endOfText: texts.endOfText)
      return namedEvidence(example.tokens, example.responseSpans)
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `7.2 grader`() { #expect(tokenizeGrader.flaws() == []) }
