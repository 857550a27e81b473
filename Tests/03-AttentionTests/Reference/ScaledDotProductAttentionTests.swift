import Attention
import Foundation
import Grading
import Tensors
import Testing

// MARK: 3.3 and 3.4

@Test func `3.3 each context vector is the average of the values under its weights`() {
  let values = Tensor(rows: [[1, 10], [2, 20], [3, 40]])
  let weights = Tensor(rows: [[1, 0, 0], [0, 0, 1], [0.5, 0.25, 0.25], [0, 0, 0]])
  #expect(
    Attention::contextVectors(weights: weights, values: values.matrix)
      == Tensor(rows: [[1, 10], [3, 40], [1.75, 20], [0, 0]]))
}

@Test func `3.3 context vectors are linear in the values`() {
  var data = TestData(seed: 33)
  let (w, v, u) = (data.tensor([3, 5]), data.tensor([5, 4]), data.tensor([5, 4]))
  let together = Attention::contextVectors(weights: w, values: (v + 2 * u).matrix)
  let apart =
    Attention::contextVectors(weights: w, values: v.matrix)
    + 2 * Attention::contextVectors(weights: w, values: u.matrix)
  #expect(difference(between: together, and: apart) == nil)
}

@Test func `3.4 causal mask hides the future`() {
  var data = TestData(seed: 34)
  for length in 1...6 {
    let scores = data.tensor([length, length])
    let masked = Attention::causalMask(scores)
    for query in 0..<length {
      for key in 0..<length {
        #expect(masked[query, key] == (key > query ? -.infinity : scores[query, key]))
      }
    }
  }
  #expect(Attention::causalMask(Tensor(zeros: [0, 0])).count == 0)
}

@Test func `3.4 softmax of masked scores in one pass`() {
  var data = TestData(seed: 340)
  for length in [1, 2, 5, 17, 40] {
    var scores = data.tensor([length, length], in: -9...9)
    let expected = Attention::softmax(Attention::causalMask(scores))
    // What is hidden need not even be a number.
    for query in 0..<length { for key in (query + 1)..<length { scores[query, key] = .nan } }
    #expect(
      difference(between: Attention::causalSoftmax(scores), and: expected, tolerance: 1e-6) == nil)
  }
}

@Test func `3.4 scores that are not square are refused`() async {
  await #expect(processExitsWith: .failure) {
    _ = Attention::causalMask(Tensor(zeros: [2, 3]))
  }
}

// MARK: 3.5

@Test func `3.5 scores are divided by the square root of the width`() {
  // q · k of the second query is 0 and 4 · ln 3; with d = 4 half of it counts: weights 1 : 9.
  let query = Tensor(rows: [[0, 0, 0, 0], [1, 1, 1, 1]])
  let ln3 = log(Float(3))
  let key = Tensor(rows: [[0, 0, 0, 0], [ln3, ln3, ln3, ln3]])
  let weights = Attention::attentionWeights(query: query.matrix, key: key.matrix)
  #expect(difference(between: weights, and: Tensor(rows: [[1, 0], [0.1, 0.9]])) == nil)
  let context = Attention::scaledDotProductAttention(
    query: query.matrix, key: key.matrix, value: Tensor(rows: [[10, 0, 1], [0, 10, 1]]).matrix)
  #expect(difference(between: context, and: Tensor(rows: [[10, 0, 1], [1, 9, 1]])) == nil)
}

@Test func `3.5 attention is PyTorch's`() throws {
  let fixture = try Fixture("layers")
  let (q, k, v) = (
    try fixture.tensor("attention.query"), try fixture.tensor("attention.key"),
    try fixture.tensor("attention.value")
  )
  let weights = Attention::attentionWeights(query: q.matrix, key: k.matrix)
  #expect(difference(between: weights, and: try fixture.tensor("attention.weights")) == nil)
  let context = Attention::scaledDotProductAttention(
    query: q.matrix, key: k.matrix, value: v.matrix)
  #expect(difference(between: context, and: try fixture.tensor("attention.output")) == nil)
}

@Test func `3.5 the first token sees itself alone`() {
  var data = TestData(seed: 35)
  let (q, k, v) = (data.tensor([1, 4]), data.tensor([1, 4]), data.tensor([1, 3]))
  #expect(
    Attention::scaledDotProductAttention(query: q.matrix, key: k.matrix, value: v.matrix) == v)
}

@Test func `3.5 equal keys make running averages`() {
  let value = Tensor(rows: [[3], [6], [12]])
  let context = Attention::scaledDotProductAttention(
    query: Tensor(rows: [[1, 5], [2, 4], [3, 3]]).matrix,
    key: Tensor(repeating: 1e3, shape: [3, 2]).matrix, value: value.matrix)
  #expect(difference(between: context, and: Tensor(rows: [[3], [4.5], [7]])) == nil)
}

