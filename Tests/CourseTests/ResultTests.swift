import Catalogue
import Console
import CourseKit
import Foundation
import Testing

@testable import course

/// Exercises of the catalogue in a state that a test asks for.
private func results(_ outcomes: [String: Outcome]) -> [ExerciseResult] {
  Catalogue.exercises.map {
    ExerciseResult(exercise: $0, outcome: outcomes[$0.number] ?? .passed)
  }
}

struct ResultTests {
  func made(
    _ number: String, needs: [String] = [], _ outcome: Outcome, blocker: String? = nil
  ) -> ExerciseResult {
    ExerciseResult(
      exercise: Exercise(
        number, Text("one", "um"), file: "One.swift", difficulty: .medium, minutes: 25,
        needs: needs,
        hints: []), outcome: outcome, blocker: blocker)
  }

  @Test func `the next step is the first for which everything is there`() {
    let all = [
      made("1.1", .passed), made("1.2", needs: ["1.4"], .notStarted),
      made("1.3", .blocked, blocker: "1.4"), made("1.4", needs: ["1.1"], .failed),
    ]
    #expect(all.nextStep?.exercise.number == "1.4")
    #expect(all.minutesLeft == 75)
    #expect([made("1.1", .passed)].nextStep == nil)
    #expect([made("1.2", needs: ["1.1"], .notStarted)].nextStep?.exercise.number == "1.2")
  }

  @Test func `what is missing is what the grader met, or what it is known to need`() {
    let all = [
      made("1.1", .passed), made("1.2", .failed), made("1.3", needs: ["1.1", "1.2"], .notStarted),
      made("1.4", needs: ["1.1"], .blocked, blocker: "1.3"), made("1.5", needs: ["1.2"], .failed),
    ]
    #expect(all.missing(for: all[2]) == ["1.2"])
    #expect(all.missing(for: all[3]) == ["1.3"])
    #expect(all.missing(for: all[4]).isEmpty)
  }

