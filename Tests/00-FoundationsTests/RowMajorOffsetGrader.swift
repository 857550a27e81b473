import CourseKit
import Foundations
import FoundationsSolution
import Grading
import Tensors
import Testing

struct IndexInTensor: Sendable {
  let index: [Int]
  let shape: Shape
}

private let offset = Text("the offset", "o deslocamento")

/// A possible mistake: the offset from the positions and the lengths.
private typealias Mistake = @Sendable (_ index: [Int], _ lengths: [Int]) -> Int

private let firstAxisIsContiguous: Mistake = { index, lengths in
  var (offset, stride) = (0, 1)
  for (position, length) in zip(index, lengths) {
    offset += position * stride
    stride *= length
  }
  return offset
}

private let ownLength: Mistake = { index, lengths in
  var offset = 0
  for axis in index.indices {
    offset = offset * (axis == 0 ? 1 : lengths[axis - 1]) + index[axis]
  }
  return offset
}

private let multipliedTooLate: Mistake = { index, lengths in
  zip(index, lengths).reduce(0) { ($0 + $1.0) * $1.1 }
}

private let neighbourAlone: Mistake = { index, lengths in
  index.indices.reduce(0) { sum, axis in
    sum + index[axis] * (axis + 1 < lengths.count ? lengths[axis + 1] : 1)
  }
}

private let sumOfPositions: Mistake = { index, _ in index.reduce(0, +) }

private let countedFromOne: Mistake = { index, lengths in
  zip(index, lengths).reduce(0) { $0 * $1.1 + $1.0 } + 1
}

private let lastAxisLeftOut: Mistake = { index, lengths in
  zip(index, lengths).dropLast().reduce(0) { $0 * $1.1 + $1.0 } * (lengths.last ?? 1)
}

private let lastLengthCounts: Mistake = { index, lengths in
  right(index, lengths) * (lengths.last ?? 1)
}

private let right: Mistake = { index, lengths in
  zip(index, lengths).reduce(0) { $0 * $1.1 + $1.0 }
}

/// An element for which every mistake gives a different offset.
private func tellingIndex(rank: Int, _ data: inout TestData) -> IndexInTensor {
  var mistakes = [
    right, firstAxisIsContiguous, ownLength, multipliedTooLate, sumOfPositions, countedFromOne,
    lastAxisLeftOut, lastLengthCounts,
  ]
  if rank > 2 { mistakes.append(neighbourAlone) }
  while true {
    let shape = data.shape(rank: rank)
    let index = shape.axes.map { data.integer(in: 0...$0 - 1) }
    if Set(mistakes.map { $0(index, shape.axes) }).count == mistakes.count {
      return IndexInTensor(index: index, shape: shape)
    }
  }
}

