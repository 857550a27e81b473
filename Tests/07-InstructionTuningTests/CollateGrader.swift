import CourseKit
import Grading
import InstructionTuning
import InstructionTuningSolution
import Tensors
import Testing

/// Examples of different lengths, as numbers.
struct CollateInput: Sendable {
  let examples: [(tokens: [Int], spans: [Range<Int>])]
  let padToken: Int
  let masksPrompt: Bool
}

private func namedEvidence(_ inputs: [[Int]], _ targets: [[Int]]) -> [Evidence] {
  [
    Evidence(
      Text("the shape of the inputs", "a forma das entradas"),
      [inputs.count, inputs.first?.count ?? 0]),
    Evidence(
      Text("the inputs, row after row", "as entradas, linha após linha"), inputs.flatMap { $0 }),
    Evidence(
      Text("the targets, row after row", "os alvos, linha após linha"), targets.flatMap { $0 }),
  ]
}

private func rows(_ batch: TokenBatch) -> [[Int]] { (0..<batch.count).map { Array(batch[$0]) } }

/// The batch in plain loops, with hooks for mistakes.
private struct PlainBatch: Sendable {
  var padsLeft = false
  var targetFiller: Int? = -1
  var inputFiller: Int?
  var masks: Bool?
  var keepsLastInput = false
  var hidesPadTokenEverywhere = false
  var cutsToShortest = false
  var shifts = true
  var maskOffset = 0
  var extraPosition = 0

  func evidence(_ input: CollateInput) -> [Evidence] {
    let lengths = input.examples.map { $0.tokens.count - (keepsLastInput ? 0 : 1) }
    let length = (cutsToShortest ? lengths.min()! : lengths.max()!) + extraPosition
    func padded(_ row: [Int], _ filler: Int) -> [Int] {
      let row = Array(row.prefix(length))
      let filling = Array(repeating: filler, count: length - row.count)
      return padsLeft ? filling + row : row + filling
    }
    let inputs = input.examples.map { tokens, _ in
      padded(
        Array(keepsLastInput ? tokens : tokens.dropLast()), inputFiller ?? input.padToken)
    }
    let targets = input.examples.map { tokens, spans in
      let positions = shifts ? Array(tokens.indices.dropFirst()) : Array(tokens.indices.dropLast())
      return padded(
        positions.map { position in
          let learned =
            !(masks ?? input.masksPrompt) || spans.contains { $0.contains(position - maskOffset) }
          let hidden = hidesPadTokenEverywhere && tokens[position] == input.padToken
          return learned && !hidden ? tokens[position] : -1
        }, targetFiller ?? input.padToken)
    }
    return namedEvidence(inputs, targets)
  }
}

