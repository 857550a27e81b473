import CourseKit
import Foundation
import Testing

@testable import Grading

/// What people's code may do to a process. Not optimized, as the learner's code is not.
private enum Mishap {
  @_optimize(none)
  static func indexOutOfRange(_ number: Int) -> Int { [1, 2, 3][number] }

  @_optimize(none)
  static func unwrapNil(_ number: Int) -> Int { [1: 2][number]! }

  @_optimize(none)
  static func overflow(_ number: Int) -> Int { Int.max - 1 + number }

  @_optimize(none)
  static func precondition(_ number: Int) -> Int {
    Swift.precondition(number < 3, "a number below 3")
    return number
  }

  @_optimize(none)
  static func endlessLoop(_ number: Int) -> Int {
    var sum = number
    while sum != 0 { sum = sum &+ 2 | 1 }
    return sum
  }

  @_optimize(none)
  static func endlessRecursion(_ number: Int) -> Int {
    number == 0 ? 0 : endlessRecursion(number &+ 1) &+ 1
  }

  @_optimize(none)
  static func memoryBomb(_ number: Int) -> Int {
    var blocks: [[Int]] = []
    while number > 0 { blocks.append([Int](repeating: number, count: 1 << 17)) }
    return blocks.count
  }

  @_optimize(none)
  static func endlessOutput(_ number: Int) -> Int {
    while number > 0 { print("here I am") }
    return number
  }

  @_optimize(none)
  static func deadlock(_ number: Int) -> Int {
    DispatchSemaphore(value: 0).wait()
    return number
  }
}

private struct OutOfLuck: Error {}

private let result = Text("the result", "o resultado")

/// Gives back the number five.
private let five = Grader<Int>(
  "3.4", cases: { _ in [.init(Text("the number 5", "o número 5"), 5)] },
  expected: { [Evidence(result, [$0])] },
  misconceptions: [
    .init(Text("if one is added", "se se soma um")) { [Evidence(result, [$0 + 1])] }
  ])

/// Says who it is, then tries the code.
private func attempt(_ code: @escaping @Sendable (Int) throws -> Int, in attempt: Attempt) {
  attempt.grade(five) { number in
    print("process \(getpid())")
    return [Evidence(result, [try code(number)])]
  }
}

private let limits = Isolation.Limits(
  processorSeconds: 1, wallSeconds: 30, memoryBytes: 512 << 20, outputBytes: 1 << 20)

/// The report, after looking that the process is gone.
private func report(
  _ attempt: Attempt, _ language: Language = .english,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Report {
  let report = attempt.report(language: language)
  let line = try #require(
    report.printed.text.split(separator: "\n").first { $0.hasPrefix("process ") },
    "the process did not say who it is: \(report.message)", sourceLocation: sourceLocation)
  let process = try #require(Int32(line.dropFirst("process ".count)))
  #expect(
    kill(process, 0) == -1 && errno == ESRCH, "process \(process) is left over",
    sourceLocation: sourceLocation)
  return report
}

/// Each child ends with status 0, whatever was done to it, and has told how it went.
@Suite(.serialized) struct IsolationTests {
  private let trial = Attempt("3.4", limits: limits)

