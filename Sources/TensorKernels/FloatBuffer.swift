import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A block of floats, aligned to a cache line, whose memory is pooled for reuse.
///
/// A training step allocates the same sizes over and over. Going to the system each time would cost
/// a page fault per 4 KiB, which at these sizes takes as long as the arithmetic.
public final class FloatBuffer: @unchecked Sendable {
  @usableFromInline package let base: UnsafeMutablePointer<Float>
  @usableFromInline package let count: Int
  private let size: SizeClass

  /// Allocates `count` floats, uninitialized.
  package init(uninitialized count: Int) {
    self.count = count
    size = SizeClass(for: count)
    base = BufferPool.shared.take(size)
  }

  deinit { BufferPool.shared.give(base, size) }
}

/// One of the sizes that the pool keeps: 5 to 16 times a power of two. At most a fifth of a small
/// block and a ninth of a large one is wasted.
private struct SizeClass {
  /// The number of floats that fit.
  let capacity: Int
  /// The index of its free list, below ``count``.
  let index: Int

  static let count = 16 * Int.bitWidth

  init(for count: Int) {
    let wanted = max(count, 64)
    let exponent = Int.bitWidth - 1 - (wanted - 1).leadingZeroBitCount
    let shift = max(4, exponent - 3)
    let steps = (wanted + (1 << shift) - 1) >> shift
    capacity = steps << shift
    index = 16 * exponent + steps - 1
  }
}

/// The free lists, one per size class. The first bytes of a free block point to the next one.
private final class BufferPool: Sendable {
  static let shared = BufferPool()

  private struct Lists: @unchecked Sendable {
    var first = [UnsafeMutableRawPointer?](repeating: nil, count: SizeClass.count)
  }
  private let free = Mutex(Lists())

  func take(_ size: SizeClass) -> UnsafeMutablePointer<Float> {
    let block = free.withLock { lists in
      let block = lists.first[size.index]
      if let block {
        lists.first[size.index] = block.load(as: UnsafeMutableRawPointer?.self)
      }
      return block.map { $0.bindMemory(to: Float.self, capacity: size.capacity) }
    }
    return block ?? allocate(size.capacity)
  }

  func give(_ base: UnsafeMutablePointer<Float>, _ size: SizeClass) {
    let block = UnsafeMutableRawPointer(base)
    free.withLock { lists in
      block.storeBytes(of: lists.first[size.index], as: UnsafeMutableRawPointer?.self)
      lists.first[size.index] = block
    }
  }

  private func allocate(_ capacity: Int) -> UnsafeMutablePointer<Float> {
    var raw: UnsafeMutableRawPointer?
    let status = posix_memalign(&raw, 64, capacity * MemoryLayout<Float>.stride)
    guard status == 0, let raw else {
      fatalError("no memory left for a tensor of \(capacity) elements (\(capacity * 4) bytes)")
    }
    return raw.bindMemory(to: Float.self, capacity: capacity)
  }
}
