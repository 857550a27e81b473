import TensorKernels
import Tensors
import Synchronization
import Testing

@Suite(.serialized) struct RowWorkTests {
  @Test(arguments: [[5], [1, 5], [3, 5], [2, 3, 5], [0, 5], [4, 0]])
  func `each row is lent once, under its number`(axes: [Int]) {
    var x = Tensor(zeros: Shape(axes))
    x.updateRows { row in
      for column in 0..<row.count { row[column] += Float(100 * row.index + column) }
    }
    for row in 0..<x.rowCount {
      for column in 0..<x.columnCount {
        #expect(x[row * x.columnCount + column] == Float(100 * row + column))
      }
    }
  }

  @Test func `rows of two and three tensors go together`() {
    let (a, b, c) = (counting([3, 2]), counting([3, 4]), counting([3, 1]))
    var x = a
    x.updateRows(with: b) { x, b in x.add(b[3]) }
    #expect(x.scalars == [3, 4, 9, 10, 15, 16])
    x.updateRows(with: b, c) { x, b, c in
      x.fill(b[0])
      x.add(c[0])
    }
    #expect(x.scalars == [0, 0, 5, 5, 10, 10])
    #expect(a.mapRows { y, x in y.copy(x) } == a)
    let sums = a.mapRows(with: a) { y, first, second in y.setSum(first, second) }
    #expect(sums == a + a)
  }

  @Test func `one number for each row loses the innermost axis`() {
    let x = counting([2, 3, 4])
    let sums = x.reduceRows { $0.sum() }
    #expect(sums.shape == [2, 3])
    #expect(sums.scalars == [6, 22, 38, 54, 70, 86])
    #expect(Tensor([1, 2, 3]).reduceRows { $0.sum() }.shape == [])
  }

  @Test func `two results from one pass`() {
    let x = counting([2, 2, 2])
    let (doubled, squared) = x.mapRowsToPair { doubled, squared, x in
      doubled.setSum(x, x)
      squared.setProduct(x, x)
    }
    #expect(doubled == 2 * x && squared == x * x)
    let (shifted, firsts) = x.mapRowsWithValues { shifted, x in
      shifted.copy(x)
      shifted.add(1)
      return x[0]
    }
    #expect(shifted.shape == [2, 2, 2] && shifted[0] == 1)
    #expect(firsts.shape == [2, 2] && firsts.scalars == [0, 2, 4, 6])
  }

  @Test func `single rows are lent for reading and for changing`() {
    var x = counting([3, 2])
    #expect(x.withRow(2) { $0[0] + $0[1] } == 9)
    let before = x
    x.updateRow(1) { $0.add(before, row: 2) }
    #expect(x.scalars == [0, 1, 6, 8, 4, 5])
    x.updateRow(0) { $0.copy(before, row: 1) }
    #expect(x[0, 0] == 2)
    #expect(before.scalars == [0, 1, 2, 3, 4, 5])
  }

  @Test func `a vector is added to a row and multiplied with it`() {
    var x = counting([2, 3])
    let vector = Tensor([1, 10, 100])
    x.updateRows { row in
      row.add(vector)
      row.multiply(by: vector)
    }
    #expect(x.scalars == [1, 110, 10_200, 4, 140, 10_500])
  }

  @Test func `rows are summed into columns`() {
    #expect(counting([2, 3, 2]).sumOfRows() == Tensor([30, 36]))
    #expect(
      counting([3, 2]).sumOfRows(times: counting([3, 2])) == Tensor([0 + 4 + 16, 1 + 9 + 25]))
    #expect(Tensor(zeros: [0, 3]).sumOfRows() == Tensor([0, 0, 0]))
  }

  @Test func `rows that do not pair are refused`() async {
    await #expect(processExitsWith: .failure) {
      var x = counting([2, 3])
      x.updateRows(with: counting([3, 3])) { $0.add($1) }
    }
    await #expect(processExitsWith: .failure) { counting([2, 3]).withRow(2) { _ in } }
    await #expect(processExitsWith: .failure) {
      _ = counting([2, 3]).sumOfRows(times: counting([3, 2]))
    }
  }

  @Test func `many rows give the same bits on every number of threads`() {
    let before = Threads.count
    defer { Threads.count = before }
    var generator = SeededGenerator(seed: 1)
    let x = Tensor((0..<70_000).map { _ in generator.nextUniform() }, shape: [1_000, 70])
    let results = [1, 2, 3, 5].map { threads in
      Threads.count = threads
      let y = x.mapRows { y, x in
        y.copy(x)
        y.exponentiate()
        y.scale(by: 1 / y.sum())
      }
      return [y, y.sumOfRows(), y.reduceRows { $0.sumOfSquares() }, Tensor([Float(y.sum())])]
    }
    for result in results.dropFirst() { #expect(result == results[0]) }
  }

  @Test(arguments: [1, 2, 3])
  func `results of concurrent work come in order`(threads: Int) {
    let before = Threads.count
    defer { Threads.count = before }
    Threads.count = threads
    for count in [0, 1, 2, 50, 500] {
      // The first ones take the longest.
      let results = concurrentMap(count) { index in
        var sum = 0
        for term in 0..<(count - index) * 20 { sum &+= term }
        return "\(index) \(sum >= 0)"
      }
      #expect(results == (0..<count).map { "\($0) true" })
    }
  }

  @Test func `results are combined in their order, a few at a time`() {
    let held = Atomic<Int>(0)
    let most = Atomic<Int>(0)
    final class Large: Sendable {
      let names: [Int]
      let count: @Sendable (Int) -> Void
      init(_ names: [Int], _ count: @escaping @Sendable (Int) -> Void) {
        (self.names, self.count) = (names, count)
        count(1)
      }
      deinit { count(-1) }
    }
    for count in [1, 3, 4, 5, 23] {
      let combined = concurrentReduce(count, heldAtOnce: 4) { index in
        Large([index]) { change in
          let now = held.add(change, ordering: .relaxed).newValue
          most.max(now, ordering: .relaxed)
        }
      } combine: { sum, part in
        sum = Large(sum.names + part.names, part.count)
      }
      #expect(combined.names == Array(0..<count))
    }
    // Four parts, the sum before and the sum after.
    #expect(most.load(ordering: .relaxed) <= 6)
  }

  @Test func `concurrent work inside concurrent work`() {
    let table = concurrentMap(6) { i in concurrentMap(7) { j in i * 7 + j } }
    #expect(table.flatMap { $0 } == Array(0..<42))
  }
}
