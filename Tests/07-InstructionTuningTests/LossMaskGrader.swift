import CourseKit
import Grading
import InstructionTuning
import InstructionTuningSolution
import Testing

/// Tokens, and which of them count in the loss.
struct LossMaskInput: Sendable {
  let tokens: [Int]
  let spans: [Range<Int>]
}

private func named(_ targets: [Int]) -> [Evidence] {
  [Evidence(Text("the targets", "os alvos"), targets)]
}

/// Target i, from the token that it predicts, its position, and whether it counts in the loss.
private func targets(
  _ input: LossMaskInput, ignored: Int = -1, learns: (_ position: Int) -> Bool
) -> [Evidence] {
  named(input.tokens.indices.dropFirst().map { learns($0) ? input.tokens[$0] : ignored })
}

extension LossMaskInput {
  fileprivate func holds(_ position: Int) -> Bool { spans.contains { $0.contains(position) } }
}

let lossMaskGrader = Grader<LossMaskInput>(
  "7.3",
  cases: { data in
    let prompt = data.integer(in: 2...4)
    let response = data.integer(in: 3...5)
    let tokens = data.permutation(30).map { $0 + 1 }
    let one = prompt + response
    let two = one + prompt + 1 + response
    return [
      .init(
        Text("a question after the last response", "uma pergunta depois da última resposta"),
        LossMaskInput(tokens: Array(tokens.prefix(two)), spans: [prompt..<one])),
      .init(
        Text(
          "a prompt of \(prompt) tokens and a response of \(response)",
          "um prompt de \(prompt) tokens e uma resposta de \(response)"),
        LossMaskInput(tokens: Array(tokens.prefix(one)), spans: [prompt..<one])),
      .init(
        Text("two responses", "duas respostas"),
        LossMaskInput(
          tokens: Array(tokens.prefix(two)), spans: [prompt..<one, one + prompt + 1..<two])),
      .init(
        Text("all tokens learned, the first too", "todos os tokens aprendidos, o primeiro também"),
        LossMaskInput(tokens: Array(tokens.prefix(one)), spans: [0..<one])),
      .init(
        Text("no span", "nenhum trecho"),
        LossMaskInput(tokens: Array(tokens.prefix(4)), spans: [])),
      .init(
        Text("a single token", "um único token"), LossMaskInput(tokens: [7], spans: [])),
      .init(
        Text(
          "the comment's example, with an end of text 0",
          "o exemplo do comentário, com fim de texto 0"
        ), LossMaskInput(tokens: [7, 8, 9, 4, 5, 0], spans: [3..<6])),
      .init(
        Text("the comment's conversation", "a conversa do comentário"),
        LossMaskInput(tokens: [7, 4, 0, 8, 5, 0], spans: [1..<3, 4..<6])),
      .init(
        Text(
          "the same token everywhere, an empty span, spans side by side and in falling order",
          "o mesmo token em toda parte, um trecho vazio, trechos vizinhos e em ordem decrescente"),
        LossMaskInput(
          tokens: [Int](repeating: 3, count: 9), spans: [6..<7, 5..<6, 4..<4, 1..<3])),
      .init(
        Text(
          "tokens that are all 0, the last one learned",
          "tokens que são todos 0, o último aprendido"),
        LossMaskInput(tokens: [0, 0, 0, 0], spans: [3..<4])),
      .init(
        Text("80 tokens and 13 spans", "80 tokens e 13 trechos"),
        LossMaskInput(
          tokens: (0..<80).map { _ in data.integer(in: 0...9) },
          spans: (0..<13).map { 6 * $0 + 1..<6 * $0 + 2 + $0 % 5 })),
    ]
  },
  expected: { named(InstructionTuningSolution::lossTargets(of: $0.tokens, learning: $0.spans)) },
  misconceptions: [
    .init(
      Text(
        "if the mask is shifted by one: target i is learned where token i is in a span, not token i + 1",
        "se a máscara está deslocada em um: o alvo i é aprendido quando o token i está num trecho, e não o i + 1"
      )
    ) { input in targets(input) { input.holds($0 - 1) } },
    .init(
      Text(
        "if the first token of a response is not learned: the prompt's last token predicts it",
        "se o primeiro token da resposta não é aprendido: é o último token do prompt que o prevê")
    ) { input in targets(input) { input.holds($0) && input.holds($0 - 1) } },
    .init(
      Text(
        "if the last token of a span is not learned",
        "se o último token de um trecho não é aprendido")
    ) { input in
      targets(input) { position in input.spans.contains { $0.dropLast().contains(position) } }
    },
    .init(
      Text(
        "if every token is its own target: the targets must be shifted by one",
        "se cada token é o alvo de si mesmo: os alvos precisam ser deslocados em um")
    ) { input in
      named(input.tokens.indices.dropLast().map { input.holds($0) ? input.tokens[$0] : -1 })
    },
    .init(
      Text(
        "if target i is token i, at the right positions: it must be token i + 1",
        "se o alvo i é o token i, nas posições certas: deve ser o token i + 1")
    ) { input in
      named(input.tokens.indices.dropLast().map { input.holds($0 + 1) ? input.tokens[$0] : -1 })
    },
    .init(
      Text("if the prompt is learned too", "se o prompt também é aprendido")
    ) { input in targets(input) { _ in true } },
    .init(
      Text(
        "if the prompt is learned and the response is not",
        "se o prompt é aprendido e a resposta não")
    ) { input in targets(input) { !input.holds($0) } },
    .init(
      Text(
        "if what is not learned becomes 0 and not −1",
        "se o que não é aprendido vira 0 em vez de −1")
    ) { input in targets(input, ignored: 0) { input.holds($0) } },
    .init(
      Text("if only the first response is learned", "se só a primeira resposta é aprendida")
    ) { input in targets(input) { input.spans.first?.contains($0) ?? false } },
    .init(
      Text(
        "if all that follows the first prompt is learned, later questions too",
        "se tudo o que segue o primeiro prompt é aprendido, inclusive as perguntas seguintes")
    ) { input in targets(input) { $0 >= input.spans.first?.lowerBound ?? .max } },
    .init(
      Text(
        "if the first token is a target too: nothing predicts it",
        "se o primeiro token também é um alvo: nada o prevê")
    ) { input in named(input.tokens.indices.map { input.holds($0) ? input.tokens[$0] : -1 }) },
    .init(
      Text(
        "if token 0 is taken for padding and not learned",
        "se o token 0 é tomado por preenchimento e não é aprendido")
    ) { input in targets(input) { input.holds($0) && input.tokens[$0] != 0 } },
    .init(
      Text(
        "if only the last response is learned", "se só a última resposta é aprendida")
    ) { input in targets(input) { input.spans.last?.contains($0) ?? false } },
    .init(
      Text(
        "if a token is looked for by its value: the same one may stand elsewhere too",
        "se um token é procurado pelo valor: o mesmo pode estar também em outro lugar")
    ) { input in
      let learned = Set(input.spans.flatMap { $0.map { input.tokens[$0] } })
      return targets(input) { learned.contains(input.tokens[$0]) }
    },
    .init(
      Text(
        "if a span's end is taken in, too: lower ..< upper ends before upper",
        "se o fim de um trecho também entra: início ..< fim acaba antes do fim")
    ) { input in
      targets(input) { position in
        input.spans.contains { !$0.isEmpty && ($0.contains(position) || $0.upperBound == position) }
      }
    },
  ],
  variants: [
    .init("by writing into a row of −1") { input in
      var targets = Array(repeating: -1, count: input.tokens.count - 1)
      for span in input.spans {
        for position in span where position > 0 { targets[position - 1] = input.tokens[position] }
      }
      return named(targets)
    }
  ],
  contract: [
    .init("at each position, where only"),
    .init("At position i it predicts"),
    .init("target i is learned if i + 1"),
    .init("The first token of a response"),
    .init("// prompt 7 8 9", triedBy: "the comment's example", "the comment's conversation"),
    .init("the prompt is the user's to write", untested: "says why"),
    .init("on guessing questions", untested: "says why"),
    .init("one target fewer"),
    .init("A span may begin at token 0", triedBy: "all tokens learned"),
    .init("Without spans nothing", triedBy: "no span"),
  ])

@Test func `7.3 loss mask`() async throws {
  let attempt = Attempt("7.3")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(lossMaskGrader) { input in
      named(InstructionTuning::lossTargets(of: input.tokens, learning: input.spans))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `7.3 grader`() { #expect(lossMaskGrader.flaws() == []) }
