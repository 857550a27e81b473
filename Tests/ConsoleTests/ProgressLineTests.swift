import CourseKit
import Foundation
import Synchronization
import Testing

@testable import Console

/// A terminal that remembers what was written, and a clock that is set by hand.
private final class Stage: Sendable {
  let written = Mutex<[String]>([])
  let time = Mutex(100.0)
  let width = Mutex(80)

  func terminal(isInteractive: Bool, showsUnicode: Bool = true) -> Terminal {
    Terminal(
      isInteractive: isInteractive, showsUnicode: showsUnicode,
      width: { self.width.withLock { $0 } },
      send: { text in self.written.withLock { $0.append(text) } })
  }

  func now() -> Double { time.withLock { $0 } }
  func wait(_ seconds: Double) { time.withLock { $0 += seconds } }
  var lines: [String] { written.withLock { $0 } }
  /// What the terminal shows after the last rewrite.
  var shown: String {
    String((lines.last ?? "").dropFirst("\r".count).dropLast("\u{1B}[K".count))
  }
}

struct ProgressLineTests {
  private let stage = Stage()

  private func line(
    total: Int, isInteractive: Bool = true, showsUnicode: Bool = true,
    language: Language = .english
  ) -> ProgressLine {
    ProgressLine(
      "training", total: total, unit: Text("tokens", "tokens"), unitsPerStep: 1000,
      language: language,
      terminal: stage.terminal(isInteractive: isInteractive, showsUnicode: showsUnicode),
      now: stage.now)
  }

  @Test func `a terminal's line is rewritten ten times a second at most`() {
    let line = line(total: 10_000)
    for step in 1...1000 {
      stage.wait(0.01)
      line.update(step: step, note: "loss 2.13")
    }
    // Ten seconds have passed.
    #expect((90...101).contains(stage.lines.count))
    for text in stage.lines {
      #expect(text.hasPrefix("\r") && text.hasSuffix("\u{1B}[K") && !text.contains("\n"))
    }
    #expect(stage.shown.contains("loss 2.13"))
    line.finish()
    #expect(stage.lines.last == "\n")
  }

  @Test(arguments: [10, 20, 30, 40, 60, 80, 120, 300])
  func `the line never fills the terminal's last column`(width: Int) {
    stage.width.withLock { $0 = width }
    let line = line(total: 5000)
    for step in [1, 1234, 4999, 5000] {
      stage.wait(30)
      line.update(step: step, note: "loss 2.1345")
      #expect(visibleWidth(stage.shown) < width)
      #expect(width < 30 || stage.shown.contains("/5,000"))
    }
  }

  @Test func `bar, count, rate and times are those of a steady run`() {
    stage.width.withLock { $0 = 200 }  // room for the longest bar, 30 columns
    let line = line(total: 100)
    for step in 1...50 {
      stage.wait(2)
      line.update(step: step, note: "loss 2.1")
    }
    #expect(stage.shown.contains("50/100"))
    #expect(stage.shown.contains("  500 tokens/s  "))
    #expect(stage.shown.hasSuffix("1:40, 1:40 left"))
    #expect(stage.shown.filter { $0 == "█" }.count == 15)
    stage.wait(2)
    line.update(step: 76)
    #expect(stage.shown.contains("  \(String(repeating: "█", count: 22))▊"))
    line.update(step: 100)
    line.finish()
    #expect(stage.lines.dropLast().last?.filter { $0 == "█" }.count == 30)
  }

  @Test func `a plain terminal gets a plain bar, and Portuguese its words`() {
    let line = line(total: 100, showsUnicode: false, language: .portuguese)
    stage.wait(1)
    line.update(step: 50)
    #expect(stage.shown.contains("[##"))
    #expect(stage.shown.contains("..]"))
    #expect(stage.shown.contains("50.000 tokens/s"))
    #expect(stage.shown.hasSuffix("0:01, faltam 0:01"))
  }

  @Test func `a file gets whole lines every few seconds, and the last one`() {
    let line = line(total: 300, isInteractive: false)
    for step in 1...300 {
      stage.wait(0.1)
      line.update(step: step, note: "loss 2")
    }
    line.finish()
    // Thirty seconds have passed.
    #expect((5...7).contains(stage.lines.count))
    for text in stage.lines {
      #expect(text.hasSuffix("\n") && !text.contains("\r") && !text.contains("\u{1B}"))
    }
    #expect(stage.lines.last?.contains("300/300") == true)
    #expect(stage.lines.last?.contains("left") == false)
  }

  @Test func `a text of its own comes above the line`() {
    let line = line(total: 3)
    stage.wait(1)
    line.update(step: 1)
    let shown = stage.shown
    line.print("Once upon a time")
    #expect(stage.lines.last == "\r\u{1B}[KOnce upon a time\n\(shown)")
  }

  @Test func `a run without steps and a resumed run are shown`() {
    let empty = line(total: 0)
    empty.finish()
    #expect(stage.lines.contains { $0.contains("0/0") })
    let resumed = ProgressLine(
      "training", total: 100, firstStep: 90, language: .english,
      terminal: stage.terminal(isInteractive: true), now: stage.now)
    stage.wait(5)
    resumed.update(step: 95)
    // Five steps in five seconds, not 95.
    #expect(stage.shown.contains("1.00 steps/s"))
    #expect(stage.shown.hasSuffix("0:05, 0:05 left"))
  }

  @Test func `the time left follows a lasting change and hardly one slow step`() throws {
    var pace = Pace(step: 0, at: 0)
    for step in 1...100 { pace.add(step: step, at: Double(step)) }
    let steady = try #require(pace.secondsLeft(steps: 100, at: 100))
    #expect(abs(steady - 100) < 1e-9)
    pace.add(step: 101, at: 104)
    let afterSlowStep = try #require(pace.secondsLeft(steps: 100, at: 104))
    #expect(afterSlowStep > 105 && afterSlowStep < 130)
    for step in 102...131 { pace.add(step: step, at: 104 + 3 * Double(step - 101)) }
    let slower = try #require(pace.secondsLeft(steps: 100, at: 104 + 90))
    #expect(abs(slower - 300) < 5)
  }

  @Test func `a step that does not end slows the pace`() throws {
    var pace = Pace(step: 0, at: 0)
    pace.add(step: 10, at: 10)
    let before = try #require(pace.stepsPerSecond(at: 10))
    let waiting = try #require(pace.stepsPerSecond(at: 40))
    #expect(before == 1)
    #expect(waiting < 0.4)
    #expect(Pace(step: 3, at: 0).stepsPerSecond(at: 5) == nil)
  }

  @Test func `work that is no step counts neither for the rate nor for the time left`() {
    let line = ProgressLine(
      "training", total: 100, language: .english, terminal: stage.terminal(isInteractive: true),
      now: stage.now)
    for step in 1...10 {
      stage.wait(1)
      if step.isMultiple(of: 5) { line.leavingOut { stage.wait(30) } }
      line.update(step: step)
    }
    #expect(stage.shown.contains("1.00 steps/s"), "\(stage.shown)")
    #expect(stage.shown.contains("1:30 left"), "\(stage.shown)")
    #expect(abs((line.secondsPerStep ?? 0) - 1) < 0.01)
    #expect(line.secondsRunning == 70)
  }
}

#if arch(x86_64) && os(Linux)
  struct MissingInstructionTests {
    @Test func `a broken precondition is still a crash and no sentence about processors`() async {
      await #expect(processExitsWith: .signal(SIGILL)) {
        tellOfMissingInstructions()
        let numbers = [1, 2, 3]
        print(numbers[CommandLine.arguments.count + 100])
      }
    }
  }
#endif
