import Catalogue
import Console
import CourseKit

/// The map: chapters and exercises with their states, the minutes left and the next step.
///
///     3 Attention                   ✓✓✗······   2 of 9   1 h 40 min left
///       ✓ 3.1  Stable softmax
///       ✗ 3.3  Context vectors      ★☆☆  10 min
///       · 3.4  Causal mask          ★☆☆  10 min   needs 3.3 first
struct CourseMap {
  let results: [ExerciseResult]
  let track: ChosenTrack
  let language: Language
  /// The chapters whose exercises are listed; every other chapter takes one line.
  let openChapters: Set<Int>

  var text: StyledText {
    let chapters = Catalogue.chapters.filter { !$0.exercises.isEmpty }
    let width = chapters.map { visibleWidth($0.title.in(language)) }.max() ?? 0
    return chapters.map { chapter in
      let own = results.filter { $0.exercise.chapter == chapter.number }
      let lines =
        [heading(chapter, own, width)]
        + (openChapters.contains(chapter.number) ? self.lines(of: own) : [])
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private func heading(_ chapter: Chapter, _ own: [ExerciseResult], _ width: Int) -> StyledText {
    let title = chapter.title.in(language)
    let gap = String(repeating: " ", count: width - visibleWidth(title))
    let passed = own.count(.passed)
    let strip = own.map(StyledText.mark).joined()
    let rest = String(repeating: " ", count: max(0, 9 - own.count))
    var end = language.text("\(passed) of \(own.count)", "\(passed) de \(own.count)")
    if own.minutesLeft > 0 {
      let left = minutes(own.minutesLeft)
      end += language.text(" · \(left) left", " · faltam \(left)")
    }
    if track.isSolution(chapter.number) {
      end += language.text(" · the reference", " · a referência")
    }
    return "\(StyledText.bold("\(chapter.number) \(title)"))\(gap)  \(strip)\(rest)  \(end)"
  }

  private func lines(of own: [ExerciseResult]) -> [StyledText] {
    let width = own.map { visibleWidth($0.exercise.title.in(language)) }.max() ?? 0
    return own.map { result in
      let exercise = result.exercise
      let title = exercise.title.in(language)
      let start: StyledText = "  \(StyledText.mark(result)) \(exercise.number)  \(title)"
      guard result.outcome != .passed else { return start }
      let gap = String(repeating: " ", count: width - visibleWidth(title))
      let time = minutes(exercise.minutes)
      let timeGap = String(repeating: " ", count: max(0, 6 - time.count))
      var line: StyledText = "\(start)\(gap)  \(exercise.difficulty.stars)  \(timeGap)\(time)"
      let missing = results.missing(for: result)
      if !result.stillToWrite.isEmpty {
        line += "  \(stillToWrite(result, language))"
      } else if !missing.isEmpty {
        let numbers = missing.joined(separator: ", ")
        line += .faint(
          language.text("  needs \(numbers) first", "  faça antes: \(numbers)"))
      }
      return line
    }
  }
}

/// "open: Exercises/…/Linear.swift:48": the holes left in an exercise that has been started.
func stillToWrite(_ result: ExerciseResult, _ language: Language) -> String {
  language.text("open: ", "em aberto: ")
    + result.stillToWrite.map(\.description).joined(separator: ", ")
}

/// What to do next, in two or three lines.
func nextStepText(_ results: [ExerciseResult], _ holes: Holes, _ language: Language) -> String {
  guard let next = results.nextStep else {
    let model = language.text(
      "The model is yours: swift run -c release gpt", "O modelo é seu: swift run -c release gpt")
    let own = results.count { !$0.isReference }
    guard own < results.count else {
      return language.text(
        "All \(results.count) exercises pass. \(model)",
        "Todos os \(results.count) exercícios passam. \(model)")
    }
    guard own > 0 else {
      return language.text(
        "Everything here is the reference; without SOLUTIONS your own code is graded.",
        "Tudo aqui é a referência; sem SOLUTIONS, o seu código é corrigido.")
    }
    return language.text(
      "All \(own) that are yours pass; \(results.count - own) come from the reference. To write one "
        + "of its chapters too, leave it out of SOLUTIONS.",
      "Todos os \(own) que são seus passam; \(results.count - own) vêm da referência. Para escrever "
        + "também um dos capítulos dela, tire-o de SOLUTIONS.")
  }
  let exercise = next.exercise
  let chapter = Catalogue.chapters[exercise.chapter]
  let place =
    holes.open[exercise.number]?.first?.description
    ?? "Exercises/\(chapter.folder)/\(exercise.file)"
  if !next.isGraded {
    return language.text(
      "Next: \(exercise.number) \(exercise.title.in(language)) is written, but was not graded now:\n"
        + "  swift run course grade \(exercise.chapter)",
      "A seguir: \(exercise.number) \(exercise.title.in(language)) já está escrito, mas não foi "
        + "corrigido agora:\n  swift run course grade \(exercise.chapter)")
  }
  return language.text("Next: ", "A seguir: ")
    + "\(exercise.number) \(exercise.title.in(language)), \(place)\n"
    + language.text(
      "  swift run course watch            grades it at every save\n"
        + "  swift run course hint \(exercise.number)         if you are stuck",
      "  swift run course watch            corrige a cada vez que você salva\n"
        + "  swift run course hint \(exercise.number)         se você travar")
}
