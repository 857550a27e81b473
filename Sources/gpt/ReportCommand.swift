import Console
import CourseKit
import Foundation
import Pipeline
import Runs

/// `gpt report`: the results of a run, as one page for the browser.
struct ReportCommand: Command {
  let name = "report"
  let summary = Text(
    "writes a run's report.html, one page that needs no network",
    "grava o report.html de uma execução, uma página que não precisa de rede")
  let discussion = Text(
    "Loss curves, decoding, token probabilities, attention maps, the classifier, the assistant. "
      + "What is not there yet is named with the command that makes it.",
    "Curvas de perda, decodificação, probabilidades dos tokens, mapas de atenção, o classificador, o "
      + "assistente. O que ainda não existe aparece com o comando que o faz.")

  let runName = Option.existingRun
  let language = Option.pageLanguage
  let threads = Option.threads

  func run(_ values: Values) throws {
    applyThreads(values[threads])
    let folder = try RunFolder.find(values[runName], having: \.modelFile)
    writeToStandardError(Track.sentence(values.language) + "\n")
    try RunReport(of: folder, language: values[language] ?? values.language).write()
    printLine(folder.reportFile)
  }
}
