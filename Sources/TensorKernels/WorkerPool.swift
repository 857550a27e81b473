import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Calls `body` with 0 ..< count, on several threads where that pays.
///
/// Who calls `body` with which index is not defined: results must not depend on it. A call from
/// inside `body` runs on the calling thread alone.
package func parallelFor(_ count: Int, _ body: (Int) -> Void) {
  guard count > 1, WorkerPool.threadCount.load(ordering: .relaxed) > 1,
    WorkerPool.shared.run(count, body)
  else {
    for index in 0..<count { body(index) }
    return
  }
}

/// How many threads the kernels use: at first as many as the machine has processors.
///
/// The results are the same, bit for bit, for every number.
public enum Threads {
  public static var count: Int {
    get { WorkerPool.threadCount.load(ordering: .relaxed) }
    set {
      precondition(newValue >= 1, "\(newValue) threads: at least one is needed")
      WorkerPool.threadCount.store(newValue, ordering: .relaxed)
    }
  }
}

/// Threads that wait for the next loop without sleeping, for a while.
///
/// A layer of a small model is done in some ten microseconds. Dispatch's `concurrentPerform`
/// takes up to 25 of them to wake a sleeping thread on a virtual machine, so a training step of
/// some hundred loops would mostly wait. These workers watch for the next loop for about a
/// millisecond before they sleep.
private final class WorkerPool: @unchecked Sendable {
  static let threadCount = Atomic<Int>(ProcessInfo.processInfo.activeProcessorCount)
  static let shared = WorkerPool()

  /// How often a worker looks for work before it sleeps: about a millisecond.
  private static let patience = 1 << 18

  /// Held by the loop that has the workers.
  private let busy = Atomic<Bool>(false)
  /// Counts the loops. A change tells the workers to begin.
  private let generation = Atomic<Int>(0)
  private let nextIndex = Atomic<Int>(0)
  private let working = Atomic<Int>(0)
  private let sleeping = Atomic<Int>(0)
  private let wakeUp = NSCondition()

  /// The loop at hand. Written before `generation`, read after it.
  private var count = 0
  private var body: UnsafeRawPointer?
  private var workerCount = 0

  /// False if the workers belong to another loop.
  func run(_ count: Int, _ body: (Int) -> Void) -> Bool {
    guard busy.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else { return false }
    defer { busy.store(false, ordering: .releasing) }
    while workerCount < WorkerPool.threadCount.load(ordering: .relaxed) - 1 { addWorker() }

    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { pointer in
        self.count = count
        self.body = UnsafeRawPointer(pointer)
        nextIndex.store(0, ordering: .relaxed)
        working.store(workerCount, ordering: .relaxed)
        generation.add(1, ordering: .sequentiallyConsistent)
        if sleeping.load(ordering: .sequentiallyConsistent) > 0 {
          wakeUp.withLock { wakeUp.broadcast() }
        }

        takeIndices(count, body)
        var looks = 0
        while working.load(ordering: .acquiring) > 0 {
          looks += 1
          if looks & 0xFFFF == 0 { sched_yield() }
        }
      }
    }
    return true
  }

  private func takeIndices(_ count: Int, _ body: (Int) -> Void) {
    while true {
      let index = nextIndex.add(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      body(index)
    }
  }

  private func addWorker() {
    let number = workerCount
    workerCount += 1
    let seen = generation.load(ordering: .relaxed)
    let thread = Thread { self.work(number, seen: seen) }
    thread.name = "kernel worker \(number + 1)"
    thread.stackSize = 1 << 20
    thread.start()
  }

  private func work(_ number: Int, seen start: Int) -> Never {
    var seen = start
    while true {
      waitForLoop(after: seen)
      seen = generation.load(ordering: .acquiring)
      // With fewer threads than before, those that are too many sit out.
      if number < WorkerPool.threadCount.load(ordering: .relaxed) - 1 {
        takeIndices(count, body!.assumingMemoryBound(to: ((Int) -> Void).self).pointee)
      }
      working.subtract(1, ordering: .acquiringAndReleasing)
    }
  }

  private func waitForLoop(after seen: Int) {
    for _ in 0..<WorkerPool.patience {
      if generation.load(ordering: .acquiring) != seen { return }
    }
    sleeping.add(1, ordering: .sequentiallyConsistent)
    wakeUp.withLock {
      while generation.load(ordering: .sequentiallyConsistent) == seen { wakeUp.wait() }
    }
    sleeping.subtract(1, ordering: .sequentiallyConsistent)
  }
}
