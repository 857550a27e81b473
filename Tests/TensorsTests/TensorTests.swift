import Tensors
import Testing

/// 0, 1, 2 … in a shape.
func counting(_ shape: Shape) -> Tensor {
  Tensor((0..<shape.count).map { Float($0) }, shape: shape)
}

@Suite struct ShapeTests {
  @Test func `rows are all axes but the innermost`() {
    let shape: Shape = [2, 3, 4]
    #expect(shape.rank == 3 && shape.count == 24)
    #expect(shape.rowCount == 6 && shape.columnCount == 4)
    #expect(shape.replacingColumns(with: 5) == [2, 3, 5])
    #expect(shape[1] == 3)
    #expect("\(shape)" == "[2, 3, 4]")
  }

  @Test func `shapes without axes, and with an empty one`() {
    let scalar: Shape = []
    #expect(scalar.count == 1 && scalar.rowCount == 1 && scalar.columnCount == 1)
    let empty: Shape = [3, 0]
    #expect(empty.count == 0 && empty.rowCount == 3 && empty.columnCount == 0)
  }

  @Test(arguments: [[], [7], [2, 5], [2, 3, 4], [2, 3, 4, 5]])
  func `any number of axes up to four`(axes: [Int]) {
    let shape = Shape(axes)
    #expect(shape.axes == axes && shape.rank == axes.count)
    #expect(shape.count == axes.reduce(1, *))
    #expect(shape.droppingColumns.axes == axes.dropLast())
    #expect(shape.replacingColumns(with: 9).axes == axes.dropLast() + [9])
    // Where there is no axis is not where its length is 1.
    if axes.count < 4 { #expect(shape != Shape([1] + axes)) }
  }

  @Test func `a negative length, a fifth axis and one that is not there are refused`() async {
    await #expect(processExitsWith: .failure) { _ = Shape([2, -1]) }
    await #expect(processExitsWith: .failure) { _ = Shape([1, 2, 3, 4, 5]) }
    await #expect(processExitsWith: .failure) { _ = Shape([2, 3])[2] }
  }
}

@Suite struct TensorTests {
  @Test func `numbers stand in row-major order`() {
    let x = counting([2, 3, 4])
    #expect(x[1, 2, 3] == 23 && x[1, 0, 2] == 14 && x[5] == 5)
    let matrix = Tensor(rows: [[1, 2], [3, 4], [5, 6]])
    #expect(matrix.shape == [3, 2])
    #expect(matrix[2, 0] == 5 && matrix.scalars == [1, 2, 3, 4, 5, 6])
    #expect(Tensor([7, 8]).shape == [2])
    #expect(Tensor(repeating: 3, shape: [2, 2]).scalars == [3, 3, 3, 3])
    #expect(Tensor(zeros: []).scalars == [0])
    #expect(Tensor(zeros: [4, 0]).scalars == [])
    #expect(Tensor(rows: []).shape == [0, 0])
  }

  @Test func `a copy keeps its numbers when the other changes`() {
    var a = counting([2, 3])
    let b = a
    var c = a
    a[1, 2] = 50
    c *= 2
    a.updateRow(0) { $0.fill(-1) }
    #expect(a.scalars == [-1, -1, -1, 3, 4, 50])
    #expect(b.scalars == [0, 1, 2, 3, 4, 5])
    #expect(c.scalars == [0, 2, 4, 6, 8, 10])
  }

  @Test func `a copy in a struct and in an array is a value too`() {
    struct Holder { var tensor: Tensor }
    let holder = Holder(tensor: counting([3]))
    var other = holder
    other.tensor[0] = 9
    #expect(holder.tensor[0] == 0)
    let array = [counting([2]), counting([2])]
    var changed = array
    changed[0].updateRows { $0.add(1) }
    #expect(array[0].scalars == [0, 1] && changed[0].scalars == [1, 2])
    #expect(changed[1] == array[1])
  }

  @Test func `another shape of the same numbers is a value of its own`() {
    let x = counting([2, 6])
    var y = x.reshaped(to: [3, 4])
    #expect(y.shape == [3, 4] && y[2, 3] == 11)
    y[0, 0] = 99
    #expect(x[0] == 0)
    #expect(Tensor([5]).reshaped(to: []).shape == [])
  }

  @Test func `equality takes shape and numbers`() {
    #expect(counting([2, 3]) == counting([2, 3]))
    #expect(counting([2, 3]) != counting([3, 2]))
    #expect(Tensor([1, 2]) != Tensor([1, 3]))
    let nan = Tensor([Float.nan])
    #expect(nan != nan)
  }

  @Test func `a description shows the shape and the first numbers`() {
    #expect("\(Tensor([1, 2.5]))" == "Tensor[2](1.0, 2.5)")
    #expect("\(Tensor(zeros: [4, 4]))".hasSuffix(", …)"))
  }

  @Test func `what is outside is refused`() async {
    await #expect(processExitsWith: .failure) { _ = Tensor([1, 2, 3], shape: [2, 2]) }
    await #expect(processExitsWith: .failure) { _ = Tensor(rows: [[1, 2], [3]]) }
    await #expect(processExitsWith: .failure) { _ = Tensor([1, 2])[2] }
    await #expect(processExitsWith: .failure) { _ = counting([2, 3])[0, 3] }
    await #expect(processExitsWith: .failure) { _ = counting([6])[0, 3] }
    await #expect(processExitsWith: .failure) { _ = counting([2, 3]).reshaped(to: [4]) }
    await #expect(processExitsWith: .failure) { _ = Tensor([1, 2]) + Tensor([1, 2, 3]) }
  }

  @Test func `arithmetic goes number by number`() {
    let (a, b) = (Tensor(rows: [[1, 2], [3, 4]]), Tensor(rows: [[10, 20], [30, 0.5]]))
    #expect(a + b == Tensor(rows: [[11, 22], [33, 4.5]]))
    #expect(a - b == Tensor(rows: [[-9, -18], [-27, 3.5]]))
    #expect(a * b == Tensor(rows: [[10, 40], [90, 2]]))
    #expect(-2 * a == Tensor(rows: [[-2, -4], [-6, -8]]))
    var c = a
    c += b
    c -= a
    #expect(c == b)
    c *= a
    #expect(c == a * b)
    #expect(a.sum() == 10 && a.sumOfSquares() == 30)
    #expect(Tensor(zeros: [0, 3]).sum() == 0)
  }

  @Test func `an operand may be the result`() {
    var a = Tensor(rows: [[1, 2], [3, 4]])
    a += a
    #expect(a == Tensor(rows: [[2, 4], [6, 8]]))
    a *= a
    #expect(a == Tensor(rows: [[4, 16], [36, 64]]))
  }

  @Test func `sums of many rows keep their digits`() {
    // In Float alone, adding 0.1 a million times ends about one percent off.
    let x = Tensor(repeating: 0.1, shape: [10_000, 100])
    #expect(abs(x.sum() - 1_000_000 * Double(Float(0.1))) < 0.1)
    #expect(abs(x.sumOfSquares() - 1_000_000 * Double(Float(0.1)) * Double(Float(0.1))) < 0.02)
  }
}
