import Foundations
import Grading
import Tensors
import Testing

@Test func `0.1 the innermost axis is contiguous`() {
  #expect(Foundations::rowMajorOffset(of: [1, 2], in: [2, 3]) == 5)
  #expect(Foundations::rowMajorOffset(of: [0, 1], in: [2, 3]) == 1)
  #expect(Foundations::rowMajorOffset(of: [1, 0], in: [2, 3]) == 3)
  #expect(Foundations::rowMajorOffset(of: [1, 2, 3], in: [2, 3, 4]) == 23)
}

@Test(arguments: 1...4)
func `0.1 indices in reading order have the offsets 0, 1, 2 …`(rank: Int) {
  var data = TestData(seed: UInt64(rank))
  let shape = data.shape(rank: rank)
  var index = [Int](repeating: 0, count: rank)
  for offset in 0..<shape.count {
    #expect(Foundations::rowMajorOffset(of: index, in: shape) == offset, "\(index) in \(shape)")
    // The next index, as a car counts its kilometres.
    for axis in (0..<rank).reversed() {
      index[axis] += 1
      if index[axis] < shape[axis] { break }
      index[axis] = 0
    }
  }
}

@Test func `0.1 a tensor without axes has one number, at 0`() {
  #expect(Foundations::rowMajorOffset(of: [], in: []) == 0)
}

@Test func `0.1 an index outside of the shape is refused`() async {
  await #expect(processExitsWith: .failure) {
    _ = Foundations::rowMajorOffset(of: [0, 3], in: [2, 3])
  }
  await #expect(processExitsWith: .failure) {
    _ = Foundations::rowMajorOffset(of: [1, -1], in: [2, 3])
  }
  await #expect(processExitsWith: .failure) {
    _ = Foundations::rowMajorOffset(of: [1], in: [2, 3])
  }
}
