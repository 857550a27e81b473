import CourseKit
import Foundation
import Testing

@testable import Grading

private let result = Text("the result", "o resultado")

/// Gives back a number. The large one is that of the course's size.
private let identity = Grader<Int>(
  "3.5", cases: { _ in [.init(Text("the number 5", "o número 5"), 5)] },
  expected: { [Evidence(result, [$0])] }, misconceptions: [],
  courseSize: .init(Text("a large number", "um número grande"), reason: Text("Why.", "Porquê.")) {
    _ in 1_000
  })

/// Right, and the larger the number the longer it takes: a millisecond for 100.
@Sendable private func slowly(_ number: Int) -> [Evidence] {
  usleep(UInt32(number * 10))
  return [Evidence(result, [number])]
}

@Suite struct CourseSizeTests {
  @Test func `what takes far longer than the reference is told, with the reason`() throws {
    let slowness = try #require(try identity.slowness(of: slowly, .english))
    #expect(slowness.times >= 30)
    #expect(slowness.size == "a large number")
    #expect(slowness.reason == "Why.")
  }

  @Test func `what takes as long, and what has no size, is not`() throws {
    #expect(try identity.slowness(of: { [Evidence(result, [$0])] }, .english) == nil)
    let sizeless = Grader<Int>(
      "3.5", cases: identity.cases, expected: identity.expected, misconceptions: [])
    #expect(try sizeless.slowness(of: slowly, .english) == nil)
  }

  @Test func `the factor is told with one digit, in both languages`() {
    let slow = Slowness(times: 312.4, size: "[2, 3]", reason: "Why.")
    #expect(
      slow.sentence("3.5", .english)
        == "3.5 is right; 300 times slower than the reference at [2, 3]. Why.")
    #expect(
      Slowness(times: 47, size: "[2, 3]", reason: "Porquê.").sentence("3.5", .portuguese)
        == "O 3.5 está certo; 50 vezes mais lento que a referência com [2, 3]. Porquê.")
  }

  @Test func `a slow answer passes, and its report has the sentence`() async throws {
    let attempt = Attempt("3.5")
    await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
      attempt.grade(identity) { slowly($0) }
    }
    let report = attempt.report(language: .current)
    #expect(report.outcome == .passed)
    #expect(report.remark?.contains("3.5") == true)
  }

  @Test func `what ends at the course's size has passed all the same`() async throws {
    let attempt = Attempt("3.5")
    await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
      attempt.grade(identity) { number in
        if number > 5 { fatalError("too large") }
        return [Evidence(result, [number])]
      }
    }
    let report = attempt.report(language: .english)
    #expect(report.outcome == .passed)
    #expect(report.remark == nil)
  }
}
