import CourseKit
import Grading
import Tensors
import Testing
import Tokenization

// MARK: 2.8

@Test func `2.8 a token's vector is its row of the table`() {
  let embedding = Embedding(weight: Tensor(rows: [[1, 2], [3, 4], [5, 6]]))
  #expect(
    embedding(TokenBatch([[2, 0], [2, 2]]))
      == Tensor([5, 6, 1, 2, 5, 6, 5, 6], shape: [2, 2, 2]))
  #expect(embedding(TokenBatch([1])) == Tensor([3, 4], shape: [1, 1, 2]))
}

@Test func `2.8 the embedding is PyTorch's, forward and backward`() throws {
  let fixture = try Fixture("layers")
  let embedding = Embedding(weight: try fixture.tensor("embedding.weight"))
  let tokens = try fixture.tokens("embedding.ids")
  let expected = try fixture.tensor("embedding.output")
  #expect(embedding(tokens) == expected)
  let (output, pullback) = embedding.withPullback(tokens)
  #expect(output == expected)
  let gradient = pullback(try fixture.tensor("embedding.upstream"))
  #expect(try fixture.difference(between: gradient, and: "embedding.gradient.") == nil)
}

@Test func `2.8 a token that occurs twice gets both gradients, one that does not gets none`() {
  let embedding = Embedding(weight: Tensor(zeros: [4, 2]))
  let gradient = embedding.withPullback(TokenBatch([[3, 0, 3], [3, 1, 0]]))
    .pullback(Tensor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], shape: [2, 3, 2]))
  #expect(gradient.weight == Tensor(rows: [[14, 16], [9, 10], [0, 0], [13, 16]]))
}

@Test func `2.8 embedding gradients are as measured`() {
  var data = TestData(seed: 28)
  let embedding = Embedding(weight: data.tensor([6, 5]))
  let tokens = data.tokens(count: 3, length: 4, vocabularySize: 6)
  #expect(GradientCheck().problem(in: embedding) { $0.withPullback(tokens) } == nil)
}

@Test func `2.8 a batch without tokens has no vectors and no gradient`() {
  let embedding = Embedding(weight: Tensor(rows: [[1, 2, 3]]))
  let (output, pullback) = embedding.withPullback(TokenBatch([[Int]]()))
  #expect(output.shape == [0, 0, 3])
  #expect(pullback(output).weight == Tensor(zeros: [1, 3]))
}

@Test func `2.8 a token outside of the table is refused`() async {
  await #expect(processExitsWith: .failure) {
    _ = Embedding(weight: Tensor(zeros: [3, 2]))(TokenBatch([3]))
  }
}

@Test func `2.8 new embeddings are normal numbers, from the generator`() {
  var (a, b) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
  let embedding = Embedding(count: 100, width: 50, using: &a)
  #expect(embedding.weight.shape == [100, 50])
  #expect(Embedding(count: 100, width: 50, using: &b).weight == embedding.weight)
  let deviation = (embedding.weight.sumOfSquares() / 5000).squareRoot()
  #expect(abs(deviation - 0.02) < 0.001)
}

// MARK: 2.9

@Test func `2.9 every position adds its own vector, the same in all sequences`() {
  let positions = PositionEmbedding(weight: Tensor(rows: [[1, 2], [10, 20], [100, 200]]))
  let x = Tensor([1, 1, 2, 2, 3, 3, 4, 4], shape: [2, 2, 2])
  #expect(positions(x) == Tensor([2, 3, 12, 22, 4, 5, 14, 24], shape: [2, 2, 2]))
  #expect(
    positions(x, from: 1) == Tensor([11, 21, 102, 202, 13, 23, 104, 204], shape: [2, 2, 2]))
}

@Test func `2.9 the gradients of vectors and positions are as measured`() {
  var data = TestData(seed: 29)
  // Three sequences of four tokens in a context of five: the last position stays unused.
  let positions = PositionEmbedding(weight: data.tensor([5, 2]))
  let problem = GradientCheck().problem(in: positions, at: data.tensor([3, 4, 2])) {
    $0.withPullback($1)
  }
  #expect(problem == nil)
}

@Test func `2.9 a position's gradient is the sum over the sequences`() {
  let positions = PositionEmbedding(weight: Tensor(zeros: [3, 1]))
  let upstream = Tensor([1, 2, 10, 20], shape: [2, 2, 1])
  let (input, gradient) = positions.withPullback(Tensor(zeros: [2, 2, 1])).pullback(upstream)
  #expect(input == upstream)
  #expect(gradient.weight == Tensor([11, 22, 0], shape: [3, 1]))
}

@Test func `2.9 more tokens than positions are refused`() async {
  await #expect(processExitsWith: .failure) {
    _ = PositionEmbedding(weight: Tensor(zeros: [3, 2]))(Tensor(zeros: [1, 4, 2]))
  }
  await #expect(processExitsWith: .failure) {
    _ = PositionEmbedding(weight: Tensor(zeros: [3, 2]))(Tensor(zeros: [1, 2, 2]), from: 2)
  }
}
