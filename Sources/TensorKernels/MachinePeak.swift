import Dispatch

/// How fast this machine can multiply and add, for a share to be told of it.
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
