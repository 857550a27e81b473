import CourseKit
import Foundation
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing

private let lossName = Text("the loss", "a perda")
private let gradientName = Text("the gradient of the logits", "o gradiente dos logits")

private func reference(_ input: CrossEntropyInput) -> (loss: Double, gradient: Tensor) {
  let (loss, pullback) = PretrainingSolution::crossEntropyWithPullback(
    input.logits, targets: input.targets)
  return (loss, repeatedly(pullback)(input.upstream))
}

/// The gradient in plain loops, with hooks for mistakes.
private struct PlainPullback: Sendable {
  /// ∂z from the probability and whether it is the target's, before the division by the number of
  /// targets.
  var slope: @Sendable (_ probability: Double, _ isTarget: Bool) -> Double = { $0 - ($1 ? 1 : 0) }
  var divides = true
  var countsAllRows = false
  var usesUpstream = true
  var skipsIgnored = true
  /// Whether exp is applied to the logits themselves, in Float.
  var overflows = false
  var subtractsAtFirst = false
  var skipsTokenZero = false

  /// `original` is the input for the loss, if `input` has been changed to get a wrong gradient.
  func evidence(
    _ input: CrossEntropyInput, loss original: CrossEntropyInput? = nil
  ) -> [Evidence] {
    let counted = countsAllRows ? input.targets.ids.count : input.countedRows.count
    let share =
      (usesUpstream ? Double(input.upstream) : 1) / (divides ? Double(max(1, counted)) : 1)
    let numbers = input.targets.ids.indices.flatMap { row -> [Float] in
      let logits = input.row(row)
      let target = input.targets.ids[row]
      if target < 0, skipsIgnored { return logits.map { _ in 0 } }
      if target == 0, skipsTokenZero { return logits.map { _ in 0 } }
      let largest = overflows ? 0 : logits.max()!
      let powers = logits.map { overflows ? Double(exp(Float($0))) : exp($0 - largest) }
      let sum = powers.reduce(0, +)
      return powers.enumerated().map {
        Float(slope($1 / sum, $0 == (subtractsAtFirst ? 0 : target)) * share)
      }
    }
    return [
      Evidence(lossName, reference(original ?? input).loss),
      Evidence(gradientName, Tensor(numbers, shape: input.logits.shape)),
    ]
  }
}

/// −1 / p at the target, followed by softmax's backward pass: right on paper.
private func throughJacobian(_ input: CrossEntropyInput) -> [Evidence] {
  let count = Float(max(1, input.countedRows.count))
  let numbers = input.targets.ids.indices.flatMap { row -> [Float] in
    let logits = input.row(row).map { Float($0) }
    let target = input.targets.ids[row]
    if target < 0 { return logits.map { _ in 0 } }
    let largest = logits.max()!
    let powers = logits.map { exp($0 - largest) }
    let p = powers.map { $0 / powers.reduce(0, +) }
    return p.indices.map { j in
      let slope = p[target] * ((j == target ? 1 : 0) - p[j])
      return -1 / p[target] * slope / count * input.upstream
    }
  }
  return [
    Evidence(lossName, reference(input).loss),
    Evidence(gradientName, Tensor(numbers, shape: input.logits.shape)),
  ]
}

