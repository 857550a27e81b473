import Catalogue
import Console
import CourseKit
import Foundation

/// `course show 3.4`: prints what an exercise asks for, in the learner's language.
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
    var shown: Set<[String]> = [[]]
    for contract in try Contract.all(of: exercise, in: project, language) {
      if shown.insert(contract.typeComment).inserted {
        printLine()
        printLine(Self.reflowed(contract.typeComment).joined(separator: "\n"))
      }
      printLine(styled: "\n\(StyledText.bold(contract.declaration))")
      printLine(Self.reflowed(contract.text).joined(separator: "\n"))
    }
  }

  /// Wraps paragraphs to the width; code and list items keep their line breaks.
  static func reflowed(_ text: [String], width: Int = 80) -> [String] {
    var lines: [String] = []
    var paragraph = ""
    var isCode = false
    func endParagraph() {
      if !paragraph.isEmpty {
        lines += wrapped(paragraph, to: width).components(separatedBy: "\n")
      }
      paragraph = ""
    }
    for line in text {
      let words = line.drop { $0 == " " }
      if line.hasPrefix("```") {
        endParagraph()
        isCode.toggle()
      } else if isCode || words.isEmpty || line.count - words.count >= 4 && paragraph.isEmpty {
        endParagraph()
        lines.append(isCode ? "    " + line : line)
      } else {
        if words.hasPrefix("- ") { endParagraph() }
        paragraph += (paragraph.isEmpty ? "" : " ") + words.replacing("``", with: "`")
      }
    }
    endParagraph()
    return lines
  }
}
