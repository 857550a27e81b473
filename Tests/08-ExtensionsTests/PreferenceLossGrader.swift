import CourseKit
import Extensions
import ExtensionsSolution
import Foundation
import Grading
import Tensors
import Testing

/// A table with something like dropout: in training, each pass multiplies its logits by a random
/// number, which reveals which answers were evaluated first.
struct NoisyTable: LanguageModel {
  var table: TableModel

  var configuration: GPTConfiguration { table.configuration }
  func callAsFunction(_ tokens: TokenBatch) -> Tensor { table(tokens) }
  func nextTokenLogits(after tokens: [Int]) -> Tensor { table.nextTokenLogits(after: tokens) }

  func withPullback(
    _ tokens: TokenBatch, using generator: inout SeededGenerator
  ) -> (output: Tensor, pullback: Pullback<NoisyTable>) {
    let factor = 0.5 + generator.nextUniform()
    let (output, pullback) = table.withPullback(tokens, using: &generator)
    return (factor * output, { NoisyTable(table: pullback(factor * $0)) })
  }

  mutating func visitParameters(under prefix: String, _ body: (String, inout Tensor) -> Void) {
    table.visitParameters(under: prefix, body)
  }
}

/// The inputs of the three parts of the loss.
struct PreferenceInput: Sendable {
  /// For the log-probabilities of sequences.
  let logits: Tensor
  let targets: TokenBatch
  let upstreams: [Double]
  /// For the loss itself: ln P of the chosen and of the rejected answers.
  let policy: [[Double]]
  let reference: [[Double]]
  let beta: Double
  let upstream: Double
  /// For the gradient of a model.
  let weight: Tensor
  let chosen: TrainingBatch
  let rejected: TrainingBatch
  let fixed: [[Double]]
}

/// The results of a pair loss.
private struct PairLoss {
  var loss: Double
  var margin: Double
  var accuracy: Double
  var slopes: [[Double]]
}

private func namedEvidence(
  _ sequences: [Double], _ logitGradient: Tensor, _ pairs: PairLoss, _ model: PairLoss,
  _ modelGradient: Tensor, numbersTaken: Int
) -> [Evidence] {
  [
    Evidence(
      Text("ln P of the sequences", "ln P das sequências"), .numbers(sequences), tolerance: 1e-5),
    Evidence(
      Text("the gradient of the logits", "o gradiente dos logits"), logitGradient,
      tolerance: 2e-5),
    Evidence(Text("the loss", "a perda"), pairs.loss, tolerance: 1e-6),
    Evidence(
      Text("the reward margin", "a margem de recompensa"), pairs.margin, tolerance: 1e-6),
    Evidence(Text("the accuracy", "a acurácia"), pairs.accuracy, tolerance: 1e-9),
    Evidence(
      Text(
        "the derivative in the chosen answers' ln P", "a derivada em ln P das respostas escolhidas"),
      .numbers(pairs.slopes[0]), tolerance: 1e-6),
    Evidence(
      Text(
        "the derivative in the rejected answers' ln P",
        "a derivada em ln P das respostas rejeitadas"),
      .numbers(pairs.slopes[1]), tolerance: 1e-6),
    Evidence(
      Text("the loss of a model", "a perda de um modelo"), model.loss, tolerance: 1e-5),
    Evidence(
      Text("the reward margin of a model", "a margem de recompensa de um modelo"), model.margin),
    Evidence(Text("the accuracy of a model", "a acurácia de um modelo"), model.accuracy),
    Evidence(
      Text("the gradient of the model", "o gradiente do modelo"), modelGradient),
    Evidence(numbersTakenName, [numbersTaken]),
  ]
}

/// The whole loss in plain loops, with hooks for mistakes.
private struct PlainPreference: Sendable {
  enum Slope { case right, flat, ofWrongSide, onlyChosen, opposite }

