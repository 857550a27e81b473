import Console
import CourseKit
import Foundation
import Pipeline
import Runs

/// `gpt runs`: lists the runs so far.
struct RunsCommand: Command {
  let name = "runs"
  let summary = Text("lists the runs under runs/", "lista as execuções em runs/")

  func run(_ values: Values) throws {
    let language = values.language
    let folders = RunFolder.all()
    guard !folders.isEmpty else {
      printLine(
        language.text(
          "There is no run under runs/ yet: gpt without a command trains one.",
          "Ainda não há execuções em runs/: o comando gpt, sem mais nada, treina uma."))
      return
    }
    var table = Table(
      .left(language.text("run", "execução")), .right(language.text("steps", "passos")),
      .right(language.text("loss", "perda")),
      .right(language.text("validation perplexity", "perplexidade de validação")))
    for folder in folders {
      let configuration = try? folder.configuration()
      let metrics = try? folder.metrics()
      let done = metrics?.steps.count ?? 0
      let steps = configuration.map { grouped($0.stepCount, language) } ?? "?"
      table.addRow(
        folder.name,
        configuration?.isImported == true
          ? language.text("imported", "importada") : "\(grouped(done, language))/\(steps)",
        metrics?.recentLoss.map { decimal($0, 3, language) } ?? "–",
        metrics?.evaluations.last.map { decimal(exp($0.validationLoss), 2, language) } ?? "–")
    }
    printLine(table)
  }
}
