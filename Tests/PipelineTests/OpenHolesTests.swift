import CourseKit
import Foundation
import Pipeline
import Testing

private struct OutOfLuck: Error, Equatable {}

/// One after the other: what happens at a hole is set for the whole process.
@Suite(.serialized) struct OpenHolesTests {
  private func hole<Value>(in outcome: HoleOutcome<Value>) -> String? {
    if case .hole(let exercise) = outcome { exercise } else { nil }
  }

  @Test func `work without a hole gives what it gives`() throws {
    guard case .done(let number) = try untilHole({ 42 }) else {
      Issue.record("a hole where there is none")
      return
    }
    #expect(number == 42)
    #expect(throws: OutOfLuck()) { _ = try untilHole { () throws -> Int in throw OutOfLuck() } }
  }

  @Test func `a hole is told, and what comes after it goes on`() throws {
    func open() -> Int { todo("6.4") }
    #expect(hole(in: try untilHole { open() + 1 }) == "6.4")
    #expect(hole(in: try untilHole { 1 }) == nil)
    // One within the other: each has its own.
    let outer = try untilHole { () throws -> String? in
      self.hole(in: try untilHole { open() })
    }
    guard case .done("6.4"?) = outer else {
      Issue.record("the inner hole reached the outer work: \(outer)")
      return
    }
  }

  @Test func `a hole that several threads meet at once is one`() throws {
    let outcome = try untilHole {
      DispatchQueue.concurrentPerform(iterations: 4) { number in
        // The others come to it when the first has been told already.
        usleep(UInt32(number) * 400_000)
        todo("5.7")
      }
    }
    #expect(hole(in: outcome) == "5.7")
    usleep(1_500_000)
  }

  @Test func `the reference has written everything`() {
    #expect(Written.hasCache && Written.hasWindow && Written.hasInstructionTuning)
  }
}
