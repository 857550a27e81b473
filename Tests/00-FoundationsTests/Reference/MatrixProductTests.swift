import Foundations
import Grading
import Tensors
import Testing

@Test func `0.2 a product worked out by hand`() {
  let a = Tensor(rows: [[1, 2, 3], [4, 5, 6]])
  let b = Tensor(rows: [[7, 8], [9, 10], [11, 12]])
  #expect(Foundations::matrixProduct(a, b) == Tensor(rows: [[58, 64], [139, 154]]))
  #expect(
    Foundations::matrixProduct(b, a)
      == Tensor(rows: [[39, 54, 69], [49, 68, 87], [59, 82, 105]]))
}

@Test(arguments: [(2, 3, 4), (1, 7, 5), (6, 1, 3), (5, 4, 1), (1, 1, 1), (9, 33, 17)])
func `0.2 every number is a row times a column`(rows: Int, depth: Int, columns: Int) {
  var data = TestData(seed: UInt64(rows * 10_000 + depth * 100 + columns))
  let a = data.tensor([rows, depth])
  let b = data.tensor([depth, columns])
  var expected = Tensor(zeros: [rows, columns])
  for i in 0..<rows {
    for j in 0..<columns {
      expected[i, j] = Float(
        (0..<depth).reduce(0.0) { $0 + Double(a[i, $1]) * Double(b[$1, j]) })
    }
  }
  #expect(difference(between: Foundations::matrixProduct(a, b), and: expected) == nil)
}

@Test func `0.2 the identity changes nothing and a permutation moves rows`() {
  var data = TestData(seed: 2)
  let b = data.tensor([4, 6])
  var identity = Tensor(zeros: [4, 4])
  var permutation = identity
  let order = [2, 0, 3, 1]
  for i in 0..<4 {
    identity[i, i] = 1
    permutation[i, order[i]] = 1
  }
  #expect(Foundations::matrixProduct(identity, b) == b)
  let moved = Foundations::matrixProduct(permutation, b)
  for (row, source) in order.enumerated() {
    for column in 0..<6 { #expect(moved[row, column] == b[source, column]) }
  }
}

@Test func `0.2 a depth of 0 gives zeros, no rows give no rows`() {
  #expect(
    Foundations::matrixProduct(Tensor(zeros: [2, 0]), Tensor(zeros: [0, 3]))
      == Tensor(zeros: [2, 3]))
  #expect(
    Foundations::matrixProduct(Tensor(zeros: [0, 2]), Tensor(zeros: [2, 3])).shape == [0, 3])
}

@Test func `0.2 shapes that do not fit are refused`() async {
  await #expect(processExitsWith: .failure) {
    _ = Foundations::matrixProduct(Tensor(zeros: [2, 3]), Tensor(zeros: [2, 3]))
  }
}

@Test func `0.3 the same bias is added to every row`() {
  let x = Tensor([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], shape: [2, 2, 3])
  let y = Foundations::addBias(x, Tensor([10, 20, 30]))
  #expect(y == Tensor([11, 22, 33, 14, 25, 36, 17, 28, 39, 20, 31, 42], shape: [2, 2, 3]))
  // Where the axes have the same length, it must still be the columns.
  let square = Foundations::addBias(Tensor(zeros: [2, 2]), Tensor([1, 2]))
  #expect(square == Tensor(rows: [[1, 2], [1, 2]]))
  #expect(Foundations::addBias(Tensor(zeros: [0, 3]), Tensor([1, 2, 3])).shape == [0, 3])
}

@Test func `0.3 a bias of another length is refused`() async {
  await #expect(processExitsWith: .failure) {
    _ = Foundations::addBias(Tensor(zeros: [3, 2]), Tensor([1, 2, 3]))
  }
}
