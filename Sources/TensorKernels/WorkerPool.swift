import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Calls `body` with each index in `0..<count`, on several threads where that pays.
///
/// Which thread takes which index is not defined, so results must not depend on it. A free thread
/// takes the next index, so that a faster core does more of them. A large loop inside `body` is
/// shared too, where a thread is idle.
///
/// `operations` is a rough estimate of the additions and multiplications in all calls together: no
/// thread is woken for a few microseconds of work.
package func parallelFor(_ count: Int, operations: Int = .max, _ body: (Int) -> Void) {
  guard count > 1, operations > 500_000, WorkerPool.threadCount.load(ordering: .relaxed) > 1,
    WorkerPool.shared.run(count, operations, body)
  else {
    for index in 0..<count { body(index) }
    return
  }
}

/// The number of threads that the kernels use. By default it is the number of processors, or of
/// performance cores on Apple silicon.
///
/// Results are bit-identical for every number.
public enum Threads {
  public static var count: Int {
    get { WorkerPool.threadCount.load(ordering: .relaxed) }
    set {
      precondition(newValue >= 1, "\(newValue) threads: at least one is needed")
      WorkerPool.threadCount.store(newValue, ordering: .relaxed)
    }
  }
}

/// A loop that other threads may join: its indices are claimed one by one.
private final class OpenLoop: @unchecked Sendable {
  // What one thread writes while another polls something else must not share a cache line with it:
  // each write would take the line away from the polling thread. Processors fetch lines in pairs,
  // hence gaps of 128 bytes.
  private typealias Gap = InlineArray<16, UInt64>

  /// Held by the thread that started the loop.
  let isTaken = Atomic<Bool>(false)
  /// The number of the loop in the upper half, the count of unclaimed indices in the lower half. A
  /// thread that has claimed an index knows that the loop is still running, and may read its
  /// `count` and `body`.
  private let tickets = Atomic<UInt64>(0)
  private var count = 0
  private var body: UnsafeRawPointer?

  private let gap1 = Gap(repeating: 0)
  /// How many indices the helpers have finished.
  private let finished = Atomic<Int>(0)
  private let callerSleeps = Atomic<Bool>(false)
  private let gap2 = Gap(repeating: 0)
  private let isFinished = NSCondition()

  /// How often the caller polls for the helpers before it sleeps: about 50 µs, longer than it has
  /// to wait when every thread has a processor. When one has not, the caller's sleep frees the
  /// processor that it needs.
  private static let looks = 50_000

  /// Opens the loop for `count` indices. The last one is reserved for the caller, which need not
  /// compete for its first.
  func open(_ count: Int, _ body: UnsafeRawPointer) {
    self.count = count
    self.body = body
    finished.store(0, ordering: .relaxed)
    let number = tickets.load(ordering: .relaxed) >> 32 &+ 1
    tickets.store(number << 32 | UInt64(count - 1), ordering: .sequentiallyConsistent)
  }

  /// Claims the next index and calls the body with it. Returns false if none was left; calls
  /// `wasLast` if it claimed the last one.
  func takeIndex(helping: Bool, wasLast: () -> Void) -> Bool {
    var seen = tickets.load(ordering: .acquiring)
    while seen & 0xFFFF_FFFF > 0 {
      let (isMine, now) = tickets.compareExchange(
        expected: seen, desired: seen - 1, ordering: .acquiringAndReleasing)
      guard isMine else {
        seen = now
        continue
      }
      let remaining = Int(seen & 0xFFFF_FFFF)
      if remaining == 1 { wasLast() }
      body!.assumingMemoryBound(to: ((Int) -> Void).self).pointee(count - 1 - remaining)
      if helping {
        finished.add(1, ordering: .sequentiallyConsistent)
        if callerSleeps.load(ordering: .sequentiallyConsistent) {
          isFinished.withLock { isFinished.signal() }
        }
      }
      return true
    }
    return false
  }

  /// Waits until the helpers have finished `others` indices.
  func wait(for others: Int) {
    var looks = 0
    while finished.load(ordering: .relaxed) < others, looks < OpenLoop.looks { looks += 1 }
    if finished.load(ordering: .acquiring) < others {
      callerSleeps.store(true, ordering: .sequentiallyConsistent)
      isFinished.withLock {
        while finished.load(ordering: .sequentiallyConsistent) < others { isFinished.wait() }
      }
      callerSleeps.store(false, ordering: .relaxed)
    }
  }
}

/// Worker threads that spin for a while before they sleep.
///
/// A layer of a small model takes some ten microseconds. On a virtual machine, Dispatch's
/// `concurrentPerform` takes up to 25 to wake a sleeping thread, so a training step of some hundred
/// loops would mostly wait. These workers poll for the next loop for about a tenth of a millisecond
/// before they sleep.
///
/// A caller never waits for a worker that has not started: on a busy machine, where one may be
/// late, the caller runs the whole loop itself. Nor does any thread spin for long, since the thread
/// that it waits for may need the processor.
private final class WorkerPool: @unchecked Sendable {
  static let threadCount = Atomic<Int>(usualThreadCount())
  static let shared = WorkerPool()

