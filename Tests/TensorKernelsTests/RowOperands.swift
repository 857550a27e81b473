@testable import TensorKernels

/// Numbers of a row with some before and after it: what a kernel writes there is an error. The row
/// begins one number after an aligned address.
struct RowOperand {
  private(set) var memory: [Float]
  let count: Int
  private static let edge = 17

  init(_ numbers: [Float]) {
    let guardNumbers = [Float](repeating: 1234.5, count: Self.edge)
    memory = guardNumbers + numbers + guardNumbers
    count = numbers.count
  }

  /// Numbers from −2 to 2, none of them 0.
  init(count: Int, using generator: inout SeededGenerator) {
    self.init(
      (0..<count).map { _ in
        let number = generator.nextUniform() * 1.75 + 0.25
        return generator.next() & 1 == 0 ? number : -number
      })
  }

  var numbers: [Float] { Array(memory[Self.edge..<Self.edge + count]) }

  var edgesAreWhole: Bool {
    memory.prefix(Self.edge).allSatisfy { $0 == 1234.5 }
      && memory.suffix(Self.edge).allSatisfy { $0 == 1234.5 }
  }

  mutating func withRow<Result>(_ body: (inout Row) -> Result) -> Result {
    memory.withUnsafeMutableBufferPointer { buffer in
      var row = Row(buffer.baseAddress! + Self.edge, count: count, index: 3)
      return body(&row)
    }
  }
}

/// Every length that fills no, one or several lanes, and what is left over.
let rowLengths = Array(0...70) + [127, 128, 129, 1_000, 1_023, 1_024, 1_025, 4_097]
