import Catalogue
import CourseKit
import Grading
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

  @Test func `an exercise that is only in the catalogue is told all that it lacks`() throws {
    let project = try Project(from: CourseChapter.root.path)
    let new = Exercise(
      "4.10", Text("New", "Novo"), file: "New.swift", difficulty: .easy, minutes: 5, hints: [])
    let all = Catalogue.exercises + [new]
    #expect(
      try CatalogueCheck.pairing(in: project, .english, exercises: all)
        .filter { $0.contains("4.10") } == [
          "4.10 has no solution: Solutions/04-Transformer/New.swift has nothing between "
            + "// begin 4.10 and // end 4.10."
        ])
    #expect(
      CatalogueCheck.graders([], .english, exercises: [new]) == [
        "4.10 has no grader: no test has a name that begins with “4.10 ”.",
        "There is no test named “4.10 grader”.",
      ])
    let contract = Contract(exercise: "4.10", declaration: "func new()", text: ["New."])
    #expect(
      ContractCheck.unpaired([contract], [], "4.10", .english) == [
        "4.10: Course/pt-BR/contratos has no entry for the comment above its hole."
      ])
    let chapter = Catalogue.chapters[4]
    let longer = Chapter(
      4, module: chapter.module, title: chapter.title, exercises: chapter.exercises + [new])
    for spoken in Language.allCases {
      let page = try CourseChapter(4, in: spoken)
      func flaws(_ chapter: Chapter) -> [String] {
        CourseTextCheck.exerciseFlaws(
          of: chapter, in: page.opening.text, spoken, named: page.opening.path, .english)
          + CourseTextCheck.headingFlaws(
            of: chapter, in: page.pages.map(\.text), spoken, named: "pages", .english)
      }
      #expect(flaws(chapter).isEmpty)
      let cells = spoken.text("New | easy", "Novo | fácil")
      #expect(
        flaws(longer) == [
          "\(page.opening.path) has no row | 4.10 | \(cells) ★☆☆ | 5 | "
            + "[New.swift](../../Exercises/04-Transformer/New.swift) |",
          "0 pages in pages have “## \(CourseChapter.heading(of: new, in: spoken))”, not one.",
        ])
    }
  }

  @Test func `an exercise on two pages, or one that the catalogue does not have, is told`() throws {
    let pages = try CourseChapter(4, in: .english).pages.map(\.text)
    func flaws(_ pages: [String]) -> [String] {
      CourseTextCheck.headingFlaws(
        of: Catalogue.chapters[4], in: pages, .english, named: "pages", .english)
    }
    let title = CourseChapter.heading(of: Catalogue.chapters[4].exercises[0], in: .english)
    #expect(flaws(pages + ["## \(title)\n"]) == ["2 pages in pages have “## \(title)”, not one."])
    #expect(
      flaws(pages + ["## Exercise 4.11: None\n"]) == [
        "A page in pages has “## Exercise 4.11: None”, which the catalogue does not."
      ])
  }

  @Test func `a row that is another or elsewhere is told`() throws {
    let chapter = Catalogue.chapters[4]
    let text = try CourseChapter(4, in: .english).opening.text
    func flaws(_ text: String) -> Int {
      CourseTextCheck.exerciseFlaws(of: chapter, in: text, .english, named: "x", .english).count
    }
    #expect(flaws(text.replacing("★★☆ | 30 |", with: "★★☆ | 31 |")) == 2)
    let rows = text.split(separator: "\n").filter {
      $0.hasPrefix("| 4.1 ") || $0.hasPrefix("| 4.2 ")
    }
    try #require(rows.count == 2)
    #expect(
      flaws(text.replacing(rows.joined(separator: "\n"), with: "\(rows[1])\n\(rows[0])")) == 1)
  }

  @Test func `the text says what the catalogue says`() throws {
    let project = try Project(from: CourseChapter.root.path)
    #expect(try CourseTextCheck.flaws(in: project, misconceptions: 1_001, .english) == [])
    #expect(try CourseTextCheck.flaws(in: project, misconceptions: 2_001, .english).count == 4)
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
