import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A block of floats, aligned to a cache line, whose memory is reused after it is freed.
///
/// A training step allocates the same sizes over and over. Asking the system each time would
/// cost a page fault per 4 KiB, which at these sizes is as slow as the arithmetic.
public final class FloatBuffer: @unchecked Sendable {
  package let base: UnsafeMutablePointer<Float>
  package let count: Int
  private let capacity: Int

  /// Makes room for `count` floats, uninitialised.
  package init(uninitialized count: Int) {
    self.count = count
    capacity = FloatBuffer.roundedUp(count)
    base = BufferPool.shared.take(capacity)
  }

  deinit { BufferPool.shared.give(base, capacity: capacity) }

  /// The next of the sizes that the pool keeps: at most an eighth is wasted.
  private static func roundedUp(_ count: Int) -> Int {
    guard count > 64 else { return 64 }
    let step = 1 << max(4, (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) - 3)
    return (count + step - 1) / step * step
  }
}

/// The freed blocks, by size.
private final class BufferPool: Sendable {
  static let shared = BufferPool()

  private struct Block: @unchecked Sendable { var base: UnsafeMutablePointer<Float> }
  private let free = Mutex<[Int: [Block]]>([:])

  func take(_ capacity: Int) -> UnsafeMutablePointer<Float> {
    if let block = free.withLock({ $0[capacity]?.popLast() }) { return block.base }
    var raw: UnsafeMutableRawPointer?
    let status = posix_memalign(&raw, 64, capacity * MemoryLayout<Float>.stride)
    guard status == 0, let raw else {
      fatalError("no memory left for a tensor of \(capacity) numbers (\(capacity * 4) bytes)")
    }
    return raw.bindMemory(to: Float.self, capacity: capacity)
  }

  func give(_ base: UnsafeMutablePointer<Float>, capacity: Int) {
    free.withLock { $0[capacity, default: []].append(Block(base: base)) }
  }
}