let rowMajorOffsetGrader = Grader<IndexInTensor>(
  "0.1",
  cases: { data in
    let length = data.integer(in: 3...7)
    let inputs =
      [2, 3, 4].map { tellingIndex(rank: $0, &data) }
      + [
        IndexInTensor(index: [data.integer(in: 1...length - 1)], shape: [length]),
        IndexInTensor(index: [0, 0, 0], shape: [2, 1, 3]),
        IndexInTensor(index: [], shape: []),
        IndexInTensor(index: [1, 2], shape: [2, 3]),
        IndexInTensor(index: [1, 2, 3], shape: [2, 3, 4]),
        // A position of 0 on the first, middle and last axis; an axis of length 1; the last element
        // of all.
        IndexInTensor(index: [0, 2, 1], shape: [3, 4, 5]),
        IndexInTensor(index: [2, 0, 3], shape: [4, 3, 5]),
        IndexInTensor(index: [1, 2, 0], shape: [3, 4, 2]),
        IndexInTensor(index: [2, 0, 4], shape: [3, 1, 6]),
        IndexInTensor(index: [0], shape: [1]),
        IndexInTensor(index: [8, 32, 16, 64], shape: [9, 33, 17, 65]),
        // Neither Float nor a 32-bit integer can hold this offset.
        IndexInTensor(index: [39, 70_001, 12, 1_003], shape: [41, 70_003, 17, 1_033]),
      ]
    return inputs.map {
      .init(
        Text(
          "index \($0.index) in a shape of \($0.shape)", "índice \($0.index) na forma \($0.shape)"),
        $0)
    }
  },
  expected: {
    [Evidence(offset, [FoundationsSolution::rowMajorOffset(of: $0.index, in: $0.shape)])]
  },
  misconceptions: [
    .init(
      Text(
        "if the first axis is the contiguous one (column-major)",
        "se o primeiro eixo é o contíguo (ordem por colunas)")
    ) { [Evidence(offset, [firstAxisIsContiguous($0.index, $0.shape.axes)])] },
    .init(
      Text(
        "if a step on an axis counts that axis's own length, not the next one's",
        "se um passo num eixo conta o comprimento do próprio eixo, e não o do seguinte")
    ) { [Evidence(offset, [ownLength($0.index, $0.shape.axes)])] },
    .init(
      Text(
        "if the position is added before the multiplication, not after it",
        "se a posição é somada antes da multiplicação, e não depois")
    ) { [Evidence(offset, [multipliedTooLate($0.index, $0.shape.axes)])] },
    .init(
      Text(
        "if a step counts the length of the next axis alone, not of all that follow",
        "se um passo conta só o comprimento do eixo seguinte, e não o de todos os que vêm depois")
    ) { [Evidence(offset, [neighbourAlone($0.index, $0.shape.axes)])] },
    .init(
      Text(
        "if the positions are added up and the lengths forgotten",
        "se as posições são somadas e os comprimentos, esquecidos")
    ) { [Evidence(offset, [sumOfPositions($0.index, $0.shape.axes)])] },
    .init(
      Text(
        "if the last axis is left out", "se o último eixo é esquecido")
    ) { [Evidence(offset, [lastAxisLeftOut($0.index, $0.shape.axes)])] },
    .init(
      Text(
        "if the last axis counts its length for each step, as the others do",
        "se o último eixo também conta um comprimento por passo, como os outros")
    ) { [Evidence(offset, [lastLengthCounts($0.index, $0.shape.axes)])] },
    .init(Text("if one counts from 1 and not from 0", "se a contagem começa em 1 e não em 0")) {
      [Evidence(offset, [countedFromOne($0.index, $0.shape.axes)])]
    },
  ],
  variants: [
    .init("with strides, from the last axis to the first") { input in
      var (sum, stride) = (0, 1)
      for axis in input.index.indices.reversed() {
        sum += input.index[axis] * stride
        stride *= input.shape[axis]
      }
      return [Evidence(offset, [sum])]
    },
    .init("by recursion") { input in
      func offsetOf(_ index: ArraySlice<Int>, _ lengths: ArraySlice<Int>) -> Int {
        guard let position = index.first else { return 0 }
        let rest = lengths.dropFirst()
        return position * rest.reduce(1, *) + offsetOf(index.dropFirst(), rest)
      }
      return [Evidence(offset, [offsetOf(input.index[...], input.shape.axes[...])])]
    },
  ],
  contract: [
    .init("Where the element at"),
    .init("The innermost axis is contiguous"),
    .init(
      "rowMajorOffset(of: [1, 2], in: [2, 3])", triedBy: "index [1, 2] in a shape of [2, 3]",
      "index [1, 2, 3] in a shape of [2, 3, 4]"),
    .init("A tensor without axes", triedBy: "index [] in a shape of []"),
    .init("A position outside of its axis", untested: "it stops the program"),
    .init("No grader tries one", untested: "it says so"),
  ])

@Test func `0.1 the row-major offset of an index`() async throws {
  let attempt = Attempt("0.1")
  await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
    attempt.grade(rowMajorOffsetGrader) {
      [Evidence(offset, [Foundations::rowMajorOffset(of: $0.index, in: $0.shape)])]
    }
  }
  try attempt.conclude()
}

@Test(.graders) func `0.1 grader`() { #expect(rowMajorOffsetGrader.flaws() == []) }
