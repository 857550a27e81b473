import Foundation
import Synchronization
import Testing

@testable import TensorKernels

@Suite struct ColumnSumTests {
  @Test(arguments: [0, 1, 2, 63, 64, 65, 200], [0, 1, 15, 16, 17, 33, 100])
  func `column sums equal their naive twin, with factors and without`(rows: Int, columns: Int) {
    var generator = SeededGenerator(seed: UInt64(rows * 1_000 + columns))
    let numbers = RowOperand(count: rows * columns, using: &generator).numbers
    let factors = RowOperand(count: rows * columns, using: &generator).numbers
    for withFactors in [false, true] {
      var sums = RowOperand([Float](repeating: .nan, count: columns))
      numbers.withUnsafeBufferPointer { numbers in
        factors.withUnsafeBufferPointer { factors in
          let nowhere = UnsafePointer<Float>(bitPattern: 64)!
          sums.withRow { sums in
            columnSums(
              numbers.baseAddress ?? nowhere,
              times: withFactors ? factors.baseAddress ?? nowhere : nil, rows: rows,
              columns: columns, into: sums.base)
          }
        }
      }
      for (column, sum) in sums.numbers.enumerated() {
        var exact = 0.0
        for row in 0..<rows {
          let place = row * columns + column
          exact += Double(numbers[place]) * (withFactors ? Double(factors[place]) : 1)
        }
        #expect(abs(Double(sum) - exact) <= Double(rows + 1) * 4 * 0x1p-22)
      }
      #expect(sums.edgesAreWhole)
    }
  }
}

@Suite struct TransposeTests {
  @Test(arguments: [(16, 16), (16, 32), (23, 17), (100, 40)])
  func `a square's rows become its columns, whatever the strides`(
    sourceStride: Int, targetStride: Int
  ) {
    let size = vectorLength
    let source = (0..<size * sourceStride).map { Float($0) }
    var target = [Float](repeating: -1, count: size * targetStride)
    source.withUnsafeBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        transposeSquare(source.baseAddress!, sourceStride, target.baseAddress!, targetStride)
      }
    }
    for row in 0..<size {
      for column in 0..<targetStride {
        let expected = column < size ? source[column * sourceStride + row] : -1
        #expect(target[row * targetStride + column] == expected)
      }
    }
  }

  @Test func `the rows that are asked for are turned, whatever stands below them`() {
    let size = vectorLength
    let source = (0..<size * 20).map { Float($0) }
    var target = [Float](repeating: -1, count: size * size)
    source.withUnsafeBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        transposeSquare(source.baseAddress!, 20, target.baseAddress!, size, rows: 3)
      }
    }
    for row in 0..<size {
      for column in 0..<3 { #expect(target[row * size + column] == source[column * 20 + row]) }
    }
  }
}

@Suite(.serialized) struct ParallelForTests {
  @Test(arguments: [1, 2, 3, 7])
  func `every index is worked on once`(threads: Int) {
    let before = Threads.count
    defer { Threads.count = before }
    Threads.count = threads
    for count in [0, 1, 2, 3, 10, 1_000] {
      let calls = Mutex([Int](repeating: 0, count: count))
      parallelFor(count) { index in calls.withLock { $0[index] += 1 } }
      #expect(calls.withLock { $0.allSatisfy { $0 == 1 } }, "\(count) on \(threads) threads")
    }
  }

  @Test func `a loop inside a loop is done too`() {
    let calls = Mutex([Int](repeating: 0, count: 600))
    parallelFor(20) { outer in
      parallelFor(30) { inner in calls.withLock { $0[outer * 30 + inner] += 1 } }
    }
    #expect(calls.withLock { $0.allSatisfy { $0 == 1 } })
  }

  @Test func `several callers at once do not disturb each other`() async {
    await withTaskGroup(of: Int.self) { group in
      for caller in 0..<4 {
        group.addTask {
          let sum = Mutex(0)
          for _ in 0..<200 { parallelFor(10) { index in sum.withLock { $0 += index * caller } } }
          return sum.withLock { $0 } - 200 * 45 * caller
        }
      }
      for await difference in group { #expect(difference == 0) }
    }
  }

  @Test func `nobody spins where there is nothing to do`() async {
    // In a process of its own, where no other test takes time.
    await #expect(processExitsWith: .success) {
      Threads.count = 4
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<3 {
          group.addTask {
            for _ in 0..<20_000 { parallelFor(3) { _ in } }
          }
        }
      }
      usleep(100_000)
      let before = clock()
      usleep(300_000)
      let seconds = Double(clock() - before) / Double(CLOCKS_PER_SEC)
      precondition(seconds < 0.1, "\(seconds) s of processor time in 0.3 s of rest")
    }
  }

  @Test func `fewer than one thread is refused`() async {
    await #expect(processExitsWith: .failure) { Threads.count = 0 }
  }
}

@Suite struct FloatBufferTests {
  @Test func `memory is aligned to a cache line and is not shared while it is in use`() {
    var buffers: [FloatBuffer] = []
    for count in [0, 1, 64, 65, 100, 1_000, 70_000] {
      for _ in 0..<3 {
        let buffer = FloatBuffer(uninitialized: count)
        #expect(UInt(bitPattern: buffer.base) % 64 == 0)
        #expect(buffer.count == count)
        buffer.base.initialize(repeating: Float(buffers.count), count: count)
        buffers.append(buffer)
      }
    }
    for (number, buffer) in buffers.enumerated() {
      #expect((0..<buffer.count).allSatisfy { buffer.base[$0] == Float(number) })
    }
  }
}
