import CourseKit
import FineTuning
import FineTuningSolution
import Grading
import Testing

/// The true and the predicted class of each text.
struct ConfusionInput: Sendable {
  let actual: [Int]
  let predicted: [Int]
  let classCount: Int

  var name: Text {
    guard actual.count < 20 else {
      return Text(
        "\(actual.count) texts, the first of class \(actual[0]), predicted \(predicted[0]), \(classCount) "
          + "classes",
        "\(actual.count) textos, o primeiro da classe \(actual[0]), prevista \(predicted[0]), "
          + "\(classCount) classes")
    }
    return Text(
      "true classes \(actual), predicted \(predicted), \(classCount) classes",
      "classes verdadeiras \(actual), previstas \(predicted), \(classCount) classes")
  }

  /// A class 3 that never occurs, different sums of rows and columns, and pairs that occur twice.
  static func cases(_ data: inout TestData) -> [ConfusionInput] {
    let (actual, predicted) = ([0, 0, 0, 1, 0, 2, 1], [1, 1, 0, 2, 2, 2, 1])
    let order = data.permutation(actual.count)
    let count = data.integer(in: 8...14)
    return [
      ConfusionInput(
        actual: order.map { actual[$0] }, predicted: order.map { predicted[$0] }, classCount: 4),
      ConfusionInput(
        actual: (0..<count).map { _ in data.integer(in: 0...2) },
        predicted: (0..<count).map { _ in data.integer(in: 0...2) }, classCount: 3),
      ConfusionInput(actual: [0, 0], predicted: [0, 0], classCount: 1),
      ConfusionInput(actual: [], predicted: [], classCount: 2),
      ConfusionInput(actual: [], predicted: [], classCount: 0),
      ConfusionInput(actual: [0, 0, 1], predicted: [0, 1, 1], classCount: 2),
      // Neither the first nor the last class occurs, but the last is predicted.
      ConfusionInput(actual: [1, 2, 1, 2], predicted: [2, 1, 3, 2], classCount: 4),
      ConfusionInput(
        actual: (0..<300).map { _ in data.integer(in: 0...10) },
        predicted: (0..<300).map { _ in data.integer(in: 0...10) }, classCount: 11),
      ConfusionInput(
        actual: [Int](repeating: 1, count: 300), predicted: [Int](repeating: 0, count: 300),
        classCount: 2),
    ]
  }
}

private func confusionEvidence(
  _ counts: [[Int]], actual: [Int], predicted: [Int]
) -> [Evidence] {
  [
    Evidence(Text("the number of rows", "o número de linhas"), [counts.count]),
    Evidence(
      Text("the counts, row after row", "as contagens, linha após linha"), counts.flatMap { $0 }),
    Evidence(
      Text("actualCount(of:) for each class", "actualCount(of:) de cada classe"), actual),
    Evidence(
      Text("predictedCount(of:) for each class", "predictedCount(of:) de cada classe"), predicted),
  ]
}

/// The evidence for wrong counts, with the right sums of rows and columns for these counts.
private func confusionEvidence(_ counts: [[Int]]) -> [Evidence] {
  confusionEvidence(
    counts, actual: counts.map { $0.reduce(0, +) },
    predicted: counts.indices.map { column in counts.reduce(0) { $0 + $1[column] } })
}

/// Computes each element of the matrix from the number of occurrences.
private func counts(
  _ input: ConfusionInput, classCount: Int? = nil,
  _ change: (_ count: Int, _ actual: Int, _ predicted: Int) -> Int = { count, _, _ in count }
) -> [[Int]] {
  let classes = 0..<(classCount ?? input.classCount)
  return classes.map { actual in
    classes.map { predicted in
      let pairs = zip(input.actual, input.predicted)
      return change(pairs.count { $0 == (actual, predicted) }, actual, predicted)
    }
  }
}

