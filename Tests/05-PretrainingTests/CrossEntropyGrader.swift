import CourseKit
import Foundation
import Grading
import Pretraining
import PretrainingSolution
import Tensors
import Testing

private let lossName = Text("the loss", "a perda")

/// Logits and targets.
struct CrossEntropyInput: Sendable {
  let logits: Tensor
  let targets: TokenBatch
  /// The upstream gradient of the loss.
  var upstream: Float = 1
  /// The tolerance of the loss. Around 800, a Float is rounded to a multiple of 1/16384; a solution
  /// that adds the largest logit first is off by that much.
  var tolerance = 1e-5

  /// The rows whose target is not ignored.
  var countedRows: [Int] { targets.ids.indices.filter { targets.ids[$0] >= 0 } }

  /// The logits of a row, in Double.
  func row(_ row: Int) -> [Double] { logits.matrixRow(row).map(Double.init) }
}

extension Tensor {
  /// The elements of one row, with the leading axes flattened.
  func matrixRow(_ row: Int) -> [Float] { (0..<columnCount).map { self[row * columnCount + $0] } }
}

/// The cases of exercises 5.1 and 5.2.
func crossEntropyCases(_ data: inout TestData) -> [Grader<CrossEntropyInput>.Case] {
  func makeCase(
    _ shape: [Int], ignoring ignored: [Int], _ english: String, _ portuguese: String,
    in range: ClosedRange<Float> = -1.5...1.5, adding offset: Float = 0
  ) -> Grader<CrossEntropyInput>.Case {
    var logits = data.tensor(Shape(shape), in: range)
    logits.updateRows { $0.add(offset) }
    let targets = (0..<shape[0]).map { sequence in
      (0..<shape[1]).map { position in
        let target = data.integer(in: 0...shape[2] - 1)
        return ignored.contains(sequence * shape[1] + position) ? TokenBatch.ignored : target
      }
    }
    let size = data.number(in: 1.2...3)
    return .init(
      Text("logits of \(shape)\(english)", "logits de \(shape)\(portuguese)"),
      CrossEntropyInput(
        logits: logits, targets: TokenBatch(targets),
        upstream: data.integer(in: 0...1) == 0 ? size : -size,
        tolerance: offset == 0 ? 1e-5 : 5e-4))
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
    // Beyond the range of exp, even in Double.
    makeCase([1, 2, 4], ignoring: [], " around 800", " em torno de 800", adding: 800),
    makeCase([2, 1, 4], ignoring: [], " around −800", " em torno de −800", adding: -800),
  ]
  // All logits of a row equal: ln 4, whatever the target. Then a nearly impossible target.
  let target = data.integer(in: 0...3)
  cases.append(
    .init(
      Text("equal logits of [1, 1, 4]", "logits iguais de [1, 1, 4]"),
      CrossEntropyInput(
        logits: Tensor(repeating: data.number(), shape: [1, 1, 4]), targets: TokenBatch([target]),
        upstream: 1.5)))
  var far = Tensor(repeating: 0, shape: [1, 1, 4])
  far[target] = data.number(in: -300 ... -200)
  cases.append(
    .init(
      Text(
        "logits of [1, 1, 4], the target's 200 or more below the others",
        "logits de [1, 1, 4], o do alvo 200 ou mais abaixo dos outros"),
      CrossEntropyInput(logits: far, targets: TokenBatch([target]), upstream: 1.5)))
  cases += crossEntropyLimits(&data)
  return cases
}

/// The example of the exercise's comment, and what random numbers never produce: logits beyond the
/// range of exp in any type, with the target among the large or the small ones; token 0; many rows
/// of an odd length.
private func crossEntropyLimits(_ data: inout TestData) -> [Grader<CrossEntropyInput>.Case] {
  let huge = data.number(in: 1e30...2e30)
  let many = data.tensor([7, 11, 37], in: -4...4)
  var targets = (0..<7).map { _ in (0..<11).map { _ in data.integer(in: 0...36) } }
  for sequence in 0..<7 {
    targets[sequence][0] = 0
    for position in 0..<sequence { targets[sequence][10 - position] = TokenBatch.ignored }
  }
  return [
    .init(
      Text("the comment's example, logits [0, ln 3]", "o exemplo do comentário, logits [0, ln 3]"),
      CrossEntropyInput(
        logits: Tensor([0, log(3)], shape: [1, 1, 2]), targets: TokenBatch([0]), upstream: 2)),
    .init(
      Text(
        "logits of [1, 3, 4] up to ±10000, the target the least, the second and the largest",
        "logits de [1, 3, 4] até ±10000, o alvo sendo o menor, o segundo e o maior"),
      CrossEntropyInput(
        logits: Tensor(
          [10000, -10000, 0, 9900, -10000, 0, -9999, -20, -10000, -9900, 9900, 10000],
          shape: [1, 3, 4]), targets: TokenBatch([1, 3, 3]), upstream: -1.5)),
    .init(
      Text(
        "logits of [1, 2, 3] up to ±\(huge), token 0 twice",
        "logits de [1, 2, 3] até ±\(huge), token 0 duas vezes"),
      CrossEntropyInput(
        logits: Tensor([-huge, 0, huge, -huge / 8, -huge / 4, -huge / 2], shape: [1, 2, 3]),
        targets: TokenBatch([0, 0]), upstream: 1.5)),
    .init(
      Text(
        "logits of [7, 11, 37], from 0 to 6 targets left out at the end of a sequence",
        "logits de [7, 11, 37], de 0 a 6 alvos deixados de fora no fim de cada sequência"),
      CrossEntropyInput(logits: many, targets: TokenBatch(targets), upstream: 2.5)),
    .init(
      Text("a batch without sequences", "um lote sem sequências"),
      CrossEntropyInput(logits: Tensor(zeros: [0, 0, 3]), targets: TokenBatch([[Int]]()))),
  ]
}

