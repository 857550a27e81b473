import CourseKit
import Grading
import NextToken
import NextTokenSolution
import Tensors
import Testing

struct GenerationInput: Sendable {
  let count: Int
  let start: Int
  let probabilities: Tensor
  let generator: SeededGenerator
}

private let tokens = Text("the new tokens", "os novos tokens")

private func evidence(
  _ input: GenerationInput, _ generate: (inout SeededGenerator) -> [Int]
) -> [Evidence] {
  var generator = input.generator
  let generated = generate(&generator)
  return [
    Evidence(tokens, generated),
    Evidence(numbersTakenName, [numbersTaken(from: input.generator, to: generator)]),
  ]
}

private func row(_ input: GenerationInput, _ token: Int) -> [Float] {
  (0..<input.probabilities.shape[1]).map { input.probabilities[token, $0] }
}

private func draw(_ probabilities: [Float], _ generator: inout SeededGenerator) -> Int {
  NextTokenSolution::sampleCategory(probabilities, using: &generator)
}

/// The loop itself, appending `count` tokens chosen by `next`.
private func loop(
  _ input: GenerationInput, count: Int? = nil,
  next: @escaping (_ token: Int, inout SeededGenerator) -> Int
) -> (inout SeededGenerator) -> [Int] {
  { generator in
    var tokens: [Int] = []
    var current = input.start
    for _ in 0..<max(0, count ?? input.count) {
      current = next(current, &generator)
      tokens.append(current)
    }
    return tokens
  }
}