  var averages = false
  var learnsIgnored = false
  var usesReference = true
  var swaps = false
  var betaOutside = false
  var slope = Slope.right
  var slopeHasBeta = true
  var takesMean = true
  var isNaive = false
  var countsTies = false
  var usesUpstream = true
  var addsGradients = true
  /// Whether the model runs in training mode, and whether the rejected answers come before the
  /// chosen ones.
  var dropsOut = true
  var rejectedFirst = false
  var ignoresFirst = false
  var subtractsLargest = true
  var marginHasBeta = true

  func evidence(_ input: PreferenceInput) -> [Evidence] {
    let (sequences, rows) = sequences(input.logits, input.targets)
    let pairs = pairs(input.policy, input.reference, input)
    let (chosen, rejected) = (input.chosen, input.rejected)
    let model = TableModel(weight: input.weight)
    var generator = SeededGenerator(seed: 1)
    var factors = (0..<2).map { _ in dropsOut ? 0.5 + generator.nextUniform() : 1 }
    if rejectedFirst { factors.reverse() }
    let (one, oneRows) = self.sequences(factors[0] * model(chosen.inputs), chosen.targets)
    let (two, twoRows) = self.sequences(factors[1] * model(rejected.inputs), rejected.targets)
    let both = self.pairs([one, two], input.fixed, input, upstream: 1)
    var gradient = Tensor(zeros: input.weight.shape)
    for (batch, rows, slopes, factor) in [
      (chosen, oneRows, both.slopes[0], factors[0]),
      (rejected, twoRows, both.slopes[1], factors[1]),
    ] {
      if !addsGradients { gradient = Tensor(zeros: input.weight.shape) }
      for (index, token) in batch.inputs.ids.enumerated() {
        let slope = slopes[index / batch.inputs.length]
        for j in rows[index].indices {
          gradient[token, j] += factor * Float(slope * rows[index][j])
        }
      }
    }
    let logitGradient = rows.enumerated().flatMap { index, row in
      row.map { Float($0 * input.upstreams[index / input.targets.length]) }
    }
    return namedEvidence(
      sequences, Tensor(logitGradient, shape: input.logits.shape), pairs, both, gradient,
      numbersTaken: dropsOut ? 2 : 0)
  }

  /// ln P of every sequence, and its derivative with respect to each row of logits.
  private func sequences(
    _ logits: Tensor, _ targets: TokenBatch
  ) -> (sums: [Double], rows: [[Double]]) {
    var sums = [Double](repeating: 0, count: targets.count)
    var rows: [[Double]] = []
    for (index, given) in targets.ids.enumerated() {
      let columns = logits.columnCount
      let z = (0..<columns).map { Double(logits[index * columns + $0]) }
      let sequence = index / targets.length
      let learned = targets[sequence].filter { $0 != -1 || learnsIgnored }.count
      let target = given == -1 && learnsIgnored ? 0 : given == 0 && ignoresFirst ? -1 : given
      guard target != -1 else {
        rows.append(z.map { _ in 0 })
        continue
      }
      let largest = z.max()!
      let logSum =
        subtractsLargest
        ? log(z.reduce(0) { $0 + exp($1 - largest) }) + largest
        : Double(log(z.reduce(Float(0)) { $0 + exp(Float($1)) }))
      let share = averages ? 1 / Double(learned) : 1
      sums[sequence] += share * (z[target] - logSum)
      rows.append(z.indices.map { share * (($0 == target ? 1 : 0) - exp(z[$0] - logSum)) })
    }
    return (sums, rows)
  }

