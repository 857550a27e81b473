import Catalogue
import Console
import CourseKit
import Foundation
import Narration

/// `course show 3`: what a chapter's code can do; `course show 3.4`: what an exercise asks for.
struct ShowCommand: Command {
  let name = "show"
  let summary = Text(
    "shows what your chapter can do, or what an exercise asks for",
    "mostra o que o seu capítulo faz, ou o que um exercício pede")
  let discussion = Text(
    "course show 3.4 tells what the exercise asks for: the comment above the hole, with shapes, edge "
      + "cases and an example.\n\n"
      + "course show 3 runs chapter 3 on something small, with your code in each chapter of which all "
      + "exercises pass, and the reference's in the others. What it shows is also a picture, in runs/show.",
    "course show 3.4 diz o que o exercício pede: o comentário acima da lacuna, em português, com formas, "
      + "casos de borda e um exemplo.\n\n"
      + "course show 3 roda o capítulo 3 em algo pequeno, com o seu código em cada capítulo em que todos "
      + "os exercícios passam, e o da referência nos outros. O que ele mostra vira também uma figura, em "
      + "runs/show.")

  let what = Positional<ShowTarget>(
    ShowTarget.placeholder, help: Text("such as 3 or 3.4", "como 3 ou 3.4"))
  let options = NarratorOptions()
  let word = Option<String?>(
    "word", default: nil, as: Text("WORD", "PALAVRA"),
    help: Text(
      "chapter 2: the word that is merged", "capítulo 2: a palavra que passa pelos merges"))
  let text = Option<String?>(
    "text", default: nil,
    help: Text(
      "chapter 6: a message to judge; chapter 7: an instruction",
      "capítulo 6: uma mensagem para julgar; capítulo 7: uma instrução"))

  func run(_ values: Values) throws {
    let project = try Project()
    switch values[what] {
    case .exercise(let exercise):
      try show(exercise, in: project, values.language)
    case .chapter(let chapter):
      let wish = try wish(for: chapter, values)
      try Showing(chapter: chapter, project: project, language: values.language)
        .run(options.words(values), wish: wish)
    }
  }

  /// What the user gave to work on.
  private func wish(for chapter: Int, _ values: Values) throws -> String? {
    let wishes = [(word.name, values[word]), (text.name, values[text])]
    for case (let name, let wish?) in wishes {
      guard Showing.wishes[chapter] == name else {
        let others = Showing.wishes.filter { $0.value == name }.keys.sorted().map(String.init)
        let list = Ownership.list(others, values.language)
        throw UsageError(
          values.language.text(
            "--\(name) goes with chapter \(list), not with \(chapter).",
            "--\(name) vale para o capítulo \(list), não para o \(chapter)."))
      }
      guard wish.contains(where: { !$0.isWhitespace }) else {
        throw UsageError(
          values.language.text("--\(name) is empty.", "--\(name) está vazio."))
      }
      return wish
    }
    return nil
  }

  private func show(_ exercise: Exercise, in project: Project, _ language: Language) throws {
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
