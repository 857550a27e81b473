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
/// Who calls `body` with which index is not defined: results must not depend on it. Indices are taken
/// one after the other by whoever is free, so that a faster core does more of them. A large
/// loop inside `body` is shared out too, where a thread has nothing else to do.
///
/// `operations` says roughly how many additions and multiplications all calls make together: a
/// thread is not woken for a few microseconds of work.
package func parallelFor(_ count: Int, operations: Int = .max, _ body: (Int) -> Void) {
  guard count > 1, operations > 500_000, WorkerPool.threadCount.load(ordering: .relaxed) > 1,
    WorkerPool.shared.run(count, operations, body)
  else {
    for index in 0..<count { body(index) }
    return
  }
}

/// How many threads the kernels use: at first as many as the machine has processors, on Apple silicon
/// as many as it has fast ones.
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

/// A loop that others may help with: its indices are taken one by one.
private final class OpenLoop: @unchecked Sendable {
  // What one thread writes while another watches something else must not share a cache line with
  // it: each write would take the line away from the one that watches. Two lines are fetched at once.
  private typealias Gap = InlineArray<16, UInt64>

  /// Held by the caller whose loop this is.
  let isTaken = Atomic<Bool>(false)
  /// The number of the loop in the upper half, how many of its indices are still to be taken in the
  /// lower. Who takes one has made sure that the loop is not over, and may read what belongs to it.
  private let tickets = Atomic<UInt64>(0)
  private var count = 0
  private var body: UnsafeRawPointer?

  private let gap1 = Gap(repeating: 0)
  /// How many indices the helpers have done.
  private let finished = Atomic<Int>(0)
  private let callerSleeps = Atomic<Bool>(false)
  private let gap2 = Gap(repeating: 0)
  private let isFinished = NSCondition()

  /// How often the caller looks whether the helpers are done before it sleeps: for some 50 µs, longer
  /// than it has to wait where every thread has a processor. Where one has not, a caller that sleeps
  /// gives it the processor that it needs.
  private static let looks = 50_000

  /// `count` indices, of which the last is the caller's own, so that it need not compete for its first.
  func open(_ count: Int, _ body: UnsafeRawPointer) {
    self.count = count
    self.body = body
    finished.store(0, ordering: .relaxed)
    let number = tickets.load(ordering: .relaxed) >> 32 &+ 1
    tickets.store(number << 32 | UInt64(count - 1), ordering: .sequentiallyConsistent)
  }

  /// Takes the next index and calls the body with it. False if none was left; `wasLast` is called if
  /// none is left now.
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

  /// Waits until helpers have done `others` indices.
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

/// Threads that wait for the next loop without sleeping, for a while.
///
/// A layer of a small model is done in some ten microseconds. Dispatch's `concurrentPerform`
/// takes up to 25 of them to wake a sleeping thread on a virtual machine, so a training step of
/// some hundred loops would mostly wait. These workers watch for the next loop for a tenth of a
/// millisecond before they sleep.
///
/// Nobody waits for a worker that has not begun: on a busy machine, where it may be long in coming,
/// the calling thread does the whole loop. Nobody spins for long either: a processor that only waits is
/// one that the thread waited for could use.
private final class WorkerPool: @unchecked Sendable {
  static let threadCount = Atomic<Int>(usualThreadCount())
  static let shared = WorkerPool()

  /// At the end of a loop all wait for the slowest: an efficiency core would hold up the others.
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

  /// How often a worker looks for the next loop before it sleeps: for some 0.1 to 0.2 ms.
  private static let looks = 200_000
  /// Work for which it pays to wake a thread that sleeps: some 50 µs.
  private static let operationsWorthWaking = 2_000_000
  /// Work of a loop beside or inside another one for which it pays to call for help: some 0.1 ms. Its
  /// numbers are in the caches of the thread that has made them.
  private static let operationsWorthHelp = 8_000_000

  private let loops = (0..<64).map { _ in OpenLoop() }
  /// Bit i: loop i has indices that nobody has taken.
  private let open = Atomic<UInt64>(0)
  /// How many loops are under way.
  private let running = Atomic<Int>(0)
  /// How many workers watch for a loop, and how many sleep.
  private let watching = Atomic<Int>(0)
  private let sleeping = Atomic<Int>(0)
  private let wakeUp = NSCondition()
  /// How many workers there are; the mutex is held while some are added.
  private let workerCount = Mutex(0)
  private let started = Atomic<Int>(0)

  /// False if nobody would help.
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
        // The bit first: a helper that is still looking here takes the last index, and clears it, at once.
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
      // With fewer threads than before, those that are too many sit out.
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