let confusionMatrixGrader = Grader<ConfusionInput>(
  "6.5",
  cases: { data in ConfusionInput.cases(&data).map { .init($0.name, $0) } },
  expected: { input in
    let matrix = FineTuningSolution::ConfusionMatrix(
      actual: input.actual, predicted: input.predicted, classCount: input.classCount)
    return confusionEvidence(
      matrix.counts, actual: (0..<matrix.counts.count).map(matrix.actualCount),
      predicted: (0..<matrix.counts.count).map(matrix.predictedCount))
  },
  misconceptions: [
    .init(
      Text(
        "if the rows are the predicted classes and the columns the true ones",
        "quando as linhas são as classes previstas e as colunas as verdadeiras")
    ) { input in
      confusionEvidence(
        counts(
          ConfusionInput(
            actual: input.predicted, predicted: input.actual, classCount: input.classCount)))
    },
    .init(
      Text(
        "if actualCount adds up a column and predictedCount a row",
        "quando actualCount soma uma coluna e predictedCount uma linha")
    ) { input in
      let counts = counts(input)
      return confusionEvidence(
        counts,
        actual: counts.indices.map { column in counts.reduce(0) { $0 + $1[column] } },
        predicted: counts.map { $0.reduce(0, +) })
    },
    .init(
      Text(
        "if only the mistakes are counted and the diagonal stays 0",
        "quando só os erros são contados e a diagonal fica em 0")
    ) { confusionEvidence(counts($0) { $1 == $2 ? 0 : $0 }) },
    .init(
      Text("if only the hits are counted", "quando só os acertos são contados")
    ) { confusionEvidence(counts($0) { $1 == $2 ? $0 : 0 }) },
    .init(
      Text(
        "if a pair is marked with 1, however often it comes",
        "quando um par é marcado com 1, não importa quantas vezes apareça")
    ) { confusionEvidence(counts($0) { count, _, _ in min(1, count) }) },
    .init(
      Text(
        "if a class that never occurs gets no row and no column",
        "quando uma classe que nunca aparece fica sem linha e sem coluna")
    ) { input in
      let largest = (input.actual + input.predicted).max() ?? -1
      return confusionEvidence(counts(input, classCount: largest + 1))
    },
    .init(
      Text(
        "if the counts are right and the sums leave out the diagonal",
        "quando as contagens estão certas e as somas deixam a diagonal de fora")
    ) { input in
      let (all, errors) = (counts(input), counts(input) { $1 == $2 ? 0 : $0 })
      return confusionEvidence(
        all, actual: errors.map { $0.reduce(0, +) },
        predicted: errors.indices.map { column in errors.reduce(0) { $0 + $1[column] } })
    },
    .init(
      Text(
        "if class 0 is not counted", "quando a classe 0 não é contada")
    ) { confusionEvidence(counts($0) { $1 == 0 || $2 == 0 ? 0 : $0 }) },
    .init(
      Text(
        "if a pair counts the same both ways: who is taken for whom is lost",
        "quando um par conta igual nos dois sentidos: perde-se quem foi tomado por quem")
    ) { input in
      let counts = counts(input)
      return confusionEvidence(
        counts.indices.map { row in
          counts.indices.map { row == $0 ? counts[row][row] : counts[row][$0] + counts[$0][row] }
        })
    },
  ],
  variants: [
    .init("by looking for each pair") { confusionEvidence(counts($0)) }
  ],
  contract: [
    .init("Counts the pairs"),
    .init("has a row and a column of 0", triedBy: "true classes [1, 2, 1, 2]"),
    .init("the counts [[1, 1], [0, 1]]", triedBy: "true classes [0, 0, 1]"),
    .init("the sum of its row"),
    .init("Also called its support", untested: "explains a word"),
    .init("the sum of its column"),
  ])

private func learnersMatrix(_ input: ConfusionInput) -> FineTuning::ConfusionMatrix {
  FineTuning::ConfusionMatrix(
    actual: input.actual, predicted: input.predicted, classCount: input.classCount)
}

/// Parts that can be graded while other holes are still open.
private let confusionMatrixParts: [Part<ConfusionInput>] = [
  .init(Text("the counts", "as contagens")) {
    Array(confusionEvidence(learnersMatrix($0).counts, actual: [], predicted: [])[0..<2])
  },
  .init(Text("actualCount", "actualCount")) { input in
    let matrix = learnersMatrix(input)
    let counts = (0..<matrix.counts.count).map(matrix.actualCount)
    return Array(confusionEvidence(matrix.counts, actual: counts, predicted: [])[0..<3])
  },
  .init(Text("predictedCount", "predictedCount")) { input in
    let matrix = learnersMatrix(input)
    let counts = (0..<matrix.counts.count).map(matrix.predictedCount)
    let evidence = confusionEvidence(matrix.counts, actual: [], predicted: counts)
    return Array(evidence[0..<2] + evidence[3...])
  },
]

@Test func `6.5 confusion matrix`() async throws {
  let attempt = Attempt("6.5")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(confusionMatrixGrader, parts: confusionMatrixParts) { input in
      let matrix = learnersMatrix(input)
      return confusionEvidence(
        matrix.counts, actual: (0..<matrix.counts.count).map(matrix.actualCount),
        predicted: (0..<matrix.counts.count).map(matrix.predictedCount))
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `6.5 grader`() { #expect(confusionMatrixGrader.flaws() == []) }
