import Catalogue
import Console
import CourseKit
import Narration

/// `course show 3`: what the learner's chapter can do, on the terminal and as a picture.
struct Showing {
  let chapter: Int
  let project: Project
  let language: Language

  /// The option that gives a showpiece something of the user's to work on, by chapter.
  static let wishes = [2: "word", 6: "text", 7: "text"]

  /// How long a showpiece may take. From chapter 5 on it trains, unoptimised.
  private var patience: Int { chapter < 5 ? 60 : 300 }

  func run(_ options: [String], wish: String?) throws {
    let chapters = Catalogue.chapters[...chapter]
    let selection = Selection(argument: chapter == 0 ? "0" : "0-\(chapter)") ?? .all
    let assessment = try Assessment.make(in: project, selection: selection, language: language)
    let ownership = Ownership(upTo: chapter, assessment.results)
    printLine(
      styled: .bold("\(chapter) \(chapters[chapter].title.in(language))"))
    for sentence in ownership.sentences(language) { printLine(sentence) }
    printLine()
    let program = ChapterProgram(
      name: "showcase", chapter: chapter, solutions: ownership.solutions(upTo: chapter),
      hasOwn: ownership.hasOwn, project: project, language: language)
    try program.build()
    let words =
      options + ["--root", project.path, "--patience", String(patience)]
      // As one word, since a text may begin with a dash.
      + (wish.map { ["--wish=\($0)"] } ?? [])
    try program.run(words)
  }
}
