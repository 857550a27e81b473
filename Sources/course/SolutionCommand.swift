import Catalogue
import Console
import CourseKit
import Foundation

/// `course solution 3.4`: shows the reference beside the learner's version.
struct SolutionCommand: Command {
  let name = "solution"
  let summary = Text(
    "shows the reference beside your version of an exercise",
    "mostra a referência ao lado da sua versão de um exercício")

  let exercise = Positional<ExerciseArgument>(
    ExerciseArgument.placeholder, help: Text("such as 3.4", "como 3.4"))
  let yes = Flag(
    "yes",
    help: Text("shows it though it has not passed yet", "mostra mesmo que ainda não tenha passado"))

  func run(_ values: Values) throws {
    let language = values.language
    let exercise = values[self.exercise].exercise
    let project = try Project()
    if !values[yes] {
      guard try hasPassed(exercise, in: project, language) || agrees(exercise, language) else {
        return
      }
    }
    let width = Terminal.standardError.width()
    for file in try ExerciseFile.all(of: exercise, in: project) {
      let alignment = HoleAlignment(stub: file.stub, own: file.own)
      let own = alignment.contents(of: exercise.number)
      let lines = alignment.holes.filter { $0.exercise == exercise.number }
        .map { $0.ownLines.lowerBound + 1 }
      let solution = "Solutions/" + file.name.dropFirst("Exercises/".count)
      for (hole, reference) in file.reference(for: exercise.number).enumerated() {
        // A file may have several holes: the line number says which one it is.
        let place = hole < lines.count ? "\(file.name):\(lines[hole])" : "\(file.name)"
        printLine(styled: "\n\(StyledText.bold(place)) ↔ \(solution)\n")
        printLine(
          SideBySide(
            left: hole < own.count ? own[hole] : [], right: reference,
            leftTitle: language.text("yours", "o seu"),
            rightTitle: language.text("the reference", "a referência")
          ).description(width: width))
      }
    }
  }

  private func hasPassed(
    _ exercise: Exercise, in project: Project, _ language: Language
  ) throws -> Bool {
    let selection = Selection(argument: exercise.number)!
    let assessment = try Assessment.make(in: project, selection: selection, language: language)
    return assessment.result(exercise)?.outcome == .passed
      && !assessment.track.isSolution(exercise.chapter)
  }

  private func agrees(_ exercise: Exercise, _ language: Language) throws -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
      throw InputError(
        "\(exercise.number) has not passed yet: swift run course solution \(exercise.number) --yes "
          + "shows the solution all the same.",
        "\(exercise.number) ainda não passou: swift run course solution \(exercise.number) --yes mostra "
          + "a solução mesmo assim.")
    }
    printText(
      language.text(
        "\(exercise.number) has not passed yet. Show the solution all the same? [y/N] ",
        "\(exercise.number) ainda não passou. Mostrar a solução mesmo assim? [s/N] "))
    return ["y", "yes", "s", "sim"].contains(readLine()?.lowercased() ?? "")
  }
}
