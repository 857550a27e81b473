import Catalogue
import Console
import CourseKit
import Foundation
import Pipeline

/// Makes a hole that is reached end the program with a sentence instead of a crash.
func tellOfHoles() {
  onTodo.withLock { handler in
    handler = { number in
      // An unfinished progress line may be in the way.
      if Terminal.standardError.isInteractive { Terminal.standardError.eraseLine() }
      let sentence = Track.sentence(ofHole: number, .current)
      fflush(nil)
      writeToStandardError("gpt: \(sentence)\n")
      // Other threads are running: do not tear anything down under them.
      _exit(1)
    }
  }
}

/// Says what the exercises of chapter 8 that are not written yet would add.
func sayWhatIsSlower(_ language: Language, isTalk: Bool = false) {
  if !Written.hasCache {
    writeToStandardError(
      language.text(
        "Without exercise 8.1 (the KV cache) each token reads the whole text again.\n",
        "Sem o exercício 8.1 (o cache KV), cada token relê o texto inteiro.\n"))
  }
  if isTalk, !Written.hasWindow {
    writeToStandardError(
      language.text(
        "Without exercise 8.6 (the multi-turn window) each question stands alone.\n",
        "Sem o exercício 8.6 (a janela de várias falas), cada pergunta vale por si.\n"))
  }
}

/// Runs a stage of a long job. If it reaches an exercise that is not written yet, says so and lets
/// the job continue without the stage.
func skippingHoles<Value>(
  _ name: String, _ language: Language, _ stage: @escaping () throws -> Value
) throws -> Value? {
  let isReference = (0..<Track.chapterCount).allSatisfy(Track.isSolution)
  guard !isReference else { return try stage() }
  switch try untilHole(stage) {
  case .done(let value): return value
  case .hole(let number):
    if Terminal.standardError.isInteractive { Terminal.standardError.eraseLine() }
    let title = Catalogue.exercise(number)?.title.in(language) ?? ""
    printLine(
      padded(name, to: 12)
        + language.text(
          "  left out: exercise \(number) (\(title)) is not written yet",
          "  deixado de fora: o exercício \(number) (\(title)) ainda não foi escrito"))
    return nil
  }
}
