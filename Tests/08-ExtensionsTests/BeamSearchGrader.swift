import CourseKit
import Extensions
import ExtensionsSolution
import Foundation
import Grading
import Tensors
import Testing

/// A model to search with: a table of logits for each last token, or random logits that depend on
/// all tokens so far, so that no two paths are equally likely.
struct PathModel: LanguageModel {
  var table: Tensor?
  var seed: UInt64 = 0
  var vocabularySize = 4
  /// A token that is nearly always among the most likely.
  var stop: Int?

  var configuration: GPTConfiguration {
    GPTConfiguration(
      vocabularySize: table?.columnCount ?? vocabularySize, contextLength: 32, layerCount: 1,
      headCount: 1, width: 1)
  }

  func nextTokenLogits(after tokens: [Int]) -> Tensor {
    if let table {
      let last = tokens[tokens.count - 1]
      return Tensor((0..<table.columnCount).map { table[last, $0] })
    }
    var data = TestData(seed: tokens.reduce(seed) { $0 &* 37 &+ UInt64($1) &+ 11 })
    var logits = data.tensor([vocabularySize], in: -2...2)
    if let stop { logits[stop] = data.number(in: 0.6...1.2) }
    return logits
  }

  func callAsFunction(_ tokens: TokenBatch) -> Tensor {
    Tensor(
      (0..<tokens.count).flatMap { row in
        (1...tokens.length).flatMap {
          nextTokenLogits(after: Array(tokens[row].prefix($0))).scalars
        }
      }, shape: [tokens.count, tokens.length, configuration.vocabularySize])
  }

  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<PathModel>) { (self(tokens), { _ in self }) }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {}
}

/// The model and the settings of a search.
struct BeamInput: Sendable {
  let model: PathModel
  let maxTokens: Int
  let width: Int
  let exponent: Double
  let stop: Int?

  /// The common prompt of all paths.
  let prompt = [1, 0]
}

private struct Found {
  let tokens: [Int]
  let logProbability: Double
  let score: Double
  let isFinished: Bool
}

private func namedEvidence(_ penalties: [Double], _ found: [Found]) -> [Evidence] {
  [
    Evidence(
      Text("the length penalty", "a penalidade de comprimento"), .numbers(penalties),
      tolerance: 1e-9),
    Evidence(
      Text(
        "the hypotheses' tokens, best first", "os tokens das hipóteses, a melhor primeiro"),
      found.map { "[" + $0.tokens.map(String.init).joined(separator: " ") + "]" }
        .joined(separator: " ")),
    Evidence(
      Text("ln P of the hypotheses", "ln P das hipóteses"),
      .numbers(found.map(\.logProbability)), tolerance: 1e-5),
    Evidence(
      Text("the scores", "as pontuações"), .numbers(found.map(\.score)), tolerance: 1e-5),
    Evidence(
      Text("isFinished (1 or 0)", "isFinished (1 ou 0)"), found.map { $0.isFinished ? 1 : 0 }),
  ]
}

private let lengths = [0, 1, 3, 7, 100]

/// The search in its simplest form, with hooks for mistakes.
private struct PlainSearch: Sendable {
  enum Penalty { case right, none, plainLength, multiplies, withoutFive, undivided }

  var penalty = Penalty.right
  var keepsOfEachPath = false
  var refillsSlots = false
  var countsStop = true
  var usesLogits = false
  var addsUp = true
  var stopsAtStop = true
  var worstFirst = false
  var laterWinsTies = false
  var dropsOpen = false
  var forgetsFinished = false
  var endsAtFirstFinished = false
  /// Whether it stops once the finished paths are more probable than the open ones, however long
  /// these may become.
  var endsByProbability = false
  var ranksByProbability = false
  var subtractsLargest = true
  var forgetsPrompt = false
  var returnsAll = false

