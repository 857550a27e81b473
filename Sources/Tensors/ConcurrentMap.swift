import TensorKernels

/// Calls `body` with each index in `0..<count` on several threads and returns the results in order.
///
/// For independent pieces of work, such as the heads of an attention layer. `operations` is a rough
/// estimate of the additions and multiplications in one call: small jobs stay on one thread.
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

/// `concurrentMap` for work that may fail: rethrows the error of the lowest failing index.
public func concurrentTry<Result: Sendable>(
  _ count: Int, _ body: @Sendable (Int) throws -> Result
) throws -> [Result] {
  try concurrentMap(count) { index in Swift.Result { try body(index) } }.map { try $0.get() }
}

/// Computes `count` results concurrently and combines them in index order, so that the outcome does
/// not depend on the number of threads.
///
/// At most `heldAtOnce` results are alive at any moment besides the combined one: summing many
/// large values takes the memory of only a few of them.
///
/// - Precondition: `count` and `heldAtOnce` are at least 1.
public func concurrentReduce<Result: Sendable>(
  _ count: Int, heldAtOnce: Int, _ body: @Sendable (Int) -> Result,
  combine: (inout Result, Result) -> Void
) -> Result {
  precondition(count >= 1 && heldAtOnce >= 1, "\(count) results, \(heldAtOnce) at once")
  func group(from first: Int) -> [Result] {
    concurrentMap(min(heldAtOnce, count - first)) { body(first + $0) }
  }
  let start = group(from: 0)
  var combined = start[0]
  for part in start.dropFirst() { combine(&combined, part) }
  for first in stride(from: heldAtOnce, to: count, by: heldAtOnce) {
    for part in group(from: first) { combine(&combined, part) }
  }
  return combined
}
