import Attention
import AttentionSolution
import CourseKit
import Foundation
import Grading
import Tensors
import Testing

private let weights = Text("the weights", "os pesos")

let softmaxGrader = Grader<Tensor>(
  "3.1",
  cases: { data in
    func scores(_ shape: Shape, near middle: Float = 0) -> Tensor {
      data.tensor(shape, in: middle - 2...middle + 2)
    }
    let row = scores([1, data.integer(in: 4...7)])
    let cube = scores([2, 3, data.integer(in: 4...5)])
    var farApart = scores([3, 4])
    farApart.updateRow(2) { $0.add(500) }
    var masked = scores([3, 3])
    for (query, key) in [(0, 1), (0, 2), (1, 2)] { masked[query, key] = -.infinity }
    return [
      .init(Text("scores of \(row.shape)", "scores de \(row.shape)"), row),
      .init(Text("scores of \(cube.shape)", "scores de \(cube.shape)"), cube),
      .init(
        Text("scores of [2, 3], all near 1000", "scores de [2, 3], todos perto de 1000"),
        scores([2, 3], near: 1000)),
      .init(
        Text("scores of [2, 3], all near −1000", "scores de [2, 3], todos perto de −1000"),
        scores([2, 3], near: -1000)),
      .init(
        Text(
          "scores of [3, 4], whose last row is larger by 500",
          "scores de [3, 4], com a última linha 500 maior"), farApart),
      .init(
        Text(
          "scores of [3, 3] with −∞ above the diagonal",
          "scores de [3, 3] com −∞ acima da diagonal"), masked),
      .init(
        Text("four equal scores of [1, 4]", "quatro scores iguais de [1, 4]"),
        Tensor(repeating: data.number(), shape: [1, 4])),
      .init(Text("scores of [3, 1]", "scores de [3, 1]"), scores([3, 1])),
      .init(
        Text("[[1, 2, 3], [1001, 1002, 1003]]", "[[1, 2, 3], [1001, 1002, 1003]]"),
        Tensor(rows: [[1, 2, 3], [1001, 1002, 1003]])),
      .init(
        Text("scores of 0 beside −∞, [4, 3]", "scores 0 ao lado de −∞, [4, 3]"),
        Tensor(rows: [
          [0, -.infinity, 0], [-.infinity, 0, -1], [-.infinity, -.infinity, 0], [-0.0, 0, 1],
        ])),
      .init(Text("zeros of [2, 5]", "zeros de [2, 5]"), Tensor(zeros: [2, 5])),
      .init(
        Text("equal and largest scores, [2, 4]", "scores iguais e maiores, [2, 4]"),
        Tensor(rows: [[2, 2, -1, 2], [-3, -3, -4, -3]])),
      .init(
        Text("[−2000, 0, 2000] and [0, −200, −1]", "[−2000, 0, 2000] e [0, −200, −1]"),
        Tensor(rows: [[-2000, 0, 2000], [0, -200, -1]])),
      .init(
        Text(
          "scores from −3e38 to 3e38, [3, 2]", "scores de −3e38 a 3e38, [3, 2]"),
        Tensor(rows: [[3e38, -3e38], [1e30, 2e30], [-3e38, -1e38]])),
      .init(
        Text(
          "a row of nothing but −∞ between two others, [3, 2]",
          "uma linha só de −∞ entre duas outras, [3, 2]"),
        Tensor(rows: [[1, 2], [-.infinity, -.infinity], [2, 1]])),
      .init(Text("scores of [5]", "scores de [5]"), scores([5])),
      .init(Text("scores of [2, 1, 3, 2]", "scores de [2, 1, 3, 2]"), scores([2, 1, 3, 2])),
      .init(Text("scores of [67, 33]", "scores de [67, 33]"), scores([67, 33])),
      .init(Text("scores of [3, 131]", "scores de [3, 131]"), scores([3, 131])),
      .init(Text("no rows, [0, 3]", "nenhuma linha, [0, 3]"), Tensor(zeros: [0, 3])),
    ]
  },
  expected: { scores in
    // With small scores, Float is accurate to six digits; a logarithm of a sum near 1000 is not.
    let isSmall = scores.scalars.allSatisfy { abs($0) < 5 }
    return [
      Evidence(weights, AttentionSolution::softmax(scores), tolerance: isSmall ? 3e-6 : 1e-4)
    ]
  },
  misconceptions: [
    .init(
      Text(
        "if the largest element of the whole tensor is taken, not of each row",
        "quando se toma o maior elemento do tensor inteiro, e não o de cada linha")
    ) { scores in
      let largest = scores.scalars.max() ?? 0
      return [Evidence(weights, byRow(scores) { row in normalized(row.map { exp($0 - largest) }) })]
    },
    .init(
      Text(
        "if the whole tensor gets one softmax, not each row its own",
        "quando o tensor inteiro recebe um só softmax, e não cada linha o seu")
    ) { scores in
      [Evidence(weights, Tensor(normalized(powers(scores.scalars)), shape: scores.shape))]
    },
    .init(
      Text(
        "if the search for the largest score begins at 0, and all are negative",
        "quando a busca do maior score começa em 0 e todos são negativos")
    ) { scores in
      [
        Evidence(
          weights,
          byRow(scores) { row in
            let largest = max(0, row.max() ?? 0)
            return normalized(row.map { exp($0 - largest) })
          })
      ]
    },
    .init(
      Text(
        "if the row's mean is subtracted, not its largest score, so that exp may overflow",
        "quando se subtrai a média da linha, e não o maior score, e exp pode estourar")
    ) { scores in
      [
        Evidence(
          weights,
          byRow(scores) { row in
            let mean = row.reduce(0, +) / Float(row.count)
            return normalized(row.map { exp($0 - mean) })
          })
      ]
    },
    .init(
      Text(
        "if a score of 0 is taken for a hidden one", "quando um score 0 é tomado como escondido")
    ) { scores in
      [
        Evidence(
          weights,
          byRow(scores) { row in normalized(powers(row.map { $0 == 0 ? -.infinity : $0 })) })
      ]
    },
    .init(
      Text(
        "if a row of nothing but −∞ gets the weights 0", "quando uma linha só de −∞ recebe pesos 0")
    ) { scores in
      [
        Evidence(
          weights,
          byRow(scores) { row in
            row.max() == -.infinity ? row.map { _ in 0 } : normalized(powers(row))
          })
      ]
    },
    .init(
      Text(
        "if a row of nothing but −∞ gets equal weights",
        "quando uma linha só de −∞ recebe pesos iguais")
    ) { scores in
      [
        Evidence(
          weights,
          byRow(scores) { row in
            row.max() == -.infinity
              ? row.map { _ in 1 / Float(row.count) } : normalized(powers(row))
          })
      ]
    },
    .init(
      Text("if 2 stands in the place of e: 2ˣ", "quando 2 está no lugar de e: 2ˣ")
    ) { scores in
      [
        Evidence(
          weights,
          byRow(scores) { row in
            let largest = row.max() ?? 0
            return normalized(row.map { exp2($0 - largest) })
          })
      ]
    },
    .init(
      Text(
        "if the largest score is not subtracted first, so that exp overflows",
        "quando o maior score não é subtraído antes e exp estoura")
    ) { [Evidence(weights, byRow($0) { row in normalized(row.map { exp($0) }) })] },
    .init(
      Text(
        "if the sum is that of exp(x), without the largest score subtracted there too",
        "quando a soma é a de exp(x), sem subtrair também nela o maior score")
    ) { scores in
      [
        Evidence(
          weights,
          byRow(scores) { row in
            let sum = row.reduce(0) { $0 + exp($1) }
            return powers(row).map { $0 / sum }
          })
      ]
    },
    .init(
      Text(
        "if the sum runs over the whole tensor, not over each row",
        "quando a soma percorre o tensor inteiro, e não cada linha")
    ) { scores in
      let shifted = byRow(scores, powers)
      let sum = shifted.scalars.reduce(0, +)
      return [Evidence(weights, byRow(shifted) { row in row.map { $0 / sum } })]
    },
    .init(
      Text(
        "if the columns, not the rows, add up to 1", "quando as colunas, e não as linhas, somam 1")
    ) { scores in
      let (rows, columns) = (scores.rowCount, scores.columnCount)
      var result = scores
      for column in 0..<columns {
        let numbers = normalized(powers((0..<rows).map { scores[$0 * columns + column] }))
        for row in 0..<rows { result[row * columns + column] = numbers[row] }
      }
      return [Evidence(weights, result)]
    },
    .init(
      Text(
        "if nothing is divided by the sum, so that the weights do not add up to 1",
        "quando nada é dividido pela soma e os pesos não somam 1")
    ) { [Evidence(weights, byRow($0, powers))] },
    .init(
      Text(
        "if the scores themselves are divided by their sum, without exp",
        "quando os próprios scores são divididos pela soma deles, sem exp")
    ) { [Evidence(weights, byRow($0, normalized))] },
    .init(
      Text("if the logarithm of the weights is returned", "quando se devolve o logaritmo dos pesos")
    ) { [Evidence(weights, byRow($0) { row in normalized(powers(row)).map { log($0) } })] },
  ],
  variants: [
    .init("with the logarithm of the sum") { scores in
      [
        Evidence(
          weights,
          byRow(scores) { row in
            let largest = row.max() ?? 0
            let logarithm = largest + log(row.reduce(0) { $0 + exp($1 - largest) })
            return row.map { exp($0 - logarithm) }
          })
      ]
    },
    .init("with numbers in Double") { scores in
      [
        Evidence(
          weights,
          byRow(scores) { row in
            let largest = Double(row.max() ?? 0)
            let powers = row.map { exp(Double($0) - largest) }
            let sum = powers.reduce(0, +)
            return powers.map { Float($0 / sum) }
          })
      ]
    },
    .init("online: maximum and sum in one pass") { scores in
      [
        Evidence(
          weights,
          byRow(scores) { row in
            var (largest, sum) = (-Float.infinity, Float(0))
            for x in row where x > -.infinity {
              if x > largest {
                sum *= exp(largest - x)
                largest = x
              }
              sum += exp(x - largest)
            }
            return row.map { exp($0 - largest) / sum }
          })
      ]
    },
  ],
  contract: [
    .init("weights from 0 to 1 that add up to 1"),
    .init(
      "keeps exp from overflowing", triedBy: "scores of [2, 3], all near 1000", "[−2000, 0, 2000]",
      "scores from −3e38"),
    .init(
      "A score of −∞ gets the weight 0", triedBy: "scores of 0 beside −∞",
      "scores of [3, 3] with −∞", "a row of nothing but −∞"),
    .init("Shape: any → the same", triedBy: "scores of [5]", "scores of [2, 1, 3, 2]"),
    .init("A `consuming` parameter", untested: "says what Swift does"),
    .init("[1001, 1002, 1003]]` gives", triedBy: "[[1, 2, 3], [1001"),
  ],
  courseSize: .init(
    Text(verbatim: "[128, 128]"),
    reference: { [Evidence(weights, AttentionSolution::softmax($0))] }
  ) {
    $0.tensor([128, 128])
  })

/// Applies `body` to every row.
private func byRow(_ tensor: Tensor, _ body: ([Float]) -> [Float]) -> Tensor {
  let (numbers, width) = (tensor.scalars, tensor.columnCount)
  let rows = (0..<tensor.rowCount).map { Array(numbers[$0 * width..<($0 + 1) * width]) }
  return Tensor(rows.flatMap(body), shape: tensor.shape)
}

/// exp(x − max)
private func powers(_ row: [Float]) -> [Float] {
  let largest = row.max() ?? 0
  return row.map { exp($0 - largest) }
}

private func normalized(_ row: [Float]) -> [Float] {
  let sum = row.reduce(0, +)
  return row.map { $0 / sum }
}

@Test func `3.1 stable softmax`() async throws {
  let attempt = Attempt("3.1")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(softmaxGrader) { [Evidence(weights, Attention::softmax($0))] }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.1 grader`() { #expect(softmaxGrader.flaws() == []) }