  func evidence(_ input: BeamInput) -> [Evidence] {
    struct Path {
      var tokens: [Int] = []
      var logProbability = 0.0
    }
    func lp(_ length: Int) -> Double {
      switch penalty {
      case .none: 1
      case .withoutFive: pow(Double(1 + length) / 6, input.exponent)
      case .undivided: pow(5 + Double(length), input.exponent)
      case .plainLength: pow(Double(max(1, length)), input.exponent)
      default: pow((5 + Double(length)) / 6, input.exponent)
      }
    }
    func isFinished(_ path: Path) -> Bool { input.stop != nil && path.tokens.last == input.stop }
    func score(_ path: Path) -> Double {
      let length = path.tokens.count - (!countsStop && isFinished(path) ? 1 : 0)
      return penalty == .multiplies
        ? path.logProbability * lp(length) : path.logProbability / lp(length)
    }
    func best(_ paths: [Path], by number: (Path) -> Double, _ count: Int) -> [Path] {
      let numbered = (laterWinsTies ? paths.reversed() : paths).map { ($0, number($0)) }
      return numbered.enumerated().sorted {
        ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
      }.prefix(count).map(\.element.0)
    }
    var open = [Path()]
    var finished: [Path] = []
    for _ in 0..<input.maxTokens where !open.isEmpty {
      var next: [Path] = []
      for path in open {
        let before = forgetsPrompt && !path.tokens.isEmpty ? [] : input.prompt
        let row = input.model.nextTokenLogits(after: before + path.tokens).scalars
          .map(Double.init)
        let largest = row.max()!
        let logSum =
          usesLogits
          ? 0
          : subtractsLargest
            ? log(row.reduce(0) { $0 + exp($1 - largest) }) + largest
            : log(row.reduce(0) { $0 + exp($1) })
        let continued = row.indices.filter { row[$0] > -.infinity }.map { token in
          Path(
            tokens: path.tokens + [token],
            logProbability: (addsUp ? path.logProbability : 0) + row[token] - logSum)
        }
        next +=
          keepsOfEachPath
          ? best(continued, by: \.logProbability, max(1, input.width / open.count)) : continued
      }
      if refillsSlots {
        let sorted = best(next, by: \.logProbability, next.count)
        finished += sorted.prefix(input.width).filter(isFinished)
        open = Array(sorted.filter { !isFinished($0) }.prefix(input.width))
      } else {
        let kept = best(next, by: \.logProbability, input.width)
        if forgetsFinished { finished = [] }
        finished += stopsAtStop ? kept.filter(isFinished) : []
        open = stopsAtStop ? kept.filter { !isFinished($0) } : kept
      }
      if endsAtFirstFinished, !finished.isEmpty { break }
      let likeliest = open.map(\.logProbability).max() ?? 0
      if endsByProbability,
        finished.count(where: { $0.logProbability >= likeliest }) >= input.width
      {
        open = []
      }
    }
    let all = finished + (dropsOpen && !finished.isEmpty ? [] : open)
    var result = best(
      all, by: { worstFirst ? -score($0) : score($0) }, returnsAll ? all.count : input.width)
    if ranksByProbability { result = best(all, by: \.logProbability, input.width) }
    if worstFirst { result = best(all, by: score, input.width).reversed() }
    return namedEvidence(
      lengths.map(lp),
      result.map {
        Found(
          tokens: $0.tokens, logProbability: $0.logProbability, score: score($0),
          isFinished: isFinished($0))
      })
  }
}

