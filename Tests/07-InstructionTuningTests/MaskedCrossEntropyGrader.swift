import CourseKit
import Foundation
import Grading
import InstructionTuning
import InstructionTuningSolution
import Tensors
import Testing

/// Logits, targets, and the weights of the unmasked tokens.
struct MaskedLossInput: Sendable {
  let logits: Tensor
  let targets: TokenBatch
  let weighsExamples: Bool
  let upstream: Float
}

private func namedEvidence(_ loss: Double, _ training: Double, _ gradient: Tensor) -> [Evidence] {
  [
    Evidence(Text("the loss", "a perda"), loss, tolerance: 1e-5),
    Evidence(
      Text("the loss beside the pullback", "a perda junto do pullback"), training, tolerance: 1e-5),
    Evidence(
      Text("the gradient of the logits", "o gradiente dos logits"), gradient, tolerance: 2e-5),
  ]
}

/// The masked loss in plain loops, with hooks for mistakes.
private struct PlainLoss: Sendable {
  enum Weights {
    case right, everyPosition, none, alwaysTokens, alwaysExamples, everyExample, byLength
  }

  var weights = Weights.right
  var learnsIgnoredAsFirst = false
  var subtractsLargest = true
  var lossSubtractsLargest = true
  var subtractsTarget = true
  var gradientOfIgnored = false
  var usesUpstream = true
  var weighsGradient = true
  var ignoresFirst = false
  var sign: Float = 1

  func evidence(_ input: MaskedLossInput) -> [Evidence] {
    let (targets, logits) = (input.targets, input.logits)
    let columns = logits.columnCount
    let weights = self.weights(targets, input.weighsExamples)
    var loss = 0.0
    var gradient: [Float] = []
    for (row, given) in targets.ids.enumerated() {
      let target =
        given == -1 && learnsIgnoredAsFirst ? 0 : given == 0 && ignoresFirst ? -1 : given
      let z = (0..<columns).map { Double(logits[row * columns + $0]) }
      let largest = subtractsLargest ? z.max()! : 0
      // As in Float, where exp of more than 88 is infinite.
      let powers = z.map { $0 - largest > 88 ? .infinity : exp($0 - largest) }
      let sum = powers.reduce(0, +)
      if target != -1 {
        loss += weights[row] * (log(sum) + largest - z[target])
        if !lossSubtractsLargest, z.max()! > 88 { loss = .infinity }
      }
      let isLearned = target != -1 || gradientOfIgnored
      let weight =
        weighsGradient ? (target == -1 ? 1 / Double(targets.ids.count) : weights[row]) : 1
      for j in 0..<columns {
        let slope = powers[j] / sum - (subtractsTarget && j == target ? 1 : 0)
        gradient.append(
          isLearned ? sign * Float(weight * slope) * (usesUpstream ? input.upstream : 1) : 0)
      }
    }
    return namedEvidence(loss, loss, Tensor(gradient, shape: logits.shape))
  }

  private func weights(_ targets: TokenBatch, _ weighsExamples: Bool) -> [Double] {
    let counts = (0..<targets.count).map { example in
      targets[example].filter { ($0 != -1 || learnsIgnoredAsFirst) && !($0 == 0 && ignoresFirst) }
        .count
    }
    let total = Double(counts.reduce(0, +))
    let examples = Double(counts.filter { $0 > 0 }.count)
    return targets.ids.indices.map { row in
      let mine = Double(counts[row / max(1, targets.length)])
      let tokens = total == 0 ? 0 : 1 / total
      let byExample = mine == 0 ? 0 : 1 / (examples * mine)
      switch weights {
      case .right: return weighsExamples ? byExample : tokens
      case .everyPosition: return 1 / Double(targets.ids.count)
      case .none: return 1
      case .alwaysTokens: return tokens
      case .byLength: return weighsExamples ? 1 / (examples * Double(targets.length)) : tokens
      case .alwaysExamples: return byExample
      case .everyExample:
        return weighsExamples ? byExample * examples / Double(targets.count) : tokens
      }
    }
  }
}

