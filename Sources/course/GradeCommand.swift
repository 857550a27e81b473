import Catalogue
import Console
import CourseKit
import Foundation

/// `course grade`: runs the graders and shows their results.
struct GradeCommand: Command {
  let name = "grade"
  let summary = Text(
    "grades all exercises, a chapter or one exercise",
    "corrige todos os exercícios, um capítulo ou um só")
  let discussion = Text(
    "What is not started is listed as such. The status is 0 if nothing failed. With COURSE_STRICT=1 "
      + "what is not started counts as failed.",
    "O que não foi começado aparece assim. O status é 0 se nada falhou. Com COURSE_STRICT=1, o que não foi "
      + "começado conta como falha.")

  let what = Positional<Selection>(
    Selection.placeholder, default: .all, takesRest: true,
    help: Text(
      "such as 3, 3.4, 3 4 or 0.8-1.2; without it, all",
      "como 3, 3.4, 3 4 ou 0.8-1.2; sem isso, todos"))
  let json = Flag("json", help: Text("prints JSON for scripts", "imprime JSON para scripts"))

  func run(_ values: Values) throws {
    let language = values.language
    let project = try Project()
    let track = try ChosenTrack.current()
    if !values[json] { printLine(track.sentence(language) + "\n") }
    let assessment = try Assessment.make(
      in: project, selection: values[what], language: language)
    let chosen = assessment.results.filter { values[what].contains($0.exercise) }
    if values[json] {
      printLine(json: try ExportedResult.json(assessment, chosen: chosen, language))
    } else if let report = assessment.buildReport {
      // A chapter that does not compile does not hold back those before it.
      let graded = chosen.filter { $0.isGraded && !$0.isUntouched }
      if !graded.isEmpty {
        let card = ResultCard(results: graded, language: language)
        printLine(styled: "\(card.text)\n\n\(card.summary)\n")
      }
      printLine(report)
    } else {
      let card = ResultCard(results: chosen, language: language)
      printLine(styled: "\(card.text)\n\n\(card.summary)")
      for chapter in Set(chosen.filter { $0.outcome == .passed }.map(\.exercise.chapter)).sorted() {
        let results = try resultsOfAll(in: chapter, assessment, project, language)
        if let harvest = Harvest(of: chapter, results) {
          printLine("\n\(harvest.sentence(language))\n")
        }
      }
      // Someone who asked for a single exercise and has not solved it knows what to do next.
      if !values[what].isOne || chosen.first?.outcome == .passed {
        printLine(nextStepText(assessment.results, assessment.holes, language))
      }
    }
    let isStrict = ProcessInfo.processInfo.environment["COURSE_STRICT"] == "1"
    let missing = isStrict ? chosen.count(.notStarted) + chosen.count(.blocked) : 0
    if chosen.count(.failed) + missing > 0 { exit(1) }
  }

  /// The results, with all of a chapter's if it may be complete: whoever grades its last exercise alone
  /// should hear that it was the last.
  private func resultsOfAll(
    in chapter: Int, _ assessment: Assessment, _ project: Project, _ language: Language
  ) throws -> [ExerciseResult] {
    let own = assessment.results.filter { $0.exercise.chapter == chapter }
    guard own.contains(where: { !$0.isGraded }),
      own.allSatisfy({ $0.outcome == .passed || !$0.isGraded }),
      let selection = Selection(argument: String(chapter))
    else { return assessment.results }
    return try Assessment.make(in: project, selection: selection, language: language).results
  }
}
