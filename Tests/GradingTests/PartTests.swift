import CourseKit
import Foundation
import Testing

@testable import Grading

private let output = Text("the output", "a saída")
private let slope = Text("the gradient", "o gradiente")

/// The square of a number and its derivative, each in a hole of its own.
private let squareGrader = Grader<Double>(
  "3.5", cases: { data in (0..<3).map { .init(Text("number \($0)", "número \($0)"), Double($0)) } },
  expected: { [Evidence(output, $0 * $0), Evidence(slope, 2 * $0)] },
  misconceptions: [
    .init(Text("if it is doubled", "quando é dobrado")) {
      [Evidence(output, 2 * $0), Evidence(slope, 2)]
    }
  ])

private func grade(
  _ attempt: Attempt, forward: @escaping @Sendable (Double) -> Double,
  backward: @escaping @Sendable (Double) -> Double
) {
  attempt.grade(
    squareGrader,
    parts: [
      .init(Text("the forward pass", "o forward pass")) { [Evidence(output, forward($0))] },
      .init(Text("the backward pass", "o backward pass")) { [Evidence(slope, backward($0))] },
    ]
  ) { [Evidence(output, forward($0)), Evidence(slope, backward($0))] }
}

private func open(_: Double) -> Double { todo("3.5") }

@Suite struct PartTests {
  @Test func `what is written passes, what is open is named`() async throws {
    let forward = Attempt("3.5")
    await #expect(processExitsWith: .success) { [forward = forward as Attempt] in
      grade(forward, forward: { $0 * $0 }, backward: open)
    }
    let report = forward.report(language: .english)
    #expect(report.outcome == .notStarted)
    #expect(
      report.message
        == "3.5 is begun. Right so far: the forward pass. Still to write: the backward pass.")

    let backward = Attempt("3.5")
    await #expect(processExitsWith: .success) { [backward = backward as Attempt] in
      grade(backward, forward: open, backward: { 2 * $0 })
    }
    #expect(
      backward.report(language: .portuguese).message
        == "3.5 está começado. Certo até aqui: o backward pass. Falta escrever: o forward pass.")
  }

  @Test func `what is written and wrong fails, with its input and its mistake`() async {
    let attempt = Attempt("3.5")
    await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
      grade(attempt, forward: { 2 * $0 }, backward: open)
    }
    let report = attempt.report(language: .english)
    #expect(report.outcome == .failed)
    #expect(report.message.hasPrefix("3.5: number 1: the output: yours is 2.0, expected 1.0"))
    #expect(report.message.contains("if it is doubled"))
  }

  @Test func `with every hole open it is not started, and another's hole is named`() async {
    let untouched = Attempt("3.5")
    await #expect(processExitsWith: .success) { [untouched = untouched as Attempt] in
      grade(untouched, forward: open, backward: open)
    }
    #expect(untouched.report(language: .english).message == "3.5 is not started.")

    let blocked = Attempt("3.5")
    await #expect(processExitsWith: .success) { [blocked = blocked as Attempt] in
      grade(blocked, forward: { $0 * $0 }, backward: { _ in todo("0.6") })
    }
    #expect(blocked.report(language: .english).message.hasPrefix("3.5 needs 0.6"))
  }

  @Test func `a crash while the mistake is looked for takes nothing away`() async {
    let attempt = Attempt("3.5")
    await #expect(processExitsWith: .success) { [attempt = attempt as Attempt] in
      attempt.grade(squareGrader) { number in
        guard number < 2 else { fatalError("no more") }
        return [Evidence(output, 2 * number), Evidence(slope, 2)]
      }
    }
    let report = attempt.report(language: .english)
    // The first input, 0, has the right output and the wrong slope.
    #expect(report.message.hasPrefix("3.5: number 0: the gradient: yours is 2.0, expected 0.0"))
  }
}
