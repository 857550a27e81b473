import Tensors
import Testing

@Suite struct InPlaceTests {
  @Test func `rows are written over, the others stay`() {
    var x = counting([4, 2])
    x.replaceRows(from: 1, with: Tensor(rows: [[10, 11], [12, 13]]).matrix)
    #expect(x == Tensor(rows: [[0, 1], [10, 11], [12, 13], [6, 7]]))
    x.replaceRows(from: 3, with: counting([1, 6]).matrix.columns(4..<6))
    x.replaceRows(from: 0, with: counting([2, 1]).transposed)
    #expect(x == Tensor(rows: [[0, 1], [10, 11], [12, 13], [4, 5]]))
    x.replaceRows(from: 4, with: Tensor(zeros: [0, 2]).matrix)
    #expect(x.shape == [4, 2])
  }

  @Test func `columns are written over, the others stay`() {
    var x = counting([2, 4])
    x.replaceColumns(from: 1, with: Tensor(rows: [[10, 11], [12, 13]]).matrix)
    #expect(x == Tensor(rows: [[0, 10, 11, 3], [4, 12, 13, 7]]))
    x.replaceColumns(from: 3, with: counting([1, 2]).transposed)
    x.replaceColumns(from: 0, with: x.matrix.columns(1..<2))
    #expect(x == Tensor(rows: [[10, 10, 11, 0], [12, 12, 13, 1]]))
    x.replaceColumns(from: 4, with: Tensor(zeros: [2, 0]).matrix)
    #expect(x.shape == [2, 4])
  }

  @Test
  func `memory that no other tensor sees stays where it is, other tensors keep their numbers`() {
    var x = counting([3, 2])
    let place = x.buffer.base
    x.replaceRows(from: 2, with: counting([1, 2]).matrix)
    #expect(x.buffer.base == place)
    let copy = x
    x.replaceRows(from: 0, with: Tensor(rows: [[8, 9]]).matrix)
    #expect(copy == Tensor(rows: [[0, 1], [2, 3], [0, 1]]))
    #expect(x == Tensor(rows: [[8, 9], [2, 3], [0, 1]]))
  }

  @Test func `a tensor's own rows may be written over others of it`() {
    var x = counting([3, 2])
    x.replaceRows(from: 1, with: x.matrix.rows(0..<2))
    #expect(x == Tensor(rows: [[0, 1], [0, 1], [2, 3]]))
  }

  @Test(arguments: [(1, 1), (3, 5), (40, 16), (7, 31), (33, 32), (130, 48), (50, 64), (20, 150)])
  func `a row becomes a product, whatever the widths and the order`(depth: Int, columns: Int) {
    var generator = SeededGenerator(seed: UInt64(depth * 1009 + columns))
    let vector = Tensor((0..<depth).map { _ in generator.nextUniform() - 0.5 }, shape: [1, depth])
    let wide = Tensor(
      (0..<depth * (columns + 5)).map { _ in generator.nextUniform() - 0.5 },
      shape: [depth, columns + 5])
    let part = wide.matrix.columns(2..<columns + 2)
    let across = Tensor(Tensor(part).transposed).transposed
    for matrix in [part, across] {
      var result = Tensor(repeating: 9, shape: [3, columns])
      result.updateRow(1) { $0.setProduct(vector.matrix, matrix, scaledBy: 0.5) }
      for column in 0..<columns {
        let exact = (0..<depth).reduce(0.0) {
          $0 + 0.5 * Double(vector[0, $1]) * Double(matrix[$1, column])
        }
        #expect(abs(Double(result[1, column]) - exact) < 1e-5)
        #expect(result[0, column] == 9 && result[2, column] == 9)
      }
    }
  }

  @Test func `what does not fit is refused`() async {
    await #expect(processExitsWith: .failure) {
      var x = counting([3, 2])
      x.replaceRows(from: 2, with: counting([2, 2]).matrix)
    }
    await #expect(processExitsWith: .failure) {
      var x = counting([3, 2])
      x.replaceColumns(from: 2, with: counting([3, 1]).matrix)
    }
    await #expect(processExitsWith: .failure) {
      var x = counting([3, 2])
      x.updateRow(0) { $0.setProduct(counting([2, 3]).matrix, counting([3, 2]).matrix) }
    }
  }
}

@Suite struct GatheringTests {
  @Test func `rows are gathered in the order asked for, and put back`() {
    let table = counting([2, 3, 2])
    let rows = table.gatheringRows([4, 0, 5])
    #expect(rows == Tensor(rows: [[8, 9], [0, 1], [10, 11]]))
    #expect(
      rows.scatteringRows(to: [4, 0, 5], of: [2, 3, 2])
        == Tensor([0, 1, 0, 0, 0, 0, 0, 0, 8, 9, 10, 11], shape: [2, 3, 2]))
  }

  @Test func `no rows at all`() {
    let none = counting([3, 2]).gatheringRows([])
    #expect(none.shape == [0, 2])
    #expect(none.scatteringRows(to: [], of: [3, 2]) == Tensor(zeros: [3, 2]))
  }

  @Test func `a row that is not there is refused`() async {
    await #expect(processExitsWith: .failure) { _ = Tensor(zeros: [3, 2]).gatheringRows([3]) }
  }
}