  private func pairs(
    _ policy: [[Double]], _ reference: [[Double]], _ input: PreferenceInput,
    upstream: Double? = nil
  ) -> PairLoss {
    let count = Double(policy[0].count)
    let inner = betaOutside ? 1 : input.beta
    let margins = policy[0].indices.map { pair in
      let ratio = (0..<2).map { policy[$0][pair] - (usesReference ? reference[$0][pair] : 0) }
      return inner * (swaps ? ratio[1] - ratio[0] : ratio[0] - ratio[1])
    }
    let share = takesMean ? 1 / count : 1
    let factor = betaOutside ? input.beta : 1
    let losses = margins.map { m in
      isNaive ? -log(1 / (1 + exp(-m))) : max(-m, 0) + log1p(exp(-abs(m)))
    }
    let outer = usesUpstream ? upstream ?? input.upstream : 1
    let chosen = margins.map { m in
      let sigma: Double =
        switch slope {
        case .flat: 1
        case .ofWrongSide: 1 / (1 + exp(-m))
        default: 1 / (1 + exp(m))
        }
      let sign: Double = (slope == .opposite) != swaps ? 1 : -1
      return sign * (slopeHasBeta ? input.beta : 1) * sigma * outer * share
    }
    return PairLoss(
      loss: losses.reduce(0, +) * share * factor,
      margin: margins.reduce(0, +) * share / (marginHasBeta ? 1 : input.beta),
      accuracy: Double(margins.filter { countsTies ? $0 >= 0 : $0 > 0 }.count) / count,
      slopes: [chosen, chosen.map { slope == .onlyChosen ? 0 : -$0 }])
  }
}