  @Test func `what fails names what it is made of and fails too, the innermost first`() {
    var all = [
      made("3.1", .failed), made("3.2", .passed),
      made("3.5", needs: ["3.2", "3.1"], .failed), made("3.6", needs: ["3.2", "3.5"], .failed),
      made("3.9", needs: ["3.6"], .passed), made("4.6", needs: ["3.9"], .failed),
    ]
    for place in all.indices { all[place].message = "wrong\nand why" }
    let messages = all.namingFailingNeeds(.english).map(\.message)
    #expect(messages[0] == "wrong\nand why")
    #expect(
      messages[2] == "3.5 uses 3.1, which fails: look there first.\nwrong\nand why")
    #expect(messages[3].hasPrefix("3.6 uses 3.1, which"))
    #expect(messages[4] == "wrong\nand why")
    #expect(messages[5] == "wrong\nand why")
    #expect(
      all.namingFailingNeeds(.portuguese)[2].message.hasPrefix(
        "3.5 usa o 3.1, que ainda não passa: comece por ele.\n"))
    // What no grader has seen is accused of nothing.
    all[0].isGraded = false
    #expect(all.namingFailingNeeds(.english)[2].message == "wrong\nand why")
  }

  @Test func `what was not graded comes after what was, and has a mark of its own`() {
    var all = [
      made("1.1", .failed), made("1.2", .passed), made("1.3", needs: ["1.1"], .notStarted),
    ]
    all[0].isGraded = false
    #expect(all.nextStep?.exercise.number == "1.3")
    #expect(all.missing(for: all[2]).isEmpty)
    #expect(Array(all.prefix(2)).nextStep?.exercise.number == "1.1")
    // What is written behind what was graded comes before the next empty one.
    var behind = [
      made("1.1", .passed), made("1.2", .failed), made("1.10", .failed), made("2.1", .notStarted),
    ]
    behind[1].isGraded = false
    behind[2].isGraded = false
    #expect(behind.nextStep?.exercise.number == "1.2")
    behind[1].isReference = true
    #expect(behind.nextStep?.exercise.number == "1.10")
    behind[2].isReference = true
    behind[3].isReference = true
    #expect(behind.nextStep == nil)
    #expect(all.map(StyledText.mark).map(\.description) == ["?", "✓", "·"])
  }

  @Test func `a summary counts what is begun, and whose it is`() {
    var begun = made("3.4", .notStarted)
    begun.stillToWrite = [Holes.Place(file: "Exercises/03-Attention/One.swift", line: 7)]
    var reference = made("0.1", .passed)
    reference.isReference = true
    func summary(_ results: [ExerciseResult], _ language: Language = .english) -> String {
      ResultCard(results: results, language: language).summary
    }
    #expect(summary([begun, made("3.5", .notStarted)]) == "1 not started, 1 begun.")
    #expect(summary([begun, begun], .portuguese) == "2 começados.")
    #expect(summary([reference, made("1.1", .passed)]) == "1 of 1 yours, 1 the reference.")
    #expect(summary([reference, made("1.1", .failed)]) == "1 failed, 1 the reference.")
    #expect(summary([reference]) == "1 of the reference passed.")
  }

  @Test func `a complete chapter says what now works, and what shows it`() {
    let sentences = Catalogue.chapters.map { chapter in
      Harvest(of: chapter.number, results([:]), solutions: "")?.sentence(.english) ?? ""
    }
    #expect(
      sentences[1]
        == "Chapter 1 is complete: your own model writes text. swift run course show 1 shows it.")
    #expect(
      Harvest(of: 1, results([:]), solutions: "")?.sentence(.portuguese)
        == "O capítulo 1 está completo: o seu próprio modelo escreve texto. swift run course show 1 "
        + "mostra isso.")
    let works = sentences.map { $0.prefix { $0 != "." }.split(separator: ":").last ?? "" }
    #expect(Set(works).count == Catalogue.chapters.count)
    for (number, sentence) in sentences.enumerated() {
      #expect(sentence.contains("swift run course show \(number) shows it."))
    }
    #expect(Harvest(of: 3, results(["3.9": .failed]), solutions: "") == nil)
    #expect(
      Harvest(of: 3, results([:]), solutions: "0-2")?.command
        == "SOLUTIONS=0-2 swift run course show 3")
  }

  @Test func `from chapter 4 on it says what to run in earnest, and nothing that would stop`() {
    func job(
      _ chapter: Int, _ outcomes: [String: Outcome] = [:], solutions: String = "",
      ungraded: [Int] = []
    ) -> String? {
      var all = results(outcomes)
      for place in all.indices where ungraded.contains(all[place].exercise.chapter) {
        (all[place].outcome, all[place].isGraded) = (.failed, false)
      }
      return Harvest(of: chapter, all, solutions: solutions)?.job?.command
    }
    #expect(job(3) == nil)
    #expect(job(4) == "SOLUTIONS=5 swift run -c release gpt --quick")
    #expect(job(4, solutions: "0-2") == "SOLUTIONS=0-2,5 swift run -c release gpt --quick")
    // Chapters that were not graded now count as written, those with an open exercise do not.
    #expect(job(5, ungraded: [0, 1, 2, 3, 4]) == "swift run -c release gpt --quick")
    #expect(job(5, ["2.4": .notStarted]) == nil)
    #expect(job(7, ["8.1": .notStarted]) == "swift run -c release gpt instruct")
  }

  @Test func `exercises are chosen one by one, by chapter and from one to another`() throws {
    func numbers(_ text: String) -> [String]? {
      Selection(argument: text)?.exercises.map(\.number)
    }
    #expect(numbers("3.4") == ["3.4"])
    #expect(numbers("3.4 0.7") == ["0.7", "3.4"])
    #expect(try #require(numbers("3 4")).allSatisfy { $0.hasPrefix("3.") || $0.hasPrefix("4.") })
    let crossing = try #require(numbers("0.8-1.2"))
    #expect(crossing.first == "0.8" && crossing.suffix(2) == ["1.1", "1.2"])
    #expect(numbers("0-8")?.count == Catalogue.exercises.count)
    for wrong in ["", "9", "3.40", "4-3", "3-", "-3", "3-4-5", "3 x", "3.4-x"] {
      #expect(numbers(wrong) == nil, "\(wrong)")
    }
  }

  @Test func `a chapter that waits has one line, and what is begun says what is left`() {
    var begun = made("3.4", .notStarted)
    begun.stillToWrite = [Holes.Place(file: "Exercises/03-Attention/One.swift", line: 7)]
    let others = [made("4.1", .notStarted), made("4.2", .notStarted), made("5.1", .notStarted)]
    let card = ResultCard(results: [begun] + others, language: .english)
    #expect(
      card.text.description == """
        3 Attention
          · 3.4  one
               open: Exercises/03-Attention/One.swift:7

        4 \(Catalogue.chapters[4].title.in(.english))  not started
        5 \(Catalogue.chapters[5].title.in(.english))  not started
        """)
    #expect(
      ResultCard(results: [others[0]], language: .english).text.description.hasSuffix(
        "one  not started"))
  }

  @Test func `a card shows the whole message under its exercise`() {
    var failed = made("3.4", .failed)
    failed.message = "3.4: wrong.\nIt printed:\n    here"
    var passed = made("3.5", .passed)
    passed.printed = "a\nb"
    let card = ResultCard(
      results: [passed, failed, made("3.6", .blocked, blocker: "3.1"), made("3.7", .notStarted)],
      language: .english)
    #expect(
      card.text.description == """
        3 Attention
          ✓ 3.5  one
               It printed:
                   a
                   b
          ✗ 3.4  one
               3.4: wrong.
               It printed:
                   here
          ↑ 3.6  one  needs 3.1 first
          · 3.7  one  not started
        """)
    #expect(card.summary == "1 passed, 1 failed, 1 needs another first, 1 not started.")
  }

  @Test func `a map has a line for each chapter, and for each exercise of an open one`() throws {
    let number = try #require(Catalogue.chapters[3].exercises.first).number
    let text = CourseMap(
      results: results([number: .notStarted]), track: try ChosenTrack(solutions: "4"),
      language: .portuguese, openChapters: [3]
    ).text.description
    let lines = text.split(separator: "\n")
    let chapters = Catalogue.chapters.filter { !$0.exercises.isEmpty }
    #expect(lines.count == chapters.count + Catalogue.chapters[3].exercises.count)
    let heading = try #require(lines.first { $0.hasPrefix("3 Atenção") })
    let count = Catalogue.chapters[3].exercises.count
    #expect(heading.contains("·" + String(repeating: "✓", count: count - 1)))
    #expect(heading.contains("\(count - 1) de \(count)"))
    #expect(lines.contains { $0.hasPrefix("  · \(number)  ") && $0.contains(" min") })
  }

  @Test func `a time is said in hours and minutes`() {
    #expect(minutes(0) == "0 min")
    #expect(minutes(59) == "59 min")
    #expect(minutes(60) == "1 h")
    #expect(minutes(200) == "3 h 20 min")
  }

  @Test func `SOLUTIONS is read as the manifest reads it`() throws {
    func chapters(_ choice: String?) throws -> [Int] {
      try ChosenTrack(solutions: choice, chapterCount: 9).solutions.sorted()
    }
    #expect(try chapters(nil).isEmpty)
    #expect(try chapters("").isEmpty)
    #expect(try chapters("all") == Array(0...8))
    #expect(try chapters("0-3,5") == [0, 1, 2, 3, 5])
    for wrong in ["9", "3-1", "some", "1-2-3", "-1"] {
      #expect(throws: InputError.self) { try chapters(wrong) }
    }
  }

  @Test func `what holds two pieces of code shows them side by side where there is room`() {
    let pair = SideBySide(
      left: ["    let y = 1", "      y", ""], right: ["  return 1"], leftTitle: "yours",
      rightTitle: "theirs")
    #expect(
      pair.description(width: 80) == """
        yours     │ theirs
        ───────── ┼ ────────
        let y = 1 │ return 1
          y       │ 
        """)
    #expect(
      pair.description(width: 15) == """
        yours:
            let y = 1
              y

        theirs:
            return 1
        """)
  }
}
