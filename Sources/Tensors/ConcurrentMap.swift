import TensorKernels

/// Calls `body` with 0 ..< count on several threads and returns the results in order.
///
/// For independent pieces of work such as the heads of an attention layer. `operations` is a rough
/// guess at the additions and multiplications of one of them: little work stays on one thread.
public func concurrentMap<Result: Sendable>(
  _ count: Int, operations: Int = 1_000_000, _ body: @Sendable (Int) -> Result
) -> [Result] {
  [Result](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    let base = buffer.baseAddress
    parallelFor(count, operations: count * operations) { index in
      (base! + index).initialize(to: body(index))
    }
    initializedCount = count
  }
}