  /// Performance cores only: every loop waits for its slowest thread, and an efficiency core would
  /// hold up the others.
  private static func usualThreadCount() -> Int {
    #if canImport(Darwin)
      var count: Int32 = 0
      var size = MemoryLayout<Int32>.size
      if sysctlbyname("hw.perflevel0.logicalcpu", &count, &size, nil, 0) == 0, count > 0 {
        return Int(count)
      }
    #endif
    return ProcessInfo.processInfo.activeProcessorCount
  }

  /// How often a worker polls for the next loop before it sleeps: about 0.1 to 0.2 ms.
  private static let looks = 200_000
  /// The work for which waking a sleeping thread pays: about 50 µs.
  private static let operationsWorthWaking = 2_000_000
  /// The work for which a loop beside or inside another one asks for help: about 0.1 ms. Its data
  /// is in the caches of the thread that produced it.
  private static let operationsWorthHelp = 8_000_000

  private let loops = (0..<64).map { _ in OpenLoop() }
  /// Bit i is set while loop i has unclaimed indices.
  private let open = Atomic<UInt64>(0)
  /// How many loops are running.
  private let running = Atomic<Int>(0)
  /// How many workers are polling, and how many are asleep.
  private let watching = Atomic<Int>(0)
  private let sleeping = Atomic<Int>(0)
  private let wakeUp = NSCondition()
  /// How many workers exist. The mutex is held while more are added.
  private let workerCount = Mutex(0)
  private let started = Atomic<Int>(0)

  /// Runs the loop with the workers. Returns false, having done nothing, if none would help.
  func run(_ count: Int, _ operations: Int, _ body: (Int) -> Void) -> Bool {
    addWorkers()
    let isInner = running.load(ordering: .relaxed) > 0
    if isInner, operations < WorkerPool.operationsWorthHelp || operations == .max { return false }
    let wakes =
      sleeping.load(ordering: .relaxed) > 0
      && operations >= WorkerPool.operationsWorthWaking
    guard wakes || watching.load(ordering: .relaxed) > 0, let place = takePlace() else {
      return false
    }
    let loop = loops[place]
    running.add(1, ordering: .relaxed)
    defer { running.subtract(1, ordering: .relaxed) }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { pointer in
        // The bit is set first: otherwise a helper still polling this loop could claim the last
        // index and clear the bit before it is set.
        open.bitwiseOr(1 << UInt64(place), ordering: .sequentiallyConsistent)
        loop.open(count, UnsafeRawPointer(pointer))
        if wakes { wakeUp.withLock { wakeUp.broadcast() } }
        body(count - 1)
        var own = 1
        while takeIndex(of: place, helping: false) { own += 1 }
        loop.wait(for: count - own)
      }
    }
    loop.isTaken.store(false, ordering: .releasing)
    return true
  }

  private func takePlace() -> Int? {
    loops.firstIndex {
      !$0.isTaken.load(ordering: .relaxed)
        && $0.isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring)
          .exchanged
    }
  }

  private func takeIndex(of place: Int, helping: Bool) -> Bool {
    loops[place].takeIndex(helping: helping) {
      open.bitwiseAnd(~(1 << UInt64(place)), ordering: .relaxed)
    }
  }

  // MARK: The workers

  private func addWorkers() {
    let wanted = WorkerPool.threadCount.load(ordering: .relaxed) - 1
    guard started.load(ordering: .relaxed) < wanted else { return }
    workerCount.withLock { count in
      while count < wanted {
        let number = count
        let thread = Thread { self.work(number) }
        thread.name = "kernel worker \(number + 1)"
        thread.stackSize = 1 << 20
        sleeping.add(1, ordering: .relaxed)
        thread.start()
        count += 1
      }
      started.store(count, ordering: .relaxed)
    }
  }

  private func work(_ number: Int) -> Never {
    sleeping.subtract(1, ordering: .relaxed)
    while true {
      waitForLoop()
      // When the number of threads was lowered, the surplus workers idle.
      if number >= WorkerPool.threadCount.load(ordering: .relaxed) - 1 {
        usleep(1000)
        continue
      }
      let open = open.load(ordering: .acquiring)
      if open != 0 { while takeIndex(of: open.trailingZeroBitCount, helping: true) {} }
    }
  }

  private func waitForLoop() {
    watching.add(1, ordering: .relaxed)
    var looks = 0
    while open.load(ordering: .relaxed) == 0, looks < WorkerPool.looks { looks += 1 }
    watching.subtract(1, ordering: .relaxed)
    guard open.load(ordering: .relaxed) == 0 else { return }
    sleeping.add(1, ordering: .sequentiallyConsistent)
    wakeUp.withLock {
      while open.load(ordering: .sequentiallyConsistent) == 0 { wakeUp.wait() }
    }
    sleeping.subtract(1, ordering: .sequentiallyConsistent)
  }
}