let preferenceLossGrader = Grader<PreferenceInput>(
  "8.3",
  cases: { data in
    func input(pairs: Int, length: Int, size: ClosedRange<Float>) -> PreferenceInput {
      let vocabulary = 5
      func numbers() -> [Double] { (0..<pairs).map { _ in Double(data.number(in: size)) } }
      func batch(_ length: Int) -> TrainingBatch {
        TrainingBatch(
          inputs: data.tokens(count: pairs, length: length, vocabularySize: vocabulary),
          targets: TokenBatch(
            (0..<pairs).map { row in
              (0..<length).map { index in
                index == 0 && length > 1 || index == length - 1 && row == 1 && length > 2
                  ? -1 : data.integer(in: 0...vocabulary - 1)
              }
            }))
      }
      let targets = batch(length).targets
      return PreferenceInput(
        logits: data.tensor([pairs, length, vocabulary], in: -2...2), targets: targets,
        upstreams: (0..<pairs).map { _ in Double(data.number(in: 0.5...1.5)) },
        policy: [numbers(), numbers()], reference: [numbers(), numbers()],
        beta: Double(data.number(in: 0.2...0.6)),
        upstream: Double(data.number(in: 1.5...3)),
        weight: data.tensor([vocabulary, vocabulary]), chosen: batch(length),
        rejected: batch(length + 1), fixed: [numbers(), numbers()])
    }
    let ordinary = input(pairs: 3, length: 4, size: -6 ... -1)
    let tie = input(pairs: 1, length: 2, size: -4 ... -1)
    let extreme = input(pairs: 2, length: 3, size: -6 ... -1)
    func replacing(
      _ other: PreferenceInput, logits: Tensor? = nil, targets: TokenBatch? = nil,
      policy: [[Double]]? = nil, reference: [[Double]]? = nil, beta: Double? = nil
    ) -> PreferenceInput {
      PreferenceInput(
        logits: logits ?? other.logits, targets: targets ?? other.targets,
        upstreams: other.upstreams, policy: policy ?? other.policy,
        reference: reference ?? other.reference, beta: beta ?? other.beta,
        upstream: other.upstream, weight: other.weight, chosen: other.chosen,
        rejected: other.rejected, fixed: other.fixed)
    }
    return [
      .init(Text("one pair", "um par"), input(pairs: 1, length: 3, size: -5 ... -1)),
      .init(Text("3 pairs", "3 pares"), ordinary),
      .init(
        Text(
          "a policy that is still the reference: all margins are 0",
          "uma política que ainda é a referência: todas as margens são 0"),
        PreferenceInput(
          logits: tie.logits, targets: tie.targets, upstreams: tie.upstreams,
          policy: tie.reference, reference: tie.reference, beta: tie.beta,
          upstream: tie.upstream, weight: tie.weight, chosen: tie.chosen,
          rejected: tie.rejected, fixed: tie.fixed)),
      .init(
        Text(
          "answers whose ln P differ by thousands", "respostas cujos ln P diferem em milhares"),
        PreferenceInput(
          logits: extreme.logits, targets: extreme.targets, upstreams: extreme.upstreams,
          policy: [[-9000, -10], [-5, -8000]], reference: extreme.reference, beta: extreme.beta,
          upstream: extreme.upstream, weight: extreme.weight, chosen: extreme.chosen,
          rejected: extreme.rejected, fixed: extreme.fixed)),
      .init(
        Text(
          "the comments' examples, a margin of 1, and p = ½ at each of 3 targets or at none",
          "os exemplos dos comentários, uma margem de 1, e p = ½ em cada um de 3 alvos ou em nenhum"
        ),
        replacing(
          input(pairs: 1, length: 3, size: -6 ... -1), logits: Tensor(zeros: [1, 3, 2]),
          targets: TokenBatch([[0, 1, 0]]), policy: [[-2], [-5]], reference: [[-3], [-4]],
          beta: 0.5)),
      .init(
        Text(
          "logits up to ±10000, and a sequence without targets",
          "logits até ±10000, e uma sequência sem alvos"),
        replacing(
          extreme,
          logits: Tensor(
            [10000, -10000, 0, 9000, 9000, 8000, -10000, -20, -10000, 0, 0, 0], shape: [2, 2, 3]),
          targets: TokenBatch([[1, 0], [-1, -1]]))),
      .init(
        Text("margins just above 0 and just below", "margens logo acima e logo abaixo de 0"),
        replacing(
          extreme, policy: [[-3, -3.0001], [-5.0001, -5]], reference: [[-3, -3], [-5, -5]])),
      .init(
        Text("9 pairs of 17 positions", "9 pares de 17 posições"),
        input(pairs: 9, length: 17, size: -6 ... -1)),
    ]
  },
  expected: { input in
    let (sequences, sequencePullback) =
      ExtensionsSolution::sequenceLogProbabilitiesWithPullback(
        input.logits, targets: input.targets)
    let (report, pullback) = ExtensionsSolution::preferenceLossWithPullback(
      policy: .init(chosen: input.policy[0], rejected: input.policy[1]),
      reference: .init(chosen: input.reference[0], rejected: input.reference[1]),
      beta: input.beta)
    let slopes = repeatedly(pullback)(input.upstream)
    var generator = SeededGenerator(seed: 1)
    let (modelReport, gradient) = ExtensionsSolution::preferenceLossAndGradient(
      NoisyTable(table: TableModel(weight: input.weight)),
      .init(chosen: input.chosen, rejected: input.rejected),
      reference: .init(chosen: input.fixed[0], rejected: input.fixed[1]), beta: input.beta,
      using: &generator)
    return namedEvidence(
      sequences, repeatedly(sequencePullback)(input.upstreams),
      PairLoss(
        loss: report.loss, margin: report.rewardMargin, accuracy: report.accuracy,
        slopes: [slopes.chosen, slopes.rejected]),
      PairLoss(
        loss: modelReport.loss, margin: modelReport.rewardMargin, accuracy: modelReport.accuracy,
        slopes: []), gradient.table.weight,
      numbersTaken: numbersTaken(from: SeededGenerator(seed: 1), to: generator))
  },
  misconceptions: [
    .init(
      Text(
        "if a sequence's log-probabilities are averaged and not added up: divided by its length",
        "se as log-probabilidades de uma sequência são tiradas em média, e não somadas: divididas pelo "
          + "tamanho dela")
    ) { PlainPreference(averages: true).evidence($0) },
    .init(
      Text(
        "if targets of −1 count as token 0", "se os alvos −1 contam como o token 0")
    ) { PlainPreference(learnsIgnored: true).evidence($0) },
    .init(
      Text("if the reference is left out", "se a referência fica de fora")
    ) { PlainPreference(usesReference: false).evidence($0) },
    .init(
      Text(
        "if chosen and rejected change places", "se a escolhida e a rejeitada trocam de lugar")
    ) { PlainPreference(swaps: true).evidence($0) },
    .init(
      Text(
        "if β stands before ln σ and not inside", "se β fica antes do ln σ, e não dentro dele")
    ) { PlainPreference(betaOutside: true).evidence($0) },
    .init(
      Text(
        "if the derivative is −β without σ(−Δ)", "se a derivada é −β sem σ(−Δ)")
    ) { PlainPreference(slope: .flat).evidence($0) },
    .init(
      Text(
        "if the derivative has σ(Δ) in the place of σ(−Δ)",
        "se a derivada usa σ(Δ) em vez de σ(−Δ)")
    ) { PlainPreference(slope: .ofWrongSide).evidence($0) },
    .init(
      Text("if the derivative lacks β", "se falta β na derivada")
    ) { PlainPreference(slopeHasBeta: false).evidence($0) },
    .init(
      Text(
        "if the derivatives have the wrong sign", "se as derivadas estão com o sinal trocado")
    ) { PlainPreference(slope: .opposite).evidence($0) },
    .init(
      Text(
        "if only the chosen answers get a derivative",
        "se só as respostas escolhidas recebem derivada")
    ) { PlainPreference(slope: .onlyChosen).evidence($0) },
    .init(
      Text(
        "if the pairs are added up and not averaged", "se os pares são somados, sem tirar a média")
    ) { PlainPreference(takesMean: false).evidence($0) },
    .init(
      Text(
        "if −ln σ(Δ) is worked out as written and overflows",
        "se −ln σ(Δ) é calculado como está escrito e estoura")
    ) { PlainPreference(isNaive: true).evidence($0) },
    .init(
      Text(
        "if a margin of 0 counts as right", "se uma margem de 0 conta como acerto")
    ) { PlainPreference(countsTies: true).evidence($0) },
    .init(
      Text(
        "if the pullback forgets its upstream gradient",
        "se o pullback esquece o seu gradiente upstream")
    ) { PlainPreference(usesUpstream: false).evidence($0) },
    .init(
      Text(
        "if the model's gradient is that of the rejected answers alone: both must be added",
        "se o gradiente do modelo é só o das respostas rejeitadas: os dois precisam ser somados")
    ) { PlainPreference(addsGradients: false).evidence($0) },
    .init(
      Text(
        "if the policy is asked for the rejected answers first",
        "se a política é consultada primeiro sobre as respostas rejeitadas")
    ) { PlainPreference(rejectedFirst: true).evidence($0) },
    .init(
      Text(
        "if the policy runs as in inference, without dropout",
        "se a política roda como na inferência, sem dropout")
    ) { PlainPreference(dropsOut: false).evidence($0) },
    .init(
      Text(
        "if token 0 is left out, too: only −1 is", "se o token 0 também fica de fora: só −1 fica")
    ) { PlainPreference(ignoresFirst: true).evidence($0) },
    .init(
      Text(
        "if exp is taken of the logits without subtracting the largest: it overflows",
        "se exp é aplicado aos logits sem subtrair o maior: há overflow")
    ) { PlainPreference(subtractsLargest: false).evidence($0) },
    .init(
      Text(
        "if the reward margin lacks β", "se falta β na margem de recompensa")
    ) { PlainPreference(marginHasBeta: false).evidence($0) },
  ],
  variants: [
    .init("in plain loops") { PlainPreference().evidence($0) }
  ],
  contract: [
    .init("the pullback to the policy's"),
    .init("the loss is the mean of"),
    .init("in the chosen answer's log-probability"),
    .init("the last form never overflows", triedBy: "answers whose ln P differ"),
    .init("// β = 0.5, policy −2 and −5", triedBy: "the comments' examples"),
    .init("counts pairs with Δ > 0", triedBy: "a policy that is still"),
    .init("The pullback takes the derivative"),
    .init("the gradient of every parameter"),
    .init("compute them once", untested: "says what helps"),
    .init("asked for the chosen answers first"),
    .init("ln P(y | x)"),
    .init("those of the prompt x and of the padding"),
    .init(
      "added up in Double", untested: "the cases are too short to tell Float's sums from Double's"),
    .init("It is a sum, not a mean", triedBy: "the comments' examples", "logits up to ±10000"),
    .init("Shapes: logits", untested: "the types and the shapes are compared with every answer"),
    .init("The log-probabilities and their pullback"),
    .init("A row whose target is left out gets 0"),
  ])

