import CourseKit
import Foundation
import Grading
import NextTokenSolution
import Pretraining
import PretrainingSolution
import Tensors
import Testing

struct DecodingInput: Sendable {
  let logits: Tensor
  let temperature: Float
  let topK: Int?
  let topP: Float?
  /// For `keepTopK` and `keepTopP` alone.
  let probabilities: [Float]
  let k: Int
  let p: Float
  let seed: UInt64
}

/// The results of all functions of exercise 5.8.
private func decodingEvidence(
  _ input: DecodingInput, softmax: (() -> [Float])? = nil, keepTopK: (() -> [Float])? = nil,
  keepTopP: (() -> [Float])? = nil, probabilities: (() -> [Float])? = nil,
  choose: ((inout SeededGenerator) -> Int)? = nil
) -> [Evidence] {
  var evidence: [Evidence] = []
  func add(_ name: Text, _ numbers: [Float]?) {
    guard let numbers else { return }
    evidence.append(Evidence(name, Tensor(numbers), tolerance: 1e-5))
  }
  if input.temperature > 0 {
    add(
      Text(
        "softmax with a temperature of \(input.temperature)",
        "softmax com temperatura \(input.temperature)"), softmax?())
  }
  let isShort = input.probabilities.count < 12
  let given = isShort ? "\(input.probabilities)" : "\(input.probabilities.count) probabilities"
  let dados = isShort ? given : "\(input.probabilities.count) probabilidades"
  add(Text("keepTopK(\(given), \(input.k))", "keepTopK(\(dados), \(input.k))"), keepTopK?())
  add(Text("keepTopP(\(given), \(input.p))", "keepTopP(\(dados), \(input.p))"), keepTopP?())
  let rules = [input.topK.map { "topK \($0)" }, input.topP.map { "topP \($0)" }].compactMap { $0 }
    .map { ", " + $0 }.joined()
  let all = "(temperature \(input.temperature)\(rules))"
  let mixed = probabilities?()
  add(Text("probabilities \(all)", "probabilities \(all)"), mixed)
  guard let mixed, let choose else { return evidence }
  var generator = SeededGenerator(seed: input.seed)
  // Nothing can be drawn from NaN; the evidence above already shows it.
  let canDraw = mixed.allSatisfy { $0.isFinite } && mixed.contains { $0 > 0 }
  let tokens = canDraw ? (0..<12).map { _ in choose(&generator) } : []
  return evidence + [
    Evidence(Text("12 calls of choose \(all)", "12 chamadas de choose \(all)"), tokens),
    Evidence(
      Text(
        "the generator's next number after these", "o próximo número do gerador depois delas"),
      Double(generator.nextUniform())),
  ]
}

/// Decoding in plain loops over Doubles, with hooks for mistakes.
private struct PlainDecoding: Sendable {
  var temper: @Sendable (_ logit: Double, _ temperature: Double) -> Double = { $0 / $1 }
  var overflows = false
  var keepsTies = false
  var keepsUnlikely = false
  var sorts = true
  var dropsCrossing = false
  var goesBeyond = false
  var renormalizes = true
  var topPFirst = false
  var alwaysLikeliest = false
  var greedyDraws = false
  /// Whether the temperature is applied after the cuts, as p to the power of 1 / T.
  var tempersLast = false
  var lastOfEqual = false
  var dropsTies = false
  var softmaxesAgain = false
  /// Whether top-k with the whole vocabulary keeps one token fewer.
  var keepsFewer = 0

  func evidence(_ input: DecodingInput) -> [Evidence] {
    decodingEvidence(
      input, softmax: { softmax(input).map(Float.init) },
      keepTopK: { keepTopK(input.probabilities.map(Double.init), input.k).map(Float.init) },
      keepTopP: { keepTopP(input.probabilities.map(Double.init), input.p).map(Float.init) },
      probabilities: { probabilities(input).map(Float.init) },
      choose: { generator in
        let probabilities = probabilities(input).map(Float.init)
        let likeliest = probabilities.firstIndex(of: probabilities.max()!)!
        if input.temperature == 0 {
          if greedyDraws { _ = generator.next() }
          return likeliest
        }
        let drawn = NextTokenSolution::sampleCategory(probabilities, using: &generator)
        return alwaysLikeliest ? likeliest : drawn
      })
  }

  private func softmax(_ input: DecodingInput) -> [Double] {
    let logits = input.logits.scalars.map(Double.init)
    let temperature = Double(input.temperature)
    func share(_ powers: [Double]) -> [Double] { powers.map { $0 / powers.reduce(0, +) } }
    let largest = logits.max()!
    if overflows { return share(logits.map { Double(exp(Float($0 / temperature))) }) }
    return share(logits.map { exp(temper($0 - largest, temperature)) })
  }

