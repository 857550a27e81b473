import Attention
import AttentionSolution
import CourseKit
import Grading
import Tensors
import Testing

private let matrixCount = Text("how many matrices splitting gives", "quantas matrizes a divisão dá")
private let merged = Text("the merged tensor", "o tensor juntado")

/// A tensor to split, and matrices to merge that are not its parts.
struct HeadsInput: Sendable {
  let x: Tensor
  let headCount: Int
  let heads: [Tensor]

  var headWidth: Int { x.shape[2] / headCount }
}

/// The number of matrices, each of the expected ones, and the merged tensor.
private func evidence(_ input: HeadsInput, _ parts: [MatrixView], _ whole: Tensor) -> [Evidence] {
  splitEvidence(input, parts) + [mergeEvidence(whole)]
}

private func mergeEvidence(_ whole: Tensor) -> Evidence {
  Evidence(merged, whole, tolerance: 0)
}

private func splitEvidence(_ input: HeadsInput, _ parts: [MatrixView]) -> [Evidence] {
  [Evidence(matrixCount, [parts.count])]
    + input.heads.indices.map { index in
      let (sequence, head) = index.quotientAndRemainder(dividingBy: input.headCount)
      return Evidence(
        Text(
          "matrix \(index) (head \(head) of sequence \(sequence))",
          "a matriz \(index) (cabeça \(head) da sequência \(sequence))"),
        index < parts.count ? Tensor(parts[index]) : Tensor(zeros: [0, 0]), tolerance: 0)
    }
}

/// The offset of an element of a head in the tensor `[batch, length, width]`, from its matrix and
/// its position there; used both for splitting and for merging.
private typealias Offset =
  @Sendable (
    _ index: Int, _ row: Int, _ column: Int, _ sizes: Sizes
  ) -> Int

private struct Sizes: Sendable {
  let batch: Int
  let length: Int
  let heads: Int
  let headWidth: Int
  var width: Int { heads * headWidth }

  init(_ input: HeadsInput) {
    (batch, length, heads) = (input.x.shape[0], input.x.shape[1], input.headCount)
    headWidth = input.headWidth
  }
}

private let rightOffset: Offset = { index, row, column, sizes in
  (index / sizes.heads * sizes.length + row) * sizes.width
    + index % sizes.heads * sizes.headWidth + column
}
/// The matrices are ordered head by head, not sequence by sequence.
private let headsFirst: Offset = { index, row, column, sizes in
  let swapped = index % sizes.batch * sizes.heads + index / sizes.batch
  return rightOffset(swapped, row, column, sizes)
}
private let interleaved: Offset = { index, row, column, sizes in
  (index / sizes.heads * sizes.length + row) * sizes.width
    + column * sizes.heads + index % sizes.heads
}
/// The same elements in the same order, merely reshaped.
private let reshaped: Offset = { index, row, column, sizes in
  (index * sizes.length + row) * sizes.headWidth + column
}
private let headsBackwards: Offset = { index, row, column, sizes in
  let (sequence, head) = index.quotientAndRemainder(dividingBy: sizes.heads)
  return rightOffset(sequence * sizes.heads + sizes.heads - 1 - head, row, column, sizes)
}

private func parts(of input: HeadsInput, by offset: Offset) -> [MatrixView] {
  let sizes = Sizes(input)
  return input.heads.indices.map { index in
    var part = Tensor(zeros: [sizes.length, sizes.headWidth])
    for row in 0..<sizes.length {
      for column in 0..<sizes.headWidth {
        part[row, column] = input.x[offset(index, row, column, sizes)]
      }
    }
    return part.matrix
  }
}

private func whole(of input: HeadsInput, by offset: Offset) -> Tensor {
  let sizes = Sizes(input)
  var whole = Tensor(zeros: input.x.shape)
  for (index, part) in input.heads.enumerated() {
    for row in 0..<sizes.length {
      for column in 0..<sizes.headWidth {
        whole[offset(index, row, column, sizes)] = part[row, column]
      }
    }
  }
  return whole
}

