import Dispatch

/// How fast this machine can multiply and add, and how fast it reads memory, for shares to be told of
/// it.
public enum MachinePeak {
  /// Billions of floating-point operations per second that the inner loop of the matrix product
  /// reaches on operands that stay in the first-level cache, on `threads` threads together; the
  /// best of some tenths of a second.
  public static func gigaflops(threads: Int) -> Double {
    let before = Threads.count
    Threads.count = threads
    defer { Threads.count = before }
    let depth = PackedColumns.blockDepth
    let tiles = 2_000
    let operands = (0..<threads).map { _ in
      FloatBuffer(uninitialized: depth * (tileRows + tileColumns) + tileRows * tileColumns)
    }
    for operand in operands { operand.base.initialize(repeating: 0.5, count: operand.count) }
    var best = 0.0
    for _ in 0..<20 {
      let start = DispatchTime.now().uptimeNanoseconds
      parallelFor(threads) { thread in
        let rows = TileOperand(
          base: operands[thread].base, rowStride: 1, depthStride: tileRows)
        let columns = operands[thread].base + depth * tileRows
        let result = columns + depth * tileColumns
        for _ in 0..<tiles { multiplyOneTile(rows, columns, depth: depth, into: result) }
      }
      let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
      let operations = Double(2 * threads * tiles * depth * tileRows * tileColumns)
      best = max(best, operations / seconds * 1e-9)
    }
    return best
  }

  /// Billions of bytes per second that `threads` threads together read from a block of 256 MB, much
  /// more than the caches hold; the best of some tenths of a second.
  public static func gigabytesPerSecond(threads: Int) -> Double {
    let before = Threads.count
    Threads.count = threads
    defer { Threads.count = before }
    let block = FloatBuffer(uninitialized: 1 << 26)
    block.base.initialize(repeating: 1, count: block.count)
    let sums = FloatBuffer(uninitialized: threads)
    // A thread reads one long piece, as it does in a product.
    let share = block.count / threads
    var best = 0.0
    for _ in 0..<20 {
      let start = DispatchTime.now().uptimeNanoseconds
      parallelFor(threads) { thread in
        let piece = Row(block.base + thread * share, count: share, index: thread)
        sums.base[thread] = sumOfLongRow(piece)
      }
      let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9
      best = max(best, Double(4 * share * threads) / seconds * 1e-9)
    }
    return best
  }

  /// Eight sums side by side, so that no addition waits for the one before it.
  @inline(never)
  private static func sumOfLongRow(_ row: borrowing Row) -> Float {
    var sums = InlineArray<8, Lanes>(repeating: .zero)
    for start in stride(from: 0, to: row.count - 127, by: 128) {
      for part in 0..<8 { sums[part] += load(row.base + start + 16 * part) }
    }
    var all = Lanes.zero
    for part in 0..<8 { all += sums[part] }
    return total(all)
  }

  @inline(never)
  private static func multiplyOneTile(
    _ rows: TileOperand, _ columns: UnsafePointer<Float>, depth: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    multiplyTile32(rows, columns, depth: depth) { row, left, right in
      store(left, at: result + row &* tileColumns)
      store(right, at: result + row &* tileColumns + laneCount)
    }
  }
}