  private func probabilities(_ input: DecodingInput) -> [Double] {
    if input.temperature == 0 {
      let logits = input.logits.scalars
      let likeliest =
        lastOfEqual
        ? logits.lastIndex(of: logits.max()!)! : logits.firstIndex(of: logits.max()!)!
      return logits.indices.map { $0 == likeliest ? 1 : 0 }
    }
    var probabilities = softmax(input)
    if tempersLast {
      var cold = PlainDecoding()
      cold.temper = { z, _ in z }
      let cut = cold.probabilities(input).map {
        $0 == 0 ? 0 : pow($0, 1 / Double(input.temperature))
      }
      return cut.map { $0 / cut.reduce(0, +) }
    }
    func topK() { if let k = input.topK { probabilities = keepTopK(probabilities, k) } }
    func topP() { if let p = input.topP { probabilities = keepTopP(probabilities, p) } }
    if topPFirst {
      topP()
      topK()
    } else {
      topK()
      topP()
    }
    return probabilities
  }

  private func order(_ probabilities: [Double]) -> [Int] {
    probabilities.indices.sorted {
      probabilities[$0] != probabilities[$1]
        ? probabilities[$0] > probabilities[$1] : lastOfEqual ? $0 > $1 : $0 < $1
    }
  }

  private func keeping(_ tokens: [Int], of probabilities: [Double]) -> [Double] {
    let weights = softmaxesAgain ? probabilities.map { exp($0) } : probabilities
    let sum = renormalizes ? tokens.reduce(0) { $0 + weights[$1] } : 1
    return probabilities.indices.map { tokens.contains($0) ? weights[$0] / sum : 0 }
  }

  func keepTopK(_ probabilities: [Double], _ k: Int) -> [Double] {
    guard k < probabilities.count else { return probabilities }
    var order = order(probabilities)
    if keepsUnlikely { order.reverse() }
    var kept = Array(order.prefix(max(1, k - keepsFewer)))
    if dropsTies {
      let next = probabilities[order[k]]
      kept = order.filter { probabilities[$0] > next }
      if kept.isEmpty { kept = [order[0]] }
    }
    if keepsTies {
      let least = probabilities[kept.last!]
      kept = order.filter { probabilities[$0] >= least }
    }
    return keeping(kept, of: probabilities)
  }

  func keepTopP(_ probabilities: [Double], _ p: Float) -> [Double] {
    var sum = 0.0
    var kept: [Int] = []
    for token in sorts ? order(probabilities) : Array(probabilities.indices) {
      if dropsCrossing, sum + probabilities[token] > Double(p), !kept.isEmpty { break }
      kept.append(token)
      sum += probabilities[token]
      if goesBeyond ? sum > Double(p) : sum >= Double(p) { break }
    }
    return keeping(kept, of: probabilities)
  }
}

