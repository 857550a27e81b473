import CourseKit
import Foundation
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing

private let lossName = Text("the loss", "a perda")

/// Logits and what should have come next.
struct CrossEntropyInput: Sendable {
  let logits: Tensor
  let targets: TokenBatch
  /// The derivative of what is done with the loss.
  var cotangent: Float = 1

  /// The rows whose target is not left out.
  var countedRows: [Int] { targets.ids.indices.filter { targets.ids[$0] >= 0 } }

  /// The logits of a row, in Double.
  func row(_ row: Int) -> [Double] { logits.matrixRow(row).map(Double.init) }
}

extension Tensor {
  /// The numbers of one row, the leading axes taken as one.
  func matrixRow(_ row: Int) -> [Float] { (0..<columnCount).map { self[row * columnCount + $0] } }
}

/// What 5.1 and 5.2 are tried with.
func crossEntropyCases(_ data: inout TestData) -> [Grader<CrossEntropyInput>.Case] {
  func makeCase(
    _ shape: [Int], ignoring ignored: [Int], _ english: String, _ portuguese: String,
    in range: ClosedRange<Float> = -1.5...1.5, adding offset: Float = 0
  ) -> Grader<CrossEntropyInput>.Case {
    var logits = data.tensor(Shape(shape), in: range)
    logits.updateRows { $0.add(offset) }
    let targets = (0..<shape[0]).map { sequence in
      (0..<shape[1]).map { place in
        let target = data.integer(in: 0...shape[2] - 1)
        return ignored.contains(sequence * shape[1] + place) ? TokenBatch.ignored : target
      }
    }
    let size = data.number(in: 1.2...3)
    return .init(
      Text("logits of \(shape)\(english)", "logits de \(shape)\(portuguese)"),
      CrossEntropyInput(
        logits: logits, targets: TokenBatch(targets),
        cotangent: data.integer(in: 0...1) == 0 ? size : -size))
  }
  let wide = data.integer(in: 5...8)
  var cases = [
    makeCase([1, 1, 5], ignoring: [], "", ""),
    makeCase([2, 3, wide], ignoring: [], "", ""),
    makeCase(
      [2, 4, 3], ignoring: [1, 4, 5, 6], ", 1 and 3 targets left out",
      ", 1 e 3 alvos deixados de fora"),
    makeCase(
      [1, 3, 4], ignoring: [0, 1, 2], ", all targets left out", ", todos os alvos deixados de fora"),
    // Beyond what exp takes in Double, too.
    makeCase([1, 2, 4], ignoring: [], " around 800", " em torno de 800", adding: 800),
    makeCase([2, 1, 4], ignoring: [], " around −800", " em torno de −800", adding: -800),
  ]
  // All logits of a row equal: ln 4, whatever the target. Then a target as good as impossible.
  let target = data.integer(in: 0...3)
  cases.append(
    .init(
      Text("equal logits of [1, 1, 4]", "logits iguais de [1, 1, 4]"),
      CrossEntropyInput(
        logits: Tensor(repeating: data.number(), shape: [1, 1, 4]), targets: TokenBatch([target]),
        cotangent: 1.5)))
  var far = Tensor(repeating: 0, shape: [1, 1, 4])
  far[target] = data.number(in: -300 ... -200)
  cases.append(
    .init(
      Text(
        "logits of [1, 1, 4], the target's 200 or more below the others",
        "logits de [1, 1, 4], o do alvo 200 ou mais abaixo dos outros"),
      CrossEntropyInput(logits: far, targets: TokenBatch([target]), cotangent: 1.5)))
  return cases
}

/// −ln softmax(logits)[target], the safe way.
private func surprise(_ target: Int, _ logits: [Double]) -> Double {
  let largest = logits.max()!
  return log(logits.reduce(0) { $0 + exp($1 - largest) }) + largest - logits[target]
}

/// The mean over the targets that count of what `loss` gives for each.
private func mean(
  _ input: CrossEntropyInput, _ loss: (_ target: Int, _ logits: [Double]) -> Double
) -> [Evidence] {
  let rows = input.countedRows
  let sum = rows.reduce(0) { $0 + loss(input.targets.ids[$1], input.row($1)) }
  return [Evidence(lossName, sum / Double(max(1, rows.count)))]
}

/// The sum of all losses by something else than their number.
private func sum(_ input: CrossEntropyInput, dividedBy divisor: Int) -> [Evidence] {
  let sum = input.countedRows.reduce(0) { $0 + surprise(input.targets.ids[$1], input.row($1)) }
  return [Evidence(lossName, sum / Double(divisor))]
}

