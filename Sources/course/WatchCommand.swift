import Catalogue
import Console
import CourseKit
import Foundation

/// `course watch`: grades the current exercise on every save.
struct WatchCommand: Command {
  let name = "watch"
  let summary = Text(
    "grades the current exercise at every save, and moves on when it passes",
    "corrige o exercício atual a cada vez que você salva e avança quando ele passa")
  let discussion = Text("Ctrl-C leaves.", "Ctrl-C encerra.")

  let first = Positional<Selection>(
    ExerciseArgument.placeholder, default: .all,
    help: Text(
      "where to begin; without it, the next step", "onde começar; sem isso, o próximo passo"))

  func run(_ values: Values) throws {
    let language = values.language
    if values.gives(first), !values[first].isOne, let one = values[first].exercises.first?.number {
      throw UsageError(
        language.text(
          "watch looks at one exercise at a time: name one such as \(one).",
          "watch olha um exercício por vez: indique um, como \(one)."))
    }
    let project = try Project()
    printLine(try ChosenTrack.current().sentence(language))
    do {
      try watch(
        values[first].isOne ? values[first].exercises.first : nil, in: project, language)
    } catch is Stopped {}  // Ctrl-C is the way to leave
  }

  /// Grades one exercise after another, starting at `first` or at the next step.
  private func watch(_ first: Exercise?, in project: Project, _ language: Language) throws {
    var current = try first ?? Assessment.make(in: project, language: language).nextStep?.exercise
    while let exercise = current {
      introduce(exercise, try Holes(in: project), language)
      guard try gradeUntilPassed(exercise, in: project, language) else { return }
      let all = try Assessment.make(in: project, language: language)
      if let harvest = Harvest(of: exercise.chapter, all.results) {
        printLine("\n\(harvest.sentence(language))")
      }
      current = all.nextStep?.exercise
      if current == nil { printLine("\n" + nextStepText(all.results, all.holes, language)) }
    }
  }

  private func introduce(_ exercise: Exercise, _ holes: Holes, _ language: Language) {
    printLine(
      styled: "\n\(StyledText.bold("\(exercise.number)  \(exercise.title.in(language))"))")
    let folder = Catalogue.chapters[exercise.chapter].folder
    let places =
      holes.open[exercise.number]?.map(\.description) ?? ["Exercises/\(folder)/\(exercise.file)"]
    for place in places { printLine("  \(place)") }
    let advice = language.text(
      "I grade it whenever you save. Ctrl-C leaves.",
      "Corrijo toda vez que você salvar. Ctrl-C encerra.")
    printLine("  \(exercise.difficulty.stars)  \(minutes(exercise.minutes)).  \(advice)")
  }

  /// Grades at once if there is code already, and then on every save; false if the user leaves.
  private func gradeUntilPassed(
    _ exercise: Exercise, in project: Project, _ language: Language
  ) throws -> Bool {
    var seen: [String: Date] = [:]
    while true {
      guard let now = waitForChange(after: seen, in: project) else { return false }
      let isFirst = seen.isEmpty
      // A save while the graders run differs from this, so it is graded next.
      seen = now
      let holes = try Holes(in: project)
      if holes.isUntouched(exercise), try !ChosenTrack.current().isSolution(exercise.chapter) {
        if !isFirst {
          let left = holes.open[exercise.number]!.map { "\($0)" }.joined(separator: ", ")
          printLine(language.text("  still to write: \(left)", "  ainda por escrever: \(left)"))
        }
        continue
      }
      let assessment = try Assessment.make(
        in: project, selection: Selection(argument: exercise.number)!, language: language)
      guard let result = assessment.result(exercise) else { return false }
      let time = WatchCommand.clock(Date())
      let rule = "── \(time) " + String(repeating: "─", count: 40)
      printLine(styled: "\n\(StyledText.faint(rule))")
      if let report = assessment.buildReport {
        printLine(report)
      } else {
        printLine(styled: ResultCard(results: [result], language: language).text)
      }
      if result.outcome == .passed { return true }
      if let blocker = result.blocker, let other = Catalogue.exercise(blocker) {
        printLine(
          "  " + language.text("First: ", "Antes: ") + "\(blocker) \(other.title.in(language))")
      }
    }
  }

  /// `16:08:34`, in every language.
  private static func clock(_ date: Date) -> String {
    let parts = Calendar.current.dateComponents([.hour, .minute, .second], from: date)
    return String(format: "%02d:%02d:%02d", parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0)
  }

  /// Waits until the files' modification times differ from `seen`, and returns them; nil if the
  /// user leaves.
  private func waitForChange(after seen: [String: Date], in project: Project) -> [String: Date]? {
    Interrupt.watch()
    defer { Interrupt.stopWatching() }
    while !Interrupt.isRequested {
      let now = times(in: project)
      if now != seen { return now }
      usleep(200_000)
    }
    printLine()
    return nil
  }

  private func times(in project: Project) -> [String: Date] {
    var times: [String: Date] = [:]
    for file in project.swiftFiles(in: "\(project.path)/Exercises") {
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: "\(project.path)/Exercises/\(file)")
      times[file] = attributes?[.modificationDate] as? Date
    }
    return times
  }
}
