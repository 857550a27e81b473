import CourseKit
import Foundation

/// What a learner can run once a chapter is complete, together with those before it.
struct Harvest {
  let chapter: Int
  /// What now works, as a clause.
  let achievement: Text
  /// What shows it.
  let command: String
  /// The same in earnest, from chapter 4 on.
  let job: Job?

  struct Job {
    let command: String
    /// What the command does.
    let purpose: Text
  }

  /// Nil if the chapter is not complete.
  ///
  /// - Parameter solutions: the chapters taken from Solutions, in the format of `SOLUTIONS`.
  init?(
    of chapter: Int, _ results: [ExerciseResult],
    solutions: String = ProcessInfo.processInfo.environment["SOLUTIONS"] ?? ""
  ) {
    let own = results.filter { $0.exercise.chapter == chapter && !$0.isReference }
    guard !own.isEmpty, own.allSatisfy({ $0.outcome == .passed }) else { return nil }
    self.chapter = chapter
    achievement = Harvest.achievements[chapter]
    command =
      (solutions.isEmpty ? "" : "SOLUTIONS=\(solutions) ") + "swift run course show \(chapter)"
    // An exercise that is written but was not graded now has passed before, or reports what it
    // lacks when it is run. No job is suggested that would reach one that is not written.
    let earlier = results.filter { $0.exercise.chapter < chapter && !$0.isReference }
    job =
      earlier.allSatisfy { $0.outcome == .passed || !$0.isGraded }
      ? Harvest.job(of: chapter, solutions: solutions) : nil
  }

  private static let achievements = [
    Text(
      "your own gradient descent lays a line through points",
      "o seu próprio gradiente descendente passa uma reta por pontos"),
    Text("your own model writes text", "o seu próprio modelo escreve texto"),
    Text(
      "your own tokenizer cuts any word into tokens",
      "o seu próprio tokenizer corta qualquer palavra em tokens"),
    Text(
      "your own attention looks back, and never ahead",
      "a sua própria atenção olha para trás, nunca para a frente"),
    Text(
      "your own GPT leads from tokens to logits, and back to every gradient",
      "o seu próprio GPT leva dos tokens aos logits e de volta a cada gradiente"),
    Text("your own training makes it write", "o seu próprio treino o faz escrever"),
    Text(
      "your own classifier tells spam from normal messages",
      "o seu próprio classificador distingue spam de mensagens normais"),
    Text("your own assistant answers", "o seu próprio assistente responde"),
    Text(
      "your own cache, int8 weights and beams are at work",
      "o seu próprio cache, os pesos int8 e os feixes funcionam"),
  ]

  private static func job(of chapter: Int, solutions: String) -> Job? {
    func gpt(_ words: String = "", with reference: String = "") -> String {
      let chosen = [solutions, reference].filter { !$0.isEmpty }.joined(separator: ",")
      return (chosen.isEmpty ? "" : "SOLUTIONS=\(chosen) ") + "swift run -c release gpt" + words
    }
    switch chapter {
    case 0...3: return nil
    case 4:
      return Job(
        command: gpt(" --quick", with: "5"),
        purpose: Text(
          "your own GPT, trained by the reference's chapter 5: it speaks, and report.html shows its "
            + "attention",
          "o seu próprio GPT, treinado pelo capítulo 5 da referência: ele fala, e report.html mostra a "
            + "atenção dele"))
    case 5:
      return Job(
        command: gpt(" --quick"),
        purpose: Text(
          "your own training, some minutes; then report.html, and gpt generate",
          "o seu próprio treino, alguns minutos; depois report.html e gpt generate"))
    case 6:
      return Job(
        command: gpt(" classify train"),
        purpose: Text(
          "your classifier on the last run; then gpt classify predict \"Send us your password.\"",
          "o seu classificador na última execução; depois gpt classify predict \"Envie a sua senha.\""
        ))
    case 7:
      return Job(
        command: gpt(" instruct"),
        purpose: Text(
          "your assistant from the last run; then gpt chat and gpt ask",
          "o seu assistente a partir da última execução; depois gpt chat e gpt ask"))
    default:
      return Job(
        command: gpt(),
        purpose: Text("all of it, from your own code", "tudo, com o seu próprio código"))
    }
  }

  func sentence(_ language: Language) -> String {
    let works = achievement.in(language)
    let now = language.text(
      "Chapter \(chapter) is complete: \(works). \(command) shows it.",
      "O capítulo \(chapter) está completo: \(works). \(command) mostra isso.")
    guard let job else { return now }
    return now + language.text("\nIn earnest:", "\nPara valer:") + "\n  \(job.command)\n  "
      + job.purpose.in(language)
  }
}
