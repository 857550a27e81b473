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
///
/// `operations` says roughly how many additions and multiplications all calls make together: a
/// thread is not woken for a few microseconds of work.
package func parallelFor(_ count: Int, operations: Int = .max, _ body: (Int) -> Void) {
  guard count > 1, operations > 500_000, WorkerPool.threadCount.load(ordering: .relaxed) > 1,
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
///
/// Nobody waits for a worker that has not begun: on a busy machine, where it may be long in coming,
/// the calling thread does the whole loop.
private final class WorkerPool: @unchecked Sendable {
  static let threadCount = Atomic<Int>(ProcessInfo.processInfo.activeProcessorCount)
  static let shared = WorkerPool()

  /// How often a thread looks before it lets others run between two looks: for some 0.2 ms, longer than
  /// one has to wait on an idle machine. (To let others run at once would spare a busy one more, but
  /// threads that yield all the time are left by the scheduler where they are, two on one processor.)
  private static let looksAlone = 200_000
  /// How often it then looks before it sleeps: for about a millisecond.
  private static let looksWithOthers = 2_000

  // What one thread writes while another watches something else must not share a cache line with
  // it: each write would take the line away from the one that watches. Two lines are fetched at once.
  private typealias Gap = InlineArray<16, UInt64>

  /// The loop at hand: its number in the upper half, how many of its indices are still to be taken
  /// in the lower. Who takes one has made sure that the loop is not over, and may read what
  /// belongs to it.
  private let tickets = Atomic<UInt64>(0)
  /// What belongs to the loop at hand.
  private var count = 0
  private var body: UnsafeRawPointer?

  private let gap1 = Gap(repeating: 0)
  /// How many indices the workers have done, of all loops so far.
  private let finished = Atomic<Int>(0)
  private let gap2 = Gap(repeating: 0)

  /// Held by the loop that has the workers.
  private let busy = Atomic<Bool>(false)
  private let sleeping = Atomic<Int>(0)
  private let wakeUp = NSCondition()
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
        let before = finished.load(ordering: .relaxed)
        let number = tickets.load(ordering: .relaxed) >> 32 &+ 1
        // The last index is the caller's own, so that it need not compete for its first one.
        tickets.store(number << 32 | UInt64(count - 1), ordering: .sequentiallyConsistent)
        if sleeping.load(ordering: .sequentiallyConsistent) > 0 {
          wakeUp.withLock { wakeUp.broadcast() }
        }
        body(count - 1)
        let others = count - 1 - takeIndices(reporting: false)
        var looks = 0
        while finished.load(ordering: .acquiring) &- before < others {
          looks += 1
          if looks > WorkerPool.looksAlone { sched_yield() }
        }
      }
    }
    return true
  }

  /// Takes one index after the other until none is left, and returns how many it took. A worker reports
  /// each when it is done.
  private func takeIndices(reporting: Bool) -> Int {
    var taken = 0
    var seen = tickets.load(ordering: .acquiring)
    while seen & 0xFFFF_FFFF > 0 {
      let (isMine, now) = tickets.compareExchange(
        expected: seen, desired: seen - 1, ordering: .acquiringAndReleasing)
      guard isMine else {
        seen = now
        continue
      }
      let index = count - 1 - Int(seen & 0xFFFF_FFFF)
      body!.assumingMemoryBound(to: ((Int) -> Void).self).pointee(index)
      taken += 1
      if reporting { finished.add(1, ordering: .releasing) }
      seen = tickets.load(ordering: .acquiring)
    }
    return taken
  }

  private func addWorker() {
    let number = workerCount
    workerCount += 1
    let thread = Thread { self.work(number) }
    thread.name = "kernel worker \(number + 1)"
    thread.stackSize = 1 << 20
    thread.start()
  }

  private func work(_ number: Int) -> Never {
    while true {
      waitForTickets()
      if number < WorkerPool.threadCount.load(ordering: .relaxed) - 1 {
        _ = takeIndices(reporting: true)
      } else {
        // With fewer threads than before, those that are too many sit out.
        usleep(1000)
      }
    }
  }

  private var hasTickets: Bool {
    tickets.load(ordering: .sequentiallyConsistent) & 0xFFFF_FFFF > 0
  }

  private func waitForTickets() {
    for look in 0..<WorkerPool.looksAlone + WorkerPool.looksWithOthers {
      if tickets.load(ordering: .relaxed) & 0xFFFF_FFFF > 0 { return }
      if look > WorkerPool.looksAlone { sched_yield() }
    }
    sleeping.add(1, ordering: .sequentiallyConsistent)
    wakeUp.withLock {
      while !hasTickets { wakeUp.wait() }
    }
    sleeping.subtract(1, ordering: .sequentiallyConsistent)
  }
}
