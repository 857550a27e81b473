import Catalogue
import CourseKit

extension Track {
  /// What is said where an exercise is reached that nobody has written: which it is, where to write
  /// it, and how to go on without it.
  public static func sentence(
    ofHole number: String, _ language: Language, isSolution: (Int) -> Bool = Track.isSolution
  ) -> String {
    guard let exercise = Catalogue.exercise(number) else {
      return language.text(
        "This needs exercise \(number), which is not written yet.",
        "Isto precisa do exercício \(number), que ainda não foi escrito.")
    }
    let chapter = Catalogue.chapters[exercise.chapter]
    let file = "Exercises/\(chapter.folder)/\(exercise.file)"
    let title = exercise.title.in(language)
    let chapters = Catalogue.chapters.map(\.number).filter {
      $0 == chapter.number || isSolution($0)
    }
    let choice = choice(of: chapters)
    return language.text(
      "This needs exercise \(number) (\(title)), which is not written yet: write it in \(file), or "
        + "take chapter \(chapter.number) from the reference with SOLUTIONS=\(choice).",
      "Isto precisa do exercício \(number) (\(title)), que ainda não foi escrito: escreva-o em "
        + "\(file) ou use o capítulo \(chapter.number) da referência com "
        + "SOLUTIONS=\(choice).")
  }
}