private func evidence(
  sequences: [Double] = [], gradient: Tensor = Tensor([0]),
  pairs: PairLoss = PairLoss(loss: 0, margin: 0, accuracy: 0, slopes: [[], []])
) -> [Evidence] {
  namedEvidence(sequences, gradient, pairs, pairs, gradient, numbersTaken: 0)
}

/// Parts that can be graded while other holes are still open.
private let preferenceLossParts: [Part<PreferenceInput>] = [
  .init(Text("sequenceLogProbabilities", "sequenceLogProbabilities")) { input in
    let sequences = Extensions::sequenceLogProbabilities(input.logits, targets: input.targets)
    return Array(evidence(sequences: sequences)[0..<1])
  },
  .init(Text("sequenceLogProbabilitiesWithPullback", "sequenceLogProbabilitiesWithPullback")) {
    input in
    let (sequences, pullback) = Extensions::sequenceLogProbabilitiesWithPullback(
      input.logits, targets: input.targets)
    return Array(
      evidence(sequences: sequences, gradient: repeatedly(pullback)(input.upstreams))[0..<2])
  },
  .init(Text("preferenceLossWithPullback", "preferenceLossWithPullback")) { input in
    let (report, pullback) = Extensions::preferenceLossWithPullback(
      policy: .init(chosen: input.policy[0], rejected: input.policy[1]),
      reference: .init(chosen: input.reference[0], rejected: input.reference[1]),
      beta: input.beta)
    let slopes = repeatedly(pullback)(input.upstream)
    return Array(
      evidence(
        pairs: PairLoss(
          loss: report.loss, margin: report.rewardMargin, accuracy: report.accuracy,
          slopes: [slopes.chosen, slopes.rejected]))[2..<7])
  },
]

