import Console
import CourseKit
import Foundation
import Pipeline

/// Lets a hole that is reached end the program with a sentence: which exercise it is, where to write
/// it, and how to go on without it.
func tellOfHoles() {
  onTodo.withLock { handler in
    handler = { number in
      // A line of progress may stand unfinished where this is printed.
      let start = Terminal.standardError.isInteractive ? "\r\u{1B}[K" : ""
      writeToStandardError(start + "gpt: \(unfinishedHole(number, language: .current))\n")
      fflush(nil)
      // Other threads are at work: nothing of theirs is to be torn down first.
      _exit(1)
    }
  }
}

/// What is said where an exercise is reached that nobody has written.
func unfinishedHole(
  _ number: String, language: Language, isSolution: (Int) -> Bool = Track.isSolution
) -> String {
  guard let exercise = Catalogue.exercise(number) else { return "\(number)?" }
  let chapter = Catalogue.chapters[exercise.chapter]
  let file = "Exercises/\(chapter.folder)/\(exercise.file)"
  let title = exercise.title.in(language)
  let choice = Track.choice(
    of: Catalogue.chapters.indices.filter { $0 == exercise.chapter || isSolution($0) })
  var text = language.text(
    "this needs exercise \(number) (\(title)), which is not written yet: write it in \(file), or "
      + "take chapter \(exercise.chapter) from the reference with SOLUTIONS=\(choice).",
    "isto precisa do exercício \(number) (\(title)), que ainda não foi escrito: escreva-o em "
      + "\(file) ou use o capítulo \(exercise.chapter) da referência com SOLUTIONS=\(choice).")
  if number == "8.1" {
    text += language.text(
      " gpt generate also works without it: --no-cache.",
      " O gpt generate também funciona sem ele: --no-cache.")
  }
  return text
}