/// The example of the exercise's comment, and what random numbers never produce.
private func limits(
  weighsExamples: Bool, _ data: inout TestData
) -> [Grader<MaskedLossInput>.Case] {
  let kind = weighsExamples ? ".examples" : ".tokens"
  func makeCase(
    _ english: String, _ portuguese: String, _ logits: Tensor, _ targets: [[Int]],
    upstream: Float
  ) -> Grader<MaskedLossInput>.Case {
    .init(
      Text("\(english), \(kind)", "\(portuguese), \(kind)"),
      MaskedLossInput(
        logits: logits, targets: TokenBatch(targets), weighsExamples: weighsExamples,
        upstream: upstream))
  }
  // With the logits [−ln(eˢ − 1), 0], token 0 has a loss of s.
  let surprising = [1.0, 2, 3, 8, 5, 5].flatMap { [Float(-log(exp($0) - 1)), 0] }
  let many = (0..<5).map { row in
    (0..<17).map { position in
      position >= 3 * row && position % 4 != row % 4 ? data.integer(in: 0...36) : -1
    }
  }
  return [
    makeCase(
      "the comment's example, surprises of 1, 2, 3 and 8",
      "o exemplo do comentário, surpresas de 1, 2, 3 e 8", Tensor(surprising, shape: [2, 3, 2]),
      [[0, 0, 0], [0, -1, -1]], upstream: 1),
    makeCase(
      "logits up to ±10000, the target the least, the second and the largest",
      "logits até ±10000, o alvo sendo o menor, o segundo e o maior",
      Tensor(
        [-10000, 10000, 0, 9000, 10000, -10000, 0, -7, -10000, 10000, 0, -9], shape: [2, 2, 3]),
      [[0, 0], [0, -1]], upstream: -1.5),
    makeCase(
      "logits up to ±1e30", "logits até ±1e30",
      Tensor([-1e30, 1e30, 0, 1e30, -1e29, 0], shape: [2, 1, 3]), [[2], [0]], upstream: 1.5),
    makeCase(
      "logits that are all 0", "logits que são todos 0", Tensor(zeros: [2, 2, 4]),
      [[0, -1], [3, 1]], upstream: 2),
    // Adding less than 1 to 2²⁴ has no effect in Float.
    makeCase(
      "1023 surprises of ln 2 after one of 2²⁴", "1023 surpresas de ln 2 depois de uma de 2²⁴",
      Tensor([0, 0x1p24] + [Float](repeating: 0, count: 2046), shape: [4, 256, 2]),
      [[Int]](repeating: [Int](repeating: 0, count: 256), count: 4), upstream: 2),
    makeCase(
      "logits of [5, 17, 37]", "logits de [5, 17, 37]", data.tensor([5, 17, 37], in: -3...3),
      many, upstream: 0.7),
  ]
}

