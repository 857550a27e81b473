import Catalogue
import CourseKit
import Narration

/// Whose code a demo runs, and in a sentence why.
enum DemoTrack {
  case own(ChapterProgram, String)
  case reference(Text)

  /// The last chapter that each demo uses: some train or answer with a chapter after their own. `Package.swift` has
  /// the same.
  static let lastChapters = [0, 2, 2, 5, 5, 5, 6, 8, 8]

  /// It is the learner's if all exercises of the chapter and of those before it pass. They are graded
  /// only if none has a hole, so that a demo begins at once for those who read before they write.
  static func of(_ chapter: Int, in project: Project, _ language: Language) throws -> DemoTrack {
    let track = try ChosenTrack.current()
    guard !track.isSolution(chapter) else { return .reference(Narrator.reference) }
    let holes = try Holes(in: project)
    let open = Catalogue.exercises.filter {
      $0.chapter <= chapter && !track.isSolution($0.chapter) && holes.isOpen($0)
    }
    guard open.isEmpty else { return .reference(because(open.map(\.number))) }
    let selection = Selection(argument: chapter == 0 ? "0" : "0-\(chapter)") ?? .all
    let results = try Assessment.make(in: project, selection: selection, language: language).results
      .filter { $0.exercise.chapter <= chapter }
    let failed = results.filter { !$0.isReference && $0.outcome != .passed }
    guard failed.isEmpty else { return .reference(because(failed.map(\.exercise.number))) }
    let ownership = Ownership(upTo: chapter, results)
    let last = lastChapters[chapter]
    let program = ChapterProgram(
      name: "demonstration", chapter: chapter, solutions: ownership.solutions(upTo: last),
      hasOwn: true, project: project, language: language)
    var sentence = ownership.sentences(language).joined(separator: " ")
    if last > chapter {
      let isOne = last == chapter + 1
      let after = isOne ? "\(last)" : "\(chapter + 1)–\(last)"
      sentence += language.text(
        " What it needs of chapter\(isOne ? "" : "s") \(after) is the reference's.",
        " O que ela usa \(isOne ? "do capítulo" : "dos capítulos") \(after) é da referência.")
    }
    return .own(program, sentence)
  }

  private static func because(_ numbers: [String]) -> Text {
    let (english, portuguese) = (
      Ownership.list(numbers, .english), Ownership.list(numbers, .portuguese)
    )
    let isOne = numbers.count == 1
    return Text(
      "All code is the reference's: \(english) \(isOne ? "has" : "have") not passed yet.",
      "Todo o código é da referência: \(portuguese) ainda não \(isOne ? "passou" : "passaram").")
  }
}