let crossEntropyPullbackGrader = Grader<CrossEntropyInput>(
  "5.2",
  cases: { crossEntropyCases(&$0) },
  expected: {
    let (loss, gradient) = reference($0)
    return [
      Evidence(lossName, loss, tolerance: $0.tolerance),
      Evidence(gradientName, gradient, tolerance: max(2e-5, $0.tolerance / 5)),
    ]
  },
  misconceptions: [
    .init(Text("with the wrong sign, δ − p", "com o sinal trocado, δ − p")) {
      PlainPullback(slope: { ($1 ? 1 : 0) - $0 }).evidence($0)
    },
    .init(
      Text("if 1 is not subtracted at the target", "quando não se subtrai 1 no alvo")
    ) { PlainPullback(slope: { p, _ in p }).evidence($0) },
    .init(
      Text(
        "if only the target's logit gets a gradient, p − 1, and the others get none",
        "quando só o logit do alvo recebe gradiente, p − 1, e os outros ficam sem nenhum")
    ) { PlainPullback(slope: { p, isTarget in isTarget ? p - 1 : 0 }).evidence($0) },
    .init(
      Text(
        "of the derivative of −ln p by p, −1 / p, which is not yet that by the logits",
        "da derivada de −ln p em relação a p, −1 / p, que ainda não é a em relação aos logits")
    ) { PlainPullback(slope: { p, isTarget in isTarget ? -1 / p : 0 }).evidence($0) },
    .init(
      Text(
        "if the upstream gradient that the pullback is given is forgotten",
        "quando se esquece o gradiente upstream que o pullback recebe")
    ) { PlainPullback(usesUpstream: false).evidence($0) },
    .init(
      Text(
        "if it is not divided by the number of targets",
        "quando não se divide pelo número de alvos")
    ) { PlainPullback(divides: false).evidence($0) },
    .init(
      Text(
        "if targets left out are counted in the number it is divided by",
        "quando os alvos deixados de fora contam no número pelo qual se divide")
    ) { PlainPullback(countsAllRows: true).evidence($0) },
    .init(
      Text(
        "if rows whose target is left out get a gradient too",
        "quando as linhas cujo alvo é deixado de fora também recebem gradiente")
    ) { PlainPullback(skipsIgnored: false).evidence($0) },
    .init(
      Text(
        "if exp is taken of the logits as they are: ∞ / ∞ is no number",
        "quando se aplica exp aos logits como estão: ∞ / ∞ não é um número")
    ) { PlainPullback(overflows: true).evidence($0) },
    .init(
      Text(
        "if it goes through −1 / p and the Jacobian of softmax: where p is rounded to 0, 0 · ∞ is no "
          + "number",
        "quando se passa por −1 / p e pelo jacobiano do softmax: onde p é arredondado para 0, 0 · ∞ "
          + "não é um número")
    ) { throughJacobian($0) },
    .init(
      Text(
        "if the gradient is divided by the number of sequences, not of targets",
        "quando o gradiente é dividido pelo número de sequências, e não pelo de alvos")
    ) { input in
      var scaled = input
      scaled.upstream *=
        Float(input.countedRows.count) / Float(max(1, input.targets.count))
      return PlainPullback().evidence(scaled, loss: input)
    },
    .init(
      Text(
        "if it is divided by the number of all logits, not of targets",
        "quando se divide pelo número de todos os logits, e não pelo de alvos")
    ) { input in
      var scaled = input
      scaled.upstream *=
        Float(input.countedRows.count) / Float(max(1, input.logits.count))
      return PlainPullback().evidence(scaled, loss: input)
    },
    .init(
      Text(
        "if the 1 is subtracted at token 0 of each row, not at its target",
        "quando o 1 é subtraído no token 0 de cada linha, e não no alvo")
    ) { PlainPullback(subtractsAtFirst: true).evidence($0) },
    .init(
      Text(
        "if token 0 is left out, too: only −1 is",
        "quando o token 0 também fica de fora: só −1 fica")
    ) { PlainPullback(skipsTokenZero: true).evidence($0) },
  ],
  variants: [
    .init("in Double, element by element") { PlainPullback().evidence($0) },
    .init("from ln p, in Float") { input in
      let numbers = input.targets.ids.indices.flatMap { row -> [Float] in
        let logits = input.row(row).map { Float($0) }
        let target = input.targets.ids[row]
        if target < 0 { return logits.map { _ in 0 } }
        let largest = logits.max()!
        let logOfSum = largest + log(logits.reduce(0) { $0 + exp($1 - largest) })
        return logits.enumerated().map { token, logit in
          let slope = exp(logit - logOfSum) - (token == target ? 1 : 0)
          return slope / Float(input.countedRows.count) * input.upstream
        }
      }
      return [
        Evidence(lossName, reference(input).loss),
        Evidence(gradientName, Tensor(numbers, shape: input.logits.shape)),
      ]
    },
    .init("in Double, the shares by a closure") { input in
      let (loss, _) = reference(input)
      let count = Double(max(1, input.countedRows.count))
      let numbers = input.targets.ids.indices.flatMap { row -> [Float] in
        let logits = input.row(row)
        let target = input.targets.ids[row]
        if target < 0 { return logits.map { _ in 0 } }
        let largest = logits.max()!
        let powers = logits.map { exp($0 - largest) }
        let p = powers.map { $0 / powers.reduce(0, +) }
        return p.indices.map { j in
          // 1 / p would be infinite if p is rounded to 0.
          let slope = p[j] - (j == target ? 1 : 0)
          return Float(slope / count * Double(input.upstream))
        }
      }
      return [
        Evidence(lossName, loss),
        Evidence(gradientName, Tensor(numbers, shape: input.logits.shape)),
      ]
    },
  ],
  contract: [
    .init("The loss and the pullback"),
    .init("multiplies every ∂z by it"),
    .init("gets 0, and is not counted", triedBy: "logits of [2, 4, 3]"),
    .init("// one row of two logits", triedBy: "the comment's example"),
  ],
  courseSize: .init(Text("logits of [1, 128, 512]", "logits de [1, 128, 512]")) {
    CrossEntropyInput(
      logits: $0.tensor([1, 128, 512]),
      targets: $0.tokens(count: 1, length: 128, vocabularySize: 512))
  })

@Test func `5.2 cross-entropy, pullback`() async throws {
  let attempt = Attempt("5.2")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(crossEntropyPullbackGrader) { input in
      let (loss, pullback) = Pretraining::crossEntropyWithPullback(
        input.logits, targets: input.targets)
      return [
        Evidence(lossName, loss), Evidence(gradientName, repeatedly(pullback)(input.upstream)),
      ]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.2 grader`() { #expect(crossEntropyPullbackGrader.flaws() == []) }