let decodingGrader = Grader<DecodingInput>(
  "5.8",
  cases: { data in
    // Rather flat, so that top-k and top-p have something to cut, and all different.
    func logits(_ count: Int, scale: Float) -> [Float] {
      data.permutation(count).map { scale * (Float($0) + data.number(in: -0.2...0.2)) }
    }
    // With a sum of 1 up to rounding, and all different. p is between two of the cumulative sums.
    func spread(_ numbers: [Float]) -> (probabilities: [Float], p: Float) {
      let largest = numbers.max()!
      let powers = numbers.map { exp($0 - largest) }
      let probabilities = powers.map { $0 / powers.reduce(0, +) }
      let sorted = probabilities.sorted(by: >)
      return (probabilities, sorted[0] + sorted[1] + sorted[2] / 2)
    }
    let count = data.integer(in: 8...11)
    func seed() -> UInt64 { UInt64(data.integer(in: 1...1000)) }
    let first = spread(logits(5, scale: 0.4))
    let second = spread(logits(6, scale: 0.3))
    let both = logits(count, scale: 0.12)
    let nearest = data.integer(in: 0...3)
    let halves = [Float](repeating: 0.125, count: 4).enumerated().map {
      $0.offset == nearest ? 0.5 : $0.element
    }
    func logs(_ probabilities: [Float]) -> Tensor { Tensor(probabilities.map { log($0) }) }
    func makeCase(
      _ english: String, _ portuguese: String, _ logits: Tensor, temperature: Float = 1,
      topK: Int? = nil, topP: Float? = nil, of probabilities: [Float], k: Int, p: Float
    ) -> Grader<DecodingInput>.Case {
      .init(
        Text(english, portuguese),
        DecodingInput(
          logits: logits, temperature: temperature, topK: topK, topP: topP,
          probabilities: probabilities, k: k, p: p, seed: seed()))
    }
    let many = logits(71, scale: 0.05)
    let manyProbabilities = spread(logits(67, scale: 0.04)).probabilities
    return [
      .init(
        Text("\(count) logits", "\(count) logits"),
        DecodingInput(
          logits: Tensor(both), temperature: 0.7, topK: 4, topP: 0.62,
          probabilities: first.probabilities, k: 3, p: first.p, seed: seed())),
      .init(
        Text("6 logits, no rule but temperature", "6 logits, sem regra além da temperatura"),
        DecodingInput(
          logits: Tensor(logits(6, scale: 0.5)), temperature: 1.6, topK: nil, topP: nil,
          probabilities: second.probabilities, k: 1, p: second.p, seed: seed())),
      .init(
        Text("equal probabilities", "probabilidades iguais"),
        DecodingInput(
          logits: Tensor([1, 1, 1, 1, 1, 0.5]), temperature: 1, topK: 2, topP: nil,
          probabilities: halves + [0.125], k: 2, p: 0.5, seed: seed())),
      .init(
        Text("a temperature of 0", "uma temperatura de 0"),
        DecodingInput(
          logits: Tensor([0.5, 2, -1, 2]), temperature: 0, topK: 3, topP: 0.9,
          probabilities: first.probabilities, k: 5, p: 1, seed: seed())),
      .init(
        Text("a temperature of 0.01", "uma temperatura de 0,01"),
        DecodingInput(
          logits: Tensor(logits(7, scale: 0.3).map { $0 + 1 }), temperature: 0.01, topK: 99,
          topP: 1, probabilities: second.probabilities, k: 9, p: 0.001, seed: seed())),
      makeCase(
        "logits [ln ½, ln 0.3, ln 0.2], where temperature before top-p keeps two tokens",
        "logits [ln ½, ln 0,3, ln 0,2], em que a temperatura antes do top-p deixa dois tokens",
        logs([0.5, 0.3, 0.2]), temperature: 2, topP: 0.45, of: [0.25, 0.5, 0.25], k: 2, p: 0.6),
      makeCase(
        "logits [ln ½, ln 0.3, ln 0.2], where temperature before top-p keeps one token",
        "logits [ln ½, ln 0,3, ln 0,2], em que a temperatura antes do top-p deixa um token",
        logs([0.5, 0.3, 0.2]), temperature: 0.25, topP: 0.6, of: [0.25, 0.5, 0.25], k: 1, p: 0.5),
      makeCase(
        "logits [ln 0.4, ln 0.3, ln 0.2, ln 0.1], top-p of what top-k has left",
        "logits [ln 0,4, ln 0,3, ln 0,2, ln 0,1], top-p do que o top-k deixou",
        logs([0.4, 0.3, 0.2, 0.1]), topK: 2, topP: 0.5, of: [0.1, 0.5, 0.3, 0.1], k: 2, p: 0.95),
      makeCase(
        "logits [0, ln 3]", "logits [0, ln 3]", logs([1, 3]), temperature: 0.5,
        of: [0, 0.5, 0, 0.5], k: 3, p: 1),
      makeCase(
        "5 logits of 0", "5 logits 0", Tensor(repeating: 0, shape: [5]), temperature: 0.5,
        topK: 2, topP: 0.5, of: [0.25, 0.25, 0.25, 0.25], k: 3, p: 0.5),
      makeCase(
        "huge logits", "logits enormes", Tensor([-1e30, 5, 1e30, 10000]), temperature: 1e-5,
        topK: 3, topP: 0.9, of: [1, 0], k: 1, p: 1),
      makeCase(
        "logits around −10000", "logits em torno de −10000",
        Tensor([-10001, -10000, -10002]), temperature: 0.5, topK: 3, of: [0, 0, 1], k: 2, p: 0.5),
      makeCase(
        "a temperature of 0 and equal logits below 0", "temperatura 0 e logits iguais abaixo de 0",
        Tensor([-3, -3, -3]), temperature: 0, of: [0.5, 0.25, 0.25], k: 2, p: 0.75),
      makeCase(
        "a temperature of 0 and logits of which one is 0",
        "temperatura 0 e logits dos quais um é 0", Tensor([-2, -10000, 0, -0.5]), temperature: 0,
        topP: 0.5, of: [1], k: 1, p: 1),
      makeCase(
        "71 logits", "71 logits", Tensor(many), temperature: 1.3, topK: 33, topP: 0.9,
        of: manyProbabilities, k: 35, p: 0.5),
      makeCase(
        "71 logits, no rule but temperature", "71 logits, sem regra além da temperatura",
        Tensor(many.map { $0 / 9 }), temperature: 0.9, of: [0.5, 0.25, 0.25], k: 2, p: 0.5005),
      makeCase(
        "a temperature of 0.01, close logits", "temperatura 0,01, logits próximos",
        Tensor([0.5, 0.503, 0.495, 0.5]), temperature: 0.01, topP: 0.999, of: [0.25, 0.5, 0.25],
        k: 2, p: 0.7505),
      makeCase(
        "71 logits, topK 71", "71 logits, topK 71", Tensor(many), topK: 71, of: manyProbabilities,
        k: 80, p: 0.97),
      // Powers of two: dividing by the temperature before the subtraction is equally exact.
      makeCase(
        "a temperature of 2⁻¹³, logits as close", "temperatura 2⁻¹³, logits próximos assim",
        Tensor([0.5, 0.5 + 0x3p-13, 0.5 - 0x1p-13, 0.5 + 0x1p-13]), temperature: 0x1p-13,
        of: [0.25, 0.5, 0.25], k: 2, p: 0.500001),
      makeCase(
        "top-p of 0.001", "top-p de 0,001", logs([0.3, 0.4, 0.3]), topP: 0.001, of: [0.2, 0.8],
        k: 1, p: 0.2),
      makeCase(
        "one logit", "um só logit", Tensor([-7]), temperature: 0.7, topK: 1, topP: 0.1, of: [1],
        k: 3, p: 0.3),
    ]
  },
  expected: { input in
    let decoding = PretrainingSolution::Decoding(
      temperature: input.temperature, topK: input.topK, topP: input.topP)
    return decodingEvidence(
      input,
      softmax: { PretrainingSolution::softmax(input.logits, temperature: input.temperature) },
      keepTopK: { PretrainingSolution::keepTopK(input.probabilities, input.k) },
      keepTopP: { PretrainingSolution::keepTopP(input.probabilities, input.p) },
      probabilities: { decoding.probabilities(input.logits) },
      choose: { decoding.choose(input.logits, using: &$0) })
  },
  misconceptions: [
    .init(
      Text(
        "if the logits are multiplied by the temperature, not divided",
        "quando os logits são multiplicados pela temperatura, e não divididos")
    ) { PlainDecoding(temper: { $0 * $1 }).evidence($0) },
    .init(
      Text("if the temperature is forgotten", "quando se esquece a temperatura")
    ) { PlainDecoding(temper: { z, _ in z }).evidence($0) },
    .init(
      Text(
        "if exp is taken of the logits without subtracting the largest: it overflows",
        "quando se aplica exp aos logits sem subtrair o maior: há overflow")
    ) { PlainDecoding(overflows: true).evidence($0) },
    .init(
      Text(
        "if top-k or top-p does not make the sum 1 again",
        "quando top-k ou top-p não faz a soma voltar a 1")
    ) { PlainDecoding(renormalizes: false).evidence($0) },
    .init(
      Text(
        "if top-k keeps the least likely tokens", "quando top-k fica com os tokens menos prováveis")
    ) { PlainDecoding(keepsUnlikely: true).evidence($0) },
    .init(
      Text(
        "if top-k keeps all that are as likely as the last one, and so more than k",
        "quando top-k fica com todos os que empatam com o último, e assim com mais de k")
    ) { PlainDecoding(keepsTies: true).evidence($0) },
    .init(
      Text(
        "if top-p drops the token that crosses p", "quando top-p descarta o token que cruza p")
    ) { PlainDecoding(dropsCrossing: true).evidence($0) },
    .init(
      Text(
        "if top-p takes one more token though p is just reached: > in the place of ≥",
        "quando top-p pega mais um token, embora p já tenha sido alcançado: > no lugar de ≥")
    ) { PlainDecoding(goesBeyond: true).evidence($0) },
    .init(
      Text(
        "if top-p goes through the tokens in the vocabulary's order, not from the likeliest on",
        "quando top-p percorre os tokens na ordem do vocabulário, e não a partir do mais provável")
    ) { PlainDecoding(sorts: false).evidence($0) },
    .init(
      Text(
        "if top-p comes before top-k, or counts what top-k has cut",
        "quando top-p vem antes de top-k ou conta o que o top-k cortou")
    ) { PlainDecoding(topPFirst: true).evidence($0) },
    .init(
      Text(
        "if choose takes the likeliest token whatever the temperature",
        "quando choose pega o token mais provável seja qual for a temperatura")
    ) { PlainDecoding(alwaysLikeliest: true).evidence($0) },
    .init(
      Text(
        "if choose draws a number at a temperature of 0, too",
        "quando choose sorteia um número também com temperatura 0")
    ) { PlainDecoding(greedyDraws: true).evidence($0) },
    .init(
      Text(
        "if the temperature comes after top-k and top-p, not before",
        "quando a temperatura vem depois de top-k e top-p, e não antes")
    ) { PlainDecoding(tempersLast: true).evidence($0) },
    .init(
      Text(
        "if of equal tokens the last stays, not the first",
        "quando, entre tokens iguais, fica o último, e não o primeiro")
    ) { PlainDecoding(lastOfEqual: true).evidence($0) },
    .init(
      Text(
        "if top-k keeps none of the tokens that are as likely as the first one cut",
        "quando top-k não deixa nenhum dos tokens tão prováveis quanto o primeiro cortado")
    ) { PlainDecoding(dropsTies: true).evidence($0) },
    .init(
      Text(
        "if what top-k or top-p has left goes through softmax, and is not divided by its sum",
        "quando o que top-k ou top-p deixou passa por softmax, em vez de ser dividido pela soma")
    ) { PlainDecoding(softmaxesAgain: true).evidence($0) },
    .init(
      Text("if top-k keeps one token too few", "quando top-k deixa um token a menos")
    ) { PlainDecoding(keepsFewer: 1).evidence($0) },
  ],
  variants: [
    .init("in Double, by sorting") { PlainDecoding().evidence($0) }
  ],
  contract: [
    .init(
      "temperature, then top-k, then top-p",
      triedBy: "logits [ln ½, ln 0.3, ln 0.2], where temperature before top-p keeps two",
      "logits [ln 0.4, ln 0.3"),
    .init("the first where several are equal, has all of it", triedBy: "a temperature of 0"),
    .init("which draws nothing from the generator", triedBy: "a temperature of 0"),
    .init("exp((zⱼ − zₘₐₓ) / τ)"),
    .init("softmax(Tensor([0, log(3)]), temperature: 1)", triedBy: "logits [0, ln 3]"),
    .init("without zₘₐₓ, exp overflows", triedBy: "a temperature of 0.01", "huge logits"),
    .init("Keeps the k largest"),
    .init("Of equal probabilities the first stay", triedBy: "equal probabilities", "5 logits of 0"),
    .init(
      "With k of the vocabulary's size", triedBy: "a temperature of 0", "a temperature of 0.01",
      "huge logits"),
    .init("keepTopK([0.1, 0.5", triedBy: "logits [ln 0.4, ln 0.3"),
    .init("Fan, Lewis and Dauphin", untested: "names the field's source"),
    .init("the fewest of the largest"),
    .init("The token with which the sum reaches p", triedBy: "equal probabilities"),
    .init("keepTopP([0.25, 0.5, 0.25], 0.6)", triedBy: "logits [ln ½, ln 0.3"),
    .init("Holtzman et al.", untested: "names the field's source"),
  ])