let generateTokensGrader = Grader<GenerationInput>(
  "1.4",
  cases: { data in
    // Tables whose rows prefer different tokens, but none with certainty.
    func table(_ size: Int) -> Tensor {
      var table = data.tensor([size, size], in: 0.2...0.6)
      let favourites = data.permutation(size)
      for before in 0..<size {
        table[before, favourites[before]] += 0.5
        let sum = (0..<size).reduce(Float(0)) { $0 + table[before, $1] }
        for after in 0..<size { table[before, after] /= sum }
      }
      return table
    }
    let cycle = Tensor(rows: [[0, 0, 1], [1, 0, 0], [0, 1, 0]])
    let sizes = [(20, 5), (9, 3), (1, 4), (0, 2), (4, 1), (150, 7), (9, 67)].map { count, size in
      Grader<GenerationInput>.Case(
        Text(
          "\(count) \(count == 1 ? "token" : "tokens") from a table of [\(size), \(size)]",
          "\(count) \(count == 1 ? "token" : "tokens") de uma tabela de [\(size), \(size)]"),
        GenerationInput(
          count: count, start: size - 1, probabilities: table(size), generator: data.split()))
    }
    return sizes + [
      .init(
        Text(
          "5 tokens after 0 where 0 → 2 → 1 → 0 is certain",
          "5 tokens depois de 0, em que 0 → 2 → 1 → 0 é certo"),
        GenerationInput(count: 5, start: 0, probabilities: cycle, generator: data.split())),
      .init(
        Text(
          "6 tokens after 0, where every token is followed by itself",
          "6 tokens depois de 0, em que todo token é seguido por si mesmo"),
        GenerationInput(
          count: 6, start: 0, probabilities: Tensor(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
          generator: data.split())),
      .init(
        Text(
          "12 tokens after 0 from equal probabilities of [5, 5]",
          "12 tokens depois de 0 com probabilidades iguais, [5, 5]"),
        GenerationInput(
          count: 12, start: 0, probabilities: Tensor(repeating: 0.2, shape: [5, 5]),
          generator: data.split())),
      .init(
        Text(
          "9 tokens after 0 from a table of [6, 6]", "9 tokens depois de 0 de uma tabela de [6, 6]"),
        GenerationInput(count: 9, start: 0, probabilities: table(6), generator: data.split())),
      .init(
        Text(
          "no token after 0 from a table of [3, 3]",
          "nenhum token depois de 0 de uma tabela de [3, 3]"),
        GenerationInput(count: 0, start: 0, probabilities: table(3), generator: data.split())),
    ]
  },
  expected: { input in
    evidence(input) {
      NextTokenSolution::generateTokens(
        input.count, after: input.start, probabilities: input.probabilities, using: &$0)
    }
  },
  misconceptions: [
    .init(
      Text(
        "if every token is drawn after start, not after the one before it",
        "se cada token é sorteado depois de start, e não depois do anterior")
    ) { input in
      evidence(input, loop(input) { _, generator in draw(row(input, input.start), &generator) })
    },
    .init(
      Text(
        "if start is given back too, before the new tokens",
        "se start também é devolvido, antes dos novos tokens")
    ) { input in
      let new = loop(input) { draw(row(input, $0), &$1) }
      return evidence(input) { [input.start] + new(&$0) }
    },
    .init(
      Text(
        "if start counts as the first of the tokens asked for",
        "se start conta como o primeiro dos tokens pedidos")
    ) { input in
      let new = loop(input, count: input.count - 1) { draw(row(input, $0), &$1) }
      return evidence(input) { input.count == 0 ? [] : [input.start] + new(&$0) }
    },
    .init(
      Text("if one token too few is drawn", "se é sorteado um token a menos")
    ) { input in
      evidence(input, loop(input, count: input.count - 1) { draw(row(input, $0), &$1) })
    },
    .init(
      Text(
        "if the most likely token is taken instead of a drawn one",
        "se é escolhido o token mais provável em vez de um sorteado")
    ) { input in
      evidence(
        input,
        loop(input) { token, _ in
          let numbers = row(input, token)
          return numbers.firstIndex(of: numbers.max()!)!
        })
    },
    .init(
      Text(
        "if the probabilities are read from the token's column, not its row",
        "se as probabilidades são lidas da coluna do token, e não da linha")
    ) { input in
      evidence(
        input,
        loop(input) { token, generator in
          let size = input.probabilities.shape[0]
          return draw((0..<size).map { input.probabilities[$0, token] }, &generator)
        })
    },
    .init(
      Text(
        "if one token too many is drawn", "se é sorteado um token a mais")
    ) { input in
      evidence(input, loop(input, count: input.count + 1) { draw(row(input, $0), &$1) })
    },
    .init(
      Text(
        "if a number of the generator is thrown away before each draw",
        "se um número do gerador é desperdiçado antes de cada sorteio")
    ) { input in
      evidence(
        input,
        loop(input) { token, generator in
          generator.skip(1)
          return draw(row(input, token), &generator)
        })
    },
    .init(
      Text(
        "if every draw has a generator of its own, made with split()",
        "se cada sorteio tem um gerador próprio, feito com split()")
    ) { input in
      evidence(
        input,
        loop(input) { token, generator in
          var own = generator.split()
          return draw(row(input, token), &own)
        })
    },
    .init(
      Text(
        "if every draw begins with the same copy of the generator",
        "se cada sorteio começa com a mesma cópia do gerador")
    ) { input in
      evidence(
        input,
        loop(input) { token, _ in
          var copy = input.generator
          return draw(row(input, token), &copy)
        })
    },
  ],
  variants: [
    .init("by recursion") { input in
      func tokens(_ count: Int, _ before: Int, _ generator: inout SeededGenerator) -> [Int] {
        guard count > 0 else { return [] }
        let next = draw(row(input, before), &generator)
        return [next] + tokens(count - 1, next, &generator)
      }
      return evidence(input) { tokens(input.count, input.start, &$0) }
    },
    .init("the last of an array that begins with start") { input in
      evidence(input) { generator in
        var text = [input.start]
        while text.count <= input.count { text.append(draw(row(input, text.last!), &generator)) }
        return Array(text.dropFirst())
      }
    },
  ],
  contract: [
    .init("each new token is drawn after"),
    .init("t₁ ~ p"),
    .init("This loop is all", untested: "a remark"),
    .init("A GPT replaces only", untested: "a remark"),
    .init("0 is always followed by 2", triedBy: "5 tokens after 0 where 0 → 2 → 1 → 0"),
    .init("- Parameters:", untested: "a heading"),
    .init("How many tokens to write", triedBy: "0 tokens from", "1 token from", "150 tokens from"),
    .init("The token before the first new one", triedBy: "20 tokens from", "9 tokens after 0"),
    .init("- probabilities: Shape"),
    .init("Asked for one number per token"),
    .init("without `start`"),
  ])

@Test func `1.4 tokens generated one after the other`() async throws {
  let attempt = Attempt("1.4")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(generateTokensGrader) { input in
      evidence(input) {
        NextToken::generateTokens(
          input.count, after: input.start, probabilities: input.probabilities, using: &$0)
      }
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `1.4 grader`() { #expect(generateTokensGrader.flaws() == []) }
