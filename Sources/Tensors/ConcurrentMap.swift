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

/// `concurrentMap` for work that may fail: the first failure, in order, is thrown.
public func concurrentTry<Result: Sendable>(
  _ count: Int, _ body: @Sendable (Int) throws -> Result
) throws -> [Result] {
  try concurrentMap(count) { index in Swift.Result { try body(index) } }.map { try $0.get() }
}

/// Works out `count` results at the same time and combines them in their order, so that the number
/// of threads changes nothing.
///
/// At most `heldAtOnce` results exist at any moment beside the combined one: a sum of large things
/// takes the memory of a few of them, however many there are.
///
/// - Precondition: `count` is 1 or more.
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