let beamSearchGrader = Grader<BeamInput>(
  "8.2",
  cases: { data in
    var cases: [Grader<BeamInput>.Case] = []
    func add(
      _ text: Text, _ model: PathModel, _ maxTokens: Int, _ width: Int, _ exponent: Double = 0,
      stop: Int? = nil
    ) {
      cases.append(
        .init(
          text,
          BeamInput(
            model: model, maxTokens: maxTokens, width: width, exponent: exponent, stop: stop)))
    }
    func chance(_ size: Int, stop: Int? = nil) -> PathModel {
      PathModel(
        seed: UInt64(data.integer(in: 1...1_000_000)), vocabularySize: size, stop: stop)
    }
    /// The given rows, and uniform rows for the rest.
    func table(_ rows: [[Float]]) -> PathModel {
      var table = Tensor(zeros: [rows[0].count, rows[0].count])
      for (row, logits) in rows.enumerated() {
        for (column, logit) in logits.enumerated() { table[row, column] = logit }
      }
      return PathModel(table: table)
    }
    add(Text("width 1, 3 tokens", "largura 1, 3 tokens"), chance(4), 3, 1)
    for width in [2, 3] {
      add(Text("width \(width), 4 tokens", "largura \(width), 4 tokens"), chance(5), 4, width)
    }
    let edge = data.number(in: 0.1...0.3)
    // Token 1 is slightly less likely than 2, but its successor is nearly certain.
    add(
      Text("width 2, the better path begins worse", "largura 2, o melhor caminho começa pior"),
      table([[-4, 1.5, 1.5 + edge, -4], [-2, -2, -2, 3]]), 2, 2)
    // Token 4 ends one path; token 2 then ranks third, but would lead to the second-best answer.
    add(
      Text(
        "width 2, 2 tokens, stop token 4 at once",
        "largura 2, 2 tokens, token de parada 4 logo no início"),
      table([[-5, 1.1, 0.5 + edge, -5, 1.5], [0, 0, 0, 0, 0], [-2, -2, -2, 3, -2]]), 2, 2, stop: 4)
    // Token 3 ends a path that is more probable than the long one, but scores lower.
    add(
      Text(
        "width 2, 4 tokens, stop token 3 at once, α = 1.2",
        "largura 2, 4 tokens, token de parada 3 logo no início, α = 1.2"),
      table([[0, 0, 1, 1 + edge], [0, 0, 0, 0], [-2, -2, 5, -2]]), 4, 2, 1.2, stop: 3)
    for exponent in [0, 0.7, 1.2] {
      add(
        Text(
          "width 3, 4 tokens, stop token 3, α = \(exponent)",
          "largura 3, 4 tokens, token de parada 3, α = \(exponent)"), chance(4, stop: 3), 4, 3,
        exponent, stop: 3)
    }
    add(
      Text(
        "width 2, 3 tokens, all equally likely", "largura 2, 3 tokens, todos igualmente prováveis"),
      table([[0, 0, 0]]), 3, 2)
    let never = -Float.infinity
    add(
      Text("width 6, a token that cannot come", "largura 6, um token impossível"),
      table([[0.3, never, 1 + edge], [0, 0, 0], [-0.4 - edge, never, 0.9]]), 2, 6, 1)
    add(
      Text("width 16 and 2 of 4 tokens: everything", "largura 16 e 2 de 4 tokens: tudo"),
      chance(4, stop: 2), 2, 16, 0.5, stop: 2)
    // Token 0 comes first, 1 is a and 2 is b.
    func logs(_ rows: [[Float]]) -> [[Float]] { rows.map { $0.map { log($0) } } }
    add(
      Text("the comment's example, width 2", "o exemplo do comentário, largura 2"),
      table(logs([[0, 0.6, 0.4], [0, 0.5, 0.5], [0, 0.9, 0.1]])), 2, 2)
    add(
      Text(
        "width 3, 5 tokens, stop token 0, α = 0.9",
        "largura 3, 5 tokens, token de parada 0, α = 0,9"),
      chance(4, stop: 0), 5, 3, 0.9, stop: 0)
    add(
      Text("width 3, logits up to ±10000", "largura 3, logits até ±10000"),
      table([[10000, 9999.5, -10000], [-10000, -9999, -10000.5], [0, 0, 0]]), 3, 3)
    add(
      Text("width 2, logits up to ±1e30", "largura 2, logits até ±1e30"),
      table([[-1e30, 1e30, 0], [1e30, 1e30, -1e30], [0, 0, 0]]), 3, 2)
    add(
      Text(
        "width 5, 13 tokens of 37, stop token 3, α = 0.6",
        "largura 5, 13 tokens de 37, token de parada 3, α = 0,6"), chance(37), 13, 5, 0.6, stop: 3)
    add(
      Text(
        "width 9, 2 tokens of 3, stop token 1, all equally likely",
        "largura 9, 2 tokens de 3, "
          + "token de parada 1, todos igualmente prováveis"),
      table([[0, 0, 0]]), 2, 9, 1, stop: 1)
    add(
      Text("width 3, one token", "largura 3, um token"), chance(5), 1, 3, 0.5)
    // Two finished answers are more probable than the open path, but end up with lower scores.
    add(
      Text(
        "width 2, 10 tokens, stop token 3, α = 1.2, the longest path wins",
        "largura 2, 10 tokens, token de parada 3, α = 1,2, o caminho mais longo vence"),
      table(
        logs([
          [0.04, 0.4, 0.06, 0.5], [0.05, 0.07, 0.43, 0.45], [0.0001, 0.0002, 0.9994, 0.0003],
        ])), 10, 2, 1.2, stop: 3)
    add(Text("width 2, no token", "largura 2, nenhum token"), chance(4), 0, 2, 0.5)
    add(Text("width 2, 2 tokens of 131", "largura 2, 2 tokens de 131"), chance(131), 2, 2)
    add(Text("width 2, 67 tokens of 3", "largura 2, 67 tokens de 3"), chance(3), 67, 2, 0.6)
    return cases
  },
  expected: { input in
    let found = ExtensionsSolution::beamSearch(
      with: input.model, from: input.prompt, maxTokens: input.maxTokens,
      width: input.width, lengthPenalty: input.exponent, stop: input.stop)
    return namedEvidence(
      lengths.map { ExtensionsSolution::lengthPenalty(length: $0, exponent: input.exponent) },
      found.map {
        Found(
          tokens: $0.tokens, logProbability: $0.logProbability, score: $0.score,
          isFinished: $0.isFinished)
      })
  },
  misconceptions: [
    .init(
      Text(
        "if every path keeps its own best token, so that no path ever drops out",
        "se cada caminho guarda o seu melhor token, de modo que nenhum caminho sai")
    ) { PlainSearch(keepsOfEachPath: true).evidence($0) },
    .init(
      Text(
        "if logits are added up in the place of log-probabilities",
        "se os logits são somados em vez das log-probabilidades")
    ) { PlainSearch(usesLogits: true).evidence($0) },
    .init(
      Text(
        "if a path has only the probability of its last token",
        "se o caminho fica só com a probabilidade do último token")
    ) { PlainSearch(addsUp: false).evidence($0) },
    .init(
      Text(
        "if paths go on after the stop token", "se os caminhos continuam depois do token de parada")
    ) { PlainSearch(stopsAtStop: false).evidence($0) },
    .init(
      Text(
        "if the places of finished paths are filled with others",
        "se os lugares dos caminhos terminados são ocupados por outros")
    ) { PlainSearch(refillsSlots: true).evidence($0) },
    .init(
      Text(
        "if the search ends as soon as one path is finished",
        "se a busca termina assim que um caminho chega ao fim")
    ) { PlainSearch(endsAtFirstFinished: true).evidence($0) },
    .init(
      Text(
        "if paths that are still open at the end are thrown away",
        "se os caminhos ainda abertos no final são jogados fora")
    ) { PlainSearch(dropsOpen: true).evidence($0) },
    .init(
      Text(
        "if the paths that are finished are forgotten in the next step",
        "se os caminhos terminados são esquecidos no passo seguinte")
    ) { PlainSearch(forgetsFinished: true).evidence($0) },
    .init(
      Text("without the length penalty", "sem a penalidade de comprimento")
    ) { PlainSearch(penalty: .none).evidence($0) },
    .init(
      Text(
        "if the result is ranked by ln P and not by the score",
        "se o resultado é ordenado por ln P, e não pela pontuação")
    ) { PlainSearch(ranksByProbability: true).evidence($0) },
    .init(
      Text(
        "if the length penalty is |Y|^α", "se a penalidade de comprimento é |Y|^α")
    ) { PlainSearch(penalty: .plainLength).evidence($0) },
    .init(
      Text(
        "if ln P is multiplied by the length penalty and not divided",
        "se ln P é multiplicado pela penalidade de comprimento, e não dividido")
    ) { PlainSearch(penalty: .multiplies).evidence($0) },
    .init(
      Text(
        "if |Y| does not count the stop token", "se |Y| não conta o token de parada")
    ) { PlainSearch(countsStop: false).evidence($0) },
    .init(
      Text("if the worst comes first", "se a pior vem primeiro")
    ) { PlainSearch(worstFirst: true).evidence($0) },
    .init(
      Text(
        "if of equal paths the later one comes first",
        "se, entre caminhos iguais, o posterior vem primeiro")
    ) { PlainSearch(laterWinsTies: true).evidence($0) },
    .init(
      Text(
        "if exp is taken of the logits without subtracting the largest: it overflows",
        "se exp é aplicado aos logits sem subtrair o maior: há overflow")
    ) { PlainSearch(subtractsLargest: false).evidence($0) },
    .init(
      Text(
        "if the paths are continued without the prompt", "se os caminhos continuam sem o prompt")
    ) { PlainSearch(forgetsPrompt: true).evidence($0) },
    .init(
      Text("if more than width paths come back", "se voltam mais caminhos do que a largura")
    ) { PlainSearch(returnsAll: true).evidence($0) },
    .init(
      Text(
        "if the length penalty is (1 + |Y|)^α / 6^α, without the 5",
        "se a penalidade de comprimento é (1 + |Y|)^α / 6^α, sem o 5")
    ) { PlainSearch(penalty: .withoutFive).evidence($0) },
    .init(
      Text(
        "if the search ends before a long path's length can make up for its probability",
        "se a busca acaba antes que o comprimento de um caminho longo compense a probabilidade dele"
      )
    ) { PlainSearch(endsByProbability: true).evidence($0) },
    .init(
      Text(
        "if the length penalty is not divided by 6^α",
        "se a penalidade de comprimento não é dividida por 6^α")
    ) { PlainSearch(penalty: .undivided).evidence($0) },
  ],
  variants: [
    .init("all continuations sorted, and no early end") { PlainSearch().evidence($0) }
  ],
  contract: [
    .init("lp(Y) = (5 + |Y|)"),
    .init("Wu et al.", untested: "names the field's source"),
    .init("The search itself"),
    .init("`read` takes up new tokens"),
    .init("reads its `unread` tokens"),
  ])

/// Parts that can be graded while other holes are still open.
private let beamSearchParts: [Part<BeamInput>] = [
  .init(Text("lengthPenalty", "lengthPenalty")) { input in
    let penalties = lengths.map {
      Extensions::lengthPenalty(length: $0, exponent: input.exponent)
    }
    return Array(namedEvidence(penalties, [])[0..<1])
  }
]

@Test func `8.2 beam search`() async throws {
  let attempt = Attempt("8.2")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(beamSearchGrader, parts: beamSearchParts) { input in
      let found = Extensions::beamSearch(
        with: input.model, from: input.prompt, maxTokens: input.maxTokens, width: input.width,
        lengthPenalty: input.exponent,
        stop: input.stop)
      return namedEvidence(
        lengths.map { Extensions::lengthPenalty(length: $0, exponent: input.exponent) },
        found.map {
          Found(
            tokens: $0.tokens, logProbability: $0.logProbability, score: $0.score,
            isFinished: $0.isFinished)
        })
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `8.2 grader`() { #expect(beamSearchGrader.flaws() == []) }
