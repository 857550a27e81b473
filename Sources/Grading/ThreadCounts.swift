import Foundation
import TensorKernels

/// What `body` gives on one, two and three threads. All results must be the same, bit for bit.
///
/// The number of threads belongs to the whole process: only one test at a time may change it.
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
