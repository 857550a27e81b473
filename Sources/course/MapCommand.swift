import Catalogue
import Console
import CourseKit

/// `course map`, also the default command: shows where the learner is.
struct MapCommand: Command {
  let name = "map"
  let summary = Text(
    "shows the chapters, what has passed and what is next",
    "mostra os capítulos, o que já passou e o que vem a seguir")
  let discussion = Text(
    "✓ passed   ✗ written, but not right yet   ↑ needs another exercise first   · not started   "
      + "? not graded, as something does not compile. What is written is graded, every time.",
    "✓ passou   ✗ escrito, mas ainda não certo   ↑ depende de outro exercício   · não começado   "
      + "? não corrigido, porque algo não compila. O que está escrito é corrigido, todas as vezes."
  )

  let all = Flag(
    "all",
    help: Text("lists the exercises of all chapters", "lista os exercícios de todos os capítulos"))

  func run(_ values: Values) throws {
    let language = values.language
    let project = try Project()
    printLine(try ChosenTrack.current().sentence(language) + "\n")
    let assessment = try Assessment.make(in: project, language: language)
    let results = assessment.results
    let current = results.nextStep?.exercise.chapter
    let touched = results.filter {
      $0.isGraded && ($0.outcome == .failed || $0.outcome == .blocked)
    }
    .map(\.exercise.chapter)
    let open = Set(
      values[all] ? Catalogue.chapters.map(\.number) : touched + (current.map { [$0] } ?? []))
    let map = CourseMap(
      results: results, track: assessment.track, language: language, openChapters: open)
    printLine(styled: map.text)
    // States and the next step can be shown again once the code compiles.
    if let report = assessment.buildReport { return printLine("\n" + report) }
    let own = results.filter { !$0.isReference }
    let (passed, reference) = (own.count(.passed), results.count - own.count)
    let left = minutes(own.minutesLeft)
    printLine(
      "\n"
        + (reference == 0
          ? language.text(
            "\(passed) of \(own.count) passed, about \(left) left.",
            "\(passed) de \(own.count) passaram; faltam cerca de \(left).")
          : language.text(
            "\(passed) of \(own.count) yours, \(reference) the reference; about \(left) left.",
            "\(passed) de \(own.count) seus, \(reference) da referência; faltam cerca de \(left)."))
    )
    printLine(nextStepText(results, assessment.holes, language))
  }
}