@Test func `8.3 direct preference optimization`() async throws {
  let attempt = Attempt("8.3")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(preferenceLossGrader, parts: preferenceLossParts) { input in
      let (sequences, sequencePullback) = Extensions::sequenceLogProbabilitiesWithPullback(
        input.logits, targets: input.targets)
      let (report, pullback) = Extensions::preferenceLossWithPullback(
        policy: .init(chosen: input.policy[0], rejected: input.policy[1]),
        reference: .init(chosen: input.reference[0], rejected: input.reference[1]),
        beta: input.beta)
      let slopes = repeatedly(pullback)(input.upstream)
      var generator = SeededGenerator(seed: 1)
      let (modelReport, gradient) = Extensions::preferenceLossAndGradient(
        NoisyTable(table: TableModel(weight: input.weight)),
        .init(chosen: input.chosen, rejected: input.rejected),
        reference: .init(chosen: input.fixed[0], rejected: input.fixed[1]), beta: input.beta,
        using: &generator)
      return namedEvidence(
        sequences, repeatedly(sequencePullback)(input.upstreams),
        PairLoss(
          loss: report.loss, margin: report.rewardMargin, accuracy: report.accuracy,
          slopes: [slopes.chosen, slopes.rejected]),
        PairLoss(
          loss: modelReport.loss, margin: modelReport.rewardMargin, accuracy: modelReport.accuracy,
          slopes: []), gradient.table.weight,
        numbersTaken: numbersTaken(from: SeededGenerator(seed: 1), to: generator))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `8.3 grader`() { #expect(preferenceLossGrader.flaws() == []) }