  @Test func `what is right passes`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ $0 }, in: trial)
    }
    #expect(try report(trial).outcome == .passed)
  }

  @Test func `what is wrong is told and named`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ $0 + 1 }, in: trial)
    }
    let report = try report(trial)
    #expect(report.message.contains("the number 5: the result: yours is 6, expected 5."))
    #expect(report.message.contains("This is what comes out if one is added."))
  }

  @Test func `a verdict that the code writes itself is none`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt(
        { number in
          // Into its own notes, in every form that a note has.
          // Its temporary folder is beside them.
          let file = try FileHandle(forWritingTo: URL(fileURLWithPath: trial.folder.notes))
          do {
            try file.seekToEnd()
            for note in [Note.verdict(.passed), .trying(input: "nothing")] {
              try file.write(contentsOf: JSONEncoder().encode(note) + [UInt8(ascii: "\n")])
            }
          }
          _exit(0)
        }, in: trial)
    }
    let report = trial.report(language: .english)
    #expect(report.outcome == .failed && report.verdict == nil)
    #expect(report.message.contains("before it gave a result"))
  }

  @Test func `a hole is not started, another's hole is needed`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ _ in todo("3.4") }, in: trial)
    }
    let own = try report(trial)
    #expect(own.outcome == .notStarted && own.message == "3.4 is not started.")

    let second = Attempt("3.4", limits: limits)
    await #expect(processExitsWith: .success) { [second = second as Attempt] in
      attempt({ _ in todo("0.6") }, in: second)
    }
    let other = try report(second)
    #expect(other.outcome == .notStarted && other.message.hasPrefix("3.4 needs 0.6, which is not"))
  }

  @Test func `an index out of range`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ Mishap.indexOutOfRange($0) }, in: trial)
    }
    let report = try report(trial)
    #expect(report.outcome == .failed)
    #expect(report.message.hasPrefix("3.4 stops the program: Index out of range"))
    #expect(report.message.contains("\nInput: the number 5.\n"))
  }

  @Test func `nil unwrapped`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ Mishap.unwrapNil($0) }, in: trial)
    }
    #expect(
      try report(trial).message.hasPrefix(
        "3.4 stops the program: Unexpectedly found nil while unwrapping an Optional value"))
  }

  @Test func `an overflow`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ Mishap.overflow($0) }, in: trial)
    }
    #expect(try report(trial).message.hasPrefix("3.4 stops the program: arithmetic overflow"))
  }

  @Test func `a precondition`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ Mishap.precondition($0) }, in: trial)
    }
    #expect(
      try report(trial, .portuguese).message.hasPrefix("3.4 interrompe o programa: "))
  }

  @Test func `the handler's stack lies below the attempt's, whatever gaps there are above`() async {
    await #expect(processExitsWith: .success) {
      // A page of its own below a gap of two stacks: the system hands out the highest gap.
      let gap = 8 << 20
      let own = try #require(mmap(nil, 4096 + gap, PROT_READ, MAP_PRIVATE | MAP_ANON, -1, 0))
      munmap(own + 4096, gap)
      let stack = try #require(Isolation.handlerStack(bytes: 4 << 20, below: own))
      #expect(stack + (4 << 20) <= own)
    }
  }

  #if os(Linux)
    @Test func `the code of the C library is where its functions are`() throws {
      let code = CrashSite.codeOfSystemLibrary()
      for name in ["malloc", "nanosleep", "write"] {
        let function = try #require(dlsym(nil, name))
        #expect(code.contains(UInt(bitPattern: function)))
      }
    }
  #endif

  @Test func `an endless loop`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ Mishap.endlessLoop($0) }, in: trial)
    }
    #expect(
      try report(trial).message.hasPrefix(
        "3.4 does not come to an end: it was stopped after 1 s"))
  }

  @Test func `an endless recursion`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ Mishap.endlessRecursion($0) }, in: trial)
    }
    #expect(
      try report(trial).message.hasPrefix(
        "3.4 calls itself without end, until the stack is full"))
  }

  @Test func `a memory bomb`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ Mishap.memoryBomb($0) }, in: trial)
    }
    #expect(try report(trial).message.hasPrefix("3.4 takes more than 512 MB of memory"))
  }

  @Test func `an exit, whatever its status`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ _ in exit(0) }, in: trial)
    }
    #expect(try report(trial).message.hasPrefix("3.4 calls exit, which ends the whole program"))
    let second = Attempt("3.4", limits: limits)
    await #expect(processExitsWith: .success) { [second = second as Attempt] in
      attempt({ _ in exit(7) }, in: second)
    }
    #expect(try report(second).message.hasPrefix("3.4 calls exit, which ends the whole program"))
  }

  @Test func `a call of abort, and what the runtime says before its own`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ _ in abort() }, in: trial)
    }
    #expect(try report(trial).message.hasPrefix("3.4 stops the program: a call of abort"))
    let second = Attempt("3.4", limits: limits)
    await #expect(processExitsWith: .success) { [second = second as Attempt] in
      attempt(
        {
          let text: Any = "\($0)"; return text as! Int
        }, in: second)
    }
    #expect(try report(second).message.hasPrefix("3.4 stops the program: Could not cast value"))
  }

  @Test func `the memory of the process that tests is not the attempt's`() async throws {
    // More than half of what an attempt may take.
    let before = [UInt8](repeating: 1, count: limits.memoryBytes / 4 * 3)
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ _ in abort() }, in: trial)
    }
    #expect(before.last == 1)
    #expect(try report(trial).message.hasPrefix("3.4 stops the program: a call of abort"))
  }

  @Test func `a thrown error`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ _ in throw OutOfLuck() }, in: trial)
    }
    #expect(
      try report(trial).message.hasPrefix(
        "3.4 throws an error where it should give a result: OutOfLuck()."))
  }

  @Test func `endless output`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ Mishap.endlessOutput($0) }, in: trial)
    }
    let report = try report(trial)
    #expect(report.message.hasPrefix("3.4 prints without end: it was stopped after 1 MB"))
    #expect(report.message.contains("    here I am\n    …\n"))
  }

  @Test func `a wait without end`() async throws {
    var impatient = limits
    impatient.wallSeconds = 1
    impatient.processorSeconds = 10
    let trial = Attempt("3.4", limits: impatient)
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt({ Mishap.deadlock($0) }, in: trial)
    }
    #expect(
      try report(trial).message.hasPrefix("3.4 waits without end: it was stopped after 1 s"))
  }

  @Test func `a sleep that is interrupted is not the end of the wait`() async throws {
    var impatient = limits
    impatient.wallSeconds = 1
    impatient.processorSeconds = 10
    let trial = Attempt("3.4", limits: impatient)
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt(
        {
          sleep(20)
          return $0
        }, in: trial)
    }
    #expect(try report(trial).message.hasPrefix("3.4 waits without end: it was stopped after 1 s"))
  }

  @Test func `an end on another thread is this exercise's end too`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt(
        { number in
          let done = DispatchSemaphore(value: 0)
          Thread.detachNewThread {
            _ = Mishap.indexOutOfRange(number)
            done.signal()
          }
          done.wait()
          return number
        }, in: trial)
    }
    #expect(try report(trial).message.hasPrefix("3.4 stops the program: Index out of range"))
  }
}
