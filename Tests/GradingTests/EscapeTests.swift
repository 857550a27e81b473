import CourseKit
import Foundation
import Testing

@testable import Grading

private let result = Text("the result", "o resultado")

/// Gives back the number five.
private func attempt(_ submission: @escaping @Sendable (Int) throws -> Int, in attempt: Attempt) {
  let grader = Grader<Int>(
    "3.4", cases: { _ in [.init(Text("the number 5", "o número 5"), 5)] },
    expected: { [Evidence(result, [$0])] }, misconceptions: [])
  attempt.grade(grader) { [Evidence(result, [try submission($0)])] }
}

/// What code may do to what is around it. Nothing of it may reach the tests or another attempt.
@Suite struct EscapeTests {
  private let trial = Attempt("9.9")

  @Test func `a process that stops itself is ended, and it is told`() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [trial = trial as Attempt] in
      attempt(
        { number in
          raise(SIGSTOP)
          return number
        }, in: trial)
    }
    let report = trial.report(language: .english)
    #expect(report.outcome == .failed)
    #expect(report.message.hasPrefix("9.9 stops its own process (SIGSTOP)"))
  }

  @Test func `what it sends to its group ends it alone`() async throws {
    await #expect(processExitsWith: .signal(SIGKILL)) { [trial = trial as Attempt] in
      attempt(
        { number in
          kill(0, SIGKILL)
          return number
        }, in: trial)
    }
    #expect(trial.report(language: .english).message.contains("ended its process before it gave"))
  }

  #if os(Linux)
    @Test func `a parent that it stops goes on`() async throws {
      await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
        attempt(
          { number in
            kill(getppid(), SIGSTOP)
            return number
          }, in: trial)
      }
      #expect(trial.report(language: .english).outcome == .passed)
    }
  #endif

  #if os(Linux)
    @Test func `the temporary folder that it empties is its own`() async throws {
      let other = Attempt("9.9")
      // Where it is not its own the test fails, and empties nothing.
      let outer = FileManager.default.temporaryDirectory.path
      await #expect(processExitsWith: .success) {
        [trial = trial as Attempt, outer = outer as String] in
        attempt(
          { number in
            let folder = FileManager.default.temporaryDirectory
            guard folder.path != outer else { return 0 }
            try? FileManager.default.removeItem(at: folder)
            return number
          }, in: trial)
      }
      #expect(trial.report(language: .english).outcome == .passed)
      await #expect(processExitsWith: .success) { [other = other as Attempt] in
        attempt({ $0 }, in: other)
      }
      #expect(other.report(language: .english).outcome == .passed)
    }
  #endif

  @Test func `a child that it leaves behind is ended, and no file stays`() async throws {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent(
      "child-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: place) }
    let path = place.path
    await #expect(processExitsWith: .success) {
      [trial = trial as Attempt, path = path as String] in
      attempt(
        { number in
          let child = Process()
          child.executableURL = URL(fileURLWithPath: "/bin/sh")
          child.arguments = ["-c", "while :; do sleep 0.05; echo x >> '\(path)'; done"]
          try child.run()
          usleep(300_000)
          return number
        }, in: trial)
    }
    #expect(trial.report(language: .english).outcome == .passed)
    let size = { try Data(contentsOf: place).count }
    let before = try size()
    #expect(before > 0)
    try await Task.sleep(for: .milliseconds(400))
    #expect(try size() == before)
    #expect(!FileManager.default.fileExists(atPath: trial.folder.path))
  }

  @Test func `an alarm, and threads without end`() async throws {
    await #expect(processExitsWith: .success) { [trial = trial as Attempt] in
      attempt(
        { number in
          alarm(1)
          while true { usleep(1000) }
        }, in: trial)
    }
    #expect(
      trial.report(language: .english).message.hasPrefix("9.9 is ended by signal \(SIGALRM) ("))

    #if os(Linux)
      let second = Attempt("9.9")
      await #expect(processExitsWith: .success) { [second = second as Attempt] in
        attempt(
          { number in
            while true { Thread.detachNewThread { sleep(100) } }
          }, in: second)
      }
      #expect(
        second.report(language: .english).message.hasPrefix(
          "9.9 starts threads without end: it was stopped after 250"))
    #endif
  }

  @Test func `an endless recursion in a thread of its own has a sentence`() async throws {
    await #expect(processExitsWith: .failure) { [trial = trial as Attempt] in
      attempt(
        { number in
          Thread.detachNewThread { _ = endlessRecursion(number) }
          sleep(20)
          return number
        }, in: trial)
    }
    #expect(trial.report(language: .english).message.contains("in a thread of its own"))
  }

  @Test func `what a killed process has left is removed`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "exit 0"]
    try process.run()
    process.waitUntilExit()
    let parent = FileManager.default.temporaryDirectory
    let old = parent.appendingPathComponent("attempt-\(process.processIdentifier)-9.9-x")
    let own = parent.appendingPathComponent("attempt-\(getpid())-9.9-x")
    for folder in [old, own] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    defer { try? FileManager.default.removeItem(at: own) }
    AttemptFolder.removeLeftovers()
    #expect(!FileManager.default.fileExists(atPath: old.path))
    #expect(FileManager.default.fileExists(atPath: own.path))
  }
}

@_optimize(none)
private func endlessRecursion(_ number: Int) -> Int {
  number == 0 ? 0 : endlessRecursion(number &+ 1) &+ 1
}
