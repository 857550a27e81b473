import Foundation
import TensorKernels

/// The results of `body` on one, two and three threads. They must be bit-identical.
///
/// The number of threads is global to the process: only one test at a time may change it.
public func onEachThreadCount<Result>(_ body: () throws -> Result) rethrows -> [Result] {
  try turn.withLock {
    let before = Threads.count
    defer { Threads.count = before }
    return try [1, 2, 3].map { count in
      Threads.count = count
      return try body()
    }
  }
}

private let turn = NSLock()
