import Console
import CourseKit

/// `course show 3.4`: what an exercise asks for, in the learner's language.
struct ShowCommand: Command {
  let name = "show"
  let summary = Text(
    "shows what an exercise asks for: shapes, edge cases, an example",
    "mostra o que um exercício pede: formas, casos de borda, um exemplo")
  let discussion = Text(
    "It is the comment above the hole.", "É o comentário que está acima da lacuna, em português.")

  let what = Positional<ExerciseArgument>(
    ExerciseArgument.placeholder, help: Text("such as 3.4", "como 3.4"))

  func run(_ values: Values) throws {
    let language = values.language
    let project = try Project()
    let exercise = values[what].exercise
    let chapter = Catalogue.chapters[exercise.chapter]
    let holes = try Holes(in: project)
    printLine(
      styled: "\(StyledText.bold("\(exercise.number)  \(exercise.title.in(language))"))  "
        + "\(exercise.difficulty.stars)  \(minutes(exercise.minutes))")
    let places =
      holes.open[exercise.number]?.map(\.description)
      ?? ["Exercises/\(chapter.folder)/\(exercise.file)"]
    for place in places { printLine("  \(place)") }
    for contract in try Contract.all(of: exercise, in: project, language) {
      printLine(styled: "\n\(StyledText.bold(contract.declaration))")
      for line in contract.text where !line.hasPrefix("```") {
        printLine(wrapped(line).isEmpty ? "" : wrapped(line))
      }
    }
  }

  /// A paragraph in lines that fit; code and lists are short.
  private func wrapped(_ line: String) -> String {
    guard visibleWidth(line) > 88 else { return line }
    var lines: [String] = [""]
    for word in line.split(separator: " ") {
      if visibleWidth(lines[lines.count - 1]) + 1 + visibleWidth(String(word)) > 88,
        !lines[lines.count - 1].isEmpty
      {
        lines.append("")
      }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines.joined(separator: "\n")
  }
}
