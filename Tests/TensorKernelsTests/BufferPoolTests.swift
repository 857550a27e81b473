import Testing

@testable import TensorKernels

@Suite struct BufferPoolTests {
  /// Sizes around every step of the pool's, small and large.
  private let counts =
    Array(0...300) + [511, 512, 513, 575, 576, 577, 4095, 4096, 4097, 100_000, 1_000_001]

  @Test func `blocks that live at the same time keep their numbers, whatever their sizes`() {
    // The second round gets the blocks that the first has freed, of which the pool wrote on the first bytes.
    for round in 0..<2 {
      let buffers = counts.map { FloatBuffer(uninitialized: $0) }
      for (index, buffer) in buffers.enumerated() {
        #expect(buffer.count == counts[index])
        #expect(Int(bitPattern: buffer.base) % 64 == 0)
        buffer.base.update(repeating: Float(index + round), count: buffer.count)
      }
      for (index, buffer) in buffers.enumerated() {
        #expect((0..<buffer.count).allSatisfy { buffer.base[$0] == Float(index + round) })
      }
    }
  }

  @Test func `a freed block serves the next of its size`() {
    // Sizes that no test beside this one takes.
    for count in [777_777, 1_300_003] {
      var first: FloatBuffer? = FloatBuffer(uninitialized: count)
      let place = first!.base
      let other = FloatBuffer(uninitialized: count)
      first = nil
      #expect(FloatBuffer(uninitialized: count).base == place)
      #expect(other.base != place)
    }
  }

  @Test func `threads that take and free at the same time do not meet in a block`() {
    parallelFor(64) { index in
      for turn in 0..<200 {
        let buffer = FloatBuffer(uninitialized: 100 + turn % 7 * 40)
        buffer.base.update(repeating: Float(index), count: buffer.count)
        #expect(buffer.base[buffer.count - 1] == Float(index))
      }
    }
  }
}
