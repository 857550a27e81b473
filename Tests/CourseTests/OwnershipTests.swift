import Catalogue
import CourseKit
import Foundation
import Testing

@testable import course

/// Whose code `course show` and `course demo` run, and how a program is told of that ended badly.
struct OwnershipTests {
  private func ownership(
    upTo last: Int, _ outcomes: [String: Outcome] = [:], reference: Set<Int> = [],
    notCompiled: Set<Int> = []
  ) -> Ownership {
    Ownership(
      upTo: last,
      Catalogue.exercises.map { exercise in
        var result = ExerciseResult(
          exercise: exercise, outcome: outcomes[exercise.number] ?? .passed)
        result.isReference = reference.contains(exercise.chapter)
        if notCompiled.contains(exercise.chapter) {
          (result.outcome, result.isGraded) = (.failed, false)
        }
        return result
      })
  }

  private func all(_ outcome: Outcome, in chapters: Int...) -> [String: Outcome] {
    let numbers = chapters.flatMap { Catalogue.chapters[$0].exercises.map(\.number) }
    return Dictionary(uniqueKeysWithValues: numbers.map { ($0, outcome) })
  }

  @Test func `what passes is the learner's, with a count`() {
    let both = ownership(upTo: 1)
    #expect(both.isAllOwn && both.solutions(upTo: 1).isEmpty)
    #expect(both.sentences(.english) == ["Chapters 0–1: 13 of 13 yours."])
    #expect(both.sentences(.portuguese) == ["Capítulos 0–1: 13 de 13 seus."])
    #expect(ownership(upTo: 0).sentences(.english) == ["Chapter 0: 8 of 8 yours."])
    // What a demo borrows of later chapters is not looked at: it is the reference's.
    #expect(both.solutions(upTo: 3) == "2,3")
  }

  @Test func `a chapter with one exercise that fails is the reference's, and the others stay`() {
    let partly = ownership(upTo: 2, ["1.4": .failed, "1.5": .notStarted])
    #expect(partly.solutions(upTo: 2) == "1")
    #expect(partly.hasOwn && !partly.isAllOwn)
    #expect(
      partly.sentences(.english) == [
        "Chapter 0: 8 of 8 yours.",
        "Chapter 1: 3 of 5 yours; 1.4 and 1.5 have not passed yet, so here it is the reference's.",
        "Chapter 2: 9 of 9 yours.",
      ])
    #expect(
      ownership(upTo: 1, ["1.4": .blocked]).sentences(.portuguese)[1]
        == "Capítulo 1: 4 de 5 seus; 1.4 ainda não passou, então aqui ele é o da referência.")
  }

  @Test func `what is not started, chosen or not compiled is told as that`() {
    let untouched = ownership(upTo: 1, all(.notStarted, in: 0, 1))
    #expect(!untouched.hasOwn && untouched.solutions(upTo: 1) == "0,1")
    #expect(
      untouched.sentences(.english) == [
        "Chapters 0–1: not started, so here they are the reference's."
      ])
    let chosen = ownership(upTo: 1, reference: [0])
    #expect(chosen.solutions(upTo: 1) == "0")
    #expect(chosen.sentences(.english)[0] == "Chapter 0: the reference's, as SOLUTIONS says.")
    let broken = ownership(upTo: 1, notCompiled: [1])
    #expect(broken.solutions(upTo: 1) == "1")
    #expect(broken.sentences(.english)[1].contains("does not compile"))
  }

  @Test func `the chapters that a demo uses are those that it is built with`() throws {
    let package = try Project().read("\(Project().path)/Package.swift")
    let table = try #require(package.firstMatch(of: /let demos = \[\n((?:.+\n)+?)\]/)).1
    #expect(
      table.matches(of: /", ([0-8])\)/).compactMap { Int($0.1) } == DemoTrack.lastChapters)
  }

  @Test func `a list of exercises is short`() {
    #expect(Ownership.list(["1.1"], .english) == "1.1")
    #expect(Ownership.list(["1.1", "1.2", "1.3"], .portuguese) == "1.1, 1.2 e 1.3")
    #expect(Ownership.list((1...6).map { "1.\($0)" }, .english) == "1.1, 1.2, 1.3 and 3 more")
  }

  @Test func `a chapter is shown by its number, an exercise by its own`() throws {
    func shown(_ text: String) -> String? {
      switch ShowTarget(argument: text) {
      case .chapter(let number): "chapter \(number)"
      case .exercise(let exercise): exercise.number
      case nil: nil
      }
    }
    #expect(shown("3") == "chapter 3" && shown("3.4") == "3.4")
    for wrong in ["9", "-1", "3.40", "", "three"] { #expect(shown(wrong) == nil, "\(wrong)") }
  }

  @Test func `a crash is told in one sentence, with its reason and the learner's line`() throws {
    let project = try Project()
    func sentence(_ signal: Int32, _ said: String, own: Bool = true) -> String {
      Crash(signal: signal, said: said, project: project, hasOwn: own, chapter: 1)
        .sentence.in(.english)
    }
    let said = """
      Swift/ContiguousArrayBuffer.swift:691: Fatal error: Index out of range

      0 [ra] [inlined] 0x00005581 generateTokens in showcase at \
      /home/me/course/Exercises/01-NextToken/GenerateTokens.swift:26:12
      """
    #expect(
      sentence(SIGILL, said)
        == "Your code crashed: Index out of range (Exercises/01-NextToken/GenerateTokens.swift:26). "
        + "swift run course grade 1 may find it.")
    #expect(sentence(SIGSEGV, "") == "Your code crashed. swift run course grade 1 may find it.")
    #expect(sentence(SIGALRM, said).contains("endless loop"))
    #expect(sentence(SIGKILL, "").contains("memory"))
    #expect(sentence(SIGILL, "", own: false) == "The reference crashed.")
  }

  @Test func `a program in the foreground ends as it ended, and its errors go to a file`() async {
    // In a process of its own, since signals are the whole process's.
    await #expect(processExitsWith: .success) {
      let file = FileManager.default.temporaryDirectory
        .appending(path: "errors-\(UUID().uuidString)").path
      defer { try? FileManager.default.removeItem(atPath: file) }
      func run(_ script: String) -> ForegroundProcess.Ending? {
        ForegroundProcess.run(
          "/bin/sh", ["-c", script], environment: ["WORD": "said"], errors: file)
      }
      #expect(run("echo $WORD >&2; exit 3") == .exited(3))
      #expect((try? String(contentsOfFile: file, encoding: .utf8)) == "said\n")
      #expect(run("kill -SEGV $$") == .signalled(SIGSEGV))
      // Ctrl-C is the other program's alone, and not ignored there.
      #expect(run("kill -INT $$") == .signalled(SIGINT))
      #expect(
        ForegroundProcess.run("/nowhere/at/all", [], environment: [:], errors: file) == nil)
    }
  }
}
