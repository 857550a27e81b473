import CourseKit
import Testing

@testable import course

struct CatalogueCheckTests {
  let hints = (1...4).map { Text("hint \($0)", "dica \($0)") }

  func exercise(
    _ number: String = "3.4", minutes: Int = 5, needs: [String] = [], hints: [Text]
  ) -> Exercise {
    Exercise(
      number, Text("one", "um"), file: "One.swift", difficulty: .easy, minutes: minutes,
      needs: needs,
      hints: hints)
  }

  func flaws(_ exercises: Exercise...) -> Int {
    CatalogueCheck.flaws(.english, exercises: exercises).count
  }

  @Test func `an exercise with everything has no flaw`() {
    #expect(flaws(exercise("3.1", hints: hints), exercise(needs: ["3.1"], hints: hints)) == 0)
  }

  @Test func `what is missing is told`() {
    #expect(flaws(exercise(minutes: 0, hints: hints)) == 1)
    #expect(flaws(exercise(hints: Array(hints.dropLast()))) == 1)
    #expect(flaws(exercise(hints: hints.dropLast() + [Text("hint", " ")])) == 1)
    #expect(flaws(exercise(hints: hints.dropLast() + [Text("same", "same")])) == 1)
    #expect(flaws(exercise(needs: ["3.9"], hints: hints)) == 1)
    #expect(flaws(exercise(hints: hints), exercise(hints: hints)) == 1)
  }

  @Test func `the counts that graders attach are added up`() {
    var tests = ["3.4 grader", "3.5 grader", "3.4 causal mask"].map { EventStream.Test(name: $0) }
    for place in 0..<2 {
      tests[place].isEnded = true
      let number = tests[place].exercise
      tests[place].attachments["\(number)-grader.json"] = """
        {"exercise": "\(number)", "misconceptions": 5, "variants": 1, "seeds": 20, "flaws": \(place), \
        "promises": ["a\(place)"]}
        """
    }
    tests[1].issues = ["a flaw"]
    let scores = Scores(tests)
    #expect(scores.graders == 1)
    #expect(scores.misconceptions == 10)
    #expect(scores.variants == 2)
    #expect(scores.seeds == 20)
    #expect(scores.flaws == 1)
    #expect(scores.promises == ["3.4": ["a0"], "3.5": ["a1"]])
  }
}
