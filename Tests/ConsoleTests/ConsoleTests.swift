import CourseKit
import Foundation
import Testing

@testable import Console

struct TextTests {
  @Test(arguments: [
    ("ação", 4), ("ac\u{327}a\u{303}o", 4), ("日本", 4), ("🙂!", 3), ("", 0), ("▏█", 2),
  ])
  func `the width of a text is what one sees`(text: String, width: Int) {
    #expect(visibleWidth(text) == width)
  }

  @Test func `a table's columns stand under each other`() {
    var table = Table(.left("modelo"), .right("perda"), .left("nota"))
    table.addRow("bigrama", "3.1", "")
    table.addRow("gpt, com atenção", "12.25", "é melhor")
    #expect(
      table.description == """
        modelo            perda  nota
        ────────────────  ─────  ────────
        bigrama             3.1
        gpt, com atenção  12.25  é melhor
        """)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"), (123_456, "123,456"),
  ])
  func `thousands are grouped`(number: Int, text: String) {
    #expect(grouped(number, .english) == text)
    #expect(grouped(number, .portuguese) == text.replacingOccurrences(of: ",", with: "."))
  }

  @Test(arguments: [
    (3.14159, 2, "3.14"), (-0.0004, 3, "0.000"), (-0.0006, 3, "-0.001"), (2.675, 2, "2.67"),
    (1234.5, 1, "1234.5"), (0.5, 0, "0"), (.nan, 1, "nan"),
  ])
  func `a decimal has its places and no signed zero`(number: Double, places: Int, text: String) {
    #expect(decimal(number, places, .english) == text)
    #expect(decimal(number, places, .portuguese) == text.replacingOccurrences(of: ".", with: ","))
  }

  @Test func `lines are broken between words`() {
    #expect(wrapped("one two three", to: 7) == "one two\nthree")
    #expect(wrapped("one two three", to: 9, indent: 2) == "  one two\n  three")
    #expect(wrapped("a\n\nb  c", to: 80) == "a\n\nb c")
    #expect(wrapped("x incomprehensible y", to: 4) == "x\nincomprehensible\ny")
    #expect(wrapped("日本 日本", to: 9) == "日本 日本")
    #expect(wrapped("日本 日本", to: 8) == "日本\n日本")
    #expect(wrapped("") == "")
  }

  @Test(arguments: [
    (0.0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (3599.6, "1:00:00"), (3725, "1:02:05"),
    (-3, "0:00"),
  ])
  func `durations read like a clock`(seconds: Double, text: String) {
    #expect(duration(seconds) == text)
  }

  @Test(arguments: [
    ([:], Language.english),
    (["LANG": "pt_BR.UTF-8"], .portuguese),
    (["LANG": "pt_BR.UTF-8", "LC_MESSAGES": "en_GB"], .english),
    (["LANG": "pt_BR.UTF-8", "LC_ALL": "C"], .english),
    (["LANG": "pt_BR.UTF-8", "LC_ALL": ""], .portuguese),
    (["LANG": "en_US", "LC_ALL": "en_US", "COURSE_LANGUAGE": "pt"], .portuguese),
    (["LANG": "de_DE"], .english),
  ])
  func `the language follows the environment`(environment: [String: String], language: Language) {
    #expect(Language(environment: environment) == language)
  }
}

/// Sends this process a signal and gives any of its threads time to take it.
///
/// (`raise` would send it to this thread, which Dispatch keeps from taking signals.)
private func send(_ number: Int32) {
  kill(getpid(), number)
  for _ in 0..<500 where !Interrupt.isRequested { usleep(1000) }
  usleep(20_000)
}

struct EndingTests {
  @Test func `the first interrupt is noted and the second ends the process`() async {
    await #expect(processExitsWith: .exitCode(130)) {
      Interrupt.watch()
      guard !Interrupt.isRequested else { exit(1) }
      send(SIGINT)
      guard Interrupt.isRequested else { exit(2) }
      Interrupt.watch()
      guard !Interrupt.isRequested else { exit(3) }
      send(SIGTERM)
      send(SIGTERM)  // as `timeout` does, which is no sign of impatience
      guard Interrupt.isRequested else { exit(4) }
      send(SIGINT)
      exit(5)
    }
  }

  @Test func `a work that is watched is stopped at its next look, and says what is left`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      do {
        try Interrupt.watching(orTelling: "Stopped: half is done.") {
          try Interrupt.check()
          send(SIGINT)
          try Interrupt.check()
        }
      } catch let stopped as Stopped {
        exit(stopped.description == "Stopped: half is done." ? 7 : 1)
      }
    }
  }

  @Test func `without watching a signal ends the process`() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      Interrupt.watch()
      Interrupt.stopWatching()
      send(SIGINT)
    }
  }

  @Test func `a foreign error is told by its own sentence`() throws {
    let error = try #require(throws: (any Error).self) {
      _ = try String(contentsOfFile: "/nowhere/at/all", encoding: .utf8)
    }
    #expect(!sentence(of: error).contains("Error Domain"))
    #expect(!sentence(of: error).contains("\n"))
  }
}