/// −ln softmax(logits)[target], numerically stable.
private func surprise(_ target: Int, _ logits: [Double]) -> Double {
  let largest = logits.max()!
  return log(logits.reduce(0) { $0 + exp($1 - largest) }) + largest - logits[target]
}

/// The mean of `loss` over the targets that count.
private func mean(
  _ input: CrossEntropyInput, _ loss: (_ target: Int, _ logits: [Double]) -> Double
) -> [Evidence] {
  let rows = input.countedRows
  let sum = rows.reduce(0) { $0 + loss(input.targets.ids[$1], input.row($1)) }
  return [Evidence(lossName, sum / Double(max(1, rows.count)))]
}

/// The sum of all losses, divided by something other than their number.
private func sum(_ input: CrossEntropyInput, dividedBy divisor: Int) -> [Evidence] {
  let sum = input.countedRows.reduce(0) { $0 + surprise(input.targets.ids[$1], input.row($1)) }
  return [Evidence(lossName, sum / Double(divisor))]
}

let crossEntropyGrader = Grader<CrossEntropyInput>(
  "5.1",
  cases: { crossEntropyCases(&$0) },
  expected: {
    let loss = PretrainingSolution::crossEntropy($0.logits, targets: $0.targets)
    return [Evidence(lossName, loss, tolerance: $0.tolerance)]
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
        "if the target's logit is subtracted before exp and not the largest: it overflows",
        "quando se subtrai o logit do alvo antes de exp, e não o maior: há overflow")
    ) { input in
      mean(input) { target, logits in
        log(logits.reduce(0) { $0 + exp($1 - logits[target]) })
      }
    },
    .init(
      Text(
        "if the largest logit is looked for from 0 on: all of a row may be far below 0",
        "quando o maior logit é procurado a partir de 0: uma linha inteira pode estar bem abaixo")
    ) { input in
      mean(input) { target, logits in
        let largest = logits.reduce(0) { max($0, $1) }
        return log(logits.reduce(0) { $0 + exp($1 - largest) }) + largest - logits[target]
      }
    },
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
    .init(
      Text(
        "if a small number is added to the probability so that its logarithm is finite",
        "quando se soma um número pequeno à probabilidade para o logaritmo ser finito")
    ) { mean($0) { -log(exp(-surprise($0, $1)) + 1e-8) } },
    .init(
      Text(
        "if token 0 is left out, too: only −1 is",
        "quando o token 0 também fica de fora: só −1 fica")
    ) { input in
      let rows = input.countedRows.filter { input.targets.ids[$0] > 0 }
      let sum = rows.reduce(0) { $0 + surprise(input.targets.ids[$1], input.row($1)) }
      return [Evidence(lossName, sum / Double(max(1, rows.count)))]
    },
    .init(
      Text(
        "if the target's logit is looked up among those of the next position",
        "quando o logit do alvo é procurado entre os da posição seguinte")
    ) { input in
      let rows = input.countedRows
      let last = max(0, input.targets.ids.count - 1)
      let sum = rows.reduce(0) {
        $0 + surprise(input.targets.ids[$1], input.row(min(last, $1 + 1)))
      }
      return [Evidence(lossName, sum / Double(max(1, rows.count)))]
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
    .init("as the mean of the sequences' means, each by its targets") { input in
      let rows = input.countedRows
      let sums = (0..<input.targets.count).map { sequence in
        rows.filter { $0 / input.targets.length == sequence }.reduce(Float(0)) {
          $0 + Float(surprise(input.targets.ids[$1], input.row($1)))
        }
      }
      return [Evidence(lossName, Double(sums.reduce(0, +) / Float(max(1, rows.count))))]
    },
  ],
  contract: [
    .init("How surprised the model is"),
    .init("For one row of logits z"),
    .init(
      "are left out: the mean is that", triedBy: "logits of [2, 4, 3]", "logits of [7, 11, 37]"),
    .init("If all are left out", triedBy: "logits of [1, 3, 4]", "a batch without sequences"),
    .init("// one row of two logits", triedBy: "the comment's example"),
    .init(
      "Logits of any size have a loss", triedBy: "logits of [1, 2, 4] around 800",
      "logits of [1, 3, 4] up to ±10000", "logits of [1, 2, 3] up to"),
    .init("Shapes: logits", untested: "the types and the shapes are compared with every answer"),
  ],
  courseSize: .init(Text("logits of [1, 128, 512]", "logits de [1, 128, 512]")) {
    CrossEntropyInput(
      logits: $0.tensor([1, 128, 512]),
      targets: $0.tokens(count: 1, length: 128, vocabularySize: 512))
  })

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