let collateGrader = Grader<CollateInput>(
  "7.5",
  cases: { data in
    func example(prompt: Int, response: Int) -> (tokens: [Int], spans: [Range<Int>]) {
      let tokens = data.permutation(20).prefix(prompt + response).map { $0 + 1 }
      return (tokens + [0], [prompt..<prompt + response + 1])
    }
    let three = [
      example(prompt: 3, response: 2), example(prompt: 1, response: data.integer(in: 1...2)),
      example(prompt: data.integer(in: 2...4), response: 3),
    ]
    let first = example(prompt: 2, response: 2)
    let second = example(prompt: 1, response: 1)
    let conversation = (
      tokens: first.tokens + second.tokens,
      spans: first.spans + [first.tokens.count + 1..<first.tokens.count + 3]
    )
    let sameLength = [example(prompt: 2, response: 2), example(prompt: 3, response: 1)]
    return [
      .init(
        Text("two examples of the same length", "dois exemplos do mesmo tamanho"),
        CollateInput(examples: sameLength, padToken: 30, masksPrompt: true)),
      .init(
        Text(
          "three examples, padded with the end of text",
          "três exemplos, completados com o fim de texto"),
        CollateInput(examples: three, padToken: 0, masksPrompt: true)),
      .init(
        Text("three examples, padded with token 30", "três exemplos, completados com o token 30"),
        CollateInput(examples: three, padToken: 30, masksPrompt: true)),
      .init(
        Text(
          "three examples whose prompts are learned too",
          "três exemplos com o prompt aprendido também"),
        CollateInput(examples: three, padToken: 0, masksPrompt: false)),
      .init(
        Text("a single example", "um único exemplo"),
        CollateInput(examples: [three[0]], padToken: 0, masksPrompt: true)),
      .init(
        Text("a conversation beside a short example", "uma conversa ao lado de um exemplo curto"),
        CollateInput(examples: [second, conversation], padToken: 0, masksPrompt: true)),
      .init(
        Text(
          "a conversation whose questions are learned too",
          "uma conversa com as perguntas aprendidas também"),
        CollateInput(examples: [conversation, second], padToken: 0, masksPrompt: false)),
      .init(
        Text("the comment's example", "o exemplo do comentário"),
        CollateInput(
          examples: [([7, 8, 9, 4, 5, 0], [3..<6]), ([6, 3, 0], [1..<3])], padToken: 0,
          masksPrompt: true)),
      .init(
        Text(
          "the shortest examples, and one that is full of the pad token",
          "os exemplos mais curtos, e um cheio do token de preenchimento"),
        CollateInput(
          examples: [([0, 0], [1..<2]), ([2, 2, 2, 2], [2..<4]), ([5, 2], [1..<2])], padToken: 2,
          masksPrompt: true)),
      .init(
        Text("11 examples of up to 67 tokens", "11 exemplos de até 67 tokens"),
        CollateInput(
          examples: (0..<11).map { number in
            let count = 2 + (number * 17) % 66
            return (
              (0..<count).map { _ in data.integer(in: 0...9) },
              (count > 5 ? [count / 3..<count / 2] : []) + [count - 1..<count]
            )
          }, padToken: 4, masksPrompt: true)),
    ]
  },
  expected: { input in
    let batch = InstructionTuningSolution::collate(
      input.examples.map { .init(tokens: $0.tokens, responseSpans: $0.spans) },
      padToken: input.padToken, masksPrompt: input.masksPrompt)
    return namedEvidence(rows(batch.inputs), rows(batch.targets))
  },
  misconceptions: [
    .init(
      Text(
        "if short examples are padded on the left",
        "se os exemplos curtos são completados à esquerda")
    ) { PlainBatch(padsLeft: true).evidence($0) },
    .init(
      Text(
        "if padding is learned: the targets are filled up with the pad token",
        "se o preenchimento é aprendido: os alvos são completados com o token de preenchimento")
    ) { PlainBatch(targetFiller: nil).evidence($0) },
    .init(
      Text(
        "if the inputs are filled up with −1, which is no token",
        "se as entradas são completadas com −1, que não é um token")
    ) { PlainBatch(inputFiller: -1).evidence($0) },
    .init(
      Text("if the prompt is always learned", "se o prompt é sempre aprendido")
    ) { PlainBatch(masks: false).evidence($0) },
    .init(
      Text("if the prompt is never learned", "se o prompt nunca é aprendido")
    ) { PlainBatch(masks: true).evidence($0) },
    .init(
      Text(
        "if the inputs keep their last token, which predicts nothing",
        "se as entradas ficam com o último token, que não prevê nada")
    ) { PlainBatch(keepsLastInput: true).evidence($0) },
    .init(
      Text(
        "if every target that equals the pad token is hidden, the real end of text too",
        "se todo alvo igual ao token de preenchimento é escondido, inclusive o fim de texto verdadeiro"
      )
    ) { PlainBatch(hidesPadTokenEverywhere: true).evidence($0) },
    .init(
      Text(
        "if all are cut to the shortest example",
        "se todos são cortados no tamanho do menor exemplo")
    ) { PlainBatch(cutsToShortest: true).evidence($0) },
    .init(
      Text(
        "if every token is its own target", "se cada token é o alvo de si mesmo")
    ) { PlainBatch(shifts: false).evidence($0) },
    .init(
      Text(
        "if the loss mask of 7.3 is shifted by one: see that 7.3 passes first",
        "se a máscara da perda, do 7.3, está deslocada em um: faça o 7.3 passar primeiro")
    ) { PlainBatch(maskOffset: 1).evidence($0) },
    .init(
      Text(
        "if the batch is one position longer than its longest example needs",
        "se o lote tem uma posição a mais do que o maior exemplo precisa")
    ) { PlainBatch(extraPosition: 1).evidence($0) },
    .init(
      Text(
        "if real tokens that equal the pad token are no targets where prompts are learned",
        "se tokens de verdade iguais ao de preenchimento não são alvos quando os prompts são aprendidos"
      )
    ) { input in
      PlainBatch(hidesPadTokenEverywhere: !input.masksPrompt).evidence(input)
    },
  ],
  variants: [
    .init("in plain loops") { PlainBatch().evidence($0) }
  ],
  contract: [
    .init("as long as the longest"),
    .init("filled up on the right", triedBy: "three examples"),
    .init("which token it is does not matter", untested: "says why"),
    .init("// prompts 7 8 9 and 6", triedBy: "the comment's example"),
    .init("the tokens without the last"),
    .init(
      "every real token but the first", triedBy: "three examples whose prompts",
      "a conversation whose questions"),
    .init(
      "Shapes: `[examples", untested: "the types and the shapes are compared with every answer"),
  ])

@Test func `7.5 collate`() async throws {
  let attempt = Attempt("7.5")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(collateGrader) { input in
      let batch = InstructionTuning::collate(
        input.examples.map { .init(tokens: $0.tokens, responseSpans: $0.spans) },
        padToken: input.padToken, masksPrompt: input.masksPrompt)
      return namedEvidence(rows(batch.inputs), rows(batch.targets))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `7.5 grader`() { #expect(collateGrader.flaws() == []) }