let maskedCrossEntropyGrader = Grader<MaskedLossInput>(
  "7.4",
  cases: { data in
    let vocabulary = data.integer(in: 5...7)
    func targets(_ learned: [[Bool]]) -> TokenBatch {
      TokenBatch(
        learned.map {
          $0.map { $0 ? data.integer(in: 1...vocabulary - 1) : -1 }
        })
    }
    func input(_ targets: TokenBatch, _ weighsExamples: Bool, scale: Float = 2) -> MaskedLossInput {
      MaskedLossInput(
        logits: data.tensor([targets.count, targets.length, vocabulary], in: -scale...scale),
        targets: targets, weighsExamples: weighsExamples,
        upstream: data.number(in: 1.5...3))
    }
    let mixed = [
      [false, false, true, true], [false, true, true, true], [true, false, false, false],
    ]
    let partly = [[false, true, true], [false, false, false]]
    let one = [[true]]
    return [
      .init(
        Text(
          "logits of [3, 4, \(vocabulary)], .tokens", "logits de [3, 4, \(vocabulary)], .tokens"),
        input(targets(mixed), false)),
      .init(
        Text(
          "logits of [3, 4, \(vocabulary)], .examples", "logits de [3, 4, \(vocabulary)], .examples"
        ),
        input(targets(mixed), true)),
      .init(
        Text(
          "an example with nothing learned, .examples", "um exemplo sem nada aprendido, .examples"),
        input(targets(partly), true)),
      .init(Text("one position", "uma única posição"), input(targets(one), false)),
      .init(
        Text("logits of up to 1000", "logits de até 1000"),
        input(targets(mixed), false, scale: 1000)),
      .init(
        Text("nothing learned at all, .tokens", "nada aprendido, .tokens"),
        input(targets([[false, false], [false, false]]), false)),
      .init(
        Text("nothing learned at all, .examples", "nada aprendido, .examples"),
        input(targets([[false, false], [false, false]]), true)),
    ]
      + [false, true].flatMap { limits(weighsExamples: $0, &data) }
  },
  expected: { input in
    let weighting: InstructionTuningSolution::LossWeighting =
      input.weighsExamples ? .examples : .tokens
    let (loss, pullback) = InstructionTuningSolution::maskedCrossEntropyWithPullback(
      input.logits, targets: input.targets, weighting: weighting)
    return namedEvidence(
      InstructionTuningSolution::maskedCrossEntropy(
        input.logits, targets: input.targets, weighting: weighting),
      loss, repeatedly(pullback)(input.upstream))
  },
  misconceptions: [
    .init(
      Text(
        "if the sum is divided by all positions, not by those that are learned",
        "se a soma é dividida por todas as posições, e não pelas aprendidas")
    ) { PlainLoss(weights: .everyPosition).evidence($0) },
    .init(
      Text(
        "if the losses are added up and not averaged", "se as perdas são somadas, sem tirar a média"
      )
    ) { PlainLoss(weights: .none).evidence($0) },
    .init(
      Text(
        "if positions that are not learned count as token 0",
        "se as posições não aprendidas contam como o token 0")
    ) { PlainLoss(learnsIgnoredAsFirst: true).evidence($0) },
    .init(
      Text(
        "if every token counts the same with .examples too",
        "se todo token conta igual também com .examples")
    ) { PlainLoss(weights: .alwaysTokens).evidence($0) },
    .init(
      Text(
        "if every example counts the same with .tokens too",
        "se todo exemplo conta igual também com .tokens")
    ) { PlainLoss(weights: .alwaysExamples).evidence($0) },
    .init(
      Text(
        "if an example that has nothing to learn is counted among the examples",
        "se um exemplo sem nada a aprender entra na conta dos exemplos")
    ) { PlainLoss(weights: .everyExample).evidence($0) },
    .init(
      Text(
        "if rows that are not learned get a gradient all the same",
        "se as linhas não aprendidas recebem gradiente mesmo assim")
    ) { PlainLoss(gradientOfIgnored: true).evidence($0) },
    .init(
      Text(
        "if the gradient is softmax(z) without the 1 taken off at the target",
        "se o gradiente é softmax(z) sem subtrair 1 no alvo")
    ) { PlainLoss(subtractsTarget: false).evidence($0) },
    .init(
      Text(
        "if the pullback forgets its upstream gradient",
        "se o pullback esquece o seu gradiente upstream")
    ) { PlainLoss(usesUpstream: false).evidence($0) },
    .init(
      Text(
        "if the loss is averaged but its gradient is not",
        "se a perda é uma média, mas o gradiente não")
    ) { PlainLoss(weighsGradient: false).evidence($0) },
    .init(
      Text(
        "if the largest logit is not taken off before exp, so that large ones overflow",
        "se o maior logit não é subtraído antes do exp e os grandes estouram")
    ) { PlainLoss(subtractsLargest: false).evidence($0) },
    .init(
      Text(
        "if the largest logit is taken off for the gradient but not for the loss",
        "se o maior logit é subtraído no gradiente, mas não na perda")
    ) { PlainLoss(lossSubtractsLargest: false).evidence($0) },
    .init(
      Text(
        "if 0 is divided by 0 where nothing is learned",
        "se 0 é dividido por 0 quando nada é aprendido")
    ) { input in
      let right = PlainLoss().evidence(input)
      guard input.targets.ids.allSatisfy({ $0 == -1 }) else { return right }
      return namedEvidence(.nan, .nan, Tensor(zeros: input.logits.shape))
    },
    .init(
      Text(
        "if token 0 is not learned: only −1 is left out",
        "se o token 0 não é aprendido: só −1 fica de fora")
    ) { PlainLoss(ignoresFirst: true).evidence($0) },
    .init(
      Text("if the gradient has the wrong sign", "se o gradiente está com o sinal trocado")
    ) { PlainLoss(sign: -1).evidence($0) },
    .init(
      Text(
        "if an example's losses are divided by its length, not by what it has to learn",
        "se as perdas de um exemplo são divididas pelo tamanho dele, e não pelo que há a aprender")
    ) { PlainLoss(weights: .byLength).evidence($0) },
  ],
  variants: [
    .init("in plain loops") { PlainLoss().evidence($0) }
  ],
  contract: [
    .init("How surprised the model is by the responses"),
    .init("and sum to 1"),
    .init("n learned targets in the whole batch"),
    .init("the cross-entropy of 5.1", triedBy: "the comment's example"),
    .init("If nothing is learned, the loss", triedBy: "nothing learned at all"),
    .init(
      "the largest logit of a row comes off", triedBy: "logits of up to 1000", "logits up to ±10000"
    ),
    .init("// −ln p of the learned targets", triedBy: "the comment's example"),
    .init("Shapes: logits", untested: "the types and the shapes are compared with every answer"),
    .init("The masked loss and the pullback"),
    .init("gets exactly 0", triedBy: "an example with nothing learned"),
    .init("The pullback takes the derivative"),
    .init("what the loss and its pullback share"),
    .init("All are 0 if nothing", triedBy: "nothing learned at all"),
  ])

