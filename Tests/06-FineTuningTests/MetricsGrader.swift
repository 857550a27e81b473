import CourseKit
import FineTuning
import FineTuningSolution
import Grading
import Testing

/// A matrix of counts; rows are the true classes.
struct MetricsInput: Sendable {
  let counts: [[Int]]

  /// Pairs of classes that give these counts.
  var pairs: (actual: [Int], predicted: [Int]) {
    var pairs: (actual: [Int], predicted: [Int]) = ([], [])
    for (actual, row) in counts.enumerated() {
      for (predicted, count) in row.enumerated() {
        pairs.actual += [Int](repeating: actual, count: count)
        pairs.predicted += [Int](repeating: predicted, count: count)
      }
    }
    return pairs
  }
}

/// The metrics in plain arithmetic, with hooks for mistakes.
private struct PlainMetrics: Sendable {
  typealias Quotient = @Sendable (_ part: Double, _ whole: Double) -> Double

  var quotient: Quotient = { $1 == 0 ? 0 : $0 / $1 }
  /// The same for the accuracy alone.
  var share: Quotient?
  var swapsPrecisionAndRecall = false
  var f1: @Sendable (_ precision: Double, _ recall: Double) -> Double = {
    $0 + $1 == 0 ? 0 : 2 * $0 * $1 / ($0 + $1)
  }
  /// The mean over classes, given each class's support and whether it occurs in a row or a column.
  var mean: @Sendable (_ values: [Double], _ support: [Double], _ isMet: [Bool]) -> Double = {
    values, _, _ in values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
  var f1OfMeans = false
  var microMeans = false
  var accuracy: (@Sendable (_ counts: [[Int]], _ recalls: [Double]) -> Double)? = nil
  /// The precision, from the true positives and the class's column, row and total.
  var precision:
    (@Sendable (_ hits: Double, _ column: Double, _ row: Double, _ all: Double) -> Double)?

  func evidence(_ input: MetricsInput) -> [Evidence] {
    let classes = input.counts.indices
    let hits = classes.map { Double(input.counts[$0][$0]) }
    let support = input.counts.map { Double($0.reduce(0, +)) }
    let predicted = classes.map { column in Double(input.counts.reduce(0) { $0 + $1[column] }) }
    var precisions = classes.map { quotient(hits[$0], predicted[$0]) }
    var recalls = classes.map { quotient(hits[$0], support[$0]) }
    if let precision {
      let all = support.reduce(0, +)
      precisions = classes.map { precision(hits[$0], predicted[$0], support[$0], all) }
    }
    if swapsPrecisionAndRecall { swap(&precisions, &recalls) }
    let scores = zip(precisions, recalls).map { f1($0, $1) }
    let share = (share ?? quotient)(hits.reduce(0, +), support.reduce(0, +))
    func macro(_ values: [Double]) -> Double {
      microMeans ? share : mean(values, support, classes.map { support[$0] + predicted[$0] > 0 })
    }
    let (macroPrecision, macroRecall) = (macro(precisions), macro(recalls))
    return metricsEvidence(
      accuracy: accuracy?(input.counts, recalls) ?? share, precisions: precisions,
      recalls: recalls, scores: scores,
      macros: [
        macroPrecision, macroRecall, f1OfMeans ? f1(macroPrecision, macroRecall) : macro(scores),
      ])
  }
}

private func metricsEvidence(
  accuracy: Double, precisions: [Double], recalls: [Double], scores: [Double], macros: [Double]
) -> [Evidence] {
  [
    Evidence(Text("the accuracy", "a acurácia"), accuracy, tolerance: 1e-9),
    Evidence(
      Text("the precision of each class", "a precisão de cada classe"), .numbers(precisions),
      tolerance: 1e-9),
    Evidence(
      Text("the recall of each class", "o recall de cada classe"), .numbers(recalls),
      tolerance: 1e-9),
    Evidence(
      Text("the F1 of each class", "o F1 de cada classe"), .numbers(scores), tolerance: 1e-9),
    Evidence(Text("the macro precision", "a precisão macro"), macros[0], tolerance: 1e-9),
    Evidence(Text("the macro recall", "o recall macro"), macros[1], tolerance: 1e-9),
    Evidence(Text("the macro F1", "o F1 macro"), macros[2], tolerance: 1e-9),
  ]
}

let metricsGrader = Grader<MetricsInput>(
  "6.6",
  cases: { data in
    func count(_ range: ClosedRange<Int>) -> Int { data.integer(in: range) }
    return [
      // Many mistakes from class 0 to 1 and none back, so that no two metrics agree.
      [[count(5...9), count(3...4), 1], [0, count(2...4), 1], [0, 0, 1]],
      // Class 2 is never predicted; class 3 neither occurs nor is predicted.
      [[4, 1, 0, 0], [0, count(1...3), 0, 0], [count(1...2), 0, 0, 0], [0, 0, 0, 0]],
      [[count(1...9), count(0...9)], [count(1...9), count(0...9)]],
      [[0, 0], [0, 0]],
      [],
      [[4, 1], [2, 3]],
      [[5, 0], [0, 3]],
      // All wrong: precision and recall are 0, and F1 is 0 / 0.
      [[0, 4], [3, 0]],
      // Class 0 is never predicted correctly; class 1 never occurs but is predicted.
      [[0, 2, 1], [0, 0, 0], [1, 0, count(3...9)]],
      [[count(1...3)]],
      (0..<11).map { row in (0..<11).map { $0 == row ? count(1...40) : count(0...3) } },
    ].map { counts in
      .init(
        Text("the counts \(counts)", "as contagens \(counts)"), MetricsInput(counts: counts))
    }
  },
  expected: { input in
    let matrix = FineTuningSolution::ConfusionMatrix(
      actual: input.pairs.actual, predicted: input.pairs.predicted,
      classCount: input.counts.count)
    let classes = 0..<input.counts.count
    return metricsEvidence(
      accuracy: matrix.accuracy, precisions: classes.map(matrix.precision),
      recalls: classes.map(matrix.recall), scores: classes.map(matrix.f1),
      macros: [matrix.macroPrecision, matrix.macroRecall, matrix.macroF1])
  },
  misconceptions: [
    .init(
      Text(
        "if precision and recall are exchanged", "quando a precisão e o recall estão trocados")
    ) { PlainMetrics(swapsPrecisionAndRecall: true).evidence($0) },
    .init(
      Text(
        "if F1 is the ordinary mean of precision and recall, not the harmonic one",
        "quando o F1 é a média comum da precisão e do recall, e não a harmônica")
    ) { PlainMetrics(f1: { ($0 + $1) / 2 }).evidence($0) },
    .init(
      Text("if the 2 is missing in F1", "quando falta o 2 no F1")
    ) { PlainMetrics(f1: { $0 + $1 == 0 ? 0 : $0 * $1 / ($0 + $1) }).evidence($0) },
    .init(
      Text(
        "if the macro F1 is the F1 of the mean precision and the mean recall",
        "quando o F1 macro é o F1 da precisão média e do recall médio")
    ) { PlainMetrics(f1OfMeans: true).evidence($0) },
    .init(
      Text(
        "if the classes' means are weighted by how often each class occurs",
        "quando as médias das classes são ponderadas pela frequência de cada uma")
    ) { input in
      PlainMetrics(mean: { values, support, _ in
        let total = support.reduce(0, +)
        return total == 0 ? 0 : zip(values, support).reduce(0) { $0 + $1.0 * $1.1 } / total
      }).evidence(input)
    },
    .init(
      Text(
        "if the counts of all classes are added up before dividing, so every mean is the accuracy",
        "quando as contagens das classes são somadas antes de dividir, e toda média vira a acurácia"
      )
    ) { PlainMetrics(microMeans: true).evidence($0) },
    .init(
      Text(
        "if the means leave out a class that neither occurs nor is predicted",
        "quando as médias deixam de fora uma classe que não aparece nem é prevista")
    ) { input in
      PlainMetrics(mean: { values, _, isMet in
        let met = zip(values, isMet).filter(\.1).map(\.0)
        return met.isEmpty ? 0 : met.reduce(0, +) / Double(met.count)
      }).evidence(input)
    },
    .init(
      Text(
        "if the accuracy is the mean of the classes' recalls",
        "quando a acurácia é a média dos recalls das classes")
    ) { input in
      PlainMetrics(accuracy: { _, recalls in
        recalls.isEmpty ? 0 : recalls.reduce(0, +) / Double(recalls.count)
      }).evidence(input)
    },
    .init(
      Text(
        "if the accuracy is the number of hits, not their share",
        "quando a acurácia é o número de acertos, e não a proporção")
    ) { input in
      PlainMetrics(accuracy: { counts, _ in
        Double(counts.indices.reduce(0) { $0 + counts[$1][$1] })
      }).evidence(input)
    },
    .init(
      Text(
        "if 0 / 0 is taken as it is: not a number", "quando 0 / 0 fica como está: não é um número")
    ) { PlainMetrics(quotient: { $0 / $1 }, f1: { 2 * $0 * $1 / ($0 + $1) }).evidence($0) },
    .init(
      Text("if 0 / 0 is taken as 1", "quando 0 / 0 vale 1")
    ) { PlainMetrics(quotient: { $1 == 0 ? 1 : $0 / $1 }).evidence($0) },
    .init(
      Text(
        "if whole numbers are divided, which rounds every share down to 0",
        "quando se dividem números inteiros, o que arredonda as proporções para 0")
    ) { PlainMetrics(quotient: { $1 == 0 ? 0 : ($0 / $1).rounded(.down) }).evidence($0) },
    .init(
      Text(
        "if the accuracy of a matrix without predictions is 0 / 0, which is not a number",
        "quando a acurácia de uma matriz sem previsões é 0 / 0, que não é um número")
    ) { PlainMetrics(share: { $0 / $1 }).evidence($0) },
    .init(
      Text(
        "if the precision of a class that was never predicted is 0 / 0, which is not a number",
        "quando a precisão de uma classe nunca prevista é 0 / 0, que não é um número")
    ) {
      PlainMetrics(precision: { hits, column, _, _ in hits / column }).evidence($0)
    },
    .init(
      Text(
        "if F1 is 0 / 0, which is not a number, where precision and recall are both 0",
        "quando o F1 é 0 / 0, que não é um número, onde a precisão e o recall são ambos 0")
    ) { PlainMetrics(f1: { 2 * $0 * $1 / ($0 + $1) }).evidence($0) },
    .init(
      Text(
        "if the means of a matrix without classes are 0 / 0, which is not a number",
        "quando as médias de uma matriz sem classes são 0 / 0, que não é um número")
    ) { input in
      PlainMetrics(mean: { values, _, _ in values.reduce(0, +) / Double(values.count) })
        .evidence(input)
    },
    .init(
      Text(
        "if the means leave out a class that never occurs",
        "quando as médias deixam de fora uma classe que nunca aparece")
    ) { input in
      PlainMetrics(mean: { values, support, _ in
        let met = zip(values, support).filter { $1 > 0 }.map(\.0)
        return met.isEmpty ? 0 : met.reduce(0, +) / Double(met.count)
      }).evidence(input)
    },
    .init(
      Text(
        "if hits are divided by all predictions, not by those of the class",
        "quando os acertos são divididos por todas as previsões, e não pelas da classe")
    ) {
      PlainMetrics(precision: { hits, _, _, all in all == 0 ? 0 : hits / all }).evidence($0)
    },
    .init(
      Text(
        "if F1 is the root of precision · recall, the geometric mean",
        "quando o F1 é a raiz de precisão · recall, a média geométrica")
    ) { PlainMetrics(f1: { ($0 * $1).squareRoot() }).evidence($0) },
    .init(
      Text(
        "if F1 is the smaller of precision and recall",
        "quando o F1 é o menor entre a precisão e o recall")
    ) { PlainMetrics(f1: { min($0, $1) }).evidence($0) },
  ],
  variants: [
    .init("F1 from precision and recall") { PlainMetrics().evidence($0) },
    .init("F1 as the inverse of the mean of the inverses") {
      PlainMetrics(f1: { $0 == 0 || $1 == 0 ? 0 : 2 / (1 / $0 + 1 / $1) }).evidence($0)
    },
  ],
  contract: [
    .init("The share of predictions"),
    .init("with 1 % spam", untested: "says why"),
    .init("TP / (TP + FP)"),
    .init("TP / (TP + FN)"),
    .init("The harmonic mean"),
    .init("near the smaller of both", untested: "says why"),
    .init("each class counts the same"),
    .init("The mean of the classes' recalls"),
    .init("not the F1 of the means"),
  ])

private func learnersMatrix(_ input: MetricsInput) -> FineTuning::ConfusionMatrix {
  FineTuning::ConfusionMatrix(
    actual: input.pairs.actual, predicted: input.pairs.predicted, classCount: input.counts.count)
}

/// Parts that can be graded while other holes are still open.
private let metricsParts: [Part<MetricsInput>] = [
  .init(Text("accuracy", "accuracy")) { input in
    let matrix = learnersMatrix(input)
    return Array(
      metricsEvidence(
        accuracy: matrix.accuracy, precisions: [], recalls: [], scores: [], macros: [0, 0, 0])[
          0...0])
  },
  .init(Text("precision", "precision")) { input in
    let matrix = learnersMatrix(input)
    return Array(
      metricsEvidence(
        accuracy: 0, precisions: (0..<input.counts.count).map(matrix.precision), recalls: [],
        scores: [], macros: [0, 0, 0])[1...1])
  },
  .init(Text("recall", "recall")) { input in
    let matrix = learnersMatrix(input)
    return Array(
      metricsEvidence(
        accuracy: 0, precisions: [], recalls: (0..<input.counts.count).map(matrix.recall),
        scores: [], macros: [0, 0, 0])[2...2])
  },
  .init(Text("f1", "f1")) { input in
    let matrix = learnersMatrix(input)
    return Array(
      metricsEvidence(
        accuracy: 0, precisions: [], recalls: [], scores: (0..<input.counts.count).map(matrix.f1),
        macros: [0, 0, 0])[3...3])
  },
  .init(Text("macroPrecision", "macroPrecision")) { input in
    let matrix = learnersMatrix(input)
    return Array(
      metricsEvidence(
        accuracy: 0, precisions: [], recalls: [], scores: [], macros: [matrix.macroPrecision, 0, 0])[
          4...4])
  },
  .init(Text("macroRecall", "macroRecall")) { input in
    let matrix = learnersMatrix(input)
    return Array(
      metricsEvidence(
        accuracy: 0, precisions: [], recalls: [], scores: [], macros: [0, matrix.macroRecall, 0])[
          5...5])
  },
  .init(Text("macroF1", "macroF1")) { input in
    let matrix = learnersMatrix(input)
    return Array(
      metricsEvidence(
        accuracy: 0, precisions: [], recalls: [], scores: [], macros: [0, 0, matrix.macroF1])[6...6]
    )
  },
]

@Test func `6.6 precision, recall and F1`() async throws {
  let attempt = Attempt("6.6")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(metricsGrader, parts: metricsParts) { input in
      let matrix = learnersMatrix(input)
      let classes = 0..<input.counts.count
      return metricsEvidence(
        accuracy: matrix.accuracy, precisions: classes.map(matrix.precision),
        recalls: classes.map(matrix.recall), scores: classes.map(matrix.f1),
        macros: [matrix.macroPrecision, matrix.macroRecall, matrix.macroF1])
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `6.6 grader`() { #expect(metricsGrader.flaws() == []) }