let crossEntropyGrader = Grader<CrossEntropyInput>(
  "5.1",
  cases: { crossEntropyCases(&$0) },
  expected: {
    // Around 800 a Float is rounded to 1/16384: who adds the largest logit first is that far off.
    let loss = PretrainingSolution::crossEntropy($0.logits, targets: $0.targets)
    return [Evidence(lossName, loss, tolerance: 5e-4)]
  },
  misconceptions: [
    .init(Text("without the minus sign", "sem o sinal de menos")) {
      mean($0) { -surprise($0, $1) }
    },
    .init(
      Text("with log2 in the place of the natural log", "com log2 no lugar do logaritmo natural")
    ) { mean($0) { surprise($0, $1) / log(2) } },
    .init(
      Text(
        "if the target's logit itself is taken for its log-probability",
        "quando o próprio logit do alvo é tomado como log-probabilidade")
    ) { mean($0) { -$1[$0] } },
    .init(
      Text(
        "if 1 − p of the target is taken in the place of −ln p",
        "quando se usa 1 − p do alvo no lugar de −ln p")
    ) { mean($0) { 1 - exp(-surprise($0, $1)) } },
    .init(
      Text(
        "if the losses are added and no mean is taken", "quando as perdas são somadas, sem média")
    ) { sum($0, dividedBy: 1) },
    .init(
      Text(
        "if the sum is divided by the number of sequences, not of targets",
        "quando a soma é dividida pelo número de sequências, e não pelo de alvos")
    ) { sum($0, dividedBy: $0.targets.count) },
    .init(
      Text(
        "if targets left out are counted in the mean",
        "quando os alvos deixados de fora contam na média")
    ) { sum($0, dividedBy: $0.targets.ids.count) },
    .init(
      Text(
        "if each sequence has a mean of its own and then the mean of these is taken",
        "quando cada sequência tem sua própria média e depois se tira a média delas")
    ) { input in
      let length = input.targets.length
      let means = (0..<input.targets.count).map { sequence in
        let rows = input.countedRows.filter { $0 / length == sequence }
        return rows.reduce(0) { $0 + surprise(input.targets.ids[$1], input.row($1)) }
          / Double(max(1, rows.count))
      }
      return [Evidence(lossName, means.reduce(0, +) / Double(means.count))]
    },
    .init(
      Text(
        "if a target of −1 is taken for the last token of the vocabulary",
        "quando um alvo −1 é lido como o último token do vocabulário")
    ) { input in
      let losses = input.targets.ids.enumerated().map { row, target in
        surprise(target < 0 ? input.logits.columnCount - 1 : target, input.row(row))
      }
      return [Evidence(lossName, losses.reduce(0, +) / Double(losses.count))]
    },
    .init(
      Text(
        "of 0 / 0, if no target counts and nobody looks",
        "de 0 / 0, quando nenhum alvo conta e ninguém confere")
    ) { sum($0, dividedBy: $0.countedRows.count) },
    .init(
      Text(
        "if the sum of exp overflows, the largest logit not being subtracted",
        "quando a soma de exp transborda, sem que se subtraia o maior logit")
    ) { input in
      mean(input) { target, logits in
        let sum = logits.reduce(Float(0)) { $0 + exp(Float($1)) }
        return Double(log(sum)) - logits[target]
      }
    },
    .init(
      Text(
        "if the probability is formed first: it becomes 0, and its logarithm infinite",
        "quando se forma primeiro a probabilidade: ela vira 0, e o logaritmo, infinito")
    ) { input in
      mean(input) { target, logits in
        let largest = logits.max()!
        let powers = logits.map { exp(Float($0 - largest)) }
        return -Double(log(powers[target] / powers.reduce(0, +)))
      }
    },
    .init(
      Text(
        "of ∞ / ∞: the largest logit of the row was not subtracted before exp",
        "de ∞ / ∞: o maior logit da linha não foi subtraído antes de exp")
    ) { input in
      mean(input) { target, logits in
        let powers = logits.map { exp(Float($0)) }
        return -Double(log(powers[target] / powers.reduce(0, +)))
      }
    },
  ],
  variants: [
    .init("in Double, row by row") { mean($0, surprise) },
    .init("in Float, the largest logit added before the target's is taken away") { input in
      mean(input) { target, logits in
        let row = logits.map { Float($0) }
        let largest = row.max()!
        return Double(log(row.reduce(0) { $0 + exp($1 - largest) }) + largest - row[target])
      }
    },
    .init("in one pass over the row, with a running maximum") { input in
      mean(input) { target, logits in
        var (largest, sum) = (-Double.infinity, 0.0)
        for logit in logits {
          let higher = max(largest, logit)
          sum = sum * exp(largest - higher) + exp(logit - higher)
          largest = higher
        }
        return largest + log(sum) - logits[target]
      }
    },
    .init("from the target's own place: ln Σ exp(z − z[target])") { input in
      mean(input) { target, logits in
        log(logits.reduce(0) { $0 + exp($1 - logits[target]) })
      }
    },
  ])

@Test func `5.1 cross-entropy of logits and targets`() async throws {
  let attempt = Attempt("5.1")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(crossEntropyGrader) {
      [Evidence(lossName, Pretraining::crossEntropy($0.logits, targets: $0.targets))]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `5.1 grader`() { #expect(crossEntropyGrader.flaws() == []) }
