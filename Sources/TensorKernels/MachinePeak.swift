import Dispatch

/// The peak rates of this machine's arithmetic units and memory, against which the kernels are
/// judged.
///
/// Measured without any code of the kernels: multiply-adds between registers, dependent additions,
/// a plain sum of a block of memory.
public enum MachinePeak {
  /// The peak of `threads` threads together, in billions of floating-point operations per second:
  /// the best of 20 runs. A multiply-add counts as two.
  ///
  /// Nothing is loaded or stored. Each thread interleaves independent chains of dependent
  /// multiply-adds. There are more chains than latency × units (4 cycles × 2 on x86-64, 4 × 4 on
  /// the fastest arm64), so that no unit is idle. The result is clock × units × lanes in a
  /// register × 2.
  ///
  /// Cost: some tenths of a second.
  public static func gigaflops(threads: Int) -> Double {
    let steps = 200_000
    let seconds = bestSeconds(threads: threads) { chainsOfMultiplyAdds(steps, from: $1) }
    return Double(2 * threads * steps * chainCount * vectorLength) / seconds * 1e-9
  }

  /// The clock rate on one thread, in billions of cycles per second.
  ///
  /// Measured on a chain of dependent integer operations: an addition (a shift runs beside it),
  /// then an exclusive or. Each takes one cycle on every processor supported here.
  public static func gigahertz() -> Double {
    let steps = 1_000_000
    let seconds = bestSeconds(threads: 1) { addAndMix(steps, from: $1) }
    return Double(2 * 8 * steps) / seconds * 1e-9
  }

  /// Floats in a register: 16 with AVX-512, 8 with AVX2, 4 elsewhere.
  public static var lanesInARegister: Int { vectorLength }

  /// The memory bandwidth of `threads` threads reading together, in billions of bytes per second.
  ///
  /// They read a block of 256 MB, much more than the caches hold, as one, two, four or eight
  /// streams per thread. The result is the best of these, each the best of 20 runs. Cost: some
  /// tenths of a second for each.
  public static func gigabytesPerSecond(threads: Int) -> Double {
    let block = FloatBuffer(uninitialized: 1 << 26)
    block.base.initialize(repeating: 1, count: block.count)
    let share = block.count / threads
    let rates = [1, 2, 4, 8].map { streams in
      // Each stream is a whole number of rounds of 128 floats, and so is the distance between
      // streams.
      let length = share / streams / 128 * 128
      let seconds = bestSeconds(threads: threads) { thread, result in
        result.pointee = sum(block.base + thread * share, streams: streams, length: length)
      }
      return Double(4 * streams * length * threads) / seconds * 1e-9
    }
    return rates.max()!
  }

  // MARK: Timing

  /// The shortest time, in seconds, in which every thread did `work` once. Work starts from a
  /// number in memory and leaves its result there, so that the compiler can neither drop nor move
  /// it.
  private static func bestSeconds(
    threads: Int, _ work: (_ thread: Int, _ number: UnsafeMutablePointer<Float>) -> Void
  ) -> Double {
    let before = Threads.count
    Threads.count = threads
    defer { Threads.count = before }
    let numbers = FloatBuffer(uninitialized: threads)
    var best = UInt64.max
    for _ in 0..<20 {
      numbers.base.initialize(repeating: 0.001, count: threads)
      let start = DispatchTime.now().uptimeNanoseconds
      parallelFor(threads) { thread in work(thread, numbers.base + thread) }
      best = min(best, DispatchTime.now().uptimeNanoseconds - start)
    }
    return Double(best) * 1e-9
  }

  // MARK: The work measured

  #if AVX512 || arch(arm64)
    private typealias Chains = InlineArray<24, Vector>
    private static var chainCount: Int { 24 }
  #else
    private typealias Chains = InlineArray<12, Vector>
    private static var chainCount: Int { 12 }
  #endif

  @inline(never)
  private static func chainsOfMultiplyAdds(_ steps: Int, from number: UnsafeMutablePointer<Float>) {
    let (x, y) = (Vector(repeating: 0.5 + number.pointee), Vector(repeating: number.pointee))
    var chains = Chains(repeating: y)
    for _ in 0..<steps {
      for chain in 0..<chainCount { chains[chain] = multiplyAdd(chains[chain], x, y) }
    }
    var all = Vector.zero
    for chain in 0..<chainCount { all += chains[chain] }
    number.pointee = all.sum()
  }

  @inline(__always)
  private static func multiplyAdd(_ a: Vector, _ b: Vector, _ c: Vector) -> Vector {
    var sum = c
    sum.accumulate(a, b)
    return sum
  }

  @inline(never)
  private static func addAndMix(_ steps: Int, from number: UnsafeMutablePointer<Float>) {
    var x = UInt64(number.pointee.bitPattern)
    for _ in 0..<steps {
      for _ in 0..<8 { x = (x &+ 0x51) ^ (x &>> 7) }
    }
    number.pointee = Float(x)
  }

  /// The sum of several streams, read in turn, 128 numbers at a time. Eight sums are interleaved so
  /// that no addition waits for the one before it.
  @inline(never)
  private static func sum(
    _ numbers: UnsafePointer<Float>, streams: Int, length: Int
  ) -> Float {
    var sums = InlineArray<8, Lanes> { _ in .zero }
    for start in stride(from: 0, to: length, by: 128) {
      for stream in 0..<streams {
        let numbers = numbers + stream &* length + start
        for part in 0..<8 { sums[part] += load(numbers + 16 &* part) }
      }
    }
    var all = Lanes.zero
    for part in 0..<8 { all += sums[part] }
    return total(all)
  }
}
