import Tensors

extension SeededGenerator {
  /// A number in `0 ..< count`. The bias is below `count` / 2⁶⁴.
  mutating func index(below count: Int) -> Int {
    precondition(count > 0, "nothing to draw from: count is \(count)")
    return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(count)).high)
  }

  mutating func element<Element>(of array: [Element]) -> Element {
    array[index(below: array.count)]
  }

  /// True with the given probability.
  mutating func happens(_ probability: Float) -> Bool { nextUniform() < probability }

  /// Shuffles the array (Durstenfeld 1964). The same generator state gives the same order on every
  /// machine.
  mutating func shuffle<Element>(_ array: inout [Element]) {
    for last in stride(from: array.count - 1, to: 0, by: -1) {
      array.swapAt(last, index(below: last + 1))
    }
  }
}