/// Parts that can be graded while other holes are still open.
private let decodingParts: [Part<DecodingInput>] = [
  .init(Text("softmax", "softmax")) { input in
    decodingEvidence(
      input, softmax: { Pretraining::softmax(input.logits, temperature: input.temperature) })
  },
  .init(Text("keepTopK", "keepTopK")) { input in
    decodingEvidence(input, keepTopK: { Pretraining::keepTopK(input.probabilities, input.k) })
  },
  .init(Text("keepTopP", "keepTopP")) { input in
    decodingEvidence(input, keepTopP: { Pretraining::keepTopP(input.probabilities, input.p) })
  },
  .init(Text("probabilities", "probabilities")) { input in
    let decoding = Pretraining::Decoding(
      temperature: input.temperature, topK: input.topK, topP: input.topP)
    return decodingEvidence(input, probabilities: { decoding.probabilities(input.logits) })
  },
]

@Test func `5.8 temperature, top-k and top-p`() async throws {
  let attempt = Attempt("5.8")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(decodingGrader, parts: decodingParts) { input in
      let decoding = Pretraining::Decoding(
        temperature: input.temperature, topK: input.topK, topP: input.topP)
      return decodingEvidence(
        input, softmax: { Pretraining::softmax(input.logits, temperature: input.temperature) },
        keepTopK: { Pretraining::keepTopK(input.probabilities, input.k) },
        keepTopP: { Pretraining::keepTopP(input.probabilities, input.p) },
        probabilities: { decoding.probabilities(input.logits) },
        choose: { decoding.choose(input.logits, using: &$0) })
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.8 grader`() { #expect(decodingGrader.flaws() == []) }