private func evidence(_ input: HeadsInput, split: Offset, merge: Offset) -> [Evidence] {
  evidence(input, parts(of: input, by: split), whole(of: input, by: merge))
}

/// The mistake in both functions, and in either of the two alone.
private func mistakes(
  _ offset: @escaping Offset, both: Text, split: Text, merge: Text
) -> [Grader<HeadsInput>.Misconception] {
  [
    .init(both) { evidence($0, split: offset, merge: offset) },
    .init(split) { evidence($0, split: offset, merge: rightOffset) },
    .init(merge) { evidence($0, split: rightOffset, merge: offset) },
  ]
}

let headsGrader = Grader<HeadsInput>(
  "3.8",
  cases: { data in
    let length = data.integer(in: 4...6)
    return [
      (2, 4, 3, 2), (3, length, 2, 3), (1, 1, 2, 2), (2, 3, 1, 4), (1, 3, 5, 1), (1, 4, 1, 3),
      (3, 17, 3, 7), (5, 2, 12, 1), (1, 67, 2, 3), (2, 3, 2, 33), (2, 2, 33, 2),
    ].map {
      batch, length, headCount, headWidth in
      let shape: Shape = [batch, length, headCount * headWidth]
      return .init(
        Text(
          "a tensor of \(shape), \(headCount) \(headCount == 1 ? "head" : "heads")",
          "um tensor de \(shape), \(headCount) \(headCount == 1 ? "cabeça" : "cabeças")"),
        HeadsInput(
          x: data.tensor(shape), headCount: headCount,
          heads: (0..<batch * headCount).map { _ in data.tensor([length, headWidth]) }))
    } + [
      .init(
        Text("the example of the comment, 2 heads", "o exemplo do comentário, 2 cabeças"),
        HeadsInput(
          x: Tensor([1, 2, 3, 4, 5, 6, 7, 8], shape: [1, 2, 4]), headCount: 2,
          heads: [Tensor(rows: [[1, 2], [5, 6]]), Tensor(rows: [[3, 4], [7, 8]])])),
      .init(
        Text("zeros and equal elements, 2 heads", "zeros e elementos iguais, 2 cabeças"),
        HeadsInput(
          x: Tensor([0, 0, 0, -1, 0, 0, 0, 2], shape: [2, 1, 4]), headCount: 2,
          heads: [
            Tensor(rows: [[0, 0]]), Tensor(rows: [[0, 3]]), Tensor(rows: [[0, 0]]),
            Tensor(rows: [[0, -4]]),
          ])),
    ]
  },
  expected: { input in
    evidence(
      input, AttentionSolution::splitHeads(input.x, headCount: input.headCount),
      AttentionSolution::mergeHeads(input.heads, headCount: input.headCount))
  },
  misconceptions: mistakes(
    interleaved,
    both: Text(
      "if a head has every n-th column instead of neighbouring ones",
      "quando uma cabeça fica com uma coluna a cada n, e não com colunas vizinhas"),
    split: Text(
      "if splitting gives a head every n-th column instead of neighbouring ones",
      "quando a divisão dá a uma cabeça uma coluna a cada n, e não colunas vizinhas"),
    merge: Text(
      "if merging puts a head's columns n apart instead of side by side",
      "quando a junção separa por n as colunas de uma cabeça em vez de deixá-las lado a lado"))
    + mistakes(
      reshaped,
      both: Text(
        "if only the shape changes, and a head does not take its columns of each row",
        "quando só se muda a forma, sem que cada cabeça tome as suas colunas de cada linha"),
      split: Text(
        "if splitting only gives the elements another shape",
        "quando a divisão só muda a forma dos elementos"),
      merge: Text(
        "if merging only puts one matrix after the other",
        "quando a junção só põe uma matriz depois da outra"))
    + mistakes(
      headsFirst,
      both: Text(
        "if the matrices come head by head, not sequence by sequence",
        "quando as matrizes vêm cabeça por cabeça, e não sequência por sequência"),
      split: Text(
        "if splitting goes head by head, not sequence by sequence",
        "quando a divisão vai cabeça por cabeça, e não sequência por sequência"),
      merge: Text(
        "if merging takes the matrices head by head, not sequence by sequence",
        "quando a junção toma as matrizes cabeça por cabeça, e não sequência por sequência"))
    + [
      .init(
        Text(
          "if only the first sequence of the batch is split",
          "quando só a primeira sequência do lote é dividida")
      ) { input in
        let parts = parts(of: input, by: rightOffset).prefix(input.headCount)
        return evidence(input, Array(parts), whole(of: input, by: rightOffset))
      },
      .init(
        Text(
          "if the heads are merged in the reverse order",
          "quando as cabeças são juntadas de trás para a frente")
      ) { evidence($0, split: rightOffset, merge: headsBackwards) },
      .init(
        Text(
          "if the sequences of a batch are left out: one matrix for each head",
          "quando se esquecem as sequências do lote: uma matriz por cabeça")
      ) { input in
        let rows = input.x.matrix
        return evidence(
          input,
          (0..<input.headCount).map { head in
            rows.columns(head * input.headWidth..<(head + 1) * input.headWidth)
          }, whole(of: input, by: rightOffset))
      },
      .init(
        Text(
          "if the matrices are transposed, d rows of length columns",
          "quando as matrizes saem transpostas, d linhas de length colunas")
      ) { input in
        evidence(
          input, parts(of: input, by: rightOffset).map(\.transposed),
          whole(of: input, by: rightOffset))
      },
    ],
  variants: [
    .init("element by element, into matrices of their own") {
      evidence($0, split: rightOffset, merge: rightOffset)
    },
    .init("by columns, with replaceColumns") { input in
      let sizes = Sizes(input)
      let blocks = (0..<sizes.batch).map { sequence in
        var block = Tensor(zeros: [sizes.length, sizes.width])
        for head in 0..<sizes.heads {
          block.replaceColumns(
            from: head * sizes.headWidth, with: input.heads[sequence * sizes.heads + head].matrix)
        }
        return block
      }
      return evidence(
        input, parts(of: input, by: rightOffset),
        Tensor(blocks.flatMap(\.scalars), shape: input.x.shape))
    },
  ],
  contract: [
    .init("split among the heads: views"),
    .init("Shape: `[batch, length, headCount · d]`"),
    .init("Head h of sequence b has columns"),
    .init("with two heads gives", triedBy: "the example of the comment"),
    .init("The rows of a tensor of any rank", untested: "says what to use"),
    .init("the heads' matrices side by side again"),
    .init("in the order that splitting gives them"),
    .init("The two matrices of the example", triedBy: "the example of the comment"),
  ],
  courseSize: .init(Text("[4, 128, 64], 4 heads", "[4, 128, 64], 4 cabeças")) {
    data in
    HeadsInput(
      x: data.tensor([4, 128, 64]), headCount: 4,
      heads: (0..<16).map { _ in data.tensor([128, 16]) })
  })

@Test func `3.8 split and merge heads`() async throws {
  let attempt = Attempt("3.8")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    @Sendable func split(_ input: HeadsInput) -> [Evidence] {
      splitEvidence(input, Attention::splitHeads(input.x, headCount: input.headCount))
    }
    @Sendable func merge(_ input: HeadsInput) -> [Evidence] {
      [mergeEvidence(Attention::mergeHeads(input.heads, headCount: input.headCount))]
    }
    attempt.grade(
      headsGrader,
      parts: [
        .init(Text(verbatim: "splitHeads"), split), .init(Text(verbatim: "mergeHeads"), merge),
      ]
    ) { split($0) + merge($0) }
  }
  try attempt.conclude()
}

@Test(.graders) func `3.8 grader`() { #expect(headsGrader.flaws() == []) }
