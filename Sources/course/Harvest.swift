import Catalogue
import CourseKit
import Foundation

/// What a learner can run once a chapter is complete, together with those before it.
struct Harvest {
  let command: String
  /// What the command does.
  let purpose: Text

  /// Never suggests a command that would reach an exercise not yet written: nil if the chapter is
  /// not complete or, from chapter 4 on, if an earlier chapter has an open exercise.
  ///
  /// - Parameter solutions: the chapters taken from Solutions, in the format of `SOLUTIONS`.
  init?(
    of chapter: Int, _ results: [ExerciseResult],
    solutions: String = ProcessInfo.processInfo.environment["SOLUTIONS"] ?? ""
  ) {
    let own = results.filter { $0.exercise.chapter == chapter && !$0.isReference }
    // An exercise that is written but was not graded now has passed before, or reports what it
    // lacks when it is run.
    let earlier = results.filter { $0.exercise.chapter < chapter && !$0.isReference }
    guard !own.isEmpty, own.allSatisfy({ $0.outcome == .passed }),
      chapter < 4 || earlier.allSatisfy({ $0.outcome == .passed || !$0.isGraded })
    else { return nil }
    func gpt(_ words: String = "", with reference: String = "") -> String {
      let chosen = [solutions, reference].filter { !$0.isEmpty }.joined(separator: ",")
      return (chosen.isEmpty ? "" : "SOLUTIONS=\(chosen) ") + "swift run -c release gpt" + words
    }
    switch chapter {
    case 0...3:
      command = "swift run course demo \(chapter)"
      purpose = Text(
        "the chapter's idea with real tensors", "a ideia do capítulo com tensores de verdade")
    case 4:
      command = gpt(" --quick", with: "5")
      purpose = Text(
        "your own GPT, trained by the reference's chapter 5: it speaks, and report.html shows its "
          + "attention",
        "o seu próprio GPT, treinado pelo capítulo 5 da referência: ele fala, e report.html mostra a "
          + "atenção dele")
    case 5:
      command = gpt(" --quick")
      purpose = Text(
        "your own training, some minutes; then report.html, and gpt generate",
        "o seu próprio treino, alguns minutos; depois report.html e gpt generate")
    case 6:
      command = gpt(" classify train")
      purpose = Text(
        "your classifier on the last run; then gpt classify predict \"Send us your password.\"",
        "o seu classificador na última execução; depois gpt classify predict \"Envie a sua senha.\""
      )
    case 7:
      command = gpt(" instruct")
      purpose = Text(
        "your assistant from the last run; then gpt chat and gpt ask",
        "o seu assistente a partir da última execução; depois gpt chat e gpt ask")
    default:
      command = gpt()
      purpose = Text("all of it, from your own code", "tudo, com o seu próprio código")
    }
    title = Catalogue.chapters[chapter].title
    self.chapter = chapter
  }

  private let chapter: Int
  private let title: Text

  func sentence(_ language: Language) -> String {
    language.text("Chapter", "O capítulo") + " \(chapter) (\(title.in(language))) "
      + language.text("is complete. Now run:", "está completo. Agora rode:")
      + "\n  \(command)\n  \(purpose.in(language))"
  }
}
