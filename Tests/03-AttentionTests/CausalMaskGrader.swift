import Attention
import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing

private let maskedScores = Text("the masked scores", "os scores mascarados")

let causalMaskGrader = Grader<Tensor>(
  "3.4",
  cases: { data in
    [3, 1, 2, data.integer(in: 4...7), 67].map { length in
      .init(
        Text("scores of [\(length), \(length)]", "scores de [\(length), \(length)]"),
        data.tensor([length, length]))
    } + [
      .init(
        Text("the example of the comment", "o exemplo do comentário"),
        Tensor(rows: [[1, 2, 3], [4, 5, 6], [7, 8, 9]])),
      .init(Text("zeros of [3, 3]", "zeros de [3, 3]"), Tensor(zeros: [3, 3])),
      .init(
        Text(
          "scores of [3, 3] with −∞, 1e38 and −1e38 on both sides of the diagonal",
          "scores de [3, 3] com −∞, 1e38 e −1e38 dos dois lados da diagonal"),
        Tensor(rows: [[-1e38, 1e38, -.infinity], [-.infinity, 0, 5], [1e38, 0, -.infinity]])),
      .init(
        Text("equal and negative scores of [4, 4]", "scores iguais e negativos de [4, 4]"),
        Tensor(repeating: -1e9, shape: [4, 4])),
      .init(Text("scores of [0, 0]", "scores de [0, 0]"), Tensor(zeros: [0, 0])),
    ]
  },
  // Scores that are not masked must stay exactly the same.
  expected: { [Evidence(maskedScores, AttentionSolution::causalMask($0), tolerance: 0)] },
  misconceptions: [
    .init(Text("if a token may not look at itself", "se um token não pode olhar para si mesmo")) {
      [Evidence(maskedScores, filling($0) { query, key in key >= query ? -.infinity : nil })]
    },
    .init(Text("if nothing is hidden", "se nada é escondido")) {
      [Evidence(maskedScores, $0)]
    },
    .init(
      Text("if a token may look one position ahead", "se um token pode olhar uma posição adiante")
    ) {
      [Evidence(maskedScores, filling($0) { query, key in key > query + 1 ? -.infinity : nil })]
    },
    .init(
      Text("if the past is hidden and the future left", "se o passado é escondido e o futuro fica")
    ) {
      [Evidence(maskedScores, filling($0) { query, key in key < query ? -.infinity : nil })]
    },
    .init(Text("if the future becomes 0 and not −∞", "se o futuro vira 0 em vez de −∞")) {
      [Evidence(maskedScores, filling($0) { query, key in key > query ? 0 : nil })]
    },
    .init(
      Text(
        "if the future becomes a large negative number", "se o futuro vira um número bem negativo")
    ) {
      [Evidence(maskedScores, filling($0) { query, key in key > query ? -1e9 : nil })]
    },
    .init(
      Text(
        "if a score of 0 is taken for a hidden one", "se um score 0 é tomado como escondido")
    ) { scores in
      [
        Evidence(
          maskedScores,
          filling(scores) { query, key in
            key > query || scores[query, key] == 0 ? -.infinity : nil
          })
      ]
    },
    .init(
      Text("if softmax follows already here", "se o softmax já vem aqui")
    ) { scores in
      [
        Evidence(
          maskedScores,
          AttentionSolution::softmax(
            filling(scores) { query, key in key > query ? -.infinity : nil }))
      ]
    },
    .init(
      Text("if the scores come out transposed", "se os scores saem transpostos")
    ) { scores in
      [
        Evidence(
          maskedScores,
          filling(scores) { query, key in key > query ? -.infinity : scores[key, query] })
      ]
    },
    .init(
      Text(
        "if only the very next token is hidden, not the whole future",
        "se só o próximo token é escondido, e não o futuro inteiro")
    ) {
      [Evidence(maskedScores, filling($0) { query, key in key == query + 1 ? -.infinity : nil })]
    },
    .init(
      Text(
        "if the mask itself comes out, 0 and −∞, without the scores",
        "se o que sai é a própria máscara, 0 e −∞, sem os scores")
    ) {
      [Evidence(maskedScores, filling($0) { query, key in key > query ? -.infinity : 0 })]
    },
  ],
  variants: [
    .init("element by element") {
      [Evidence(maskedScores, filling($0) { query, key in key > query ? -.infinity : nil })]
    },
    .init("by adding a mask of 0 and −∞") { scores in
      let mask = filling(Tensor(zeros: scores.shape)) { query, key in
        key > query ? -.infinity : nil
      }
      return [Evidence(maskedScores, scores + mask)]
    },
  ],
  contract: [
    .init("Hides the future"),
    .init("a row for each query"),
    .init("Done before softmax", untested: "says where it belongs"),
    .init("becomes `[[1, −∞", triedBy: "the example of the comment"),
  ],
  courseSize: .init(Text(verbatim: "[128, 128]")) {
    $0.tensor([128, 128])
  })

/// The scores, replaced by the results of `number` where these are not nil.
private func filling(_ scores: Tensor, _ number: (_ query: Int, _ key: Int) -> Float?) -> Tensor {
  var masked = scores
  for query in 0..<scores.shape[0] {
    for key in 0..<scores.shape[1] {
      if let number = number(query, key) { masked[query, key] = number }
    }
  }
  return masked
}

@Test func `3.4 causal mask hides the future`() async throws {
  let attempt = Attempt("3.4")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(causalMaskGrader) { [Evidence(maskedScores, Attention::causalMask($0))] }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.4 grader`() { #expect(causalMaskGrader.flaws() == []) }