@Test(arguments: [2, 5, 17, 40])
func `3.5 a later token changes no earlier one, bit for bit`(length: Int) {
  var data = TestData(seed: 350)
  let (q, k, v) = (data.tensor([length, 6]), data.tensor([length, 6]), data.tensor([length, 5]))
  let before = Attention::scaledDotProductAttention(
    query: q.matrix, key: k.matrix, value: v.matrix)
  for changed in 1..<length {
    var (otherQ, otherK, otherV) = (q, k, v)
    for column in 0..<6 {
      otherQ[changed, column] = 7
      otherK[changed, column] = -5 + Float(column)
    }
    for column in 0..<5 { otherV[changed, column] = 99 }
    let after = Attention::scaledDotProductAttention(
      query: otherQ.matrix, key: otherK.matrix, value: otherV.matrix)
    #expect(bitDifference(between: after.first(changed), and: before.first(changed)) == nil)
    #expect(after.first(changed + 1) != before.first(changed + 1))
  }
}

@Test func `3.5 scores of ten thousand stay finite`() {
  let large = Tensor(rows: [[100, 0], [0, 100], [100, 100]])
  let weights = Attention::attentionWeights(
    query: (100 * large).matrix, key: large.matrix)
  let expected = Tensor(rows: [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
  #expect(difference(between: weights, and: expected) == nil)
}

// MARK: 3.6

@Test func `3.6 attention pullback is PyTorch's`() throws {
  let fixture = try Fixture("layers")
  let (q, k, v) = (
    try fixture.tensor("attention.query"), try fixture.tensor("attention.key"),
    try fixture.tensor("attention.value")
  )
  let (output, pullback) = Attention::scaledDotProductAttentionWithPullback(
    query: q.matrix, key: k.matrix, value: v.matrix)
  #expect(difference(between: output, and: try fixture.tensor("attention.output")) == nil)
  let gradient = pullback(try fixture.tensor("attention.upstream"))
  for (name, tensor) in [
    ("query", gradient.query), ("key", gradient.key), ("value", gradient.value),
  ] {
    let expected = try fixture.tensor("attention.gradient.\(name)")
    #expect(difference(between: tensor, and: expected) == nil, "\(name)")
  }
}

@Test(arguments: [(5, 3, 4), (1, 3, 2), (2, 1, 3), (6, 4, 1)])
func `3.6 attention gradients are as measured`(length: Int, width: Int, valueWidth: Int) {
  var data = TestData(seed: 36)
  let inputs = [
    ("query", data.tensor([length, width])), ("key", data.tensor([length, width])),
    ("value", data.tensor([length, valueWidth])),
  ]
  @Sendable func attend(_ x: [Tensor]) -> (
    output: Tensor, pullback: @Sendable (Tensor) -> AttentionGradient
  ) {
    Attention::scaledDotProductAttentionWithPullback(
      query: x[0].matrix, key: x[1].matrix, value: x[2].matrix)
  }
  let problem = GradientCheck().problem(
    at: inputs, of: { attend($0).output },
    gradients: {
      let gradient = attend(inputs.map(\.1)).pullback($0)
      return [gradient.query, gradient.key, gradient.value]
    })
  #expect(problem == nil)
}

@Test func `3.6 what happens to the weights happens in the backward pass too`() {
  var data = TestData(seed: 360)
  let inputs = [
    ("query", data.tensor([4, 3])), ("key", data.tensor([4, 3])), ("value", data.tensor([4, 2])),
  ]
  // A fixed mask in the place of dropout, some of it 0, some of it 2.
  let mask = Tensor((0..<16).map { $0 % 3 == 0 ? 0 : 2 }, shape: [4, 4])
  @Sendable func attend(_ x: [Tensor]) -> (
    output: Tensor, pullback: @Sendable (Tensor) -> AttentionGradient
  ) {
    Attention::scaledDotProductAttentionWithPullback(
      query: x[0].matrix, key: x[1].matrix, value: x[2].matrix
    ) { weights in (weights * mask, { $0 * mask }) }
  }
  let weights = Attention::attentionWeights(
    query: inputs[0].1.matrix, key: inputs[1].1.matrix)
  let expected = Attention::contextVectors(weights: weights * mask, values: inputs[2].1.matrix)
  #expect(difference(between: attend(inputs.map(\.1)).output, and: expected) == nil)
  let problem = GradientCheck().problem(
    at: inputs, of: { attend($0).output },
    gradients: {
      let gradient = attend(inputs.map(\.1)).pullback($0)
      return [gradient.query, gradient.key, gradient.value]
    })
  #expect(problem == nil)
}

extension Tensor {
  /// The first rows.
  fileprivate func first(_ count: Int) -> Tensor { Tensor(matrix.rows(0..<count)) }
}