/// Parts that can be graded while other holes are still open.
private let maskedCrossEntropyParts: [Part<MaskedLossInput>] = [
  .init(Text("maskedCrossEntropy", "maskedCrossEntropy")) { input in
    let loss = InstructionTuning::maskedCrossEntropy(
      input.logits, targets: input.targets,
      weighting: input.weighsExamples ? .examples : .tokens)
    return Array(namedEvidence(loss, loss, input.logits)[0..<1])
  },
  .init(Text("maskedCrossEntropyWithPullback", "maskedCrossEntropyWithPullback")) { input in
    let (loss, pullback) = InstructionTuning::maskedCrossEntropyWithPullback(
      input.logits, targets: input.targets,
      weighting: input.weighsExamples ? .examples : .tokens)
    return Array(namedEvidence(loss, loss, repeatedly(pullback)(input.upstream))[1...])
  },
]

@Test func `7.4 masked cross-entropy and its pullback`() async throws {
  let attempt = Attempt("7.4")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(maskedCrossEntropyGrader, parts: maskedCrossEntropyParts) { input in
      let weighting: InstructionTuning::LossWeighting = input.weighsExamples ? .examples : .tokens
      let (loss, pullback) = InstructionTuning::maskedCrossEntropyWithPullback(
        input.logits, targets: input.targets, weighting: weighting)
      return namedEvidence(
        InstructionTuning::maskedCrossEntropy(
          input.logits, targets: input.targets, weighting: weighting),
        loss, repeatedly(pullback)(input.upstream))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `7.4 grader`() { #expect(maskedCrossEntropyGrader.flaws() == []) }
